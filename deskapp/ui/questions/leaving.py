"""Questions on leaving and on the morning after: how those who are here end, who takes them, and what was forgotten."""

from collections.abc import Sequence

from deskapp.desk.handover import leaving
from deskapp.desk.session import Session
from deskapp.desk.shifts import people
from deskapp.desk.visits import closing, gates
from deskapp.model.interaction import Interaction
from deskapp.text.when import moment
from deskapp.ui.questions.typed import says
from deskapp.ui.widgets.entry import Choice, NextStep, Question, Suggestions


def end_all(desk: Session, visits: Sequence[Interaction]) -> Question:
    """One line of outcome for all; what stands open is shown first, and takes a reason."""
    points = [
        Choice("", f"{visit.known_as or visit.kind}: {point.text}")
        for visit in visits
        for point in gates.points(desk, visit)
        if point.kind == "hard"
    ]

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        if points and values["outcome"].strip():
            return _overrule_all(desk, visits, values["outcome"], points)
        leaving.end_all(desk, visits, values["outcome"])
        return f"{len(visits)} ended."

    hint = f"{len(points)} open. Enter asks why to end anyway." if points else "One line for all: how did it come out?"
    offer = says(hint, points, bad=bool(points))
    return Question("End all", [("outcome", "Outcome", "")], submit, offer, wraps=True, subject="")


def _overrule_all(desk: Session, visits: Sequence[Interaction], outcome: str, points: Sequence[Choice]) -> Question:
    def submit(values: dict[str, str], chosen: str) -> str:
        leaving.end_all(desk, visits, outcome, overruled=values["why"])
        return f"{len(visits)} ended."

    offer = says("The reason is kept.", points)
    return Question("Why", [("why", "Why anyway?", "")], submit, offer, continues=True, wraps=True, subject="")


def colleague(known: list[str], typed: str, hint: str) -> Suggestions:
    """Those of the people known who may be meant; the only one whom typed words fit is selected."""
    names = people.fitting(known, typed.strip())
    return Suggestions([Choice(name, name) for name in names], 0 if typed.strip() and len(names) == 1 else -1, hint)


def hand_all(desk: Session, visits: Sequence[Interaction]) -> Question:
    """Who takes them all, a person by name."""
    known = people.known(desk)

    def on_change(values: dict[str, str]) -> Suggestions:
        return colleague(known, values["to"], "Who takes them? A name; Down chooses one.")

    def submit(values: dict[str, str], chosen: str) -> str:
        person = chosen or " ".join(values["to"].split())
        leaving.hand_all(desk, visits, person)
        return f"{person} has them now."

    return Question("Hand over", [("to", "To whom", "")], submit, on_change, subject="")


def close_left(desk: Session, left: Sequence[Interaction]) -> Question:
    """Close the visits of an earlier day; each is shown, and the words may be left as they are."""
    now = desk.now()
    rows = [
        Choice("", f"{moment(visit.arrived_at, now)}, {visit.known_as or 'no name'}, {visit.kind}", visit.reason)
        for visit in left
    ]

    def submit(values: dict[str, str], chosen: str) -> str:
        closed = closing.close(desk, left, values["outcome"])
        return f"{len(closed)} closed. When they ended is not known, and no figure counts it."

    offer = says("Enter closes all of these, as one step that undo takes back.", rows)
    return Question("Close earlier visits", [("outcome", "Outcome", closing.LATER)], submit, offer, subject="")
