"""Questions of a transfer: to whom and why, and after three of them who owns it (practice A3)."""

from dataclasses import replace

from deskapp.desk.cards import allergies
from deskapp.desk.session import Session
from deskapp.desk.shifts import people
from deskapp.desk.visits import gates, transfers
from deskapp.model.interaction import Interaction
from deskapp.text.folding import same
from deskapp.ui.questions.typed import on_visit, says
from deskapp.ui.widgets.entry import Choice, NextStep, Question, Suggestions

STAYS, ENDS = "stays:", "ends:"
WHY = transfers.WHY_DRAFT


def transfer(desk: Session, visit: Interaction) -> Question:
    """Transfer to a named person, and why; after the third time the owner is asked for first."""
    if gates.lacks_owner(visit):
        return owner(desk, visit)
    known = people.known(desk)
    allergy = allergies.warning(desk, visit.customer)

    def on_change(values: dict[str, str]) -> Suggestions:
        offer = _offer(visit, known, values["refer"].strip())
        return replace(offer, hint=f"{allergy} {offer.hint}", bad=True) if allergy else offer

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        person = chosen.removeprefix(STAYS).removeprefix(ENDS) or values["refer"]
        ends = chosen.startswith(ENDS)
        after = transfers.refer(desk, visit, person, values[WHY], ends=ends)
        if after.is_open and gates.lacks_owner(after):
            return owner(desk, after)
        who = after.known_as or f"The {after.kind}"
        return f"{who} is with {person.strip()} now{', and ended here' if ends else ''}. Tell them both by name."

    fields = [("refer", "Transfer to", ""), (WHY, "Why", "")]
    return on_visit(desk, visit, "Transfer", fields, submit, on_change, optional=(WHY,), moves_on=True)


def _offer(visit: Interaction, known: list[str], typed: str) -> Suggestions:
    """The names that fit; where one person is meant, that it may end here too."""
    names = people.fitting(known, typed)
    rows = [Choice(STAYS + name, name) for name in names]
    if not typed:
        return Suggestions(rows, -1, f"Who can act? Type a name{', or Down chooses one' if names else ''}.")
    if not people.is_person(typed):
        return Suggestions(hint=f"“{typed}” is not a person's name. Ask who takes it there.", bad=True)
    exact = [name for name in names if same(name, typed)]
    if len(names) > 1 and not exact:
        return Suggestions(rows, -1, "Which one? Down chooses, or type more.")
    person, count = (exact or names or [typed])[0], len(visit.open_requests)
    rows = [Choice(STAYS + person, person, "stays open here"), Choice(ENDS + person, person, "and it ends here")]
    unanswered = f" {count} not answered yet." if count else ""
    hint = f"Enter transfers to {person}. Tab adds why; Down ends it here as well.{unanswered}"
    return Suggestions(rows, 0, hint)


def owner(desk: Session, visit: Interaction) -> Question:
    """Transferred three times: who owns it from now on? (practice A3)"""
    by_time = sorted(visit.referrals.values(), key=lambda referral: referral.at)
    latest = by_time[-1].to if by_time else ""

    def submit(values: dict[str, str], chosen: str) -> str:
        transfers.own(desk, visit, values["owner"])
        return f"{values['owner'].strip()} owns it from here to the end."

    hint = says(f"{len(visit.referrals)} transfers. One person stays with it to the end.", bad=True)
    return Question("Owner", [("owner", "Who owns it?", visit.owner or latest)], submit, hint, subject=visit.id)
