"""The log: every visit there ever was, newest first, found by its words and its days."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache, partialmethod
from time import perf_counter
from typing import Any

from textual.timer import Timer

from deskapp import clock, slots
from deskapp.desk.cards import customers
from deskapp.desk.documents import look
from deskapp.desk.promises.groups import fitting
from deskapp.desk.visits import closing, history
from deskapp.messages import counted, said
from deskapp.model.interaction import Interaction
from deskapp.ui.context import Context
from deskapp.ui.found_visits import FoundVisits
from deskapp.ui.render.interaction import interaction_lines
from deskapp.ui.render.line import Line, sentence
from deskapp.ui.render.log import day_line, log_line, week_line
from deskapp.ui.screens.list_screen import ListScreen
from deskapp.ui.widgets.question import Choice, NextStep, Suggestions
from deskapp.ui.widgets.virtual_list import VirtualList

SLICE_SECONDS, PAUSE_SECONDS = 0.006, 0.004
MOST_CARDS, MOST_PROMISES = 3, 2
DAYS = 7


class LogScreen(ListScreen[Interaction]):
    """One row for each visit, with its day; above them the week with its counts, and the day of the topmost row.

    A search goes over the whole history in slices between key presses, and its hits show as they are found. With a
    card it is the whole history of that person, closed months too. The selected visit stands below the list: the
    reasons get the width.
    """

    NAME, PLACE = "log", "Log"
    ASIDE, PINNED = "Visit", "list"
    DEFAULT_CSS = """
    .-wide LogScreen, LogScreen.-wide {
        #split { layout: vertical; }
        #listed { height: 5fr; }
        #aside { height: 2fr; min-height: 9; }
    }
    """
    empty = (
        f"Nothing is logged yet. At the desk {slots.key('walk_in')} begins a walk-in, {slots.key('call')} a call.",
        "desk",
    )

    def __init__(self, context: Context, whose: str = "") -> None:
        super().__init__(context)
        self._whose = whose
        self._all: Sequence[dict[str, Any]] = ()
        self._found = FoundVisits()
        self._search: Iterator[Any] | None = None
        self._timer: Timer | None = None
        self._read = lru_cache(maxsize=512)(self._fetch)
        self._counts = lru_cache(maxsize=64)(self._count)
        self._week_lines = lru_cache(maxsize=4)(self._draw_week)
        self._wanted = self._told = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether only some visits are shown: those that were found, or those of one person."""
        return bool(self._whose or self.filter.strip())

    def load(self) -> None:
        """The whole history, or the start of a search for the words and days of the filter."""
        self._wanted = self.selected_id() if self.table.count else ""
        self._forget()
        desk = self.context.desk
        self._found, self._search = FoundVisits(), None
        if self._timer:
            self._timer.stop()
        if self.is_narrowed:
            self._told = history.wanted(desk, self.filter).told
            self._search = history.documents(desk, self.filter, whose=self._whose)
            self._go_on()
        else:
            self._all = history.everything(desk)
            self.table.entitle(counted(len(self._all), "{count} visit", "{count:,} visits"))
            self.table.fill(len(self._all))

    def _forget(self) -> None:
        self._read.cache_clear()
        self._counts.cache_clear()
        self._week_lines.cache_clear()

    def _go_on(self) -> None:
        """Take hits for a slice of time, show them, and go on after a pause."""
        if self._search is None:
            return
        before = len(self._found)
        self._take_hits(self._search)
        if self._search and len(self._found) == before:
            return
        self._forget()
        self.table.entitle(self._title())
        self.table.fill(len(self._found))
        if self._wanted and self.select(self._wanted):
            self._wanted = ""
        self.redraw_pinned() if before and self._search else self.redraw_beside()

    def _title(self) -> str:
        """Whose visits these are, the days that were understood, and how many were found."""
        count = len(self._found)
        if self._search:
            found = said("{count} found so far", count=f"{count:,}")
        elif self.filter.strip():
            found = counted(count, "{count} found", "{count:,} found")
        else:
            found = counted(count, "{count} visit", "{count:,} visits")
        customer = customers.of(self.context.desk, self._whose) if self._whose else None
        return " · ".join(filter(None, (customer.name if customer else "", self._told, found)))

    def _take_hits(self, search: Iterator[Any]) -> None:
        until = perf_counter() + SLICE_SECONDS
        for document in search:
            if document is not None:
                self._found.append(document)
            if perf_counter() > until:
                self._timer = self.set_timer(PAUSE_SECONDS, self._go_on)
                return
        self._search = None

    def id_at(self, index: int) -> str:
        """The id of the visit on a row."""
        if self.is_narrowed:
            return self._found.id_at(index)
        return str(self._all[index].get("id", "")) if index < len(self._all) else ""

    def _fetch(self, index: int) -> Interaction | None:
        if self.is_narrowed:
            return look(self.context.desk, Interaction, self._found.id_at(index)) if index < len(self._found) else None
        return history.read(self._all[index]) if index < len(self._all) else None

    def row_at(self, index: int) -> Interaction | None:
        """The visit on a row; None where it is gone."""
        return self._read(index) if index >= 0 else None

    def line_at(self, index: int, width: int, selected: bool) -> Line:
        """Day, time, who, what about, how it came out, how long it took."""
        visit, before = self.row_at(index), self.row_at(index - 1)
        if visit is None:
            return sentence(said("(gone)"), "dim", width=width)
        is_new_day = before is None or clock.today(before.arrived_at) != clock.today(visit.arrived_at)
        now = self.context.desk.now()
        return log_line(visit, is_new_day, now, width, selected=selected, named=not self._whose)

    def pinned(self, width: int) -> list[Line]:
        """The week of the selected visit with a count for each day, and the day of the topmost row."""
        today = clock.today(self.context.desk.now())
        is_listed = self._is_listed and self.table.count > 0
        day = self._day_at(self.table.cursor, today) if is_listed else today
        top = self._day_at(self.table.top, today) if is_listed else today
        return self._week_lines(day, top, today, width)

    def _draw_week(self, day: date, top: date, today: date, width: int) -> list[Line]:
        counts = [self._counts(day - timedelta(days=day.weekday() - nth)) for nth in range(DAYS)]
        return [week_line(day, counts, today, width), day_line(top, self._counts(top), today, width)]

    def _day_at(self, index: int, otherwise: date) -> date:
        visit = self.row_at(index)
        return clock.today(visit.arrived_at) if visit else otherwise

    def _count(self, day: date) -> int:
        """The visits of a day among those that are shown."""
        return self._since(day) - self._since(day + timedelta(days=1))

    def _since(self, day: date) -> int:
        """How many of the shown visits began on a day or later."""
        instant = history.beginning(day)
        return self._found.since(instant) if self.is_narrowed else history.since(self._all, instant)

    def redraw_pinned(self) -> None:
        """Draw the week and the day again."""
        for pinned in self.query("#pinned").results():
            pinned.redraw()  # type: ignore[attr-defined]

    def on_virtual_list_scrolled(self, event: VirtualList.Scrolled) -> None:
        """Other rows are in sight."""
        event.stop()
        self.redraw_pinned()

    def pick(self, kind: str, value: str) -> None:
        """A click on a day of the week goes there."""
        if kind == "day":
            self._go_to_day(date.fromisoformat(value))
        else:
            super().pick(kind, value)

    def _go_to_day(self, day: date) -> None:
        """Select the newest visit of a day, or of the one before it that has any."""
        self._go(min(self._since(day + timedelta(days=1)), self.table.count - 1), 1)

    def _turn(self, days: int, by: int) -> None:
        """Go to the newest visit of the next day or week with any, earlier or later."""
        if not self.table.count:
            return
        shown = self._day_at(self.table.cursor, clock.today(self.context.desk.now()))
        start = shown - timedelta(days=shown.weekday()) if days == DAYS else shown
        if by < 0:
            self._go(min(self._since(start), self.table.count - 1), 1)
            return
        later = self._since(start + timedelta(days=days)) - 1
        if later < 0:
            self._go(0, 1)
            return
        found = self._day_at(later, shown)
        start = found - timedelta(days=found.weekday()) if days == DAYS else found
        self._go_to_day(start + timedelta(days=days - 1))

    do_day_before, do_day_after = partialmethod(_turn, 1, -1), partialmethod(_turn, 1, 1)
    do_week_before, do_week_after = partialmethod(_turn, DAYS, -1), partialmethod(_turn, DAYS, 1)

    def nothing(self, width: int) -> list[Line]:
        """No visit: of nobody, or of the one whose history this is."""
        if self._whose and not self.filter:
            return [sentence(said("No visits are in the book yet."), "dim", width=width)]
        return super().nothing(width)

    def aside(self, visit: Interaction, width: int) -> list[Line]:
        """The whole of the selected visit."""
        head = sentence(visit.known_as or said("no name"), "title", width=width)
        return [head, *interaction_lines(visit, self.context.desk.now(), width, is_at_desk=False)]

    def narrowed(self, values: dict[str, str]) -> Suggestions:
        """The log narrows down while one types; cards and promises with these words stand above it."""
        typed, desk = values["find"], self.context.desk
        self.narrow(typed)
        if not typed.strip():
            return Suggestions(hint=said("A name, a number, any words, or a day: tue, last week, 18 nov, nov 2025."))
        wish = history.wanted(desk, typed)
        choices = [] if self._whose else self._choices(wish.words)
        ways = said("Enter looks in the log; Down chooses one of these.") if choices else said("Enter looks.")
        return Suggestions(choices, hint=said("{days}. {ways}", days=wish.told, ways=ways) if wish.told else ways)

    def _choices(self, words: str) -> list[Choice]:
        """Cards and promises with some words."""
        desk = self.context.desk
        cards = self.context.finder.search(words, limit=MOST_CARDS) if words else []
        choices = [Choice(f"card:{card.id}", card.name, card.hint or said("card")) for card in cards]
        promised = fitting(desk, self.context.shown_day.promises_by_due(), words, desk.now()) if words else []
        promises = promised[:MOST_PROMISES]
        return choices + [Choice(f"promise:{promise.id}", promise.what, said("promise")) for promise in promises]

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
