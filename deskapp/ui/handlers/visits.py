"""A visit from its first second to its end, and the way from one visit to another."""

from collections.abc import Mapping
from functools import partial
from typing import ClassVar

from deskapp import slots
from deskapp.desk.visits import already_here, closing, log, temperature, wording
from deskapp.model.interaction import Kind
from deskapp.ui import questions
from deskapp.ui.handlers.handler import Act, Click, Handler

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

    def who(self) -> None:
        """Ask who it is."""
        visit = self.needed()
        if visit:
            rows = MANY_ROWS if self.means.is_roomy else ROWS
            question = questions.who.who(self.desk, self.context.finder, visit, rows=rows)
            self.means.ask(questions.visit_lines.telling_of_others(self.desk, visit, question))

    def greet(self) -> None:
        """Stop the waiting clock."""
        visit = self.needed()
        if visit:
            self.means.attempt(log.greet, self.desk, visit)

    def heat(self, degrees: int) -> None:
        """Temperature up or down; the checklist that matters most then is shown."""
        visit = self.needed()
        if visit:
            self.context.chosen_checklist = ""
            self.means.attempt(temperature.change, self.desk, visit, degrees)

    def hold(self) -> None:
        """On hold, or back."""
        visit = self.needed()
        if visit:
            verb = log.resume if visit.state == "on_hold" else log.hold
            self.means.attempt(verb, self.desk, visit)

    def note(self) -> None:
        """Write a note."""
        visit = self.needed()
        if visit:
            self.means.ask(questions.visit_lines.note(self.desk, visit))

    def request(self) -> None:
        """Write down what they ask for."""
        visit = self.needed()
        if visit:
            self.means.ask(questions.visit_lines.request(self.desk, visit))

    def transfer(self) -> None:
        """Transfer them to a named person."""
        visit = self.needed()
        if visit:
            self.means.ask(questions.transfer.transfer(self.desk, visit))

    def answer(self) -> None:
        """Answer the request that waits, or choose which."""
        visit = self.needed()
        if visit is None:
            return
        waiting = list(visit.open_requests)
        if not waiting and visit.requests:
            self.means.ask(questions.answers.which(self.desk, visit))
        elif not waiting:
            way = slots.press("request")
            self.means.say(f"Nothing is asked for and unanswered. {way} to write down a request.", bad=True)
        elif len(waiting) == 1:
            self.means.ask(questions.visit_lines.answer(self.desk, visit, waiting[0]))
        else:
            self.means.ask(questions.visit_lines.which_request(self.desk, visit))

    def lesson(self) -> None:
        """A decision to learn from, of the selected visit or of the day."""
        self.means.ask(questions.lessons.new(self.desk, self.visit))

    def end(self) -> None:
        """End it with one line of outcome."""
        visit = self.needed()
        if visit and not visit.is_open:
            way = slots.press("reopen")
            self.means.say(f"That interaction has ended already. {way} to open it again.", bad=True)
        elif visit:
            self.means.ask(questions.visit_lines.end(self.desk, visit))

    def reopen(self) -> None:
        """Open an ended visit again."""
        visit = self.needed()
        if visit:
            said = f"Open again: {wording.called(visit)}."
            self.means.attempt(closing.reopen, self.desk, visit, said=said)

    def close_left(self) -> None:
        """Close what is still open from an earlier day."""
        left = closing.left_over(self.desk, self.context.day.open.values())
        if left:
            self.means.ask(questions.leaving.close_left(self.desk, left))
        else:
            self.means.say("No visit of an earlier day is open.", bad=True)

    def back_to_those_here(self) -> None:
        """Out of the field, and from a visit that is over back to those who are here."""
        self.means.leave_question()
        if self.context.selected not in self.context.day.open:
            self.means.select_visit(self.context.first_here())

    def other_visit(self) -> None:
        """To the other open visit of the same person."""
        visit = self.needed()
        other = already_here.nearest(self.desk, visit) if visit else None
        if other:
            self.means.select_visit(other.id)
        elif visit:
            self.means.say(f"{wording.beginning(visit)} has no other open visit.", bad=True)

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
            self.means.ask(questions.visit_lines.answer(self.desk, visit, key))

    ACTIONS: ClassVar[Mapping[str, Act]] = {
        "walk_in": partial(begin, kind="walk-in"),
        "call": partial(begin, kind="call"),
        "message": partial(begin, kind="message"),
        "who": who,
        "greet": greet,
        "warmer": partial(heat, degrees=DEGREES),
        "cooler": partial(heat, degrees=-DEGREES),
        "hold": hold,
        "note": note,
        "request": request,
        "hand_over": transfer,
        "answer": answer,
        "lesson": lesson,
        "end": end,
        "reopen": reopen,
        "close_left": close_left,
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
