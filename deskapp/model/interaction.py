"""One walk-in, call or written message, from arrival to end, and what stands open when it is to end."""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime, timedelta
from typing import Literal

from deskapp.model.crisis import CrisisSheet
from deskapp.model.document import ERASED
from deskapp.model.frozen import Kept, dataclass
from deskapp.model.upset import BoundaryEvent, Resolved
from deskapp.model.visit_clocks import Stretch, VisitClocks, clocks_of, spent

GateKind = Literal["soft", "hard"]


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that stands open."""

    text: str
    kind: GateKind = "hard"


@dataclass(frozen=True, slots=True)
class GatePassed(Kept):
    """On record: an interaction was ended although this stood open, and why."""

    at: datetime
    kind: GateKind
    points: tuple[str, ...] = ()
    reason: str = ""
    by: str = ""


Kind = Literal["walk-in", "call", "message"]
State = Literal["waiting", "serving", "on_hold", "ended"]
KINDS: tuple[Kind, ...] = ("walk-in", "call", "message")
WAITS_TOO_LONG = timedelta(minutes=5)
REFERRALS_ALARM = 3


@dataclass(frozen=True, slots=True)
class CustomerRef(Kept):
    """Whose card it is, and the name on it when it was taken."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Tick(Kept):
    """One step of a checklist done."""

    at: datetime
    by: str = ""


@dataclass(frozen=True, slots=True)
class Run(Kept):
    """One live use of a checklist."""

    started_at: datetime


@dataclass(frozen=True, slots=True)
class Note(Kept):
    """One line written down."""

    at: datetime
    text: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Request(Kept):
    """One thing asked for; open until it is answered (practice C2)."""

    at: datetime
    text: str
    answer: str = ""
    answered_at: datetime | None = None
    answered_by: str = ""


@dataclass(frozen=True, slots=True)
class Reading(Kept):
    """One temperature, in °C, set by hand."""

    at: datetime
    celsius: int


