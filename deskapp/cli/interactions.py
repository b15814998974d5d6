"""Commands on visits: one is logged, its name said, its steps ticked; several are closed, ended or transferred."""

from collections.abc import Sequence

from deskapp import slots
from deskapp.cli.call import Call
from deskapp.commands import meant
from deskapp.desk.answers import channels
from deskapp.desk.cards.held_elsewhere import MOST_NAMED, holders
from deskapp.desk.cards.recognising import Recognised, may_be_words, recognise
from deskapp.desk.handover import leaving
from deskapp.desk.visits import already_here, checklists, closing, day, gates, naming
from deskapp.desk.visits import log as verbs
from deskapp.errors import NotFoundError, RefusedError
from deskapp.messages import said
from deskapp.model.customer import Customer
from deskapp.model.interaction import Interaction
from deskapp.model.words import Checklist, Step
from deskapp.text import phones, when
from deskapp.text.folding import same
from deskapp.words import loader


def log(call: Call) -> None:
    """Log somebody, take or make their card, and end it where an outcome is given."""
    desk, name, phone, outcome = call.desk, call.text("name").strip(), call.text("phone"), call.text("end")
    at = call.moment("at", past=True) if call.text("at") else None
    if call.arguments.end is not None and not outcome.strip():
        raise RefusedError(said("Nothing was written as the outcome."), said("Write one line, such as: repaired."))
    known = _who_is_meant(call, name, phone)
    visit = verbs.begin(
        desk,
        call.arguments.kind,
        called="" if phones.is_number(name) else name,
        phone=phone,
        reason=call.text("reason"),
        channel=channels.read(call.text("channel")) if call.text("channel") else "",
        at=at,
        afterwards=bool(outcome or at),
    )
    visit = _with_card(call, visit, name, known)
    if outcome:
        visit = verbs.end(desk, visit, outcome, at=at)
    words = f"of {visit.known_as}" if visit.known_as else "without a name"
    shown = f", {when.describe(at, call.now)}" if at else ""
    _with_others(call, visit)
    _done(call, f"Logged: {visit.kind} {words}{shown}", visit)


def identify(call: Call) -> None:
    """Take the card that is named, or make one."""
    visit, name = meant.interaction(call.desk, call.text("who")), call.text("text")
    visit = _with_card(call, visit, name, _who_is_meant(call, name, visit.phone))
    if visit.customer is None:
        _done(call, f"No card was taken for this {visit.kind}", visit)
        return
    _with_others(call, visit)
    _done(call, f"This {visit.kind} is with {visit.name}", visit)


def _with_others(call: Call, visit: Interaction) -> None:
    """Say where the same person has another open visit, and under which id."""
    if other := already_here.nearest(call.desk, visit):
        call.say(
            said("{desk} That visit is {short}.", desk=already_here.told(call.desk, visit), short=meant.short(other.id))
        )


def _done(call: Call, words: str, visit: Interaction) -> None:
    call.done(f"{words} ({meant.short(visit.id)})", ("interactions", visit.id))


def _who_is_meant(call: Call, name: str, phone: str) -> Recognised:
    """Whom a name or a number means. Raises RefusedError where a new card might be a twin, unless one is asked for."""
    if call.arguments.new or call.arguments.no_card:
        return Recognised()
    if card := meant.card_of_id(call.desk, name):
        return Recognised(card)
    known = recognise(call.desk, name, phone)
    if known.like:
        way = said("Write the letters in brackets in place of the name, or --new for a new card.")
        raise RefusedError(may_be_words(name, known.like, _card_words), way)
    number = phone or (name if phones.is_number(name) else "")
    if known.card and name and not same(known.card.name, name):
        taken = said("The card of {name} was taken.", name=known.card.name)
        call.say(
            said("{number} is the number of {name}, whose card was taken.", number=number, name=known.card.name)
            if number
            else taken
        )
    return known


def _card_words(card: Customer) -> str:
    """A card by name, company and the letters that choose it."""
    return f"{card.name}{f' of {card.company}' if card.company else ''} ({meant.short(card.id)})"


