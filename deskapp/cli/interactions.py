"""Commands on interactions: log one, and everything that is done while somebody is here."""

import re

from deskapp.cli import who
from deskapp.cli.call import Call
from deskapp.desk import channels, phones, referrals, requests, when
from deskapp.desk import log as verbs
from deskapp.desk import temperature as kettle
from deskapp.errors import RefusedError, UsageError
from deskapp.model.customer import Customer
from deskapp.model.interaction import Interaction
from deskapp.model.kettle import COLDEST, HOTTEST
from deskapp.model.kettle import word as kettle_word

_DEGREES = re.compile(r"([+-]?)(\d{1,3})")


def log(call: Call) -> None:
    """Log somebody, take or make their card, and end it where an outcome is given."""
    desk, name, phone, outcome = call.desk, call.text("name").strip(), call.text("phone"), call.text("end")
    at = when.parse(call.text("at"), call.now, past=True) if call.text("at") else None
    if call.arguments.end is not None and not outcome.strip():
        raise RefusedError("Nothing was written as the outcome.", "Write one line, such as: repaired.")
    afterwards = bool(outcome or at)
    one = verbs.begin(
        desk,
        call.arguments.kind,
        called=name,
        phone=phone,
        reason=call.text("reason"),
        channel=channels.read(call.text("channel")) if call.text("channel") else "",
        at=at,
        afterwards=afterwards,
    )
    one = _recognise(call, one, name, phone)
    if outcome:
        one = verbs.end(desk, one, outcome, at=at)
    words = f"{one.kind} of {one.known_as}" if one.known_as else f"{one.kind} without a name"
    _done(call, f"Logged: {words}", one)


def identify(call: Call) -> None:
    """Take the card that is named, or make one."""
    one, name = _who(call), call.text("text")
    if name.startswith("cus_"):
        one = verbs.identify(call.desk, one, who.card(call.desk, name))
    else:
        one = _recognise(call, one, name, one.phone)
    _done(call, f"This {one.kind} is with {one.name}", one)


def _recognise(call: Call, one: Interaction, name: str, phone: str) -> Interaction:
    """Take the one card of that name or phone, or make a card; nothing where neither was given.

    Several cards of one name take none: the name stands as it was typed, and the words say what to do.
    """
    desk = call.desk
    named = who.named_cards(desk, name) if name else []
    number = phone or (name if phones.looks_like_a_number(name) else "")
    reached = who.cards_with_phone(desk, number) if number and len(named) != 1 else []
    card = _the_one(named, reached)
    if card is not None:
        if name and card not in named:
            call.say(f"{number} is the number of {card.name}, whose card was taken.")
        return verbs.identify(desk, one, card)
    if named:
        ends = ", ".join(who.short(card.id) for card in named)
        call.say(
            f"{len(named)} cards are named {name} ({ends}): `deskapp identify {who.short(one.id)} CARD` takes one."
        )
        return one
    if not name:
        return one
    one = verbs.identify_new(desk, one, name)
    call.say(f"A new card was made for {one.name}.")
    return one


def _the_one(named: list[Customer], reached: list[Customer]) -> Customer | None:
    both = [card for card in named if card in reached]
    for cards in (both, named, reached if not named else []):
        if len(cards) == 1:
            return cards[0]
    return None


def reason(call: Call) -> None:
    """Write down what it is about."""
    one = verbs.set_reason(call.desk, _who(call), call.text("text"))
    _done(call, f"Reason{_of(one)}: {one.reason}", one)


def greet(call: Call) -> None:
    """Stop the waiting clock."""
    one = verbs.greet(call.desk, _who(call))
    _done(call, f"Greeted{_of(one)} after {when.span(one.waited(call.now))}", one)


def hold(call: Call) -> None:
    """Put on hold."""
    one = verbs.hold(call.desk, _who(call))
    _done(call, f"On hold{_of(one)}", one)


def resume(call: Call) -> None:
    """Back from hold."""
    one = verbs.resume(call.desk, _who(call))
    _done(call, f"Back from hold{_of(one)}", one)


def note(call: Call) -> None:
    """Add a line of note."""
    one = verbs.note(call.desk, _who(call), call.text("text"))
    _done(call, f"Noted{_of(one)}", one)


def request(call: Call) -> None:
    """Add one thing that was asked for."""
    one = requests.add(call.desk, _who(call), call.text("text"))
    _done(call, f"Request written down{_of(one)}: {len(one.open_requests)} open", one)


def answer(call: Call) -> None:
    """Answer the one open request, or the one whose number is given."""
    one = _who(call)
    key = _request_key(one, call.text("request"))
    one = requests.answer(call.desk, one, key, call.text("text"))
    _done(call, f"Answered{_of(one)}: {len(one.open_requests)} still open", one)


def _request_key(one: Interaction, number: str) -> str:
    keys = list(one.requests) if number else list(one.open_requests)
    if number:
        if not number.isdecimal() or not 1 <= int(number) <= len(keys):
            raise RefusedError(f"There is no request {number:.10}{_of(one)}.", f"They go from 1 to {len(keys)}.")
        return keys[int(number) - 1]
    if not keys:
        raise RefusedError(f"No request is open{_of(one)}.")
    if len(keys) > 1:
        listed = "; ".join(f"{list(one.requests).index(key) + 1} {one.requests[key].text}" for key in keys)
        raise RefusedError(f"{len(keys)} requests are open{_of(one)}: {listed}.", "Say which with --request N.")
    return keys[0]


def temperature(call: Call) -> None:
    """Set the kettle, or turn it by a number with a sign."""
    found = _DEGREES.fullmatch(call.text("degrees"))
    if not found:
        raise UsageError(
            f"{call.text('degrees')!r:.20} is no temperature.", f"Write {COLDEST} to {HOTTEST}, or +5 or -5."
        )
    one, degrees = _who(call), int(found[1] + found[2])
    one = kettle.change(call.desk, one, degrees) if found[1] else kettle.put(call.desk, one, degrees)
    if one.temperature is not None:
        _done(call, f"{one.temperature} °C{_of(one)}, {kettle_word(one.temperature)}", one)


def refer(call: Call) -> None:
    """Hand over to a named person; the third time is told as what it is."""
    one = referrals.refer(call.desk, _who(call), call.text("to"), call.text("why"))
    if referrals.is_passed_around(one):
        call.say(f"Handed over {len(one.referrals)} times: {one.name or 'this person'} is being passed around.")
    _done(call, f"Handed over{_of(one)} to {call.text('to')}", one)


def end(call: Call) -> None:
    """End with one line of outcome."""
    at = when.parse(call.text("at"), call.now, past=True) if call.text("at") else None
    one = verbs.end(call.desk, _who(call), call.text("outcome"), overruled=call.text("anyway"), at=at)
    _done(call, f"Ended{_of(one)}: {one.outcome}", one)


def _who(call: Call) -> Interaction:
    return who.interaction(call.desk, call.text("who"))


def _of(one: Interaction) -> str:
    return f" for {one.name}" if one.name else f" for the {one.kind} {who.short(one.id)}"


def _done(call: Call, words: str, one: Interaction) -> None:
    call.done(f"{words} ({who.short(one.id)})", ("interactions", one.id))
