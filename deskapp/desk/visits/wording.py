"""A visit in words, the same on every face: how it stands, whom a sentence means, when it was and how long it took."""

from datetime import datetime, timedelta

from deskapp import clock
from deskapp.model.interaction import Interaction, State
from deskapp.text import day_words, durations, when

STATES: dict[State, str] = {"waiting": "waiting", "serving": "being served", "on_hold": "on hold", "ended": "ended"}


def state(visit: Interaction) -> str:
    """How a visit stands, or who has it since a transfer: `waiting`, `being served`, `with Tom`, `on hold`, `ended`."""
    return f"with {visit.with_whom}" if visit.with_whom else STATES[visit.state]


def called(visit: Interaction, article: str = "the") -> str:
    """Whom a sentence means: the name, else the number that they ring from, else `the call without a name`."""
    return visit.known_as or f"{article} {visit.kind} without a name"


def for_whom(visit: Interaction) -> str:
    """The end of what an act is called: ` for Beth`, where the visit has a name."""
    return f" for {visit.name}" if visit.name else ""


def beginning(visit: Interaction) -> str:
    """The same at the beginning of a sentence."""
    return called(visit, "The")


def length(visit: Interaction) -> timedelta | None:
    """From arrival to end; None for an open visit, and for one that was written down or closed only afterwards."""
    return visit.clocks.stay()


def took(visit: Interaction) -> str:
    """How long an ended visit took, `45 s` or `1 h 5 min`; "" where that is not known."""
    stay = length(visit)
    return "" if stay is None else durations.told(stay)


def day(visit: Interaction, now: datetime) -> str:
    """The day on which it began, as `Thu 26 Nov`, with the year where it is another; "" for a visit of today."""
    began, today = clock.today(visit.arrived_at), clock.today(now)
    return "" if began == today else day_words.short(began, today)


def hours(visit: Interaction, now: datetime) -> str:
    """From when to when: `14:05–14:22`; one hour alone while it is open, or where its length is not known."""
    start, end = _ends(visit, now)
    return "–".join(filter(None, (start, end)))


def told(visit: Interaction, now: datetime) -> str:
    """Day, hours and length: `Thu 26 Nov, 14:05–14:22 (17 min)`; of today without the day."""
    length_words = took(visit)
    parts = f"{hours(visit, now)}{f' ({length_words})' if length_words else ''}"
    return ", ".join(filter(None, (day(visit, now), parts)))


def spoken(visit: Interaction, now: datetime) -> str:
    """The same for the ear: `on Thu 26 Nov, from 14:05 to 14:22, 17 min`."""
    date, (start, end) = day(visit, now), _ends(visit, now)
    at = f"from {start} to {end}" if end else f"at {start}"
    return ", ".join(filter(None, (f"on {date}" if date else "", at, took(visit))))


def _ends(visit: Interaction, now: datetime) -> tuple[str, str]:
    """The hour of arrival, and that of the end with its day where it is another; "" where it says nothing more."""
    start = when.wall(visit.arrived_at)
    if visit.ended_at is None or length(visit) is None:
        return start, ""
    end = when.wall(visit.ended_at)
    ended = clock.today(visit.ended_at)
    if ended != clock.today(visit.arrived_at):
        return start, f"{day_words.short(ended, clock.today(now))} {end}"
    return start, end if end != start else ""
