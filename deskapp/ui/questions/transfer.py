"""Questions of a transfer: to whom and why, and after three of them who owns it (practice A3)."""

from dataclasses import replace

from deskapp.desk.cards import allergies
from deskapp.desk.session import Session
from deskapp.desk.shifts import people
from deskapp.desk.visits import gates, transfers
from deskapp.model.interaction import Interaction
from deskapp.text.folding import same
from deskapp.ui.questions.visit_lines import drafting, forget
from deskapp.ui.widgets.entry import Choice, NextStep, Question, Suggestions

STAYS, ENDS = "stays:", "ends:"
WHY = transfers.WHY_DRAFT


def transfer(desk: Session, interaction: Interaction) -> Question:
    """Transfer to a named person, and why; after the third time the owner is asked for first."""
    if gates.lacks_owner(interaction):
        return owner(desk, interaction)
    known = people.known(desk)
    allergy = allergies.warning(desk, interaction.customer)

    def on_change(values: dict[str, str]) -> Suggestions:
        offer = _offer(interaction, known, values["refer"].strip())
        return replace(offer, hint=f"{allergy} {offer.hint}", bad=True) if allergy else offer

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        person = chosen.removeprefix(STAYS).removeprefix(ENDS) or values["refer"]
        ends = chosen.startswith(ENDS)
        after = transfers.refer(desk, interaction, person, values[WHY], ends=ends)
        if after.is_open and gates.lacks_owner(after):
            return owner(desk, after)
        who = after.known_as or f"The {after.kind}"
        return f"{who} is with {person.strip()} now{', and ended here' if ends else ''}. Tell them both by name."

    return Question(
        title="Transfer",
        fields=[
            ("refer", "Transfer to", interaction.drafts.get("refer", "")),
            (WHY, "Why", interaction.drafts.get(WHY, "")),
        ],
        store=drafting(desk, interaction),
        submit=submit,
        left=forget(desk, interaction, "refer", WHY),
        on_change=on_change,
        subject=interaction.id,
        optional=(WHY,),
        moves_on=True,
    )


def _offer(interaction: Interaction, known: list[str], typed: str) -> Suggestions:
    """The names that fit; where one person is meant, that it may end here too."""
    names = people.fitting(known, typed)
    if not typed:
        hint = "Who can act? Type a name, or Down chooses one." if names else "Who can act? Type a name."
        return Suggestions([Choice(STAYS + name, name) for name in names], -1, hint)
    if not people.is_person(typed):
        return Suggestions(hint=f"“{typed}” is not a person's name. Ask who takes it there.", bad=True)
    exact = [name for name in names if same(name, typed)]
    if len(names) > 1 and not exact:
        return Suggestions([Choice(STAYS + name, name) for name in names], -1, "Which one? Down chooses, or type more.")
    person = (exact or names or [typed])[0]
    choices = [Choice(STAYS + person, person, "stays open here"), Choice(ENDS + person, person, "and it ends here")]
    return Suggestions(
        choices, 0, f"Enter transfers to {person}. Tab adds why; Down ends it here as well.{_left(interaction)}"
    )


def _left(interaction: Interaction) -> str:
    """What goes along unanswered."""
    count = len(interaction.open_requests)
    return f" {count} not answered yet." if count else ""


def owner(desk: Session, interaction: Interaction) -> Question:
    """Transferred three times: who owns it from now on? (practice A3)"""
    by_time = sorted(interaction.referrals.values(), key=lambda referral: referral.at)
    latest = by_time[-1].to if by_time else ""

    def submit(values: dict[str, str], chosen: str) -> str:
        transfers.own(desk, interaction, values["owner"])
        return f"{values['owner'].strip()} owns it from here to the end."

    count = len(interaction.referrals)
    return Question(
        title="Owner",
        fields=[("owner", "Who owns it?", interaction.owner or latest)],
        on_change=lambda values: Suggestions(hint=f"{count} transfers. One person stays with it to the end.", bad=True),
        submit=submit,
        subject=interaction.id,
    )
