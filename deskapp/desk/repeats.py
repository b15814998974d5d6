"""Promises that come again: the next time by the desk's own wall clock, whatever DST does in between."""

from calendar import monthrange
from dataclasses import replace
from datetime import datetime, timedelta

from deskapp import clock
from deskapp.desk.folding import folded
from deskapp.errors import RefusedError
from deskapp.model.promise import Promise

SATURDAY = 5
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
    found = next((name for name, said in _TYPED.items() if typed in said), None)
    if found is None:
        raise RefusedError(f"'{text.strip():.20}' is no rhythm.", "Write daily, workdays, weekly, monthly, or no.")
    return f"monthly-{clock.local(due).day}" if found == "monthly" else found


def told(repeat: str) -> str:
    """A rhythm in words."""
    return f"every month, on day {repeat.split('-')[1]}" if repeat.startswith("monthly") else repeat


def following(promise: Promise, identifier: str, now: datetime) -> Promise:
    """The same promise for its next time in the rhythm: after its due time, and to come.

    One that was moved or waited on them does not carry the whole rhythm with it.
    """
    due = next_due(promise.rhythm_at or promise.due, promise.repeat, max(promise.due, now))
    return replace(
        promise,
        id=identifier,
        due=due,
        due_typed=told(promise.repeat),
        made_at=now,
        acknowledged_at=None,
        kept_at=None,
        broken_at=None,
        moves={},
        handed={},
        pauses={},
        repeats=promise.id,
        rhythm_at=due,
        extra={},
    )


def next_due(due: datetime, repeat: str, now: datetime) -> datetime:
    """The first time of a rhythm that lies after the due time and after now."""
    wall = clock.local(due).replace(tzinfo=None)
    moment = due
    while moment <= max(due, now):
        wall = _stepped(wall, repeat)
        moment = clock.from_local(wall)
    return moment


def _stepped(wall: datetime, repeat: str) -> datetime:
    if repeat.startswith("monthly-"):
        year, month = (wall.year + 1, 1) if wall.month == 12 else (wall.year, wall.month + 1)
        day = min(int(repeat.split("-")[1]), monthrange(year, month)[1])
        return wall.replace(year=year, month=month, day=day)
    wall += timedelta(days=7 if repeat == "weekly" else 1)
    while repeat == "workdays" and wall.weekday() >= SATURDAY:
        wall += timedelta(days=1)
    return wall
