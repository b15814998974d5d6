"""Channels: the one that a customer used or asked for, and whether a planned answer goes another way (practice D5)."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple, TypeVar

from deskapp.desk.documents import edit
from deskapp.desk.session import Session
from deskapp.desk.visits import numbers
from deskapp.errors import RefusedError
from deskapp.model.customer import Customer
from deskapp.model.interaction import Interaction
from deskapp.model.promise import Promise
from deskapp.model.words import CHANNELS, Reply
from deskapp.text.folding import folded


class ChannelWords(NamedTuple):
    """The `way` that an answer goes, `an_answer` by it, what somebody `prefers`, and how people have `said` it."""

    way: str
    an_answer: str
    prefers: str
    said: tuple[str, ...]


_WORDS = {
    "call": ChannelWords("by phone", "a call", "a call", ("call", "phone", "telephone", "mobile", "ring")),
    "e-mail": ChannelWords("by e-mail", "an e-mail", "e-mail", ("e-mail", "email", "e mail")),
    "letter": ChannelWords("by letter", "a letter", "a letter", ("letter", "post", "paper")),
    "chat": ChannelWords("by chat", "a chat", "chat", ("chat", "sms", "text", "whatsapp", "signal", "messenger")),
    "counter": ChannelWords(
        "at the counter", "words said here", "to come in", ("counter", "in person", "visit", "walk-in")
    ),
}
WAYS = {channel: words.way for channel, words in _WORDS.items()}
BY_WORDS = {channel: words.an_answer for channel, words in _WORDS.items()}
Answered = TypeVar("Answered", Interaction, Promise)
NONE = ("none", "no channel", "-")
_CALLS = re.compile(
    r"^(?:(?:to|a|i'll|we'll|will)\s+)*call\b|\ba call\b|\bcallback\b"
    r"|\bcall(?:ing)?[ -]?(?:back|again|him|her|them|you)\b"
    r"|\b(?:ring|phone|telephone|by)\s+(?:back|again|him|her|them|you|phone|telephone)\b"
)
_WRITES = (
    ("e-mail", re.compile(r"\be-?mails?\b")),
    ("letter", re.compile(r"\b(?:a|the|by) letter\b|\bby post\b")),
    ("chat", re.compile(r"\btext (?:back|again|him|her|them|you)\b|\bwhatsapp\b|\bsms\b")),
)
_NOT = frozenset({"no", "not", "never", "dont", "don't", "without", "avoid", "hates"})


def named(text: str) -> str:
    """The channel that some words mean (`phone`, `by post`), the one said first where they name several, or nothing."""
    typed = folded(text).strip()
    if not typed:
        return ""
    if typed in CHANNELS:
        return typed
    line = f" {typed}"
    places = [(line.find(f" {word}"), channel) for channel, words in _WORDS.items() for word in words.said]
    return min((place for place in places if place[0] >= 0), default=(0, ""))[1]


def _first(texts: Iterable[str]) -> str:
    """The first channel that one of some texts means, or nothing."""
    return next(filter(None, map(named, texts)), "")


def preferred(customer: Customer | None) -> str:
    """The channel that somebody prefers: the one on their card, else one that they like to be spoken to by."""
    if customer is None:
        return ""
    talk = (preference for preference in customer.preferences.values() if preference.group == "communication")
    wanted = (preference.item for preference in talk if preference.stance in ("likes", "needs"))
    positive = [item for item in wanted if _NOT.isdisjoint(_said(item).split())]
    return _first((customer.preferred_channel, *reversed(positive)))


def in_promise(what: str) -> str:
    """The channel that the words of a promise name (`call back`, `e-mail the quote`), or nothing."""
    said = _said(what)
    if _CALLS.search(said):
        return "call"
    return next((channel for channel, pattern in _WRITES if pattern.search(said)), "")


def _said(text: str) -> str:
    return " ".join(text.casefold().replace("\u2019", "'").split())


def of_promise(what: str, interaction: Interaction | None, customer: Customer | None) -> str:
    """The channel that a promise is kept by: the one in its words, else of the visit, else the one they prefer."""
    return in_promise(what) or named(interaction.channel if interaction else "") or preferred(customer)


def preference_words(customer: Customer | None) -> str:
    """That somebody prefers a channel, in one sentence; nothing where none is known."""
    channel = preferred(customer)
    return f"{customer.name} prefers {_WORDS[channel].prefers}." if customer and channel else ""


def asked_for(interaction: Interaction | None, customer: Customer | None = None, promise: Promise | None = None) -> str:
    """The channel of the answer: promised so, else named this time, else liked in general, else the one they used.

    Who stands at the counter has not asked for an answer by any channel, so that none is known for them.
    """
    wishes = (
        promise.channel if promise else "",
        interaction.channel if interaction else "",
        preferred(customer),
        "call" if interaction and interaction.kind == "call" else "",
    )
    return _first(wishes)


def planned(reply: Reply, asked: str) -> str:
    """The channel that a reply goes by: the one asked for where it is made for it, else its own first one."""
    return asked if reply.fits(asked) else reply.channels[0]


def differs(reply: Reply, asked: str) -> str:
    """One sentence where the planned answer goes another way than they asked for; nothing where it does not."""
    if reply.fits(asked):
        return ""
    return f"They asked for {BY_WORDS[asked]}; this one is {BY_WORDS[planned(reply, asked)]}."


def read(text: str) -> str:
    """The channel that was typed; "" for `none`. Raises RefusedError for what is no channel."""
    channel = named(text)
    if not channel and text.strip().casefold() not in NONE:
        next_step = f"Choose one of {', '.join(CHANNELS)}, or none."
        raise RefusedError(f"'{text.strip():.30}' is no channel here.", next_step)
    return channel


def put(desk: Session, who: Answered, text: str) -> Answered:
    """Write down by which channel somebody wants the answer, or a promise is to be kept (`none` for none)."""
    channel = read(text)
    whose = f" of '{who.what:.40}'" if isinstance(who, Promise) else f" of {who.name}" if who.name else ""
    return edit(
        desk, who, f"{channel or 'no channel'} as the channel{whose}", lambda newest: replace(newest, channel=channel)
    )


def needs_number(promise: Promise, interaction: Interaction | None, customer: Customer | None) -> bool:
    """Whether somebody is to be called for a promise, and no number of theirs is known."""
    channel = named(promise.channel) or in_promise(promise.what)
    return channel == "call" and not numbers.known(interaction, customer)
