"""The kettle of an interaction: gauge, curve over time, start, peak and end (practice B1). Never a grade of anybody."""

from collections.abc import Sequence
from datetime import datetime

from deskapp.model import kettle
from deskapp.model.interaction import Interaction, Reading
from deskapp.ui.render.card import LABEL
from deskapp.ui.render.keys import key_of
from deskapp.ui.render.line import Line, Span, row, span, wrapped
from deskapp.ui.symbols import symbols

GAUGE = (kettle.HOTTEST - kettle.COLDEST) // kettle.STEP
CURVE, TIGHT_CURVE = 14, 6
ROOMY = 44
COOLED = 15
COMPOSURE = "You first: breathe out, feet on the floor, speak low and slow."


def composure_lines(interaction: Interaction, width: int) -> list[Line]:
    """One line for the staff member's own calm, at 85 °C and above (practice B5)."""
    if (interaction.temperature or 0) < kettle.COMPOSURE:
        return []
    return wrapped([Span(" "), Span(f"{symbols().soon} ", "accent")], COMPOSURE, width=width, role="accent")


def kettle_lines(interaction: Interaction, now: datetime, width: int, *, is_at_desk: bool = True) -> list[Line]:
    """The gauge, and below it the curve with its figures; a click on the gauge picks `kettle:75`."""
    celsius = interaction.temperature
    readings = sorted(interaction.readings.values(), key=lambda reading: reading.at)
    tint, tight = tint_of(celsius), width < ROOMY
    lines = [_gauge(celsius, tint, with_word=not tight, names_key=is_at_desk)]
    word = kettle.word(celsius) if tight and celsius is not None else ""
    label = span(f" {word:<{LABEL}}", tint or "dim")
    if len(readings) < 2:
        return lines + ([row([label], width=width)] if word else [])
    curve = curve_of(readings, interaction.ended_at or now, TIGHT_CURVE if tight else CURVE)
    first, last, peak = readings[0].celsius, readings[-1].celsius, max(reading.celsius for reading in readings)
    lines.append(row([label, span(curve, tint or "accent"), span(f" start {first}, peak {peak}", "dim")], width=width))
    below = f"end {last}" if interaction.ended_at else ""
    if interaction.is_open and peak - last >= COOLED:
        below = f"{peak - last} {symbols().degree} cooler: it helps."
    return lines + ([row([span(f" {'':<{LABEL}}"), span(below, "dim")], width=width)] if below else [])


def _gauge(celsius: int | None, tint: str, *, with_word: bool, names_key: bool) -> Line:
    filled = 0 if celsius is None else (celsius - kettle.COLDEST) // kettle.STEP
    spans = [span(f" {'Kettle':<{LABEL}}", "dim")]
    for cell in range(GAUGE):
        on = cell < filled
        target = f"kettle:{kettle.COLDEST + (cell + 1) * kettle.STEP}"
        spans.append(Span(symbols().full if on else symbols().empty, tint if on else "faint", target))
    if celsius is None:
        spans.append(span(f" press {key_of('warmer')}" if names_key else " not set", "dim"))
    else:
        word = f" {kettle.word(celsius)}" if with_word else ""
        spans.append(span(f" {celsius} {symbols().degree}{word}", tint or "dim"))
    return Line(tuple(spans))


def curve_of(readings: Sequence[Reading], until: datetime, most: int = CURVE) -> str:
    """How it went over time as a row of bars from 30 to 100 °C; nothing where there are fewer than two readings.

    The columns stand at even distances from the first reading until the end or now. Where the time is too short to
    part the readings, each is one column.
    """
    if len(readings) < 2:
        return ""
    start = readings[0].at
    step = (max(until, readings[-1].at) - start) / (most - 1)
    levels: list[int] = []
    for column in range(most):
        until_then = [reading for reading in readings if reading.at <= start + step * column] or readings[:1]
        levels.append(until_then[-1].celsius)
    peak = max(reading.celsius for reading in readings)
    if peak not in levels or levels[-1] != readings[-1].celsius:
        levels = [reading.celsius for reading in readings[-most:]]
    bars, span_ = symbols().curve, kettle.HOTTEST - kettle.COLDEST
    return "".join(bars[(celsius - kettle.COLDEST) * (len(bars) - 1) // span_] for celsius in levels)


def tint_of(celsius: int | None) -> str:
    """The role of a temperature: none while calm, then accent, soon and alarm."""
    if celsius is None or celsius < 45:
        return ""
    return "alarm" if celsius >= kettle.COMPOSURE else "soon" if celsius >= kettle.LET_OFF_STEAM else "accent"
