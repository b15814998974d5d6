"""The command that shows the settings and changes one."""

from deskapp.cli.call import Call
from deskapp.desk.privacy import pin
from deskapp.desk.settings import settings as desk_settings
from deskapp.desk.settings import typed
from deskapp.errors import NotFoundError
from deskapp.messages import said


def settings(call: Call) -> None:
    """All settings, or one; with a value it is changed (an empty one in quotes clears it)."""
    if call.arguments.forget_pin:
        pin.forget(call.desk)
        call.say(said("The PIN is off: any key lifts the curtain. The hand-over sheet tells the next person."))
        return
    name = call.text("name")
    if name and call.arguments.value:
        typed.put(call.desk, name, call.text("value"))
    elif name and name not in typed.names():
        raise NotFoundError(
            said("There is no setting '{name:.30}'.", name=name),
            said("They are {names}.", names=", ".join(typed.names())),
        )
    if faults := desk_settings.faults(call.desk):
        call.say(faults)
    held = desk_settings.read(call.desk)
    shown = {field: getattr(held, field) for field in ([name] if name else typed.names())}
    if call.json:
        call.object(shown)
        return
    for field, value in shown.items():
        call.line(f"{field:<18} {typed.told(value)}".rstrip())
