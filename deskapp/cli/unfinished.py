"""What was begun in plain mode and not finished: told, kept as it is typed, and let go."""

from deskapp.cli.call import Call
from deskapp.desk.drafts import unfinished as begun


def unfinished(call: Call) -> None:
    """Tell what is not finished; with lines keep these, or with --forget let them go."""
    desk, owner, lines = call.desk, call.arguments.about, call.arguments.line
    if not lines:
        found = begun.everything(desk)
        if call.json:
            call.array({"about": one.owner, "lines": list(one.lines)} for one in found)
            return
        for one in found:
            call.line(one.told)
        call.say(f"{len(found)} not finished." if found else "Nothing was left unfinished in plain mode.")
        return
    if call.arguments.forget:
        begun.forget(desk, owner, lines)
    else:
        begun.keep(desk, owner, lines)
