"""Going anywhere on a screen by a letter: whatever can be clicked shows one, and pressing it is that click."""

from collections.abc import Iterator, Sequence
from string import ascii_lowercase

from textual import events
from textual.screen import Screen
from textual.widget import Widget

from deskapp.ui.widgets.line_pane import Drawn, Mark, Spot

LEFT_OUT = ("keys", "message")


class Jumping(Screen[None]):
    """A screen that takes the next keys as the letters of places. Only rows with a letter are painted again."""

    _spots: dict[str, Spot]
    _typed = ""
    _focus: Widget | None = None

    def __init__(self) -> None:
        super().__init__()
        self._spots = {}

    @property
    def is_jumping(self) -> bool:
        """Whether letters are on the screen."""
        return bool(self._spots)

    def jump(self) -> bool:
        """Show the letters; whether there is anything to go to."""
        spots = [(pane, spot) for pane in self._panes() for spot in pane.spots()]
        self._focus = self.focused
        self.set_focus(None)
        self._spots = dict(zip(letters(len(spots)), (spot for _, spot in spots), strict=True))
        self._draw_letters({id(spot): pane for pane, spot in spots})
        return bool(spots)

    def leave_jump(self) -> None:
        """Take the letters away; what was being typed goes on."""
        if not self._spots:
            return
        self._spots, self._typed = {}, ""
        for pane in self.query(Drawn).results(Drawn):
            pane.mark({})
        if self._focus is not None and self._focus.is_attached and self.focused is None:
            self.set_focus(self._focus)
        self._focus = None

    def on_key(self, event: events.Key) -> None:
        """While there are letters on the screen, a key is one of them, or takes them away."""
        if not self._spots:
            return
        event.stop()
        event.prevent_default()
        typed = self._typed + event.key
        spot = self._spots.get(typed)
        if spot is None and any(name.startswith(typed) for name in self._spots):
            self._typed = typed
            return
        self.leave_jump()
        if spot:
            spot.act()

    def on_click(self, event: events.Click) -> None:
        """The mouse went there first."""
        self.leave_jump()

    def _panes(self) -> Iterator[Drawn]:
        for pane in self.query(Drawn).results(Drawn):
            if pane.region.area and pane.is_on_screen and (pane.id or "message") not in LEFT_OUT:
                yield pane

    def _draw_letters(self, panes: dict[int, Drawn]) -> None:
        marks: dict[Drawn, dict[int, list[Mark]]] = {}
        for name, spot in self._spots.items():
            rows = marks.setdefault(panes[id(spot)], {})
            rows.setdefault(spot.y, []).append((spot.x - min(spot.air, len(name)), name))
        for pane, rows in marks.items():
            pane.mark(rows)


def letters(count: int) -> Sequence[str]:
    """So many names of one letter, or two where that is not enough; none begins another."""
    firsts = 0
    while len(ascii_lowercase) - firsts + firsts * len(ascii_lowercase) < count:
        firsts += 1
    ones = ascii_lowercase[: len(ascii_lowercase) - firsts]
    twos = [first + second for first in ascii_lowercase[len(ones) :] for second in ascii_lowercase]
    return [*ones, *twos][:count]
