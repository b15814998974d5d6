"""The hints of the first days, at the lower edge of the card where nothing else stands."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from deskapp.desk.demo import tour
from deskapp.messages import noted, said
from deskapp.ui.commands import BY_ID
from deskapp.ui.frame.handler import Act, Handler
from deskapp.ui.render.keys import key_of
from deskapp.ui.render.line import EMPTY, Line, row, span

WORDS = {
    "begin": (("walk_in", noted("when somebody comes in")), ("call", noted("when the phone rings"))),
    "tick": (("tick", noted("ticks the first step")),),
    "end": (("end", noted("ends the visit with one line")), ("undo", noted("takes back what you did last"))),
}
AWAY = ("hints_away", noted("hides these hints"))


class Tour(Handler):
    """Shows newcomers the next thing to press, once."""

    _is_on = False

    def begin(self) -> None:
        """From now on there are hints, at a desk that is new to its book."""
        self._is_on = tour.is_for(self.desk) and len(self.context.settings.hints_gone) < len(tour.HINTS)

    def note_learned(self) -> None:
        """Put the hints away whose thing was done."""
        names = tour.learned(self.context.settings, self.context.day) if self._is_on else []
        if names:
            self.means.later(self.means.attempt, tour.put_away, self.desk, names)

    def away(self) -> None:
        """No more hints."""
        if self._is_on:
            self._is_on = False
            self.means.attempt(tour.put_away, self.desk, said=said("No more hints."))
            self.means.refresh_panes()
        else:
            self.means.say(said("There are no hints here. {key} shows the keys.", key=key_of("help")))

    def with_hint(self, lines: Sequence[Line], width: int, rows: int) -> Sequence[Line]:
        """A pane's lines with the hint below them, where so many rows leave room for it."""
        name = tour.hint(self.context.settings, self.visit) if self._is_on else ""
        hint = [_hint_line(command, words, width) for command, words in (*WORDS[name], AWAY)] if name else []
        if not hint or len(lines) + 1 + len(hint) > rows:
            return lines
        return [*lines, *[EMPTY] * (rows - len(lines) - len(hint)), *hint]

    ACTIONS: ClassVar[Mapping[str, Act]] = {"hints_away": away}


def _hint_line(command: str, words: str, width: int) -> Line:
    key, target = ("1", "step:1") if command == "tick" else (key_of(command), f"key:{BY_ID[command].first_key}")
    role = "dim" if command == AWAY[0] else ""
    return row([span(f" {key} ", role or "key", target), span(said(words), role, target)], width=width)
