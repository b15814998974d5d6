"""The command for a hard moment: the boundary."""

from deskapp.cli.call import Call
from deskapp.commands import meant
from deskapp.desk.crisis import boundary as boundaries
from deskapp.model.interaction import Interaction


def boundary(call: Call) -> None:
    """Log that the warning was said; with `--end`, that it went on and was ended."""
    one, fact = _who(call), call.text("fact")
    said = boundaries.script(one)
    after = boundaries.end(call.desk, one, fact) if call.arguments.end else boundaries.warn(call.desk, one, fact)
    words = "Ended at the boundary" if call.arguments.end else "The warning is on record"
    call.done(f"{words}{_of(after)}: {said}", ("interactions", after.id))


def _who(call: Call) -> Interaction:
    return meant.interaction(call.desk, call.text("who"))


def _of(one: Interaction) -> str:
    return f" for {one.name}" if one.name else ""
