"""A book as it was read into memory, and the faults that were met on the way."""

from pathlib import Path

from deskapp.model.frozen import dataclass
from deskapp.store.engine.journal import Segment
from deskapp.store.engine.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: the file, the place in it, a sentence for people, and whether something is lost by it.

    Where it is no fault at all, it is only told.
    """

    path: Path
    place: str
    sentence: str
    loses: bool = False
    is_fault: bool = True


class Loaded:
    """A book in memory, and what was met on the way: `unread` are the tables whose file could not be used at all.

    `strangers` are files among the tables' that no table of this book is kept in, `restored` says which restore was
    the last before it was read.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.shelves: dict[str, Shelf] = {}
        self.desk = self.clock = ""
        self.serial = 0
        self.segments: list[Segment] = []
        self.findings: list[Finding] = []
        self.unread: set[str] = set()
        self.strangers: list[Path] = []
        self.restored = (0, 0)

    def saved(self, table: str) -> int:
        """The number of the last change that a table's file holds."""
        shelf = self.shelves.get(table)
        return 0 if shelf is None else shelf.saved

    def shelf(self, table: str) -> Shelf:
        """A table's shelf, made when it isn't there."""
        shelf = self.shelves.get(table)
        if shelf is None:
            shelf = self.shelves[table] = Shelf(table)
        return shelf