def _with_card(call: Call, visit: Interaction, name: str, known: Recognised) -> Interaction:
    """The visit with the card that is meant, or with a new one; a number alone becomes the visit's own."""
    desk, is_number = call.desk, phones.is_number(name)
    if known.card is not None:
        named = verbs.identify(desk, visit, known.card)
        _with_number(call, named, known.card)
        return named
    if not name or (call.arguments.no_card and visit.called == name):
        return visit
    if call.arguments.no_card:
        return naming.without_card(desk, visit, name)
    if is_number:
        visit = naming.take_number(desk, visit, visit.phone or name)
    if known.namesakes:
        ends = ", ".join(meant.short(card.id) for card in known.namesakes)
        told = f"have the number {visit.phone}" if is_number else f"are named {name}"
        way = said("`{deskapp}identify {short} CARD` takes one.", deskapp=slots.DESKAPP, short=meant.short(visit.id))
        call.say(
            said("{number} cards {told} ({ends}): {way}", number=len(known.namesakes), told=told, ends=ends, way=way)
        )
    return visit if known.namesakes or is_number else _with_new_card(call, visit, name)


def _with_new_card(call: Call, visit: Interaction, name: str) -> Interaction:
    """The visit with a new card; a number that stands on another one stays with the visit, which is told."""
    named = naming.new_card(call.desk, visit, name, although=True, shared=call.arguments.shared)
    call.say(said("A new card was made for {name}.", name=named.name))
    own = named.customer.id if named.customer else ""
    if not call.arguments.shared and (held := holders(call.desk, "phones", named.phone, apart_from=own)):
        names = ", ".join(card.name for card in held[:MOST_NAMED])
        adds = said(
            "`{deskapp}number {short} {phone} --shared` adds it.",
            deskapp=slots.DESKAPP,
            short=meant.short(named.id),
            phone=named.phone,
        )
        call.say(
            said(
                "{phone} is on the card of {names} already, so it stays with this {kind}. {adds}",
                phone=named.phone,
                names=names,
                kind=named.kind,
                adds=adds,
            )
        )
    return named


def _with_number(call: Call, visit: Interaction, card: Customer) -> None:
    """Put the visit's number on the card where that is asked for; else say how."""
    number = naming.number_to_add(call.desk, visit, card)
    if number and getattr(call.arguments, "add_number", False):
        naming.add_number(call.desk, visit, card, shared=call.arguments.shared)
        call.say(said("{number} is on the card of {name} now.", number=number, name=card.name))
    elif number:
        command = f"`{slots.DESKAPP}identify {meant.short(visit.id)} {meant.short(card.id)} --add-number`"
        call.say(
            said(
                "{number} is not on the card of {name}. {command} adds it.",
                number=number,
                name=card.name,
                command=command,
            )
        )


def tick(call: Call) -> None:
    """Tick a step of the selected checklist, or show the checklist where no step is given."""
    visit = meant.interaction(call.desk, call.text("who"))
    checklist = _checklist(call, visit)
    if call.text("step"):
        _mark(call, visit, checklist, ticks=True)
        return
    if call.json:
        call.done("", ("interactions", visit.id))
        return
    call.line(_progress(visit, checklist))
    for number, step in enumerate(checklist.steps, start=1):
        who = checklists.ticked_by(visit, checklist, step, call.desk.now())
        mark = "x" if who else " "
        call.line(f"{number} [{mark}] {step.prompt}{f' · {who}' if who else ''}")


def untick(call: Call) -> None:
    """Take a tick back."""
    visit = meant.interaction(call.desk, call.text("who"))
    _mark(call, visit, _checklist(call, visit), ticks=False)


def _mark(call: Call, visit: Interaction, checklist: Checklist, *, ticks: bool) -> None:
    step = _step(checklist, call.text("step"))
    if ticks and checklist.tick_key(step) in visit.ticks:
        raise RefusedError(
            said("'{prompt}' is ticked already.", prompt=step.prompt),
            said("`{deskapp}untick` takes a tick back.", deskapp=slots.DESKAPP),
        )
    if not ticks and checklist.tick_key(step) not in visit.ticks:
        raise RefusedError(said("'{prompt}' is not ticked.", prompt=step.prompt))
    visit = (checklists.tick if ticks else checklists.untick)(call.desk, visit, checklist, step)
    words = f"{'Ticked' if ticks else 'Tick taken back'}: {step.prompt} ({_progress(visit, checklist)})"
    call.done(words, ("interactions", visit.id))


