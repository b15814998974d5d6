"""What is told without a change: who is here, the card, the steps, the promises, the report, the replies."""

from dataclasses import replace
from typing import Any

from deskapp import clock
from deskapp.desk.answers import channels, replies, reply_slots
from deskapp.desk.cards import allergies, customers
from deskapp.desk.reports import reports
from deskapp.desk.settings import settings
from deskapp.desk.visits import checklists, follows, missed, namesakes, ring, wording
from deskapp.desk.visits.watch import next_needed
from deskapp.exchange.report_out import text
from deskapp.messages import said
from deskapp.model.interaction import Interaction
from deskapp.model.promise import Promise
from deskapp.model.report import SPANS
from deskapp.model.words import Checklist, Step, spoken
from deskapp.plain import files
from deskapp.plain.declared import Does, about_visit, in_hours
from deskapp.plain.session import NO_CARD, NOBODY_HERE, PlainSession
from deskapp.text import durations, when
from deskapp.words import loader


def listing(session: PlainSession, rest: str) -> None:
    """Everybody who is here, in one sentence each, then today's ended ones."""
    if rest:
        files.command(session, f"list {rest}", "list")
        return
    now = session.desk.now()
    for visit in session.day.open_first():
        session.say(here_words(session, visit) + said(" This is the one you speak of.") * (visit is session.visit))
    for visit in session.day.ended_newest():
        if visit.is_to_ring_back:
            session.say(said("{sentence} B rings back.", sentence=missed.sentence(visit, now)))
            continue
        stayed, outcome = wording.spoken(visit, now), visit.outcome.rstrip(".")
        session.say(
            said(
                "{name}, {kind}, {stayed}, ended: {outcome}.",
                name=_name(session, visit),
                kind=visit.kind,
                stayed=stayed,
                outcome=outcome,
            )
        )
    session.say(f"{session.day.counts(now).text}." if session.day.open else NOBODY_HERE)


def here_words(session: PlainSession, visit: Interaction) -> str:
    """One who is here in one sentence: the name, allergies, the state and for how long, and what it is about."""
    now, known = session.desk.now(), allergies.of_person(session.desk, visit.customer)
    allergy = f", ALLERGY: {known}" if known else ""
    about = f", about {visit.reason}" if visit.reason else ""
    heat = f", {visit.temperature} degrees" if visit.temperature is not None else ""
    phone = f", {words}" if (words := missed.line_words(visit)) else ""
    via = f", answer {channels.WAYS.get(visit.channel, visit.channel)}" if visit.channel else ""
    lasted = f"{wording.state(visit)} for {durations.told(now - visit.in_state_since(), seconds=False)}"
    return f"{_name(session, visit)}{allergy}, {visit.kind}, {lasted}{phone}{about}{via}{heat}."


def _name(session: PlainSession, visit: Interaction) -> str:
    day = namesakes.told_apart(session.desk, session.day)
    shown = day.open.get(visit.id) or day.ended.get(visit.id) or visit
    return shown.known_as or ("A withheld number" if visit.is_withheld else "Somebody without a name")


def step_to(by: int) -> Does:
    """Speak of the next one who is here, or of the one before."""

    @about_visit(NOBODY_HERE)
    def does(session: PlainSession, visit: Interaction, rest: str) -> None:
        ids = [open_visit.id for open_visit in session.day.open_first()]
        speak_of(session, ids[(ids.index(visit.id) + by) % len(ids)])

    return does


def speak_of(session: PlainSession, visit: str) -> None:
    """Speak of that visit from now on."""
    session.selected = visit
    session.say(here_words(session, session.day.open[visit]))
    session.step()


def attend(session: PlainSession, rest: str) -> None:
    """Speak of whoever needs attention most."""
    visit, told = next_needed(session.day, session.desk.now(), session.selected), list[str]()
    while visit in session.day.ended and visit not in told:
        told.append(visit)
        session.say(
            said("{sentence} B rings back.", sentence=missed.sentence(session.day.ended[visit], session.desk.now()))
        )
        visit = next_needed(session.day, session.desk.now(), visit)
    if told and visit in ("", session.selected, *told):
        return
    if visit:
        speak_of(session, visit)
    else:
        session.say(said("Nobody else is here.") if session.day.open else NOBODY_HERE)


@about_visit(NOBODY_HERE)
def steps(session: PlainSession, visit: Interaction, rest: str) -> None:
    """The checklist of the one that is spoken of, step by step."""
    checklist = checklists.selected(visit)
    if checklist is None:
        session.say(said("No checklist is running."))
        return
    session.say(
        said(
            "{title}, {done} of {number} done.",
            title=checklist.title,
            done=checklists.done(visit, checklist),
            number=len(checklist.steps),
        )
    )
    session.number([_step(session, visit, checklist, step) for step in checklist.steps])
    step_now = checklists.next_step(visit, checklist)
    if step_now and step_now.say:
        session.say(said("Say: {filled}", filled=_filled(session, visit, step_now.say)))


