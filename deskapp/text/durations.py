"""Lengths of time in words, the same in every face: what has passed in full, and what is left with the minute begun."""

from datetime import timedelta

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
_FEW_MINUTES = 10


def told(length: timedelta, *, fine: bool = False, seconds: bool = True) -> str:
    """A length in its two largest units: `45 s`, `8 min`, `1 h 32 min`, `3 d 4 h`; never negative.

    `fine`: below ten minutes with its seconds, `2 min 5 s`. Without `seconds` what is shorter than a minute is `0 min`.
    """
    passed = max(0, int(length.total_seconds()))
    minutes, hours, days = passed // 60, passed // 3600, passed // 86400
    if days:
        return _two(days, "d", hours % 24, "h")
    if hours:
        return _two(hours, "h", minutes % 60, "min")
    if minutes or not seconds:
        return _two(minutes, "min", passed % 60 if fine and minutes < _FEW_MINUTES else 0, "s")
    return f"{passed} s"


def in_minutes(length: timedelta) -> str:
    """A length in minutes alone, however long, as a table's column has it: `75 min`."""
    return f"{max(0, int(length.total_seconds()) // 60)} min"


def whole_minutes(left: timedelta) -> timedelta:
    """Time left, up to a whole minute, as what is due is due at one: 19 min 50 s before it 20 minutes are left."""
    return -(-left // _MINUTE) * _MINUTE


def countdown(left: timedelta) -> str:
    """Time left until a promise is due, or how late it is, in few signs: `in 8 min`, `12 min late`, `in 14 h`."""
    away = whole_minutes(left) if left > timedelta(0) else -left
    away -= away % (_DAY if away >= _DAY else _HOUR) if away >= 10 * _HOUR else timedelta(0)
    return f"in {told(away)}" if left > timedelta(0) else f"{told(away)} late"


def running(length: timedelta) -> str:
    """A running clock: `0:42`, `6:12`, `1:02:33`, and whole days beyond a day."""
    seconds = max(0, int(length.total_seconds()))
    if seconds >= 86400:
        return f"{seconds // 86400} d"
    hours, minutes, rest = seconds // 3600, seconds // 60 % 60, seconds % 60
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def _two(large: int, unit: str, small: int, less: str) -> str:
    return f"{large} {unit} {small} {less}" if small else f"{large} {unit}"
