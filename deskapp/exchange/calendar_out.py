"""Promises as an iCalendar file (RFC 5545) for the calendar on a phone: an event at the due time, with an alarm.

A promise keeps its UID for good, so that a newer file replaces what an older one put there; `SEQUENCE` is the revision
of its document, which rises with every change, an undo among them. A kept or broken promise, and one whose making was
undone, is sent as cancelled and leaves the calendar; one that waits on the customer is tentative and rings nobody.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from deskapp.exchange.vcard_out import escape, fold
from deskapp.messages import said
from deskapp.model.promise import Promise
from deskapp.text.safe import one_line

LENGTH = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What is left of a promise whose making was undone: its id, its last revision, and when that was."""

    id: str
    rev: int
    at: datetime


def promises_ics(promises: Iterable[Promise | TakenBack], now: datetime, desk: str) -> str:
    """The calendar of some promises; `desk` is the desk's name, `now` the time of writing."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//deskapp//promises//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escape(one_line(f'Promises: {desk}'))}",
    ]
    for promise in promises:
        facts = _cancelled(promise) if isinstance(promise, TakenBack) else _event(promise)
        lines += ["BEGIN:VEVENT", f"UID:{promise.id}@deskapp", f"DTSTAMP:{_instant(now)}", *facts, "END:VEVENT"]
    lines.append("END:VCALENDAR")
    return "".join(f"{piece}\r\n" for line in lines for piece in fold(line))


def _event(promise: Promise) -> Iterator[str]:
    name = promise.customer.name if promise.customer else ""
    closed = promise.kept_at or promise.broken_at
    rev = promise.extra.get("rev")
    yield f"CREATED:{_instant(promise.made_at)}"
    yield f"LAST-MODIFIED:{_instant(_last_change(promise))}"
    yield f"SEQUENCE:{max(0, rev - 1) if isinstance(rev, int) else 0}"
    yield f"STATUS:{'CANCELLED' if closed else 'TENTATIVE' if promise.paused_since else 'CONFIRMED'}"
    yield f"DTSTART:{_instant(promise.due)}"
    yield f"DTEND:{_instant(promise.due + LENGTH)}"
    yield f"SUMMARY:{escape(one_line(f'{name}: {promise.what}' if name else promise.what))}"
    if description := "\n".join(_description(promise)):
        yield f"DESCRIPTION:{escape(description)}"
    yield from ("CLASS:PRIVATE", "TRANSP:TRANSPARENT")
    if not closed and not promise.paused_since:
        yield from _alarm(promise)


def _cancelled(gone: TakenBack) -> Iterator[str]:
    yield f"LAST-MODIFIED:{_instant(gone.at)}"
    yield f"SEQUENCE:{max(0, gone.rev - 1)}"
    yield "STATUS:CANCELLED"
    yield f"DTSTART:{_instant(gone.at)}"
    yield "SUMMARY:Taken back"


def _alarm(promise: Promise) -> Iterator[str]:
    """An alarm when the promise turns amber on the desk, and one at its time."""
    early = int((promise.due - promise.soon_at).total_seconds())
    for seconds in dict.fromkeys((max(0, early), 0)):
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{escape(one_line(promise.what))}"
        yield f"TRIGGER:{f'-PT{seconds}S' if seconds else 'PT0S'}"
        yield "END:VALARM"


def _description(promise: Promise) -> Iterator[str]:
    if promise.kept_at:
        yield "Kept."
    elif promise.broken_at:
        yield said("Given up.")
    elif promise.paused_since:
        yield said("Waiting for them.")
    for word, value in (("By", promise.owner), ("Channel", promise.channel), ("Due as told", promise.due_typed)):
        if value:
            yield f"{word}: {one_line(value)}"


def _last_change(promise: Promise) -> datetime:
    times = [promise.made_at, promise.acknowledged_at, promise.kept_at, promise.broken_at]
    times += [move.at for move in promise.moves.values()]
    times += [pause.until or pause.since for pause in promise.pauses.values()]
    return max(time for time in times if time)


def _instant(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
