"""A report in words: the same sections for the screen, the text, the page and the file, so that all say the same."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Literal

from deskapp import clock
from deskapp.model.frozen import dataclass
from deskapp.model.kettle import COMPOSURE, LET_OFF_STEAM
from deskapp.model.report import BEFORE, Bar, Handed, Heat, Lengths, People, Promised, Report, Span, Topics
from deskapp.text import durations

Tone = Literal["", "good", "alarm", "strong"]
NOTHING: dict[Span, str] = {
    "day": "Nothing was logged on this day.",
    "week": "Nothing was logged in this week.",
    "month": "Nothing was logged in this month.",
    "year": "Nothing was logged in this year.",
}
FIRST_STEP = "The first walk-in or call of it makes the report."
GROWN = 3


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A label with its value and a note on it, or a line of words; `share` (0 to 1) where a bar tells it as well."""

    label: str
    value: str = ""
    note: str = ""
    tone: Tone = ""
    share: float | None = None


@dataclass(frozen=True, slots=True)
class ReportSection:
    """Some facts under a heading; the labels of `wordy` ones are sentences, in need of room."""

    title: str
    facts: tuple[ReportLine, ...]
    wordy: bool = False


def nothing(report: Report) -> str:
    """What to tell where there is nothing to tell."""
    return f"{NOTHING[report.period.span]} {FIRST_STEP if report.period.after > clock.today(report.counted_at) else ''}"


def sections(report: Report, *, names: bool) -> list[ReportSection]:
    """What a report tells, without what has nothing to tell; `names` adds the broken promises by their words."""
    habits = "Your habits" if report.habits_of else "Habits here"
    found = [
        ReportSection("Who came", tuple(_people(report.people))),
        ReportSection("Waiting and serving", tuple(_clocks(report.people))),
        ReportSection("Promises", tuple(_promised(report.promises))),
        ReportSection("The kettle", tuple(_kettle(report.kettle))),
        ReportSection("Handed on, asked for", tuple(_handed(report.handed))),
        ReportSection("Broken promises", tuple(_broken(report.promises)) if names else (), wordy=True),
        ReportSection("What people came about", tuple(_topics(report.topics)), wordy=True),
        ReportSection(habits, tuple(_habits(report)), wordy=True),
        ReportSection("Looked back on", tuple(_lessons(report)), wordy=True),
    ]
    return [section for section in found if section.facts]


def bars(report: Report) -> list[Bar]:
    """The bars of the parts that have begun; none where all of them are empty."""
    today = clock.today(report.counted_at)
    begun = [one for one in report.bars if one.first <= today]
    return begun if any(one.interactions for one in begun) else []


def bar_label(bar: Bar, span: Span) -> str:
    """What stands at a bar: `Mon 23`, `23`, `Nov`."""
    first = bar.first
    return f"{first:%b}" if span == "year" else f"{first:%a} {first.day}" if span == "week" else f"{first.day}"


def length(seconds: int) -> str:
    """A length of time, the shorter the finer: `45 s`, `2 min 5 s`, `25 min`, `1 h 10 min`."""
    return durations.told(timedelta(seconds=seconds), fine=True)


def _people(people: People) -> Iterator[ReportLine]:
    missed = f"{people.missed_calls:,} of them missed" if people.missed_calls else ""
    kinds = (("Walk-ins", people.walk_ins, ""), ("Calls", people.calls, missed), ("Messages", people.messages, ""))
    for label, count, note in kinds if people.total else ():
        yield ReportLine(label, f"{count:,}", note)
    if people.still_open:
        yield ReportLine("Still open", f"{people.still_open:,}", tone="strong")


def _clocks(people: People) -> Iterator[ReportLine]:
    waited, greeted = people.waited, people.greeted
    if waited.count:
        yield ReportLine("Median wait", length(waited.median_seconds), _longest(waited))
    if greeted.count:
        share = people.greeted_within_5_minutes / greeted.count
        yield ReportLine(
            "Greeted within 5 min", f"{share * 100:.0f} %", f"{people.greeted_within_5_minutes:,} of {greeted.count:,}"
        )
        yield ReportLine("Median to greet", length(greeted.median_seconds), _longest(greeted))
    if people.served.count:
        yield ReportLine("Median serving", length(people.served.median_seconds), _longest(people.served))


