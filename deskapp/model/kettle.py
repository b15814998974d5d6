"""The kettle: a person's feelings as water between 30 and 100 °C (practice B1)."""

COLDEST, HOTTEST, STEP = 30, 100, 5
LET_OFF_STEAM = 60
COMPOSURE = 85
RANGES = ((45, "calm"), (60, "warm"), (85, "simmering"), (101, "boiling"))


def clamp(degrees: int) -> int:
    """The nearest temperature that the kettle can show, in °C."""
    return max(COLDEST, min(HOTTEST, degrees))


def word(degrees: int) -> str:
    """The word for a temperature: calm, warm, simmering or boiling."""
    return next(name for limit, name in RANGES if degrees < limit)


def is_steaming(degrees: int | None) -> bool:
    """Whether to let off steam before facts are gathered: at 60 °C and above."""
    return degrees is not None and degrees >= LET_OFF_STEAM
