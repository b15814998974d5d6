"""A list of any length with a cursor: only the rows in sight are ever asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from deskapp.ui.render.line import EMPTY, Line
from deskapp.ui.widgets.line_pane import Draw, LinePane, Spot, strip_of

LineAt = Callable[[int, int, bool], Line]


class VirtualList(LinePane):
    """`count` rows; `line_at(index, width, selected)` draws one, `empty` what stands there where there is none.

    The row with the cursor is selected; one that is shut, as a heading is, takes neither a click nor a letter to jump
    by.
    """

    @dataclass
    class Moved(Message):
        """The cursor stands on another row."""

        list: "VirtualList"
        index: int

    @dataclass
    class Opened(Message):
        """A row was clicked a second time."""

        list: "VirtualList"
        index: int

    @dataclass
    class Scrolled(Message):
        """Another row is the topmost."""

        list: "VirtualList"

    def __init__(
        self,
        line_at: LineAt,
        empty: Draw | None = None,
        *,
        id: str | None = None,
        classes: str | None = None,
        is_shut: Callable[[int], bool] = lambda _: False,
    ) -> None:
        super().__init__(empty, id=id, classes=classes)
        self._line_at, self._is_shut = line_at, is_shut
        self.count = 0
        self.cursor = 0

    def fill(self, count: int, cursor: int | None = None) -> None:
        """There are so many rows now; the cursor stays where it is, or goes to a row."""
        self.count = count
        self.cursor = max(0, min(count - 1, self.cursor if cursor is None else cursor))
        self._resize_rows()
        self.redraw()
        self._keep_in_sight()

    def _resize_rows(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, self.count)

    def _on_resize(self, event: events.Resize) -> None:
        self._resize_rows()
        self._keep_in_sight()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """The rows move: whoever shows what stands above them is told."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self.post_message(self.Scrolled(self))

    @property
    def top(self) -> int:
        """The topmost row in sight."""
        return max(0, min(self.scroll_offset.y, self.count - 1))

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of a crop, as Textual keeps them: only those that it was told of are asked for again."""
        return Widget.render_lines(self, crop)

    def redraw(self, width: int = 0) -> None:
        """Repaint the rows in sight."""
        if self.count == 0:
            super().redraw()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One row in sight."""
        if self.count == 0:
            return super().render_line(y)
        width = self.scrollable_content_region.width
        index = y + self.scroll_offset.y
        line = self._line_at(index, width, index == self.cursor) if index < self.count else EMPTY
        return self.with_marks(y, strip_of(self, line, width))

    def spots(self) -> list[Spot]:
        """Each row in sight that can be selected."""
        if self.count == 0:
            return super().spots()
        top = self.scroll_offset.y
        rows = range(top, min(self.count, top + self.scrollable_content_region.height))
        return [Spot(0, index - top, partial(self.choose, index)) for index in rows if not self._is_shut(index)]

    def choose(self, index: int) -> None:
        """Select a row, or open the selected one."""
        if index == self.cursor and not self._is_shut(index):
            self.post_message(self.Opened(self, index))
        elif not self._is_shut(index):
            self.go(index)

    def go(self, index: int) -> None:
        """Put the cursor on a row, or as near as there is one."""
        index = max(0, min(self.count - 1, index))
        if index == self.cursor:
            return
        old, self.cursor = self.cursor, index
        self.refresh_lines(old, 1)
        self.refresh_lines(index, 1)
        self._keep_in_sight()
        self.post_message(self.Moved(self, index))

    def _keep_in_sight(self) -> None:
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        wanted = min(max(top, self.cursor - height + 1 if height else top), self.cursor)
        if wanted != top:
            self.scroll_to(y=wanted, animate=False, force=True, immediate=True)

    def page(self, by: int) -> None:
        """Move by pages."""
        self.go(self.cursor + by * max(1, self.scrollable_content_region.height - 1))

    def on_click(self, event: events.Click) -> None:
        """A row was clicked."""
        at = event.get_content_offset(self)
        if self.count == 0:
            super().on_click(event)
        elif at is not None and at.y + self.scroll_offset.y < self.count:
            self.choose(at.y + self.scroll_offset.y)
