"""The brief for either management, filled from the crisis sheet: facts only, and never what consent excludes (F3, F4).

It is built by taking in what is allowed, not by leaving out what is not: an entry goes in only where it is shared as
far as that side, and only as much of the sheet as the most restricted of the readers may hear.
"""

from collections.abc import Mapping
from datetime import datetime

from deskapp import clock
from deskapp.desk.crisis import record
from deskapp.model.crisis import AMOUNTS, CrisisSheet, Shared, Side, Stakeholder
from deskapp.model.frozen import dataclass
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
        parts = [self.title, "=" * len(self.title), *self.head]
        for title, lines in self.sections:
            parts += ["", title, "-" * len(title), *(f"- {line}" for line in lines)]
        return "\n".join(map(safe.line, parts)) + "\n"

    @property
    def markdown(self) -> str:
        """As Markdown; no text from people is read as markup."""
        parts = [f"# {markdown(self.title)}", "", *(f"{markdown(line)}  " for line in self.head)]
        for title, lines in self.sections:
            parts += ["", f"## {markdown(title)}", "", *(f"- {markdown(line)}" for line in lines)]
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
    record.refuse_untold(sheet, side, [one.name for one in readers], now)
    amount = min(AMOUNTS.index(one.how_much) for one in readers)
    sections: list[Section] = []
    background = sheet.background.strip()
    if background and reaches(sheet.background_shared, side):
        sections.append(("Background", (one_line(background),)))
    if amount >= AMOUNTS.index("facts"):
        sections += _facts(sheet, side)
    if amount >= AMOUNTS.index("everything"):
        sections += _doing(sheet, side, promises or {})
    stamp = when.stamp(now)
    head = [f"As of {stamp}, {', '.join(part for part in (staff, desk_name) if part)}".rstrip(", "), _for(readers)]
    return Brief("Brief", side, tuple(one.name for one in readers), tuple(head), tuple(sections))


def reaches(shared: Shared, side: Side) -> bool:
    """Whether an entry that is shared so far may go to a side."""
    return shared == "both" or (shared == "ours" and side == "ours")


def _for(readers: list[Stakeholder]) -> str:
    names = [
        one_line(one.name) + (f" (told by {one_line(one.teller)})" if one.teller.strip() else "") for one in readers
    ]
    return f"For {', '.join(names)} only"


def _facts(sheet: CrisisSheet, side: Side) -> list[Section]:
    found: list[Section] = []
    for certainty, title in CERTAINTY.items():
        lines = [
            one_line(one.text)
            for one in sheet.facts.values()
            if one.certainty == certainty and reaches(one.shared, side)
        ]
        if lines:
            found.append((title, tuple(lines)))
    return found


def _doing(sheet: CrisisSheet, side: Side, promises: Mapping[str, Promise]) -> list[Section]:
    options = [
        f"{one_line(one.text)} ({one.lasts}{f', {one_line(one.lead)}' if one.lead.strip() else ''})"
        + (": taken" if one.chosen else "")
        for one in sorted(sheet.options.values(), key=lambda one: one.lasts != "stand-in")
        if reaches(one.shared, side)
    ]
    approvals = [
        f"{one_line(one.what)}: {ANSWERS[one.answer]}, {one_line(one.who)}"
        for one in sheet.approvals.values()
        if reaches(one.shared, side)
    ]
    plan = []
    for step in sheet.plan.values():
        if reaches(step.shared, side):
            promise = promises.get(step.promise)
            when = f", by {clock.local(promise.due):%a %d %b %H:%M}" if promise else ""
            state = " (done)" if promise and promise.kept_at else ""
            plan.append(f"{one_line(step.what)}: {one_line(step.who)}{when}{state}")
    titled = (("Ways out", options), ("Approvals", approvals), ("Plan", plan))
    return [(title, tuple(lines)) for title, lines in titled if lines]


def one_line(text: str) -> str:
    """A text from people on one line."""
    return " ".join(text.split())
