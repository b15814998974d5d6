"""The command that a phone runs when it rings, is answered, or is hung up."""

from deskapp import slots
from deskapp.cli.call import Call
from deskapp.commands import meant
from deskapp.desk.visits import log, missed
from deskapp.desk.visits import ring as rings
from deskapp.desk.visits.ring import read_caller
from deskapp.errors import NotFoundError, RefusedError, UsageError
from deskapp.model.interaction import Interaction
from deskapp.text.phones import digits, is_number

SHORTEST_END = 3


def ring(call: Call) -> None:
    """A call begins at the desk, with the caller's card open where the number is known; or what became of it."""
    asked, caller = call.arguments, read_caller(call.text("number"), call.text("name"), call.text("call"))
    if sum((asked.answered, asked.elsewhere, asked.hung_up)) > 1:
        raise UsageError("Say one thing of a call at a time.", "--answered, --elsewhere or --hung-up.")
    if asked.answered:
        visit = missed.answer(call.desk, caller)
        words = "Answered"
    elif asked.elsewhere:
        visit = missed.answer_elsewhere(call.desk, caller)
        words = missed.ELSEWHERE
    elif asked.hung_up:
        visit = missed.hang_up(call.desk, caller)
        words = missed.MISSED if visit.missed_at else "Hung up"
    else:
        visit = rings.ring(call.desk, caller)
        words = "Ringing" if len(visit.rings) < 2 else f"Ringing, {len(visit.rings)} times by now"
    caller_words = rings.caller_words(call.desk, visit) if visit.known_as else "a number that is not shown"
    call.done(f"{words}: {caller_words}", ("interactions", visit.id))


def ring_back(call: Call) -> None:
    """Ring somebody back whose call was missed, or say that nobody needs to; without a name, list them."""
    asked, text = call.arguments, call.text("who")
    visits = [visit for visit in rings.missed_calls(call.desk) if visit.is_to_ring_back]
    if not text:
        _list_missed(call, visits)
        return
    visit = _missed(call, visits, text)
    if asked.settled:
        done = missed.settle(call.desk, visit)
        call.done(f"Settled: {missed.sentence(done, call.now)}", ("interactions", done.id))
        return
    begun = missed.ring_back(call.desk, visit)
    call.done(
        f"Ringing back {begun.known_as}: dial {begun.phone} ({meant.short(begun.id)})", ("interactions", begun.id)
    )


def _list_missed(call: Call, visits: list[Interaction]) -> None:
    if call.json:
        call.array(document for visit in visits if (document := call.desk.book.get("interactions", visit.id)))
        return
    for visit in visits:
        call.line(f"{meant.short(visit.id)}  {missed.sentence(visit, call.now)}")
    if not visits:
        call.say("Nobody has to be rung back.")


def _missed(call: Call, visits: list[Interaction], text: str) -> Interaction:
    """The missed call that is meant: by id, name or number. Raises NotFoundError, or RefusedError for several."""
    if text.startswith("int_"):
        return log.get(call.desk, text)
    number = digits(text) if is_number(text) else ""
    fitting = meant.of_name(visits, text, lambda visit: visit.name) or [
        visit
        for visit in visits
        if (len(text) >= meant.SHORT and visit.id.endswith(text.upper()))
        or (len(number) >= SHORTEST_END and digits(visit.phone).endswith(number))
    ]
    if not fitting:
        begun = [f"{visit.known_as} ({meant.short(visit.id)})" for visit in visits if meant.begins(visit.name, text)]
        meant.refuse_begun(begun, text)
        raise NotFoundError(
            f"No missed call of '{text:.60}' is to be rung back.", f"`{slots.DESKAPP}ring-back` lists them."
        )
    if len(fitting) > 1:
        listed = ", ".join(f"{visit.known_as} ({meant.short(visit.id)})" for visit in fitting)
        raise RefusedError(f"'{text:.60}' may be {listed}.", "Write the letters in brackets.")
    return fitting[0]
