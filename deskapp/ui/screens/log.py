"""The log: every interaction there ever was, newest first, found by its words."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import islice
from typing import ClassVar

from textual.binding import BindingType

from deskapp import clock
from deskapp.desk import history
from deskapp.desk.documents import look
from deskapp.model.interaction import Interaction
from deskapp.ui.commands import bindings, on_screen
from deskapp.ui.context import Context
from deskapp.ui.lines.clocks import amount, day, wall
from deskapp.ui.lines.interaction import interaction_lines
from deskapp.ui.lines.line import Line, Span, pad, row, span
from deskapp.ui.screens.listing import Listing
from deskapp.ui.symbols import symbols

MOST_FOUND = 500


class LogScreen(Listing):
    """One row for each interaction; the day stands before the first one of it."""

    NAME, PLACE = "log", "Log"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(on_screen("log"))]

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._ids: Sequence[str] = ()
        self._read = lru_cache(maxsize=512)(self._fetch)

    def load(self) -> None:
        """The whole history, or what has the words of the filter."""
        self._read.cache_clear()
        desk = self.context.desk
        if self.filter.strip():
            self._ids = [one.id for one in islice(history.search(desk, self.filter), MOST_FOUND)]
        else:
            self._ids = history.everything(desk)
        self.entitle(self.table, f"{len(self._ids)} {'found' if self.filter else 'interactions'}")
        self.table.fill(len(self._ids))

    def _fetch(self, identifier: str) -> Interaction | None:
        return look(self.context.desk, Interaction, identifier)

    def line_at(self, index: int, width: int, lit: bool) -> Line:
        """Day where it changes, time, who, what about, how it came out."""
        one = self._read(self._ids[index])
        if one is None:
            return row([span(" (gone)", "dim")], width=width)
        before = self._read(self._ids[index - 1]) if index else None
        date = clock.today(one.arrived_at)
        is_new_day = before is None or clock.today(before.arrived_at) != date
        shown = day(date, clock.today(self.context.desk.now())) if is_new_day else ""
        state = "" if one.state == "ended" else f"{one.state.replace('_', ' ')} "
        left = [
            Span(symbols().lit if lit else " ", "accent"),
            span(pad(shown, 12), "title"),
            span(f"{wall(one.arrived_at)} ", "dim"),
            span(f"{one.kind:<8}", "dim"),
            span(pad(one.name or "no name", 22 if width < 90 else 26), "strong" if lit else "" if one.name else "dim"),
        ]
        about = f" {symbols().arrow} ".join(part for part in (one.reason, one.outcome) if part)
        left.append(span(f" {about}", "dim"))
        return row(left, [span(state, "accent")] if state else [], width=width, role="lit" if lit else "")

    @property
    def lit(self) -> Interaction | None:
        """The lit interaction."""
        at = self.table.cursor
        return self._read(self._ids[at]) if 0 <= at < len(self._ids) else None

    def aside(self, width: int) -> list[Line]:
        """The whole of the lit interaction."""
        one, now = self.lit, self.context.desk.now()
        if one is None:
            words = "Nothing has these words. Esc shows all." if self.filter else "Nothing is logged yet."
            return [row([span(f" {words}", "dim")], width=width)]
        head = [row([span(f" {one.name or 'no name'}", "title")], width=width)]
        if one.ended_at:
            took = f" {one.kind}, took {amount(one.ended_at - one.arrived_at)}"
            head.append(row([span(took, "dim")], width=width))
        return head + interaction_lines(one, now, width)

    def do_open(self) -> None:
        """`Enter`: put it in the light at the desk, where everything about it can be changed."""
        one = self.lit
        if one:
            self.app.open_interaction(one.id)  # type: ignore[attr-defined]
