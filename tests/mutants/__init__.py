"""Faults to be put into the code on purpose, each with the tests that are to notice it (see `tests.mutations`)."""

from typing import NamedTuple


class Mutation(NamedTuple):
    """A fault: `old` stands in the file once and becomes `new`; one of the `tests` has to fail then."""

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]


def rows(file: str, tests: str, *faults: tuple[str, ...]) -> list[Mutation]:
    """The faults of one file: what goes wrong, the old and the new text, and the tests where they are others."""
    return [
        Mutation(name, f"deskapp/{file}", old, new, tuple(f"tests/{one}.py" for one in (*other, tests)[0].split()))
        for name, old, new, *other in faults
    ]


def every() -> list[Mutation]:
    """All of them, in the order of their numbers."""
    from tests.mutants import beside, books, disk, erasures, months, tables, undoing

    return [one for part in (disk, books, tables, months, erasures, undoing, beside) for one in part.FAULTS]
