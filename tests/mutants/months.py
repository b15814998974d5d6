"""Faults of sealed months, and of the ways out of the book and back: backups and restores."""

from tests.mutants import rows

FAULTS = [
    *rows(
        "store/seal.py",
        "store/test_archive store/test_meanwhile store/test_copy_before",
        (
            "a month is not read back",
            "read_back(aside, write_table(aside,",
            "(aside, write_table(aside,",
            "store/test_real_disk",
        ),
        (
            "a month has no sure name",
            "    disk.sync_folder(place)\n    return {**entry_of",
            "    return {**entry_of",
            "store/test_real_disk",
        ),
        ("a sealed file is written over", "turn = 1 + max(", "turn = max("),
        ("last month is sealed", "if month < limit}", "if month <= limit}"),
        ("visits that go on are sealed", "else ENDED in line", "else True"),
        ("visits with an open promise are sealed", "and identifier_of(line) not in promised", ""),
        ("a clock that jumped seals the present", "month_before(min(newest", "month_before(max(newest"),
        ("a promise that was open again is settled", "line if stamps < 0 else line[:stamps]", "line"),
        ("what is gone comes back with its month", "if identifier_of(one.line) not in gone}", "}"),
        (
            "a month is in the order in which it came",
            "sorted(documents.values(), key=lambda one: shelf.key(one.number, one.line))",
            "list(documents.values())",
        ),
    ),
    *rows(
        "store/archive.py",
        "store/test_meanwhile store/test_archive store/test_doctor",
        ("a document counts twice", 'if identifier in shelf.shadow.get(entry["month"], ()):', "if False:"),
        ("a line read alone is not checked", "crc32(line) ==", "0 <= crc32(line) or 0 =="),
        ("a damaged search text is believed", 'if check and crc != b"%08x" % crc32(body):', "if False:"),
    ),
    *rows(
        "store/restore.py",
        "store/test_backup_faults store/test_backup store/test_real_disk",
        ("restored folders have no sure names", "disk.sync_folder(part)", "pass"),
        ("READY is not synced", 'disk.write_aside(aside / READY, b"")', "(aside / READY).touch()"),
        ("what is replaced is not saved", "before, saved_as = _save_present(folder)", "before, saved_as = None, None"),
        (
            "a backup with losses is restored",
            "if any(finding.loses for finding in load(aside).findings):",
            "if load(aside) is None:",
        ),
        ("a damaged month is restored", "_must_be_sound(aside / ARCHIVE / name)", "pass"),
    ),
    *rows(
        "store/restoring.py",
        "store/test_real_disk store/test_backup",
        ("a half restore counts", "ready = (aside / READY).exists()", "ready = True"),
        ("READY comes back after all", "READY)\n        disk.sync_folder(aside)", "READY)"),
        ("exchanged files have no sure names", "place / path.name)\n    disk.sync_folder(place)", "place / path.name)"),
        ("a second try forgets what was moved", "if not listing.exists():", "if True:"),
        ("files of the old book stay", "disk.remove(path)", "pass"),
    ),
    *rows(
        "store/backup.py",
        "store/test_backup_faults store/test_backup store/test_real_disk",
        ("a backup is not synced", "raw.flush()\n    disk.sync(raw.fileno())", "raw.flush()"),
        ("a backup has no sure name", "target)\n            disk.sync_folder(target.parent)", "target)"),
        ("a backup is not read again", "verify(aside, progress)", "pass"),
        ("a backup's files are not compared", "if _digest(entry) != expected:", "if _digest(entry) is None:"),
        ("a newer backup is read", 'if manifest["deskapp"] > FORMAT:', "if False:"),
        (
            "a half backup stays",
            "except OSError as error:\n        aside.unlink(missing_ok=True)",
            "except OSError as error:",
        ),
        ("a file that changes hands is no backup", "if turn == TRIES - 1:", "if True:"),
        ("a backup has no journal", ", *segments_in(folder)]", "]"),
        ("a backup has no sealed months", "[] if pooled else [folder / ARCHIVE", "[] if sealed else [folder / ARCHIVE"),
    ),
    *rows(
        "store/rotation.py",
        "store/test_backup store/test_backup_faults",
        ("a backup is taken at each start", "if target.exists() and not again:", "if False:"),
        ("a damaged month is copied to the backups", "parse_table(book.path / ARCHIVE / name, data)", "pass"),
        (
            "a backup that cannot be read needs no months",
            "except (zipfile.BadZipFile, KeyError, ValueError):\n            return",
            "except (zipfile.BadZipFile, KeyError, ValueError):\n            continue",
        ),
        ("months go that a backup names", "if path.name not in wanted:", "if True:"),
        ("a day too few is kept", "set(newest_first[:DAYS])", "set(newest_first[: DAYS - 1])"),
        ("old backups stay", "            path.unlink()\n            continue", "            continue"),
    ),
]
