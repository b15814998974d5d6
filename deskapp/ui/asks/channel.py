"""Questions about the channel of an answer, and about the number to call back."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from deskapp.desk import channels, customers, log, numbers
from deskapp.desk.session import Desk
from deskapp.errors import RefusedError
from deskapp.model.customer import Customer
from deskapp.model.interaction import Interaction
from deskapp.model.promise import Promise
from deskapp.model.reply import CHANNELS
from deskapp.ui.asks.elsewhere import SHARED, elsewhere
from deskapp.ui.widgets.entry import Ask, Choice, Next, Offer
from deskapp.ui.widgets.question import FINDS

NO_CHANNEL = "none"
VIA = "via:"


def of_visit(desk: Desk, visit: Interaction) -> Ask:
    """How does somebody want the answer? Said for the first time, or changed."""

    def done(channel: str) -> str:
        changed = channels.put(desk, visit, channel)
        return f"Answer {channels.WAYS[changed.channel]}." if changed.channel else "No channel is named any more."

    card = customers.of(desk, visit.customer.id) if visit.customer else None
    return _which(visit.id, visit.known_as or visit.kind, visit.channel, card, done)


def of_promise(desk: Desk, promise: Promise) -> Ask:
    """By which channel is a promise to be kept?"""

    def done(channel: str) -> str:
        changed = channels.put_on_promise(desk, promise, channel)
        way = channels.WAYS.get(changed.channel, "no channel named")
        return f"{way[:1].upper()}{way[1:]}: {promise.what}"

    card = customers.of(desk, promise.customer.id) if promise.customer else None
    return _which(promise.id, promise.what, promise.channel, card, done)


def _which(subject: str, name: str, now: str, card: Customer | None, then: Callable[[str], str]) -> Ask:
    """The channels to choose from; the one that stands there is lit, else the one that the person prefers."""
    preferred = channels.preferred(card)
    choices = [Choice(channel, channels.WAYS[channel], _why(channel, now, preferred)) for channel in CHANNELS]
    choices += [Choice(NO_CHANNEL, "no channel named")] if now else []
    usual = now if now in CHANNELS else preferred
    told = channels.preference_words(card) or f"How does {name} want the answer?"

    def react(values: dict[str, str]) -> Offer:
        typed = values["channel"].casefold().strip()
        meant = channels.named(typed)
        found = [one for one in choices if typed and (one.value == meant or one.value.startswith(typed))]
        if found:
            return Offer(found, 0, told)
        lit = -1 if typed else next((at for at, one in enumerate(choices) if one.value == usual), -1)
        return Offer(choices, lit, told)

    def done(values: dict[str, str], chosen: str) -> str:
        typed = values["channel"].strip()
        if not chosen and not typed:
            raise RefusedError("No channel is chosen.", "Up and Down choose one; Esc leaves it as it is.")
        return then(chosen or typed)

    return Ask(
        title="Channel",
        fields=[("channel", "Channel", "")],
        react=react,
        done=done,
        rows=len(choices),
        subject=subject,
        passing=FINDS,
    )


def _why(channel: str, now: str, preferred: str) -> str:
    return ", ".join(
        words for words, holds in (("as it is", channel == now), ("preferred", channel == preferred)) if holds
    )


def offered(offer: Offer, what: str, visit: Interaction | None, card: Customer | None) -> Offer:
    """What a promise's time comes to, with the channels that it may be kept by: the one in its words, and theirs."""
    preferred, meant = channels.preferred(card), channels.of_promise(what, visit, card)
    ways = list(dict.fromkeys(channel for channel in (meant, preferred) if channel))
    if offer.choices or offer.bad or not preferred:
        return offer
    choices = [
        Choice(VIA + channel, channels.WAYS[channel], "preferred" if channel == preferred else "") for channel in ways
    ]
    return replace(
        offer, choices=choices, lit=0, hint=f"{channels.preference_words(card)} {offer.hint}", bad=len(ways) > 1
    )


def chosen_channel(chosen: str, what: str, visit: Interaction | None, card: Customer | None) -> str:
    """The channel of a promise: the row that was lit, else the one that its words, the visit or the card name."""
    return chosen.removeprefix(VIA) if chosen.startswith(VIA) else channels.of_promise(what, visit, card)


def or_number(desk: Desk, made: Promise, sentence: str) -> Next:
    """What was promised; where it is a call and no number of theirs is known, the question for it."""
    visit = log.get(desk, made.interaction) if made.interaction else None
    card = customers.of(desk, made.customer.id) if made.customer else None
    if (visit is None and card is None) or not channels.needs_number(made, visit, card):
        return sentence
    return number(desk, visit, card, sentence)


def number(desk: Desk, visit: Interaction | None, card: Customer | None, sentence: str) -> Ask:
    """At which number are they called back? It is kept on the visit and on their card."""
    name = card.name if card else visit.known_as if visit else ""
    where = "on the card and the visit" if card and visit else "on the card" if card else "on the visit"

    def done(values: Mapping[str, str], chosen: str) -> str:
        numbers.keep(desk, values["number"], visit=visit, customer=card, shared=chosen == SHARED)
        return f"{sentence}. Number kept {where}."

    def react(values: Mapping[str, str]) -> Offer:
        asked = f"Which number do you call{f' {name}' if name else ''} back on? Esc leaves it out."
        offer = Offer(hint=f"{sentence}. {asked}")
        return elsewhere(desk, card, "phones", values["number"], offer) if card else offer

    return Ask(
        title="Number",
        fields=[("number", "Phone number", "")],
        react=react,
        done=done,
        subject=visit.id if visit else card.id if card else "",
    )
