"""The left pane: who is here, what was promised, and who was here today."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from deskapp.desk.visits import watch, wording
from deskapp.desk.visits.day import Day
from deskapp.model import kettle
from deskapp.model.interaction import Interaction
from deskapp.text.durations import running
from deskapp.text.when import wall
from deskapp.text.widths import cells
from deskapp.ui.commands import BY_ID
from deskapp.ui.render.card import allergy_spans
from deskapp.ui.render.interaction import missed_line, shown_name
from deskapp.ui.render.keys import key_of, offer
from deskapp.ui.render.line import EMPTY, Line, Span, clean, fit, listed, pad, row, sentence, span, width_of, wrapped
from deskapp.ui.render.promise_clock import promise_line, promise_lines
from deskapp.ui.symbols import symbols

ROOMY, NAME, AIR_BELOW, FEWEST_PROMISES, BRIEF = 60, 26, 6, 3, 3
COLUMN = 10
"""In fewer rows a narrow list is no column: a visit takes one row there too."""
SHORTEST_REASON = 10
LOOKING_BACK = 2
NOBODY = "The card shows here, as soon as you type a name."


class VisitRows(NamedTuple):
    """How visits of a day are drawn in a pane of a width; `selected` is the id of the selected one."""

    day: Day
    now: datetime
    width: int
    allergies_of: Callable[[str], str]
    selected: str = ""

    def here(self, visits: Sequence[Interaction], *, is_column: bool) -> list[Line]:
        """Visits with their clocks, their names in a column; each takes two lines in a narrow column."""
        name_width = min(NAME, max((cells(clean(shown_name(visit))) for visit in visits), default=0))
        return [line for visit in visits for line in self._here(visit, name_width, is_column=is_column)]

    def _allergy(self, visit: Interaction) -> str:
        """What the person of a visit must not have, in one line; empty where none is known."""
        return self.allergies_of(visit.customer.id) if visit.customer else ""

    def _here(self, visit: Interaction, name_width: int, *, is_column: bool) -> list[Line]:
        width, target, is_selected = self.width, f"interaction:{visit.id}", visit.id == self.selected
        held = visit.held(self.now) > self.day.hold_limit
        alarm = held or visit.waits_too_long(self.now)
        tint = "alarm" if alarm else {"waiting": "soon", "serving": "accent"}.get(visit.state, "dim")
        sign = Span(f"{symbols().alarm if alarm else getattr(symbols(), visit.state)} ", tint, target)
        name = span(shown_name(visit), "strong" if is_selected or alarm else "", target)
        state, clock = wording.state(visit), running(self.now - visit.in_state_since())
        heat, allergy = _heat(visit), self._allergy(visit)
        if width >= ROOMY:
            left = [sign, Span(pad(name.text, name_width), name.role, target), Span("  ", "", target)]
            left += [*allergy_spans(allergy, width // 4, target), Span(" ", "", target)] if allergy else []
            about = f" {symbols().dot} {visit.reason}" if visit.reason else ""
            left.append(span(f"{visit.kind}{about}", "dim", target))
            right = [*heat, span(f" {state} ", tint, target), span(clock.rjust(6) + " ", tint, target)]
            return [listed(left, right, width=width, selected=is_selected, target=target)]
        words = [] if is_column else [span(f" {state} ", tint, target)]
        right = [*heat, *words, span(f"{clock} ", tint, target)]
        if allergy:
            signs = [Span(" ", "", target), *allergy_spans(allergy, 0, target)]
            name = name._replace(text=fit(name.text, width - width_of((sign, *right, *signs)) - 2))
        else:
            signs = []
        first = listed([sign, name, *signs], right, width=width, selected=is_selected, target=target)
        if not is_column:
            return [first]
        head = f"{visit.kind}, {'held too long' if held else 'waiting too long' if alarm else state}"
        under = [Span("  "), span(head, "alarm" if alarm else "dim", target)]
        if visit.reason and width - width_of(under) - 1 > SHORTEST_REASON:
            under.append(span(f" {symbols().dot} {visit.reason}", "dim", target))
        return [first, listed(under, width=width, selected=is_selected, target=target)]

    def ended(self, visit: Interaction) -> Line:
        """An ended visit: its day where it is another, its hour, who, how it came out, and how long it took."""
        target, is_selected = f"interaction:{visit.id}", visit.id == self.selected
        if visit.is_to_ring_back:
            return missed_line(visit, self.now, self.width, selected=is_selected)
        when = f"{wording.day(visit, self.now)} {wall(visit.arrived_at)} ".lstrip()
        left = [span(when, "dim", target)]
        left.append(span(visit.known_as or visit.kind, "" if is_selected else "quiet", target))
        if allergy := self._allergy(visit):
            left += [Span(" ", "", target), *allergy_spans(allergy, 0, target)]
        if what := visit.outcome or visit.reason:
            left.append(span(f" {symbols().dot} {what}", "dim", target))
        took = wording.took(visit) if self.width >= ROOMY else ""
        right = [span(f"{took} ", "dim", target)] if took else []
        return listed(left, right, width=self.width, selected=is_selected, target=target)

    def were_here(self, room: int, most: int, looked_at: Interaction | None) -> list[Line]:
        """Today's ended visits, the newest first, and below them one of another day; the selected one is within
        `room` rows.
        """
        lines: list[Line] = []
        visits, air = self.day.ended_newest(), [EMPTY] if self.width < ROOMY else []
        if looked_at is not None:
            room -= LOOKING_BACK + len(air)
            most = min(most, room - 1 - len(air))
        at = next((place for place, visit in enumerate(visits) if visit.id == self.selected), 0)
        first = max(0, at - max(0, room - 2 - len(air)))
        if visits and (most > 0 or looked_at is None):
            count = f"{len(visits)} ended{f', {first} newer' if first else ''} "
            lines += [*air, row([span(" Today", "dim")], [span(count, "dim")], width=self.width)]
            lines += map(self.ended, visits[first : first + max(0, most)])
        if looked_at is not None:
            lines += [*air, sentence("Looking back at", "dim", width=self.width), self.ended(looked_at)]
        return lines


def here_lines(
    day: Day,
    selected: str,
    now: datetime,
    width: int,
    *,
    rows: int,
    looked_at: Interaction | None = None,
    allergies_of: Callable[[str], str] = lambda customer_id: "",
) -> list[Line]:
    """Open visits first with their clocks, then the promises of the day, then the ended visits: `Day.in_order`.

    In a wide row, and in few rows, each visit takes one line, in a narrow column two. `rows` is the height of the pane,
    0 where it is not known yet: where more are open than it holds, those whom `watch.in_sight` names are shown. In wide
    rows those who are here leave little room to those who were: the card of the selected one needs it. `looked_at` is a
    selected visit of another day.
    """
    drawn = VisitRows(day, now, width, allergies_of, selected)
    is_column = width < ROOMY and not 0 < rows < COLUMN
    looks_back = looked_at is not None or selected in day.ended
    most = (rows - AIR_BELOW) // 2 if is_column else rows - (LOOKING_BACK if looks_back else 0)
    opened = watch.in_sight(day, now, selected, max(2, most))
    lines = drawn.here(opened, is_column=is_column)
    if hidden := len(day.open) - len(opened):
        lines.append(row([span(f"   {hidden} more here", "dim")], _go_on(), width=width))
    if not day.open:
        begin = [piece for name in ("walk_in", "call", "message") for piece in offer(name, "  ")]
        lines += [sentence("Nobody is here.", "dim", width=width), row([Span(" "), *begin], width=width)]
    below = LOOKING_BACK + 1 if looks_back else min(AIR_BELOW, len(day.ended) + 2)
    if is_column:
        lines += _promised(day, now, width, rows - len(lines) - below, fewest=0 if looks_back else FEWEST_PROMISES)
    to_ring_back = sum(visit.is_to_ring_back for visit in day.ended.values())
    if looks_back or is_column or to_ring_back or len(lines) < rows:
        is_brief = not is_column and selected in day.open
        most = max(to_ring_back, BRIEF - len(opened)) if is_brief else len(day.ended)
        lines += drawn.were_here(rows - len(lines), most, looked_at)
    return lines


def nobody_lines(day: Day, now: datetime, width: int, *, with_promises: bool) -> list[Line]:
    """The pane of the person while nobody is selected: what it is for, or what is promised."""
    promises = day.promises_by_due() if with_promises else []
    if not promises:
        lines = wrapped([Span(" ")], NOBODY, width=width, role="dim")
        return [*lines, row([Span(" "), *offer("find")], width=width)]
    head = row([span(" Promised", "dim")], [_screen_key()], width=width)
    return [head, *(promise_line(promise, now, width, with_name=True) for promise in promises)]


def open_lines(
    day: Day, visits: Sequence[Interaction], now: datetime, width: int, allergies_of: Callable[[str], str]
) -> list[Line]:
    """Some open interactions with their clocks, none of them selected."""
    return VisitRows(day, now, width, allergies_of).here(visits, is_column=width < ROOMY)


def _go_on() -> list[Span]:
    """The keys that go from one who is here to the next."""
    ways = [span(f"{key_of(name)} ", "key", f"key:{BY_ID[name].first_key}") for name in ("previous", "next")]
    return [*ways, span("go on ", "", ways[1].target)]


def _screen_key() -> Span:
    return span(f"{key_of('promises')} ", "key", "screen:promises")


def _promised(day: Day, now: datetime, width: int, room: int, *, fewest: int) -> list[Line]:
    """The promises that are due first, as many as there is room for, and always the `fewest`."""
    promises = day.promises_by_due()
    if not promises:
        return []
    lines = [EMPTY, sentence("Promised", "dim", width=width)]
    for number, promise in enumerate(promises):
        drawn = promise_lines(promise, now, width)
        if number >= fewest and len(lines) + len(drawn) > room:
            left = span(f"   {len(promises) - number} more", "dim", "screen:promises")
            return [*lines, row([left], [_screen_key()], width=width)]
        lines += drawn
    return lines


def _heat(visit: Interaction) -> list[Span]:
    if not kettle.is_steaming(visit.temperature):
        return []
    words = f"{visit.temperature}{symbols().degree[0]} "
    return [Span(words, "alarm" if (visit.temperature or 0) >= kettle.COMPOSURE else "soon")]