@dataclass(frozen=True, slots=True)
class Referral(Kept):
    """A handing over to a named person (practice A3)."""

    at: datetime
    to: str
    why: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Hold(Kept):
    """One stretch of time on hold; open while `until` is missing."""

    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reopened(Kept):
    """A visit that had been ended was opened again: when it had ended, and with which outcome."""

    at: datetime
    ended_at: datetime
    outcome: str = ""
    overruled: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Copied(Kept):
    """Words that were copied to be sent: from which template or FAQ entry, to whom, in which channel."""

    at: datetime
    reply: str
    text: str
    to: str = ""
    channel: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Ring(Kept):
    """One time that the phone rang for a call; `call` is the phone system's own id of it, where it gives one."""

    at: datetime
    call: str = ""
    answered_at: datetime | None = None
    hung_up_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Interaction(Kept):
    """What is known of one interaction. Maps are keyed by short ids; ticks by `checklist-step`, resolution by step.

    `closed_at` is when it was closed afterwards, on a later day; then `ended_at` is when something was last done in it,
    and when it ended is not known.
    `missed_at` is when a caller hung up before anybody answered; such a call is to be rung back until `followed_up_at`.
    `followed_up_by` is the id of the call that followed (theirs or ours), empty where it was settled without one.
    `elsewhere_at` is when another phone took it. `direction` is "in" for who came, called or wrote, "out" for whom we
    called or wrote to, "" where a book of before did not say it; so is `afterwards` None: whether it was written down
    when it was over. `imported_by` is who brought it in from a phone's own log.
    """

    id: str
    kind: Kind
    state: State
    arrived_at: datetime
    customer: CustomerRef | None = None
    called: str = ""
    phone: str = ""
    channel: str = ""
    reason: str = ""
    greeted_at: datetime | None = None
    ended_at: datetime | None = None
    outcome: str = ""
    overruled: str = ""
    temperature: int | None = None
    staff: str = ""
    runs: Mapping[str, Run] = field(default_factory=dict)
    ticks: Mapping[str, Tick] = field(default_factory=dict)
    requests: Mapping[str, Request] = field(default_factory=dict)
    notes: Mapping[str, Note] = field(default_factory=dict)
    readings: Mapping[str, Reading] = field(default_factory=dict)
    referrals: Mapping[str, Referral] = field(default_factory=dict)
    holds: Mapping[str, Hold] = field(default_factory=dict)
    copied: Mapping[str, Copied] = field(default_factory=dict)
    drafts: Mapping[str, str] = field(default_factory=dict)
    resolution: Mapping[str, Resolved] = field(default_factory=dict)
    boundary: Mapping[str, BoundaryEvent] = field(default_factory=dict)
    gates: Mapping[str, GatePassed] = field(default_factory=dict)
    reopened: Mapping[str, Reopened] = field(default_factory=dict)
    closed_at: datetime | None = None
    owner: str = ""
    crisis: CrisisSheet | None = None
    rings: Mapping[str, Ring] = field(default_factory=dict)
    missed_at: datetime | None = None
    followed_up_at: datetime | None = None
    followed_up_by: str = ""
    elsewhere_at: datetime | None = None
    direction: str = ""
    afterwards: bool | None = None
    imported_by: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it has not ended."""
        return self.state != "ended"

    @property
    def name(self) -> str:
        """The card's name, else what was typed at "Who?", else nothing; of an erased person, that they were erased."""
        if self.extra.get("erased"):
            return ERASED
        return self.customer.name if self.customer else self.called

    @property
    def known_as(self) -> str:
        """The name, else the phone number that they ring from, else nothing."""
        return self.name or self.phone

    @property
    def is_withheld(self) -> bool:
        """Whether it is a call whose phone shows no number."""
        return bool(self.rings) and not self.phone

    @property
    def is_served(self) -> bool:
        """Whether somebody at the desk has begun to deal with it."""
        done = (self.ticks, self.requests, self.notes, self.readings, self.copied, self.referrals, self.resolution)
        return self.state != "waiting" or any(done) or bool(self.drafts)

    @property
    def is_to_ring_back(self) -> bool:
        """Whether it is a missed call that rang here, can be rung back, and that nobody has followed up."""
        reachable = bool(self.phone or self.customer)
        return self.missed_at is not None and bool(self.rings) and self.followed_up_at is None and reachable

    @property
    def last_ring(self) -> Ring | None:
        """The last time that the phone rang for it."""
        return max(self.rings.values(), key=lambda ring: ring.at, default=None)

    @property
    def is_ringing(self) -> bool:
        """Whether the phone rings for it: nobody has answered here, and the caller did not hang up."""
        last = self.last_ring
        return self.state == "waiting" and last is not None and last.hung_up_at is None and last.answered_at is None

    @property
    def hung_up_at(self) -> datetime | None:
        """When the caller hung up; nothing while they are on the line."""
        last = self.last_ring
        return last.hung_up_at if last else None

    @property
    def open_requests(self) -> dict[str, Request]:
        """The requests without an answer, by key, in the order they were asked."""
        return {key: request for key, request in self.requests.items() if request.answered_at is None}

    @property
    def with_whom(self) -> str:
        """The person who has it since its last transfer; "" where nobody has, or a later hold took it back."""
        by_time = sorted(self.referrals.values(), key=lambda referral: referral.at)
        if not by_time or self.state != "serving" or any(hold.since > by_time[-1].at for hold in self.holds.values()):
            return ""
        return by_time[-1].to

    @property
    def clocks(self) -> VisitClocks:
        """Its times, by which its lengths are told."""
        return clocks_of(self)

    @property
    def closed(self) -> tuple[Stretch, ...]:
        """The stretches between an end of it and that end's being taken back."""
        return tuple((fact.ended_at, fact.at) for fact in self.reopened.values())

    def waited(self, now: datetime) -> timedelta:
        """Time from arrival to the greeting, or until now (or the end) where nobody greeted yet.

        Between an end and its being taken back nobody waited. Where it is not known who waited: `clocks.wait`.
        """
        return spent(self.arrived_at, self.greeted_at or self.ended_at or now, self.closed)

    def waits_too_long(self, now: datetime) -> bool:
        """Whether somebody waits unseen for more than five minutes (practice A2); a message has no such clock."""
        return self.state == "waiting" and self.kind != "message" and self.waited(now) > WAITS_TOO_LONG

    def held(self, now: datetime) -> timedelta:
        """How long it has been on hold this time; nothing where it is not."""
        return now - self.in_state_since() if self.state == "on_hold" else timedelta(0)

    def in_state_since(self) -> datetime:
        """When the state it is in began."""
        if self.state == "ended" and self.ended_at:
            return self.ended_at
        if self.state == "on_hold":
            return max((hold.since for hold in self.holds.values() if hold.until is None), default=self.arrived_at)
        if self.state == "serving" and self.greeted_at:
            return self.greeted_at
        return self.arrived_at + sum((until - since for since, until in self.closed if until > since), timedelta(0))
