"""Questions about the shift: who is at the desk now, and a line for the next person."""

from collections.abc import Callable

from deskapp.desk import handover, shifts
from deskapp.desk.session import Desk
from deskapp.ui.widgets.entry import Ask, Choice, Next, Offer

END = "\0end"


def who_is_at_the_desk(desk: Desk, ends: Callable[[], None], reads: Callable[[], Next]) -> Ask:
    """Somebody takes the desk, and `reads` what was left for them; the last row ends the running shift: `ends`."""
    running = shifts.running(desk)

    def react(values: dict[str, str]) -> Offer:
        typed = values["staff"].strip().casefold()
        known = [name for name in shifts.names(desk) if name != desk.staff and name.casefold().startswith(typed)]
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
        return reads() or f"{shift.staff} is at the desk."

    return Ask(title="Shift", fields=[("staff", "At the desk", "")], react=react, done=done, subject="")


def note_to_the_next(desk: Desk) -> Ask:
    """One line for the next person."""

    def done(values: dict[str, str], chosen: str) -> str:
        handover.note(desk, values["note"])
        return ""

    hint = Offer(hint="What the next person has to know, one line each. Enter adds it.")
    fields = [("note", "To the next", "")]
    return Ask(title="Note", fields=fields, react=lambda values: hint, done=done, keeps=True, subject="")


def to_whom(desk: Desk, handed: Callable[[], None]) -> Ask:
    """Hand the sheet over: to a named person, or to whoever comes next."""

    def react(values: dict[str, str]) -> Offer:
        typed = values["to"].strip().casefold()
        known = [name for name in shifts.names(desk) if name != desk.staff and name.casefold().startswith(typed)]
        choices = [Choice(name, name) for name in known]
        return Offer(choices, 0 if typed and known else -1, "A name, or Enter alone for whoever comes next.")

    def done(values: dict[str, str], chosen: str) -> str:
        handover.hand_over(desk, chosen or values["to"])
        handed()
        return ""

    return Ask(title="Hand over", fields=[("to", "To whom", "")], react=react, done=done)
