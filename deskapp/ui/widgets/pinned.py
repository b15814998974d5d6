"""Rows that stay in sight above a pane that scrolls, such as a person's allergies: as high as what they say."""

from textual.widget import Widget

from deskapp.ui.widgets.line_pane import Lines


class Pinned(Lines):
    """A few lines above a pane; with nothing to say it takes no row. It never scrolls."""

    DEFAULT_CSS = """
    Pinned { height: auto; display: none; }
    """

    _rows = 0

    def redraw(self) -> None:
        """Ask for the lines again, and take as many rows as there are; hidden, it is as wide as what it stands in."""
        around = self.parent
        width = self.scrollable_content_region.width
        if not width and isinstance(around, Widget):
            width = around.scrollable_content_region.width
        if width <= 0:
            return
        rows = len(self._draw_lines(width))
        if self.display != bool(rows):
            self.display = bool(rows)
        if rows and rows != self._rows:
            self._rows = self.styles.height = rows
        super().redraw()
