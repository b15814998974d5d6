"""A report in up to five sentences: what went well, what didn't, what repeats, what is still promised, what to try.

Each is a whole message with counts of the report itself. Where nothing is known there is no sentence, and advice is
only given for something that was counted.
"""

from collections.abc import Iterator

from deskapp.messages import counted, said
from deskapp.model.report import Report, Topic

FEWEST_TIMES = 2


def sentences(report: Report) -> list[str]:
    """What a report says first, in that order."""
    told = (went_well(report), went_badly(report), repeats(report), still_promised(report), to_try(report))
    return [sentence for sentence in told if sentence]


def went_well(report: Report) -> str:
    """The best that is known: promises kept, then people who calmed down, then quick greetings; never one of none."""
    promises, heat, people = report.promises, report.kettle, report.people
    if _most(promises.kept_in_time, promises.kept_in_time_of):
        return _kept(promises.kept_in_time, promises.kept_in_time_of)
    if _most(heat.cooled_below_60_celsius, heat.cooled_below_60_celsius_of):
        return _calmed(heat.cooled_below_60_celsius, heat.cooled_below_60_celsius_of)
    if _most(people.greeted_within_5_minutes, people.greeted_within_5_minutes_of):
        return _greeted(people.greeted_within_5_minutes, people.greeted_within_5_minutes_of)
    return ""


def _most(count: int, whole: int) -> bool:
    """Whether it is worth praise: more than half of something."""
    return 0 < whole < 2 * count


def _kept(count: int, whole: int) -> str:
    return counted(
        whole,
        "The promise that was due was kept in time.",
        "{kept:,} of {count:,} promises were kept in time.",
        kept=count,
    )


def _calmed(count: int, whole: int) -> str:
    return counted(
        whole,
        "The one person who got upset calmed down again.",
        "{calm:,} of {count:,} people who got upset calmed down again.",
        calm=count,
    )


def _greeted(count: int, whole: int) -> str:
    return counted(
        whole,
        "The one person whose wait is known was greeted within 5 minutes.",
        "{quick:,} of {count:,} people were greeted within 5 minutes.",
        quick=count,
    )


def went_badly(report: Report) -> str:
    """The worst that is known: promises late or given up, then people nobody greeted, then callers who hung up."""
    promises, people = report.promises, report.people
    if promises.overdue:
        return counted(promises.overdue, "{count} promise is late.", "{count:,} promises are late.")
    if promises.broken:
        return counted(promises.broken, "{count} promise was broken.", "{count:,} promises were broken.")
    if people.left_unseen:
        return counted(people.left_unseen, "{count} person was never greeted.", "{count:,} people were never greeted.")
    if people.missed_calls:
        return counted(
            people.missed_calls,
            "{count} caller hung up before anybody answered.",
            "{count:,} callers hung up before anybody answered.",
        )
    slow = people.greeted_within_5_minutes_of - people.greeted_within_5_minutes
    return counted(
        slow, "{count} person waited more than 5 minutes.", "{count:,} people waited more than 5 minutes."
    ) if slow else ""  # fmt: skip


def repeats(report: Report) -> str:
    """What people came about most; nothing that came only once repeats."""
    topic = next(_repeated(report), None)
    if topic is None:
        return ""
    if report.topics.compared < report.topics.with_reason:
        return said("Came up most, about {count:,} times: {topic}.", count=topic.times, topic=topic.words)
    return said("Came up most, {count:,} times: {topic}.", count=topic.times, topic=topic.words)


def _repeated(report: Report) -> Iterator[Topic]:
    return (topic for topic in report.topics.most if topic.times >= FEWEST_TIMES)


def still_promised(report: Report) -> str:
    """Promises due in this time that are neither kept nor given up, and how many of them are late."""
    promises = report.promises
    if not promises.still_open:
        return ""
    if promises.overdue:
        return counted(
            promises.still_open,
            "{count} promise is still open, and it's late.",
            "{count:,} promises are still open, {late:,} of them late.",
            late=promises.overdue,
        )
    return counted(promises.still_open, "{count} promise is still open.", "{count:,} promises are still open.")


def to_try(report: Report) -> str:
    """One thing to try, for the first trouble that was counted."""
    promises, people = report.promises, report.people
    if promises.overdue:
        return said("Try this: call everybody whose promise is late before you start anything new.")
    if promises.broken or promises.kept_late:
        return said("Try this: promise a later time than you expect to need.")
    if people.left_unseen or people.still_waiting:
        return said("Try this: look up and say hello when somebody comes in, even if you're busy.")
    if people.missed_calls:
        return said("Try this: call back the people you missed.")
    topic = next((topic for topic in _repeated(report) if not topic.in_faq), None)
    return said("Try this: write a FAQ entry for this question: {topic}.", topic=topic.words) if topic else ""
