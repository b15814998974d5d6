"""Promises: overdue, today, later, then those kept or given up in the last days."""

from typing import ClassVar

from textual.binding import BindingType

from deskapp import clock
from deskapp.desk import promises, repeats
from deskapp.model.promise import Promise
from deskapp.ui.asks import promise as promise_asks
from deskapp.ui.commands import bindings, on_screen
from deskapp.ui.lines.card import labelled
from deskapp.ui.lines.clocks import moment
from deskapp.ui.lines.line import Line, Span, row, span
from deskapp.ui.lines.promise_clock import TINTS, left_words, sign
from deskapp.ui.screens.listing import Listing
from deskapp.ui.symbols import symbols

WEEK = 7


class PromisesScreen(Listing):
    """One row for each promise under a heading for its day."""

    NAME, PLACE = "promises", "Promises"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(on_screen("promises"))]
    _rows: tuple[Promise | str, ...] = ()

    def load(self) -> None:
        """The open ones by their day, then the settled ones."""
        words = self.filter.casefold().split()
        found = [one for one in self.context.day.promises_by_due() if _has(one, words)]
        closed = [one for one in promises.settled(self.context.desk, most=50) if _has(one, words)]
        self._rows = tuple(_under_headings(found, closed, self))
        self.entitle(self.table, f"{len(found)} open")
        self.table.fill(len(self._rows))
        if self._rows and isinstance(self._rows[self.table.cursor], str):
            self.table.go(self.table.cursor + 1)

    def tick(self) -> None:
        """The clocks move on."""
        super().tick()
        self.table.redraw()

    def line_at(self, index: int, width: int, lit: bool) -> Line:
        """A heading, or a promise with its clock."""
        one = self._rows[index]
        if isinstance(one, str):
            return row([span(f" {one}", "title")], width=width)
        now = self.context.desk.now()
        state = one.state(now)
        left = [
            Span(symbols().lit if lit else " ", "accent"),
            Span(f" {sign(state)} ", TINTS[state]),
            span(one.what, "strong" if lit else "quiet" if not one.is_open else ""),
        ]
        if one.customer:
            left.append(span(f" {symbols().dot} {one.customer.name}", "dim"))
        right = [span(f"{moment(one.due, now)}  ", "dim"), span(f"{left_words(one, now):>12} ", TINTS[state] or "dim")]
        return row(left, right, width=width, role="lit" if lit else "")

    @property
    def lit(self) -> Promise | None:
        """The lit promise."""
        at = self.table.cursor
        one = self._rows[at] if 0 <= at < len(self._rows) else None
        return one if isinstance(one, Promise) else None

    def aside(self, width: int) -> list[Line]:
        """Everything known of the lit promise."""
        one, now = self.lit, self.context.desk.now()
        if one is None:
            return [row([span(" No promise is lit.", "dim")], width=width)]
        lines = labelled("What", one.what, width, role="strong")
        lines += labelled("To", one.customer.name if one.customer else "nobody named", width)
        typed = f" (typed: {one.due_typed})" if one.due_typed else ""
        lines += labelled(
            "Due", f"{moment(one.due, now)}, {left_words(one, now)}{typed}", width, role=TINTS[one.state(now)]
        )
        lines += labelled("Made", moment(one.made_at, now), width)
        lines += labelled("Owner", one.owner, width) if one.owner else []
        lines += labelled("Channel", one.channel, width) if one.channel else []
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

    def do_keep(self) -> None:
        """`k`."""
        self._settle("keep")

    def do_move(self) -> None:
        """`v`."""
        self._settle("move")

    def do_give_up(self) -> None:
        """`z`."""
        self._settle("give up")

    def do_wait(self) -> None:
        """`o`."""
        self._settle("wait")

    def do_repeat(self) -> None:
        """`r`."""
        self._settle("repeat")

    def do_new_due_owner(self) -> None:
        """`h`."""
        self._settle("hand on")

    def _settle(self, verb: str) -> None:
        one = self.lit
        if one is None:
            self.say("No promise is lit. Up and Down choose one.", bad=True)
            return
        result = self.attempt(promise_asks.act, self.context.desk, one, verb)
        if isinstance(result, str):
            self.say(result)
        elif result:
            self.ask(result)

    def do_open(self) -> None:
        """`Enter`: change its words."""
        if self.lit:
            self.ask(promise_asks.reword(self.context.desk, self.lit))


def _has(promise: Promise, words: list[str]) -> bool:
    parts = (promise.what, promise.customer.name if promise.customer else "", promise.owner, promise.channel)
    text = " ".join(parts).casefold()
    return all(word in text for word in words)


def _under_headings(found: list[Promise], closed: list[Promise], screen: PromisesScreen) -> list[Promise | str]:
    now = screen.context.desk.now()
    today = clock.today(now)
    headings: dict[str, list[Promise]] = {"Overdue": [], "Today": [], "Within a week": [], "Later": []}
    for one in found:
        away = (clock.today(one.due) - today).days
        near = "Today" if away <= 0 else "Within a week" if away <= WEEK else "Later"
        headings["Overdue" if one.state(now) == "overdue" else near].append(one)
    headings["Settled"] = closed
    rows: list[Promise | str] = []
    for name, members in headings.items():
        rows += [name, *members] if members else []
    return rows
