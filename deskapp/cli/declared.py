"""Declared commands on the command line: what their words say is done, and told in lines or as JSON."""

from deskapp import slots
from deskapp.cli.call import Call
from deskapp.cli.command_line import writable
from deskapp.commands import doing, meant
from deskapp.commands.declared import Command
from deskapp.commands.every import BY_ID
from deskapp.errors import DecideError, NotFoundError, RefusedError
from deskapp.messages import said
from deskapp.model.faq_entry import FaqEntry
from deskapp.model.interaction import Interaction
from deskapp.model.promise import Promise

_NAMED_AGAIN = (Interaction, Promise, FaqEntry)
"""Nouns of which other commands take the end of an id, so that it is told."""


def answer(call: Call, command: Command) -> None:
    """Do a declared command, and answer on the command line."""
    try:
        told = doing.do(call.desk, command, {name: _plain(value) for name, value in vars(call.arguments).items()})
    except NotFoundError:
        if call.json and command.opens == "look":
            call.array(())
        raise
    _tell(call, command, told)


def _plain(value: object) -> object:
    """A value of the command line as the book can hold it: of several words one line."""
    if isinstance(value, list):
        return writable(" ".join(value))
    return writable(value) if isinstance(value, str) else value


def by_option(command: Command, error: DecideError) -> RefusedError:
    """What somebody has to decide, with the option by which it is done all the same, or said what is meant."""
    decides = next((argument for argument in command.arguments if argument.name == error.wants), None)
    if decides is None:
        return error
    ways = error.values
    *others, last = ways or [decides.metavar]
    value = said("{others} or {last}", others=", ".join(others), last=last) if others else last
    if_so = said(decides.if_so) if len(ways) != 1 else said("if {way}", way=ways[last])
    option = " ".join(filter(None, (decides.flags[0], value)))
    add = said("Add {option} {if_so}.", option=option, if_so=if_so)
    way = error.way or said(command.nothing) * bool(ways)
    return RefusedError(error.sentence, " ".join(filter(None, (way, add))))


def _tell(call: Call, command: Command, told: doing.CommandResult) -> None:
    """Tell what was done: to a face that asked for the command's values itself as one object."""
    if call.given is not None:
        texts = {"sentence": told.sentence, "notes": "\n".join(told.notes), "wanted": told.wanted}
        texts = {name: call.named(text) for name, text in texts.items()}
        call.object({**texts, "changed": told.changed, "staff": call.desk.staff})
        return
    for note in told.notes:
        call.say(note)
    if told.wanted:
        call.say(said("{wanted}: {way} keeps it.", wanted=told.wanted.removesuffix("."), way=_way(command, told)))
    if told.unasked:
        call.say(told.unasked)
    if call.json:
        call.done("", *told.changed)
    elif told.sentence:
        end = f" ({meant.short(told.noun.id)})" if isinstance(told.noun, _NAMED_AGAIN) else ""
        call.lines(f"{told.sentence}{end}")


def _way(command: Command, told: doing.CommandResult) -> str:
    """How the command that follows is typed."""
    name, whom = BY_ID[command.follows[0]].name, told.given["who"]
    return f"`{slots.DESKAPP}{name} {meant.short(whom.id) if whom.visit else whom.id} N`"
