"""Questions about settings: one value in place, and the PIN of the curtain."""

from deskapp import slots
from deskapp.desk.privacy import pin
from deskapp.desk.session import Session
from deskapp.desk.settings import typed as settings_typed
from deskapp.desk.settings.typed import TypedSetting
from deskapp.errors import DeskError
from deskapp.model.settings import Settings
from deskapp.ui.questions.typed import Done, Fields, Reacts, says
from deskapp.ui.widgets.entry import Choice, NextStep, Question, Suggestions
from deskapp.ui.widgets.question import FINDS

TAKE_OFF = "An empty PIN takes it off: then any key lifts the curtain."


def value(desk: Session, label: TypedSetting, held: Settings) -> Question:
    """One setting; what does not fit is told while it is typed, and nothing is stored of it."""
    now = label.told(held)

    def on_change(values: dict[str, str]) -> Suggestions:
        if label.choices:
            return _choices(label, values["value"].strip().casefold(), now)
        try:
            label.read(values["value"])
        except DeskError as error:
            return Suggestions(hint=str(error), bad=True)
        return Suggestions(hint=label.hint)

    def submit(values: dict[str, str], chosen: str) -> str:
        held = settings_typed.put(desk, label.name, chosen or values["value"])
        if label.name == "staff":
            desk.staff = held.staff
        return f"{label.label}: {label.told(held) or 'nothing'}"

    typed, passing = ("", FINDS) if label.choices else (now, "")
    return Question(
        *("Setting", [("value", label.label, typed)], submit, on_change),
        edits=not label.choices,
        passing=passing,
        subject=f"setting {label.name}",
        about=label.label,
    )


def _choices(label: TypedSetting, typed: str, now: str) -> Suggestions:
    fitting = [choice for choice in label.choices if choice.startswith(typed)]
    shown = [Choice(choice, choice, "as it is now" if choice == now else "") for choice in fitting]
    selected = fitting.index(now) if now in fitting else 0 if fitting else -1
    hint = label.hint if fitting else f"There are {', '.join(label.choices)}."
    return Suggestions(shown, selected, hint, bad=not fitting)


def curtain_pin(desk: Session, held: Settings) -> Question:
    """Set, change or take off the PIN; who changes one knows the one that is set."""
    return _present(desk, held) if held.pin else _new(desk, "")


def _present(desk: Session, held: Settings) -> Question:
    state = [held]

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        try:
            state[0] = pin.prove(desk, state[0], values["pin"])
        except pin.WrongPinError as error:
            state[0] = error.held
            raise
        return _new(desk, values["pin"])

    return _pin([("pin", "PIN now", "")], says("First the PIN as it is now."), submit)


def _new(desk: Session, present: str) -> Question:
    def submit(values: dict[str, str], chosen: str) -> str:
        if not any(values.values()):
            pin.take_off(desk, present=present)
            return "No PIN: any key lifts the curtain."
        pin.put(desk, values["new"], values["again"], present=present)
        return f"The PIN is set. {slots.key('curtain')} drops the curtain."

    def on_change(values: dict[str, str]) -> Suggestions:
        if values["again"] and not values["new"].startswith(values["again"]):
            return Suggestions(hint="The two are not the same.", bad=True)
        words = f"{pin.SHORTEST} characters or more, Tab, the same again, Enter." if values["new"] else TAKE_OFF
        return Suggestions(hint=words)

    fields = [("new", "New PIN", ""), ("again", "Again", "")]
    return _pin(fields, on_change, submit)


def _pin(fields: Fields, on_change: Reacts, submit: Done) -> Question:
    """A question about the PIN: nothing of it is shown, or kept."""
    return Question("Setting", fields, submit, on_change, secret=True, subject="setting pin", about="PIN")
