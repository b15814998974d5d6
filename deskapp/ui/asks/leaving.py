"""Questions on leaving and on the morning after: how those who are here end, who takes them, and what was forgotten."""

from collections.abc import Sequence

from deskapp.desk import closing, gates, leaving, people
from deskapp.desk.session import Desk
from deskapp.model.interaction import Interaction
from deskapp.text.when import moment
from deskapp.ui.widgets.entry import Ask, Choice, Next, Offer


def end_all(desk: Desk, visits: Sequence[Interaction]) -> Ask:
    """One line of outcome for all; what stands open is shown first, and takes a reason."""
    points = [
        Choice("", f"{visit.known_as or visit.kind}: {point.text}")
        for visit in visits
        for point in gates.points(desk, visit)
        if point.kind == "hard"
    ]

    def done(values: dict[str, str], chosen: str) -> Next:
        if points and values["outcome"].strip():
            return _overrule_all(desk, visits, values["outcome"], points)
        leaving.end_all(desk, visits, values["outcome"])
        return f"{len(visits)} ended."

    hint = f"{len(points)} open. Enter asks why to end anyway." if points else "One line for all: how did it come out?"
    return Ask(
        title="End all",
        fields=[("outcome", "Outcome", "")],
        react=lambda values: Offer(points, hint=hint, bad=bool(points)),
        done=done,
        wraps=True,
        subject="",
    )


def _overrule_all(desk: Desk, visits: Sequence[Interaction], outcome: str, points: Sequence[Choice]) -> Ask:
    def done(values: dict[str, str], chosen: str) -> str:
        leaving.end_all(desk, visits, outcome, overruled=values["why"])
        return f"{len(visits)} ended."

    return Ask(
        title="Why",
        fields=[("why", "Why anyway?", "")],
        react=lambda values: Offer(points, hint="The reason is kept."),
        done=done,
        continues=True,
        wraps=True,
        subject="",
    )


def hand_all(desk: Desk, visits: Sequence[Interaction]) -> Ask:
    """Who takes them all, a person by name."""
    known = people.known(desk)

    def react(values: dict[str, str]) -> Offer:
        typed = values["to"].strip()
        names = people.fitting(known, typed)
        lit = 0 if typed and len(names) == 1 else -1
        return Offer([Choice(name, name) for name in names], lit, "Who takes them? A name; Down chooses one.")

    def done(values: dict[str, str], chosen: str) -> str:
        person = chosen or " ".join(values["to"].split())
        leaving.hand_all(desk, visits, person)
        return f"{person} has them now."

    return Ask(title="Hand over", fields=[("to", "Who takes them", "")], react=react, done=done, subject="")


def close_left(desk: Desk, left: Sequence[Interaction]) -> Ask:
    """Close the visits of an earlier day; each is shown, and the words may be left as they are."""
    now = desk.now()
    choices = [
        Choice("", f"{moment(visit.arrived_at, now)}, {visit.known_as or 'no name'}, {visit.kind}", visit.reason)
        for visit in left
    ]

    def done(values: dict[str, str], chosen: str) -> str:
        closed = closing.close(desk, left, values["outcome"])
        return f"{len(closed)} closed. When they ended is not known, and no figure counts it."

    return Ask(
        title="Close earlier visits",
        fields=[("outcome", "Outcome", closing.LATER)],
        react=lambda values: Offer(choices, -1, "Enter closes all of these, as one step that undo takes back."),
        done=done,
        subject="",
    )
