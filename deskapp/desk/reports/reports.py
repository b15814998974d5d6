"""Looking back on a day, a week, a month or a year: everything is counted when it is asked for (practices G1 to G4)."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime

from deskapp import clock
from deskapp.desk.answers import concerns, faq
from deskapp.desk.documents import TABLES
from deskapp.desk.reports import lessons, promised
from deskapp.desk.reports.tally import StepCounts, Tally, steady, through
from deskapp.desk.session import Session
from deskapp.desk.settings import settings as desk_settings
from deskapp.desk.visits.documents import was_ours
from deskapp.errors import RefusedError
from deskapp.model.document import Document
from deskapp.model.interaction import Interaction
from deskapp.model.report import Bar, Habit, Learnt, Period, Report, Span, Topic, Topics, around, before
from deskapp.words import loader

MOST_TOPICS = 8
FEWEST_LETTERS = 3
EARLIEST, LATEST = 1971, 9000
INTERACTIONS = TABLES[Interaction]


def period(span: Span, day: date) -> Period:
    """The stretch that a day lies in. Raises RefusedError for years that no desk has seen."""
    if not EARLIEST <= day.year <= LATEST:
        raise RefusedError(f"There is nothing to look back on in {day.year}.", "Give a day like 2026-11-24.")
    return around(span, day)


def make(desk: Session, looked_at: Period, *, habits_of: str = "", goes_on: Callable[[], bool] = steady) -> Report:
    """Count everything in one pass over the stretch, and the habits of the one before it.

    It only reads, so that a thread of its own may do it; `goes_on` is asked now and then, and StoppedError raised where
    it says no.
    """
    now, (start, after) = desk.now(), bounds(looked_at)
    parts, covered = looked_at.parts(), answered_by_faq(desk)
    tally = Tally(now, [clock.day_bounds(day)[0] for day in parts], covered, step_counts(habits_of))
    for document in visits(desk, looked_at, goes_on):
        tally.add(document)
    earlier = step_counts(habits_of)
    if tally.habits.runs:
        for document in visits(desk, before(looked_at), goes_on):
            earlier.add(document, is_ours=was_ours(document))
    return Report(
        period=looked_at,
        counted_at=now,
        desk_name=desk_settings.read(desk).desk_name,
        people=tally.people(),
        promises=promised.count(desk, start, after, now, goes_on),
        kettle=tally.heat(),
        handed=tally.handed(),
        topics=_topics(tally, covered),
        habits_of=habits_of,
        habits=tuple(_habits(tally.habits, earlier)),
        lessons=tuple(
            Learnt(lesson.at, lesson.decision, lesson.text) for lesson in lessons.between(desk, start, after)
        ),
        bars=tuple(Bar(day, count) for day, count in zip(parts, tally.parts, strict=True)),
    )


def visits(desk: Session, looked_at: Period, goes_on: Callable[[], bool] = steady) -> Iterator[Document]:
    """The documents of the visits that began in a stretch, the newest first, those of closed months too."""
    return through(desk.book.between(INTERACTIONS, *bounds(looked_at)), goes_on)


def answered_by_faq(desk: Session) -> frozenset[str]:
    """The ids of the visits whose question has an entry in the FAQ."""
    return frozenset(identifier for entry in faq.everything(desk) for identifier in entry.asked)


def step_counts(habits_of: str = "") -> StepCounts:
    """Counts of steps, still empty, that know which checklists begin by themselves."""
    own = frozenset(checklist.id for checklist in loader.checklists().values() if checklist.starts_with)
    return StepCounts(habits_of, own)


def bounds(looked_at: Period) -> tuple[datetime, datetime]:
    """The first instant of the desk's own days that it covers, and the first one after it."""
    return clock.day_bounds(looked_at.first)[0], clock.day_bounds(looked_at.after)[0]


def _topics(tally: Tally, covered: frozenset[str]) -> Topics:
    """What came most often."""
    most = tuple(
        Topic(group.reason, group.times * tally.reasons.every, any(name in covered for name in group.interactions))
        for group in grouped(tally)[:MOST_TOPICS]
    )
    told, answered = tally.counts["topics.with_reason"], tally.counts["topics.with_faq_entry"]
    return Topics(told, answered, round(100 * answered / told) if told else 0, len(tally.reasons.items), most)


def grouped(tally: Tally) -> list[concerns.Concern]:
    """What people came about more than once; no customer's own name stands in it."""
    return concerns.group({"id": document["id"], "reason": _unnamed(document)} for document in tally.reasons.items)


def _unnamed(document: Document) -> str:
    """The reason without the name of whose interaction it is."""
    reason, customer = str(document["reason"]), document.get("customer")
    name = str(customer.get("name") or "") if isinstance(customer, dict) else ""
    for word in (name, *name.split()):
        if len(word) >= FEWEST_LETTERS and word.casefold() in reason.casefold():
            reason = re.sub(rf"(?<!\w){re.escape(word)}(?:['’]s)?(?!\w)", "…", reason, flags=re.IGNORECASE)
    return reason if any(letter.isalnum() for letter in reason) else "…"


def _habits(now: StepCounts, earlier: StepCounts) -> Iterator[Habit]:
    """The steps of every checklist that ran, in the order of the playbook."""
    known = loader.checklists().values()
    titles = Counter(checklist.title for checklist in known)
    for checklist in known:
        kind = f", {checklist.starts_with}" if titles[checklist.title] > 1 and checklist.starts_with else ""
        runs, runs_before = now.runs[checklist.id], earlier.runs[checklist.id]
        for step in checklist.steps if runs else ():
            key = checklist.tick_key(step)
            yield Habit(
                checklist=f"{checklist.title}{kind}",
                step=step.prompt,
                runs=runs,
                ticked_percent=round(100 * now.ticks[key] / runs),
                runs_before=runs_before,
                ticked_percent_before=round(100 * earlier.ticks[key] / runs_before) if runs_before else None,
                ticked=now.ticks[key],
                figure=f"habits.{key}",
            )