def _step(session: PlainSession, visit: Interaction, checklist: Checklist, step: Step) -> str:
    """A step, and where it is done by whom and when."""
    who = checklists.ticked_by(visit, checklist, step, session.desk.now())
    return said("{step}, done ({who})", step=step.prompt, who=who) if who else step.prompt


def _filled(session: PlainSession, visit: Interaction, words: str) -> str:
    """Words for their ears with the names in them; the name of nobody is left out."""
    known = customers.of(session.desk, visit.customer.id) if visit.customer else None
    name = known.addressed_as if known else visit.name
    return spoken(words, checklists.speaking(session.desk, name, settings.read(session.desk).desk_name))


def is_ticked(visit: Interaction, number: int) -> bool:
    """Whether that step of the selected checklist has its tick."""
    checklist = checklists.selected(visit)
    if checklist is None or not 1 <= number <= len(checklist.steps):
        return False
    return checklist.tick_key(checklist.steps[number - 1]) in visit.ticks


def card(session: PlainSession, rest: str) -> None:
    """The card of the one that is spoken of, or of somebody named."""
    visit = session.visit
    if rest or (visit and visit.customer):
        session.perform("card", {"who": rest or (visit.customer.id if visit and visit.customer else "")})
    elif visit and len(callers := ring.possible(session.desk, visit)) > 1:
        session.say(
            said(
                "{phone} is the number of {either}. who NAME takes the right card.",
                phone=visit.phone,
                either=ring.either(callers),
            )
        )
    else:
        session.say(NO_CARD if visit else said("{nobody_here} card NAME finds one.", nobody_here=NOBODY_HERE))


def promises(session: PlainSession, rest: str) -> None:
    """The open promises, the one due first at the top."""
    still_open, now = session.day.promises_by_due(), session.desk.now()
    for promise in still_open:
        to = f" to {promise.customer.name}" if promise.customer else ""
        usual = "Waiting for them" if promise.paused_since else "Due"
        state = {"overdue": "Late", "due_soon": "Soon"}.get(promise.state(now), usual)
        session.say(f"{state}: {promise.what}{to}, {when.describe(promise.due, now)}.")
    if not still_open:
        session.say(said("No promise is open."))


def report(session: PlainSession, rest: str) -> None:
    """Of the span that is named, else of today; the habits are one's own. More words go to the command."""
    if len(rest.split()) > 1:
        files.command(session, f"report {rest}", "report")
        return
    span = next((span for span in SPANS if span == (rest.strip().casefold() or "day")), None)
    if span is None:
        session.say(said("Say report, and then day, week, month or year."))
        return
    desk = session.desk
    made = reports.make(desk, reports.period(span, clock.today(desk.now())), habits_of=desk.staff)
    for line in text(made, block="").splitlines():
        if line:
            session.say(" ".join(line.split()))


def reply(session: PlainSession, rest: str) -> None:
    """A reply for the one that is spoken of; what it lacks is asked for. Without a name all are told."""
    if not rest:
        for known in loader.replies().values():
            session.say(f"{known.id}: {known.title}.")
        return
    visit, values = session.visit, list[str]()
    given: dict[str, Any] = {"name": rest, "who": visit.id if visit else "", "set": values}
    chosen, about = replies.named(session.desk, rest), _about(session)
    if open_ones := replies.undecided(chosen, about):
        which = _which_promise(session, open_ones)
        if which is None:
            session.say(said("No promise was chosen."))
            return
        given["promise"] = which
        about = replace(about, open=tuple(promise for promise in open_ones if promise.id == which))
    for name in replies.fill(session.desk, chosen, about).missing:
        text = session.ask(said("{label}? ", label=said(reply_slots.QUESTIONS[name])))
        if name in replies.TIMES and replies.due_of(session.desk, text):
            text, given["though_closed"] = in_hours(session, text)
        if not text:
            session.say(said("Nothing was filled in."))
            return
        values.append(f"{name}={text}")
    session.perform("reply", given, shown=True)


def _about(session: PlainSession) -> replies.About:
    """Whom a reply is for, with the open promises of which one may be meant."""
    visit = session.visit
    customer = customers.of(session.desk, visit.customer.id) if visit and visit.customer else None
    theirs = follows.owed(session.desk, visit, session.day.promises_by_due()) if visit else []
    return replies.About(visit, customer, open=tuple(theirs))


def _which_promise(session: PlainSession, open_ones: tuple[Promise, ...]) -> str | None:
    """The id of the promise that is meant, "" for a new one; None where nothing was said."""
    now = session.desk.now()
    session.number(
        [*(f"{promise.what}, {when.describe(promise.due, now)}" for promise in open_ones), said("None of these")]
    )
    number = session.ask(said("Which promise is it about? Say its number. ")).strip()
    if not number.isdecimal() or not 1 <= int(number) <= len(open_ones) + 1:
        return None
    return open_ones[int(number) - 1].id if int(number) <= len(open_ones) else ""


def find(session: PlainSession, rest: str) -> None:
    """What is found in the whole log."""
    if words := rest or session.ask(said("Find what? ")):
        session.perform("list", {"find": words})


before, following = step_to(-1), step_to(1)
