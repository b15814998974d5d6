"""Gates at the end of an interaction: what stands open is shown; a hard gate wants a reason, a soft one warns."""

import json
from collections.abc import Iterator
from datetime import datetime
from functools import cache

from deskapp.desk.documents import with_entry
from deskapp.desk.session import Session
from deskapp.desk.settings import settings as desk_settings
from deskapp.desk.visits import follows
from deskapp.model.interaction import REFERRALS_ALARM, GateKind, GatePassed, Interaction, Point
from deskapp.model.promise import Promise
from deskapp.model.upset import CHECKLIST, ENOUGH_OPTIONS
from deskapp.text.folding import words
from deskapp.words import loader

IN_TOUCH = "follow_up.json"
AT_THE_COUNTER = "counter"


def points(desk: Session, visit: Interaction) -> list[Point]:
    """What stands open: unanswered requests (practice C2) and mandatory steps, then what is only worth a look.

    Where the desk's settings say `soft`, nothing wants a reason.
    """
    kind = desk_settings.read(desk).gate
    is_promised = bool(visit.resolution) and any(
        gets_in_touch(promise) for promise in follows.owed(desk, visit, follows.open_promises(desk))
    )
    soft = [Point(text, "soft") for text in _lacking(visit, is_promised=is_promised)]
    return [Point(text, kind) for text in open_points(visit)] + soft


def hard(desk: Session, visit: Interaction) -> list[str]:
    """What stands open and wants a reason."""
    return [point.text for point in points(desk, visit) if point.kind == "hard"]


def open_points(visit: Interaction) -> list[str]:
    """Requests without an answer, then mandatory steps without a tick."""
    known = loader.checklists()
    checklists = [known[name] for name in visit.runs if name in known]
    return [
        *(f"Not answered: {request.text}" for request in visit.open_requests.values()),
        *(
            f"Not done: {step.prompt} ({checklist.title})"
            for checklist in checklists
            for step in checklist.steps
            if step.mandatory and checklist.tick_key(step) not in visit.ticks
        ),
    ]


def _lacking(visit: Interaction, *, is_promised: bool) -> Iterator[str]:
    """What a good end would have as well: two options, a follow-up, an owner after three transfers."""
    offered, agreed = visit.resolution.get("options"), visit.resolution.get("agree")
    if offered and offered.text and len(offered.offered) < ENOUGH_OPTIONS:
        yield "Only one way out was offered"
    if agreed and agreed.confirmed is False:
        yield "They did not agree to the outcome"
    is_followed = is_promised or "follow_up" in visit.resolution or f"{CHECKLIST}-follow_up" in visit.ticks
    if visit.resolution and not is_followed:
        yield "No follow-up is promised"
    if lacks_owner(visit):
        yield f"{len(visit.referrals)} transfers, and nobody owns it"


def lacks_owner(visit: Interaction) -> bool:
    """Whether it was transferred so often that somebody has to own it, and nobody does (practice A3)."""
    return len(visit.referrals) >= REFERRALS_ALARM and not visit.owner


def passed(desk: Session, visit: Interaction, reason: str, at: datetime) -> Interaction:
    """The visit with what it was ended in spite of on record: one entry for each kind of gate."""
    standing = points(desk, visit)
    reasons: dict[GateKind, str] = {"hard": reason, "soft": ""}
    for kind, why in reasons.items():
        if texts := tuple(point.text for point in standing if point.kind == kind):
            visit = with_entry(desk, visit, "gates", GatePassed(at, kind, texts, why, desk.staff))
    return visit


def gets_in_touch(promise: Promise) -> bool:
    """Whether an open promise is one to call, to write or to ask how it went, by its words or by its channel."""
    said = f" {' '.join(words(promise.what))}"
    is_said = any(f" {start}" in said for start in _starts())
    return promise.is_open and (promise.channel not in ("", AT_THE_COUNTER) or is_said)


@cache
def _starts() -> tuple[str, ...]:
    """Folded beginnings of words that speak of getting in touch, in every language."""
    lists: dict[str, list[str]] = json.loads(loader.shipped(IN_TOUCH))
    return tuple(" ".join(words(start)) for starts in lists.values() for start in starts)
