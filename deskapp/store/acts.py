"""What the book knows of acts: by which way changes come, where an act of typing ends, and how one is taken back."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from deskapp.store.actions import Typing, Whose
    from deskapp.store.book import Book
    from deskapp.store.undo import Follows, Undone


class Acts:
    """The part of a book that undoes and redoes. `way` is how changes come now, `typing` the typing that may go on.

    `act` is the name of the act that changes are part of now; empty where each is one of its own.
    """

    way = act = ""
    typing: "Typing | None" = None

    @property
    def _book(self) -> "Book":
        return cast("Book", self)

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
        before, self.act = self.act, self.act or name or f"a{self._book.shelf('undo').next_number}"
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

        with self._book.engine.lock:
            mine = whose or undo.Whose()
            undone = undo.take_back(self._book, by, at, again=again, whose=mine, follows=follows)
        self._book.after(undone.touched)
        return undone

    def way_back(self, identifier: str, *, whose: "Whose") -> str:
        """Which step, `undo` or `redo`, brings a document back that is gone; "" where neither does."""
        from deskapp.store import undo

        return undo.way_back(self._book, identifier, whose)

    @property
    def newest_action(self) -> tuple[int, int]:
        """How the list of actions stands, for `go_back_to`."""
        from deskapp.store import undo

        return undo.standing(self._book)

    def go_back_to(self, mark: tuple[int, int], *, by: str, at: datetime) -> None:
        """Take back what one key did since `mark`, as if it had not been pressed. Raises RefusedError."""
        from deskapp.store import undo

        with self._book.engine.lock:
            touched = undo.go_back_to(self._book, mark, by, at)
        if touched:
            self._book.after(touched)

    @property
    def words_to_undo(self) -> str | None:
        """What `undo` would take back."""
        return self._words(again=False)

    @property
    def words_to_redo(self) -> str | None:
        """What `redo` would do again."""
        return self._words(again=True)

    def _words(self, *, again: bool) -> str | None:
        from deskapp.store import actions

        found = actions.to_redo(self._book) if again else actions.to_undo(self._book)
        return actions.joined([action["words"] for _, action in found]) if found else None
