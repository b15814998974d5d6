"""The running desk's end of the line: commands from beside it are done on its own open book, in its own thread."""

import asyncio
import re
from collections.abc import Awaitable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from deskapp import clock
from deskapp.desk.visits import already_here
from deskapp.desk.visits.missed import sentence
from deskapp.desk.visits.ring import caller_words
from deskapp.errors import DeskError
from deskapp.ipc.server import Server, serve
from deskapp.store.undo import COMMAND, RING
from deskapp.ui.frame.base_screen import BaseScreen
from deskapp.ui.screens.desk import DeskScreen

if TYPE_CHECKING:
    from deskapp.ui.curtained import Curtained

Request = Mapping[str, Any]
RINGS = ["ring"]
"""The command of a phone that rings."""
TOLD = frozenset({"--answered", "--elsewhere", "--hung-up"})
IDLE = 10.0
"""Seconds without a key or a click after which a call that rings is selected by itself."""
LONG = (["erase"], ["retain"])
ACT = re.compile("[a-z]{1,8}-[0-9a-f]{1,32}")


class Answering(Protocol):
    """What does the commands that come from beside the desk, on its own open book."""

    def answer(self, request: Request) -> dict[str, Any]:
        """Do one, in the desk's own thread."""

    def load(self) -> None:
        """Load what the first will need; from any thread."""


class RemoteCommands:
    """Answers requests while the desk is open; a phone that rings shows its call, and takes no key from others."""

    def __init__(self, app: "Curtained", answering: Answering) -> None:
        self._app, self._desk, self._answering = app, app.context.desk, answering
        self._line: Server | None = None

    async def open(self) -> None:
        """Listen from now on. Where that cannot be, it is told, and commands wait until the desk is closed."""
        try:
            self._line = await serve(self._desk.book.path, self.handle)
        except DeskError as error:
            self._app.warn(str(error))

    def close(self) -> None:
        """Listen no more."""
        if self._line:
            self._line.close()
            self._line = None

    def handle(self, request: Request) -> dict[str, Any] | Awaitable[dict[str, Any]]:
        """Do one request, and show what it did with one repaint.

        What takes long goes on in a thread, and changes the book when it is its turn.
        """
        words = request.get("argv")
        if isinstance(words, list) and words[:1] in LONG:
            return asyncio.to_thread(self._answering.answer, request)
        selected = self._app.context.selected
        with self._app.drawn_once():
            answer = self._do(request, words)
        is_asking = isinstance(self._app.front, BaseScreen) and self._app.front.is_asking
        if selected and self._app.context.selected != selected and not is_asking:
            self._app.expect_a_letter()
        return answer

    def _do(self, request: Request, words: object) -> dict[str, Any]:
        touched: set[tuple[str, str]] = set()
        unwatch = self._desk.book.watch(touched.update)
        act = str(request.get("act") or "")  # the act that it is part of, as plain mode gives it
        book, is_ring = self._desk.book, isinstance(words, list) and words[:1] == RINGS
        try:
            with book.came_by(RING if is_ring else COMMAND), book.one_act(act if ACT.fullmatch(act) else ""):
                answer = self._answering.answer(request)
        finally:
            unwatch()
        if is_ring and isinstance(words, list):
            visits = [identifier for table, identifier in touched if table == "interactions"]
            here = [identifier for identifier in visits if identifier in self._app.context.day.open]
            self._tell(max(here or visits, default=""), begins=not TOLD.intersection(words))
        return answer

    def _tell(self, identifier: str, *, begins: bool) -> None:
        """Say what became of a call; that it rings, or is to be rung back, is told by the alarm row, with its key.

        A call is selected by itself only where nobody else is, or where no key was pressed for a while: a key that
        somebody is about to press must not land on another person than the one they look at.
        """
        day, screen = self._app.context.day, self._app.teller
        visit = day.open.get(identifier) or day.ended.get(identifier)
        if visit is None or screen is None:
            return
        if not begins and visit.hung_up_at and not visit.missed_at:
            screen.say(f"{caller_words(self._desk, visit)} hung up.")
        elif visit.missed_at and not visit.is_to_ring_back:
            screen.say(sentence(visit, self._desk.now()), bad=True)
        elif begins and isinstance(screen, DeskScreen) and not screen.is_asking and self._may_select(visit.id):
            screen.select_visit(visit.id)
        self._app.look_for_alarms()
        if begins and (also := already_here.told(self._desk, visit)):
            screen.say(also)

    def _may_select(self, identifier: str) -> bool:
        selected, app = self._app.context.selected, self._app
        return selected in ("", identifier) or (clock.running() - app.touched_at >= IDLE and not app.is_curtained)
