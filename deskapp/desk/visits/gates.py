"""Gates at the end of an interaction: what stands open is shown; a hard gate wants a reason, a soft one warns."""

from dataclasses import replace
from datetime import datetime

from deskapp.desk.session import Session
from deskapp.desk.settings import settings as desk_settings
from deskapp.desk.visits import follow_up
from deskapp.model.gate import GateKind, GatePassed, Point
from deskapp.model.interaction import REFERRALS_ALARM, Interaction
from deskapp.model.upset import CHECKLIST, ENOUGH_OPTIONS
from deskapp.words import loader


def points(desk: Session, interaction: Interaction) -> list[Point]:
    """What stands open: unanswered requests (practice C2) and mandatory steps, then what is only worth a look.

    Where the desk's settings say `soft`, nothing wants a reason.
    """
    found = hard_points(interaction)
    kind = desk_settings.read(desk).gate
    is_promised = bool(interaction.resolution) and follow_up.is_promised(desk, interaction)
    return [replace(one, kind=kind) for one in found] + soft_points(interaction, is_followed_up=is_promised)


def hard_points(interaction: Interaction) -> list[Point]:
    """Requests without an answer, then mandatory steps without a tick."""
    found = [Point(f"Not answered: {request.text}") for request in interaction.open_requests.values()]
    known = loader.checklists()
    for name in interaction.runs:
        checklist = known.get(name)
        for step in checklist.steps if checklist else ():
            if step.mandatory and checklist and checklist.tick_key(step) not in interaction.ticks:
                found.append(Point(f"Not done: {step.prompt} ({checklist.title})"))
    return found


def soft_points(interaction: Interaction, *, is_followed_up: bool = False) -> list[Point]:
    """What a good end would have as well: two options, a follow-up, an owner after three transfers.

    `is_followed_up` says that a follow-up is promised outside the complaint steps.
    """
    found: list[str] = []
    offered = interaction.resolution.get("options")
    if offered and offered.text and len(offered.offered) < ENOUGH_OPTIONS:
        found.append("Only one way out was offered")
    agreed = interaction.resolution.get("agree")
    if agreed and agreed.confirmed is False:
        found.append("They did not agree to the outcome")
    followed = is_followed_up or "follow_up" in interaction.resolution or f"{CHECKLIST}-follow_up" in interaction.ticks
    if interaction.resolution and not followed:
        found.append("No follow-up is promised")
    if len(interaction.referrals) >= REFERRALS_ALARM and not interaction.owner:
        found.append(f"{len(interaction.referrals)} transfers, and nobody owns it")
    return [Point(text, "soft") for text in found]


def passed(desk: Session, interaction: Interaction, reason: str, at: datetime) -> Interaction:
    """The interaction with what it was ended in spite of on record: one entry for each kind of gate."""
    gates = dict(interaction.gates)
    found = points(desk, interaction)
    kinds: tuple[GateKind, ...] = ("hard", "soft")
    for kind in kinds:
        texts = tuple(one.text for one in found if one.kind == kind)
        if texts:
            why = reason if kind == "hard" else ""
            gates[desk.new_key(gates)] = GatePassed(at, kind, texts, why, desk.staff)
    return replace(interaction, gates=gates)
