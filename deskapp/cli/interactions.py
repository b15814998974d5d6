"""Commands on interactions: log one, and everything that is done while somebody is here."""

import re
import shlex

from deskapp import slots
from deskapp.cli import naming, who
from deskapp.cli.call import Call
from deskapp.cli.moment import moment
from deskapp.desk import allergies, already_here, channels, closing, referrals, requests, safety, visit_words
from deskapp.desk import log as verbs
from deskapp.desk import temperature as kettle
from deskapp.errors import RefusedError, UsageError
from deskapp.model.interaction import Interaction
from deskapp.model.kettle import COLDEST, HOTTEST
from deskapp.model.kettle import word as kettle_word
from deskapp.text import durations, phones, when

_DEGREES = re.compile(r"([+-]?)(\d{1,3})")


def log(call: Call) -> None:
    """Log somebody, take or make their card, and end it where an outcome is given."""
    desk, name, phone, outcome = call.desk, call.text("name").strip(), call.text("phone"), call.text("end")
    at = moment(call, "at", past=True) if call.text("at") else None
    if call.arguments.end is not None and not outcome.strip():
        raise RefusedError("Nothing was written as the outcome.", "Write one line, such as: repaired.")
    afterwards = bool(outcome or at)
    known = naming.who_is_meant(call, name, phone)
    one = verbs.begin(
        desk,
        call.arguments.kind,
        called="" if phones.is_number(name) else name,
        phone=phone,
        reason=call.text("reason"),
        channel=channels.read(call.text("channel")) if call.text("channel") else "",
        at=at,
        afterwards=afterwards,
    )
    one = naming.with_card(call, one, name, known)
    if outcome:
        one = verbs.end(desk, one, outcome, at=at)
    _tell_of_others(call, one)
    words = f"{one.kind} of {one.known_as}" if one.known_as else f"{one.kind} without a name"
    shown = f", {when.describe(at, call.now)}" if at else ""
    _done(call, f"Logged: {words}{shown}", one)


def identify(call: Call) -> None:
    """Take the card that is named, or make one."""
    one, name = _who(call), call.text("text")
    known = naming.who_is_meant(call, name, one.phone)
    one = naming.with_card(call, one, name, known)
    if one.customer is None:
        _done(call, f"No card was taken for this {one.kind}", one)
        return
    _tell_of_others(call, one)
    _done(call, f"This {one.kind} is with {one.name}", one)


def reason(call: Call) -> None:
    """Write down what it is about."""
    one = verbs.set_reason(call.desk, _who(call), call.text("text"))
    _done(call, f"Reason{_of(one)}: {one.reason}", one)


def greet(call: Call) -> None:
    """Stop the waiting clock."""
    one = verbs.greet(call.desk, _who(call))
    _done(call, f"Greeted{_of(one)} after {durations.told(one.waited(call.now))}", one)


def hold(call: Call) -> None:
    """Put on hold."""
    one = verbs.hold(call.desk, _who(call))
    _done(call, f"On hold{_of(one)}", one)


def resume(call: Call) -> None:
    """Back from hold."""
    one = verbs.resume(call.desk, _who(call))
    _done(call, f"Back from hold{_of(one)}", one)


def note(call: Call) -> None:
    """Add a line of note; what may be an allergy in it is offered for the card."""
    one = verbs.note(call.desk, _who(call), call.text("text"))
    _done(call, f"Noted{_of(one)}", one)
    if words := safety.to_offer(call.desk, one.customer, call.text("text")):
        card = who.short(one.customer.id) if one.customer else "NAME"
        first = "" if one.customer else f"`{slots.DESKAPP}identify {who.short(one.id)} NAME` says whose it is, then "
        call.say(
            f"It may be an allergy, and only stands in the note. {first}"
            f"`{slots.DESKAPP}preference {card} --stance allergy {shlex.quote(words)}` puts it on the card."
        )


def request(call: Call) -> None:
    """Add one thing that was asked for."""
    before = _who(call)
    one = requests.add(call.desk, before, call.text("text"))
    added = len(one.requests) - len(before.requests)
    many = "Request" if added == 1 else f"{added} requests"
    _done(call, f"{many} written down{_of(one)}: {len(one.open_requests)} open", one)


def answer(call: Call) -> None:
    """Answer the one open request, or the one whose number is given."""
    one = _who(call)
    key = _request_key(one, call.text("request"))
    one = requests.answer(call.desk, one, key, call.text("text"), again=getattr(call.arguments, "again", False))
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
    """Transfer to a named person; the third time is told as what it is."""
    one = referrals.refer(
        call.desk, _who(call), call.text("to"), call.text("why"), ends=bool(getattr(call.arguments, "end", False))
    )
    if referrals.is_passed_around(one) and not one.owner:
        call.say(
            f"Transferred {len(one.referrals)} times: {one.name or 'this person'} is being passed around. "
            f"`{slots.DESKAPP}own {who.short(one.id)} NAME` says who owns it to the end."
        )
    known = allergies.of_person(call.desk, one.customer)
    ended = "" if one.is_open else ", and ended here"
    allergy = f". Allergy: {known}" if known else ""
    _done(call, f"Transferred{_of(one)} to {call.text('to')}{ended}{allergy}", one)


def own(call: Call) -> None:
    """One named person owns it to the end."""
    one = referrals.own(call.desk, _who(call), call.text("to"))
    _done(call, f"{one.owner} owns it to the end{_of(one)}", one)


def end(call: Call) -> None:
    """End with one line of outcome."""
    at = moment(call, "at", past=True) if call.text("at") else None
    one = verbs.end(call.desk, _who(call), call.text("outcome"), overruled=call.text("anyway"), at=at)
    _done(call, f"Ended{_of(one)}: {one.outcome}", one)


def reopen(call: Call) -> None:
    """Open an ended visit again."""
    one = closing.reopen(call.desk, who.ended(call.desk, call.text("who")))
    _done(call, f"Open again{_of(one)}, {visit_words.state(one)}", one)


def close_earlier(call: Call) -> None:
    """Close what was left open on an earlier day, and list each."""
    left = closing.left_over(call.desk, who.open_interactions(call.desk))
    closed = closing.close(call.desk, left, call.text("outcome"))
    if not call.json:
        for one in closed:
            arrived = when.stamp(one.arrived_at)
            call.line(f"{arrived}, {one.known_as or 'no name'}, {one.kind} ({who.short(one.id)})")
    words = f"{len(closed)} closed. When they ended is not known, and no figure counts it."
    call.done(words, *(("interactions", one.id) for one in closed))


def _tell_of_others(call: Call, one: Interaction) -> None:
    """Say where the same person has another open visit, and under which id."""
    other = already_here.nearest(call.desk, one)
    if other:
        call.say(f"{already_here.told(call.desk, one)} That visit is {who.short(other.id)}.")


def _who(call: Call) -> Interaction:
    return who.interaction(call.desk, call.text("who"))


def _of(one: Interaction) -> str:
    return f" for {one.name}" if one.name else f" for the {one.kind} {who.short(one.id)}"


def _done(call: Call, words: str, one: Interaction) -> None:
    call.done(f"{words} ({who.short(one.id)})", ("interactions", one.id))
