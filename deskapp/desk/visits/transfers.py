"""Transferring a visit to a named person who can act (practice A3)."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from deskapp import slots
from deskapp.desk.documents import with_entry
from deskapp.desk.session import Session
from deskapp.desk.shifts import people
from deskapp.desk.visits import gates, log
from deskapp.desk.visits.service import greeted, serve
from deskapp.errors import RefusedError, line_of
from deskapp.messages import said
from deskapp.model.interaction import REFERRALS_ALARM, Interaction, Referral

TO_DRAFT, WHY_DRAFT = "refer", "refer why"


def refer(desk: Session, interaction: Interaction, to: str, why: str = "", *, ends: bool = False) -> Interaction:
    """Transfer to a named person; a hold ends, and with `ends` the visit ends at this desk as well.

    What stands open goes with it, on record. Raises RefusedError without a person's name, and for a fourth transfer
    while nobody owns it.
    """
    altered = transferred(desk, interaction, to, why, ends=ends)
    return serve(desk, interaction, f"transfer to {' '.join(to.split())}", altered, must_be_open=True)


def transferred(
    desk: Session, interaction: Interaction, to: str, why: str = "", *, ends: bool = False
) -> Callable[[Interaction], Interaction]:
    """What a transfer does to a visit, for a change that does more than that. Refuses like `refer`."""
    person, reason, now = people.taker(desk, to), " ".join(why.split()), desk.now()
    if gates.lacks_owner(interaction):
        count = len(interaction.referrals)
        raise RefusedError(
            said("It was transferred {number} times.", number=count), said("Agree first who owns it to the end.")
        )
    referral, outcome = Referral(now, person, reason, desk.staff), outcome_of(person)
    overruled = outcome if ends and gates.hard(desk, interaction) else ""
    end = log.ended(desk, interaction, outcome, overruled=overruled) if ends else None

    def alter(visit: Interaction) -> Interaction:
        visit = log.off_hold(greeted(visit, now), now)
        drafts = {name: text for name, text in visit.drafts.items() if name not in (TO_DRAFT, WHY_DRAFT)}
        visit = with_entry(desk, visit, "referrals", referral, drafts=drafts)
        return end(visit) if end else visit

    return alter


def outcome_of(person: str) -> str:
    """The outcome of a visit that ends here because somebody else has it now."""
    return f"Transferred to {person}"


def is_passed_around(interaction: Interaction) -> bool:
    """Whether it was transferred three times or more, which is an alarm."""
    return len(interaction.referrals) >= REFERRALS_ALARM


def passed_around(desk: Session, visit: Interaction, given: Mapping[str, object]) -> str:
    """That somebody is sent on again and again while nobody owns it, and how that is said; else ""."""
    if not gates.lacks_owner(visit):
        return ""
    whom = visit.name or "this person"
    way = said("`{deskapp}own {id} NAME` says who owns it to the end.", deskapp=slots.DESKAPP, id=visit.id)
    return f"Transferred {len(visit.referrals)} times: {whom} is being passed around. {way}"


def own(desk: Session, interaction: Interaction, name: str) -> Interaction:
    """One named person owns it to the end, however often it was transferred. Raises RefusedError without a name."""
    owner = line_of(name, said("Give the name of who stays with it to the end."), said("Somebody owns it."))
    person = people.taker(desk, owner)
    return serve(desk, interaction, f"{person} owns it", lambda visit: replace(visit, owner=person))
