"""From a day and an hour as they were typed to one instant: what the opening hours and the clock changes decide."""

from datetime import date, datetime, time, timedelta

from deskapp import clock
from deskapp.errors import RefusedError
from deskapp.model.frozen import dataclass
from deskapp.text import day_words
from deskapp.text.habits import END_OF_WORK, Habits
from deskapp.text.typed_day import Days
from deskapp.text.typed_hour import Hour

EVENING, NIGHT = time(18), 7
NO_HOUR = {
    "end of the day": "Write the hour, or set the opening hours under Settings.",
    "tonight": "Write it with one, such as tonight 20:00.",
}
WITH_AN_HOUR = "Write it with one, such as tomorrow 9:00."


@dataclass(frozen=True, slots=True)
class ReadMoment:
    """The instant (UTC) that a typed time means, and what decided where it could mean another (sentences, or "")."""

    at: datetime
    why: str = ""


def face(hour: time) -> str:
    """An hour as it is shown: `9:00`, `15:30`; `03:30` at night, so that it is never taken for the afternoon."""
    return f"{hour:%H:%M}" if 0 < hour.hour < NIGHT else f"{hour.hour}:{hour.minute:02d}"


def on_days(days: Days, hour: Hour | None, now: datetime, habits: Habits, past: bool, fold: int | None) -> ReadMoment:
    """The hour on the first of the days on which it is still to come (or gone by), else on the first of them."""
    first = None
    for day in days.days:
        at, why = _hour_on(day, hour, now, habits, past)
        if hour and hour.is_next_day and not past:
            day += timedelta(days=1)
        moment = instant(datetime.combine(day, at), now, past, fold)
        reading = ReadMoment(moment.at, " ".join(filter(None, (days.why, why, moment.why))))
        if reading.at <= now if past else reading.at > now:
            return reading
        first = first or reading
    if first is None:
        raise ValueError(days)
    return first


def _hour_on(day: date, hour: Hour | None, now: datetime, habits: Habits, past: bool) -> tuple[time, str]:
    if hour is None:
        closing = habits.closing(day)
        if past:
            return time(), ""
        return (
            (closing, "No hour given: closing time.")
            if closing
            else (END_OF_WORK, f"No hour given: {face(END_OF_WORK)}.")
        )
    if hour.word:
        return _of_the_day(day, hour.word, now, habits), ""
    if hour.later is None or not (hour.is_bare or habits.is_a_desk):
        return hour.at, ""
    return _half(day, hour.at, hour.later, now, habits, past)


def _of_the_day(day: date, word: str, now: datetime, habits: Habits) -> time:
    """The hour of a part of the day, as far as the opening hours say it. Raises RefusedError."""
    closing = habits.closing(day)
    if closing and (word == "end of the day" or (word == "tonight" and closing >= EVENING)):
        return closing
    if word == "end of the day" and habits.has_hours:
        raise RefusedError(f"The desk has no closing time on {day_words.short(day, clock.today(now))}.", WITH_AN_HOUR)
    said = "Nobody has said when the desk closes" if word == "end of the day" else f"'{word}' has no exact hour"
    raise RefusedError(f"{said}.", NO_HOUR.get(word, WITH_AN_HOUR))


def _half(day: date, at: time, later: time, now: datetime, habits: Habits, past: bool) -> tuple[time, str]:
    """Which half of the day an hour without one means: that in which the desk is open, and still to come."""
    both = (at, later)
    fitting = [one for one in both if habits.fits(day, one)]
    coming = [one for one in both if _is_ahead(day, one, now) is not past]
    good = [one for one in fitting if one in coming]
    nearest = -1 if past else 0
    if good:
        chosen = good[nearest]
    elif fitting:
        chosen = fitting[-1 - nearest]
    else:
        chosen = (coming or [both[-1 - nearest]])[nearest]
    other = later if chosen == at else at
    if chosen == at and fitting != list(both):
        return chosen, ""
    return chosen, f"Write {face(other)} if you mean that."


def _is_ahead(day: date, hour: time, now: datetime) -> bool:
    return clock.from_local(datetime.combine(day, hour)) > now


def instant(wall: datetime, now: datetime, past: bool, fold: int | None = None) -> ReadMoment:
    """A wall-clock time as an instant; one that a clock change skips or brings twice says so.

    Of one that comes twice it is the first that is still to come, or the last gone by, unless `fold` names one.
    """
    first, second = clock.from_local(wall), clock.from_local(wall.replace(fold=1))
    if clock.local(first).replace(tzinfo=None) != wall:
        shown = face(clock.local(first).time())
        return ReadMoment(first, f"The clocks go forward then and skip {face(wall.time())}, so it is {shown}.")
    if second <= first:
        return ReadMoment(first)
    if fold is not None:
        return ReadMoment(second if fold else first)
    chosen = (second if second <= now else first) if past else (first if first > now else second)
    which, other = ("first", "second") if chosen == first else ("second", "first")
    hour = face(wall.time())
    if not (past or first > now):
        return ReadMoment(chosen, f"The clocks go back and {hour} comes twice: this is the second.")
    return ReadMoment(
        chosen, f"The clocks go back and {hour} comes twice: this is the {which}. Or add: the {other} time."
    )


def is_second(moment: datetime) -> bool:
    """Whether the wall clock has shown the same hour once before in that night."""
    first = clock.from_local(clock.local(moment).replace(tzinfo=None))
    return moment - first > timedelta(minutes=1)
