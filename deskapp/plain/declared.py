"""Declared commands by lines: what a line says is read, what is missing is asked for, and the command is done."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any

from deskapp.commands import doing
from deskapp.commands.declared import Argument, Command, named
from deskapp.commands.every import BY_ID
from deskapp.desk.promises import promises
from deskapp.desk.times import habits
from deskapp.desk.visits import follows
from deskapp.errors import DecideError, RefusedError
from deskapp.messages import said
from deskapp.model.interaction import Interaction
from deskapp.model.promise import Promise
from deskapp.plain.session import NO_CARD, NOBODY, YES, PlainSession
from deskapp.text import when

NONE = ("n", "no", "none")
_GOES_ON = ("reason", "greet", "request", "tick", "untick", "reopen")
"""After these the talk goes on: the next step of the checklist is said."""
_SPOKEN_OF = ("person", "card", "visit", "visit or promise")


Does = Callable[[PlainSession, str], bool | None]
"""What is done by a line, with what was typed behind its verb; False leaves."""


def about_visit(nobody: str = NOBODY) -> Callable[[Callable[[PlainSession, Interaction, str], None]], Does]:
    """A line about the visit that is spoken of; where nobody is here, that is said."""

    def decorate(does: Callable[[PlainSession, Interaction, str], None]) -> Does:
        def by_line(session: PlainSession, rest: str) -> None:
            if visit := session.visit:
                does(session, visit, rest)
            else:
                session.say(nobody)

        return by_line

    return decorate


def does(command: Command, **said: Any) -> Does:
    """What a line does that begins with a declared command's word, which by itself has `said` some values."""

    def by_line(session: PlainSession, rest: str) -> None:
        given = _begun(session, command, rest)
        if given is not None:
            _finish(session, command, {**given, **said})

    return by_line


def switched(command: Command, words: Sequence[str]) -> dict[str, Any]:
    """What the switches of a declared command say, where a line has nothing but those; empty for any other line."""
    switches = [argument for argument in command.arguments if argument.takes == "switch" and argument.kind != "yes"]
    names = {argument.flags[0]: argument.name for argument in switches}
    is_all = command.verb and all(word in names for word in words)
    return {names[word]: True for word in words} if is_all else {}


def _begun(session: PlainSession, command: Command, rest: str) -> dict[str, Any] | None:
    """What a line says of a command's arguments, with whom it is about; None where that is told to be missing."""
    given: dict[str, Any] = {}
    for argument in command.arguments:
        if argument.links:
            rest, typed = _parted(session, argument, f" {rest}")
            given |= {argument.name: typed} if typed else {}
    rest = rest.strip()
    for argument in command.arguments:
        if argument.kind in _SPOKEN_OF and argument.is_needed:
            if (visit := session.visit) is None:
                of_card = said(" {name} NAME is for somebody with a card.", name=command.name)
                session.say(NOBODY + (of_card if command.name and argument.kind != "visit" else ""))
                return None
            if argument.kind == "card" and not visit.customer:
                session.say(said(NO_CARD))
                return None
            given[argument.name] = visit.customer.id if argument.kind == "card" and visit.customer else visit.id
        elif argument.kind == "ended" and not rest:
            last = next(iter(session.day.ended_newest()), None)
            if last is None:
                session.say(said("Nobody was here today."))
                return None
            given[argument.name] = last.id
        elif argument.kind == "promise":
            chosen = rest or _chosen(session)
            if not chosen:
                return None
            given[argument.name], rest = chosen, ""
        elif rest and (argument.is_needed or not argument.is_option) and argument.name not in given:
            given[argument.name], rest = rest, ""
    return given


def _finish(session: PlainSession, command: Command, given: dict[str, Any]) -> None:
    """Ask for what a command lacks, do it, and see to what may follow."""
    nouns = _nouns(session, command, given)
    if command.first and (told := named(command.first)(session.desk, next(iter(nouns.values())))):
        session.say(told)
    if not all(_is_filled(session, command, argument, given, nouns) for argument in _looked_at(command, given)):
        if command.nothing:
            session.say(said(command.nothing))
        return
    for argument in command.arguments:
        if argument.asked_if and argument.name not in given and (told := named(argument.asked_if)(session.desk, given)):
            for line in told.split("\n"):
                session.say(line)
            given[argument.name] = session.agrees(said(argument.prompt, **given))
    told_of = session.perform(command.id, given)
    if told_of and command.id in _GOES_ON:
        session.step()
    if told_of and told_of["wanted"]:
        _follow(session, BY_ID[command.follows[0]], given, f"{told_of['wanted']} {command.follows[2]}")


def _looked_at(command: Command, given: dict[str, Any]) -> Iterator[Argument]:
    """The arguments that are asked for: those that are needed, and those whose words have to be looked at."""
    for argument in command.arguments:
        if argument.is_needed or (argument.check and given.get(argument.name)):
            yield argument


def _nouns(session: PlainSession, command: Command, given: dict[str, Any]) -> dict[str, Any]:
    """Whom the command is about, as its verbs take it."""
    nouns: dict[str, Any] = {}
    for argument in command.arguments:
        if argument.kind in (*_SPOKEN_OF, "promise") and argument.name in given:
            nouns[argument.name], _ = doing.read(session.desk, argument, given[argument.name], given)
    return nouns


