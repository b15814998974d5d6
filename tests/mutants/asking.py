"""Faults of the book as a TinyDB: what a query passes over, and what becomes of what is written."""

from tests.mutants import rows

SAME = "store/test_tinydb_api store/test_tinydb_script"

FAULTS = [
    *rows(
        "store/queries.py",
        SAME,
        ("either of two is taken for both", "        if all(each):\n", "        if any(each):\n"),
        ("an equal number is looked for as text", "value is None or type(value) is str", "True"),
        ("a text to be one of is taken for a list", "isinstance(about[0], tuple | frozenset)", "True"),
        ("a pattern is taken for a text", "_FIGURES.fullmatch(about[0])", "_FIGURES.search(about[0])"),
    ),
    *rows(
        "store/table_to_read.py",
        SAME,
        ("an entry of a closed month that went is still there", "not in gone)", "not in ())"),
        (
            "a table leaves closed months out",
            "chain(self._sealed(months, sieve), list(shelf.lines.items()))",
            "iter(list(shelf.lines.items()))",
        ),
    ),
    *rows(
        "store/tables.py",
        SAME,
        (
            "an update is seen outside before it is written",
            "if self._change is None:\n            self._update",
            "if True:\n            self._update",
        ),
        ("the store's own tables can be emptied", "if self._name in OWN:", "if False:"),
        ("an id is given twice", "if self.is_there(identifier):", "if False:"),
        ("an id changes", "if identifier or self.is_there(key):", "if False:"),
    ),
    *rows(
        "store/change.py",
        SAME,
        ("a number is given twice", "*(taken + 1 for taken in given)", "*(1 for taken in given)"),
    ),
]
