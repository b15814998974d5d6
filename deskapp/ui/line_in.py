"""The running desk's end of the line: commands from beside it are done on its own open book, in its own thread."""

import asyncio
from collections.abc import Awaitable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from deskapp.model.interaction import Interaction
from deskapp.store.line import Line, serve
from deskapp.ui.screens.desk import DeskScreen
from deskapp.ui.screens.framed import Framed

if TYPE_CHECKING:
    from deskapp.ui.app import DeskApp

Request = Mapping[str, Any]
RING, COMMAND = "ring", "command"
LONG = (["erase"], ["retain"])


class Answering(Protocol):
    """What does the commands that come from beside the desk, on its own open book."""

    def answer(self, request: Request) -> dict[str, Any]:
        """Do one, in the desk's own thread."""

    def load(self) -> None:
        """Load what the first will need; from any thread."""


class LineIn:
    """Answers requests while the desk is open; a phone that rings brings its call into the light."""

    def __init__(self, app: "DeskApp", answering: Answering) -> None:
        self._app, self._answering = app, answering
        self._line: Line | None = None

    async def open(self) -> None:
        """Listen from now on. Where there are no local sockets, commands wait until the desk is closed."""
        self._line = await serve(self._app.desk.book.path, self.handle)

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
        selected = self._app.context.lit
        with self._app.drawn_once():
            answer = self._do(request, words)
        if selected and self._app.context.lit != selected and not self._is_asking():
            self._app.expect_a_letter()
        return answer

    def _is_asking(self) -> bool:
        screen = self._app.screen
        return isinstance(screen, Framed) and screen.is_asking

    def _do(self, request: Request, words: object) -> dict[str, Any]:
        touched: set[tuple[str, str]] = set()
        unwatch = self._app.desk.book.watch(touched.update)
        book = self._app.desk.book
        try:
            with book.came_by(RING if isinstance(words, list) and words[:1] == [RING] else COMMAND):
                answer = self._answering.answer(request)
        finally:
            unwatch()
        if isinstance(words, list) and words[:1] == [RING]:
            self._rung([identifier for table, identifier in touched if table == "interactions"])
        return answer

    def _rung(self, begun: list[str]) -> None:
        """Open the card of who rings; where something is being typed, only say so."""
        interaction = self._app.context.day.open.get(begun[0]) if begun else None
        screen = self._app.screen
        if interaction is None or not isinstance(screen, Framed):
            return
        if isinstance(screen, DeskScreen) and not screen.is_asking:
            screen.light(interaction.id)
            screen.say(f"{_who(interaction)} rings.")
        else:
            screen.say(f"{_who(interaction)} rings: the call waits at the desk.")


def _who(interaction: Interaction) -> str:
    return interaction.name or interaction.phone or "Somebody"
