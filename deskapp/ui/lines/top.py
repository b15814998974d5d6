"""The top line: whose desk, when, and the counts that matter."""

from datetime import datetime

from deskapp import clock
from deskapp.desk.day import Counts
from deskapp.ui.lines.line import Line, Span, row, span
from deskapp.ui.symbols import symbols


def top_line(desk_name: str, staff: str, counts: Counts, now: datetime, width: int, *, place: str = "") -> Line:
    """The one line on top. Alarms carry their symbol, so that colour is never the only sign."""
    wall = clock.local(now)
    left = [span(f" {desk_name}", "title")]
    if place:
        left.append(span(f" {symbols().dot} {place}", "accent"))
    if staff:
        left.append(span(f" {symbols().dot} {staff}", "dim"))
    when = f"{wall:%a} {wall.day} {wall:%b} {wall:%H:%M}" if width >= 100 else f"{wall:%H:%M}"
    return row(left, [*_counts(counts, is_wide=width >= 100), span(f"  {when} ", "dim")], width=width)


def _counts(counts: Counts, *, is_wide: bool) -> list[Span]:
    """The counts; in a narrow line the symbol and colour of what is due soon go to the count of what is due."""
    spans = [span(f"{counts.here} here", "", "screen:desk")]
    if counts.waiting:
        late = counts.too_long > 0
        words = f"{symbols().alarm} {counts.waiting} waiting" if late else f"{counts.waiting} waiting"
        spans += [span(f" {symbols().dot} ", "dim"), span(words, "strong alarm" if late else "soon", "screen:desk")]
    if counts.held:
        words = f"{symbols().alarm} {counts.held} on hold"
        spans += [span(f" {symbols().dot} ", "dim"), span(words, "strong alarm", "screen:desk")]
    due, soon = f"{counts.due} due", f"{symbols().soon} {counts.soon} soon"
    if counts.due and counts.soon and not is_wide:
        due, soon = f"{symbols().soon} {due}", ""
    if counts.due:
        tint = "strong soon" if counts.soon and not soon else ""
        spans += [span(f" {symbols().dot} ", "dim"), span(due, tint, "screen:promises")]
    if counts.soon and soon:
        spans += [span(f" {symbols().dot} ", "dim"), span(soon, "strong soon", "screen:promises")]
    if counts.overdue:
        words = f"{symbols().alarm} {counts.overdue} overdue"
        spans += [span(f" {symbols().dot} ", "dim"), span(words, "strong alarm", "screen:promises")]
    return spans
