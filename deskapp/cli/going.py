"""Commands before going home: everybody who is still here is ended, or transferred, as one step."""

from collections.abc import Sequence

from deskapp.cli.call import Call
from deskapp.commands import meant
from deskapp.desk.handover import leaving
from deskapp.desk.visits import day, gates
from deskapp.errors import RefusedError
from deskapp.model.interaction import Interaction


def end_all(call: Call) -> None:
    """End all who are here with one line of outcome; what stands open is told first, and takes a reason."""
    visits, reason = _here(call), call.text("anyway")
    for visit in visits if not reason else ():
        for point in gates.points(call.desk, visit):
            if point.kind == "hard":
                call.say(f"{visit.name or visit.kind}, open: {point.text}")
    leaving.end_all(call.desk, visits, call.text("outcome"), overruled=reason)
    _told(call, f"{len(visits)} ended.", visits)


def transfer_all(call: Call) -> None:
    """Transfer all who are here to a named person."""
    visits, person = _here(call), call.text("to")
    leaving.hand_all(call.desk, visits, person)
    _told(call, f"{person} has them now.", visits)


def _here(call: Call) -> list[Interaction]:
    """Who would be left behind. Raises RefusedError where nobody would be."""
    visits = leaving.still_here(day.look(call.desk), call.desk.staff)
    if not visits:
        raise RefusedError("Nobody is here.", "There is nobody to end or to transfer.")
    return visits


def _told(call: Call, words: str, visits: Sequence[Interaction]) -> None:
    """Whom it concerned, one in a line, and what was done."""
    if not call.json:
        for visit in visits:
            call.line(f"{visit.name or 'no name'}, {visit.kind} ({meant.short(visit.id)})")
    call.done(words, *(("interactions", visit.id) for visit in visits))
