"""Faults of the disk and of the journal."""

from tests.mutants import rows

REAL, FAULTY = "store/test_real_disk", "store/test_segments store/test_real_disk store/test_faults"

FAULTS = [
    *rows(
        "store/engine/disk.py",
        REAL,
        ("a file is never synced", "self.sync_data(fd)\n        else:\n            os.fsync(fd)", "pass"),
        ("data are never synced", "os.fdatasync(fd)", "pass"),
        ("a folder is never synced", "            os.fsync(fd)\n        finally", "            pass\n        finally"),
        ("a durable write does not wait", "offset, _DURABLE) == len(data)", "offset, 0) == len(data)"),
        (
            "a durable write in part is taken for whole",
            "_DURABLE) == len(data):",
            "_DURABLE) > 0:",
            "store/test_segments",
        ),
        ("a write in part is taken for whole", "while view:", "if view:"),
        ("the rest of a write goes over its beginning", "view[written:], offset + written", "view[written:], offset"),
        ("without durable writes nothing is synced", "offset)\n        self.sync_data(fd)", "offset)"),
        ("a system without durable writes takes none", "error.errno not in UNKNOWN", "error.errno"),
        (
            "a durable write that failed is done again",
            "error.errno not in UNKNOWN",
            "not error.errno",
            "store/test_segments",
        ),
        ("a file left behind is not emptied", "os.O_CREAT | os.O_TRUNC", "os.O_CREAT", "store/test_copy_before"),
        ("files may be read by others", "flags, 0o600)", "flags, 0o644)", "store/test_book"),
        ("folders may be looked into by others", "mode=0o700", "mode=0o755", "store/test_book"),
        ("a folder's own name is not synced", "self.sync_folder(made.parent)", "pass"),
        (
            "no second name without links",
            "except OSError:\n            self.write_file(",
            "except OSError:\n            print(",
            "store/test_copy_before",
        ),
        (
            "a whole file is not synced",
            "            self.sync(fd)\n        finally",
            "            pass\n        finally",
        ),
        ("a large file's parts go over each other", "self.offset += len(data)", "pass"),
        ("what is written aside has no sure name", "path)\n        self.sync_folder(path.parent)", "path)"),
    ),
    *rows(
        "store/engine/journal.py",
        FAULTY,
        ("the first record is not synced", "line, self.offset)\n        self._disk.sync(fd)", "line, self.offset)"),
        ("the head is not synced with the first record", "if self._header_synced:", "if True:"),
        (
            "the head of a segment is never synced alone",
            "            self._disk.sync(self._fd)\n            self._head",
            "            self._head",
        ),
        (
            "nothing is cut off after a failed write",
            "suppress(OSError):\n            self._cut()",
            "suppress(OSError):\n            pass",
        ),
        (
            "a segment is used on after an error of the disk",
            "if self._must_cut or error.errno not in STAYS:",
            "if self._must_cut:",
        ),
        ("what is cut off is not synced", "self.offset)\n            self._disk.sync(self._fd)", "self.offset)"),
        ("no room is taken ahead of need", "self._disk.reserve(fd, 0, RESERVE)", "pass"),
        ("a new segment has no sure name", "self._disk.sync_folder(path.parent)", "pass"),
        ("a segment that could not be made stays", "self._disk.remove(path)", "pass"),
        (
            "a segment that is left keeps its room",
            "cut(fd, self.offset)\n            with",
            "sync(fd)\n            with",
        ),
        ("the segment before is not left", "self.leave()\n        self.suspect = self", "self.suspect = self"),
        ("a segment that may hold a failed line is trusted", "self.suspect = True", "self.suspect = False"),
        ("zeros between lines end a segment", 'else data.rstrip(b"\\0")', "else data[:zeros]", "store/test_lines"),
        ("damage has no place", "segment.damage += faults", "pass", "store/test_load_faults"),
        ("a torn end is not told", "faults[0][0]", "None", "store/test_doctor"),
        (
            "nothing is read after damage",
            '"the line is not what was written"))\n        start',
            '"the line is not what was written"))\n            break\n        start',
            "store/test_doctor",
        ),
        ("a newer journal is read", 'content.get("deskapp", 0) > FORMAT', "False", "store/test_book"),
        ("a record goes over the one before", "self.offset += len(line)", "pass", "store/test_book"),
    ),
    *rows(
        "store/engine/codec.py",
        "store/test_archive store/test_random_life",
        ("a sealed document counts again", 'op[3] if len(op) > 3 else ""', '""'),
    ),
    *rows(
        "store/engine/codec.py",
        "store/test_lines",
        ("a journal's line is not checked", " or int(match[1], 16) != crc32(match[2])", ""),
        ("a number is stored as another one", "encode_std(orjson.loads(data)) != data", "False"),
        (
            "lines keep the buffer in which they were written",
            'b"%b" % orjson.dumps(value, option=_AS_STD)',
            "orjson.dumps(value, option=_AS_STD)",
        ),
    ),
]
