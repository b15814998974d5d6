"""Questions about settings: one value in place, and the PIN of the curtain."""

from collections.abc import Callable

from deskapp import slots
from deskapp.desk import pin, settings_typed
from deskapp.desk.session import Desk
from deskapp.desk.settings_words import Words
from deskapp.errors import DeskError
from deskapp.model.settings import Settings
from deskapp.ui.widgets.entry import Ask, Choice, Next, Offer
from deskapp.ui.widgets.question import FINDS

TAKE_OFF = "An empty PIN takes it off: then any key lifts the curtain."


def value(desk: Desk, one: Words, held: Settings) -> Ask:
    """One setting; what does not fit is told while it is typed, and nothing is stored of it."""
    now = one.told(held)

    def react(values: dict[str, str]) -> Offer:
        if one.choices:
            return _choices(one, values["value"].strip().casefold(), now)
        try:
            settings_typed.READERS[one.name](values["value"].strip())
        except DeskError as error:
            return Offer(hint=str(error), bad=True)
        return Offer(hint=one.hint)

    def done(values: dict[str, str], chosen: str) -> str:
        held = settings_typed.put(desk, one.name, chosen or values["value"])
        if one.name == "staff":
            desk.staff = held.staff
        return f"{one.label}: {one.told(held) or 'nothing'}"

    typed, passing = ("", FINDS) if one.choices else (now, "")
    return Ask(
        title="Setting",
        fields=[("value", one.label, typed)],
        react=react,
        done=done,
        edits=not one.choices,
        passing=passing,
        subject=f"setting {one.name}",
        about=one.label,
    )


def _choices(one: Words, typed: str, now: str) -> Offer:
    fitting = [choice for choice in one.choices if choice.startswith(typed)]
    shown = [Choice(choice, choice, "as it is now" if choice == now else "") for choice in fitting]
    lit = fitting.index(now) if now in fitting else 0 if fitting else -1
    return Offer(shown, lit, one.hint if fitting else f"There are {', '.join(one.choices)}.", bad=not fitting)


def curtain_pin(desk: Desk, held: Settings) -> Ask:
    """Set, change or take off the PIN; who changes one knows the one that is set."""
    return _present(desk, held) if held.pin else _new(desk, "")


def _present(desk: Desk, held: Settings) -> Ask:
    state = [held]

    def done(values: dict[str, str], chosen: str) -> Next:
        try:
            state[0] = pin.prove(desk, state[0], values["pin"])
        except pin.WrongPinError as error:
            state[0] = error.held
            raise
        return _new(desk, values["pin"])

    hint = Offer(hint="First the PIN as it is now.")
    return _pin([("pin", "PIN now", "")], lambda values: hint, done)


def _new(desk: Desk, present: str) -> Ask:
    def done(values: dict[str, str], chosen: str) -> str:
        if not any(values.values()):
            pin.take_off(desk, present=present)
            return "No PIN: any key lifts the curtain."
        pin.put(desk, values["new"], values["again"], present=present)
        return f"The PIN is set. {slots.key('curtain')} drops the curtain."

    def react(values: dict[str, str]) -> Offer:
        if values["again"] and not values["new"].startswith(values["again"]):
            return Offer(hint="The two are not the same.", bad=True)
        words = f"{pin.SHORTEST} characters or more, Tab, the same again, Enter." if values["new"] else TAKE_OFF
        return Offer(hint=words)

    fields = [("new", "New PIN", ""), ("again", "Again", "")]
    return _pin(fields, react, done)


def _pin(
    fields: list[tuple[str, str, str]],
    react: Callable[[dict[str, str]], Offer],
    done: Callable[[dict[str, str], str], Next],
) -> Ask:
    """A question about the PIN: nothing of it is shown, or kept."""
    return Ask(title="Setting", fields=fields, react=react, done=done, secret=True, subject="setting pin", about="PIN")
