"""A brief as it leaves this desk: made of the sheet as it is now, given to somebody, and on record (F3, F4)."""

from collections.abc import Callable, Mapping

from deskapp.desk.crisis import brief, crisis
from deskapp.desk.crisis.brief import Brief
from deskapp.desk.documents import look
from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.desk.visits import log
from deskapp.errors import DeskError
from deskapp.model.crisis import CrisisSheet, Side
from deskapp.model.interaction import Interaction
from deskapp.model.promise import Promise


def promises_of(desk: Session, sheet: CrisisSheet) -> Mapping[str, Promise]:
    """The promises that hold the times of the plan, by id."""
    found = (look(desk, Promise, step.promise) for step in sheet.plan.values() if step.promise)
    return {one.id: one for one in found if one}


def make(desk: Session, interaction: Interaction, side: Side) -> Brief:
    """The brief for one side as it would be read now. Raises RefusedError while nobody there may be told."""
    sheet = crisis.sheet_of(log.get(desk, interaction.id))
    return brief.make(
        sheet,
        side,
        desk.now(),
        desk_name=settings.read(desk).desk_name,
        staff=desk.staff,
        promises=promises_of(desk, sheet),
    )


def give(desk: Session, interaction: Interaction, side: Side, deliver: Callable[[Brief], object]) -> Brief:
    """Put the brief for one side on record, then give it by `deliver`; what could not be given is not on record either.

    Refused like `make`, and where nobody has said who is at the desk, before anything is given.
    """
    made = make(desk, interaction, side)
    with desk.book.one_act():
        key = list(crisis.sheet_of(crisis.briefed(desk, interaction, side, made.readers)).briefs)[-1]
        try:
            deliver(made)
        except (DeskError, OSError):
            crisis.not_given(desk, interaction, key)
            raise
    return made
