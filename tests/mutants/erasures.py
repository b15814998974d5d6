"""Faults of erasing for good."""

from tests.mutants import rows

UNFINISHED = "desk/test_unfinished_erasures desk/test_erased_whole"

FAULTS = [
    *rows(
        "store/erase/swap.py",
        "store/test_erasing_faults store/test_erasing desk/test_erasing",
        ("a damaged month is written anew", "if month.faults:", "if False:"),
        ("what no longer counted comes back", "if gone and identifier_of(line) in gone:", "if False:"),
        ("months sealed meanwhile are forgotten", "return self.files == _files(book)", "return True"),
        (
            "months of an erasure that was refused stay",
            'if swap.after and swap.after["file"] not in counting:',
            "if False:",
        ),
        ("what was erased says by whom", 'if new.get("erased"):', "if False:"),
    ),
    *rows(
        "store/erase/removal.py",
        "store/test_erasing_faults store/test_erasing store/test_real_disk desk/test_erasing",
        (
            "no note says what is under way",
            "engine.disk.write_aside(book.path / NOTE, json.dumps(note).encode())",
            "pass",
        ),
        (
            "the note has no sure name",
            "engine.disk.write_aside(book.path / NOTE,",
            "engine.disk.write_file(book.path / NOTE,",
        ),
        ("the note of a refused erasure stays", "remove_note(book, note)\n            raise", "raise"),
        ("sealed months do not change", "ops += _seal_op(shelf,", "_seal_op(shelf,"),
        (
            "undo brings back what was erased",
            "ops += undo.finished(book, words, by, at_text, gone, rule.drops)",
            "pass",
        ),
        ("the copy taken before stays", 'disk.remove(book.path / note["before"])', "pass"),
    ),
    *rows(
        "store/erase/purge.py",
        "store/test_erasing_faults store/test_erasing desk/test_erasing",
        ("originals stay", "disk.remove(path)\n            disk.remove(path.with_name(path.name + WHY))", "pass"),
        (
            "backups stay",
            "done.backups.append(path.name)\n            disk.remove(path)",
            "done.backups.append(path.name)",
        ),
        ("copies of sealed months stay", "disk.remove(pool / name)", "pass"),
        ("the files of before stay", "book.checkpoint.save(anew=True)\n            book.archive.forget()", "pass"),
        (
            "an erasure ends although something is left",
            "if done.left:\n            keep_failed",
            "if False:\n            keep_failed",
            UNFINISHED,
        ),
        (
            "an erasure is told to be finished although something is left",
            "if not done.left:",
            "if True:",
            UNFINISHED,
        ),
        (
            "an erasure that never counted is finished",
            "        if not erasure.counts:\n            remove_note",
            "        if False:\n            remove_note",
            UNFINISHED,
        ),
        ("no file is searched", "is_in_name or (_is_file(path) and is_in_file(path, sought, ours=ours))", "is_in_name"),
        ("what was written aside stays", "disk.remove(left)", "pass"),
    ),
]
