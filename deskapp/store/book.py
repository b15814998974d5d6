"""The book: the one door to everything stored. Verbs read documents and make changes; the rest is inside."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from deskapp import clock
from deskapp.model.document import instant_text
from deskapp.store.acts import COMMAND, Acts, Whose
from deskapp.store.engine.codec import Document
from deskapp.store.engine.engine import Engine
from deskapp.store.engine.lock import BookLock, standing
from deskapp.store.engine.notices import Notices
from deskapp.store.engine.shelf import Touched

if TYPE_CHECKING:
    from deskapp.store.change import Change
    from deskapp.store.history.search import Sought
    from deskapp.store.history.timeline import History
    from deskapp.store.queries import QueryLike
    from deskapp.store.tables import BookDB, BookTable
    from deskapp.store.undo import Follows, Undone


class Book(Acts):
    """An open book. Changes come from one thread.

    `path` is its folder, `read_only` says that it was opened to look on only.
    """

    def __init__(self, engine: Engine, lock: BookLock | None, notices: Notices) -> None:
        """Made by `open_book`."""
        super().__init__(engine, notices)
        self.path, self.read_only = engine.folder, engine.read_only
        self._lock = lock
        self.is_closed = False

    @cached_property
    def db(self) -> "BookDB":
        """The book as a TinyDB, which is loaded when something is read: opening does not wait for it."""
        from deskapp.store.tables import BookDB, BookStorage

        return BookDB(storage=lambda: BookStorage(self, self.by_a_script, self.close))

    def table(self, name: str) -> "BookTable":
        """A table of the TinyDB."""
        return self.db.table(name)  # type: ignore[return-value]

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

    def select(
        self, table: str, cond: "QueryLike | None" = None, *, newest_first: bool = True, archived: bool = False
    ) -> Iterator[Document]:
        """The documents of which a query is true (all without one), in the order of time, each as it is found.

        `archived` goes on into sealed months (newest first only).
        """
        return self.table(table).select(cond, newest_first=newest_first, archived=archived)

    def search_in_beats(self, table: str, *wanted: "str | Sought") -> Iterator[Document | None]:
        """As `search`, of any of several texts or stretches, with a None now and then where whoever looks may pause."""
        from deskapp.store.history.in_beats import search_in_beats
        from deskapp.store.history.search import Sought

        return search_in_beats(self, table, *(Sought(way) if isinstance(way, str) else way for way in wanted))

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

        return Change(self.table, self.commit, words, by, at, coalesce, undoable)

    @contextmanager
    def by_a_script(self, what: str) -> "Iterator[Change]":
        """A change of its own for what is written outside of any, as a command beside the desk would make it."""
        with self.engine.lock, self.came_by(COMMAND), self.change(f"change {what}", by="", at=clock.now()) as change:
            yield change

    def undo(self, *, by: str, at: datetime, whose: Whose | None = None, follows: "Follows | None" = None) -> "Undone":
        """Take the last action back, or the last of `whose`, with what then `follows`.

        Raises RefusedError when there is none, or when it would trample on newer work; then it is stepped over next.
        """
        return self._go(by, at, whose, follows, again=False)

    def redo(self, *, by: str, at: datetime, whose: Whose | None = None, follows: "Follows | None" = None) -> "Undone":
        """Do again what was undone last. Raises RefusedError like `undo`."""
        return self._go(by, at, whose, follows, again=True)

    def _go(self, by: str, at: datetime, whose: Whose | None, follows: "Follows | None", *, again: bool) -> "Undone":
        from deskapp.store import undo

        with self.engine.lock:
            mine = whose or Whose()
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
