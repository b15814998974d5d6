"""The one place that asks the machine for the time and for its time zone."""

from datetime import UTC, date, datetime, time, timedelta

from deskapp.stopwatch import running as running

SECOND = 1.0
"""How often the clocks on the screen run, in seconds; a test lets them run itself."""


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)


def local(instant: datetime) -> datetime:
    """An instant as the desk's wall clock shows it (aware, in the machine's time zone)."""
    return instant.astimezone()


def from_local(wall: datetime) -> datetime:
    """The instant (UTC) of a naive wall-clock time at this desk; a time that a DST change skips moves past the gap."""
    return datetime.fromtimestamp(wall.timestamp(), UTC)


def today(instant: datetime) -> date:
    """The desk's local day of an instant."""
    return local(instant).date()


def day_bounds(day: date) -> tuple[datetime, datetime]:
    """First instant of a local day and of the next (UTC); the day has 23 or 25 hours where DST changes."""
    start = datetime.combine(day, time())
    return from_local(start), from_local(start + timedelta(days=1))
