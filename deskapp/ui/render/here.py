"""The left pane: who is here, what was promised, and who was here today."""

from collections.abc import Callable, Sequence
from datetime import datetime

from deskapp.desk.visits import watch, wording
from deskapp.desk.visits.day import Day
from deskapp.model import kettle
from deskapp.model.interaction import Interaction
from deskapp.text.durations import running
from deskapp.text.when import wall
from deskapp.text.widths import cells
from deskapp.ui.commands import BY_ID
from deskapp.ui.render.allergy import allergy_spans
from deskapp.ui.render.calls import missed_line, shown_name
from deskapp.ui.render.keys import key_of, offer
from deskapp.ui.render.line import EMPTY, Line, Span, clean, fit, pad, row, span, width_of, wrapped
from deskapp.ui.render.promise_clock import promise_line, promise_lines
from deskapp.ui.symbols import symbols

ROOMY, NAME, AIR_BELOW, FEWEST_PROMISES, BRIEF = 60, 26, 6, 3, 3
COLUMN = 10
"""In fewer rows a narrow list is no column: a visit takes one row there too."""
SHORTEST_REASON = 10
LOOKING_BACK = 2
NOBODY = "The card shows here, as soon as you type a name."


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
    lines: list[Line] = []
    is_column = width < ROOMY and not 0 < rows < COLUMN
    looks_back = looked_at is not None or selected in day.ended
    most = (rows - AIR_BELOW) // 2 if is_column else rows - (LOOKING_BACK if looks_back else 0)
    opened = watch.in_sight(day, now, selected, max(2, most))
    name_width = min(NAME, max((cells(clean(shown_name(one))) for one in opened), default=0))
    for interaction in opened:
        allergy = _allergy_of(interaction, allergies_of)
        lines += _entry(interaction, selected, now, width, day, name_width, allergy, is_column=is_column)
    if hidden := len(day.open) - len(opened):
        lines.append(row([span(f"   {hidden} more here", "dim")], _go_on(), width=width))
    if not day.open:
        lines.append(row([span(" Nobody is here.", "dim")], width=width))
        begin = [piece for name in ("walk_in", "call", "message") for piece in offer(name, "  ")]
        lines.append(row([Span(" "), *begin], width=width))
    below = LOOKING_BACK + 1 if looks_back else min(AIR_BELOW, len(day.ended) + 2)
    if is_column:
        lines += _promised(day, now, width, rows - len(lines) - below, fewest=0 if looks_back else FEWEST_PROMISES)
    to_ring_back = sum(one.is_to_ring_back for one in day.ended.values())
    if looks_back or is_column or to_ring_back or len(lines) < rows:
        is_brief = not is_column and selected in day.open
        most = max(to_ring_back, BRIEF - len(opened)) if is_brief else len(day.ended)
        room = rows - len(lines)
        lines += _were_here(
            day, selected, now, width, room=room, most=most, looked_at=looked_at, allergies_of=allergies_of
        )
    return lines


def _were_here(
    day: Day,
    selected: str,
    now: datetime,
    width: int,
    *,
    room: int,
    most: int,
    looked_at: Interaction | None,
    allergies_of: Callable[[str], str],
) -> list[Line]:
    """Today's ended visits, the newest first, and below them one of another day; the selected one is within `room`
    rows.
    """
    lines: list[Line] = []
    ended, air = day.ended_newest(), [EMPTY] if width < ROOMY else []
    if looked_at is not None:
        room -= LOOKING_BACK + len(air)
        most = min(most, room - 1 - len(air))
    ids = [visit.id for visit in ended]
    at = ids.index(selected) if selected in ids else 0
    first = max(0, at - max(0, room - 2 - len(air)))
    if ended and (most > 0 or looked_at is None):
        newer = f", {first} newer" if first else ""
        lines += [*air, row([span(" Today", "dim")], [span(f"{len(ended)} ended{newer} ", "dim")], width=width)]
        for visit in ended[first : first + max(0, most)]:
            lines.append(_ended(visit, selected, now, width, _allergy_of(visit, allergies_of)))
    if looked_at is not None:
        row_of_it = _ended(looked_at, selected, now, width, _allergy_of(looked_at, allergies_of))
        lines += [*air, row([span(" Looking back at", "dim")], width=width), row_of_it]
    return lines


def nobody_lines(day: Day, now: datetime, width: int, *, with_promises: bool) -> list[Line]:
    """The pane of the person while nobody is in the light: what it is for, or what is promised."""
    promises = day.promises_by_due() if with_promises else []
    if not promises:
        lines = wrapped([Span(" ")], NOBODY, width=width, role="dim")
        return [*lines, row([Span(" "), *offer("find")], width=width)]
    head = row([span(" Promised", "dim")], [_screen_key()], width=width)
    return [head, *(promise_line(one, now, width, with_name=True) for one in promises)]


def open_lines(
    day: Day, visits: Sequence[Interaction], now: datetime, width: int, allergies_of: Callable[[str], str]
) -> list[Line]:
    """Some open interactions with their clocks, none of them selected."""
    name_width = min(NAME, max((cells(clean(shown_name(visit))) for visit in visits), default=0))
    known = ((visit, _allergy_of(visit, allergies_of)) for visit in visits)
    is_column = width < ROOMY
    entries = (_entry(visit, "", now, width, day, name_width, told, is_column=is_column) for visit, told in known)
    return [line for entry in entries for line in entry]


