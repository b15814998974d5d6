"""Rows that stay in sight above a pane that scrolls, such as a person's allergies: as high as what they say."""

from textual.geometry import Size
from textual.widget import Widget

from deskapp.ui.widgets.line_pane import Lines


class Pinned(Lines):
    """A few lines above a pane; with nothing to say it takes no row. It never scrolls."""

    DEFAULT_CSS = """
    Pinned { height: auto; }
    """
    _rows = 0

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as there are lines."""
        self._rows = len(self._draw_lines(width))
        return self._rows

    def redraw(self, width: int = 0) -> None:
        """Ask for the lines again, and for a layout where there are more or fewer of them."""
        around = self.parent
        width = self.scrollable_content_region.width or width
        if not width and isinstance(around, Widget):
            width = around.scrollable_content_region.width
        if width > 0 and len(self._draw_lines(width)) != self._rows:
            self.refresh(layout=True)
        super().redraw()
