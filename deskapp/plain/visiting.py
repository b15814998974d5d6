"""What is done by lines with the visit that is spoken of: notes, heat, hold, transfer, answers, calls rung back."""

from deskapp.desk.cards import allergies
from deskapp.desk.shifts import people
from deskapp.desk.visits import already_here, gates, missed, wording
from deskapp.messages import said
from deskapp.model.interaction import CustomerRef, Interaction
from deskapp.plain.declared import Does, about_visit
from deskapp.plain.session import YES, PlainSession
from deskapp.plain.telling import speak_of
from deskapp.words import loader


@about_visit()
def note(session: PlainSession, visit: Interaction, rest: str) -> None:
    """A note, kept whatever is in it; what may be an allergy is asked about, and goes on the card as well."""
    words = rest or session.ask("Note? ")
    if not words or not session.perform("note", {"interaction": visit.id, "text": words}):
        return
    if item := allergies.to_offer(session.desk, visit.customer, words):
        session.say(said("The note is kept. “{item}” may be an allergy.", item=item))
        if visit.customer is None:
            session.say(said("who NAME says whose it is, then d a: WORDS puts it on their card."))
        else:
            _offer(session, visit.customer, item)
    session.step()


def _offer(session: PlainSession, person: CustomerRef, item: str) -> None:
    """Ask once whether it is an allergy; another line typed there leaves it in the note, and is done next."""
    answer = session.ask(said("Enter alone: it goes on the card of {name}. n: it is no allergy. ", name=person.name))
    if answer.casefold() in ("", *YES):
        session.perform("taste", {"who": person.id, "text": item, "stance": "allergy"})
        return
    session.say(said("It stays in the note only."))
    if answer.casefold() not in ("n", "no"):
        session.next_line = answer


def heat(sign: str) -> Does:
    """The temperature up or down, by 5 °C or by what is given."""

    @about_visit()
    def does(session: PlainSession, visit: Interaction, rest: str) -> None:
        session.perform("temperature", {"interaction": visit.id, "degrees": f"{sign}{rest or '5'}"})

    return does


@about_visit()
def hold(session: PlainSession, visit: Interaction, rest: str) -> None:
    """On hold, or back."""
    session.perform("resume" if visit.state == "on_hold" else "hold", {"interaction": visit.id})


@about_visit()
def transfer(session: PlainSession, visit: Interaction, rest: str) -> None:
    """Transfer to a named person; after three times the owner is asked for first."""
    if allergy := allergies.warning(session.desk, visit.customer):
        session.say(allergy)
    to = rest or session.ask(_to_whom(session))
    if not to:
        return
    if gates.lacks_owner(visit):
        session.say(said("{number} transfers so far. Agree first who owns it to the end.", number=len(visit.referrals)))
        if not session.perform("own", {"interaction": visit.id, "name": session.ask(said("Who owns it? "))}):
            session.say(said("It was not transferred to {to}.", to=to))
            return
        session.begun.goes_on(visit.id, f"h {to}")
    why = session.ask(said("Why? Enter alone leaves it out: "))
    session.perform("hand_over", {"interaction": visit.id, "to": to, "why": why})


def _to_whom(session: PlainSession) -> str:
    """The question with the names that are known, so that nobody has to remember them."""
    known = people.known(session.desk)
    return said("To whom? Known here: {known}. ", known=", ".join(known)) if known else said("To whom? ")


@about_visit()
def answer(session: PlainSession, visit: Interaction, rest: str) -> None:
    """The answer to a request; where several are open, the number of the one comes first."""
    number, _, words = rest.partition(" ")
    given: dict[str, str] = {"text": rest}
    if _is_given(visit, number) or (visit.requests and not visit.open_requests):
        _change_answer(session, visit, number, words.strip() if _is_given(visit, number) else rest)
        return
    if number.isdecimal() and len(visit.requests) > 1:
        given = {"number": number, "text": words.strip()}
    elif len(visit.open_requests) > 1:
        given = _of_several(session, visit, rest)
    if given:
        session.perform("answer", {"interaction": visit.id, **given})


