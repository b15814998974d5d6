"""What is done by lines with the one that is spoken of: heat, hold, transfer, answers, and what came before."""

from collections.abc import Callable

from deskapp.desk.cards import allergies
from deskapp.desk.shifts import people
from deskapp.desk.visits import already_here, gates, wording
from deskapp.model.interaction import Interaction
from deskapp.plain import telling
from deskapp.plain.session import PlainSession


def here(session: PlainSession) -> Interaction | None:
    """The one that is spoken of; where nobody is here, that is said."""
    if session.one is None:
        session.say("Nobody is here. w NAME begins a walk-in, c NAME a call.")
    return session.one


def heat(sign: str) -> Callable[[PlainSession, str], None]:
    """The temperature up or down, by 5 °C or by what is given."""

    def does(session: PlainSession, rest: str) -> None:
        one = here(session)
        if one:
            session.perform("temperature", {"interaction": one.id, "degrees": f"{sign}{rest or '5'}"})

    return does


def hold(session: PlainSession, rest: str) -> None:
    """On hold, or back."""
    one = here(session)
    if one:
        session.perform("resume" if one.state == "on_hold" else "hold", {"interaction": one.id})


def transfer(session: PlainSession, rest: str) -> None:
    """Transfer to a named person; after three times the owner is asked for first."""
    one = here(session)
    if one and (allergy := allergies.warning(session.desk, one.customer)):
        session.say(allergy)
    to = rest or (session.ask(_to_whom(session)) if one else "")
    if one and to:
        if gates.lacks_owner(one):
            session.say(f"{len(one.referrals)} transfers so far. Agree first who owns it to the end.")
            name = session.ask("Who owns it? ")
            if not session.perform("own", {"interaction": one.id, "name": name}):
                session.say(f"It was not transferred to {to}.")
                return
            session.begun.goes_on(one.id, f"h {to}")
        why = session.ask("Why? Enter alone leaves it out: ")
        session.perform("hand_over", {"interaction": one.id, "to": to, "why": why})


def _to_whom(session: PlainSession) -> str:
    """The question with the names that are known, so that nobody has to remember them."""
    known = people.known(session.desk)
    return f"To whom? Known here: {', '.join(known)}. " if known else "To whom? "


def answer(session: PlainSession, rest: str) -> None:
    """The answer to a request; where several are open, the number of the one comes first."""
    one = here(session)
    if one is None:
        return
    number, _, words = rest.partition(" ")
    if _is_given(one, number) or (one.requests and not one.open_requests):
        _change_answer(session, one, number, words.strip() if _is_given(one, number) else rest)
    elif number.isdecimal() and len(one.requests) > 1:
        session.perform("answer", {"interaction": one.id, "number": number, "text": words.strip()})
    elif len(one.open_requests) > 1:
        for place, (key, request) in enumerate(one.requests.items(), start=1):
            if key in one.open_requests:
                session.say(f"{place}, {request.text}")
        typed = session.ask("Which one? Its number: ").removeprefix("A ").strip()
        number, _, answer_to_it = typed.partition(" ")
        if not number.isdecimal():
            session.say(f"None was chosen.{f' Not stored: {rest}' if rest else ''}")
            return
        words = answer_to_it.strip() or rest or session.ask("The answer? Enter alone leaves it out: ")
        session.perform("answer", {"interaction": one.id, "number": number, "text": words})
    else:
        session.perform("answer", {"interaction": one.id, "text": rest})


def _is_given(visit: Interaction, number: str) -> bool:
    """Whether the request of that number was answered before."""
    every = list(visit.requests.values())
    is_number = number.isdecimal() and 1 <= int(number) <= len(every)
    return is_number and every[int(number) - 1].answered_at is not None


def _change_answer(session: PlainSession, visit: Interaction, number: str, words: str) -> None:
    """An answer that was given is told, and written anew only where somebody says so."""
    if not _is_given(visit, number):
        if len(visit.requests) > 1:
            for place, request in enumerate(visit.requests.values(), start=1):
                session.say(f"{place}, {request.text}, answered: {request.answer or 'without a word'}")
            number = session.ask("All are answered. Which answer changes? Its number, Enter alone leaves them: ")
        else:
            number = "1"
    if not _is_given(visit, number):
        session.say(f"No answer was changed.{f' Not stored: {words}' if words else ''}")
        return
    request = list(visit.requests.values())[int(number) - 1]
    by = f"{request.answered_by or 'Somebody'} answered {request.text}: {request.answer or 'without a word'}."
    words = words or session.ask(f"{by} The new answer? Enter alone leaves it: ")
    if words and session.ask(f"{by} Write {words} instead? y changes it: ").casefold() in ("y", "yes"):
        session.perform("answer", {"interaction": visit.id, "number": number, "text": words, "again": True})
    else:
        session.say(f"The answer stays as it was.{f' Not stored: {words}' if words else ''}")


def reopen(session: PlainSession, rest: str) -> None:
    """An ended visit is open again, and spoken of from now on."""
    last = next(iter(session.day.ended_newest()), None)
    meant = rest or (last.id if last else "")
    if not meant:
        session.say("Nobody was here today.")
    elif session.perform("reopen", {"visit": meant}):
        session.step()


def other(session: PlainSession, rest: str) -> None:
    """Go to the other open visit of the one that is spoken of."""
    one = here(session)
    another = already_here.nearest(session.desk, one) if one else None
    if another:
        session.selected = another.id
        session.say(telling.here_words(session, another))
        session.step()
    elif one:
        session.say(f"{wording.beginning(one)} has no other open visit.")
