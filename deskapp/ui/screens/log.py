"""The log: every interaction there ever was, newest first, found by its words."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from time import perf_counter
from typing import Any

from textual.timer import Timer

from deskapp import clock, slots
from deskapp.desk.documents import look
from deskapp.desk.promises.groups import fitting
from deskapp.desk.visits import closing, history, wording
from deskapp.model.interaction import Interaction
from deskapp.text.when import day, wall
from deskapp.ui.context import Context
from deskapp.ui.render.interaction import interaction_lines
from deskapp.ui.render.line import Line, listed, pad, sentence, span
from deskapp.ui.screens.list_screen import ListScreen
from deskapp.ui.symbols import symbols
from deskapp.ui.widgets.question import Choice, NextStep, Suggestions

SLICE_SECONDS, PAUSE_SECONDS = 0.006, 0.004
MOST_CARDS, MOST_PROMISES = 3, 2
DAY_WIDTH = len("Wed 30 Sep 2026 ")


class LogScreen(ListScreen[Interaction]):
    """One row for each interaction, with its day; that of the first one of a day stands out.

    A search goes over the whole history in slices between key presses, and its hits show as they are found.
    """

    NAME, PLACE = "log", "Log"
    ASIDE = "Interaction"
    empty = (
        f"Nothing is logged yet. At the desk {slots.key('walk_in')} begins a walk-in, {slots.key('call')} a call.",
        "desk",
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._all: Sequence[dict[str, Any]] = ()
        self._found: list[str] = []
        self._search: Iterator[str | None] | None = None
        self._timer: Timer | None = None
        self._read = lru_cache(maxsize=512)(self._fetch)
        self._wanted = ""

    def load(self) -> None:
        """The whole history, or the start of a search for the words of the filter."""
        self._wanted = self.selected_id() if self.table.count else ""
        self._read.cache_clear()
        desk = self.context.desk
        self._found, self._search = [], None
        if self._timer:
            self._timer.stop()
        if self.filter.strip():
            self._search = history.search(desk, self.filter)
            self._go_on()
        else:
            self._all = history.everything(desk)
            self.table.entitle(f"{len(self._all):,} {'interaction' if len(self._all) == 1 else 'interactions'}")
            self.table.fill(len(self._all))

    def _go_on(self) -> None:
        """Take hits for a slice of time, show them, and go on after a pause."""
        if self._search is None:
            return
        before = len(self._found)
        self._take_hits(self._search)
        if self._search and len(self._found) == before:
            return
        self._read.cache_clear()
        self.table.entitle(f"{len(self._found):,} found" + (" so far" if self._search else ""))
        self.table.fill(len(self._found))
        if self._wanted and self.select(self._wanted):
            self._wanted = ""

    def _take_hits(self, search: Iterator[str | None]) -> None:
        until = perf_counter() + SLICE_SECONDS
        for visit in search:
            if visit is not None:
                self._found.append(visit)
            if perf_counter() > until:
                self._timer = self.set_timer(PAUSE_SECONDS, self._go_on)
                return
        self._search = None

    def id_at(self, index: int) -> str:
        """The id of the visit on a row."""
        if self.filter.strip():
            return self._found[index] if index < len(self._found) else ""
        return str(self._all[index].get("id", "")) if index < len(self._all) else ""

    def _fetch(self, index: int) -> Interaction | None:
        if self.filter.strip():
            return look(self.context.desk, Interaction, self._found[index]) if index < len(self._found) else None
        return history.read(self._all[index]) if index < len(self._all) else None

    def row_at(self, index: int) -> Interaction | None:
        """The visit on a row; None where it is gone."""
        return self._read(index) if index >= 0 else None

    def line_at(self, index: int, width: int, selected: bool) -> Line:
        """Day, time, who, what about, how it came out, how long it took."""
        visit = self.row_at(index)
        if visit is None:
            return sentence("(gone)", "dim", width=width)
        shown, is_new_day = self._day_of(visit, self.row_at(index - 1))
        words = wording.took(visit) if visit.state == "ended" else wording.state(visit)
        name = pad(visit.known_as or "no name", 20 if width < 90 else 26)
        about = f" {symbols().arrow} ".join(part for part in (visit.reason, visit.outcome) if part)
        left = [
            span(pad(shown, DAY_WIDTH), "title" if is_new_day else "dim"),
            span(f"{wall(visit.arrived_at)} ", "dim"),
            span(f"{visit.kind:<8}", "dim"),
            span(name, "strong" if selected else "" if visit.known_as else "dim"),
            span(f" {about}", "dim"),
        ]
        right = [span(f"{words} ", "dim" if visit.state == "ended" else "accent")] if words else []
        return listed(left, right, width=width, selected=selected)

    def _day_of(self, visit: Interaction, before: Interaction | None) -> tuple[str, bool]:
        """The day of a visit as its row shows it, and whether it is another than that of the row before."""
        date, today = clock.today(visit.arrived_at), clock.today(self.context.desk.now())
        is_new_day = before is None or clock.today(before.arrived_at) != date
        return day(date, today) if is_new_day or date != today else "", is_new_day

    def aside(self, visit: Interaction, width: int) -> list[Line]:
        """The whole of the selected interaction."""
        head = sentence(visit.known_as or "no name", "title", width=width)
        return [head, *interaction_lines(visit, self.context.desk.now(), width, is_at_desk=False)]

    def narrowed(self, values: dict[str, str]) -> Suggestions:
        """The log narrows down while one types; cards and promises with these words stand above it."""
        typed = values["find"]
        self.narrow(typed)
        if not typed.strip():
            return Suggestions(hint="A name, a number, or any words. The log shows below, people and promises here.")
        cards = self.context.finder.search(typed, limit=MOST_CARDS)
        choices = [Choice(f"card:{card.id}", card.name, card.hint or "card") for card in cards]
        desk = self.context.desk
        promised = fitting(desk, self.context.shown_day.promises_by_due(), typed, desk.now())
        choices += [Choice(f"promise:{promise.id}", promise.what, "promise") for promise in promised[:MOST_PROMISES]]
        ways = "Enter looks in the log; Down chooses one of these." if choices else "Enter looks."
        return Suggestions(choices, hint=ways)

    def kept(self, values: dict[str, str], chosen: str) -> NextStep:
        """Go to the card or the promises that were chosen, else keep what has the words."""
        kind, _, identifier = chosen.partition(":")
        if kind == "card":
            self.go_to("card", identifier)
        elif kind == "promise":
            self.action_do("promises")
        else:
            self.narrow(values["find"])
        return None

    def do_reopen(self) -> None:
        """`E`: open the selected visit again, at the desk."""
        visit = self.selected
        if visit and self.attempt(closing.reopen, self.context.desk, visit):
            self.select_visit(visit.id)

    def open_row(self, visit: Interaction) -> None:
        """Select it at the desk, where everything about it can be changed."""
        self.select_visit(visit.id)
