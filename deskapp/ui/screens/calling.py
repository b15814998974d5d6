"""What the desk does with calls that were missed, and with the channel of an answer."""

from deskapp.ui import asks
from deskapp.ui.screens.visiting import VisitingDesk


class CallingDesk(VisitingDesk):
    """A desk at which missed calls are rung back, and the channel of an answer is said or changed."""

    def do_ring_back(self) -> None:
        """Ring back the selected missed call; where another visit is selected, the one missed call there is."""
        visit = self.lit
        if visit is None or visit.missed_at is None:
            to_ring = [one for one in self.context.day.ended_newest() if one.is_to_ring_back]
            if len(to_ring) == 1:
                self.light(to_ring[0].id)
                visit = to_ring[0]
        if visit is None or visit.missed_at is None:
            self.say("Choose the missed call first: it is in the list of today.", bad=True)
        elif visit.followed_up_at:
            self.say(f"{visit.known_as} was followed up already.", bad=True)
        elif not visit.is_to_ring_back:
            self.say("There is no number to ring back.", bad=True)
        else:
            self.ask(asks.ring_back.ring_back(self.context.desk, visit, self.light))

    def do_channel(self) -> None:
        """Say or change how the person of the selected visit wants the answer."""
        visit = self.needed()
        if visit:
            self.perform("channel", who=visit)
