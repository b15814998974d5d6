"""The left pane: who is here, what was promised, and who was here today."""

from collections.abc import Sequence
from datetime import datetime

from deskapp.desk.day import Day
from deskapp.model import kettle
from deskapp.model.interaction import Interaction
from deskapp.ui.lines.clocks import running, wall
from deskapp.ui.lines.keys import offer
from deskapp.ui.lines.line import EMPTY, Line, Span, fit, row, span
from deskapp.ui.lines.promise_clock import promise_line
from deskapp.ui.symbols import symbols

STATE_WORDS = {"waiting": "waiting", "serving": "serving", "on_hold": "on hold", "ended": "ended"}
ROOMY = 60


def here_lines(
    day: Day, lit: str, now: datetime, width: int, *, rows: int, looked_at: Interaction | None = None
) -> list[Line]:
    """Open interactions first with their clocks, then the promises of the day, then the ended ones.

    In a wide row each interaction takes one line, in a narrow column two. `rows` is the height of the pane.
    """
    lines: list[Line] = []
    if looked_at is not None:
        lines += [row([span("Looking back at", "dim")], width=width), *_entry(looked_at, lit, now, width, day)]
    for interaction in day.open_first():
        lines += _entry(interaction, lit, now, width, day)
    if not day.open:
        lines.append(row([span(" Nobody is here.", "dim")], width=width))
        begin = [piece for name in ("walk_in", "call", "message") for piece in offer(name, "  ")]
        lines.append(row([Span(" "), *begin], width=width))
    promises = day.promises_by_due()
    if promises and width < ROOMY:
        lines += [EMPTY, row([span(" Promised", "dim")], width=width)]
        lines += [promise_line(one, now, width, with_name=True) for one in promises[: max(3, rows // 5)]]
    ended = day.ended_newest()
    if ended:
        lines += [EMPTY] if width < ROOMY else []
        lines.append(row([span(" Today", "dim")], [span(f"{len(ended)} ended ", "dim")], width=width))
        lines += [_ended(one, lit, width) for one in ended]
    return lines


def _entry(interaction: Interaction, lit: str, now: datetime, width: int, day: Day) -> list[Line]:
    target = f"interaction:{interaction.id}"
    is_lit = interaction.id == lit
    role = "lit" if is_lit else ""
    held = interaction.held(now) > day.hold_limit
    alarm = interaction.waits_too_long(now) or held
    mark = symbols().lit if is_lit else " "
    sign = symbols().alarm if alarm else getattr(symbols(), interaction.state)
    since = interaction.ended_at or now
    clock = running(since - interaction.in_state_since())
    state = _state_words(interaction)
    tint = "alarm" if alarm else {"waiting": "soon", "serving": "accent"}.get(interaction.state, "dim")
    heat = _heat(interaction)
    left = [Span(mark, "accent", target), Span(f"{sign} ", tint, target)]
    name = span(interaction.name or "no name yet", "strong" if is_lit or alarm else "", target)
    about = interaction.reason or interaction.kind
    if width >= ROOMY:
        left += [Span(fit(name.text, 26).ljust(1), name.role, target), Span("  ", "", target)]
        words = f"{interaction.kind} {symbols().dot} {about}" if interaction.reason else interaction.kind
        right = [*heat, span(f" {state} ", tint, target), span(clock.rjust(6) + " ", tint, target)]
        return [row([*left, span(words, "dim", target)], right, width=width, role=role)]
    first = row([*left, name], [*heat, span(f"{clock} ", tint, target)], width=width, role=role)
    words = "held too long" if held else "waiting too long" if alarm else state
    head = f"{interaction.kind}, {words}"
    under = [Span(mark, "accent", target), Span("  "), span(head, "alarm" if alarm else "dim", target)]
    if interaction.reason:
        under.append(span(f" {symbols().dot} {interaction.reason}", "dim", target))
    return [first, row(under, width=width, role=role)]


def _state_words(interaction: Interaction) -> str:
    """The state, or whom it was handed to last."""
    if interaction.referrals and interaction.state == "serving":
        return f"with {max(interaction.referrals.values(), key=lambda one: one.at).to}"
    return STATE_WORDS[interaction.state]


def _heat(interaction: Interaction) -> Sequence[Span]:
    if not kettle.is_steaming(interaction.temperature):
        return ()
    words = f"{interaction.temperature}{symbols().degree[0]} "
    return (Span(words, "alarm" if (interaction.temperature or 0) >= kettle.COMPOSURE else "soon"),)


def _ended(interaction: Interaction, lit: str, width: int) -> Line:
    target = f"interaction:{interaction.id}"
    is_lit = interaction.id == lit
    left = [
        Span(symbols().lit if is_lit else " ", "accent", target),
        Span(f"{wall(interaction.arrived_at)} ", "dim", target),
        span(interaction.name or interaction.kind, "" if is_lit else "quiet", target),
    ]
    what = interaction.outcome or interaction.reason
    if what:
        left.append(span(f" {symbols().dot} {what}", "dim", target))
    return row(left, width=width, role="lit" if is_lit else "")
