"""Acts: what one undo takes back, whose it is and by which way it came; and who is told of a change."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from deskapp.memory import give_back
from deskapp.model.frozen import dataclass
from deskapp.store.checkpoint import Checkpoint
from deskapp.store.engine.codec import Document
from deskapp.store.engine.engine import Engine
from deskapp.store.engine.notices import Notices
from deskapp.store.engine.shelf import Touched
from deskapp.store.history.documents import Documents

TYPING_ENDS_AFTER = timedelta(seconds=5)
MANY = 1000
Watcher = Callable[[Touched], None]
DESK, COMMAND, RING = "", "command", "ring"
"""By which way an action came: by the keys of the desk, by a command beside it, or by a phone that rang."""


@dataclass(frozen=True, slots=True)
class Whose:
    """Which actions may be taken back: those of one person (anybody's where there is no name) that came by some ways.

    None as the ways is all of them.
    """

    by: str = ""
    ways: frozenset[str] | None = None

    def owns(self, action: Document) -> bool:
        """Whether an action is one of them; who comes and who goes share the change of shift."""
        is_theirs = not self.by or action["by"] in ("", self.by) or self.by in action.get("also", ())
        return is_theirs and (self.ways is None or action.get("via", DESK) in self.ways)


ANYBODYS = Whose()


@dataclass(frozen=True, slots=True)
class Typing:
    """The act of typing that may still go on: its name, what is typed by whom, and since when no key came."""

    act: str
    key: str
    by: str
    at: datetime

    def goes_on(self, key: str, by: str, at: datetime) -> bool:
        """Whether what is typed now is a part of it."""
        return (key, by) == (self.key, self.by) and abs(at - self.at) <= TYPING_ENDS_AFTER


class Acts(Documents):
    """The part of a book that knows which act a change belongs to, and whom to tell of it.

    `way` is how changes come now, `typing` the typing that may go on, `act` the name of the act that changes are part
    of now; empty where each is its own.
    """

    way = act = ""
    typing: Typing | None = None

    def __init__(self, engine: Engine, notices: Notices) -> None:
        super().__init__(engine, notices)
        self.checkpoint = Checkpoint(engine, notices)
        self._watchers: list[Watcher] = []

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

    def tell(self, touched: Touched) -> None:
        """Tell the watchers of documents that differ."""
        if touched:
            for watcher in list(self._watchers):
                watcher(touched)
