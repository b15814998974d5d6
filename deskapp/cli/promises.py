"""Commands on promises: make, list, keep, give up, move."""

from datetime import datetime

from deskapp import slots
from deskapp.cli import naming, who
from deskapp.cli.call import Call
from deskapp.cli.moment import moment, though_closed
from deskapp.desk import card_entries, channels, customers, leaving, namesakes, numbers, pauses, repeats
from deskapp.desk import promises as verbs
from deskapp.desk.promise_groups import MARKS, day_of, fitting, grouped, is_for_today, state_words
from deskapp.errors import NotFoundError, UsageError
from deskapp.model.customer import Customer
from deskapp.model.interaction import Interaction
from deskapp.model.promise import Promise
from deskapp.text import phones, when

HEADER = ("id", "due", "state", "to", "promised by", "what")


def make(call: Call) -> None:
    """Promise something to the person of an open interaction, or to somebody with a card."""
    desk, due = call.desk, moment(call, "by")
    one = _here(call)
    card = None if one else who.card(desk, call.text("who"))
    theirs = card or (customers.of(desk, one.customer.id) if one and one.customer else None)
    asked = channels.read(call.text("channel")) if call.text("channel") else ""
    number = phones.typed_number(call.text("phone")) if call.text("phone") else ""
    if number and theirs:
        with naming.sharing(call):
            numbers.refuse_elsewhere(desk, theirs, number, shared=call.arguments.shared)
    with though_closed():
        made = verbs.make(
            desk,
            call.text("what"),
            due,
            due_typed=call.text("by"),
            customer=card,
            interaction=one,
            channel=asked or channels.of_promise(call.text("what"), one, theirs),
            though_closed=call.arguments.closed,
        )
    _tell_channel(call, made, one, theirs, number)
    _done(call, f"Promised{_to(made)}: {made.what}, {when.describe(due, call.now)}", made)


def _tell_channel(call: Call, made: Promise, one: Interaction | None, card: Customer | None, number: str) -> None:
    """Keep the number to call back, or say that none is known; say where they prefer another channel."""
    liked = channels.preferred(card)
    if number:
        numbers.keep(call.desk, number, visit=one, customer=card, shared=call.arguments.shared)
    elif channels.needs_number(made, one, card):
        name = made.customer.name if made.customer else "them"
        whom = who.short(one.id) if one else made.customer.id if made.customer else ""
        call.say(f"No phone number of {name} is known: `{slots.DESKAPP}number {whom} N` keeps it.")
    if card and liked and made.channel and liked != made.channel:
        name = who.short(made.id)
        call.say(
            f"{channels.preference_words(card)} `{slots.DESKAPP}channel --promise {name} {liked}` changes this promise."
        )


def channel(call: Call) -> None:
    """Say or change the channel of a visit, or of a promise."""
    text = call.text("text")
    if call.arguments.promise or call.text("who").startswith("pro_"):
        promise = channels.put_on_promise(call.desk, who.promise(call.desk, call.text("who")), text)
        words = channels.WAYS.get(promise.channel, "no channel named")
        _done(call, f"{words.capitalize()}: {promise.what}", promise)
        return
    visit = channels.put(call.desk, who.interaction(call.desk, call.text("who")), text)
    words = channels.WAYS.get(visit.channel, "no channel named")
    name = visit.known_as or f"this {visit.kind}"
    call.done(f"Answer to {name}: {words} ({who.short(visit.id)})", ("interactions", visit.id))


def number(call: Call) -> None:
    """Keep the phone number of somebody who is here, or of a card."""
    visit = _here(call)
    card = None if visit else who.card(call.desk, call.text("who"))
    with naming.sharing(call):
        numbers.keep(call.desk, call.text("number"), visit=visit, customer=card, shared=call.arguments.shared)
    changed = ("interactions", visit.id) if visit else ("customers", card.id if card else "")
    name = card.name if card else visit.name if visit else ""
    call.done(f"Number{f' of {name}' if name else ''}: {call.text('number')}", changed)


def email(call: Call) -> None:
    """Put an e-mail address on the card of somebody who is here, or on any card."""
    visit = _here(call)
    card = customers.of(call.desk, visit.customer.id) if visit and visit.customer else None
    card = card or who.card(call.desk, call.text("who"))
    with naming.sharing(call):
        card = card_entries.add_email(call.desk, card, call.text("address"), shared=call.arguments.shared)
    call.done(f"E-mail of {card.name}: {call.text('address')}", ("customers", card.id))


