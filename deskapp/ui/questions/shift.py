"""Questions about the shift: who is at the desk now, and a line for the next person."""

from collections.abc import Callable, Sequence

from deskapp import slots
from deskapp.desk.handover import handed, handover
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.shifts import people, shifts
from deskapp.errors import RefusedError
from deskapp.messages import counted, said
from deskapp.model.handover import Handover
from deskapp.model.promise import Promise
from deskapp.text.folding import folded, same
from deskapp.ui.questions.choosing import by_letter
from deskapp.ui.questions.leaving import colleague
from deskapp.ui.questions.typed import says
from deskapp.ui.render.promise_clock import left_words
from deskapp.ui.widgets.entry import Choice, NextStep, Question, Suggestions
from deskapp.ui.widgets.question import FINDS

END = "\0end"
Hands = Callable[[str, Sequence[Promise]], None]
"""Hands over to a person by name, with these promises."""


def who_is_at_the_desk(desk: Session, ends: Callable[[], None], reads: Callable[[], NextStep]) -> Question:
    """Somebody takes the desk, and `reads` what was left for them; the last row ends the running shift: `ends`."""
    running = shifts.running(desk)

    def on_change(values: dict[str, str]) -> Suggestions:
        typed = folded(values["staff"].strip())
        known = [name for name in shifts.names(desk) if name != desk.staff and folded(name).startswith(typed)]
        choices = [Choice(name, name) for name in known]
        if running and not typed:
            choices.append(Choice(END, f"End the shift of {running.staff}, and hand over"))
        now = f"{desk.staff} is at the desk. " if desk.staff else ""
        return Suggestions(choices, 0 if typed and known else -1, f"{now}Type the name of who takes it, then Enter.")

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        if chosen == END:
            ends()
            return ""
        shift = shifts.begin(desk, chosen or values["staff"])
        notes = handed.notes_left(desk)
        more = f" {notes}. {slots.key('handover')} shows what to know." if notes else ""
        return reads() or f"{shift.staff} is at the desk.{more}"

    return Question("Shift", [("staff", "At the desk", "")], submit, on_change, subject="")


def note_to_the_next(desk: Session) -> Question:
    """One line for the next person."""

    def submit(values: dict[str, str], chosen: str) -> str:
        handover.note(desk, values["note"])
        return ""

    offer = says("What the next person has to know, one line each. Enter adds it.")
    return Question("Note", [("note", "To the next", "")], submit, offer, subject="")


def sign(desk: Session, sheet: Handover, signed: Callable[[Handover], None]) -> Question:
    """Sign that a hand-over was read: never by Enter alone, and for another only in that person's place."""
    is_for_another = bool(sheet.to) and not same(sheet.to, desk.staff)
    words = f"Yes: {desk.staff} has read it"
    if is_for_another:
        words = f"{desk.staff} takes over in place of {sheet.to}, and has read it"
    known = f"It is for {sheet.to}. " if is_for_another else ""

    def on_change(values: dict[str, str]) -> Suggestions:
        typed = values["read"].strip().casefold()
        selected = 0 if typed in ("y", "yes") else -1
        return Suggestions(
            [Choice("yes", words)], selected, f"{known}Type y, or Down chooses; then Enter signs it.", is_for_another
        )

    def submit(values: dict[str, str], chosen: str) -> str:
        if not chosen:
            for_whom = f"This hand-over is for {sheet.to}." if is_for_another else "It is not signed."
            raise RefusedError(for_whom, "Type y or choose the row with Down to sign it; Esc leaves it.")
        signed(handover.confirm(desk, sheet, in_place_of=sheet.to if is_for_another else ""))
        return ""

    return Question("Sign", [("read", "Read?", "")], submit, on_change, passing=FINDS, subject="")


def to_whom(desk: Session, hands: Hands, *, ends: bool = False) -> Question:
    """Hand the sheet over to a named person: `hands` does it. Where that `ends` a shift, no name ends it without."""
    alone, known = " Enter alone ends your shift without a hand-over." if ends else "", people.known(desk)

    def on_change(values: dict[str, str]) -> Suggestions:
        return colleague(known, values["to"], f"Who takes over? Type a name, or Down chooses one.{alone}")

    def submit(values: dict[str, str], chosen: str) -> NextStep:
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

    return Question("Hand over", [("to", "To whom", "")], submit, on_change, subject="")


def _with_promises(desk: Session, to: str, mine: Sequence[Promise], hands: Hands) -> Question:
    """Do the giver's own open promises go to whoever takes over? Each is shown."""
    now, count = desk.now(), len(mine)
    rows = [
        Choice("yes", counted(count, "Yes: {who} keeps it from now on", "Yes: {who} keeps them from now on", who=to)),
        Choice("no", counted(count, "No: {who} keeps it", "No: {who} keeps them", who=desk.staff)),
        *(Choice("", f"{promise.what}{_to_whom(promise)}", left_words(promise, now)) for promise in mine),
    ]

    def taken(chosen: str) -> str:
        if not chosen:
            who_keeps = counted(count, "Who keeps your promise?", "Who keeps your {count} promises?")
            raise RefusedError(who_keeps, said("Type y or n, or choose a row with Down."))
        hands(to, mine if chosen == "yes" else ())
        return ""

    hint = counted(
        count,
        "{count} promise of yours still open. Enter gives what is selected; y or n chooses.",
        "{count} promises of yours still open. Enter gives what is selected; y or n chooses.",
    )
    label = f"Give to {to:.20}?"
    return by_letter("Your promises", label, rows, taken, hint, letters="yn", rows=8, continues=True)


def _to_whom(promise: Promise) -> str:
    return f" to {promise.customer.name}" if promise.customer else ""
