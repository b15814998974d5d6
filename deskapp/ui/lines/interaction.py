"""This interaction: what it is about, the kettle, what was asked for, notes, and who it was handed to."""

from collections.abc import Sequence
from datetime import datetime

from deskapp.desk.referrals import is_passed_around
from deskapp.model import kettle
from deskapp.model.interaction import Interaction, Reading
from deskapp.ui.lines.card import LABEL, labelled
from deskapp.ui.lines.clocks import amount, wall
from deskapp.ui.lines.line import EMPTY, Line, Span, row, span, wrapped
from deskapp.ui.lines.upset import resolution_lines
from deskapp.ui.symbols import symbols

GAUGE = (kettle.HOTTEST - kettle.COLDEST) // kettle.STEP
UNFINISHED = {
    "note": "note",
    "request": "request",
    "answer": "answer",
    "outcome": "outcome",
    "promise": "promise",
    "due": "by when",
    "refer": "hand over to",
}


def interaction_lines(
    interaction: Interaction, now: datetime, width: int, *, heading: bool = True, drafts: bool = True
) -> list[Line]:
    """The interaction for a pane of a width; the gauge picks `kettle:75`, a request `request:KEY`."""
    lines: list[Line] = []
    if heading:
        lines += [EMPTY, _heading(interaction, now, width)]
    about = interaction.reason or "i writes it down"
    lines += labelled("About", about, width, role="" if interaction.reason else "dim", target="key:i")
    lines += _kettle(interaction, width)
    lines += _requests(interaction, width)
    lines += resolution_lines(interaction, width)
    lines += _notes(interaction, width)
    lines += _referrals(interaction, width)
    for name, text in interaction.drafts.items() if drafts else ():
        words = f"{text} (unfinished {UNFINISHED.get(name, name)})"
        lines += labelled(f"{symbols().soon} Typed", words, width, role="soon")
    if interaction.outcome:
        lines += labelled("Outcome", interaction.outcome, width)
    if interaction.overruled:
        lines += labelled("Ended so", interaction.overruled, width)
    return lines


def _heading(interaction: Interaction, now: datetime, width: int) -> Line:
    title = f" This {interaction.kind}" if interaction.is_open else f" {interaction.kind.capitalize()}, ended"
    came = wall(interaction.arrived_at)
    if interaction.greeted_at:
        came += f", greeted in {amount(interaction.greeted_at - interaction.arrived_at)}"
    return row([span(title, "title")], [span(f"{came} ", "dim")], width=width)


def _kettle(interaction: Interaction, width: int) -> list[Line]:
    celsius = interaction.temperature
    filled = 0 if celsius is None else (celsius - kettle.COLDEST) // kettle.STEP
    tint = _tint(celsius)
    spans = [span(f" {'Kettle':<{LABEL}}", "dim")]
    for cell in range(GAUGE):
        mark = symbols().full if cell < filled else symbols().empty
        spans.append(
            Span(mark, tint if cell < filled else "faint", f"kettle:{kettle.COLDEST + (cell + 1) * kettle.STEP}")
        )
    if celsius is None:
        spans.append(span("  + sets it", "dim"))
    else:
        spans.append(span(f" {celsius} {symbols().degree} {kettle.word(celsius)}", tint or "dim"))
    line = Line(tuple(spans))
    curve = curve_of(list(interaction.readings.values()))
    if not curve:
        return [line]
    peak = max(reading.celsius for reading in interaction.readings.values())
    return [
        line,
        row([span(f" {'':<{LABEL}}"), span(curve, tint or "accent"), span(f"  peak {peak}", "dim")], width=width),
    ]


def curve_of(readings: Sequence[Reading], most: int = 14) -> str:
    """The last readings as a row of bars from 30 to 100 °C; nothing where there are fewer than two."""
    if len(readings) < 2:
        return ""
    bars = symbols().curve
    span_ = kettle.HOTTEST - kettle.COLDEST
    levels = [(one.celsius - kettle.COLDEST) * (len(bars) - 1) // span_ for one in readings[-most:]]
    return "".join(bars[level] for level in levels)


def _tint(celsius: int | None) -> str:
    if celsius is None or celsius < 45:
        return ""
    return "alarm" if celsius >= kettle.COMPOSURE else "soon" if celsius >= kettle.LET_OFF_STEAM else "accent"


def _requests(interaction: Interaction, width: int) -> list[Line]:
    lines: list[Line] = []
    label = "Asked for"
    for key, request in interaction.requests.items():
        answered = request.answered_at is not None
        sign = symbols().done if answered else symbols().todo
        target = f"request:{key}"
        head = [span(f" {label:<{LABEL}}", "dim"), Span(f"{sign} ", "good" if answered else "soon", target)]
        text = request.text + (f" {symbols().arrow} {request.answer}" if request.answer else "")
        lines += wrapped(head, text, width=width, role="quiet" if answered else "")
        label = ""
    return lines


def _notes(interaction: Interaction, width: int) -> list[Line]:
    lines: list[Line] = []
    label = "Notes"
    for note in interaction.notes.values():
        head = [span(f" {label:<{LABEL}}", "dim"), span(f"{wall(note.at)} ", "dim")]
        lines += wrapped(head, note.text, width=width)
        label = ""
    return lines


def _referrals(interaction: Interaction, width: int) -> list[Line]:
    lines: list[Line] = []
    tint = "alarm" if is_passed_around(interaction) else ""
    for referral in interaction.referrals.values():
        text = f"{referral.to}, {wall(referral.at)}" + (f": {referral.why}" if referral.why else "")
        lines += labelled("Handed to", text, width, role=tint)
    if tint:
        words = f"{len(interaction.referrals)} hand-overs: agree now who owns this."
        lines += labelled(f"{symbols().alarm} Passed on", words, width, role="alarm")
    return lines
