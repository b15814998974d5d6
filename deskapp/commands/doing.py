"""Commands done: what was typed is read by its kind, the verb of the trade is called, and what it did is told."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from deskapp.commands import meant
from deskapp.commands.declared import SUBJECTS, Argument, Command, named
from deskapp.commands.telling import filled
from deskapp.desk.cards import customers
from deskapp.desk.documents import TABLES
from deskapp.desk.session import Session
from deskapp.desk.times import habits
from deskapp.errors import NotFoundError, UsageError
from deskapp.model.customer import Whom
from deskapp.model.frozen import dataclass
from deskapp.model.interaction import Interaction
from deskapp.model.promise import Promise

Given = Mapping[str, Any]
_LINES = ("text", "phone", "channel", "rhythm", "staff")
"""Kinds that a verb is handed in any case, so that it says itself what it lacks."""


@dataclass(frozen=True, slots=True)
class CommandResult:
    """What a command did. `sentence` says it, `notes` what goes with it; `noun` was changed.

    `wanted` says what the command that may follow is good for, "" where none needs to, `unasked` what is
    told where nobody could be asked. `given` are the values that the
    verb was called with, by the names of the command's arguments.
    """

    sentence: str
    noun: Any
    given: Given
    notes: tuple[str, ...] = ()
    wanted: str = ""
    unasked: str = ""

    @property
    def changed(self) -> tuple[tuple[str, str], ...]:
        """The table and the id of each document that was changed, or found."""
        return tuple(_documents(self.noun))


def do(desk: Session, command: Command, given: Given) -> CommandResult:
    """Do a declared command with what was typed for its arguments, or with the nouns that are meant.

    Raises what its verb raises: DecideError where somebody has to decide first.
    """
    values, typed, notes = _values(desk, command, given)
    lacking = [argument.name for argument in command.arguments if argument.is_needed and argument.kind in _LINES]
    values = {**dict.fromkeys(lacking, ""), **values}
    read_only = {argument.name for argument in command.arguments if argument.only_reads}
    taken = {name: value for name, value in values.items() if name not in read_only}
    noun = named(command.verb)(desk, **taken, **typed)
    notes += [note for path in command.more if (note := named(path)(desk, noun))]
    wanted = named(command.follows[1])(desk, noun, values) if command.follows[0] else ""
    unasked = named(command.unasked)(desk, noun, values) if command.unasked else ""
    return CommandResult(_told(command, desk, noun, values), noun, values, tuple(notes), wanted, unasked)


def _values(desk: Session, command: Command, given: Given) -> tuple[dict[str, Any], dict[str, Any], list[str]]:
    """What was given as the verb takes it, the times as they were typed, and what decided where it had to be decided.

    Raises UsageError where a yes that has to be said is not.
    """
    values, typed, notes = dict[str, Any](), dict[str, Any](), list[str]()
    for argument in command.arguments:
        value = given.get(argument.name)
        is_sought = argument.is_needed and argument.kind in (*SUBJECTS, "time", "past")
        is_unsaid = value is None or (value in ("", []) and not is_sought)
        if is_unsaid:
            if argument.kind == "yes" and argument.required:
                raise UsageError(argument.label, f"Say {' or '.join(argument.flags)}.")
            continue
        if argument.kind == "time":
            words = value if isinstance(value, str | list) else given.get(f"{argument.name}_typed", "")
            typed[f"{argument.name}_typed"] = _line(words)
        values[argument.name], why = read(desk, argument, value, given)
        notes += [why] if why else []
    return values, typed, notes


def _documents(noun: Any) -> Iterator[tuple[str, str]]:
    """Where nouns stand in the book; what says itself what it `touched`, as a step back does, is taken at its word."""
    if isinstance(noun, list | tuple):
        for each in noun:
            yield from _documents(each)
    elif hasattr(noun, "touched"):
        yield from sorted(noun.touched)
    else:
        yield next(table for kind, table in TABLES.items() if isinstance(noun, kind)), noun.id


def _told(command: Command, desk: Session, noun: Any, values: Given) -> str:
    """What is said of what was changed, or of each that was found."""
    nouns = noun if isinstance(noun, list) else [noun]
    return "\n".join(filled(command.sentence, desk, each, values) for each in nouns)


def read(desk: Session, argument: Argument, value: Any, given: Given) -> tuple[Any, str]:
    """What was typed for an argument as its verb takes it, and what decided that where it had to be decided.

    Nouns and switches are as they are. Raises DeskError.
    """
    if not isinstance(value, str | list):
        return value, ""
    line = _line(value)
    if argument.kind in ("time", "past"):
        reading = habits.read(desk, line, past=argument.kind == "past")
        return reading.at, reading.why
    reader = _READERS.get(argument.kind)
    return (reader(desk, line, given) if reader else line), ""


def _line(value: str | list[str]) -> str:
    return " ".join(value) if isinstance(value, list) else value


def whom(desk: Session, text: str, given: Given | None = None) -> Whom:
    """Somebody who is here, else a card."""
    try:
        visit = meant.interaction(desk, text)
    except NotFoundError:
        return Whom(None, meant.card(desk, text))
    return Whom(visit, customers.of(desk, visit.customer.id) if visit.customer else None)


def _visit_or_promise(desk: Session, text: str, given: Given) -> Interaction | Promise:
    if given.get("promise") or text.startswith("pro_"):
        return meant.promise(desk, text)
    return meant.interaction(desk, text)


_READERS: dict[str, Callable[[Session, str, Given], object]] = {
    "person": whom,
    "card": lambda desk, text, given: meant.card(desk, text),
    "promise": lambda desk, text, given: meant.promise(desk, text),
    "visit": lambda desk, text, given: meant.interaction(desk, text),
    "ended": lambda desk, text, given: meant.ended(desk, text),
    "visit or promise": _visit_or_promise,
}
