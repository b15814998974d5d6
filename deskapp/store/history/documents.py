"""The documents of a book, open and sealed: where each lies."""

from collections.abc import Iterator

from deskapp.store.engine.codec import Document
from deskapp.store.engine.engine import Engine
from deskapp.store.engine.notices import Notices, Understood
from deskapp.store.engine.shelf import Place, Shelf
from deskapp.store.history.archive import Archive


class Documents(Understood):
    """The part of a book that finds documents."""

    def __init__(self, engine: Engine, notices: Notices) -> None:
        self.engine, self.notices = engine, notices
        self.archive = Archive(engine.folder, engine.disk, notices, engine.sealed_entry)
        self.texts: dict[tuple[str, int], tuple[bytes, bytes]] = {}

    @property
    def desk(self) -> str:
        """The id of this desk, made when the book was."""
        return self.engine.desk

    def shelf(self, table: str) -> Shelf:
        """The hot documents of a table, as the store keeps them."""
        return self.engine.shelf(table)

    def get(self, table: str, identifier: str) -> Document | None:
        """A fresh copy of a document, wherever it lies; None where there is none or it was deleted."""
        place = self.locate(table, identifier)
        return None if place is None else self.understood(table, place.line, place.number)

    def locate(self, table: str, identifier: str, *, to_change: bool = False) -> Place | None:
        """Where a document lies. Raises BookDamagedError where that is not sure and somebody asks `to_change` it."""
        shelf = self.shelf(table)
        number = shelf.numbers.get(identifier)
        line = None if number is None else shelf.lines.get(number)
        if number is not None and line is not None:
            return Place(line, number, "")
        with self.engine.lock:  # upkeep moves documents from hot to sealed under this lock
            archived = self.archive.find(shelf, identifier, to_change=to_change)
        return None if archived is None else Place(archived[1].line, archived[1].number, f"{archived[0]}/{identifier}")

    def ids(self, table: str) -> Iterator[str]:
        """The ids of the hot documents, oldest first."""
        with self.engine.lock:
            return iter([key.id for key in self.shelf(table).order() if key.id])

    def count(self, table: str) -> int:
        """How many hot documents there are, without a pass (`len(history(…))` counts the sealed ones too)."""
        return len(self.shelf(table).numbers)
