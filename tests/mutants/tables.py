"""Faults of the tables' files, their upkeep, and what saves what can be read."""

from tests.mutants import rows

REAL = "store/test_copy_before store/test_meanwhile store/test_real_disk store/test_checkpoint"

FAULTS = [
    *rows(
        "store/engine/disk.py",
        REAL,
        ("a table is not synced", "            self.sync(fd)\n        finally", "            pass\n        finally"),
    ),
    *rows(
        "store/engine/table_file.py",
        REAL,
        (
            "a table is not read back",
            "read_back(aside, write_table(aside, head, documents, disk))",
            "write_table(aside, head, documents, disk)",
        ),
        ("what is read back is not compared", "if crc != expected:", "if False:"),
        ("no copy before is kept", "if keep_before and path.exists():", "if False:"),
        ("a table has no sure name", "path)\n    disk.sync_folder(folder)", "path)"),
        ("a damaged table becomes the copy before", "    parse_table(path, data)\n    disk", "    disk"),
        ("a damaged line is taken for truth", "checksums(lines) != crc or", "", "store/test_lines store/test_doctor"),
        ("a stretch is not compared", 'if "".join(sums) == crc:', "if True:", "store/test_lines store/test_doctor"),
        (
            "a head is not checked",
            """or tail.get("own") != f"{crc32(first[1] + crc.encode()):08x}":""",
            ":",
            "store/test_lines",
        ),
        ("a newer table is read", 'if head["deskapp"] > FORMAT:', "if False:", "store/test_book"),
        (
            "a table of another name is read",
            'if first[2] != encode(head["table"]) + b":{":',
            "if False:",
            "store/test_lines",
        ),
    ),
    *rows(
        "store/checkpoint.py",
        REAL,
        (
            "a change made meanwhile counts as saved",
            " = serial, True",
            " = engine.serial, True",
        ),
        ("a table that could not be written counts as written", "shelf.stale = True\n            raise", "raise"),
        ("a damaged table takes the place of the copy before", "keep_before=sound", "keep_before=True"),
        ("the copy before counts as the new file", "shelf.spare = before", "shelf.spare = serial"),
        (
            "segments go that the copies before need",
            'header is None or header["first"] > max(needed, 0) + 1',
            "header is None",
        ),
        (
            "segments go before the new one's head is there",
            "engine.journal.flush()\n"
            "            engine.journal.written = 0\n"
            "            for shelf in list(engine.shelves.values()):\n"
            "                if shelf.name in TIME_FIELDS:\n"
            "                    self._seal(shelf)\n"
            "                if",
            "engine.journal.written = 0\n"
            "            for shelf in list(engine.shelves.values()):\n"
            "                if shelf.name in TIME_FIELDS:\n"
            "                    self._seal(shelf)\n"
            "                if",
        ),
        ("a table at rest holds all segments", "elif shelf.spare < shelf.saved:", "elif False:"),
        (
            "a month goes that the copy before speaks of",
            'known |= {entry["file"] for entry in read_head(spare).get("sealed", [])}',
            "read_head(spare)",
        ),
        (
            "a copy before that cannot be read speaks of nothing",
            "except (TableFileError, KeyError, TypeError):\n                return",
            "except (TableFileError, KeyError, TypeError):\n                continue",
        ),
        (
            "months stay that nobody speaks of",
            "not in known:\n                engine.disk.remove(path)",
            "not in known:\n                pass",
        ),
        ("a damaged month is sealed anew", "if before and before.faults:", "if False:"),
        (
            "what went while a month was sealed comes back",
            "late = shelf.gone(month) - gone",
            "late = set()",
        ),
        (
            "files are not brought up to date at the end",
            "if any(shelf.is_dirty for shelf",
            "if not any(shelf.is_dirty for shelf",
            "store/test_book",
        ),
        (
            "a line that could not be cut off comes back",
            "if self._engine.journal.suspect:",
            "if False:",
            "store/test_segments",
        ),
    ),
    *rows(
        "store/engine/shelf.py",
        "store/test_meanwhile",
        ("what was edited while it was sealed is as before", "changed.append(identifier_of(line))", "pass"),
    ),
    *rows(
        "store/copies/doctor.py",
        "store/test_doctor store/test_repair",
        (
            "a repair keeps no original",
            "copy = keep(self.folder, finding.path, finding.sentence, self.disk, unread=True)",
            "copy = None",
        ),
        ("a damaged table is not saved line by line", "self._rescue_table(loaded, finding.path)", "pass"),
        ("old lines are put over what the journal says", "if number not in told}", "}"),
        (
            "a month with too few documents is sound",
            "    if why:\n        loses = inspection.from_backups",
            "    if False:\n        loses = inspection.from_backups",
        ),
        (
            "previous copies are not scrubbed",
            "return findings + [finding for spare in spares for finding in _check_spare(spare)]",
            "return findings",
        ),
        ("a repair does not say what is lost of the journal", "self.lost.append(finding.sentence)", "pass"),
        ("a month is not taken from the backup", "elif saved is not None:", "elif False:"),
    ),
    *rows(
        "store/engine/origin.py",
        "store/test_doctor store/test_repair",
        (
            "a damaged line is saved",
            """f"{crc32(line):08x}" in known if sums is not None else _is_json(line)""",
            "True",
        ),
        ("a document that ran into another is not missed", "bad += [RAN_TOGETHER]", "[RAN_TOGETHER]"),
        (
            "a damaged head is trusted",
            """if head and tail and tail.get("own") !=""",
            """if False and tail.get("own") !=""",
        ),
    ),
]
