"""The question about a missed call: ring back now, or nobody needs to any more."""

from collections.abc import Callable

from deskapp.desk.cards import customers
from deskapp.desk.session import Session
from deskapp.desk.visits import missed, numbers
from deskapp.errors import RefusedError
from deskapp.model.interaction import Interaction
from deskapp.ui.widgets.entry import Choice, Question, Suggestions
from deskapp.ui.widgets.question import FINDS

NOW, SETTLED = "now", "settled"


def ring_back(desk: Session, visit: Interaction, begun: Callable[[str], None]) -> Question:
    """Ring a missed caller back; `begun` is told the id of the call that begins."""
    card = customers.of(desk, visit.customer.id) if visit.customer else None
    number, name = numbers.known(visit, card), visit.name
    choices = [
        Choice(NOW, f"The call to {name or number} begins now", f"dial {number}"),
        Choice(SETTLED, "Nobody needs to ring back any more"),
    ]

    def submit(values: dict[str, str], chosen: str) -> str:
        if chosen == NOW:
            begun(missed.ring_back(desk, visit).id)
            return f"Dial {number}."
        if chosen == SETTLED:
            missed.settle(desk, visit)
            return f"Settled: {missed.sentence(visit, desk.now())}"
        raise RefusedError("Nothing is chosen.", "Up and Down choose; Esc leaves it.")

    return Question(
        title="Ring back",
        fields=[("which", "Ring back", "")],
        on_change=lambda values: Suggestions(choices, 0, missed.sentence(visit, desk.now())),
        submit=submit,
        subject=visit.id,
        passing=FINDS,
    )
