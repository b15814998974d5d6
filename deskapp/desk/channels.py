"""Channels: the one that a customer used or asked for, and whether a planned answer goes another way (practice D5)."""

from dataclasses import replace

from deskapp.desk.documents import edit
from deskapp.desk.folding import folded
from deskapp.desk.session import Desk
from deskapp.errors import RefusedError
from deskapp.model.customer import Customer
from deskapp.model.interaction import Interaction
from deskapp.model.promise import Promise
from deskapp.model.reply import CHANNELS, Reply

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


def named(text: str) -> str:
    """The channel that some words mean (`phone`, `by post`), or nothing."""
    typed = folded(text).strip()
    if not typed:
        return ""
    if typed in CHANNELS:
        return typed
    return next((channel for channel, said in _SAID.items() if any(word in typed for word in said)), "")


def asked_for(interaction: Interaction | None, customer: Customer | None = None, promise: Promise | None = None) -> str:
    """The channel of the answer: promised so, else named this time, else liked in general, else the one they used.

    Who stands at the counter has not asked for an answer by any channel, so that none is known for them.
    """
    wishes = (
        promise.channel if promise else "",
        interaction.channel if interaction else "",
        customer.preferred_channel if customer else "",
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


def put(desk: Desk, interaction: Interaction, text: str) -> Interaction:
    """Write down the channel that they used or asked for."""
    channel = named(text)
    if not channel:
        raise RefusedError(f"'{text.strip():.30}' is no channel here.", f"Choose one of {', '.join(CHANNELS)}.")
    words = f"{channel} as the channel of {interaction.name}" if interaction.name else f"{channel} as the channel"
    return edit(desk, interaction, words, lambda it: replace(it, channel=channel))
