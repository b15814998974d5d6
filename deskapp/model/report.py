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
class ReportFigure:
    """One figure as data: `count` rows stand behind it, `of` so many where it is a share.

    `value` is what it tells besides, the one in the middle, and `longest` the largest: in seconds (`s`) or `°C`; None
    where nothing is known. `desk/reports/definitions.py` has its words, `desk/reports/behind.py` finds its rows.
    """

    id: str
    count: int
    of: int | None = None
    value: int | None = None
    longest: int | None = None
    unit: Literal["", "s", "°C"] = ""

    @property
    def share(self) -> float | None:
        """Which part it is of the whole, from 0 to 1; None where it is no share, or the whole is nothing."""
        return self.count / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Lengths:
    """Some lengths of time: how many, the middle one and the longest."""

    count: int = 0
    median_seconds: int = 0
    longest_seconds: int = 0


@dataclass(frozen=True, slots=True)
class People:
    """Who came (A2). `calls` are those that were taken, `missed_calls` those where the caller gave up before.

    `calls_made` and `messages_sent` are ours: nobody came, called or wrote. `waited` are the waits that are known, of
    `could_wait` walk-ins and calls: those of `greeted`, of `left_unseen` (the whole stay), of `still_waiting` (up to
    now). Whoever has waited for less than 5 minutes and may be greeted yet isn't among `greeted_within_5_minutes_of`.
    """

    walk_ins: int = 0
    calls: int = 0
    missed_calls: int = 0
    messages: int = 0
    calls_made: int = 0
    messages_sent: int = 0
    still_open: int = 0
    could_wait: int = 0
    waited: Lengths = Lengths()
    greeted: Lengths = Lengths()
    still_waiting: int = 0
    left_unseen: int = 0
    greeted_within_5_minutes: int = 0
    greeted_within_5_minutes_of: int = 0
    served: Lengths = Lengths()

    @property
    def total(self) -> int:
        """Everybody who came, called or wrote."""
        return self.walk_ins + self.calls + self.missed_calls + self.messages


@dataclass(frozen=True, slots=True)
class Broken:
    """One promise that was broken: what, to whom, and when it was due."""

    what: str
    to: str
    due: datetime


@dataclass(frozen=True, slots=True)
class Promised:
    """Promises: those made in the stretch, and what became of those due in it (practice D4).

    `due` are all that are due in it by the time that they have now, `not_yet_due` those of them that are open and in
    time. `kept_in_time_of` are the others: kept, given up (`broken`), or `overdue`.
    `moved` are those of the due ones with a new time, `moved_and_told` those of which the customer knew each time.
    """

    made: int = 0
    due: int = 0
    kept_in_time: int = 0
    kept_in_time_of: int = 0
    kept_late: int = 0
    broken: int = 0
    still_open: int = 0
    overdue: int = 0
    not_yet_due: int = 0
    moved: int = 0
    moved_and_told: int = 0
    broken_ones: tuple[Broken, ...] = ()


@dataclass(frozen=True, slots=True)
class Heat:
    """The kettle (practice B1): how many came to 60 °C, how many of them were under it in the end, and the peaks.

    Who is still here, and hot, isn't among `cooled_below_60_celsius_of`. `highest_in` visits had the highest peak.
    """

    came_to_60_celsius: int = 0
    cooled_below_60_celsius: int = 0
    cooled_below_60_celsius_of: int = 0
    came_to_85_celsius: int = 0
    highest_celsius: int | None = None
    highest_in: int = 0
    median_peak_celsius: int | None = None


@dataclass(frozen=True, slots=True)
class Handed:
    """Visits that were handed on, those of three times or more (practice A3), and what was asked for (C2).

    What is asked for by somebody who is still here, and not answered yet, isn't among `answered_of`.
    """

    referrals: int = 0
    referred: int = 0
    referred_3_times: int = 0
    requests: int = 0
    answered: int = 0
    answered_of: int = 0


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing that people came about, how often (about so, where a part was compared), and if the FAQ has it."""

    words: str
    times: int
    in_faq: bool

    @property
    def figure(self) -> str:
        """Its id, by which the visits behind it are found."""
        return f"topics.about {self.words}"


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
    """One step of a checklist (practice G3): in how many of its runs it was ticked, now and in the same span before.

    Visits that are still open don't count. `figure` is its id, by which the visits behind it are found.
    """

    checklist: str
    step: str
    runs: int
    ticked_percent: int
    runs_before: int = 0
    ticked_percent_before: int | None = None
    ticked: int = 0
    figure: str = ""

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
    """Who came, called or wrote on one day of a week or a month, or in one month of a year (`first`: its first day)."""

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
        ours = self.people.calls_made or self.people.messages_sent
        return not (self.people.total or ours or self.promises.made or self.promises.due or self.lessons)
