"""The log: every interaction there ever was, newest first, found by its words."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from time import perf_counter
from typing import Any, ClassVar

from textual.binding import BindingType
from textual.timer import Timer

from deskapp import clock
from deskapp.desk.documents import look
from deskapp.desk.promises.groups import fitting
from deskapp.desk.visits import closing, history, wording
from deskapp.model.interaction import Interaction
from deskapp.text.when import day, wall
from deskapp.ui.commands import bindings, on_screen
from deskapp.ui.context import Context
from deskapp.ui.render.interaction import interaction_lines
from deskapp.ui.render.keys import key_of
from deskapp.ui.render.line import Line, Span, pad, row, span
from deskapp.ui.screens.list_screen import ListScreen
from deskapp.ui.symbols import symbols
from deskapp.ui.widgets.entry import Choice, Question, Suggestions
from deskapp.ui.widgets.question import FINDS

SLICE_SECONDS, PAUSE_SECONDS = 0.006, 0.004
MOST_CARDS, MOST_PROMISES = 3, 2
DAY_WIDTH = len("Wed 30 Sep 2026 ")


class LogScreen(ListScreen):
    """One row for each interaction, with its day; that of the first one of a day stands out.

    A search goes over the whole history in slices between key presses, and its hits show as they are found.
    """

    NAME, PLACE = "log", "Log"
    ASIDE = "Interaction"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(on_screen("log"))]

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
        search, until = self._search, perf_counter() + SLICE_SECONDS
        if search is None:
            return
        before = len(self._found)
        for one in search:
            if one is not None:
                self._found.append(one)
            if perf_counter() > until:
                self._timer = self.set_timer(PAUSE_SECONDS, self._go_on)
                break
        else:
            self._search = None
        if self._search and len(self._found) == before:
            return
        self._read.cache_clear()
        self.table.entitle(f"{len(self._found):,} found" + (" so far" if self._search else ""))
        self.table.fill(len(self._found))
        if self._wanted and self.select(self._wanted):
            self._wanted = ""

    def id_at(self, index: int) -> str:
        """The id of the visit on a row."""
        if self.filter.strip():
            return self._found[index] if index < len(self._found) else ""
        return str(self._all[index].get("id", "")) if index < len(self._all) else ""

    def _fetch(self, index: int) -> Interaction | None:
        if self.filter.strip():
            return look(self.context.desk, Interaction, self._found[index]) if index < len(self._found) else None
        return history.read(self._all[index]) if index < len(self._all) else None

    def line_at(self, index: int, width: int, selected: bool) -> Line:
        """Day, time, who, what about, how it came out, how long it took."""
        one = self._read(index)
        if one is None:
            return row([span(" (gone)", "dim")], width=width)
        before = self._read(index - 1) if index else None
        date = clock.today(one.arrived_at)
        is_new_day = before is None or clock.today(before.arrived_at) != date
        today = clock.today(self.context.desk.now())
        shown = day(date, today) if is_new_day or date != today else ""
        words = wording.took(one) if one.state == "ended" else wording.state(one)
        left = [
            Span(symbols().selected if selected else " ", "accent"),
            span(pad(shown, DAY_WIDTH), "title" if is_new_day else "dim"),
            span(f"{wall(one.arrived_at)} ", "dim"),
            span(f"{one.kind:<8}", "dim"),
            span(
                pad(one.known_as or "no name", 20 if width < 90 else 26),
                "strong" if selected else "" if one.known_as else "dim",
            ),
        ]
        about = f" {symbols().arrow} ".join(part for part in (one.reason, one.outcome) if part)
        left.append(span(f" {about}", "dim"))
        right = [span(f"{words} ", "dim" if one.state == "ended" else "accent")] if words else []
        return row(left, right, width=width, role="selected" if selected else "")

    @property
    def selected(self) -> Interaction | None:
        """The selected interaction."""
        at = self.table.cursor
        return self._read(at) if at >= 0 else None

    def empty(self) -> tuple[str, tuple[str, ...]]:
        """Nobody came yet."""
        begin = f"At the desk {key_of('walk_in')} begins a walk-in, {key_of('call')} a call."
        return f"Nothing is logged yet. {begin}", ("desk",)

    def aside(self, width: int) -> list[Line]:
        """The whole of the selected interaction."""
        one, now = self.selected, self.context.desk.now()
        if one is None:
            return []
        head = [row([span(f" {one.known_as or 'no name'}", "title")], width=width)]
        return head + interaction_lines(one, now, width, is_at_desk=False)

    def do_find(self) -> None:
        """`/`: the log narrows down while one types; cards and promises with these words stand above it."""
        self.ask(
            Question(
                title="Find",
                fields=[("find", "Find", self.filter or self.context.take_to_find())],
                on_change=self._anything,
                submit=self._found_it,
                left=lambda: self.narrow(""),
                subject="",
                passing=FINDS,
            )
        )

    def _anything(self, values: dict[str, str]) -> Suggestions:
        typed = values["find"]
        self.narrow(typed)
        if not typed.strip():
            return Suggestions(hint="A name, a number, or any words. The log shows below, people and promises here.")
        cards = self.context.finder.search(typed, limit=MOST_CARDS)
        choices = [Choice(f"card:{one.id}", one.name, one.hint or "card") for one in cards]
        desk = self.context.desk
        promised = fitting(desk, self.context.shown_day.promises_by_due(), typed, desk.now())
        choices += [Choice(f"promise:{one.id}", one.what, "promise") for one in promised[:MOST_PROMISES]]
        return Suggestions(
            choices, hint="Enter looks in the log; Down chooses one of these." if choices else "Enter looks."
        )

    def _found_it(self, values: dict[str, str], chosen: str) -> None:
        kind, _, identifier = chosen.partition(":")
        if kind == "card":
            from deskapp.ui.screens.card import CardScreen

            self.app.push_screen(CardScreen(self.context, identifier))
        elif kind == "promise":
            self.action_do("promises")
        else:
            self.narrow(values["find"])

    def do_reopen(self) -> None:
        """`E`: open the selected visit again, at the desk."""
        visit = self.selected
        if visit and self.attempt(closing.reopen, self.context.desk, visit):
            self.app.open_interaction(visit.id)  # type: ignore[attr-defined]

    def do_open(self) -> None:
        """`Enter`: put it in the light at the desk, where everything about it can be changed."""
        one = self.selected
        if one:
            self.app.open_interaction(one.id)  # type: ignore[attr-defined]
