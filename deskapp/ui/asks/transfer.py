"""Questions of a transfer: to whom and why, and after three of them who owns it (practice A3)."""

from dataclasses import replace

from deskapp.desk import allergies, people, referrals
from deskapp.desk.session import Desk
from deskapp.model.interaction import Interaction
from deskapp.text.folding import same
from deskapp.ui.asks.lines import drafting, forget
from deskapp.ui.widgets.entry import Ask, Choice, Next, Offer

STAYS, ENDS = "stays:", "ends:"
WHY = referrals.WHY_DRAFT


def transfer(desk: Desk, interaction: Interaction) -> Ask:
    """Transfer to a named person, and why; after the third time the owner is asked for first."""
    if referrals.is_passed_around(interaction) and not interaction.owner:
        return owner(desk, interaction)
    known = people.known(desk)
    allergy = allergies.warning(desk, interaction.customer)

    def react(values: dict[str, str]) -> Offer:
        offer = _offer(interaction, known, values["refer"].strip())
        return replace(offer, hint=f"{allergy} {offer.hint}", bad=True) if allergy else offer

    def done(values: dict[str, str], chosen: str) -> Next:
        person = chosen.removeprefix(STAYS).removeprefix(ENDS) or values["refer"]
        ends = chosen.startswith(ENDS)
        after = referrals.refer(desk, interaction, person, values[WHY], ends=ends)
        if after.is_open and referrals.is_passed_around(after) and not after.owner:
            return owner(desk, after)
        who = after.known_as or f"The {after.kind}"
        return f"{who} is with {person.strip()} now{', and ended here' if ends else ''}. Tell them both by name."

    return Ask(
        title="Transfer",
        fields=[
            ("refer", "Transfer to", interaction.drafts.get("refer", "")),
            (WHY, "Why", interaction.drafts.get(WHY, "")),
        ],
        store=drafting(desk, interaction),
        done=done,
        left=forget(desk, interaction, "refer", WHY),
        react=react,
        subject=interaction.id,
        optional=(WHY,),
        moves_on=True,
    )


def _offer(interaction: Interaction, known: list[str], typed: str) -> Offer:
    """The names that fit; where one person is meant, that it may end here too."""
    names = people.fitting(known, typed)
    if not typed:
        hint = "Who can act? Type a name, or Down chooses one." if names else "Who can act? Type a name."
        return Offer([Choice(STAYS + name, name) for name in names], -1, hint)
    if not people.is_person(typed):
        return Offer(hint=f"“{typed}” is not a person's name. Ask who takes it there.", bad=True)
    exact = [name for name in names if same(name, typed)]
    if len(names) > 1 and not exact:
        return Offer([Choice(STAYS + name, name) for name in names], -1, "Which one? Down chooses, or type more.")
    person = (exact or names or [typed])[0]
    choices = [Choice(STAYS + person, person, "stays open here"), Choice(ENDS + person, person, "and it ends here")]
    return Offer(
        choices, 0, f"Enter transfers to {person}. Tab adds why; Down ends it here as well.{_left(interaction)}"
    )


def _left(interaction: Interaction) -> str:
    """What goes along unanswered."""
    count = len(interaction.open_requests)
    return f" {count} not answered yet." if count else ""


def owner(desk: Desk, interaction: Interaction) -> Ask:
    """Transferred three times: who owns it from now on? (practice A3)"""
    by_time = sorted(interaction.referrals.values(), key=lambda referral: referral.at)
    latest = by_time[-1].to if by_time else ""

    def done(values: dict[str, str], chosen: str) -> str:
        referrals.own(desk, interaction, values["owner"])
        return f"{values['owner'].strip()} owns it from here to the end."

    count = len(interaction.referrals)
    return Ask(
        title="Owner",
        fields=[("owner", "Who owns it?", interaction.owner or latest)],
        react=lambda values: Offer(hint=f"{count} transfers. One person stays with it to the end.", bad=True),
        done=done,
        subject=interaction.id,
    )