def _longest(lengths: Lengths) -> str:
    if lengths.count < 2:
        return ""
    return f"longest {durations.told(timedelta(seconds=lengths.longest_seconds))}"


def _promised(promised: Promised) -> Iterator[ReportLine]:
    if promised.made or promised.due:
        yield ReportLine("Made", f"{promised.made:,}")
        yield ReportLine("Due", f"{promised.due:,}")
    if promised.due:
        yield ReportLine("Kept in time", f"{promised.kept_in_time:,}", f"of {promised.due:,}", "good")
        for label, count in (("Kept late", promised.kept_late), ("Broken", promised.broken)):
            if count:
                yield ReportLine(label, f"{count:,}", tone="alarm" if label == "Broken" else "strong")
        if promised.still_open:
            yield ReportLine(
                "Still open", f"{promised.still_open:,}", f"{promised.overdue:,} late" * bool(promised.overdue)
            )
        if promised.moved:
            yield ReportLine("Moved", f"{promised.moved:,}", f"{promised.moved_and_told:,} told")


def _broken(promised: Promised) -> Iterator[ReportLine]:
    for one in promised.broken_ones:
        yield ReportLine(f"{one.what}{f', to {one.to}' if one.to else ''}", _day(one.due))


def _kettle(heat: Heat) -> Iterator[ReportLine]:
    hot = heat.came_to_60_celsius
    if hot:
        yield ReportLine(f"Came to {LET_OFF_STEAM} °C", f"{hot:,}")
        yield ReportLine("Cooled again", f"{heat.cooled_below_60_celsius:,}", f"of {hot:,}", "good")
    if heat.came_to_85_celsius:
        yield ReportLine(f"Came to {COMPOSURE} °C", f"{heat.came_to_85_celsius:,}")
    if heat.highest_celsius is not None:
        middle = f"median {heat.median_peak_celsius} °C" if hot > 1 else ""
        yield ReportLine("Highest peak", f"{heat.highest_celsius} °C", middle)


def _handed(handed: Handed) -> Iterator[ReportLine]:
    if handed.referred:
        yield ReportLine(
            "Handed on", f"{handed.referred:,}", f"{handed.referrals:,} times" * (handed.referrals > handed.referred)
        )
    if handed.referred_3_times:
        yield ReportLine("3 times or more", f"{handed.referred_3_times:,}", tone="alarm")
    if handed.requests:
        yield ReportLine("Asked for", f"{handed.requests:,}")
        all_of_it = handed.answered == handed.requests
        yield ReportLine(
            "Answered", f"{handed.answered:,}", f"of {handed.requests:,}", "good" if all_of_it else "strong"
        )


def _topics(topics: Topics) -> Iterator[ReportLine]:
    about = "about " if topics.compared < topics.with_reason else ""
    for one in topics.most:
        yield ReportLine(one.words, f"{about}{one.times:,} ×", "in the FAQ" if one.in_faq else "")
    if topics.with_reason:
        share = f"{topics.faq_coverage_percent} %"
        counted = f"{topics.with_faq_entry:,} of {topics.with_reason:,}"
        yield ReportLine("The FAQ answers", share, counted, "strong")


def _habits(report: Report) -> Iterator[ReportLine]:
    """The figures of each step; first, in words, what grew most. Nobody is compared with anybody (practice G3)."""
    best = max(report.habits, key=lambda one: one.change, default=None)
    if best and best.change >= GROWN:
        yield ReportLine(f"Grown most: {best.step}", f"+{best.change}", "", "good")
    checklist = ""
    for one in report.habits:
        if one.checklist != checklist:
            checklist = one.checklist
            compared = BEFORE[report.period.span] if one.runs_before else ""
            yield ReportLine(
                checklist, note=f"{one.runs:,} ×" + (f", beside {compared}" if compared else ""), tone="strong"
            )
        yield ReportLine(one.step, f"{one.ticked_percent} %", _change(one.change), share=one.ticked_percent / 100)


def _change(change: int) -> str:
    return f"{change:+d}" if change else ""


def _lessons(report: Report) -> Iterator[ReportLine]:
    for one in report.lessons:
        good = one.decision == "good"
        yield ReportLine(
            one.text, _day(one.at), "good" if good else "otherwise next time", "good" if good else "strong"
        )


def _day(instant: datetime) -> str:
    local = clock.local(instant)
    return f"{local.day} {local:%b}"
