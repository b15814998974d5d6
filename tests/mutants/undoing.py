"""Faults of undo, and of commands that are one record."""

from tests.mutants import rows

FAULTS = [
    *rows(
        "store/undo.py",
        "store/test_undo store/test_undo_acts store/test_whole",
        (
            "what cannot be undone stands in the way for ever",
            "TrampledError as error:\n            _step_over(book, actions, by, change.at_text)",
            "TrampledError as error:\n            pass",
        ),
        ("redo goes by the order of doing", "0 if again else book.engine.serial + 1)", "0 if again else 1)"),
        (
            "an act is half undone",
            "for edit in act_list.edits_of(actions, again=again):",
            "for edit in act_list.edits_of(actions[-1:], again=again):",
        ),
        (
            "the key's own action is kept on the list",
            "book.engine.record([Op(TABLE, number, None) for number, _ in newest]",
            "book.engine.record([Op(TABLE, number, None) for number, _ in newest[:0]]",
        ),
        (
            "undo brings back words that had to go",
            "or drops(shelf.lines[number])",
            "",
            "desk/test_erased_others",
        ),
    ),
    *rows(
        "store/acts.py",
        "store/test_undo store/test_undo_acts store/test_whole",
        ("typing never ends", "<= TYPING_ENDS_AFTER", "<= 1000 * TYPING_ENDS_AFTER"),
    ),
    *rows(
        "store/actions.py",
        "store/test_undo store/test_undo_acts store/test_whole",
        (
            "a new action leaves what could be redone",
            "for top, action in undone if action and mine.owns(action)]",
            "for top, action in undone[:0] if action and mine.owns(action)]",
        ),
        (
            "changes of others are passed over",
            "None if any((edit[0], edit[1]) in documents for edit in others) else (top, action)",
            "(top, action)",
        ),
        ("undo takes back what others did", "            if whose.owns(action):", "            if action:"),
        (
            "the list of actions grows for ever",
            "return [*ops, *_oldest(book)] if len(shelf) >= KEPT else ops",
            "return ops",
        ),
        (
            "an act is dropped by half",
            "for old, line in lines.items() if _act_in(line) in gone]",
            "for old, line in [*lines.items()][:SURPLUS] if _act_in(line) in gone]",
        ),
        ("redo is in the order of undo", "for edit in reversed(edits)]", "for edit in edits]"),
    ),
    *rows(
        "store/engine/engine.py",
        "store/test_whole",
        ("a refused record stays in memory", "except DeskError:\n            self.take_back()", "except DeskError:"),
        (
            "a request's number is not in its record",
            "if self.number:",
            "if False:",
            "store/test_whole cli/test_confirmed",
        ),
        ("what is taken back ends in a state of the middle", "in reversed(self._before):", "in self._before:"),
        ("a sealed document stays hidden", "shelf.shadow[month].remove(identifier)", "pass"),
        ("numbers are used twice", "engine.serial += 1", "pass"),
    ),
    *rows(
        "store/asked.py",
        "store/test_whole",
        ("an undo that steps over is forgotten", "if act.stays:", "if False:"),
        ("watchers go on with what was taken back", "if touched and not is_written:", "if False:"),
    ),
]
