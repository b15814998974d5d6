"""The roles of spans as styles of the theme, made once for a theme and shared by every pane.

Textual's component classes would do the same at 40 ms of the first frame: each pane resolves each class each time.
"""

from collections.abc import Mapping

from rich.color import Color
from rich.style import Style

COLOURS = {
    "dim": "dim",
    "quiet": "dim",
    "faint": "rule",
    "accent": "accent",
    "title": "strong",
    "strong": "strong",
    "key": "accent",
    "good": "success",
    "soon": "warning",
    "alarm": "error",
}
BOLD = ("title", "strong", "key")
BACKGROUNDS = {"selected": "selected", "chosen": "chosen"}


class Styles:
    """The styles of one theme. `variables` are the theme's colours by name, as Textual gives them."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._variables = variables
        self._known: dict[str, Style] = {}

    def style(self, roles: str) -> Style:
        """The style of some roles, the later one winning: only what they say, so that it lies over any ground."""
        style = self._known.get(roles)
        if style is None:
            style = Style()
            for role in roles.split():
                style += self._one(role)
            self._known[roles] = style
        return style

    def _one(self, role: str) -> Style:
        if role in BACKGROUNDS:
            return Style(bgcolor=self._colour(BACKGROUNDS[role]))
        if role == "jump":
            return Style(color=self._colour("accent"), bold=True, reverse=True)
        return Style(color=self._colour(COLOURS[role]), bold=True if role in BOLD else None)

    def _colour(self, name: str) -> Color | None:
        value = self._variables.get(name, "")
        return Color.parse(value[:7]) if value.startswith("#") else None
