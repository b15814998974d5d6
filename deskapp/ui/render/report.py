"""A report on the screen: its bars as columns, its figures beside one another, and below them what needs words."""

from collections.abc import Sequence

from deskapp.desk.reports.wording import ReportSection, bar_label, bars, nothing, sections
from deskapp.model.report import SPANS, Period, Report
from deskapp.text.widths import cells
from deskapp.ui.render.line import EMPTY, Line, Span, beside, pad, row, sentence, span, width_of, wrap
from deskapp.ui.symbols import symbols

VALUE, NOTE, GAUGE, AIR = 9, 20, 10, 2
CHART, CHART_WIDE = 3, 5
WIDE = 100
GROUP = "strong"
TONES = {"": "", "good": "good", "alarm": "strong alarm", "strong": "strong"}


def spans_line(period: Period, width: int) -> Line:
    """The stretch by its name, and the four spans with the one that is selected; a click takes one."""
    tabs: list[Span] = []
    for name in SPANS:
        selected = name == period.span
        tabs += [span(f" {name} ", "accent strong chosen" if selected else "dim", f"span:{name}"), Span(" ")]
    return row([Span(" "), span(period.title, "title")], tabs, width=width)


def report_lines(report: Report, width: int) -> list[Line]:
    """The whole of a report for a pane of a width."""
    if report.is_empty:
        return [EMPTY, *(sentence(part, "dim", width=width) for part in wrap(nothing(report), width - 2))]
    told = sections(report, names=True)
    wordy = [section for section in told if section.wordy and not section.opens]
    lines = [line for section in told if section.opens for line in (*_wordy(section, width), EMPTY)]
    lines += [*_chart(report, width), EMPTY] if bars(report) else []
    lines += _figures([section for section in told if not section.wordy], width)
    if width < WIDE:
        return lines + [line for section in wordy for line in (*_wordy(section, width), EMPTY)]
    blocks = [block for section in wordy for block in _blocks(_wordy(section, (width - AIR) // 2))]
    return lines + _columns(blocks, width)


def _figures(told: Sequence[ReportSection], width: int) -> list[Line]:
    """Two columns, each aligned in itself; the left one no wider than it has to be where both need the room."""
    (left, needed), (right, more) = (_column(told[first::2]) for first in (0, 1))
    spare = max(0, width - AIR - needed - more)
    split = (width - AIR) // 2 if width >= WIDE else max(width // 3, needed + spare // 2)
    return beside(left, right, width=width, split=split)


def _column(told: Sequence[ReportSection]) -> tuple[list[Line], int]:
    """Sections of figures under one another, one line of air after each, and the width of labels, values and notes."""
    facts = [(cells(fact.label), cells(fact.value), cells(fact.note)) for section in told for fact in section.facts]
    label, value, note = (max(widths, default=0) for widths in (zip(*facts, strict=True) if facts else ((), (), ())))
    lines: list[Line] = []
    for section in told:
        lines.append(_heading(section.title))
        for fact in section.facts:
            figure = span(f"  {fact.value:>{value}}", TONES[fact.tone] or "strong")
            lines.append(Line((span(f" {pad(fact.label, label)}", "dim"), figure, span(f"  {fact.note}", "dim"))))
        lines.append(EMPTY)
    return lines, label + value + note + 5


def _columns(blocks: Sequence[Sequence[Line]], width: int) -> list[Line]:
    """Blocks under one another in two columns, the next one always in the column that is shorter."""
    columns: tuple[list[Line], list[Line]] = ([], [])
    for block in blocks:
        shorter = min(columns, key=len)
        shorter += [*block, EMPTY]
    return beside(*columns, width=width, split=(width - AIR) // 2)


def _blocks(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of a section, parted before each that heads a group of its own."""
    blocks: list[list[Line]] = [[]]
    for line in lines:
        if line.spans[0].role == GROUP and len(blocks[-1]) > 1:
            blocks.append([])
        blocks[-1].append(line)
    return blocks


def _wordy(section: ReportSection, width: int) -> list[Line]:
    """What needs words, each with its figure and a gauge of its share."""
    lines = [_heading(section.title)]
    notes = (cells(fact.note) for fact in section.facts if fact.value)
    note_width = min(NOTE, max(notes, default=0)) + 2
    for fact in section.facts:
        if not fact.value and fact.note:
            lines.append(row([span(f" {fact.label}", GROUP)], [span(f"{fact.note} ", "dim")], width=width))
            continue
        figure = span(f" {fact.value:>{VALUE - 2}}", TONES[fact.tone] or "strong")
        right = [*_gauge(fact.share), figure, span(pad(f" {fact.note}", note_width), "dim")]
        first, *more = wrap(fact.label, width - width_of(right) - 2, most=3) or [""]
        lines.append(row([span(f" {first}")], right, width=width))
        lines += [sentence(piece, width=width) for piece in more]
    return lines


def _gauge(share: float | None) -> list[Span]:
    if share is None:
        return []
    full = round(GAUGE * share)
    return [Span(symbols().full * full, "accent"), Span(symbols().empty * (GAUGE - full), "faint")]


def _heading(title: str) -> Line:
    return Line((span(f" {title}", "title"),))


def _chart(report: Report, width: int) -> list[Line]:
    """The bars as columns, as high as the width has room; below each what it is, and its figure where that fits."""
    parts, drawn = report.bars, bars(report)
    cell = min(9, (width - 2) // len(parts))
    if cell < 2:
        return []
    most, steps = max(bar.interactions for bar in drawn), symbols().curve
    height = CHART_WIDE if width >= WIDE else CHART
    lines = []
    for level in range(height - 1, -1, -1):
        drawing = "".join(_block(bar.interactions / most * height - level, cell, steps) for bar in drawn)
        lines.append(Line((span(f" {drawing}", "accent"),)))
    labels = [bar_label(bar, report.period.span) for bar in parts]
    under = "".join(pad(label if cell > 3 or at % 2 == 0 else "", cell) for at, label in enumerate(labels))
    figures = "".join(pad(f"{bar.interactions:,}" if bar.interactions else "", cell) for bar in drawn)
    above = [Line((span(f" {figures}", "strong"),))] if cell > 3 else []
    return [*above, *lines, Line((span(f" {under}", "dim"),))]


def _block(left: float, cell: int, steps: str) -> str:
    """One cell of a column: full, empty, or one of the steps between."""
    sign = steps[min(len(steps) - 1, int(left * len(steps)))] if left > 0 else " "
    return sign * (cell - 1) + " "
