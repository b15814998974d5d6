"""What is told without a change: who is here, the card, the steps, the promises."""

from collections.abc import Callable

from deskapp.desk.answers import channels, replies
from deskapp.desk.cards import allergies, customers
from deskapp.desk.settings import settings
from deskapp.desk.visits import checklists, follows, missed, namesakes, ring, wording
from deskapp.desk.visits.watch import next_needed
from deskapp.model.interaction import Interaction
from deskapp.model.placeholder import spoken
from deskapp.plain.session import PlainSession
from deskapp.text import durations, when


def listing(session: PlainSession, rest: str) -> None:
    """Everybody who is here, in one sentence each, then today's ended ones."""
    if rest:
        session.do("list", *rest.split(), shown=True)
        return
    selected = session.one
    for one in session.day.open_first():
        session.say(here_words(session, one) + (" This is the one you speak of." if one is selected else ""))
    now = session.desk.now()
    for one in session.day.ended_newest():
        if one.is_to_ring_back:
            session.say(f"{missed.sentence(one, now)} B rings back.")
            continue
        session.say(f"{_name(session, one)}, {one.kind}, {wording.spoken(one, now)}, ended: {one.outcome.rstrip('.')}.")
    session.say(f"{session.day.counts(now).text}." if session.day.open else "Nobody is here.")


def here_words(session: PlainSession, one: Interaction) -> str:
    """One who is here in one sentence: the name, allergies, the state and for how long, and what it is about."""
    now, known = session.desk.now(), allergies.of_person(session.desk, one.customer)
    allergy = f", ALLERGY: {known}" if known else ""
    about = f", about {one.reason}" if one.reason else ""
    heat = f", {one.temperature} degrees" if one.temperature is not None else ""
    phone = f", {words}" if (words := missed.line_words(one)) else ""
    via = f", answer {channels.WAYS.get(one.channel, one.channel)}" if one.channel else ""
    lasted = f"{wording.state(one)} for {durations.told(now - one.in_state_since(), seconds=False)}"
    return f"{_name(session, one)}{allergy}, {one.kind}, {lasted}{phone}{about}{via}{heat}."


def _name(session: PlainSession, one: Interaction) -> str:
    day = namesakes.told_apart(session.desk, session.day)
    shown = day.open.get(one.id) or day.ended.get(one.id) or one
    return shown.known_as or ("A withheld number" if one.is_withheld else "Somebody without a name")


def step_to(by: int) -> Callable[[PlainSession, str], None]:
    """Speak of the next one who is here, or of the one before."""

    def does(session: PlainSession, rest: str) -> None:
        ids = [one.id for one in session.day.open_first()]
        one = session.one
        if one is None:
            session.say("Nobody is here.")
            return
        session.selected = ids[(ids.index(one.id) + by) % len(ids)]
        session.say(here_words(session, session.day.open[session.selected]))
        session.step()

    return does


def attend(session: PlainSession, rest: str) -> None:
    """Speak of whoever needs attention most."""
    visit, told = next_needed(session.day, session.desk.now(), session.selected), list[str]()
    while visit in session.day.ended and visit not in told:
        told.append(visit)
        session.say(f"{missed.sentence(session.day.ended[visit], session.desk.now())} B rings back.")
        visit = next_needed(session.day, session.desk.now(), visit)
    if told and visit in ("", session.selected, *told):
        return
    if not visit:
        session.say("Nobody else is here." if session.day.open else "Nobody is here.")
        return
    session.selected = visit
    session.say(here_words(session, session.day.open[visit]))
    session.step()


def steps(session: PlainSession, rest: str) -> None:
    """The checklist of the one that is spoken of, step by step."""
    one = session.one
    checklist = checklists.selected(one) if one else None
    if one is None or checklist is None:
        session.say("No checklist is running." if one else "Nobody is here.")
        return
    session.say(f"{checklist.title}, {checklists.done(one, checklist)} of {len(checklist.steps)} done.")
    for number, step in enumerate(checklist.steps, start=1):
        done = ", done" if checklist.tick_key(step) in one.ticks else ""
        session.say(f"{number}, {step.prompt}{done}")
    step_now = checklists.next_step(one, checklist)
    if step_now and step_now.say:
        session.say(f"Say: {_filled(session, one, step_now.say)}")


def _filled(session: PlainSession, one: Interaction, text: str) -> str:
    """Words for their ears with the names in them; the name of nobody is left out."""
    known = customers.of(session.desk, one.customer.id) if one.customer else None
    values = {"name": known.addressed_as if known else one.name, "staff": session.desk.staff}
    return spoken(text, {**values, "desk": settings.read(session.desk).desk_name})


def is_ticked(one: Interaction, number: int) -> bool:
    """Whether that step of the selected checklist has its tick."""
    checklist = checklists.selected(one)
    if checklist is None or not 1 <= number <= len(checklist.steps):
        return False
    return checklist.tick_key(checklist.steps[number - 1]) in one.ticks


def card(session: PlainSession, rest: str) -> None:
    """The card of the one that is spoken of, or of somebody named."""
    one = session.one
    if rest:
        session.do("card", "--", rest, shown=True)
    elif one and one.customer:
        session.do("card", "--", one.customer.id, shown=True)
    elif one and len(callers := ring.possible(session.desk, one)) > 1:
        session.say(f"{one.phone} is the number of {ring.either(callers)}. who NAME takes the right card.")
    else:
        session.say("No card yet. who NAME takes one, or makes one." if one else "Nobody is here. card NAME finds one.")


def promises(session: PlainSession, rest: str) -> None:
    """The open promises, the one due first at the top."""
    found, now = session.day.promises_by_due(), session.desk.now()
    for one in found:
        to = f" to {one.customer.name}" if one.customer else ""
        state = {"overdue": "Late", "due_soon": "Soon"}.get(
            one.state(now), "Waits on them" if one.paused_since else "Due"
        )
        session.say(f"{state}: {one.what}{to}, {when.describe(one.due, now)}.")
    if not found:
        session.say("No promise is open.")


def replies_by_name(session: PlainSession) -> None:
    """Every reply: the name that calls it, and what it is."""
    for one in replies.everything(session.desk).values():
        session.say(f"{one.id}: {one.title}.")


def missing(session: PlainSession, name: str) -> tuple[str, ...]:
    """What a reply still lacks for the one that is spoken of. Raises DeskError for a name that finds no one reply."""
    one = session.one
    customer = customers.of(session.desk, one.customer.id) if one and one.customer else None
    theirs = follows.owed(session.desk, one, session.day.promises_by_due()) if one else []
    about = replies.About(one, customer, theirs[0] if theirs else None)
    return replies.fill(session.desk, replies.named(session.desk, name), about).missing
