"""A hybrid logical clock: milliseconds of the machine's clock, but never backwards, as 16 hex digits that sort."""

COUNTER_BITS = 16
START = "0" * 16


def tick_after(last: str, milliseconds: int) -> str:
    """The next tick: of the machine's clock where that is ahead of `last`, else just after `last`."""
    present = max(0, milliseconds) << COUNTER_BITS
    return f"{max(present, int(last, 16) + 1):016x}"
