"""Faults of reading a book whole, of opening it and of its core."""

from tests.mutants import rows

FAULTS = [
    *rows(
        "store/engine/load.py store/engine/loaded.py",
        "store/test_doctor store/test_load_faults store/test_segments store/test_copy_before",
        ("the missing end of the journal is not told", "if self.serial < self.loaded.serial:", "if False:"),
        ("segments are passed over that a table needs", "all(loaded.saved(table)", "any(loaded.saved(table)"),
        (
            "a failed record counts",
            "limit is not None and record.serial >= limit",
            "False",
            "store/test_faults store/test_load_faults store/test_segments store/test_copy_before",
        ),
        ("old records are put over newer documents", "if record.serial > shelf.saved:", "if True:"),
        ("a gap between records is not told", "if record.serial > self.serial + 1:", "if False:"),
        ("a missing segment is not told", 'if header["first"] > self.serial + 1:', "if False:"),
        ("nothing is ever lost by a gap", "return saved < upto - 1 and", "return False and"),
        ("a fault counts at first sight", "not loaded.findings or loaded.findings == before", "True"),
        (
            "a file that changes hands is a damaged book",
            "except FileNotFoundError:\n            continue",
            "except FileNotFoundError:\n            raise",
        ),
        (
            "the copy before is not read",
            "(None, None) if fault is None and not is_older else _own(spare, desk)",
            "(None, None)",
        ),
        ("a missing table is no fault", 'paths.setdefault(spare.stem, spare.with_suffix(""))', "pass"),
        ("a damaged file becomes the copy before", "shelf.sound = fault is None", "shelf.sound = True"),
        ("the copy before counts as new as the file", "shelf.spare = _serial_of(spare)", 'shelf.spare = head["s"]'),
        ("what the doctor reads is not the whole journal", "if whole or loaded.findings:", "if loaded.findings:"),
        ("the journal is behind the tables and nobody knows", 'loaded.serial = max(loaded.serial, head["s"])', "pass"),
    ),
    *rows(
        "store/opening.py",
        "store/test_doctor store/test_load_faults store/test_segments store/test_copy_before",
        ("an original is not kept", "keep(folder, finding.path, finding.sentence, disk)", "pass"),
        ("a fault is told at each start", "if fresh or loaded.findings:", "if fresh:"),
    ),
    *rows(
        "store/engine/engine.py",
        "store/test_faults store/test_book store/test_load_faults store/test_segments store/test_copy_before",
        (
            "memory leads the disk",
            "self.journal.append(payload_of(serial, tick, about, ops))\n            self.take(ops, serial, tick)",
            "self.take(ops, serial, tick)\n            self.journal.append(payload_of(serial, tick, about, ops))",
        ),
        ("a book to look on is written to", "self.expect_writable()\n        tick", "tick", "store/test_book"),
        ("a segment's head names no tables", "{name: shelf.touched for name, shelf in self.shelves.items()}", "{}"),
        ("a segment's head is a number ahead", '"first": self.serial + 1', '"first": self.serial + 2'),
    ),
    *rows(
        "store/engine/lock.py",
        "store/test_book",
        ("two may write", "fcntl.flock(fd, ", "max(fd, "),
    ),
    *rows(
        "store/engine/follow.py",
        "ipc/test_server store/test_follow",
        ("a reader ignores gaps", "if record.serial != self.loaded.serial + 1:", "if False:"),
        ("a reader goes on where other bytes are", "if not data.startswith(self._tail):", "if False:"),
        ("a reader stays in an old segment", "segments[-1] == self._path", "self._path in segments"),
        ("a reader does not hear of what is deleted", "line = op.line or shelf.lines.get(op.number)", "line = op.line"),
        (
            "a reader does not hear of what other files say",
            "touched.add((name, identifier))\n    return",
            "pass\n    return",
        ),
    ),
]
