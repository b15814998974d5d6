"""Faults to be put into the code on purpose, each with the tests that are to notice it (see `tests.mutations`)."""

from pathlib import Path
from typing import NamedTuple


class Mutation(NamedTuple):
    """A fault: `old` stands once in one of the files and becomes `new`; one of the `tests` has to fail then."""

    name: str
    files: tuple[str, ...]
    old: str
    new: str
    tests: tuple[str, ...]

    def places(self, root: Path) -> list[str]:
        """The files that hold it, each as often as it stands there: of one that fits, one."""
        there = [file for file in self.files if (root / file).is_file()]
        return [file for file in there for _ in range((root / file).read_text("utf-8").count(self.old))]


def rows(files: str, tests: str, *faults: tuple[str, ...]) -> list[Mutation]:
    """The faults of one file or of some: what goes wrong, the old and the new text, and the tests if not these."""
    inside = tuple(f"deskapp/{file}" for file in files.split())
    return [
        Mutation(name, inside, old, new, tuple(f"tests/{one}.py" for one in (*other, tests)[0].split()))
        for name, old, new, *other in faults
    ]


def every() -> list[Mutation]:
    """All of them, in the order of their numbers."""
    from tests.mutants import asking, beside, books, disk, erasures, months, tables, undoing

    return [one for part in (disk, books, tables, asking, months, erasures, undoing, beside) for one in part.FAULTS]
