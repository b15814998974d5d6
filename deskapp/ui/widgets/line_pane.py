"""Panes of lines: they repaint only the rows that changed, report what a click picks, and show letters to jump by."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.filter import ANSIToTruecolor
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from deskapp.text.widths import cells
from deskapp.ui.render.line import EMPTY, Line
from deskapp.ui.widgets.titled import Entitled

SCALE = "kettle:"
"""The targets that are one of many cells for a number: those have keys, and would take all the letters."""
Mark = tuple[int, str]
"""A column, and the letters that stand there."""


@dataclass(frozen=True)
class Spot:
    """A place in a pane, in cells from its corner, and what a click there does. `air` are the blank cells before it."""

    x: int
    y: int
    act: Callable[[], object]
    air: int = 0


def marked(strip: Strip, marks: Sequence[Mark], style: Style) -> Strip:
    """A row with some letters over it; it stays as wide as it is."""
    for column, text in marks:
        end = column + len(text)
        strip = Strip.join([strip.crop(0, column), Strip([Segment(text, style)]), strip.crop(end)])
    return strip


Draw = Callable[[int], Sequence[Line]]
SPARE, MOST_SPARE = 20, 60
"""A pane keeps as many rows drawn again as are in sight, and some: of the visit before, or of the second before."""


class Picked(Message):
    """A click fell on something: its target, such as `step:3` or `interaction:int_…`."""

    def __init__(self, pane: Widget, target: str) -> None:
        super().__init__()
        self.pane, self.target = pane, target

    @property
    def control(self) -> Widget:
        """The pane that was clicked."""
        return self.pane


def strip_of(widget: "Drawn", line: Line, width: int) -> Strip:
    """A line as a strip of exactly a width, in the colours of its roles on the widget's own ground."""
    style: Callable[[str], Style] = widget.app.palette.style  # type: ignore[attr-defined]
    base = widget.ground + style(line.role) if line.role else widget.ground
    pieces = (Segment(span.text, base + style(span.role) if span.role else base) for span in line.spans if span.text)
    return Strip(pieces).adjust_cell_length(width, base)


