"""Promises by day, person, channel or owner, then those kept or given up in the last days."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import ClassVar

from textual.binding import BindingType

from deskapp.commands.every import BY_ID
from deskapp.desk.promises import promises, repeats
from deskapp.desk.promises.groups import GROUPINGS, channel_of, day_of, fitting, grouped
from deskapp.desk.visits import namesakes
from deskapp.model.promise import Promise
from deskapp.text.when import moment
from deskapp.ui import questions
from deskapp.ui.commands import Command, bindings, on_screen
from deskapp.ui.context import Context
from deskapp.ui.questions import declared
from deskapp.ui.render.card import labelled
from deskapp.ui.render.keys import key_of
from deskapp.ui.render.line import Line, Span, row, span
from deskapp.ui.render.promise_clock import TINTS, left_words, sign
from deskapp.ui.screens.list_screen import ListScreen
from deskapp.ui.symbols import symbols
from deskapp.ui.widgets.line_pane import LinePane

BY_WORDS = {"day": "by day", "person": "by person", "channel": "by channel", "owner": "by owner"}


class PromisesScreen(ListScreen):
    """One row for each promise under a heading for its day, or for its person, channel or owner."""

    NAME, PLACE = "promises", "Promises"
    ACTS_ON = ("promise", "visit or promise")
    ASIDE = "Promise"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(on_screen("promises"))]
    _rows: tuple[Promise | str, ...] = ()
    _by = GROUPINGS[0]
    _days: tuple[str, ...] = ()
    _names: Mapping[str, str] = MappingProxyType({})

    def __init__(self, context: Context, first: str = "") -> None:
        super().__init__(context)
        self._first = first

    def load(self) -> None:
        """The open ones in their groups, then the settled ones; the selected one stays selected wherever it went."""
        desk, now = self.context.desk, self.context.desk.now()
        found = fitting(desk, self.context.day.promises_by_due(), self.filter, now)
        closed = fitting(desk, promises.settled(desk, most=50), self.filter, now)
        shown = namesakes.promises_apart(desk, (*found, *closed))
        self._names = {one.id: one.customer.name for one in shown if one.customer}
        was, self._days = self.selected, self._days_now()
        rows: list[Promise | str] = []
        for heading, members in grouped(desk, found, self._by, now):
            rows += [_heading(heading, members, self._by, now), *members]
        rows += ["Settled", *closed] if closed else []
        self._rows = tuple(rows)
        self.table.entitle(f"{len(found)} open {symbols().dot} {BY_WORDS[self._by]}")
        if self._first:
            was, self._first = self.context.day.promises.get(self._first), ""
        self.table.fill(len(self._rows), self._place_of(was))
        self._go(self.table.cursor, 1)

    def _place_of(self, was: Promise | None) -> int | None:
        """Where the promise that was selected stands now; None leaves the cursor on its row, as where it
        was settled.
        """
        for at, one in enumerate(self._rows):
            if was and isinstance(one, Promise) and one.id == was.id:
                return at if one.is_open or not was.is_open else None
        return None

    def _days_now(self) -> tuple[str, ...]:
        """Under which day each open promise stands; where that has changed, so have the rows."""
        now = self.context.desk.now()
        return tuple(f"{one.id} {day_of(one, now)}" for one in self.context.day.promises_by_due())

    def tick(self) -> None:
        """The clocks move on, and with them a promise may go to another heading."""
        super().tick()
        if self._days_now() != self._days:
            self.refresh_panes()
        elif self.query("#list"):
            self.table.redraw()
            self.query_one("#aside", LinePane).redraw()

    def offered(self) -> list[Command]:
        """What a promise may need, before what every list has."""
        first = ["keep", "move", "group", "wait", "give_up", "find", "repeat", "promise", "promise_assign", "channel"]
        commands = {command.id: command for command in super().offered()}
        return [commands[name] for name in dict.fromkeys((*first, *commands))]

    def line_at(self, index: int, width: int, selected: bool) -> Line:
        """A heading, or a promise with its clock."""
        one = self._rows[index]
        if isinstance(one, str):
            return row([span(f" {one}", "title")], width=width)
        now = self.context.desk.now()
        state = one.state(now)
        left = [
            Span(symbols().selected if selected else " ", "accent"),
            Span(f" {sign(state)} ", TINTS[state]),
            span(one.what, "strong" if selected else "quiet" if not one.is_open else ""),
        ]
        if one.customer and self._by != "person":
            left.append(span(f" {symbols().dot} {self._name_of(one)}", "dim"))
        right = [span(f"{moment(one.due, now)}  ", "dim"), span(f"{left_words(one, now):>15} ", TINTS[state] or "dim")]
        return row(left, right, width=width, role="selected" if selected else "")

    def _name_of(self, promise: Promise) -> str:
        """To whom a promise is, told apart from others of that name; empty where nobody is named."""
        return self._names.get(promise.id, promise.customer.name if promise.customer else "")

    @property
    def selected(self) -> Promise | None:
        """The selected promise."""
        at = self.table.cursor
        one = self._rows[at] if 0 <= at < len(self._rows) else None
        return one if isinstance(one, Promise) else None

    def id_at(self, index: int) -> str:
        """The id of the promise on a row; of a heading none."""
        promise = self._rows[index]
        return promise.id if isinstance(promise, Promise) else ""

    def select(self, identifier: str) -> bool:
        """A promise that was settled leaves the cursor on its row."""
        return False

    def empty(self) -> tuple[str, tuple[str, ...]]:
        """Every word is kept, or none was given."""
        return f"No promise is open. At the desk {key_of('promise')} makes one.", ("desk",)

    def aside(self, width: int) -> list[Line]:
        """Everything known of the selected promise."""
        one, now = self.selected, self.context.desk.now()
        if one is None:
            return []
        lines = labelled("What", one.what, width, role="strong")
        lines += labelled("To", self._name_of(one) or "nobody named", width)
        typed = f" (typed: {one.due_typed})" if one.due_typed else ""
        lines += labelled(
            "Due", f"{moment(one.due, now)}, {left_words(one, now)}{typed}", width, role=TINTS[one.state(now)]
        )
        lines += labelled("Made", moment(one.made_at, now), width)
        lines += labelled("Owner", one.owner, width) if one.owner else []
        channel = channel_of(self.context.desk, one)
        lines += labelled("Channel", channel, width) if channel else []
        lines += labelled("Repeats", repeats.told(one.repeat), width) if one.repeat else []
        for handed in one.handed.values():
            lines += labelled("Handed", f"to {handed.to}, {moment(handed.at, now)}", width)
        for pause in one.pauses.values():
            until = f" to {moment(pause.until, now)}" if pause.until else ""
            lines += labelled("Waited", f"on them from {moment(pause.since, now)}{until}", width)
        for move in one.moves.values():
            told = "they were told" if move.told else "they were NOT told"
            lines += labelled(
                "Moved", f"{moment(move.was, now)} {symbols().arrow} {moment(move.to, now)}, {told}", width
            )
        return lines

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
            self.say(f"{result.removesuffix('.')}{self._moved_on(promise)}")
        elif result:
            self.ask(result)

    def _moved_on(self, settled: Promise) -> str:
        """Which promise the next key acts on, where the one that was selected has been settled."""
        now = self.selected
        if now is None or now.id == settled.id:
            return ""
        name = self._name_of(now)
        return f". Selected now: {now.what}{f', {name}' if name else ''}."

    def do_open(self) -> None:
        """`Enter`: change its words."""
        if self.selected:
            self.ask(questions.visit_lines.reword(self.context.desk, self.selected))


def _heading(heading: str, members: list[Promise], by: str, now: datetime) -> str:
    """A person, channel or owner with how many promises there are, and how many of them are late."""
    if by == "day":
        return heading
    late = sum(one.state(now) == "overdue" for one in members)
    return f"{heading} {symbols().dot} {len(members)} open" + (f", {late} overdue" if late else "")
