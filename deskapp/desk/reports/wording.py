"""A report in words: the same sections for the screen, the text, the page and the file, so that all say the same."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Literal

from deskapp import clock
from deskapp.desk.reports import summary
from deskapp.desk.reports.definitions import DEFINITIONS
from deskapp.messages import said
from deskapp.model.frozen import dataclass
from deskapp.model.lesson import Decision
from deskapp.model.report import BEFORE, Bar, Handed, Heat, Lengths, People, Promised, Report, Span, Topics
from deskapp.text import durations

Tone = Literal["", "good", "alarm", "strong"]
FIRST_STEP = "The first walk-in or call of it makes the report."
GROWN = 3
LOOKED_BACK_ON: dict[Decision, tuple[str, Tone]] = {"good": ("good", "good"), "bad": ("otherwise next time", "strong")}


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
    """Some facts under a heading; the labels of `wordy` ones are sentences, in need of room. One `opens` the report."""

    title: str
    facts: tuple[ReportLine, ...]
    wordy: bool = False
    opens: bool = False


def nothing(report: Report) -> str:
    """What to tell where there is nothing to tell."""
    span, is_over = report.period.span, report.period.after <= clock.today(report.counted_at)
    return f"Nothing was logged {'on' if span == 'day' else 'in'} this {span}. {'' if is_over else FIRST_STEP}"


def sections(report: Report, *, names: bool) -> list[ReportSection]:
    """What a report tells, without what has nothing to tell; `names` adds the broken promises by their words."""
    habits = "Your habits" if report.habits_of else "Habits here"
    opening = tuple(ReportLine(sentence) for sentence in summary.sentences(report))
    all_sections = [
        ReportSection(said("In short"), opening, wordy=True, opens=True),
        ReportSection("Who came", tuple(_people(report.people))),
        ReportSection("Waiting and serving", tuple(_clocks(report.people))),
        ReportSection("Promises", tuple(_promised(report.promises))),
        ReportSection(said("How upset"), tuple(_kettle(report.kettle))),
        ReportSection(said("Transfers and requests"), tuple(_handed(report.handed))),
        ReportSection("Broken promises", tuple(_broken(report.promises)) if names else (), wordy=True),
        ReportSection("What people came about", tuple(_topics(report.topics)), wordy=True),
        ReportSection(habits, tuple(_habits(report)), wordy=True),
        ReportSection("Looked back on", tuple(_lessons(report)), wordy=True),
    ]
    return [section for section in all_sections if section.facts]


def bars(report: Report) -> list[Bar]:
    """The bars of the parts that have begun; none where all of them are empty."""
    today = clock.today(report.counted_at)
    begun = [bar for bar in report.bars if bar.first <= today]
    return begun if any(bar.interactions for bar in begun) else []


def bar_label(bar: Bar, span: Span) -> str:
    """What stands at a bar: `Mon 23`, `23`, `Nov`."""
    first = bar.first
    return f"{first:%b}" if span == "year" else f"{first:%a} {first.day}" if span == "week" else f"{first.day}"


def length(seconds: int) -> str:
    """A length of time, the shorter the finer: `45 s`, `2 min 5 s`, `25 min`, `1 h 10 min`."""
    return durations.told(timedelta(seconds=seconds), fine=True)


Row = tuple[object, str, int, str, Tone]
"""Whether a figure is told, its label, the figure, a note on it and its tone."""


def _figures(*rows: Row) -> Iterator[ReportLine]:
    return (ReportLine(label, f"{count:,}", note, tone) for is_told, label, count, note, tone in rows if is_told)


def _people(people: People) -> Iterator[ReportLine]:
    return _figures(
        (people.total, "Walk-ins", people.walk_ins, "", ""),
        (people.total, "Calls", people.calls, "", ""),
        (people.missed_calls, "Missed calls", people.missed_calls, "", "strong"),
        (people.total, "Messages", people.messages, "", ""),
        (people.still_open, "Still open", people.still_open, "", "strong"),
    )


def label(figure: str) -> str:
    """What a figure is called, by its id."""
    return said(DEFINITIONS[figure].label)


def _share(count: int, whole: int) -> str:
    """A share as people say it: `22 of 65`."""
    return said("{count:,} of {whole:,}", count=count, whole=whole)


def _clocks(people: People) -> Iterator[ReportLine]:
    within, due = people.greeted_within_5_minutes, people.greeted_within_5_minutes_of
    yield from _typical("people.waited", people.waited)
    if due:
        yield ReportLine(label("people.greeted_within_5_minutes"), _share(within, due))
    yield from _typical("people.greeted", people.greeted)
    yield from _figures(
        (people.still_waiting, label("people.still_waiting"), people.still_waiting, "", "strong"),
        (people.left_unseen, label("people.left_unseen"), people.left_unseen, "", "alarm"),
    )
    yield from _typical("people.served", people.served)


def _typical(figure: str, lengths: Lengths) -> Iterator[ReportLine]:
    longest = durations.told(timedelta(seconds=lengths.longest_seconds))
    if lengths.count:
        note = said("longest {length}", length=longest) if lengths.count > 1 else ""
        yield ReportLine(label(figure), length(lengths.median_seconds), note)


def _promised(promised: Promised) -> Iterator[ReportLine]:
    due, late = promised.due, f"{promised.overdue:,} late" if promised.overdue else ""
    return _figures(
        (promised.made or due, "Made", promised.made, "", ""),
        (promised.made or due, "Due", due, "", ""),
        (promised.kept_in_time_of, "Kept in time", promised.kept_in_time, f"of {promised.kept_in_time_of:,}", "good"),
        (due and promised.kept_late, "Kept late", promised.kept_late, "", "strong"),
        (due and promised.broken, "Broken", promised.broken, "", "alarm"),
        (due and promised.still_open, "Still open", promised.still_open, late, ""),
        (due and promised.moved, "Moved", promised.moved, f"{promised.moved_and_told:,} told", ""),
    )


def _broken(promised: Promised) -> Iterator[ReportLine]:
    for broken in promised.broken_ones:
        yield ReportLine(f"{broken.what}{f', to {broken.to}' if broken.to else ''}", _day(broken.due))


def _kettle(heat: Heat) -> Iterator[ReportLine]:
    hot, of_hot = heat.came_to_60_celsius, heat.cooled_below_60_celsius_of
    yield from _figures((hot, label("kettle.came_to_60_celsius"), hot, "", ""))
    if of_hot:
        calm = _share(heat.cooled_below_60_celsius, of_hot)
        yield ReportLine(label("kettle.cooled_below_60_celsius"), calm, "", "good")
    very = heat.came_to_85_celsius
    yield from _figures((very, label("kettle.came_to_85_celsius"), very, "", ""))
    if heat.highest_celsius is not None:
        middle = said("typical peak {degrees}°", degrees=heat.median_peak_celsius) if hot > 1 else ""
        highest = said("{degrees}°", degrees=heat.highest_celsius)
        yield ReportLine(label("kettle.highest_celsius"), highest, middle)


def _handed(handed: Handed) -> Iterator[ReportLine]:
    often = f"{handed.referrals:,} times" if handed.referrals > handed.referred else ""
    tone: Tone = "good" if handed.answered == handed.answered_of else "strong"
    return _figures(
        (handed.referred, label("handed.referred"), handed.referred, often, ""),
        (handed.referred_3_times, label("handed.referred_3_times"), handed.referred_3_times, "", "alarm"),
        (handed.requests, label("handed.requests"), handed.requests, "", ""),
        (handed.answered_of, "Answered", handed.answered, f"of {handed.answered_of:,}", tone),
    )


def _topics(topics: Topics) -> Iterator[ReportLine]:
    about = "about " if topics.compared < topics.with_reason else ""
    for topic in topics.most:
        yield ReportLine(topic.words, f"{about}{topic.times:,} ×", "in the FAQ" if topic.in_faq else "")
    if topics.with_reason:
        told = said(
            "The FAQ answers {count:,} of the {whole:,} questions.",
            count=topics.with_faq_entry,
            whole=topics.with_reason,
        )
        yield ReportLine(told, tone="strong")


def _habits(report: Report) -> Iterator[ReportLine]:
    """The figures of each step; first, in words, what grew most. Nobody is compared with anybody (practice G3)."""
    best = max(report.habits, key=lambda habit: habit.change, default=None)
    if best and best.change >= GROWN:
        yield ReportLine(f"Grown most: {best.step}", f"+{best.change}", "", "good")
    checklist = ""
    for habit in report.habits:
        if habit.checklist != checklist:
            checklist = habit.checklist
            compared = f", beside {BEFORE[report.period.span]}" if habit.runs_before else ""
            yield ReportLine(checklist, note=f"{habit.runs:,} ×{compared}", tone="strong")
        change, share = f"{habit.change:+d}" if habit.change else "", habit.ticked_percent / 100
        yield ReportLine(habit.step, f"{habit.ticked_percent} %", change, share=share)


def _lessons(report: Report) -> Iterator[ReportLine]:
    for lesson in report.lessons:
        note, tone = LOOKED_BACK_ON[lesson.decision]
        yield ReportLine(lesson.text, _day(lesson.at), note, tone)


def _day(instant: datetime) -> str:
    local = clock.local(instant)
    return f"{local.day} {local:%b}"