def _of_several(session: PlainSession, visit: Interaction, rest: str) -> dict[str, str]:
    """The number of the request that is answered, asked for, and the answer; nothing where none was chosen."""
    for place, (key, request) in enumerate(visit.requests.items(), start=1):
        if key in visit.open_requests:
            session.say(f"{place}, {request.text}")
    typed = session.ask(said("Which one? Its number: ")).removeprefix("A ").strip()
    number, _, answer_to_it = typed.partition(" ")
    if not number.isdecimal():
        session.say(f"None was chosen.{f' Not stored: {rest}' if rest else ''}")
        return {}
    words = answer_to_it.strip() or rest or session.ask(said("The answer? Enter alone leaves it out: "))
    return {"number": number, "text": words}


def _is_given(visit: Interaction, number: str) -> bool:
    """Whether the request of that number was answered before."""
    every = list(visit.requests.values())
    is_number = number.isdecimal() and 1 <= int(number) <= len(every)
    return is_number and every[int(number) - 1].answered_at is not None


def _change_answer(session: PlainSession, visit: Interaction, number: str, words: str) -> None:
    """An answer that was given is told, and written anew only where somebody says so."""
    if not _is_given(visit, number):
        if len(visit.requests) > 1:
            answered = visit.requests.values()
            session.number([f"{request.text}, answered: {request.answer or 'without a word'}" for request in answered])
            number = session.ask(said("All are answered. Which answer changes? Its number, Enter alone leaves them: "))
        else:
            number = "1"
    if not _is_given(visit, number):
        session.say(f"No answer was changed.{f' Not stored: {words}' if words else ''}")
        return
    request = list(visit.requests.values())[int(number) - 1]
    by = f"{request.answered_by or 'Somebody'} answered {request.text}: {request.answer or 'without a word'}."
    words = words or session.ask(said("{by} The new answer? Enter alone leaves it: ", by=by))
    if words and session.agrees(said("{by} Write {words} instead? y changes it: ", by=by, words=words)):
        session.perform("answer", {"interaction": visit.id, "number": number, "text": words, "again": True})
    else:
        session.say(f"The answer stays as it was.{f' Not stored: {words}' if words else ''}")


@about_visit()
def other(session: PlainSession, visit: Interaction, rest: str) -> None:
    """Go to the other open visit of the one that is spoken of."""
    if another := already_here.nearest(session.desk, visit):
        speak_of(session, another.id)
    else:
        session.say(said("{beginning} has no other open visit.", beginning=wording.beginning(visit)))


def ring_back(session: PlainSession, rest: str) -> None:
    """`B`: the call to somebody whose call was missed begins, or nobody needs to ring back any more."""
    if rest:
        session.perform("ring_back", {"who": rest}, shown=True)
        return
    visits = [visit for visit in session.day.ended_newest() if visit.is_to_ring_back]
    told = [missed.sentence(visit, session.desk.now()) for visit in visits]
    if not visits:
        session.say(said("Nobody has to be rung back."))
        return
    if len(visits) == 1:
        session.say(told[0])
    place = 0 if len(visits) == 1 else session.chosen(told, "Which one? Its number: ")
    if place is None:
        return
    how = session.ask(said("Enter begins the call to them now, d says that nobody needs to ring back: ")).casefold()
    if how in ("", "d"):
        session.perform("ring_back", {"who": visits[place].id, "settled": how == "d"})
    else:
        session.say(said("It stays as it is."))


@about_visit()
def start_list(session: PlainSession, visit: Interaction, rest: str) -> None:
    """A checklist is started, or all are told."""
    if rest:
        session.perform("tick", {"who": visit.id, "list": rest})
        return
    for checklist in loader.checklists().values():
        begins = f", for a {checklist.starts_with}" if checklist.starts_with else ""
        session.say(
            said("{title}{begins}, {number} steps.", title=checklist.title, begins=begins, number=len(checklist.steps))
        )


@about_visit()
def resolve(session: PlainSession, visit: Interaction, rest: str) -> None:
    """The resolution steps: shown, or one of them ticked, which starts them."""
    if session.perform("tick", {"who": visit.id, "list": "resolution", "step": rest}) and rest:
        session.step()


warmer, cooler = heat("+"), heat("-")
