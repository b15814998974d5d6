"""The command that a phone runs when it rings, is answered, or is hung up."""

from deskapp import slots
from deskapp.cli.call import Call
from deskapp.commands import meant
from deskapp.desk.visits import log, missed
from deskapp.desk.visits import ring as rings
from deskapp.errors import NotFoundError, RefusedError, UsageError
from deskapp.messages import said
from deskapp.model.interaction import Interaction
from deskapp.text.phones import digits, is_number

SHORTEST_END = 3


def ring(call: Call) -> None:
    """A call begins at the desk, with the caller's card open where the number is known; or what became of it."""
    asked, caller = call.arguments, rings.read_caller(call.text("number"), call.text("name"), call.text("call"))
    if sum((asked.answered, asked.elsewhere, asked.hung_up)) > 1:
        raise UsageError(said("Say one thing of a call at a time."), said("--answered, --elsewhere or --hung-up."))
    if asked.answered:
        visit, words = missed.answer(call.desk, caller), "Answered"
    elif asked.elsewhere:
        visit, words = missed.answer_elsewhere(call.desk, caller), missed.ELSEWHERE
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
    text = call.text("who")
    visits = [visit for visit in rings.missed_calls(call.desk) if visit.is_to_ring_back]
    if text and call.arguments.settled:
        visit = missed.settle(call.desk, _missed(call, visits, text))
        call.done(said("Settled: {sentence}", sentence=missed.sentence(visit, call.now)), ("interactions", visit.id))
    elif text:
        visit = missed.ring_back(call.desk, _missed(call, visits, text))
        words = f"Ringing back {visit.known_as}: dial {visit.phone} ({meant.short(visit.id)})"
        call.done(words, ("interactions", visit.id))
    elif call.json:
        call.documents("interactions", visits)
    else:
        for visit in visits:
            call.line(f"{meant.short(visit.id)}  {missed.sentence(visit, call.now)}")
        if not visits:
            call.say(said("Nobody has to be rung back."))


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
        meant.refuse_begun([_told(visit) for visit in visits if meant.begins(visit.name, text)], text)
        way = said("`{deskapp}ring-back` lists them.", deskapp=slots.DESKAPP)
        raise NotFoundError(said("No missed call of '{text:.60}' is to be rung back.", text=text), way)
    if len(fitting) > 1:
        raise RefusedError(
            said("'{text:.60}' may be {map}.", text=text, map=", ".join(map(_told, fitting))),
            said("Write the letters in brackets."),
        )
    return fitting[0]


def _told(visit: Interaction) -> str:
    return f"{visit.known_as} ({meant.short(visit.id)})"
