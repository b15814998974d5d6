"""Handing an interaction to a named person who can act (practice A3)."""

from dataclasses import replace

from deskapp.desk.log import with_draft
from deskapp.desk.service import serve
from deskapp.desk.session import Desk
from deskapp.errors import RefusedError
from deskapp.model.interaction import REFERRALS_ALARM, Interaction, Referral


def refer(desk: Desk, interaction: Interaction, to: str, why: str = "") -> Interaction:
    """Hand over to a named person. Raises RefusedError without a name."""
    person = " ".join(to.split())
    if not person:
        raise RefusedError("A referral goes to a person.", "Give the name of somebody who can act.")
    referral, key = Referral(desk.now(), person, " ".join(why.split()), desk.staff), desk.new_key(interaction.referrals)
    return serve(
        desk,
        interaction,
        f"hand over to {person}",
        lambda it: replace(it, referrals={**it.referrals, key: referral}, drafts=with_draft(it, "refer")),
    )


def is_passed_around(interaction: Interaction) -> bool:
    """Whether it was handed over three times or more, which is an alarm."""
    return len(interaction.referrals) >= REFERRALS_ALARM


def own(desk: Desk, interaction: Interaction, name: str) -> Interaction:
    """One named person owns it to the end, however often it was handed over. Raises RefusedError without a name."""
    person = " ".join(name.split())
    if not person:
        raise RefusedError("Somebody owns it.", "Give the name of who stays with it to the end.")
    return serve(desk, interaction, f"{person} owns it", lambda it: replace(it, owner=person))
