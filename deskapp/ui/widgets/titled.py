"""A pane whose title changes without a repaint of what is below it."""

from typing import Self

from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from deskapp.ui.render.line import clean


class Entitled(Widget):
    """`entitle` repaints the row of the title alone, where setting `border_title` repaints the whole widget.

    It stands last among a class's bases: Textual takes styles and type names from the first.
    """

    can_focus = False
    _entitled = ""
    _is_entitling = False
    _edge: tuple[Region, list[Strip]] | None = None

    def entitle(self, title: str) -> None:
        """Give it a title, as data; the same one again costs nothing."""
        if title == self._entitled:
            return
        self._entitled, self._is_entitling = title, True
        try:
            self.border_title = Content(f" {clean(title)} ")
        finally:
            self._is_entitling = False

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of a crop; the row of the title alone is drawn once until it is different."""
        if crop.y or crop.height != 1:
            return super().render_lines(crop)
        if self._edge is None or self._edge[0] != crop or self._styles_cache.is_dirty(0):
            self._edge = crop, super().render_lines(crop)
        return list(self._edge[1])

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Repaint it, or these regions of its content; while it gets a title, the title's row alone."""
        if self._is_entitling:
            gutter = self.content_offset
            regions = (Region(-gutter.x, -gutter.y, self.outer_size.width, 1),)
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)


class Titled(Vertical, Entitled):
    """A container with a title above and children that cover the rest, which is therefore drawn as one blank strip."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """The title's row, then blank ones."""
        top = super().render_lines(crop.intersection(Region(0, 0, crop.right, self.gutter.top)))
        return top + [Strip.blank(crop.width, self.rich_style)] * (crop.height - len(top))
