"""A pane of lines: repaints only the rows that changed, and reports what a click picks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from deskapp.ui.lines.line import EMPTY, Line
from deskapp.ui.palette import Palette

Draw = Callable[[int], Sequence[Line]]


class LinePane(ScrollView):
    """Shows the lines that its `draw` function gives for a width in cells."""

    DEFAULT_CSS = """
    LinePane {
        background: $background;
        color: $foreground;
        scrollbar-size-vertical: 1;
        scrollbar-background: $background;
        scrollbar-color: $rule;
        overflow-x: hidden;
    }
    """
    can_focus = False

    @dataclass
    class Picked(Message):
        """A click fell on something: its target, such as `step:3` or `interaction:int_…`."""

        pane: "LinePane"
        target: str

        @property
        def control(self) -> "LinePane":
            """The pane that was clicked."""
            return self.pane

    def __init__(self, draw: Draw | None = None, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._draw_lines: Draw = draw or (lambda width: ())
        self._lines: list[Line] = []
        self._drawn_width = 0
        self._lit_row = -1

    @property
    def lines(self) -> list[Line]:
        """The lines as they are drawn now."""
        return self._lines

    def show(self, draw: Draw) -> None:
        """Take a new way to draw, and repaint what is different."""
        self._draw_lines = draw
        self.redraw()

    def redraw(self) -> None:
        """Ask for the lines again and repaint the rows that are different."""
        width = self.scrollable_content_region.width
        if width <= 0:
            return
        lines = list(self._draw_lines(width))
        if width != self._drawn_width or len(lines) != len(self._lines):
            self._drawn_width, self._lines = width, lines
            self.virtual_size = Size(width, len(lines))
            self.refresh()
            self._show_lit()
            return
        old, self._lines = self._lines, lines
        for number, line in enumerate(lines):
            if line != old[number]:
                self.refresh_lines(number, 1)
        self._show_lit()

    def _show_lit(self) -> None:
        """Scroll to the lit row when another one has become it."""
        lit = next((number for number, line in enumerate(self._lines) if line.role == "lit"), -1)
        if lit == self._lit_row or lit < 0:
            return
        self._lit_row = lit
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        if not top <= lit < top + height:
            self.scroll_to(y=max(0, lit - height // 2), animate=False, force=True, immediate=True)

    def _on_resize(self, event: events.Resize) -> None:
        self.redraw()

    def render_line(self, y: int) -> Strip:
        """One row of the pane."""
        width = self.scrollable_content_region.width
        index = y + self.scroll_offset.y
        return self.strip_of(self._lines[index] if index < len(self._lines) else EMPTY, width)

    def strip_of(self, line: Line, width: int) -> Strip:
        """A line as a strip of exactly a width, in the colours of its roles."""
        palette: Palette = self.app.palette  # type: ignore[attr-defined]
        base = self.rich_style + palette.style(line.role)
        segments = [Segment(one.text, base + palette.style(one.role)) for one in line.spans if one.text]
        return Strip(segments).adjust_cell_length(width, base)

    def on_click(self, event: events.Click) -> None:
        """Report what was clicked."""
        at = event.get_content_offset(self)
        if at is None:
            return
        index = at.y + self.scroll_offset.y
        target = self._lines[index].target_at(at.x) if 0 <= index < len(self._lines) else ""
        if target:
            self.post_message(self.Picked(self, target))
