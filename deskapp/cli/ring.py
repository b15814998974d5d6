"""The command that a phone runs when it rings."""

from deskapp.cli.call import Call
from deskapp.desk.ring import read_caller
from deskapp.desk.ring import ring as begin_call


def ring(call: Call) -> None:
    """A call begins at the desk, with the caller's card open where the number is known."""
    caller = read_caller(call.text("number"), call.text("name"))
    begun = begin_call(call.desk, caller)
    who = begun.name or begun.phone or "a number that is not shown"
    call.done(f"Ringing: {who}", ("interactions", begun.id))
