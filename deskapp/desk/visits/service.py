"""Service: whatever is done for somebody who waits counts as the greeting too (practice A2)."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

from deskapp import slots
from deskapp.desk.documents import edit
from deskapp.desk.session import Session
from deskapp.errors import RefusedError
from deskapp.messages import said
from deskapp.model.interaction import Interaction


def serve(
    desk: Session,
    interaction: Interaction,
    words: str,
    alter: Callable[[Interaction], Interaction],
    *,
    coalesce: str = "",
    must_be_open: bool = False,
) -> Interaction:
    """Alter a visit by an act of service, as one change: who was waiting is being served from that act on.

    Raises RefusedError where it `must_be_open` and has ended, also by somebody else meanwhile.
    """
    now = desk.now()

    def served(visit: Interaction) -> Interaction:
        if must_be_open and not visit.is_open:
            raise _has_ended(visit)
        after = alter(visit)
        return visit if after is visit else greeted(after, now)

    return edit(desk, interaction, words, served, coalesce=coalesce)


def _has_ended(visit: Interaction) -> RefusedError:
    whose = f"The visit of {visit.known_as}" if visit.known_as else f"That {visit.kind}"
    return RefusedError(
        said("{whose} has ended.", whose=whose), said("{reopen} to open it again.", reopen=slots.press("reopen"))
    )


def greeted(interaction: Interaction, now: datetime) -> Interaction:
    """The visit as it is once somebody has greeted; unchanged where that was done before."""
    if interaction.state != "waiting":
        return interaction
    return replace(interaction, state="serving", greeted_at=interaction.greeted_at or now)


def first_act(interaction: Interaction) -> datetime | None:
    """When the first act of service that stands on a visit was done; None where there is none."""
    return min(_acts(interaction), default=None)


def last_act(interaction: Interaction, now: datetime) -> datetime:
    """When something was last done in a visit, as far as it is written down; at the latest now."""
    ends = (hold.until for hold in interaction.holds.values())
    answers = (request.answered_at for request in interaction.requests.values())
    reopened = (fact.at for fact in interaction.reopened.values())
    known = (interaction.arrived_at, interaction.greeted_at, *_acts(interaction), *ends, *answers, *reopened)
    return min(now, max(filter(None, known)))


def _acts(visit: Interaction) -> Iterator[datetime]:
    done = (visit.ticks, visit.notes, visit.readings, visit.referrals, visit.copied, visit.boundary, visit.requests)
    for entries in (*done, visit.resolution):
        yield from (entry.at for entry in entries.values())
    yield from (hold.since for hold in visit.holds.values())
