"""Commands on interactions: log one, and everything that is done while somebody is here."""

from deskapp.cli import naming
from deskapp.cli.call import Call
from deskapp.cli.moment import moment
from deskapp.commands import meant
from deskapp.desk.answers import channels
from deskapp.desk.visits import already_here, closing
from deskapp.desk.visits import log as verbs
from deskapp.errors import RefusedError
from deskapp.model.interaction import Interaction
from deskapp.text import phones, when


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


def close_earlier(call: Call) -> None:
    """Close what was left open on an earlier day, and list each."""
    left = closing.left_over(call.desk, meant.open_interactions(call.desk))
    closed = closing.close(call.desk, left, call.text("outcome"))
    if not call.json:
        for one in closed:
            arrived = when.stamp(one.arrived_at)
            call.line(f"{arrived}, {one.known_as or 'no name'}, {one.kind} ({meant.short(one.id)})")
    words = f"{len(closed)} closed. When they ended is not known, and no figure counts it."
    call.done(words, *(("interactions", one.id) for one in closed))


def _tell_of_others(call: Call, one: Interaction) -> None:
    """Say where the same person has another open visit, and under which id."""
    other = already_here.nearest(call.desk, one)
    if other:
        call.say(f"{already_here.told(call.desk, one)} That visit is {meant.short(other.id)}.")


def _who(call: Call) -> Interaction:
    return meant.interaction(call.desk, call.text("who"))


def _of(one: Interaction) -> str:
    return f" for {one.name}" if one.name else f" for the {one.kind} {meant.short(one.id)}"


def _done(call: Call, words: str, one: Interaction) -> None:
    call.done(f"{words} ({meant.short(one.id)})", ("interactions", one.id))
