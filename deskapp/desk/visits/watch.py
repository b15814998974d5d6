"""What must not be overlooked: somebody waits unseen, a hold grows long, a person is passed around (A2, A3).

Each fact is told once; a hold that goes on is told again after each further stretch, without a bell. The same order
says who needs attention most, for whoever asks.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from deskapp.desk.visits import gates, missed, wording
from deskapp.desk.visits.day import Day
from deskapp.messages import said
from deskapp.model.frozen import dataclass as noun
from deskapp.model.interaction import Interaction
from deskapp.text import durations

NAME_LENGTH = 40
WAITS, HELD, RINGS, WAITING, PASSED, MISSED, SERVED, ON_HOLD, WRITTEN, WITH_OTHERS = range(10)
Called = Callable[[Interaction], str]


def known_as(visit: Interaction) -> str:
    """How a visit is called in an alarm: its name, else its number, else nothing."""
    return short(visit.known_as)


@noun(frozen=True, slots=True)
class Alarm:
    """One fact about one thing, and the command that helps there.

    `subject` is the id of the visit or promise; `command` and `purpose` say what its key is pressed for ("to greet");
    `since` is when it became so; `rings` where it is the first time for its event; `is_at_once` where it waits for no
    other alarm.
    """

    key: str
    subject: str
    fact: str
    command: str
    purpose: str
    since: datetime
    rings: bool = True
    is_at_once: bool = False


@dataclass(eq=False, repr=False)
class Watch:
    """Remembers what was told. What ended, was greeted or came back from hold is forgotten."""

    told: set[str] = field(default_factory=set)

    def look(self, day: Day, now: datetime, called: Called = known_as) -> list[Alarm]:
        """What is new since the last look, the most urgent first."""
        standing = alarms(day, now, called)
        fresh = [alarm for alarm in standing if alarm.key not in self.told]
        self.told = {alarm.key for alarm in standing}
        return fresh


def alarms(day: Day, now: datetime, called: Called = known_as) -> list[Alarm]:
    """Everything that stands on the open visits, those waiting first, the longest waiting of them on top; then the
    missed calls, the earliest first. `called` says how a visit is called."""
    visits = [*by_need(day.open.values(), day, now), *to_ring_back(day)]
    return [alarm for visit in visits for alarm in alarms_of(visit, day, now, called)]


def alarms_of(visit: Interaction, day: Day, now: datetime, called: Called = known_as) -> list[Alarm]:
    """Everything that stands on one open visit, or that a call was missed."""
    if visit.is_to_ring_back:
        fact, count = missed.sentence(visit, now, called(visit)), len(visit.rings)
        key, since = f"{visit.id}.missed.{count}", visit.missed_at or visit.arrived_at
        return [Alarm(key, visit.id, fact, "ring_back", "to ring back", since)]
    who = called(visit) or wording.beginning(visit)
    if visit.is_ringing and not visit.waits_too_long(now):
        fact, since = f"{called(visit) or missed.WITHHELD} rings.", visit.arrived_at
        key = f"{visit.id}.rings.{len(visit.rings)}"
        return [Alarm(key, visit.id, fact, "greet", "when you answer", since, rings=False, is_at_once=True)]
    standing: list[Alarm] = []
    if visit.waits_too_long(now):
        fact = said("{who} has been waiting for {waited}.", who=who, waited=durations.told(visit.waited(now)))
        standing.append(Alarm(f"{visit.id}.waits", visit.id, fact, "greet", "to greet", visit.arrived_at))
    times = int(visit.held(now) // day.hold_limit)
    if times:
        since = visit.in_state_since()
        fact = said("{who} has been on hold for {held}.", who=who, held=durations.told(visit.held(now)))
        key, purpose = f"{visit.id}.held.{since:%H%M%S}.{times}", "to go back with news"
        standing.append(Alarm(key, visit.id, fact, "hold", purpose, since, times == 1))
    if gates.lacks_owner(visit):
        count = len(visit.referrals)
        since = max(referral.at for referral in visit.referrals.values())
        fact = said("{who} was transferred {number} times.", who=who, number=count)
        standing.append(Alarm(f"{visit.id}.passed.{count}", visit.id, fact, "hand_over", "to say who owns it", since))
    return standing


def by_need(visits: Iterable[Interaction], day: Day, now: datetime) -> list[Interaction]:
    """Open visits, the one that needs attention most on top.

    First who waits too long, then who is on hold too long, then whose phone rings, then who waits, then who was passed
    around, then missed calls; of each kind the one for whom it has lasted longest. Whoever is with somebody else comes
    last.
    """
    return sorted(visits, key=lambda visit: (_need(visit, day, now), visit.in_state_since(), visit.id))


def _need(visit: Interaction, day: Day, now: datetime) -> int:
    if visit.waits_too_long(now):
        return WAITS
    if visit.held(now) > day.hold_limit:
        return HELD
    if visit.is_ringing:
        return RINGS
    if gates.lacks_owner(visit):
        return PASSED
    if visit.is_to_ring_back:
        return MISSED
    if visit.state == "waiting":
        return WRITTEN if visit.kind == "message" else WAITING
    if visit.with_whom:
        return WITH_OTHERS
    return SERVED if visit.state == "serving" else ON_HOLD


def to_ring_back(day: Day) -> list[Interaction]:
    """The missed calls that nobody has rung back yet, the earliest first."""
    return [visit for visit in reversed(day.ended_newest()) if visit.is_to_ring_back]


def in_sight(day: Day, now: datetime, selected: str, most: int) -> list[Interaction]:
    """The open visits that a list with `most` rows shows, in their order: the selected one, then the call that rings,
    then who needs attention most, then all who ring, then all of whom an alarm tells, then the others by need.

    Where some are left out, one row is kept to say how many.
    """
    opened = day.open_first()
    if len(opened) <= most:
        return opened
    ranked = by_need(opened, day, now)
    ids = [visit.id for visit in ranked]
    ringing = [visit.id for visit in ranked if visit.is_ringing]
    alarmed = [visit.id for visit in ranked if alarms_of(visit, day, now)]
    mine = [selected] if selected in day.open else []
    wanted = list(dict.fromkeys((*mine, *ringing[:1], *ids[:1], *ringing, *alarmed, *ids)))
    return [visit for visit in opened if visit.id in wanted[: max(1, most - 1)]]


def most_needed(day: Day, now: datetime, *, but: str = "") -> str:
    """The id of the open visit that needs attention most, other than `but`; empty where there is none."""
    return next((visit.id for visit in by_need(day.open.values(), day, now) if visit.id != but), "")


def next_needed(day: Day, now: datetime, after: str) -> str:
    """The id of who comes next by need after another, round and round: open visits, and calls to ring back.

    It is empty if there is none.
    """
    ids = [visit.id for visit in by_need((*day.open.values(), *to_ring_back(day)), day, now)]
    if after not in ids:
        return ids[0] if ids else ""
    following = ids[(ids.index(after) + 1) % len(ids)]
    return "" if following == after else following


def short(name: str) -> str:
    """A name that leaves room for what is said of it."""
    words = " ".join(name.split())
    return words if len(words) <= NAME_LENGTH else f"{words[: NAME_LENGTH - 1].rstrip()}…"
