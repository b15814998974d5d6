"""The hints of the first days, at the lower edge of the card where nothing else stands."""

from collections.abc import Sequence

from deskapp.desk import tour
from deskapp.ui.commands import BY_ID
from deskapp.ui.lines.keys import key_of
from deskapp.ui.lines.line import EMPTY, Line, row, span
from deskapp.ui.screens.framed import Part

WORDS = {
    "begin": (("walk_in", "when somebody comes in"), ("call", "when the phone rings")),
    "tick": (("tick", "ticks the first step"),),
    "end": (("end", "ends it with one line"), ("undo", "takes back whatever you did")),
}
AWAY = ("hints_away", "hides these hints")


class TouringDesk(Part):
    """A desk that shows newcomers the next thing to press, once."""

    _is_touring = False

    def begin_tour(self) -> None:
        """From now on there are hints, at a desk that is new to its book."""
        self._is_touring = tour.is_for(self.context.desk) and len(self.context.settings.hints_gone) < len(tour.HINTS)

    def note_learned(self) -> None:
        """Put the hints away whose thing was done."""
        names = tour.learned(self.context.settings, self.context.day) if self._is_touring else []
        if names:
            self.call_later(self.attempt, tour.put_away, self.context.desk, names)

    def do_hints_away(self) -> None:
        """`z`: no more hints."""
        if self._is_touring:
            self._is_touring = False
            self.attempt(tour.put_away, self.context.desk, said="No more hints.")
            self.refresh_panes()
        else:
            self.say(f"There are no hints here. {key_of('help')} shows the keys.")

    def with_hint(self, lines: Sequence[Line], width: int, rows: int) -> Sequence[Line]:
        """A pane's lines with the hint below them, where so many rows leave room for it."""
        name = tour.hint(self.context.settings, self.context.lit_interaction()) if self._is_touring else ""
        hint = [_hint_line(command, words, width) for command, words in (*WORDS[name], AWAY)] if name else []
        if not hint or len(lines) + 1 + len(hint) > rows or self.is_asking:
            return lines
        return [*lines, *[EMPTY] * (rows - len(lines) - len(hint)), *hint]


def _hint_line(command: str, words: str, width: int) -> Line:
    key, target = ("1", "step:1") if command == "tick" else (key_of(command), f"key:{BY_ID[command].first_key}")
    role = "dim" if command == AWAY[0] else ""
    return row([span(f" {key} ", role or "key", target), span(words, role, target)], width=width)
