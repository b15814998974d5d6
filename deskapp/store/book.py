"""The book: the one door to everything stored. Verbs read documents and make changes; the rest is inside."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from deskapp.memory import give_back
from deskapp.model.document import instant_text
from deskapp.store.checkpoint import Checkpoint
from deskapp.store.engine.codec import Document
from deskapp.store.engine.engine import Engine
from deskapp.store.engine.lock import BookLock, standing
from deskapp.store.engine.notices import Notices, Understood
from deskapp.store.engine.shelf import Place, Shelf, Touched
from deskapp.store.history.archive import Archive

if TYPE_CHECKING:
    from deskapp.store.actions import Typing, Whose
    from deskapp.store.change import Change
    from deskapp.store.history.timeline import History
    from deskapp.store.queries import QueryLike
    from deskapp.store.tables import BookDB, BookTable
    from deskapp.store.undo import Follows, Undone

MANY = 1000
Watcher = Callable[[Touched], None]


class Book(Understood):
    """An open book. Changes come from one thread.

    `path` is its folder, `read_only` says that it was opened to look on only. `way` is how changes come now, `typing`
    the typing that may go on, `act` the name of the act that changes are part of now; empty where each is its own.
    """

    way = act = ""
    typing: "Typing | None" = None

    def __init__(self, engine: Engine, lock: BookLock | None, notices: Notices) -> None:
        """Made by `open_book`."""
        self.engine, self.notices = engine, notices
        self.path, self.read_only = engine.folder, engine.read_only
        self.checkpoint = Checkpoint(engine, notices)
        self.archive = Archive(engine.folder, engine.disk, notices, engine.sealed_entry)
        self.texts: dict[tuple[str, int], tuple[bytes, bytes]] = {}
        self._lock = lock
        self.is_closed = False
        self._watchers: list[Watcher] = []

    @cached_property
    def db(self) -> "BookDB":
        """The book as a TinyDB, which is loaded when something is read: opening does not wait for it."""
        from deskapp.store.queries import BookStorage
        from deskapp.store.tables import BookDB

        return BookDB(storage=lambda: BookStorage(self))

    def table(self, name: str) -> "BookTable":
        """A table of the TinyDB."""
        return self.db.table(name)  # type: ignore[return-value]

    @property
    def desk(self) -> str:
        """The id of this desk, made when the book was."""
        return self.engine.desk

    def expect_writable(self) -> None:
        """Raises RefusedError where it was opened to look on only, with the way to make a change all the same."""
        self.engine.expect_writable()

    @property
    def standing(self) -> str:
        """Whether some process holds it (`held`), none does (`free`), or it can't be written to from here (`shut`)."""
        return standing(self.path)

    @property
    def serial(self) -> int:
        """A number that rises with each change."""
        return self.engine.changes

    def __enter__(self) -> "Book":
        """The book itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

    def shelf(self, table: str) -> Shelf:
        """The hot documents of a table, as the store keeps them."""
        return self.engine.shelf(table)

    def get(self, table: str, identifier: str) -> Document | None:
        """A fresh copy of a document, wherever it lies; None where there is none or it was deleted."""
        document: Document | None = self.table(table).get(doc_id=identifier)
        return document

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

    def select(
        self, table: str, cond: "QueryLike | None" = None, *, newest_first: bool = True, archived: bool = False
    ) -> Iterator[Document]:
        """The documents of which a query is true (all without one), in the order of time, each as it is found.

        `archived` goes on into sealed months (newest first only).
        """
        return self.table(table).select(cond, newest_first=newest_first, archived=archived)

    def search_in_beats(self, table: str, words: str) -> Iterator[Document | None]:
        """As `search`, with a None now and then where whoever looks may pause."""
        from deskapp.store.history.search import search_in_beats

        return search_in_beats(self, table, words)

    def search(self, table: str, words: str, *, limit: int | None = None) -> Iterator[Document]:
        """The documents of the whole history that hold every word, newest first, each as it is found."""
        documents = (document for document in self.search_in_beats(table, words) if document is not None)
        return islice(documents, limit)

    def between(self, table: str, start: datetime, after: datetime) -> Iterator[Document]:
        """The documents of a stretch of time, sealed ones too, newest first; other months are not read."""
        yield from self.understood_of(table, self.history(table).between(instant_text(start), instant_text(after)))

    def history(self, table: str) -> "History":
        """The whole history as one list, newest first, as of now."""
        from deskapp.store.history.timeline import History

        return History(self, table)

    def change(self, words: str, *, by: str, at: datetime, coalesce: str = "", undoable: bool = True) -> "Change":
        """A block in which documents are put and deleted, and at whose end they are on the disk, all or none.

        `words` say what is done, for undo. The end raises RefusedError or DiskRefusedError; then nothing changed.
        """
        from deskapp.store.change import Change

        return Change(self, words, by, at, coalesce, undoable)

    def end_of_act(self) -> None:
        """What is typed from now on is another action than what was typed before, for undo."""
        self.typing = None

    def typing_of(self, by: str) -> str:
        """The name of the act of typing that somebody is at, for what its Enter does; empty where there is none."""
        return self.typing.act if self.typing and self.typing.by == by else ""

    @contextmanager
    def came_by(self, way: str) -> Iterator[None]:
        """What changes inside came beside the desk, by a command or a ring: the desk's own undo leaves it alone."""
        before, self.way = self.way, way
        try:
            yield
        finally:
            self.way = before

    @contextmanager
    def one_act(self, name: str = "") -> Iterator[None]:
        """What changes inside is one act, however many changes it takes: one `undo` takes it back.

        A `name` makes it the same act as other changes under that name.
        """
        before, self.act = self.act, self.act or name or f"a{self.shelf('undo').next_number}"
        try:
            yield
        finally:
            self.act = before

    def undo(
        self, *, by: str, at: datetime, whose: "Whose | None" = None, follows: "Follows | None" = None
    ) -> "Undone":
        """Take the last action back, or the last of `whose`, with what then `follows`.

        Raises RefusedError when there is none, or when it would trample on newer work; then it is stepped over next.
        """
        return self._go(by, at, whose, follows, again=False)

    def redo(
        self, *, by: str, at: datetime, whose: "Whose | None" = None, follows: "Follows | None" = None
    ) -> "Undone":
        """Do again what was undone last. Raises RefusedError like `undo`."""
        return self._go(by, at, whose, follows, again=True)

    def _go(self, by: str, at: datetime, whose: "Whose | None", follows: "Follows | None", *, again: bool) -> "Undone":
        from deskapp.store import undo

        with self.engine.lock:
            mine = whose or undo.Whose()
            undone = undo.take_back(self, by, at, again=again, whose=mine, follows=follows)
        self.after(undone.touched)
        return undone

    def commit(self, change: "Change") -> None:
        """Write a change that has been collected; nothing is written when nothing differs."""
        from deskapp.store import undo

        with self.engine.lock:
            touched = undo.commit(self, change)
        if touched:
            self.after(touched)

    def after(self, touched: Touched) -> None:
        """Tell the watchers of a change that is on the disk, and see to the files."""
        self.tell(touched)
        self.checkpoint.after_change()
        if len(touched) >= MANY:
            give_back()

    def watch(self, callback: Watcher) -> Callable[[], None]:
        """Be told after each change which documents it touched; what comes back ends that."""
        self._watchers.append(callback)

        def unwatch() -> None:
            if callback in self._watchers:
                self._watchers.remove(callback)

        return unwatch

    def refresh(self) -> Touched:
        """For a book opened to look on: follow its writer. What changed is returned and told to the watchers."""
        if not self.read_only:
            return frozenset()
        restored = self.engine.restored
        touched = self.engine.follow()
        if self.engine.restored != restored:
            self.archive.forget()
            self.texts.clear()
        self.tell(touched)
        return touched

    def tell(self, touched: Touched) -> None:
        """Tell the watchers of documents that differ."""
        if touched:
            for watcher in list(self._watchers):
                watcher(touched)

    def close(self) -> None:
        """Bring every table's file up to date (each then opens with plain TinyDB) and free the lock."""
        self.checkpoint.stop()
        with self.checkpoint.busy:
            self.is_closed = True
            if not self.read_only and self._lock is not None:
                self.checkpoint.save_at_close()
            self.engine.close()
            if self._lock is not None:
                self._lock.release()
                self._lock = None
