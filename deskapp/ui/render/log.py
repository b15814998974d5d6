"""The log as it is drawn: a row for each visit, the week with a count for each day, and the day that is in sight."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from deskapp import clock
from deskapp.desk.visits import wording
from deskapp.messages import counted, said
from deskapp.model.interaction import Interaction
from deskapp.model.visit_clocks import clocks_of
from deskapp.text import durations
from deskapp.text.day_words import WEEKDAYS, full
from deskapp.text.typed_span import week
from deskapp.text.when import day, wall
from deskapp.text.widths import cells
from deskapp.ui.render.line import Line, Span, clean, fit, listed, pad, row, span, width_of
from deskapp.ui.symbols import symbols

NARROW, WIDE = 90, 120
DAY, ROOMY_DAY, KIND, STATE = 12, 16, 8, 11
NAMES = {"narrow": 20, "usual": 24, "wide": 28}
STAFF, WAIT = 12, 10


def day_column(when: date, today: date, width: int) -> str:
    """A day in its column: `today`, `Tue 24 Nov`, `Mon 20 Oct 2025`; in few cells that without its weekday."""
    words = day(when, today)
    size = DAY if width < NARROW else ROOMY_DAY
    return pad(words if len(words) < size else words[4:], size)


def whole(text: str, width: int) -> str:
    """A text cut to a width in cells, never in the middle of a figure: one that doesn't fit is left out."""
    plain = clean(text)
    cut = fit(plain, width)
    sign = symbols().ellipsis
    kept = cut.removesuffix(sign)
    if cut == plain or not plain.startswith(kept) or not plain[len(kept) : len(kept) + 1].isdigit():
        return cut
    bare = kept.rstrip("0123456789.,:-/ ")
    return bare + sign if bare else cut


def log_line(
    visit: Interaction, is_new_day: bool, now: datetime, width: int, *, selected: bool, named: bool = True
) -> Line:
    """Day, hour, who, what about, how it came out and how long it took; in wide rows also who served and the wait.

    Where it is not `named`, all rows are of one person, whose name gives its room to the rest.
    """
    today = clock.today(now)
    head = [
        span(day_column(clock.today(visit.arrived_at), today, width), "title" if is_new_day else "dim"),
        span(f"{wall(visit.arrived_at)} ", "dim"),
        span(f"{visit.kind:<{KIND}}", "dim"),
    ]
    if named:
        size = NAMES["narrow" if width < NARROW else "usual" if width < WIDE else "wide"]
        name = visit.known_as or said("no name")
        head.append(span(pad(name, size), "strong" if selected else "" if visit.known_as else "dim"))
        head.append(Span(" "))
    right = _right(visit, now, width)
    room = width - width_of(head) - width_of(right) - 3
    return listed([*head, *_about(visit, room, apart=width >= WIDE)], right, width=width, selected=selected)


def _about(visit: Interaction, room: int, *, apart: bool) -> list[Span]:
    """What it was about and how it came out, one after the other, or each in a column of its own."""
    if apart:
        left = room * 3 // 5
        return [span(pad(whole(visit.reason, left - 1), left)), span(whole(visit.outcome, room - left), "dim")]
    about = f" {symbols().arrow} ".join(part for part in (visit.reason, visit.outcome) if part)
    return [span(whole(about, room), "dim")]


def _right(visit: Interaction, now: datetime, width: int) -> list[Span]:
    """How long it took or how it stands; in wide rows who was at the desk and how long they waited before it."""
    is_ended = visit.state == "ended"
    words = wording.took(visit) if is_ended else wording.state(visit)
    role = "dim" if is_ended else "accent"
    if width < WIDE:
        return [span(f"{words} ", role)] if words else []
    waited = clocks_of(visit).wait(now)
    wait = said("waited {time}", time=durations.told(waited)) if waited is not None else ""
    return [
        span(f"{pad(visit.staff, STAFF)} ", "dim"),
        span(f"{pad(wait, len('waited 1 h 15 min'))} ", "dim"),
        span(f"{pad(words, STATE)} ", role),
    ]


def week_line(selected: date, counts: Sequence[int], today: date, width: int) -> Line:
    """The week of a day with the visits of each day, the day itself marked; a click picks `day:2026-11-24`."""
    monday = selected - timedelta(days=selected.weekday())
    before, after = Span("[", "key", "key:left_square_bracket"), Span("]", "key", "key:right_square_bracket")
    spans = [Span(" "), before]
    for nth, count in enumerate(counts):
        date_of = monday + timedelta(days=nth)
        words = said("{day} {count}", day=WEEKDAYS[nth][:3].title(), count=f"{count:,}")
        role = "selected" if date_of == selected else "" if count else "dim"
        spans += [
            Span(f" {symbols().dot}" if nth else "", "dim"),
            Span(f" {words}", role, f"day:{date_of.isoformat()}"),
        ]
    spans += [Span(" "), after]
    label = week(selected, today).told
    right = [span(f"{label} ", "dim")] if width_of(spans) + cells(label) + 3 <= width else []
    return row(spans, right, width=width)


def day_line(shown: date, count: int, today: date, width: int) -> Line:
    """The day of the topmost row, with its visits: it stays in sight while the rows below it move."""
    visits = counted(count, "{count} visit", "{count:,} visits")
    return row([span(f" {full(shown, today)}", "title")], [span(f"{visits} ", "dim")], width=width)
