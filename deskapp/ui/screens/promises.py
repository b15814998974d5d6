"""Promises by day, person, channel or owner, then those kept or given up in the last days."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from deskapp import slots
from deskapp.commands.every import BY_ID
from deskapp.desk.promises import promises, repeats
from deskapp.desk.promises.groups import GROUPINGS, channel_of, day_of, fitting, grouped
from deskapp.desk.visits import namesakes
from deskapp.model.promise import Promise
from deskapp.text.when import moment
from deskapp.ui import questions
from deskapp.ui.context import Context
from deskapp.ui.questions import declared
from deskapp.ui.render.card import labelled
from deskapp.ui.render.line import Cells, Line, Span, span
from deskapp.ui.render.promise_clock import TINTS, left_words, sign
from deskapp.ui.screens.list_screen import ListScreen, under_headings
from deskapp.ui.symbols import symbols

BY_WORDS = {"day": "by day", "person": "by person", "channel": "by channel", "owner": "by owner"}


class PromisesScreen(ListScreen[Promise]):
    """One row for each promise under a heading for its day, or for its person, channel or owner."""

    NAME, PLACE = "promises", "Promises"
    ACTS_ON = ("promise", "visit or promise")
    ASIDE = "Promise"
    FIRST = ("keep", "move", "group", "wait", "give_up", "find", "repeat", "promise", "promise_assign", "channel")
    empty = (f"No promise is open. At the desk {slots.key('promise')} makes one.", "desk")
    _by = GROUPINGS[0]
    _days: tuple[str, ...] = ()
    _names: Mapping[str, str] = MappingProxyType({})

    def __init__(self, context: Context, first: str = "") -> None:
        super().__init__(context)
        self._first = first

    def load(self) -> None:
        """The open ones in their groups, then the settled ones; the selected one stays selected wherever it went."""
        desk, now = self.context.desk, self.context.desk.now()
        pending = fitting(desk, self.context.day.promises_by_due(), self.filter, now)
        closed = fitting(desk, promises.settled(desk, most=50), self.filter, now)
        apart = namesakes.promises_apart(desk, (*pending, *closed))
        self._names = {promise.id: promise.customer.name for promise in apart if promise.customer}
        was, self._days = self.selected, self._days_now()
        groups = grouped(desk, pending, self._by, now)
        open_parts = [(_heading(heading, members, self._by, now), members) for heading, members in groups]
        self._rows = under_headings([*open_parts, ("Settled", closed)])
        if self._first:
            was, self._first = self.context.day.promises.get(self._first), ""
        self.fill(self._rows, f"{len(pending)} open {symbols().dot} {BY_WORDS[self._by]}", self._place_of(was))
        self._go(self.table.cursor, 1)

    def _place_of(self, was: Promise | None) -> int | None:
        """Where the selected promise stands now; None leaves the cursor on its row, as where it was settled."""
        for at, promise in enumerate(self._rows):
            if was and isinstance(promise, Promise) and promise.id == was.id:
                return at if promise.is_open or not was.is_open else None
        return None

    def _days_now(self) -> tuple[str, ...]:
        """Under which day each open promise stands; where that has changed, so have the rows."""
        now = self.context.desk.now()
        return tuple(f"{promise.id} {day_of(promise, now)}" for promise in self.context.day.promises_by_due())

    def tick(self) -> None:
        """The clocks move on, and with them a promise may go to another heading."""
        super().tick()
        if self._days_now() != self._days:
            self.refresh_panes()
        elif self._is_listed:
            self.table.redraw()
            self.redraw_beside()

    def cells(self, promise: Promise, width: int, selected: bool) -> Cells:
        """A promise with its clock."""
        now = self.context.desk.now()
        state = promise.state(now)
        role = "strong" if selected else "quiet" if not promise.is_open else ""
        left = [Span(f" {sign(state)} ", TINTS[state]), span(promise.what, role)]
        if promise.customer and self._by != "person":
            left.append(span(f" {symbols().dot} {self._name_of(promise)}", "dim"))
        clock = span(f"{left_words(promise, now):>15} ", TINTS[state] or "dim")
        return left, [span(f"{moment(promise.due, now)}  ", "dim"), clock]

    def _name_of(self, promise: Promise) -> str:
        """To whom a promise is, told apart from others of that name; empty where nobody is named."""
        return self._names.get(promise.id, promise.customer.name if promise.customer else "")

    def select(self, identifier: str) -> bool:
        """A promise that was settled leaves the cursor on its row."""
        return False

    def aside(self, promise: Promise, width: int) -> list[Line]:
        """Everything known of the selected promise."""
        now, channel = self.context.desk.now(), channel_of(self.context.desk, promise)
        typed = f" (typed: {promise.due_typed})" if promise.due_typed else ""
        due = f"{moment(promise.due, now)}, {left_words(promise, now)}{typed}"
        lines = labelled("What", promise.what, width, role="strong")
        lines += labelled("To", self._name_of(promise) or "nobody named", width)
        lines += labelled("Due", due, width, role=TINTS[promise.state(now)])
        facts = [("Made", moment(promise.made_at, now)), ("Owner", promise.owner), ("Channel", channel)]
        facts += [("Repeats", repeats.told(promise.repeat))] if promise.repeat else []
        facts += [("Handed", f"to {handed.to}, {moment(handed.at, now)}") for handed in promise.handed.values()]
        for pause in promise.pauses.values():
            until = f" to {moment(pause.until, now)}" if pause.until else ""
            facts.append(("Waited", f"on them from {moment(pause.since, now)}{until}"))
        for move in promise.moves.values():
            told = "they were told" if move.told else "they were NOT told"
            facts.append(("Moved", f"{moment(move.was, now)} {symbols().arrow} {moment(move.to, now)}, {told}"))
        return lines + [line for label, text in facts if text for line in labelled(label, text, width)]

    def do_promise(self) -> None:
        """`p`: to somebody who is not here."""
        self.ask(questions.who.to_promise(self.context.desk, self.context.finder))

    def do_group(self) -> None:
        """`g`: by day, person, channel, owner, and by day again."""
        self._by = GROUPINGS[(GROUPINGS.index(self._by) + 1) % len(GROUPINGS)]
        self.refresh_panes()

    def do_wait(self) -> None:
        """`o`."""
        self.act("run_on" if self.selected and self.selected.paused_since else "wait")

    def act(self, command: str) -> None:
        """Do a declared command with the selected promise; which one the next key acts on is told."""
        promise, about = self.selected, BY_ID[command].about
        if promise is None or about is None:
            self.say("No promise is selected. Up and Down choose one.", bad=True)
            return
        result = self.attempt(declared.ask, self.context.desk, command, {about.name: promise})
        if isinstance(result, str):
            now, moved_on = self.selected, ""
            if now and now.id != promise.id:
                moved_on = f". Selected now: {', '.join(filter(None, (now.what, self._name_of(now))))}."
            self.say(f"{result.removesuffix('.')}{moved_on}")
        elif result:
            self.ask(result)

    def open_row(self, promise: Promise) -> None:
        """Change its words."""
        self.ask(questions.visit_lines.reword(self.context.desk, promise))


def _heading(heading: str, members: list[Promise], by: str, now: datetime) -> str:
    """A person, channel or owner with how many promises there are, and how many of them are late."""
    if by == "day":
        return heading
    late = sum(promise.state(now) == "overdue" for promise in members)
    return f"{heading} {symbols().dot} {len(members)} open" + (f", {late} overdue" if late else "")
