"""Each figure of a report: its label, and in one line what it counts; the same words on every face."""

from collections.abc import Iterator
from dataclasses import fields

from deskapp.messages import noted, said
from deskapp.model.frozen import dataclass
from deskapp.model.report import Lengths, Report, ReportFigure


@dataclass(frozen=True, slots=True)
class Definition:
    """What a figure is called and what it counts; `shares` what it is a share of, "" where it is none."""

    label: str
    counts: str
    shares: str = ""


DEFINITIONS: dict[str, Definition] = {
    "people.total": Definition(
        noted("Visits"),
        noted("Everybody who came, called or wrote, callers who gave up too. Calls you made don't count."),
    ),
    "people.walk_ins": Definition(noted("Walk-ins"), noted("Everybody who came to the desk.")),
    "people.calls": Definition(
        noted("Calls"), noted("Everybody who called and got through, here or on another phone.")
    ),
    "people.missed_calls": Definition(
        noted("Missed calls"), noted("Callers who hung up before anybody answered. They count nowhere else.")
    ),
    "people.messages": Definition(noted("Messages"), noted("Letters, e-mails and chats that came in.")),
    "people.calls_made": Definition(
        noted("Calls you made"), noted("Calls from this desk. Nobody waited, so they have no wait.")
    ),
    "people.messages_sent": Definition(
        noted("Messages sent"), noted("Replies sent to somebody who had no visit that day.")
    ),
    "people.still_open": Definition(noted("Still open"), noted("Visits that have not ended yet.")),
    "people.waited": Definition(
        noted("Typical wait"),
        noted(
            "Half waited less, half waited longer. If nobody greeted them, their wait goes on to the end, or to now. "
            "Visits written down afterwards and imported calls have no wait."
        ),
        noted("who came or called"),
    ),
    "people.greeted": Definition(
        noted("Typical time to greet"),
        noted("Half were greeted sooner, half later. Only people who were greeted."),
        noted("who came or called"),
    ),
    "people.still_waiting": Definition(
        noted("Still waiting"), noted("People whom nobody has greeted yet. They count with their wait up to now.")
    ),
    "people.left_unseen": Definition(
        noted("Never greeted"), noted("Visits that ended without a greeting. They count with their whole stay.")
    ),
    "people.greeted_within_5_minutes": Definition(
        noted("Greeted within 5 min"),
        noted("People greeted in 5 minutes or less. Anybody still waiting under 5 minutes isn't counted yet."),
        noted("whose wait is known"),
    ),
    "people.served": Definition(
        noted("Typical visit"),
        noted("From the greeting to the end, without the time on hold. Half took less, half took longer."),
        noted("who came or called"),
    ),
    "promises.made": Definition(noted("Promises made"), noted("Promises that somebody here made in this time.")),
    "promises.due": Definition(
        noted("Promises due"), noted("Promises with their time in here. One that was moved counts at its new time.")
    ),
    "promises.kept_in_time": Definition(
        noted("Kept in time"),
        noted("Kept by their time. The clock stops while you wait for the customer."),
        noted("that were kept, broken or are late"),
    ),
    "promises.kept_late": Definition(noted("Kept late"), noted("Kept, but after their time.")),
    "promises.broken": Definition(noted("Broken"), noted("Promises that were given up.")),
    "promises.still_open": Definition(noted("Still open"), noted("Neither kept nor given up, late or not.")),
    "promises.overdue": Definition(noted("Late"), noted("Still open, and their time is over.")),
    "promises.not_yet_due": Definition(
        noted("Not due yet"), noted("Still open, with time left. They count neither as kept nor as late.")
    ),
    "promises.moved": Definition(noted("Moved"), noted("Promises due in here that got a new time at least once.")),
    "promises.moved_and_told": Definition(
        noted("Customer told"), noted("Moved, and the customer was told each time."), noted("that were moved")
    ),
    "kettle.came_to_60_celsius": Definition(noted("Got upset"), noted("Visits that reached 60° or more.")),
    "kettle.cooled_below_60_celsius": Definition(
        noted("Calmed down"),
        noted("Got upset, and were under 60° at their last reading. Upset people who are still here don't count yet."),
        noted("who got upset"),
    ),
    "kettle.came_to_85_celsius": Definition(noted("Very upset"), noted("Visits that reached 85° or more.")),
    "kettle.highest_celsius": Definition(noted("Most upset"), noted("The highest reading, and in how many visits.")),
    "kettle.median_peak_celsius": Definition(
        noted("Typical peak"), noted("The highest reading of people who got upset: half were lower, half higher.")
    ),
    "handed.referrals": Definition(noted("Transfers"), noted("Each time a visit was transferred to somebody.")),
    "handed.referred": Definition(noted("Transferred"), noted("Visits that were transferred at least once.")),
    "handed.referred_3_times": Definition(
        noted("Three times or more"), noted("Visits that were transferred three times or more.")
    ),
    "handed.requests": Definition(noted("Requests"), noted("Everything that people asked for.")),
    "handed.answered": Definition(
        noted("Answered"),
        noted("Requests with an answer. Open requests of people who are still here don't count yet."),
        noted("that were asked for"),
    ),
    "topics.with_reason": Definition(
        noted("Questions"), noted("Visits where it is written down what they were about. Calls you made don't count.")
    ),
    "topics.with_faq_entry": Definition(
        noted("In the FAQ"), noted("Questions that have an entry in the FAQ."), noted("questions")
    ),
}
HABIT = Definition(
    noted("Step done"),
    noted("Visits in which this step was ticked. Visits that are still open don't count."),
    noted("visits with this checklist"),
)
TOPIC = Definition(noted("Came up"), noted("Visits that were about this, in much the same words."))


def of(figure: str) -> Definition:
    """What a figure is, by its id. Raises KeyError for what is none."""
    section = figure.partition(".")[0]
    return HABIT if section == "habits" else TOPIC if figure.startswith("topics.about ") else DEFINITIONS[figure]


def told(figure: str) -> str:
    """The definition of a figure as one line: `Kept late: Kept, but after their time.`"""
    known = of(figure)
    return said("{label}: {counts}", label=said(known.label), counts=said(known.counts))


def figures(report: Report) -> Iterator[ReportFigure]:
    """Every figure of a report, in the order of their definitions; then those of habits and topics."""
    for name in DEFINITIONS:
        yield _figure(report, name)
    for habit in report.habits:
        yield ReportFigure(habit.figure, habit.ticked, habit.runs)
    for topic in report.topics.most:
        yield ReportFigure(topic.figure, topic.times)


def _figure(report: Report, name: str) -> ReportFigure:
    section, field = name.split(".")
    noun = getattr(report, section)
    value = getattr(noun, field)
    if isinstance(value, Lengths):
        if not value.count:
            return ReportFigure(name, 0, report.people.could_wait, unit="s")
        return ReportFigure(
            name, value.count, report.people.could_wait, value.median_seconds, value.longest_seconds, "s"
        )
    if name == "kettle.highest_celsius":
        return ReportFigure(name, report.kettle.highest_in, None, value, None, "°C")
    if name == "kettle.median_peak_celsius":
        return ReportFigure(name, report.kettle.came_to_60_celsius, None, value, None, "°C")
    return ReportFigure(name, value, _share_of(noun, field))


SHARE_OF = {"moved_and_told": "moved", "with_faq_entry": "with_reason"}


def _share_of(noun: object, field: str) -> int | None:
    """What a figure is a share of, where it is one."""
    names = {known.name for known in fields(noun)}  # type: ignore[arg-type]
    whole = SHARE_OF.get(field, f"{field}_of")
    return getattr(noun, whole) if whole in names else None