def _go_on() -> list[Span]:
    """The keys that go from one who is here to the next."""
    ways = [span(f"{key_of(name)} ", "key", f"key:{BY_ID[name].first_key}") for name in ("previous", "next")]
    return [*ways, span("go on ", "", ways[1].target)]


def _screen_key() -> Span:
    return span(f"{key_of('promises')} ", "key", "screen:promises")


def _is_alarming(interaction: Interaction, now: datetime, day: Day) -> bool:
    return interaction.waits_too_long(now) or interaction.held(now) > day.hold_limit


def _promised(day: Day, now: datetime, width: int, room: int, *, fewest: int) -> list[Line]:
    """The promises that are due first, as many as there is room for, and always the `fewest`."""
    promises = day.promises_by_due()
    if not promises:
        return []
    lines = [EMPTY, row([span(" Promised", "dim")], width=width)]
    for number, one in enumerate(promises):
        found = promise_lines(one, now, width)
        if number >= fewest and len(lines) + len(found) > room:
            left = f"{len(promises) - number} more"
            lines.append(row([span(f"   {left}", "dim", "screen:promises")], [_screen_key()], width=width))
            break
        lines += found
    return lines


def _allergy_of(interaction: Interaction, allergies_of: Callable[[str], str]) -> str:
    """What the person of a visit must not have, in one line; empty where none is known."""
    return allergies_of(interaction.customer.id) if interaction.customer else ""


def _entry(
    interaction: Interaction,
    selected: str,
    now: datetime,
    width: int,
    day: Day,
    name_width: int,
    allergy: str,
    *,
    is_column: bool,
) -> list[Line]:
    target = f"interaction:{interaction.id}"
    is_selected = interaction.id == selected
    role = "selected" if is_selected else ""
    held, alarm = interaction.held(now) > day.hold_limit, _is_alarming(interaction, now, day)
    mark = symbols().selected if is_selected else " "
    sign = symbols().alarm if alarm else getattr(symbols(), interaction.state)
    clock = running(now - interaction.in_state_since())
    state = wording.state(interaction)
    tint = "alarm" if alarm else {"waiting": "soon", "serving": "accent"}.get(interaction.state, "dim")
    left = [Span(mark, "accent", target), Span(f"{sign} ", tint, target)]
    name = span(shown_name(interaction), "strong" if is_selected or alarm else "", target)
    heat = _heat(interaction)
    if width >= ROOMY:
        left += [Span(pad(name.text, name_width), name.role, target), Span("  ", "", target)]
        left += [one._replace(target=target) for one in allergy_spans(allergy, width // 4)]
        left += [Span(" ", "", target)] if allergy else []
        about = interaction.reason
        head = f"{interaction.kind} {symbols().dot} {about}" if about else interaction.kind
        right = [*heat, span(f" {state} ", tint, target), span(clock.rjust(6) + " ", tint, target)]
        return [row([*left, span(head, "dim", target)], right, width=width, role=role)]
    words = [] if is_column else [span(f" {state} ", tint, target)]
    right = [*heat, *words, span(f"{clock} ", tint, target)]
    signs = [Span(" ", "", target), *_sign(allergy, target)] if allergy else []
    room = width - width_of((*left, *right, *signs)) - 1
    name = name._replace(text=fit(name.text, room)) if signs else name
    first = row([*left, name, *signs], right, width=width, role=role)
    if not is_column:
        return [first]
    head = f"{interaction.kind}, {'held too long' if held else 'waiting too long' if alarm else state}"
    under = [Span(mark, "accent", target), Span("  "), span(head, "alarm" if alarm else "dim", target)]
    if interaction.reason and width - width_of(under) > SHORTEST_REASON:
        under.append(span(f" {symbols().dot} {interaction.reason}", "dim", target))
    return [first, row(under, width=width, role=role)]


def _heat(interaction: Interaction) -> Sequence[Span]:
    if not kettle.is_steaming(interaction.temperature):
        return ()
    words = f"{interaction.temperature}{symbols().degree[0]} "
    return (Span(words, "alarm" if (interaction.temperature or 0) >= kettle.COMPOSURE else "soon"),)


def _sign(allergy: str, target: str) -> list[Span]:
    """The sign of an allergy alone, where there is no room for what it is."""
    return [one._replace(target=target) for one in allergy_spans(allergy, 0)]


def _ended(interaction: Interaction, selected: str, now: datetime, width: int, allergy: str) -> Line:
    """An ended visit: its day where it is another, its hour, who, how it came out, and how long it took."""
    target = f"interaction:{interaction.id}"
    is_selected = interaction.id == selected
    if interaction.is_to_ring_back:
        return missed_line(interaction, now, width, selected=is_selected)
    date = wording.day(interaction, now)
    left = [
        Span(symbols().selected if is_selected else " ", "accent", target),
        span(f"{f'{date} ' if date else ''}{wall(interaction.arrived_at)} ", "dim", target),
        span(interaction.known_as or interaction.kind, "" if is_selected else "quiet", target),
    ]
    if allergy:
        left += [Span(" ", "", target), *_sign(allergy, target)]
    what = interaction.outcome or interaction.reason
    if what:
        left.append(span(f" {symbols().dot} {what}", "dim", target))
    took = wording.took(interaction) if width >= ROOMY else ""
    right = [span(f"{took} ", "dim", target)] if took else []
    return row(left, right, width=width, role="selected" if is_selected else "")
