"""The curtain: a clock and nothing personal, until the PIN is typed, or any key where none is set."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

from textual import events
from textual.app import ComposeResult

from deskapp import clock
from deskapp.desk.privacy import pin
from deskapp.messages import counted, said
from deskapp.ui.context import Context
from deskapp.ui.render.line import EMPTY, Line, clean, row, span, wrap
from deskapp.ui.sheets.keyed import KeyedDialog
from deskapp.ui.symbols import symbols
from deskapp.ui.widgets.line_pane import Lines

MASK, ROWS = 8, 15
DIGIT_ROWS = 5
DIGITS = {
    "0": ("###", "# #", "# #", "# #", "###"),
    "1": ("## ", " # ", " # ", " # ", "###"),
    "2": ("###", "  #", "###", "#  ", "###"),
    "3": ("###", "  #", "###", "  #", "###"),
    "4": ("# #", "# #", "###", "  #", "  #"),
    "5": ("###", "#  ", "###", "  #", "###"),
    "6": ("###", "#  ", "###", "# #", "###"),
    "7": ("###", "  #", "  #", "  #", "  #"),
    "8": ("###", "# #", "###", "# #", "###"),
    "9": ("###", "# #", "###", "  #", "###"),
    ":": (" ", "#", " ", "#", " "),
}


class Curtain(KeyedDialog[None]):
    """Nothing of the desk but its name. Keys go no further; who opens it learns of wrong tries.

    What is typed shows as a mask of one length, so that nobody counts it.
    """

    DEFAULT_CSS = """
    Curtain {
        background: $background;
        align: center middle;
        Lines { width: 64; max-width: 100%; height: 15; max-height: 100%; }
    }
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._typed = ""
        self._refusal = ""
        self._is_trying = False

    def compose(self) -> ComposeResult:
        """A clock in the middle."""
        yield Lines(self._lines)

    def on_mount(self) -> None:
        """Let the clock run."""
        self.set_interval(clock.SECOND, self.redraw)

    def _lines(self, width: int) -> list[Line]:
        """As much as there are rows for: what opens it stays longest."""
        now, rows = clock.local(clock.now()), min(ROWS, self.size.height)
        name = _centred(clean(self.context.settings.desk_name), "title", width)
        date = _centred(f"{now:%A} {now.day} {now:%B}", "dim", width)
        large, small, opens = clock_lines(now, width), clock_lines(now, width, most=1), self._opens(width)
        ways = (
            _stacked([name, large, date, *opens], air=[EMPTY]),
            _stacked([name, small, date, *opens], air=[EMPTY]),
            _stacked([name, small, date, *opens]),
            _stacked([name, *opens]),
            _stacked(opens),
        )
        return next((lines for lines in ways if len(lines) <= rows), ways[-1][:rows])

    def _opens(self, width: int) -> list[list[Line]]:
        """What somebody does to open it, and how it goes."""
        if not self.context.settings.pin:
            return [_centred(said("Any key opens the curtain."), "dim", width)]
        mask, left = (symbols().full if self._typed else symbols().empty) * MASK, self._wait().total_seconds()
        words, role = self._refusal or said("Type the PIN, then press Enter."), "soon" if self._refusal else "dim"
        if left:
            words, role = (
                said("That isn't the PIN. You can try again in {seconds} s.", seconds=max(1, round(left))),
                "soon",
            )
        parts = ((mask, "strong"), (words, role), (pin.FORGOTTEN, "dim"))
        return [_centred(text, role, width) for text, role in parts]

    def _wait(self) -> timedelta:
        return pin.wait(pin.counted(self.context.desk, self.context.settings), self.context.desk.now())

    async def on_key(self, event: events.Key) -> None:
        """Any key opens it, or is a part of the PIN; it does nothing else."""
        event.stop()
        event.prevent_default()
        if not self.context.settings.pin:
            self._open()
        elif not self._is_trying:
            await self._take(event)

    async def _take(self, event: events.Key) -> None:
        self._refusal = ""
        if event.key in ("enter", "ctrl+j"):
            await self._try()
        elif event.key == "backspace":
            self._typed = self._typed[:-1]
        elif event.key in ("escape", "ctrl+u"):
            self._typed = ""
        elif event.is_printable and event.character and len(self._typed) < pin.LONGEST:
            self._typed += event.character
        self.redraw()

    async def _try(self) -> None:
        """Try what was typed, in a thread of its own: it is slow by intent."""
        typed, self._typed = self._typed, ""
        if not typed or self._wait():
            return
        context, self._is_trying = self.context, True
        try:
            fitted = await asyncio.to_thread(pin.fits, context.settings.pin, typed)
        finally:
            self._is_trying = False
        wrong = pin.counted(context.desk, context.settings).pin_wrong
        context.settings = pin.tried(context.desk, context.settings, fitted=fitted)
        if fitted:
            self._open(_wrong_tries(wrong) if wrong else "")
        else:
            self._refusal = said("That isn't the PIN.")

    def _open(self, sentence: str = "") -> None:
        self.app.lift(sentence)  # type: ignore[attr-defined]

    def on_click(self) -> None:
        """So does the mouse, where no PIN is set."""
        if not self.context.settings.pin:
            self._open()

    def knock(self) -> None:
        """Somebody wants to leave the program from here."""
        if not self.context.settings.pin:
            self._open()
            return
        self._refusal = said("Type the PIN first. Then Ctrl+Q closes the desk.")
        self.redraw()


def _wrong_tries(count: int) -> str:
    return counted(
        count,
        "Somebody typed a wrong PIN once while the curtain was down.",
        "Somebody typed a wrong PIN {count} times while the curtain was down.",
    )


def _centred(text: str, role: str, width: int) -> list[Line]:
    return [row([span(part.center(width), role)], width=width) for part in wrap(text, width)]


def _stacked(parts: Sequence[list[Line]], air: Sequence[Line] = ()) -> list[Line]:
    first, *others = parts
    return first + [line for part in others for line in (*air, *part)]


def clock_lines(wall: datetime, width: int, *, most: int = DIGIT_ROWS) -> list[Line]:
    """Hours and minutes in the middle of a width, five rows high; in one row where it is too narrow, or low."""
    text = f"{wall:%H:%M}"
    rows = ["  ".join(DIGITS[sign][number] for sign in text) for number in range(DIGIT_ROWS)]
    shapes = ["".join(symbols().full * 2 if cell == "#" else "  " for cell in line) for line in rows]
    if len(shapes[0]) > width or most < DIGIT_ROWS:
        shapes = [text]
    return [row([span(shape.center(width), "accent")], width=width) for shape in shapes]
