"""A text field of one line whose value holds nothing that a terminal would obey."""

from collections.abc import Callable, Sequence
from typing import ClassVar, Self

from rich.highlighter import Highlighter
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.widgets import Input

from deskapp.text import safe

Marks = Callable[[str], Sequence[tuple[int, int]]]


class Underline(Highlighter):
    """Underlines the places that a function finds in a text."""

    def __init__(self, marks: Marks) -> None:
        self._marks = marks

    def highlight(self, text: Text) -> None:
        """Underline them."""
        for start, end in self._marks(text.plain):
            text.stylize("underline", start, end)


class TypedInput(Input):
    """An Input without a frame; what is pasted into it becomes one safe line.

    An Enter that was typed before the terminal was taken over arrives as a line feed, `ctrl+j`.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+j", "submit", show=False),
        Binding("ctrl+u", "empty", show=False),
    ]
    DEFAULT_CSS = """
    TypedInput, TypedInput:focus {
        height: 1;
        border: none;
        padding: 0;
        background: $selected;
        background-tint: transparent 0%;
        color: $strong;
        & > .input--placeholder { color: $dim; }
    }
    """

    def __init__(self, *, id: str | None = None, placeholder: str = "") -> None:
        super().__init__(id=id, placeholder=placeholder, select_on_focus=False)
        self.cursor_blink = False
        self.line_end = " "

    def mark(self, marks: Marks | None) -> None:
        """Underline what a function finds from now on, or nothing."""
        self.highlighter = Underline(marks) if marks else None

    def fill(self, text: str) -> None:
        """Put a text in without telling anybody that it was typed, the cursor behind it."""
        with self.prevent(Input.Changed):
            self.value = safe.line(text)
        self.cursor_position = len(self.value)

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Repaint it. It is as wide as its place: Textual 8.2 asks for a layout of all at each letter."""
        return super().refresh(*regions, repaint=repaint, recompose=recompose)

    def action_empty(self) -> None:
        """Take everything out, wherever the cursor stands."""
        self.value = ""

    def _on_paste(self, event: events.Paste) -> None:
        if event.text:
            lines = [safe.line(line) for line in event.text.splitlines() if line.strip()]
            several = len(lines) > 1
            self.insert_text_at_cursor(
                self.line_end.join(line.strip() for line in lines) if several else "".join(lines)
            )
        event.stop()
        event.prevent_default()
