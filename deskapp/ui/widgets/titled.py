"""A pane whose title changes without a repaint of what is below it."""

from typing import Self

from textual.content import Content
from textual.geometry import Region
from textual.widget import Widget

from deskapp.ui.render.line import clean


class Entitled(Widget):
    """`entitle` repaints the row of the title alone, where setting `border_title` repaints the whole widget.

    It stands last among a class's bases: Textual takes styles and type names from the first.
    """

    can_focus = False
    _entitled = ""
    _is_entitling = False

    def entitle(self, title: str) -> None:
        """Give it a title, as data; the same one again costs nothing."""
        if title == self._entitled:
            return
        self._entitled, self._is_entitling = title, True
        try:
            self.border_title = Content(f" {clean(title)} ")
        finally:
            self._is_entitling = False

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Repaint it, or these regions of its content; while it gets a title, the title's row alone."""
        if self._is_entitling:
            gutter = self.content_offset
            regions = (Region(-gutter.x, -gutter.y, self.outer_size.width, 1),)
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
