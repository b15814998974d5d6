"""The top line: whose desk, when, and the counts that matter."""

from datetime import datetime

from deskapp import clock
from deskapp.desk.day import Counts
from deskapp.ui.lines.line import Line, Span, row, span, width_of
from deskapp.ui.symbols import symbols

WIDE = 100


def top_line(desk_name: str, staff: str, counts: Counts, now: datetime, width: int, *, place: str = "") -> Line:
    """The one line on top. Alarms carry their symbol, so that colour is never the only sign.

    Where it is tight, the date goes first, then the staff, then words of the name; where one is beats whose it is.
    """
    wall = clock.local(now)
    clock_time, date = f"{wall:%H:%M}", f"{wall:%a} {wall.day} {wall:%b} "
    name, at = [span(f" {desk_name}", "title")], [span(f" {symbols().dot} {place}", "accent")] if place else []
    who = [span(f" {symbols().dot} {staff}", "dim")] if staff else []
    ways = [([*name, *at, *who], _counts(counts, is_wide=width >= WIDE), date if width >= WIDE else "")]
    ways += [
        ([*name, *at], _counts(counts, is_wide=width >= WIDE), ""),
        ([*name, *at], _counts(counts, tight=True), ""),
    ]
    words = desk_name.split()
    shorter = [place] if place else [" ".join(words[:most]) for most in range(len(words) - 1, 0, -1)]
    for text in shorter:
        alone = [span(f" {text}", "accent" if place else "title")]
        ways += [(alone, _counts(counts), ""), (alone, _counts(counts, tight=True), "")]
    for left, figures, day in ways:
        right = [*figures, span(f"  {day}{clock_time} ", "dim")]
        if width_of(left) + width_of(right) + 1 < width:
            break
    return row(left, right, width=width)


def _counts(counts: Counts, *, tight: bool = False, is_wide: bool = False) -> list[Span]:
    """The counts; in a narrow line the symbol and colour of what is due soon go to the count of what is due."""
    sign, late = symbols().alarm, counts.too_long > 0
    figures = [span(f"{counts.here} here", "", "screen:desk")]
    if counts.waiting:
        words = f"{f'{sign} ' if late else ''}{counts.waiting} waiting"
        figures.append(span(words, "strong alarm" if late else "soon", "screen:desk"))
    if counts.held:
        figures.append(span(f"{sign} {counts.held} on hold", "strong alarm", "screen:desk"))
    due, soon = f"{counts.due} due", f"{symbols().soon} {counts.soon} soon" if counts.soon else ""
    if soon and not is_wide:
        due, soon = f"{symbols().soon} {due}", ""
    if counts.due:
        tint = "strong soon" if counts.soon and not soon else ""
        figures.append(span(due, tint, "screen:promises"))
    if soon:
        figures.append(span(soon, "strong soon", "screen:promises"))
    if counts.overdue:
        figures.append(span(f"{sign} {counts.overdue} overdue", "strong alarm", "screen:promises"))
    between = span("  " if tight else f" {symbols().dot} ", "dim")
    return [part for one in figures for part in (between, one)][1:]
