"""The brief for either management, filled from the crisis sheet: facts only, and never what consent excludes (F3, F4).

It is built by taking in what is allowed, not by leaving out what is not: an entry goes in only where it is shared as
far as that side, and only as much of the sheet as the most restricted of the readers may hear.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from deskapp import clock
from deskapp.desk.crisis import crisis, record
from deskapp.desk.documents import look
from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.desk.visits import log
from deskapp.errors import DeskError
from deskapp.model.crisis import AMOUNTS, CrisisSheet, PlanStep, Shared, Side
from deskapp.model.frozen import dataclass
from deskapp.model.interaction import Interaction
from deskapp.model.promise import Promise
from deskapp.text import safe, when
from deskapp.text.escaping import markdown

CERTAINTY = {"checked": "Checked", "known": "As told to us", "unknown": "Not known yet"}
ANSWERS = {"asked": "asked", "given": "given", "refused": "refused"}
Section = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Brief:
    """What one side's readers may read: a title, who it is for, and sections of lines."""

    title: str
    side: Side
    readers: tuple[str, ...]
    head: tuple[str, ...]
    sections: tuple[Section, ...]

    @property
    def text(self) -> str:
        """As plain text."""
        head = [self.title, "=" * len(self.title), *self.head]
        return self._written(head, lambda title: [title, "-" * len(title)], str)

    @property
    def markdown(self) -> str:
        """As Markdown; no text from people is read as markup."""
        head = [f"# {markdown(self.title)}", "", *(f"{markdown(line)}  " for line in self.head)]
        return self._written(head, lambda title: [f"## {markdown(title)}", ""], markdown)

    def _written(self, head: list[str], heading: Callable[[str], list[str]], escaped: Callable[[str], str]) -> str:
        parts = head
        for title, lines in self.sections:
            parts = [*parts, "", *heading(title), *(f"- {escaped(line)}" for line in lines)]
        return "\n".join(map(safe.line, parts)) + "\n"


def make(
    sheet: CrisisSheet,
    side: Side,
    now: datetime,
    *,
    desk_name: str = "",
    staff: str = "",
    promises: Mapping[str, Promise] | None = None,
) -> Brief:
    """The brief for one side at an instant. Raises RefusedError while the customer lets nobody there be told."""
    readers = sheet.readers(side, now)
    names = tuple(person.name for person in readers)
    record.refuse_untold(sheet, side, names, now)
    amount = min(AMOUNTS.index(person.how_much) for person in readers)
    sections: list[tuple[str, list[str]]] = []
    if sheet.background.strip() and reaches(sheet.background_shared, side):
        sections.append(("Background", [one_line(sheet.background)]))
    if amount >= AMOUNTS.index("facts"):
        facts = [fact for fact in sheet.facts.values() if reaches(fact.shared, side)]
        for certainty, title in CERTAINTY.items():
            sections.append((title, [one_line(fact.text) for fact in facts if fact.certainty == certainty]))
    if amount >= AMOUNTS.index("everything"):
        sections += _doing(sheet, side, promises or {})
    stamp = f"As of {when.stamp(now)}, {', '.join(filter(None, (staff, desk_name)))}".rstrip(", ")
    told_by = (f" (told by {one_line(person.teller)})" if person.teller.strip() else "" for person in readers)
    whom = ", ".join(f"{one_line(name)}{teller}" for name, teller in zip(names, told_by, strict=True))
    filled = tuple((title, tuple(lines)) for title, lines in sections if lines)
    return Brief("Brief", side, names, (stamp, f"For {whom} only"), filled)


def reaches(shared: Shared, side: Side) -> bool:
    """Whether an entry that is shared so far may go to a side."""
    return shared == "both" or (shared == "ours" and side == "ours")


def _doing(sheet: CrisisSheet, side: Side, promises: Mapping[str, Promise]) -> list[tuple[str, list[str]]]:
    """The ways out, those for today first, what was asked to be allowed, and the plan with its times."""
    options = [
        f"{one_line(option.text)} ({option.lasts}{f', {one_line(option.lead)}' if option.lead.strip() else ''})"
        + ": taken" * option.chosen
        for option in sorted(sheet.options.values(), key=lambda option: option.lasts != "stand-in")
        if reaches(option.shared, side)
    ]
    approvals = [
        f"{one_line(asked.what)}: {ANSWERS[asked.answer]}, {one_line(asked.who)}"
        for asked in sheet.approvals.values()
        if reaches(asked.shared, side)
    ]
    plan = [_told(step, promises.get(step.promise)) for step in sheet.plan.values() if reaches(step.shared, side)]
    return [("Ways out", options), ("Approvals", approvals), ("Plan", plan)]


def _told(step: PlanStep, promise: Promise | None) -> str:
    due = f", by {clock.local(promise.due):%a %d %b %H:%M}" if promise else ""
    state = " (done)" if promise and promise.kept_at else ""
    return f"{one_line(step.what)}: {one_line(step.who)}{due}{state}"


def one_line(text: str) -> str:
    """A text from people on one line."""
    return " ".join(text.split())


def promises_of(desk: Session, sheet: CrisisSheet) -> Mapping[str, Promise]:
    """The promises that hold the times of the plan, by id."""
    promises = (look(desk, Promise, step.promise) for step in sheet.plan.values() if step.promise)
    return {promise.id: promise for promise in promises if promise}


def as_it_stands(desk: Session, interaction: Interaction, side: Side) -> Brief:
    """The brief for one side as it would be read now. Raises RefusedError while nobody there may be told."""
    sheet, desk_name = crisis.sheet_of(log.get(desk, interaction.id)), settings.read(desk).desk_name
    promises = promises_of(desk, sheet)
    return make(sheet, side, desk.now(), desk_name=desk_name, staff=desk.staff, promises=promises)


def give(desk: Session, interaction: Interaction, side: Side, deliver: Callable[[Brief], object]) -> Brief:
    """Put the brief for one side on record, then give it by `deliver`; what could not be given is not on record either.

    Refused like `as_it_stands`, and where nobody has said who is at the desk, before anything is given.
    """
    made = as_it_stands(desk, interaction, side)
    with desk.book.one_act():
        key = list(crisis.sheet_of(crisis.briefed(desk, interaction, side, made.readers)).briefs)[-1]
        try:
            deliver(made)
        except (DeskError, OSError):
            crisis.not_given(desk, interaction, key)
            raise
    return made
