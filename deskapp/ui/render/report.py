"""A report on the screen: its bars as columns, its figures beside one another, and below them what needs words."""

from collections.abc import Sequence

from deskapp.desk.reports.wording import ReportLine, ReportSection, bar_label, bars, nothing, sections
from deskapp.model.report import SPANS, Period, Report
from deskapp.text.widths import cells
from deskapp.ui.render.line import EMPTY, Line, Span, beside, pad, row, span, width_of, wrap
from deskapp.ui.symbols import symbols

VALUE, NOTE, GAUGE, AIR = 9, 20, 10, 2
CHART, CHART_WIDE = 3, 5
WIDE = 100
GROUP = "strong"
TONES = {"": "", "good": "good", "alarm": "strong alarm", "strong": "strong"}


def spans_line(period: Period, width: int) -> Line:
    """The stretch by its name, and the four spans with the one that is looked at in the light; a click takes one."""
    tabs: list[Span] = []
    for name in SPANS:
        selected = name == period.span
        tabs += [span(f" {name} ", "accent strong chosen" if selected else "dim", f"span:{name}"), Span(" ")]
    return row([Span(" "), span(period.title, "title")], tabs, width=width)


def report_lines(report: Report, width: int) -> list[Line]:
    """The whole of a report for a pane of a width."""
    if report.is_empty:
        return [EMPTY, *(row([span(f" {part}", "dim")], width=width) for part in wrap(nothing(report), width - 2))]
    told = sections(report, names=True)
    wordy = [one for one in told if one.wordy]
    lines = [*_chart(report, width), EMPTY] if bars(report) else []
    lines += _figures([one for one in told if not one.wordy], width)
    if width < WIDE:
        return lines + [line for one in wordy for line in (*_wordy(one, width), EMPTY)]
    return lines + _columns([block for one in wordy for block in _blocks(_wordy(one, (width - AIR) // 2))], width)


def _figures(told: Sequence[ReportSection], width: int) -> list[Line]:
    """Two columns, each aligned in itself; the left one no wider than it has to be where both need the room."""
    columns = [ReportColumn(told[first::2]) for first in (0, 1)]
    needed = [one.width for one in columns]
    spare = width - AIR - sum(needed)
    split = (width - AIR) // 2 if width >= WIDE else max(width // 3, needed[0] + max(0, spare) // 2)
    return beside(columns[0].lines(), columns[1].lines(), width=width, split=split)


class ReportColumn:
    """Sections of figures under one another: labels, values and notes each in a column of their own."""

    def __init__(self, told: Sequence[ReportSection]) -> None:
        self._told = told
        facts = [fact for section in told for fact in section.facts]
        self._label = max((cells(one.label) for one in facts), default=0)
        self._value = max((cells(one.value) for one in facts), default=0)
        self.width = self._label + self._value + max((cells(one.note) for one in facts), default=0) + 5

    def lines(self) -> list[Line]:
        """The lines, with one of air after each section."""
        found: list[Line] = []
        for section in self._told:
            found += [_heading(section.title), *map(self._line, section.facts), EMPTY]
        return found

    def _line(self, fact: ReportLine) -> Line:
        value = span(f"  {fact.value:>{self._value}}", TONES[fact.tone] or "strong")
        return Line((span(f" {pad(fact.label, self._label)}", "dim"), value, span(f"  {fact.note}", "dim")))


def _columns(blocks: Sequence[Sequence[Line]], width: int) -> list[Line]:
    """Blocks under one another in two columns, the next one always in the column that is shorter."""
    columns: tuple[list[Line], list[Line]] = ([], [])
    for block in blocks:
        shorter = columns[0] if len(columns[0]) <= len(columns[1]) else columns[1]
        shorter += [*block, EMPTY]
    return beside(columns[0], columns[1], width=width, split=(width - AIR) // 2)


def _blocks(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of a section, parted before each that heads a group of its own."""
    found: list[list[Line]] = [[]]
    for line in lines:
        if line.spans[0].role == GROUP and len(found[-1]) > 1:
            found.append([])
        found[-1].append(line)
    return found


def _wordy(section: ReportSection, width: int) -> list[Line]:
    lines = [_heading(section.title)]
    for fact in section.facts:
        if not fact.value and fact.note:
            lines.append(row([span(f" {fact.label}", GROUP)], [span(f"{fact.note} ", "dim")], width=width))
            continue
        gauge = _gauge(fact.share)
        tone = TONES[fact.tone]
        right = [*gauge, span(f" {fact.value:>{VALUE - 2}}", tone or "strong")]
        right.append(span(pad(f" {fact.note}", _note_width(section)), "dim"))
        room = width - width_of(right) - 2
        pieces = wrap(fact.label, room, most=3) or [""]
        lines.append(row([span(f" {pieces[0]}")], right, width=width))
        lines += [row([span(f" {piece}")], width=width) for piece in pieces[1:]]
    return lines


def _note_width(section: ReportSection) -> int:
    notes = (cells(fact.note) for fact in section.facts if fact.value)
    return min(NOTE, max(notes, default=0)) + 2


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
    most = max(one.interactions for one in drawn)
    height = CHART_WIDE if width >= WIDE else CHART
    cell = min(9, (width - 2) // len(parts))
    if cell < 2:
        return []
    steps = symbols().curve
    rows = []
    for level in range(height - 1, -1, -1):
        cells = "".join(_block(one.interactions / most * height - level, cell, steps) for one in drawn)
        rows.append(Line((span(f" {cells}", "accent"),)))
    labels = [bar_label(one, report.period.span) for one in parts]
    under = "".join(pad(label if cell > 3 or at % 2 == 0 else "", cell) for at, label in enumerate(labels))
    figures = "".join(pad(f"{one.interactions:,}" if one.interactions else "", cell) for one in drawn)
    above = [Line((span(f" {figures}", "strong"),))] if cell > 3 else []
    return [*above, *rows, Line((span(f" {under}", "dim"),))]


def _block(left: float, cell: int, steps: str) -> str:
    """One cell of a column: full, empty, or one of the steps between."""
    sign = steps[min(len(steps) - 1, int(left * len(steps)))] if left > 0 else " "
    return sign * (cell - 1) + " "
