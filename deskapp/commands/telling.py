"""Sentences with slots, filled from what a command changed and what it was given: data goes in, none is read again."""

from collections.abc import Mapping
from typing import Any

from deskapp.commands import meant
from deskapp.commands.declared import named
from deskapp.desk.answers import channels
from deskapp.desk.cards import allergies
from deskapp.desk.cards.entries import KIND_WORDS
from deskapp.desk.promises import promises, repeats
from deskapp.desk.session import Session
from deskapp.desk.visits import wording
from deskapp.messages import said
from deskapp.model import kettle
from deskapp.model.customer import Customer, Whom
from deskapp.model.faq_entry import FaqEntry
from deskapp.model.handover import Handover, Shift
from deskapp.model.interaction import Interaction
from deskapp.model.promise import Promise
from deskapp.text import durations, safe, when


class Slots(dict[str, Any]):
    """What the slots of a sentence hold: what the noun that was changed tells, else what the command was given."""

    def __init__(self, desk: Session, noun: object, given: Mapping[str, Any]) -> None:
        super().__init__()
        self._desk, self._noun, self._given = desk, noun, given

    def __missing__(self, name: str) -> Any:
        """What fills a slot. Raises KeyError where neither the noun nor an argument does."""
        for noun in (self._noun, *self._given.values()):
            for kind, tells in _TELLS.items():
                if isinstance(noun, kind) and name in tells:
                    tell = tells[name]
                    return (named(tell) if isinstance(tell, str) else tell)(self._desk, noun)
        return getattr(self._noun, name) if hasattr(self._noun, name) else self._given[name]


def filled(sentence: str, desk: Session, noun: object, given: Mapping[str, Any]) -> str:
    """A sentence of ours with its slots filled; what fills one stays on its line."""
    slots = Slots(desk, noun, given)
    return "\n".join(safe.line(line.format_map(slots)) for line in said(sentence).split("\n"))


def _to(name: str) -> str:
    return f" to {name}" if name else ""


def _way(channel: str) -> str:
    return channels.WAYS.get(channel, "no channel named")


def _added(visit: Interaction) -> str:
    """How many requests the last change wrote down."""
    times = [request.at for request in visit.requests.values()]
    count = times.count(max(times))
    return "Request" if count == 1 else f"{count} requests"


_TELLS: dict[type, dict[str, Any]] = {
    Promise: {
        "to": lambda desk, promise: _to(promise.customer.name if promise.customer else ""),
        "named": lambda desk, promise: promises.named(promise),
        "due": lambda desk, promise: when.describe(promise.due, desk.now()),
        "rhythm": lambda desk, promise: repeats.told(promise.repeat).capitalize() or "Only once",
        "answered": lambda desk, promise: f"{_way(promise.channel).capitalize()}: {promise.what}",
    },
    Interaction: {
        "of": lambda desk, visit: f" of {visit.name}" if visit.name else "",
        "answered": lambda desk, visit: f"Answer to {visit.known_as or f'this {visit.kind}'}: {_way(visit.channel)}",
        "for": lambda desk, visit: f" for {visit.name or f'the {visit.kind} {visit.id[-6:]}'}",
        "waited": lambda desk, visit: durations.told(visit.waited(desk.now())),
        "state": lambda desk, visit: wording.state(visit),
        "open": lambda desk, visit: len(visit.open_requests),
        "added": lambda desk, visit: _added(visit),
        "ended_here": lambda desk, visit: "" if visit.is_open else ", and ended here",
        "allergy": lambda desk, visit: (
            f". Allergy: {known}" if (known := allergies.of_person(desk, visit.customer)) else ""
        ),
        "celsius": lambda desk, visit: visit.temperature,
        "kettle": lambda desk, visit: kettle.word(visit.temperature or kettle.COLDEST),
    },
    Customer: {
        "of": lambda desk, card: f" of {card.name}",
        "kind_words": lambda desk, card: KIND_WORDS[card.kind],
    },
    FaqEntry: {"short": lambda desk, entry: meant.short(entry.id)},
    Shift: {"standing": "handover.leaving:standing"},
    Handover: {
        "left": lambda desk, sheet: list(sheet.notes.values())[-1].text,
        "signed": lambda desk, sheet: named("handover.handed:signed_words")(sheet),
    },
    Whom: {
        "to": lambda desk, who: _to(who.name),
        "liked": lambda desk, who: f"{liked} " if (liked := channels.preference_words(who.card)) else "",
    },
}
"""What each noun tells besides its own fields: functions of the desk and the noun, or their `module:function`."""
