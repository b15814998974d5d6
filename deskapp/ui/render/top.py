"""The top line: whose desk, when, and the counts that matter."""

from collections.abc import Iterator
from datetime import datetime

from deskapp import clock
from deskapp.desk.visits.day import Counts, Figure
from deskapp.ui.render.line import Line, Span, row, span, width_of
from deskapp.ui.symbols import symbols

WIDE = 100
FULL, WORDS, SIGNS = "full", "words", "signs"
"""How much a count says of its alarm: sign and word, the word alone, the sign alone."""
LEAST_FIRST = ("here", "due", "held", "waiting", "overdue")
Ways = Iterator[tuple[list[Span], list[Span]]]


def top_line(desk_name: str, staff: str, counts: Counts, now: datetime, width: int, *, place: str = "") -> Line:
    """The one line on top. Alarms carry a word or their symbol, so that colour is never the only sign.

    Where it is tight, the date goes first, then the staff, then words of the name, words of the counts, the clock and
    the least of the counts; nothing is cut within a word. Where one is beats whose it is.
    """
    for left, right in _ways(desk_name, staff, counts, now, place, is_wide=width >= WIDE):
        if width_of(left) + width_of(right) + bool(left) <= width:
            break
    return row(left, right, width=width)


def _ways(desk_name: str, staff: str, counts: Counts, now: datetime, place: str, *, is_wide: bool) -> Ways:
    """What may stand at the left and at the right, the fullest first."""
    wall, figures = clock.local(now), counts.figures()
    hour, date = f"{wall:%H:%M}", f"{wall:%a} {wall.day} {wall:%b} "
    names = _names(desk_name, staff, place)
    if is_wide:
        yield names[0], [*_counts(figures, FULL), _clock(date + hour)]
    for left in names:
        yield left, [*_counts(figures, FULL), _clock(hour)]
    for form in (WORDS, SIGNS):
        for left in names[1:]:
            yield left, [*_counts(figures, form), _clock(hour)]
    yield names[-1], [*_counts(figures, SIGNS), Span(" ")]
    for key in LEAST_FIRST:
        yield [], [*_counts(figures, SIGNS), Span(" ")]
        figures = [figure for figure in figures if figure.key != key]
    yield [], [_clock(hour)]


def _names(desk_name: str, staff: str, place: str) -> list[list[Span]]:
    """Whose desk, where one is and who is at it; then less and less of that, down to one word or the place."""
    name, at = [span(f" {desk_name}", "title")], [span(f" {symbols().dot} {place}", "accent")] if place else []
    who = [span(f" {symbols().dot} {staff}", "dim")] if staff else []
    words = desk_name.split()
    shorter = [place] if place else [" ".join(words[:most]) for most in range(len(words) - 1, 0, -1)]
    role = "accent" if place else "title"
    return [[*name, *at, *who], [*name, *at], *([span(f" {text}", role)] for text in shorter)]


def _clock(text: str) -> Span:
    return span(f"  {text} ", "dim")


def _counts(figures: list[Figure], form: str) -> list[Span]:
    """The counts, each a way to where it is seen; in red and amber only the part that is an alarm, or due soon."""
    between = span(f" {symbols().dot} " if form == FULL else "  ", "dim")
    pieces: list[Span] = []
    for figure in figures:
        pieces += [between, *_figure(figure, form)]
    return pieces[1:]


def _figure(figure: Figure, form: str) -> list[Span]:
    target = "screen:promises" if figure.key in ("due", "overdue") else "screen:desk"
    if figure.key == "overdue":
        gap = "" if form == SIGNS else " "
        return [span(f"{symbols().alarm}{gap}{figure.count} {figure.word}", "strong alarm", target)]
    whole = span(f"{figure.count} {figure.word}", "", target)
    if not figure.part:
        return [whole]
    is_amber = figure.key == "due"
    sign, role = (symbols().soon, "strong soon") if is_amber else (symbols().alarm, "strong alarm")
    if form == SIGNS and figure.part == figure.count:
        return [span(f"{sign}{figure.count} {figure.word}", role, target)]
    words = {
        FULL: f"({sign} {figure.part} {figure.part_word})",
        WORDS: f"({figure.part} {figure.part_word})",
        SIGNS: f"{sign}{figure.part}",
    }
    return [whole, Span(" ", "", target), span(words[form], role, target)]
