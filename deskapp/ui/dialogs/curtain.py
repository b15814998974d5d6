"""The curtain: nothing personal on the screen until a key is pressed."""

from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen

from deskapp import clock
from deskapp.ui.lines.line import EMPTY, Line, row, span
from deskapp.ui.widgets.line_pane import Lines


class Curtain(ModalScreen[None]):
    """A clock and the name of the desk, nothing else."""

    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    Curtain {
        background: $background;
        align: center middle;
        Lines { width: 40; height: 5; }
    }
    """

    def __init__(self, desk_name: str) -> None:
        super().__init__()
        self._desk_name = desk_name

    def compose(self) -> ComposeResult:
        """A clock in the middle."""
        yield Lines(self._lines)

    def on_mount(self) -> None:
        """Let the clock run."""
        self.set_interval(1.0, self.query_one(Lines).redraw)

    def _lines(self, width: int) -> list[Line]:
        now = clock.local(clock.now())
        texts = (self._desk_name, "title"), (f"{now:%H:%M}", "accent"), ("Any key opens the curtain.", "dim")
        lines = [row([span(text.center(width), role)], width=width) for text, role in texts]
        return [lines[0], EMPTY, lines[1], EMPTY, lines[2]]

    def on_key(self, event: events.Key) -> None:
        """Any key opens it, and does nothing else."""
        event.stop()
        event.prevent_default()
        self.dismiss(None)

    def on_click(self) -> None:
        """So does the mouse."""
        self.dismiss(None)
