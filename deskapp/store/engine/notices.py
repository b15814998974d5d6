"""The notice board of an open book: what is wrong with its files, until somebody has read it.

Whoever meets a fault tells it here; the faces read it: the screen in a row of its own, a command beside its answer.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from deskapp import slots
from deskapp.errors import BookDamagedError
from deskapp.model.frozen import dataclass

MOST = 50
REPAIR = f"`{slots.DESKAPP}doctor` tells all of it."
"""The next step where a file is damaged."""
MEND = f"`{slots.DESKAPP}doctor --repair` mends what can be mended, originals kept."


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence that names the file and what is missing, and the next step.

    `is_short` says that what is asked of the book may leave something out until that is mended.
    """

    sentence: str
    next_step: str = ""
    is_short: bool = False

    def __str__(self) -> str:
        """The sentence and the next step."""
        return f"{self.sentence} {self.next_step}".strip()


class Notices:
    """What was told of a book since it was opened, each fact once. Safe from any thread."""

    def __init__(self) -> None:
        """An empty board."""
        self._told: dict[str, Notice] = {}
        self._unread: dict[str, Notice] = {}
        self._met: dict[int, list[dict[str, Notice]]] = {}
        self._lock = threading.Lock()

    def tell(self, sentence: str, next_step: str = "", *, is_short: bool = False) -> None:
        """Put a fact on the board; one that is there already counts as met again, and is not news."""
        notice = Notice(sentence, next_step, is_short)
        with self._lock:
            for met in self._met.get(threading.get_ident(), ()):
                met[sentence] = notice
            if sentence in self._told:
                return
            if len(self._told) >= MOST:
                del self._told[next(iter(self._told))]
            self._told[sentence] = self._unread[sentence] = notice

    def __iter__(self) -> Iterator[Notice]:
        """Everything that was told, in its order."""
        return iter(list(self._told.values()))

    def __len__(self) -> int:
        """How many facts there are."""
        return len(self._told)

    @property
    def sentences(self) -> list[str]:
        """The facts without their next steps."""
        return list(self._told)

    @property
    def unread(self) -> list[Notice]:
        """What nobody has read yet, oldest first."""
        with self._lock:
            return list(self._unread.values())

    def mark_read(self, *read: Notice) -> None:
        """Somebody has read these, or all where none is named."""
        with self._lock:
            for sentence in [one.sentence for one in read] or list(self._unread):
                self._unread.pop(sentence, None)

    def forget(self, sentence: str) -> None:
        """A fact no longer holds."""
        with self._lock:
            self._told.pop(sentence, None)
            self._unread.pop(sentence, None)

    def read(self) -> list[Notice]:
        """What nobody has read yet; it counts as read from now on."""
        with self._lock:
            unread, self._unread = list(self._unread.values()), {}
        return unread

    @contextmanager
    def whole(self, what: str) -> Iterator[None]:
        """Raises BookDamagedError at the end where something inside may have been left out of `what` was made."""
        with self.met() as met:
            yield
        if missing := [notice for notice in met.values() if notice.is_short]:
            step = MEND if missing[0].next_step.endswith(REPAIR) else missing[0].next_step
            raise BookDamagedError(f"{missing[0].sentence} {what} would not be whole, so it was not made.", step)

    @contextmanager
    def met(self) -> Iterator[dict[str, Notice]]:
        """Every fact that this thread meets inside, also one that was told before, by its sentence."""
        found: dict[str, Notice] = {}
        who = threading.get_ident()
        with self._lock:
            self._met.setdefault(who, []).append(found)
        try:
            yield found
        finally:
            with self._lock:
                self._met[who].remove(found)
                if not self._met[who]:
                    del self._met[who]