def _is_filled(session: PlainSession, command: Command, argument: Argument, given: dict[str, Any], nouns: Any) -> bool:
    """Whether an argument has a value that may be, once it was asked for where it was missing."""
    if given.get(argument.name) is None:
        given[argument.name] = _asked(session, argument)
    while given[argument.name] not in ("", None):
        if not argument.check:
            return True
        value, _ = doing.read(session.desk, argument, given[argument.name], given)
        try:
            named(argument.check)(session.desk, value, {**given, **nouns})
        except DecideError as error:
            if not _decided(session, command, error, given):
                return False
        else:
            return True
    return False


def _asked(session: PlainSession, argument: Argument) -> Any:
    """The answer to an argument's question; "" for none."""
    if argument.kind == "time":
        return session.ask_when(said(argument.prompt))
    usual = named(argument.usual)(session.desk, session.visit) if argument.usual else ""
    prompt = said(argument.prompt)
    if usual:
        prompt = said("{question}, or Enter for: {usual}? ", question=prompt.removesuffix("? "), usual=usual)
    answer = session.ask(prompt) or usual
    return answer.casefold().startswith("y") if argument.kind == "yes" else answer


def _decided(session: PlainSession, command: Command, error: DecideError, given: dict[str, Any]) -> bool:
    """Whether somebody decided what a refusal leaves open: it is meant all the same, or another value is given."""
    decides = command.argument(error.wants)
    if error.values:
        given[decides.name] = _which(session, decides, error)
        return bool(given[decides.name])
    if error.way:
        session.say(f"{error.sentence} {error.way}")
    answer = session.ask(said(decides.prompt) if error.way else f"{error.sentence} {said(decides.prompt)}")
    if decides.takes != "switch":
        given[decides.name] = answer
        return bool(answer)
    if answer.casefold() in YES:
        given[decides.name] = True
        return True
    if not answer or not decides.instead:
        return False
    given[decides.instead] = answer
    return True


def _which(session: PlainSession, decides: Argument, error: DecideError) -> str:
    """The value that was chosen where somebody has to, by its beginning: "" for none, Enter alone is the first."""
    first, *others = error.values
    if not others:
        question = f"{error.sentence} y if {error.values[first]}: "
        return first if session.agrees(question) else ""
    session.say(error.sentence)
    while typed := session.ask(said(decides.prompt)).casefold():
        if typed in NONE:
            return ""
        if value := next((value for value in error.values if value.startswith(typed)), ""):
            return value
        session.say(said("First say which: {values}, or no.", values=", ".join(error.values)))
    return first


def _follow(session: PlainSession, command: Command, given: dict[str, Any], question: str) -> None:
    """Ask for what may follow, once; a line that is no answer to it is done as a line."""
    asked = next(argument for argument in command.arguments if argument.is_needed and argument.kind not in _SPOKEN_OF)
    typed = session.ask(said("{question} Enter alone leaves it out: ", question=question))
    whom = next(argument for argument in command.arguments if argument.kind in _SPOKEN_OF)
    if not typed:
        return
    values = {whom.name: given[whom.name], asked.name: typed}
    try:
        if asked.check:
            named(asked.check)(session.desk, typed, {**values, **_nouns(session, command, values)})
    except DecideError:
        pass
    except RefusedError:
        session.next_line = typed
        return
    _finish(session, command, values)


def _parted(session: PlainSession, argument: Argument, line: str) -> tuple[str, str]:
    """The words before and after a link of an argument; a time may have such a word of its own (`quarter to 4`)."""
    ways = []
    for link in argument.links:
        pieces = line.split(f" {link} ")
        cuts = [(f" {link} ".join(pieces[:cut]), f" {link} ".join(pieces[cut:])) for cut in range(1, len(pieces))]
        ways += cuts[::-1]
        for before, after in cuts:
            if argument.kind != "time":
                return cuts[-1][0], cuts[-1][1].strip()
            with suppress(RefusedError):
                habits.read(session.desk, after)
                return before, after.strip()
    return (ways[0][0], ways[0][1].strip()) if ways else (line, "")


def _chosen(session: PlainSession) -> str:
    """The id of the promise that is meant: the only one to whom is spoken of, else the one whose number is typed."""
    visit, everything = session.visit, session.day.promises_by_due()
    theirs = follows.owed(session.desk, visit, everything) if visit else []
    if len(theirs) == 1:
        return theirs[0].id
    among: list[Promise] = theirs or everything
    if not among:
        session.say(said("No promise is open."))
        return ""
    if visit and not theirs:
        session.say(f"{visit.known_as or f'This {visit.kind}'} has no open promise. These are the others.")
    told = [f"{promises.named(promise)}, {when.describe(promise.due, session.desk.now())}" for promise in among]
    place = session.chosen(told, "Which one? Its number: ")
    return among[place].id if place is not None else ""


def in_hours(session: PlainSession, due: str) -> tuple[str, bool]:
    """A typed time, or another one, "" for none in the end; and whether one at which the desk is closed is meant.

    Raises RefusedError for words that are no time.
    """
    promise, given = BY_ID["promise"], {"due": due}
    is_filled = _is_filled(session, promise, promise.argument("due"), given, {})
    return given["due"] if is_filled else "", bool(given.get("though_closed"))


bad_lesson = does(BY_ID["lesson"], bad=True)
