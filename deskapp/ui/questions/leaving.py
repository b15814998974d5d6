"""Questions on leaving and on the morning after: how those who are here end, who takes them, and what was forgotten."""

from collections.abc import Sequence

from deskapp.desk.handover import leaving
from deskapp.desk.session import Session
from deskapp.desk.shifts import people
from deskapp.desk.visits import closing, gates
from deskapp.model.interaction import Interaction
from deskapp.text.when import moment
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
    return Question(
        title="End all",
        fields=[("outcome", "Outcome", "")],
        on_change=lambda values: Suggestions(points, hint=hint, bad=bool(points)),
        submit=submit,
        wraps=True,
        subject="",
    )


def _overrule_all(desk: Session, visits: Sequence[Interaction], outcome: str, points: Sequence[Choice]) -> Question:
    def submit(values: dict[str, str], chosen: str) -> str:
        leaving.end_all(desk, visits, outcome, overruled=values["why"])
        return f"{len(visits)} ended."

    return Question(
        title="Why",
        fields=[("why", "Why anyway?", "")],
        on_change=lambda values: Suggestions(points, hint="The reason is kept."),
        submit=submit,
        continues=True,
        wraps=True,
        subject="",
    )


def hand_all(desk: Session, visits: Sequence[Interaction]) -> Question:
    """Who takes them all, a person by name."""
    known = people.known(desk)

    def on_change(values: dict[str, str]) -> Suggestions:
        typed = values["to"].strip()
        names = people.fitting(known, typed)
        selected = 0 if typed and len(names) == 1 else -1
        return Suggestions(
            [Choice(name, name) for name in names], selected, "Who takes them? A name; Down chooses one."
        )

    def submit(values: dict[str, str], chosen: str) -> str:
        person = chosen or " ".join(values["to"].split())
        leaving.hand_all(desk, visits, person)
        return f"{person} has them now."

    return Question(
        title="Hand over", fields=[("to", "Who takes them", "")], on_change=on_change, submit=submit, subject=""
    )


def close_left(desk: Session, left: Sequence[Interaction]) -> Question:
    """Close the visits of an earlier day; each is shown, and the words may be left as they are."""
    now = desk.now()
    choices = [
        Choice("", f"{moment(visit.arrived_at, now)}, {visit.known_as or 'no name'}, {visit.kind}", visit.reason)
        for visit in left
    ]

    def submit(values: dict[str, str], chosen: str) -> str:
        closed = closing.close(desk, left, values["outcome"])
        return f"{len(closed)} closed. When they ended is not known, and no figure counts it."

    return Question(
        title="Close earlier visits",
        fields=[("outcome", "Outcome", closing.LATER)],
        on_change=lambda values: Suggestions(
            choices, -1, "Enter closes all of these, as one step that undo takes back."
        ),
        submit=submit,
        subject="",
    )
