"""A visit from its first second to its end, a call that was missed, and the way from one visit to another."""

from collections.abc import Mapping
from functools import partial
from typing import ClassVar

from deskapp.desk.visits import already_here, closing, log, temperature, wording
from deskapp.messages import said
from deskapp.model.interaction import Interaction, Kind
from deskapp.ui.frame.handler import Act, Click, Handler, asks, attempts, of_visit

ROWS, MANY_ROWS, DEGREES = 4, 8, 5


class Visits(Handler):
    """Visits begin, go on and end; a question belongs to the selected one."""

    def begin(self, kind: Kind) -> None:
        """Somebody is here: on the disk first, then "Who?"."""
        self.means.leave_question()
        with self.means.drawn_once():
            visit = self.means.attempt(log.begin, self.desk, kind)
            if visit:
                self.means.select_visit(visit.id)
        if visit:
            self.who()

    @of_visit
    def who(self, visit: Interaction) -> None:
        """Ask who it is."""
        self.ask("who:of_visit", self.context.finder, visit, MANY_ROWS if self.means.is_roomy else ROWS)

    @of_visit
    def heat(self, visit: Interaction, degrees: int) -> None:
        """Temperature up or down; the checklist that matters most then is shown."""
        self.context.chosen_checklist = ""
        self.means.attempt(temperature.change, self.desk, visit, degrees)

    @of_visit
    def hold(self, visit: Interaction) -> None:
        """On hold, or back."""
        verb = log.resume if visit.state == "on_hold" else log.hold
        self.means.attempt(verb, self.desk, visit)

    @of_visit
    def reopen(self, visit: Interaction) -> None:
        """Open an ended visit again."""
        told = said("Open again: {who}.", who=wording.called(visit))
        self.means.attempt(closing.reopen, self.desk, visit, said=told)

    def close_left(self) -> None:
        """Close what is still open from an earlier day."""
        if left := closing.left_over(self.desk, self.context.day.open.values()):
            self.ask("leaving:close_left", left)
        else:
            self.means.say(said("No visit from an earlier day is open."), bad=True)

    def ring_back(self) -> None:
        """Ring back the selected missed call; where another visit is selected, the one missed call there is."""
        visit, say = self.visit, self.means.say
        if visit is None or visit.missed_at is None:
            to_ring = [ended for ended in self.context.day.ended_newest() if ended.is_to_ring_back]
            if len(to_ring) == 1:
                self.means.select_visit(to_ring[0].id)
                visit = to_ring[0]
        if visit is None or visit.missed_at is None:
            say(said("Choose the missed call first. It's in today's list."), bad=True)
        elif visit.followed_up_at:
            say(said("{who} has already been called back.", who=visit.known_as), bad=True)
        elif not visit.is_to_ring_back:
            say(said("There's no number to call back."), bad=True)
        else:
            self.ask("visit_lines:ring_back", visit, self.means.select_visit)

    @of_visit
    def channel(self, visit: Interaction) -> None:
        """Say or change how the person of the selected visit wants the answer."""
        self.means.perform("channel", who=visit)

    def back_to_those_here(self) -> None:
        """Out of the field, and from a visit that is over back to those who are here."""
        self.means.leave_question()
        if self.context.selected not in self.context.day.open:
            self.means.select_visit(self.context.first_here())

    @of_visit
    def other_visit(self, visit: Interaction) -> None:
        """To the other open visit of the same person."""
        if other := already_here.nearest(self.desk, visit):
            self.means.select_visit(other.id)
        else:
            self.means.say(said("{who} has no other open visit.", who=wording.beginning(visit)), bad=True)

    def step(self, by: int, *, only_open: bool = False) -> None:
        """To the next or previous row in the order that is drawn; among the open ones round and round."""
        day = self.context.day
        ids = [visit.id for visit in (day.open_first() if only_open else day.in_order(self.visit))]
        if not ids:
            return
        at = ids.index(self.context.selected) if self.context.selected in ids else (-1 if by > 0 else 0)
        self.means.select_visit(ids[(at + by) % len(ids)] if only_open else ids[max(0, min(len(ids) - 1, at + by))])

    def _click_row(self, identifier: str) -> None:
        self.means.select_visit(identifier)

    def _click_gauge(self, degrees: str) -> None:
        if self.visit:
            self.means.attempt(temperature.put, self.desk, self.visit, int(degrees))

    def _click_request(self, key: str) -> None:
        visit = self.visit
        if visit and key in visit.open_requests:
            self.ask("visit_lines:answer", visit, key)

    ACTIONS: ClassVar[Mapping[str, Act]] = {
        "walk_in": partial(begin, kind="walk-in"),
        "call": partial(begin, kind="call"),
        "message": partial(begin, kind="message"),
        "who": who,
        "greet": attempts(log.greet),
        "warmer": partial(heat, degrees=DEGREES),
        "cooler": partial(heat, degrees=-DEGREES),
        "hold": hold,
        "note": asks("visit_lines:note"),
        "request": asks("visit_lines:request"),
        "hand_over": asks("transfer:transfer"),
        "answer": asks("visit_lines:to_answer"),
        "lesson": lambda self: self.ask("reports:new_lesson", self.visit),
        "end": asks("visit_lines:end"),
        "reopen": reopen,
        "close_left": close_left,
        "ring_back": ring_back,
        "channel": channel,
        "desk": back_to_those_here,
        "other_visit": other_visit,
        "previous": partial(step, by=-1, only_open=True),
        "next": partial(step, by=1, only_open=True),
        "up": partial(step, by=-1),
        "down": partial(step, by=1),
    }
    CLICKS: ClassVar[Mapping[str, Click]] = {
        "interaction": _click_row,
        "kettle": _click_gauge,
        "request": _click_request,
    }
