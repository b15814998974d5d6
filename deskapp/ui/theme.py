"""The colours of the desk, and what the roles of spans are in them. Red is for alarms, amber for what will be one."""

from collections.abc import Mapping

from rich.color import Color
from rich.style import Style
from textual.theme import Theme

_SHADES = {
    "accent": ("#7cc7b8", "#0b6b60", "#00ffff"),
    "foreground": ("#d9dde4", "#24282f", "#ffffff"),
    "background": ("#15181d", "#fbfaf7", "#000000"),
    "panel": ("#20252d", "#efede7", "#000000"),
    "error": ("#ff8a80", "#b3201a", "#ff9090"),
    "warning": ("#e8b65a", "#855300", "#ffe000"),
    "success": ("#8fcf9b", "#2b6a38", "#80ff80"),
    "dim": ("#a3abb8", "#5a616c", "#d0d0d0"),
    "rule": ("#39414d", "#cfccc4", "#a0a0a0"),
    "selected": ("#222a33", "#e9efec", "#003838"),
    "strong": ("#f4f6f8", "#0e1013", "#ffffff"),
    "chosen": ("#284141", "#cfe3df", "#004848"),
    "input-cursor-background": ("#7cc7b8", "#0b6b60", "#ffff00"),
    "input-selection-background": ("#2f5d56", "#bfe0da", "#004848"),
}
"""Each colour of the dark theme, the light one, and the one of strong contrast."""


def _theme(name: str, place: int) -> Theme:
    shades = {role: shades[place] for role, shades in _SHADES.items()}
    accent, ground = shades.pop("accent"), shades.pop("background")
    return Theme(
        name=name,
        dark=name != "light",
        primary=accent,
        secondary=accent,
        accent=accent,
        foreground=shades.pop("foreground"),
        background=ground,
        surface=ground,
        panel=shades.pop("panel"),
        error=shades.pop("error"),
        warning=shades.pop("warning"),
        success=shades.pop("success"),
        variables={**shades, "input-cursor-foreground": ground},
    )


THEMES = tuple(_theme(name, place) for place, name in enumerate(("dark", "light", "contrast")))
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
        if roles not in self._known:
            self._known[roles] = Style.combine(self._one(role) for role in roles.split())
        return self._known[roles]

    def _one(self, role: str) -> Style:
        if role in BACKGROUNDS:
            return Style(bgcolor=self._colour(BACKGROUNDS[role]))
        if role == "jump":
            return Style(color=self._colour("accent"), bold=True, reverse=True)
        return Style(color=self._colour(COLOURS[role]), bold=True if role in BOLD else None)

    def _colour(self, name: str) -> Color | None:
        value = self._variables.get(name, "")
        return Color.parse(value[:7]) if value.startswith("#") else None
