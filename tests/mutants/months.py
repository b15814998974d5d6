"""Faults of sealed months, and of the ways out of the book and back: backups and restores."""

from tests.mutants import rows

FAULTS = [
    *rows(
        "store/history/archive_month.py",
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
        ("visits with an open promise are sealed", "and identifier not in promised", ""),
        ("a clock that jumped seals the present", "month_before(min(newest", "month_before(max(newest"),
        ("a promise that was open again is settled", "line if stamps < 0 else line[:stamps]", "line"),
        ("what is gone comes back with its month", "if identifier_of(document.line) not in gone}", "}"),
        (
            "a month is in the order in which it came",
            "sorted(documents.values(), key=lambda document: shelf.key(document.number, document.line))",
            "list(documents.values())",
        ),
    ),
    *rows(
        "store/history/archive.py",
        "store/test_meanwhile store/test_archive store/test_doctor",
        ("a document counts twice", 'if identifier in shelf.shadow.get(entry["month"], ()):', "if False:"),
        ("a line read alone is not checked", "crc32(line) ==", "0 <= crc32(line) or 0 =="),
        ("a damaged search text is believed", 'if check and crc != b"%08x" % crc32(body):', "if False:"),
    ),
    *rows(
        "store/copies/restore.py",
        "store/test_backup_faults store/test_backup store/test_real_disk",
        ("restored folders have no sure names", "disk.sync_folder(part)", "pass"),
        ("READY is not synced", "disk.write_aside(aside / READY, note", "(aside / READY).write_bytes(note"),
        (
            "what is replaced is not saved",
            "before, saved_as = _save_present(folder, disk)",
            "before, saved_as = None, None",
        ),
        (
            "a backup with losses is restored",
            "if any(finding.loses for finding in loaded.findings) or not there.issuperset(sealed_files(loaded)):",
            "if loaded is None:",
        ),
        ("a damaged month is restored", "_must_be_sound(target)", "pass"),
    ),
    *rows(
        "store/engine/finish_restore.py",
        "store/test_real_disk store/test_backup",
        ("a half restore counts", "ready = is_ready(folder)", "ready = True"),
        (
            "exchanged files have no sure names",
            "file=Path(part, name)))\n    disk.sync_folder(place)",
            "file=Path(part, name)))",
        ),
        ("a second try misses what was moved", "elif not os.path.lexists(place / name):", "else:"),
        (
            "files of the old book stay",
            "_is_replaced(path, part):\n            _out_of_the_way(folder, path, disk)",
            "_is_replaced(path, part):\n            pass",
        ),
    ),
    *rows(
        "store/engine/packed.py",
        "store/test_backup_faults store/test_backup",
        ("a backup's files are not compared", "if digest.hexdigest() != self", "if digest is None and self"),
        ("a newer backup is read", 'if manifest["deskapp"] > FORMAT:', "if False:"),
    ),
    *rows(
        "store/copies/backup.py",
        "store/test_backup_faults store/test_backup store/test_real_disk",
        ("a backup is not synced", "raw.flush()\n                    disk.sync(raw.fileno())", "raw.flush()"),
        ("a backup has no sure name", "target)\n            disk.sync_folder(target.parent)", "target)"),
        ("a backup is not read again", "verify(aside, progress)", "pass"),
        (
            "a half backup stays",
            "except (OSError, DeskError) as error:\n        aside.unlink(missing_ok=True)",
            "except (OSError, DeskError) as error:",
        ),
        (
            "a file that changes hands is no backup",
            "except FileNotFoundError as error:\n                missing = str(error.filename or folder)",
            "finally:\n                pass",
        ),
        ("a month that is missing is a desk that writes too much", "if missing:\n", "if False:\n"),
        ("a backup has no journal", "for path in segments_in(folder) if", "for path in segments_in(folder)[:0] if"),
        ("a backup has no sealed months", "[] if pooled else [self._folder", "[] if self._sealed else [self._folder"),
    ),
    *rows(
        "store/copies/rotation.py",
        "store/test_backup store/test_backup_faults",
        ("a backup is taken at each start", "if not again and is_taken(target):", "if False:"),
        ("a damaged month is copied to the backups", "parse_table(month, data)", "pass"),
        (
            "a backup that cannot be read needs no months",
            "except DeskError:\n            return\n",
            "except DeskError:\n            continue\n",
        ),
        ("months go that a backup names", "if path.name not in wanted and", "if True and"),
        ("a day too few is kept", "set(newest_first[:DAYS])", "set(newest_first[: DAYS - 1])"),
        ("old backups stay", "            path.unlink()\n            continue", "            continue"),
    ),
    *rows(
        "store/engine/kept_aside.py",
        "store/test_load_faults",
        ("what was written aside stays", "disk.remove(path)", "pass"),
    ),
]
