"""Declared commands on the command line: what their words say is done, and told in lines or as JSON."""

from collections.abc import Callable

from deskapp import slots
from deskapp.cli.asked import writable
from deskapp.cli.call import Call
from deskapp.commands import doing, meant
from deskapp.commands.declared import Command
from deskapp.commands.every import BY_ID
from deskapp.errors import DecideError, RefusedError
from deskapp.model.customer import Customer


def does(command: Command) -> Callable[[Call], None]:
    """What the command line does for a declared command."""

    def answer(call: Call) -> None:
        try:
            told = doing.do(call.desk, command, {name: _plain(value) for name, value in vars(call.arguments).items()})
        except DecideError as error:
            decides = command.argument(error.wants)
            raise RefusedError(
                error.sentence, f"{error.way} Add {decides.flags[0]} {decides.if_so}.".strip()
            ) from error
        _tell(call, command, told)

    return answer


def _plain(value: object) -> object:
    """A value of the command line as the book can hold it: of several words one line."""
    if isinstance(value, list):
        return writable(" ".join(value))
    return writable(value) if isinstance(value, str) else value


def _tell(call: Call, command: Command, told: doing.Told) -> None:
    """Tell what was done: to a face that asked for the command's values itself as one object."""
    table, identifier = told.changed
    if call.given is not None:
        texts = {"sentence": told.sentence, "notes": "\n".join(told.notes), "wanted": told.wanted}
        call.object({name: call.named(text) for name, text in texts.items()} | {"table": table, "id": identifier})
        return
    for note in told.notes:
        call.say(note)
    if told.wanted:
        call.say(f"{told.wanted.removesuffix('.')}: {_way(command, told)} keeps it.")
    if told.unasked:
        call.say(told.unasked)
    end = "" if isinstance(told.noun, Customer) else f" ({meant.short(identifier)})"
    call.done(f"{told.sentence}{end}", told.changed)


def _way(command: Command, told: doing.Told) -> str:
    """How the command that follows is typed."""
    name, whom = BY_ID[command.follows[0]].name, told.given["who"]
    return f"`{slots.DESKAPP}{name} {meant.short(whom.id) if whom.visit else whom.id} N`"