def listing(call: Call) -> None:
    """The open promises, the one due first on top."""
    if call.arguments.watch:
        from deskapp.cli.watch import watch

        watch(call)
    now, by = call.now, call.text("group")
    found = _wanted(call, now)
    groups = grouped(call.desk, found, by, now) if by else [("", found)]
    if call.json:
        documents = (call.desk.book.get("promises", one.id) for _, members in groups for one in members)
        call.array(document for document in documents if document is not None)
        return
    shown = {one.id: one for one in namesakes.promises_apart(call.desk, found)}
    for number, (heading, members) in enumerate(groups):
        if number:
            call.line()
        if heading:
            call.line(f"{heading}:")
        call.table(HEADER, [_row(call, shown[one.id]) for one in members])
    if not found:
        call.say("No promise is open.")


def _wanted(call: Call, now: datetime) -> list[Promise]:
    """The open promises that were asked for."""
    found = fitting(call.desk, verbs.all_open(call.desk), call.text("text"), now)
    if call.arguments.overdue:
        found = [one for one in found if one.state(now) == "overdue"]
    if call.arguments.today:
        found = [one for one in found if is_for_today(one, now)]
    if call.arguments.week:
        found = [one for one in found if day_of(one, now) != "Later"]
    return found


def keep(call: Call) -> None:
    """The promise is kept."""
    one = verbs.keep(call.desk, who.promise(call.desk, call.text("promise")))
    _say_again(call, one)
    _done(call, f"Kept{_to(one)}: {one.what}", one)


def give_up(call: Call) -> None:
    """The promise will not be kept."""
    one = verbs.give_up(call.desk, who.promise(call.desk, call.text("promise")))
    _say_again(call, one)
    _done(call, f"Given up{_to(one)}: {one.what}", one)


def move(call: Call) -> None:
    """Give it a new due time; whether the customer was told has to be said (practice D4)."""
    told = bool(call.arguments.told)
    if told == bool(call.arguments.not_told):
        raise UsageError("Was the customer told?", "Say --told or --not-told.")
    due = moment(call, "by")
    one, closed = who.promise(call.desk, call.text("promise")), bool(call.arguments.closed)
    with though_closed():
        one = verbs.move(call.desk, one, due, told=told, due_typed=call.text("by"), though_closed=closed)
    if not told:
        call.say(f"Tell {one.customer.name if one.customer else 'them'} soon.")
    _done(call, f"Moved{_to(one)}: {one.what}, {when.describe(due, call.now)}", one)


def wait(call: Call) -> None:
    """It waits on the customer."""
    one = pauses.pause(call.desk, who.promise(call.desk, call.text("promise")))
    _done(call, f"Waits on {one.customer.name if one.customer else 'them'}: {one.what}", one)


def run_on(call: Call) -> None:
    """Its clock runs on; the time that it stood still is given back."""
    one = pauses.resume(call.desk, who.promise(call.desk, call.text("promise")))
    _done(call, f"Runs on: {one.what}, {when.describe(one.due, call.now)}", one)


def repeat(call: Call) -> None:
    """It comes again in a rhythm, or no more."""
    one = pauses.repeat(call.desk, who.promise(call.desk, call.text("promise")), call.text("every"))
    _done(call, f"{repeats.told(one.repeat).capitalize() or 'Only once'}: {one.what}", one)


def told(call: Call) -> None:
    """The customer knows its new time."""
    one = leaving.told(call.desk, who.promise(call.desk, call.text("promise")))
    _done(call, f"They know: {one.what}, {when.describe(one.due, call.now)}", one)


def hand_on(call: Call) -> None:
    """A named person keeps it from now on."""
    one = verbs.hand_to(call.desk, who.promise(call.desk, call.text("promise")), call.text("to"))
    _done(call, f"{one.owner} keeps it now: {one.what}", one)


def _say_again(call: Call, one: Promise) -> None:
    if sentence := repeats.comes_again(call.desk, one):
        call.say(sentence)


def _here(call: Call) -> Interaction | None:
    """The open interaction that is meant; None where nobody of that name is here."""
    try:
        return who.interaction(call.desk, call.text("who"))
    except NotFoundError:
        return None


def _row(call: Call, one: Promise) -> tuple[str, ...]:
    due, state = when.describe(one.due, call.now), MARKS.get(one.state(call.now), "") + state_words(one, call.now)
    return (who.short(one.id), due, state, one.customer.name if one.customer else "", one.owner, one.what)


def _to(one: Promise) -> str:
    return f" to {one.customer.name}" if one.customer else ""


def _done(call: Call, words: str, one: Promise) -> None:
    call.done(f"{words} ({who.short(one.id)})", ("promises", one.id))