class Drawn(Widget):
    """A widget that is drawn line by line. `draw` gives the lines for a width in cells."""

    can_focus = False

    def __init__(self, draw: Draw | None = None, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._draw_lines: Draw = draw or (lambda width: ())
        self.lines: list[Line] = []
        self._drawn_width = 0
        self._ground: Style | None = None
        self._strips: dict[tuple[Line, int], Strip] = {}
        self._marks: Mapping[int, Sequence[Mark]] = {}

    @property
    def ground(self) -> Style:
        """The style under the roles; Textual 8.2 mixes it from all ancestors at each call, here once for a style."""
        if self._ground is None:
            self._ground = self.rich_style
        return self._ground

    def notify_style_update(self) -> None:
        """The styles changed, as with another theme."""
        self._ground = None
        self._strips.clear()
        super().notify_style_update()

    def show(self, draw: Draw) -> None:
        """Take a new way to draw, and repaint what is different."""
        self._draw_lines = draw
        self.redraw()

    def redraw(self, width: int = 0) -> None:
        """Ask for the lines again and repaint the rows that are different; `width` is that which it will get."""
        width = self.scrollable_content_region.width or width
        if width <= 0:
            return
        old, self.lines = self.lines, list(self._draw_lines(width))
        self._keep_in_bounds()
        self.lines_changed()
        if width != self._drawn_width:
            self._drawn_width = width
            self.refresh()
        elif runs := different_rows(old, self.lines):
            self.refresh(*(Region(0, first - self.scroll_offset.y, width, rows) for first, rows in runs))

    def _keep_in_bounds(self) -> None:
        """Let go of drawn rows that are out of sight: clocks make new ones each second."""
        region = self.scrollable_content_region
        if len(self._strips) > region.height + min(region.height + SPARE, MOST_SPARE):
            top = self.scroll_offset.y
            in_sight = {(line, region.width) for line in self.lines[top : top + region.height]}
            self._strips = {row: strip for row, strip in self._strips.items() if row in in_sight}

    def lines_changed(self) -> None:
        """There are new lines."""

    def on_resize(self, event: events.Resize) -> None:
        """Draw for the new width."""
        self.redraw()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of a crop, borders included: Textual draws the top border, the rows below are kept strips.

        Textual 8.2 would take each row through padding, borders, tint and hatch, of which there is only a top border.
        """
        gutter, width = self.gutter, self.region.width
        if (gutter.right, gutter.bottom, gutter.left) != (0, 0, 0) or crop.x or crop.width != width:
            return super().render_lines(crop)
        top = [] if crop.y >= gutter.top else super().render_lines(Region(0, crop.y, width, gutter.top - crop.y))
        rows = self.rows_between(max(crop.y, gutter.top) - gutter.top, crop.bottom - gutter.top)
        if rows and rows[0].cell_length < width:
            rows = [row.adjust_cell_length(width, self.ground) for row in rows]
        for line_filter in self.get_line_filters():
            if not isinstance(line_filter, ANSIToTruecolor):
                rows = [row.apply_filter(line_filter, self.background_colors[1]) for row in rows]
        return top + rows

    def render_line(self, y: int) -> Strip:
        """One row."""
        return self.rows_between(y, y + 1)[0]

    def rows_between(self, first: int, end: int) -> list[Strip]:
        """The rows in sight from the first on, up to the end; all are drawn anew where the width is new."""
        width = self.scrollable_content_region.width
        if self._drawn_width != width:
            self._drawn_width = width
            self.lines = list(self._draw_lines(width))
        top, strips = self.scroll_offset.y, self._strips
        lines = self.lines[first + top : end + top]
        lines += [EMPTY] * (end - first - len(lines))
        for line in lines:
            if (line, width) not in strips:
                strips[line, width] = strip_of(self, line, width)
        return [self.with_marks(y, strips[line, width]) for y, line in enumerate(lines, first)]

    def with_marks(self, y: int, strip: Strip) -> Strip:
        """A row with the letters that lie over it."""
        if y in self._marks:
            style: Style = self.ground + self.app.palette.style("jump")  # type: ignore[attr-defined]
            return marked(strip, self._marks[y], style)
        return strip

    def mark(self, marks: Mapping[int, Sequence[Mark]]) -> None:
        """Lay letters over some rows in sight, in place of those before; no other row is painted."""
        before, self._marks = self._marks, marks
        width = self.scrollable_content_region.width
        for y in {*before, *marks}:
            self.refresh(Region(0, y, width, 1))

    def spots(self) -> list[Spot]:
        """Each thing that a click picks among the rows in sight, once, where it begins."""
        top, region = self.scroll_offset.y, self.scrollable_content_region
        spots: dict[str, Spot] = {}
        for y, line in enumerate(self.lines[top : top + region.height]):
            x, before = 0, ""
            for span in line.spans:
                is_new = bool(span.target) and span.target not in spots and x < region.width
                if is_new and not span.target.startswith(SCALE):
                    act = partial(self.post_message, Picked(self, span.target))
                    spots[span.target] = Spot(x, y, act, air=len(before) - len(before.rstrip(" ")))
                x, before = x + cells(span.text), before + span.text
        return list(spots.values())

    def on_click(self, event: events.Click) -> None:
        """Report what was clicked."""
        at = event.get_content_offset(self)
        index = -1 if at is None else at.y + self.scroll_offset.y
        if at is not None and 0 <= index < len(self.lines) and (target := self.lines[index].target_at(at.x)):
            self.post_message(Picked(self, target))


def different_rows(old: Sequence[Line], new: Sequence[Line]) -> list[tuple[int, int]]:
    """The rows that differ, as runs of (first, how many)."""
    runs: list[tuple[int, int]] = []
    for number in range(max(len(old), len(new))):
        if number < len(old) and number < len(new) and old[number] == new[number]:
            continue
        first, rows = runs[-1] if runs else (-1, 0)
        if runs and first + rows == number:
            runs[-1] = (first, rows + 1)
        else:
            runs.append((number, 1))
    return runs


class Lines(Drawn):
    """A few lines in a fixed place."""

    DEFAULT_CSS = "Lines { height: 1; background: $background; color: $foreground; }"


class LinePane(Drawn, ScrollView, Entitled):
    """A pane that scrolls where its lines are more than its rows."""

    DEFAULT_CSS = """
    LinePane {
        background: $background; color: $foreground;
        overflow-y: auto; overflow-x: hidden;
        scrollbar-size-vertical: 1;
        scrollbar-background: $background;
        scrollbar-background-hover: $background;
        scrollbar-background-active: $background;
        scrollbar-color: $rule;
        scrollbar-color-hover: $dim;
        scrollbar-color-active: $accent;
    }
    """
    _selected_shown = (-1, 0)

    def spots(self) -> list[Spot]:
        """What a click picks, and at the lower edge the next page, where there is more than fits."""
        region = self.scrollable_content_region
        if self.max_scroll_y <= 0 or region.height < 1:
            return super().spots()
        return [*super().spots(), Spot(max(0, region.width - 2), region.height - 1, self.turn_page)]

    def turn_page(self) -> None:
        """Scroll on by what fits; after the last page comes the first."""
        top = self.scroll_offset.y
        wanted = 0 if top >= self.max_scroll_y else top + max(1, self.scrollable_content_region.height - 1)
        self.scroll_to(y=wanted, animate=False, force=True, immediate=True)

    def page(self, by: int) -> None:
        """Scroll by pages, each of which begins with the last row of the one before."""
        self.scroll_relative(y=by * max(1, self.size.height - 1), animate=False)

    def lines_changed(self) -> None:
        """Set the height to scroll, only where it differs (mostly only the bar is laid out); show the selected row."""
        size = Size(self.scrollable_content_region.width or self.outer_size.width, len(self.lines))
        height = self.styles.height
        if self.virtual_size != size and ((height and height.is_auto) or not self.container_size):
            self.virtual_size = size
        elif self.virtual_size != size:
            self.set_reactive(Widget.virtual_size, size)
            self._scroll_update(size)
        self._show_selected()

    def watch_show_vertical_scrollbar(self) -> None:
        """The bar takes a column, or gives it back: lines are wrapped for the width that is left."""
        self.call_after_refresh(self.redraw)

    def _show_selected(self) -> None:
        selected = next((number for number, line in enumerate(self.lines) if line.role in ("selected", "chosen")), -1)
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        if selected < 0 or height <= 0 or self._selected_shown == (selected, height):
            return
        self._selected_shown = (selected, height)
        if (wanted := 0 if selected < height else min(max(top, selected - height + 1), selected)) != top:
            self.scroll_to(y=wanted, animate=False, force=True, immediate=True)


class Pinned(Lines):
    """Rows that stay in sight above a pane that scrolls, as high as what they say: none where that is nothing."""

    DEFAULT_CSS = "Pinned { height: auto; }"
    _rows = 0

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as there are lines."""
        self._rows = len(self._draw_lines(width))
        return self._rows

    def redraw(self, width: int = 0) -> None:
        """Ask for the lines again, and for a layout where there are more or fewer of them."""
        around = self.parent if isinstance(self.parent, Widget) else self
        width = self.scrollable_content_region.width or width or around.scrollable_content_region.width
        if width > 0 and len(self._draw_lines(width)) != self._rows:
            self.refresh(layout=True)
        super().redraw()
