"""The crisis sheet: a customer's own standing is at stake (practice F). The customer's consent comes first (F4).

Two consents gate every brief. Each entry says how far it may travel (`shared`), and each person on a side says
whether, from when and how much they may be told. What is not allowed is not said: the default is this house only.
"""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import Literal

from deskapp.model.frozen import Kept, dataclass

Side = Literal["ours", "theirs"]
Shared = Literal["desk", "ours", "both"]
Told = Literal["not_asked", "no", "yes"]
HowMuch = Literal["outline", "facts", "everything"]
Certainty = Literal["known", "checked", "unknown"]
Answer = Literal["asked", "given", "refused"]
Lasts = Literal["stand-in", "lasting"]

AMOUNTS: tuple[HowMuch, ...] = ("outline", "facts", "everything")


@dataclass(frozen=True, slots=True)
class Fact(Kept):
    """Something known, checked by a second look, or still unknown (F1)."""

    text: str
    at: datetime
    certainty: Certainty = "known"
    shared: Shared = "ours"
    by: str = ""


@dataclass(frozen=True, slots=True)
class Need(Kept):
    """What a human being needs now: food, rest, a word of confidence (F2). It never leaves this house."""

    text: str
    at: datetime
    seen_to_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Stakeholder(Kept):
    """Somebody on a side, and what the customer allows them to be told: whether, from when, by whom, how much.

    `said_at` is when the customer said yes or no, `noted_by` who of the desk wrote that down.
    """

    name: str
    side: Side
    role: str = ""
    told: Told = "not_asked"
    not_before: datetime | None = None
    teller: str = ""
    how_much: HowMuch = "outline"
    said_at: datetime | None = None
    noted_by: str = ""

    def may_be_told(self, now: datetime) -> bool:
        """Whether the customer has said yes, and the time that they named has come."""
        return self.told == "yes" and (self.not_before is None or now >= self.not_before)


@dataclass(frozen=True, slots=True)
class Approval(Kept):
    """A blessing for something outside procedure: who was asked, what they said and when, who noted it (F5)."""

    what: str
    who: str
    at: datetime
    answer: Answer = "asked"
    answered_at: datetime | None = None
    noted_by: str = ""
    shared: Shared = "ours"


@dataclass(frozen=True, slots=True)
class Option(Kept):
    """A way out with its lead time; a stand-in that works today beats the right thing in weeks (F8)."""

    text: str
    lead: str = ""
    lasts: Lasts = "stand-in"
    chosen: bool = False
    shared: Shared = "ours"


@dataclass(frozen=True, slots=True)
class PlanStep(Kept):
    """One part of the one plan: what, who, and the promise that holds its time (F7)."""

    what: str
    who: str
    promise: str = ""
    shared: Shared = "ours"


@dataclass(frozen=True, slots=True)
class BriefGiven(Kept):
    """On record: which side was briefed, when, by whom, and who may read it."""

    at: datetime
    side: Side
    by: str = ""
    readers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CrisisSheet(Kept):
    """The sheet on one interaction. Maps are keyed by short ids; `background_shared` says how far it may go."""

    opened_at: datetime
    by: str = ""
    background: str = ""
    background_shared: Shared = "ours"
    first: str = ""
    second: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    needs: Mapping[str, Need] = field(default_factory=dict)
    people: Mapping[str, Stakeholder] = field(default_factory=dict)
    approvals: Mapping[str, Approval] = field(default_factory=dict)
    options: Mapping[str, Option] = field(default_factory=dict)
    plan: Mapping[str, PlanStep] = field(default_factory=dict)
    briefs: Mapping[str, BriefGiven] = field(default_factory=dict)

    def readers(self, side: Side, now: datetime) -> list[Stakeholder]:
        """Who on a side may be told at an instant."""
        return [person for person in self.people.values() if person.side == side and person.may_be_told(now)]


TEXTS = ("background", "first", "second")
ADDED = ("need", "fact", "ours", "theirs", "approval", "option", "plan")
DONE = {
    "seen": "needs",
    "checked": "facts",
    "yes": "people",
    "no": "people",
    "given": "approvals",
    "refused": "approvals",
    "take": "options",
}
"""What is noted of an entry that is there already, and the group in which its words find it."""
PARTS = (*TEXTS, *ADDED, *DONE, "share", "remove", "brief")
REACH = ("desk", "ours", "both")
SIDES = ("ours", "theirs")
