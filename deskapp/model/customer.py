"""A customer's card: who they are, how to address them, and what is known of their preferences (practice A4)."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime, timedelta
from typing import Any, Literal, NamedTuple

from deskapp.model.frozen import Kept, dataclass
from deskapp.model.interaction import Interaction
from deskapp.model.upset import Parting

CustomerKind = Literal["customer", "prospect", "coworker"]
Stance = Literal["likes", "dislikes", "needs", "allergy"]
STANCES: tuple[Stance, ...] = ("likes", "dislikes", "needs", "allergy")
GROUPS = ("food", "drink", "comfort", "communication", "address", "topics", "occasion", "other")
ASK_AGAIN = timedelta(days=365)


def is_old(confirmed_at: datetime | None, now: datetime) -> bool:
    """Whether what was confirmed then, or never, is to be asked again."""
    return confirmed_at is None or now - confirmed_at > ASK_AGAIN


@dataclass(frozen=True, slots=True)
class Preference(Kept):
    """One thing known of a customer, from whom, and when it was last confirmed.

    `visit` is the id of the visit in which it was told; empty where nobody was here, or where a file brought it.
    """

    group: str
    item: str
    stance: Stance = "likes"
    confirmed_at: datetime | None = None
    told_by: str = ""
    visit: str = ""

    def needs_asking(self, now: datetime) -> bool:
        """Whether nobody has confirmed it for a year."""
        return is_old(self.confirmed_at, now)


@dataclass(frozen=True, slots=True)
class Phone(Kept):
    """A phone number as it was typed, and its E.164 form where it could be read.

    `visit` is the id of the visit by which it came on the card; empty where somebody wrote it on the card itself.
    `read_in` is the country in which the form was read; empty where it needs none, or where a file brought the form.
    """

    typed: str
    number: str = ""
    label: str = ""
    visit: str = ""
    read_in: str = ""


@dataclass(frozen=True, slots=True)
class Email(Kept):
    """An e-mail address."""

    address: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Plan(Kept):
    """What the customer is enrolled in."""

    name: str
    until: date | None = None
    level: str = ""

    def is_running(self, today: date) -> bool:
        """Whether the plan has not ended before today."""
        return self.until is None or self.until >= today


@dataclass(frozen=True, slots=True)
class CardWarning(Kept):
    """A fact that the next person should know, until its review date."""

    text: str
    at: datetime
    review_on: date | None = None
    by: str = ""

    def is_current(self, today: date) -> bool:
        """Whether its review date has not passed."""
        return self.review_on is None or self.review_on >= today


@dataclass(frozen=True, slots=True)
class Merged(Kept):
    """Another card that was taken into this one; the fields that changed, so that the two can be taken apart again."""

    at: datetime
    name: str
    by: str = ""
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Customer(Kept):
    """A person or a company with a card. Maps are keyed by short ids, `merged` by the ids of the other cards.

    `drafts` is what was typed for the card and not done yet, by the place where it was typed.
    """

    id: str
    name: str
    kind: CustomerKind = "customer"
    address_form: str = ""
    pronouns: str = ""
    company: str = ""
    role: str = ""
    plan: Plan | None = None
    favorite_dessert: str = ""
    dessert_confirmed_at: datetime | None = None
    preferred_channel: str = ""
    preferred_hours: str = ""
    phones: Mapping[str, Phone] = field(default_factory=dict)
    emails: Mapping[str, Email] = field(default_factory=dict)
    addresses: Mapping[str, str] = field(default_factory=dict)
    preferences: Mapping[str, Preference] = field(default_factory=dict)
    warnings: Mapping[str, CardWarning] = field(default_factory=dict)
    parting: Parting | None = None
    notes: str = ""
    birthday: str = ""
    created_at: datetime | None = None
    customer_since: datetime | None = None
    merged_into: str = ""
    merged: Mapping[str, Merged] = field(default_factory=dict)
    drafts: Mapping[str, str] = field(default_factory=dict)

    @property
    def addressed_as(self) -> str:
        """How to address them: their own form, else the name."""
        return self.address_form or self.name

    @property
    def addressed_in_full(self) -> str:
        """How to address them, with their pronouns: `Ms Ocampo (she)`."""
        return f"{self.addressed_as} ({self.pronouns})" if self.pronouns else self.addressed_as

    @property
    def work(self) -> str:
        """What they are and where: `Nurse, Harbour Clinic`."""
        return ", ".join(part for part in (self.role, self.company) if part)

    @property
    def answer_by(self) -> str:
        """How and when they like to be reached: `phone after 4`."""
        return " ".join(part for part in (self.preferred_channel, self.preferred_hours) if part)

    def asks_dessert_again(self, now: datetime) -> bool:
        """Whether nobody has confirmed the favorite dessert for a year."""
        return bool(self.favorite_dessert) and is_old(self.dessert_confirmed_at, now)

    def with_stance(self, stance: Stance) -> list[Preference]:
        """The preferences of one stance, in the order they were told."""
        return [preference for preference in self.preferences.values() if preference.stance == stance]


class Whom(NamedTuple):
    """A visit, with the card that it is with where it has one; or a card of somebody who is not here; or nobody."""

    visit: Interaction | None = None
    card: Customer | None = None

    @property
    def name(self) -> str:
        """What they are called; "" where that is not known."""
        return self.card.name if self.card else self.visit.name if self.visit else ""

    @property
    def id(self) -> str:
        """The id of the visit, else of the card, else ""."""
        return self.visit.id if self.visit else self.card.id if self.card else ""
