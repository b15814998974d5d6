"""What a report tells: figures counted from facts when somebody looks; its period, and lessons (practices G1 to G4).

Lengths of time are whole seconds, temperatures °C, shares whole percent, as the names of the fields say; the fields
of figures are what `deskapp report --format json` prints. A period is a day, a week from Monday, a month or a year.
"""

from datetime import date, datetime, timedelta
from typing import Literal

from deskapp.model.frozen import dataclass
from deskapp.model.lesson import Decision

Span = Literal["day", "week", "month", "year"]
SPANS: tuple[Span, ...] = ("day", "week", "month", "year")
BEFORE = {"day": "the day before", "week": "the week before", "month": "the month before", "year": "the year before"}


@dataclass(frozen=True, slots=True)
class Period:
    """One such stretch: its first day, and the first day after it."""

    span: Span
    first: date
    after: date

    @property
    def last(self) -> date:
        """Its last day."""
        return self.after - timedelta(days=1)

    @property
    def title(self) -> str:
        """Its name: `Tuesday 24 November 2026`, `Week 48, 23 to 29 November 2026`, `November 2026`, `2026`."""
        first, last = self.first, self.last
        if self.span == "day":
            return f"{first:%A} {first.day} {first:%B} {first.year:04d}"
        if self.span == "week":
            month = "" if first.month == last.month else f" {first:%B}"
            year = "" if first.year == last.year else f" {first.year:04d}"
            return f"Week {first.isocalendar().week}, {first.day}{month}{year} to {last.day} {last:%B} {last.year:04d}"
        return f"{first:%B} {first.year:04d}" if self.span == "month" else f"{first.year:04d}"

    def parts(self) -> list[date]:
        """The first days of its parts: months of a year, days of a week or a month; a day has none."""
        if self.span == "day":
            return []
        if self.span == "year":
            return [date(self.first.year, month, 1) for month in range(1, 13)]
        return [self.first + timedelta(days=day) for day in range((self.after - self.first).days)]


def around(span: Span, day: date) -> Period:
    """The stretch that a day lies in. Raises OverflowError at the very ends of the calendar."""
    if span == "day":
        return Period(span, day, day + timedelta(days=1))
    if span == "week":
        first = day - timedelta(days=day.weekday())
        return Period(span, first, first + timedelta(days=7))
    first = day.replace(day=1) if span == "month" else date(day.year, 1, 1)
    after = (first + timedelta(days=31 if span == "month" else 366)).replace(day=1)
    return Period(span, first, after)


def before(period: Period) -> Period:
    """The stretch of the same span just before it."""
    return around(period.span, period.first - timedelta(days=1))


def following(period: Period) -> Period:
    """The stretch of the same span just after it."""
    return around(period.span, period.after)


FEWEST_RUNS = 5


@dataclass(frozen=True, slots=True)
class Lengths:
    """Some lengths of time: how many, the middle one and the longest."""

    count: int = 0
    median_seconds: int = 0
    longest_seconds: int = 0


@dataclass(frozen=True, slots=True)
class People:
    """Who came. `waited` is that of walk-ins and calls, greeted or not; `greeted` only of those that were (A2).

    `missed_calls` are those of the `calls` whose caller hung up before anybody answered: they have no other figures.
    """

    walk_ins: int = 0
    calls: int = 0
    missed_calls: int = 0
    messages: int = 0
    still_open: int = 0
    waited: Lengths = Lengths()
    greeted: Lengths = Lengths()
    greeted_within_5_minutes: int = 0
    served: Lengths = Lengths()

    @property
    def total(self) -> int:
        """All of them."""
        return self.walk_ins + self.calls + self.messages


@dataclass(frozen=True, slots=True)
class Broken:
    """One promise that was broken: what, to whom, and when it was due."""

    what: str
    to: str
    due: datetime


@dataclass(frozen=True, slots=True)
class Promised:
    """Promises: those made in the stretch, and what became of those due in it (practice D4).

    `moved` are those of the due ones with a new time, `moved_and_told` those of which the customer knew each time.
    """

    made: int = 0
    due: int = 0
    kept_in_time: int = 0
    kept_late: int = 0
    broken: int = 0
    still_open: int = 0
    overdue: int = 0
    moved: int = 0
    moved_and_told: int = 0
    broken_ones: tuple[Broken, ...] = ()


@dataclass(frozen=True, slots=True)
class Heat:
    """The kettle (practice B1): how many came to 60 °C, how many of them were under it in the end, and the peaks."""

    came_to_60_celsius: int = 0
    cooled_below_60_celsius: int = 0
    came_to_85_celsius: int = 0
    highest_celsius: int | None = None
    median_peak_celsius: int | None = None


@dataclass(frozen=True, slots=True)
class Handed:
    """Interactions that were handed on, those of three times or more (practice A3), and what was asked for (C2)."""

    referrals: int = 0
    referred: int = 0
    referred_3_times: int = 0
    requests: int = 0
    answered: int = 0


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing that people came about, how often (about so, where a part was compared), and if the FAQ has it."""

    words: str
    times: int
    in_faq: bool


@dataclass(frozen=True, slots=True)
class Topics:
    """What people came about most (practice G1). `compared` of `with_reason` interactions were looked at for that."""

    with_reason: int = 0
    with_faq_entry: int = 0
    faq_coverage_percent: int = 0
    compared: int = 0
    most: tuple[Topic, ...] = ()


@dataclass(frozen=True, slots=True)
class Habit:
    """One step of a checklist (practice G3): in how many of its runs it was ticked, now and in the same span before."""

    checklist: str
    step: str
    runs: int
    ticked_percent: int
    runs_before: int = 0
    ticked_percent_before: int | None = None

    @property
    def change(self) -> int:
        """Percentage points more than before; 0 where too few runs stand on either side to say anything."""
        if self.ticked_percent_before is None or min(self.runs, self.runs_before) < FEWEST_RUNS:
            return 0
        return self.ticked_percent - self.ticked_percent_before


@dataclass(frozen=True, slots=True)
class Learnt:
    """A lesson of the stretch (practice G2)."""

    at: datetime
    decision: Decision
    text: str


@dataclass(frozen=True, slots=True)
class Bar:
    """The interactions of one day of a week or a month, or of one month of a year (`first` is its first day)."""

    first: date
    interactions: int


@dataclass(frozen=True, slots=True)
class Report:
    """One stretch looked back on. `habits_of` is the one person whose habits these are, "" for everybody together."""

    period: Period
    counted_at: datetime
    desk_name: str = ""
    people: People = People()
    promises: Promised = Promised()
    kettle: Heat = Heat()
    handed: Handed = Handed()
    topics: Topics = Topics()
    habits_of: str = ""
    habits: tuple[Habit, ...] = ()
    lessons: tuple[Learnt, ...] = ()
    bars: tuple[Bar, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing happened that could be told."""
        return not (self.people.total or self.promises.made or self.promises.due or self.lessons)
