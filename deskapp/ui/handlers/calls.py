"""Calls that were missed, and the channel of an answer."""

from collections.abc import Mapping
from typing import ClassVar

from deskapp.ui import questions
from deskapp.ui.handlers.handler import Act, Handler


class Calls(Handler):
    """Missed calls are rung back; the channel of an answer is said or changed."""

    def ring_back(self) -> None:
        """Ring back the selected missed call; where another visit is selected, the one missed call there is."""
        visit, say = self.visit, self.means.say
        if visit is None or visit.missed_at is None:
            to_ring = [ended for ended in self.context.day.ended_newest() if ended.is_to_ring_back]
            if len(to_ring) == 1:
                self.means.select_visit(to_ring[0].id)
                visit = to_ring[0]
        if visit is None or visit.missed_at is None:
            say("Choose the missed call first: it is in the list of today.", bad=True)
        elif visit.followed_up_at:
            say(f"{visit.known_as} was followed up already.", bad=True)
        elif not visit.is_to_ring_back:
            say("There is no number to ring back.", bad=True)
        else:
            self.means.ask(questions.ring_back.ring_back(self.desk, visit, self.means.select_visit))

    def channel(self) -> None:
        """Say or change how the person of the selected visit wants the answer."""
        visit = self.needed()
        if visit:
            self.means.perform("channel", who=visit)

    ACTIONS: ClassVar[Mapping[str, Act]] = {"ring_back": ring_back, "channel": channel}
