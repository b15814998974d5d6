"""Promises that come again: the next time by the desk's own wall clock, on a day on which the desk is open.

A rhythm counts from its own days (`rhythm_at`) and its own hour (`rhythm_hour`), so that neither a clock change nor a
moved or closed day shifts those after it.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from deskapp import clock
from deskapp.desk.documents import every
from deskapp.desk.session import PREFIXES, Session
from deskapp.desk.settings import settings
from deskapp.digests import sha256
from deskapp.errors import RefusedError
from deskapp.messages import said
from deskapp.model.frozen import dataclass
from deskapp.model.ids import make_id
from deskapp.model.promise import Promise
from deskapp.store import where
from deskapp.text import day_words, hours, when
from deskapp.text.folding import folded
from deskapp.text.hours import Hours

SATURDAY, LOOK_AHEAD = 5, 800
ALWAYS_OPEN = Hours(((),) * 7)
_TYPED = {
    "daily": ("daily", "day", "every day", "d"),
    "workdays": ("workdays", "workday", "every workday", "mon-fri", "weekdays"),
    "weekly": ("weekly", "week", "every week", "w"),
    "monthly": ("monthly", "month", "every month", "m"),
    "": ("", "no", "never", "once", "off"),
}


def read(text: str, due: datetime) -> str:
    """How a promise repeats, from typed words; a month keeps the day on which it is due. Raises RefusedError."""
    typed = " ".join(folded(text).split())
    rhythm = next((name for name, words in _TYPED.items() if typed in words), None)
    if rhythm is None:
        raise RefusedError(
            said("'{text:.20}' is no rhythm.", text=text.strip()),
            said("Write daily, workdays, weekly, monthly, or no."),
        )
    return f"monthly-{clock.local(due).day}" if rhythm == "monthly" else rhythm


def told(repeat: str) -> str:
    """A rhythm in words."""
    return f"every month, on day {repeat.split('-')[1]}" if repeat.startswith("monthly") else repeat


@dataclass(frozen=True, slots=True)
class Next:
    """The next time of a rhythm, the rhythm's own time, and why the two differ ("" where they are the same)."""

    due: datetime
    own: datetime
    why: str = ""


def following(desk: Session, promise: Promise, now: datetime) -> Promise:
    """The same promise for its next time in the rhythm: after its due time, to come, and on an open day.

    One that was moved or waited on them does not carry the whole rhythm with it. Its id comes from the promise and its
    due time, so that two desks which settle one promise make one next promise, not two.
    """
    start, known = promise.rhythm_at or promise.due, hours.of(settings.read(desk))
    try:
        hour = time.fromisoformat(promise.rhythm_hour)
    except ValueError:
        hour = hour_of(start)
    digest = sha256(f"{promise.id} {promise.due.astimezone(UTC).isoformat()}".encode()).digest()
    coming = next_time(start, promise.repeat, max(promise.due, now), known, hour)
    return replace(
        promise,
        id=make_id(PREFIXES["promises"], promise.due, digest[:10]),
        due=coming.due,
        due_typed=", ".join(filter(None, (told(promise.repeat), coming.why))),
        made_at=now,
        acknowledged_at=None,
        kept_at=None,
        broken_at=None,
        moves={},
        handed={},
        pauses={},
        repeats=promise.id,
        rhythm_at=coming.own,
        rhythm_hour=f"{hour:%H:%M}",
        extra={},
    )


def comes_again(desk: Session, settled: Promise) -> str:
    """When a promise that was settled comes again, and why not on its own day, as a sentence; "" where it does not."""
    coming = next(every(desk, Promise, where("repeats") == settled.id), None) if settled.repeat else None
    if coming is None:
        return ""
    why = coming.due_typed.removeprefix(told(settled.repeat)).removeprefix(", ")
    shown = when.describe(coming.due, desk.now())
    return f"It comes again {told(settled.repeat)}: {shown}{f' ({why})' if why else ''}."


def hour_of(moment: datetime) -> time:
    """The hour of an instant on the desk's wall clock."""
    return clock.local(moment).time()


def next_time(start: datetime, repeat: str, after: datetime, known: Hours, hour: time) -> Next:
    """The first time after an instant of a rhythm, on a day after that of `start`, at an hour of the wall clock.

    `daily` and `workdays` leave closed days out; the others move on to the next open day. Where the desk is shut for
    years, nothing is left out.
    """
    for day in _days(clock.today(start), repeat, clock.today(after)):
        later = (day + timedelta(days=away) for away in range(hours.LOOK_AHEAD))
        open_day = next((each for each in later if known.of(each)), day)
        if repeat in ("daily", "workdays") and open_day != day:
            continue
        due, own = (clock.from_local(datetime.combine(its_day, hour)) for its_day in (open_day, day))
        if due > after:
            return Next(due, own, _why(day, known) if open_day != day else "")
    return next_time(start, repeat, after, ALWAYS_OPEN, hour)


def _days(first: date, repeat: str, today: date) -> Iterator[date]:
    """The days of a rhythm after its first one, from shortly before today on."""
    if repeat.startswith("monthly-"):
        from calendar import monthrange

        wanted, months = int(repeat.split("-")[1]), first.year * 12 + first.month - 1
        begin = max(1, today.year * 12 + today.month - 1 - months - 2)
        for month in range(months + begin, months + begin + LOOK_AHEAD // 30):
            year, number = month // 12, month % 12 + 1
            yield date(year, number, min(wanted, monthrange(year, number)[1]))
        return
    step = 7 if repeat == "weekly" else 1
    begin = max(1, ((today - first).days - 14) // step)
    for count in range(begin, begin + LOOK_AHEAD // step):
        day = first + timedelta(days=count * step)
        if repeat != "workdays" or day.weekday() < SATURDAY:
            yield day


def _why(day: date, known: Hours) -> str:
    name = day_words.full(day, day)
    return f"{name} is a holiday" if known.is_holiday(day) else f"the desk is closed on {name}"