def _progress(visit: Interaction, checklist: Checklist) -> str:
    return f"{checklist.title} {checklists.done(visit, checklist)}/{len(checklist.steps)}"


def _checklist(call: Call, visit: Interaction) -> Checklist:
    """The checklist that is named, else the selected one."""
    asked, known = call.text("list"), loader.checklists()
    fitting = [shown for shown in known.values() if shown.id == asked or meant.begins(shown.title, asked)]
    if asked and len(fitting) != 1:
        raise NotFoundError(
            said("There is no one checklist '{asked:.40}'.", asked=asked),
            said("There are {known}.", known=", ".join(known)),
        )
    checklist = fitting[0] if asked else checklists.selected(visit)
    if checklist is None:
        raise RefusedError(
            said("No checklist is running there."), said("Start one with --list: {known}.", known=", ".join(known))
        )
    return checklist


def _step(checklist: Checklist, text: str) -> Step:
    """The step with that number, that id, or words that begin so."""
    if text.isdecimal():
        if not 1 <= int(text) <= len(checklist.steps):
            raise NotFoundError(
                said("'{title}' has {number} steps.", title=checklist.title, number=len(checklist.steps))
            )
        return checklist.steps[int(text) - 1]
    fitting = [step for step in checklist.steps if step.id == text]
    fitting = fitting or [step for step in checklist.steps if meant.begins(step.prompt, text)]
    if len(fitting) != 1:
        raise NotFoundError(
            said("'{text:.40}' is not one step of '{title}'.", text=text, title=checklist.title),
            said("Give its number."),
        )
    return fitting[0]


def close_earlier(call: Call) -> None:
    """Close what was left open on an earlier day, and list each."""
    left = closing.left_over(call.desk, meant.open_interactions(call.desk))
    closed = closing.close(call.desk, left, call.text("outcome"))
    names = [f"{when.stamp(visit.arrived_at)}, {visit.known_as or 'no name'}" for visit in closed]
    _all_done(
        call,
        said("{number} closed. When they ended is not known, and no figure counts it.", number=len(closed)),
        closed,
        names,
    )


def end_all(call: Call) -> None:
    """End all who are here with one line of outcome; what stands open is told first, and takes a reason."""
    visits, reason = _here(call), call.text("anyway")
    for visit in visits if not reason else ():
        for point in gates.points(call.desk, visit):
            if point.kind == "hard":
                call.say(said("{name}, open: {text}", name=visit.name or visit.kind, text=point.text))
    leaving.end_all(call.desk, visits, call.text("outcome"), overruled=reason)
    _all_done(call, f"{len(visits)} ended.", visits, [visit.name for visit in visits])


def transfer_all(call: Call) -> None:
    """Transfer all who are here to a named person."""
    visits, person = _here(call), call.text("to")
    leaving.hand_all(call.desk, visits, person)
    _all_done(call, said("{person} has them now.", person=person), visits, [visit.name for visit in visits])


def _here(call: Call) -> list[Interaction]:
    """Who would be left behind. Raises RefusedError where nobody would be."""
    visits = leaving.still_here(day.look(call.desk), call.desk.staff)
    if not visits:
        raise RefusedError(said("Nobody is here."), said("There is nobody to end or to transfer."))
    return visits


def _all_done(call: Call, words: str, visits: Sequence[Interaction], names: Sequence[str]) -> None:
    """Whom it concerned, one in a line, and what was done."""
    for visit, name in zip(visits, names, strict=True) if not call.json else ():
        call.line(f"{name or 'no name'}, {visit.kind} ({meant.short(visit.id)})")
    call.done(words, *(("interactions", visit.id) for visit in visits))
