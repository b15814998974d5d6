"""Questions about the shift: who is at the desk now, and a line for the next person."""

from collections.abc import Callable, Sequence

from deskapp import slots
from deskapp.desk import handed, handover, people, promises, shifts
from deskapp.desk.session import Desk
from deskapp.errors import RefusedError
from deskapp.model.handover import Handover
from deskapp.model.promise import Promise
from deskapp.text.folding import folded, same
from deskapp.ui.lines.promise_clock import left_words
from deskapp.ui.widgets.entry import Ask, Choice, Next, Offer
from deskapp.ui.widgets.question import FINDS

END = "\0end"
Hands = Callable[[str, Sequence[Promise]], None]
"""Hands over to a person by name, with these promises."""


def who_is_at_the_desk(desk: Desk, ends: Callable[[], None], reads: Callable[[], Next]) -> Ask:
    """Somebody takes the desk, and `reads` what was left for them; the last row ends the running shift: `ends`."""
    running = shifts.running(desk)

    def react(values: dict[str, str]) -> Offer:
        typed = folded(values["staff"].strip())
        known = [name for name in shifts.names(desk) if name != desk.staff and folded(name).startswith(typed)]
        choices = [Choice(name, name) for name in known]
        if running and not typed:
            choices.append(Choice(END, f"End the shift of {running.staff}, and hand over"))
        now = f"{desk.staff} is at the desk. " if desk.staff else ""
        return Offer(choices, 0 if typed and known else -1, f"{now}Type the name of who takes it, then Enter.")

    def done(values: dict[str, str], chosen: str) -> Next:
        if chosen == END:
            ends()
            return ""
        shift = shifts.begin(desk, chosen or values["staff"])
        notes = handed.notes_left(desk)
        more = f" {notes}. {slots.key('handover')} shows what to know." if notes else ""
        return reads() or f"{shift.staff} is at the desk.{more}"

    return Ask(title="Shift", fields=[("staff", "At the desk", "")], react=react, done=done, subject="")


def note_to_the_next(desk: Desk) -> Ask:
    """One line for the next person."""

    def done(values: dict[str, str], chosen: str) -> str:
        handover.note(desk, values["note"])
        return ""

    hint = Offer(hint="What the next person has to know, one line each. Enter adds it.")
    fields = [("note", "To the next", "")]
    return Ask(title="Note", fields=fields, react=lambda values: hint, done=done, subject="")


def sign(desk: Desk, one: Handover, signed: Callable[[Handover], None]) -> Ask:
    """Sign that a hand-over was read: never by Enter alone, and for another only in that person's place."""
    is_for_another = bool(one.to) and not same(one.to, desk.staff)
    words = f"Yes: {desk.staff} has read it"
    if is_for_another:
        words = f"{desk.staff} takes over in place of {one.to}, and has read it"
    known = f"It is for {one.to}. " if is_for_another else ""

    def react(values: dict[str, str]) -> Offer:
        typed = values["read"].strip().casefold()
        lit = 0 if typed in ("y", "yes") else -1
        return Offer(
            [Choice("yes", words)], lit, f"{known}Type y, or Down chooses; then Enter signs it.", is_for_another
        )

    def done(values: dict[str, str], chosen: str) -> str:
        if not chosen:
            for_whom = f"This hand-over is for {one.to}." if is_for_another else "It is not signed."
            raise RefusedError(for_whom, "Type y or choose the row with Down to sign it; Esc leaves it.")
        signed(handover.confirm(desk, one, in_place_of=one.to if is_for_another else ""))
        return ""

    return Ask(title="Sign", fields=[("read", "Read?", "")], react=react, done=done, passing=FINDS, subject="")


def to_whom(desk: Desk, hands: Hands, *, ends: bool = False) -> Ask:
    """Hand the sheet over to a named person: `hands` does it. Where that `ends` a shift, no name ends it without."""
    alone = " Enter alone ends your shift without a hand-over." if ends else ""

    def react(values: dict[str, str]) -> Offer:
        known = people.fitting(people.known(desk), values["to"])
        lit = 0 if values["to"].strip() and len(known) == 1 else -1
        return Offer(
            [Choice(name, name) for name in known], lit, f"Who takes over? Type a name, or Down chooses one.{alone}"
        )

    def done(values: dict[str, str], chosen: str) -> Next:
        named = chosen or values["to"]
        if ends and not named.strip():
            hands("", ())
            return ""
        to = handover.receiver(desk, named)
        mine = handover.own_promises(desk, promises.all_open(desk))
        if mine:
            return _with_promises(desk, to, mine, hands)
        hands(to, ())
        return ""

    return Ask(title="Hand over", fields=[("to", "To whom", "")], react=react, done=done, subject="")


def _with_promises(desk: Desk, to: str, mine: Sequence[Promise], hands: Hands) -> Ask:
    """Do the giver's own open promises go to whoever takes over? Each is shown."""
    now, many = desk.now(), "1 promise" if len(mine) == 1 else f"{len(mine)} promises"
    rows = [
        Choice("", f"{one.what}{f' to {one.customer.name}' if one.customer else ''}", left_words(one, now))
        for one in mine
    ]
    ways = [
        Choice("yes", f"Yes: {to} keeps {'it' if len(mine) == 1 else 'them'} from now on"),
        Choice("no", f"No: {desk.staff} keeps {'it' if len(mine) == 1 else 'them'}"),
    ]

    def react(values: dict[str, str]) -> Offer:
        lit = {"y": 0, "n": 1}.get(values["give"].strip().casefold()[:1], 0)
        return Offer([*ways, *rows], lit, f"{many} of yours still open. Enter gives what is lit; y or n chooses.")

    def done(values: dict[str, str], chosen: str) -> str:
        if chosen not in ("yes", "no"):
            raise RefusedError(f"Who keeps your {many}?", "Type y or n, or choose a row with Down.")
        hands(to, mine if chosen == "yes" else ())
        return ""

    return Ask(
        title="Your promises",
        fields=[("give", f"Give to {to:.20}?", "")],
        react=react,
        done=done,
        rows=8,
        passing=FINDS,
        continues=True,
    )
