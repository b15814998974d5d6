"""Declared commands on the screen: the questions for what a command lacks, and what is said once it is done."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from deskapp.commands import doing, telling
from deskapp.commands.declared import Argument, Command, named
from deskapp.commands.every import BY_ID
from deskapp.desk.answers import channels
from deskapp.desk.cards import customers
from deskapp.desk.promises import promises, promising
from deskapp.desk.session import Session
from deskapp.desk.times import habits
from deskapp.desk.times.habits import of as habits_of
from deskapp.desk.visits import log
from deskapp.errors import DecideError, RefusedError
from deskapp.model.customer import Whom
from deskapp.model.promise import Promise
from deskapp.model.words import CHANNELS
from deskapp.text import when
from deskapp.ui.questions.choosing import decide, pick
from deskapp.ui.questions.typed import SHARED, elsewhere, meant, resolved_time
from deskapp.ui.render.promise_clock import left_words
from deskapp.ui.widgets.entry import Choice, NextStep, Question, Suggestions
from deskapp.ui.widgets.question import FINDS, keep_nowhere

Given = Mapping[str, Any]
Values = dict[str, str]
YES, NO = "yes", "no"
_TOGETHER = ("text", "time")
"""Kinds of which several are asked for in one panel."""
_CHOSEN = ("yes", "channel")


def ask(desk: Session, command: str, given: Given, *, hint: str = "") -> NextStep:
    """The question for what a command lacks, by its id, or what is said once it is done with what was given.

    `hint` is what is said in place of the arguments' own hints.
    """
    declared = BY_ID[command]
    lacking = [argument for argument in declared.arguments if argument.is_needed and argument.name not in given]
    if lacking:
        asked = [lacking[0]]
        while len(asked) < len(lacking) and {asked[-1].kind, lacking[len(asked)].kind} <= set(_TOGETHER):
            asked.append(lacking[len(asked)])
        return _Panel(desk, declared, given, asked, hint).question()
    return _do(desk, declared, given)


def _do(desk: Session, command: Command, given: Given) -> NextStep:
    try:
        told = doing.do(desk, command, given)
    except DecideError as error:
        return _decide(desk, command, given, error)
    if command.id in _AFTER and (more := _AFTER[command.id](desk, told)):
        return more
    sentence = ". ".join([told.sentence, *(note.removesuffix(".") for note in told.notes)])
    if not told.wanted:
        return f"{sentence}." if told.notes else sentence
    who = told.given["who"]
    question = command.follows[2].removesuffix("?").removesuffix(" you call")
    name = f" {who.name}" if who.name else ""
    hint = f"{sentence}. {question} you call{name} back on? Esc leaves it out."
    return ask(desk, command.follows[0], {"who": who}, hint=hint)


def which(desk: Session, among: Sequence[Promise], command: str, nobody: str = "") -> Question:
    """Choose the promise that a command is about; where none is to `nobody`, none is selected by itself."""
    now, label = desk.now(), BY_ID[command].label
    by_id = {promise.id: promise for promise in among}
    rows = [Choice(promise.id, promises.named(promise), left_words(promise, now)) for promise in among]
    question = pick(
        *(label, rows, lambda chosen: ask(desk, command, {"promise": by_id[chosen]})),
        label="Which one?",
        hint=f"Up and Down choose, Enter: {label}.",
    )
    other = f"{nobody} has no open promise. Down, then Enter: {label} another one."
    none_is_theirs = Suggestions(rows, -1, other, bad=True)
    narrowed = question.on_change
    if not nobody:
        return question
    return replace(question, on_change=lambda values: narrowed(values) if any(values.values()) else none_is_theirs)


class _Panel:
    """The question for one argument of a command, or for several that are typed together."""

    def __init__(self, desk: Session, command: Command, given: Given, asked: Sequence[Argument], hint: str) -> None:
        self._desk, self._command, self._given, self._asked, self._hint = desk, command, given, asked, hint
        self._whom: Whom = next((noun for noun in given.values() if isinstance(noun, Whom)), Whom())

    def question(self) -> Question:
        """The question with its fields; what is typed for a visit is kept on it."""
        visit = self._whom.visit
        drafts = visit.drafts if visit else {}
        leaves = [argument for argument in self._asked if argument.unless is not None]
        return Question(
            title=self._command.label.capitalize() or self._asked[0].label,
            fields=[(_field(argument), argument.label, drafts.get(argument.draft, "")) for argument in self._asked],
            on_change=self._react,
            store=partial(log.draft, self._desk, visit)
            if visit and any(argument.draft for argument in self._asked)
            else keep_nowhere,
            submit=self._done,
            left=(lambda: self._left(leaves[0])) if leaves else lambda: None,
            placeholders=[argument.placeholder for argument in self._asked],
            subject=next((noun.id for noun in self._given.values() if hasattr(noun, "id")), ""),
            passing=FINDS if _is_chosen(self._asked[0]) else "",
            rows=len(CHANNELS) + 1 if self._asked[0].kind == "channel" else 6,
        )

    def _react(self, values: Values) -> Suggestions:
        """What the first empty field is for, else what the last one comes to."""
        argument = next((argument for argument in self._asked if not values[_field(argument)].strip()), self._asked[-1])
        offer = self._offer(argument, values[_field(argument)].strip())
        if argument is self._asked[0] and self._asked[1:] and self._asked[1].kind == "time":
            offer = replace(offer, hint=f"{offer.hint} Tab goes on to the time.")
        if argument is self._asked[0] and self._command.first:
            first = named(self._command.first)(self._desk, next(iter(self._given.values())))
            offer = replace(offer, hint=f"{first} {offer.hint}".strip())
        if argument.kind == "time" and not offer.choices and not offer.bad and len(self._asked) > 1:
            return self._with_channels(offer, values)
        return offer

    def _offer(self, argument: Argument, typed: str) -> Suggestions:
        """What may be chosen for an argument, and the line below its field."""
        if argument.kind == "time":
            return resolved_time(typed, self._desk.now(), habits_of(self._desk))
        hint = self._hint or telling.filled(argument.hint, self._desk, None, self._given)
        if argument.kind == "yes":
            return Suggestions([Choice(YES, argument.choices[0]), Choice(NO, argument.choices[1])], -1, hint)
        if argument.kind == "channel":
            return _channels(self._desk, next(iter(self._given.values())), typed)
        if argument.kind == "phone":
            card = promising.card_of(self._desk, self._whom)
            offer = Suggestions(hint=hint)
            return elsewhere(self._desk, card, "phones", typed, offer) if card else offer
        about = next(iter(self._given.values()), None)
        words = named(argument.offers)(self._desk, about) if argument.offers else argument.choices
        rows = [Choice(word, _row(argument, word)) for word in words]
        shown = [row for row in rows if row.value.startswith(typed.casefold())]
        return Suggestions(shown, 0 if shown and (typed or _is_chosen(argument)) else -1, hint)

    def _with_channels(self, offer: Suggestions, values: Values) -> Suggestions:
        """An offer with the channels that a promise may be kept by, where somebody prefers one."""
        card = promising.card_of(self._desk, self._whom)
        preferred = channels.preferred(card)
        if not preferred:
            return offer
        meant_by = channels.of_promise(values[_field(self._asked[0])], self._whom.visit, card)
        ways = dict.fromkeys(channel for channel in (meant_by, preferred) if channel)
        rows = [Choice(f"channel={way}", channels.WAYS[way], "preferred" * (way == preferred)) for way in ways]
        return Suggestions(rows, 0, f"{channels.preference_words(card)} {offer.hint}", bad=len(ways) > 1)

    def _done(self, values: Values, chosen: str) -> NextStep:
        """Take what was typed and chosen, refuse what may not be, and go on."""
        given = dict(self._given)
        for name, noun in self._given.items():
            if isinstance(noun, Whom) and noun.visit:
                given[name] = Whom(log.get(self._desk, noun.visit.id), noun.card)
        for argument in self._asked:
            given[argument.name] = self._value(argument, values[_field(argument)].strip(), chosen)
        name, is_row, value = chosen.partition("=")
        given |= {name: value} if is_row else {SHARED: True} if chosen == SHARED else {}
        for argument in self._asked:
            if argument.check or argument.kind == "time":
                value, _ = doing.read(self._desk, argument, given[argument.name], given)
            if argument.check:
                try:
                    named(argument.check)(self._desk, value, given)
                except DecideError as error:
                    return _decide(self._desk, self._command, given, error)
        return ask(self._desk, self._command.id, given)

    def _value(self, argument: Argument, typed: str, chosen: str) -> object:
        if argument.kind == "time":
            return meant(typed, chosen)
        if argument.kind == "yes":
            answer = chosen or {"y": YES, "n": NO}.get(typed.casefold()[:1], "")
            if not answer:
                raise RefusedError("Was the customer told?", "Choose yes or no.")
            return answer == YES
        if argument.kind == "channel" and not (chosen or typed):
            raise RefusedError("No channel is chosen.", "Up and Down choose one; Esc leaves it as it is.")
        return chosen or typed if argument.choices or argument.kind == "channel" else typed

    def _left(self, argument: Argument) -> str:
        """What is done where the question is left: its argument has the answer of who leaves it."""
        return doing.do(self._desk, self._command, {**self._given, argument.name: argument.unless}).sentence


def _is_chosen(argument: Argument) -> bool:
    """Whether its words only choose a row, so that they are not kept."""
    return argument.kind in _CHOSEN or (argument.kind == "text" and bool(argument.choices))


def _row(argument: Argument, word: str) -> str:
    if argument.kind != "rhythm":
        return word.capitalize()
    return f"every {word}" if word != NO else "only once"


def _field(argument: Argument) -> str:
    return argument.draft or argument.name


def _decide(desk: Session, command: Command, given: Given, error: DecideError) -> Question:
    """The question whether it is meant all the same; the other values that would do stand above that row."""
    decides = command.argument(error.wants)
    due = f": {when.describe(habits.read(desk, given['due']).at, desk.now())}" if error.instead else ""
    ways: dict[str, Given] = {str(at): other for at, (_, other) in enumerate(error.instead)}
    ways["same"] = {decides.name: True}
    words = [words for words, _ in error.instead]
    rows = [Choice(key, text) for key, text in zip(ways, [*words, f"{decides.label}{due}"], strict=True)]

    def taken(chosen: str) -> NextStep:
        typed = {f"{name}_typed": given[name] for name in ways[chosen] if name in given}
        return ask(desk, command.id, {**given, **typed, **ways[chosen]})

    return decide(decides.hint, error, rows, taken)


def _channels(desk: Session, about: Any, typed: str) -> Suggestions:
    """The channels to choose from; the one that stands there is selected, else the one that the person prefers."""
    card = customers.of(desk, about.customer.id) if about.customer else None
    preferred, now = channels.preferred(card), about.channel
    rows = [Choice(channel, channels.WAYS[channel], _why(channel, now, preferred)) for channel in CHANNELS]
    rows += [Choice(channels.NONE[0], "no channel named")] if now else []
    name = about.what if isinstance(about, Promise) else about.known_as or about.kind
    hint = channels.preference_words(card) or f"How does {name} want the answer?"
    meant_by = channels.named(typed)
    shown = [row for row in rows if typed and (row.value == meant_by or row.value.startswith(typed.casefold()))]
    if shown:
        return Suggestions(shown, 0, hint)
    usual = now if now in CHANNELS else preferred
    return Suggestions(rows, -1 if typed else next((at for at, row in enumerate(rows) if row.value == usual), -1), hint)


def _why(channel: str, now: str, preferred: str) -> str:
    """Why a channel is selected: it is the one that stands there, or that they prefer."""
    return ", ".join(["as it is"] * (channel == now) + ["preferred"] * (channel == preferred))


def _tell_moved(desk: Session, told: doing.CommandResult) -> NextStep:
    """A promise that was moved without a word: the message to the customer is drafted (the reply preview)."""
    from deskapp.ui.questions.reply import tell_moved

    return None if told.given["told"] else tell_moved(desk, told.noun)


_AFTER: dict[str, Callable[[Session, doing.CommandResult], NextStep]] = {"move": _tell_moved}
"""What only the screen has after a command: previews of replies."""
