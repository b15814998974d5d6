"""Channels: the one that a customer used or asked for, and whether a planned answer goes another way (practice D5)."""

import re
from dataclasses import replace

from deskapp.desk.documents import edit
from deskapp.desk.session import Session
from deskapp.desk.visits import numbers
from deskapp.errors import RefusedError
from deskapp.model.customer import Customer, Preference
from deskapp.model.interaction import Interaction
from deskapp.model.promise import Promise
from deskapp.model.words import CHANNELS, Reply
from deskapp.text.folding import folded

_SAID = {
    "call": ("call", "phone", "telephone", "mobile", "ring"),
    "e-mail": ("e-mail", "email", "e mail"),
    "letter": ("letter", "post", "paper"),
    "chat": ("chat", "sms", "text", "whatsapp", "signal", "messenger"),
    "counter": ("counter", "in person", "visit", "walk-in"),
}
BY_WORDS = {
    "call": "a call",
    "e-mail": "an e-mail",
    "letter": "a letter",
    "chat": "a chat",
    "counter": "words said here",
}
NOUNS = {"call": "a call", "e-mail": "e-mail", "letter": "a letter", "chat": "chat", "counter": "to come in"}
WAYS = {
    "call": "by phone",
    "e-mail": "by e-mail",
    "letter": "by letter",
    "chat": "by chat",
    "counter": "at the counter",
}
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
    places = [(line.find(f" {word}"), channel) for channel, said in _SAID.items() for word in said]
    return min((place for place in places if place[0] >= 0), default=(0, ""))[1]


def preferred(customer: Customer | None) -> str:
    """The channel that somebody prefers: the one on their card, else one that they like to be spoken to by."""
    if customer is None:
        return ""
    talk = [one.item for one in customer.preferences.values() if one.group == "communication" and _is_wanted(one)]
    return next((channel for channel in map(named, (customer.preferred_channel, *reversed(talk))) if channel), "")


def _is_wanted(preference: Preference) -> bool:
    said = preference.item.casefold().replace("\u2019", "'").split()
    return preference.stance in ("likes", "needs") and not _NOT.intersection(said)


def in_promise(what: str) -> str:
    """The channel that the words of a promise name (`call back`, `e-mail the quote`), or nothing."""
    said = " ".join(what.casefold().replace("\u2019", "'").split())
    if _CALLS.search(said):
        return "call"
    return next((channel for channel, pattern in _WRITES if pattern.search(said)), "")


def of_promise(what: str, interaction: Interaction | None, customer: Customer | None) -> str:
    """The channel that a promise is kept by: the one in its words, else of the visit, else the one they prefer."""
    return in_promise(what) or named(interaction.channel if interaction else "") or preferred(customer)


def preference_words(customer: Customer | None) -> str:
    """That somebody prefers a channel, in one sentence; nothing where none is known."""
    channel = preferred(customer)
    return f"{customer.name} prefers {NOUNS[channel]}." if customer and channel else ""


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
    return next((channel for channel in map(named, wishes) if channel), "")


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
        choices = ", ".join(CHANNELS)
        raise RefusedError(f"'{text.strip():.30}' is no channel here.", f"Choose one of {choices}, or none.")
    return channel


def put(desk: Session, interaction: Interaction, text: str) -> Interaction:
    """Write down the channel that they used or asked for, or that none is known (`none`)."""
    channel = read(text)
    words = f"{channel or 'no channel'} as the channel{f' of {interaction.name}' if interaction.name else ''}"
    return edit(desk, interaction, words, lambda it: replace(it, channel=channel))


def put_on_promise(desk: Session, promise: Promise, text: str) -> Promise:
    """Write down by which channel a promise is to be kept, or that none is named (`none`)."""
    channel = read(text)
    words = f"{channel or 'no channel'} as the channel of '{promise.what:.40}'"
    return edit(desk, promise, words, lambda it: replace(it, channel=channel))


def needs_number(promise: Promise, interaction: Interaction | None, customer: Customer | None) -> bool:
    """Whether somebody is to be called for a promise, and no number of theirs is known."""
    channel = named(promise.channel) or in_promise(promise.what)
    return channel == "call" and not numbers.known(interaction, customer)
