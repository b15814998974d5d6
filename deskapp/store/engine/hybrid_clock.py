"""A hybrid logical clock: milliseconds of the machine's clock, but never backwards, as 16 hex digits that sort."""

from datetime import UTC, datetime, timedelta

COUNTER_BITS = 16
START = "0" * 16


def tick_after(last: str, milliseconds: int) -> str:
    """The next tick: of the machine's clock where that is ahead of `last`, else just after `last`."""
    present = max(0, milliseconds) << COUNTER_BITS
    return f"{max(present, int(last, 16) + 1):016x}"


def time_of(tick: str) -> datetime:
    """The instant that a tick was made at, by the machine's clock of then."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=int(tick or START, 16) >> COUNTER_BITS)
