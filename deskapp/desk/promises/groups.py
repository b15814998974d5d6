"""Promises told in words and put in groups, the same at the desk, on the Promises screen and at the command line."""

from collections.abc import Iterable
from datetime import datetime

from deskapp import clock
from deskapp.desk.answers import channels
from deskapp.desk.cards import candidates, customers
from deskapp.desk.documents import look
from deskapp.desk.session import Session
from deskapp.model.interaction import Interaction
from deskapp.model.promise import Promise, PromiseState
from deskapp.text import when
from deskapp.text.folding import folded, holds

WEEK = 7
DAYS = ("Overdue", "Today", "Within a week", "Later")
GROUPINGS = ("day", "person", "channel", "owner")
STATE_WORDS: dict[PromiseState, str] = {
    "open": "open",
    "due_soon": "due soon",
    "overdue": "overdue",
    "kept": "kept",
    "broken": "given up",
}
MARKS: dict[PromiseState, str] = {"due_soon": "~ ", "overdue": "! "}
Groups = list[tuple[str, list[Promise]]]


def state_words(promise: Promise, now: datetime) -> str:
    """Its state in words; one whose clock stands still says so."""
    words = STATE_WORDS[promise.state(now)]
    if not promise.is_open or promise.paused_since is None:
        return words
    return "waiting for them" if words == "open" else f"{words}, waiting for them"


def row(promise: Promise, now: datetime) -> tuple[str, str, str, str, str]:
    """A promise in a table: when it is due, how it stands, to whom, by whom, and what it is."""
    state = MARKS.get(promise.state(now), "") + state_words(promise, now)
    name = promise.customer.name if promise.customer else ""
    return when.describe(promise.due, now), state, name, promise.owner, promise.what


def is_for_today(promise: Promise, now: datetime) -> bool:
    """Whether it is to be kept today: due by the end of the day, or due before."""
    return clock.today(promise.due) <= clock.today(now)


def day_of(promise: Promise, now: datetime) -> str:
    """Under which of the `DAYS` it stands."""
    if promise.state(now) == "overdue":
        return "Overdue"
    away = (clock.today(promise.due) - clock.today(now)).days
    return "Today" if away <= 0 else "Within a week" if away <= WEEK else "Later"


def grouped(desk: Session, promises: Iterable[Promise], by: str, now: datetime) -> Groups:
    """Promises by `day`, `person`, `channel` or `owner`.

    Days follow each other; of the others the group with the promise due first stands on top.
    """
    groups: dict[str, tuple[str, list[Promise]]] = {name: (name, []) for name in DAYS} if by == "day" else {}
    for promise in sorted(promises, key=lambda promise: (promise.due, promise.id)):
        key, heading = _place(desk, promise, by, now)
        groups.setdefault(key, (heading, []))[1].append(promise)
    return [(heading, members) for heading, members in groups.values() if members]


def channel_of(desk: Session, promise: Promise) -> str:
    """The channel of its answer: named with it, else asked for by whom it is to (practice D5)."""
    interaction = look(desk, Interaction, promise.interaction) if promise.interaction else None
    customer = customers.of(desk, promise.customer.id) if promise.customer else None
    return channels.asked_for(interaction, customer, promise) or " ".join(promise.channel.split())


def fitting(desk: Session, promises: Iterable[Promise], typed: str, now: datetime) -> list[Promise]:
    """The promises that have each typed word, and those to whom a typed phone number belongs."""
    reached = candidates.whose(desk, typed)

    def is_wanted(promise: Promise) -> bool:
        is_theirs = promise.customer is not None and promise.customer.id in reached
        return is_theirs or fits(promise, typed, now) or candidates.holds(promise.what, typed)

    return [promise for promise in promises if is_wanted(promise)]


def fits(promise: Promise, typed: str, now: datetime) -> bool:
    """Whether each typed word is in its text, its person, channel, owner, state, or the name of its day."""
    parts = (promise.what, promise.customer.name if promise.customer else "", promise.owner, promise.channel)
    days = day_of(promise, now) if promise.is_open else ""
    return holds(" ".join((*parts, state_words(promise, now), days)), typed)


def _place(desk: Session, promise: Promise, by: str, now: datetime) -> tuple[str, str]:
    """The key of the group that it belongs to, and that group's heading."""
    if by == "day":
        return day_of(promise, now), ""
    if by == "person":
        if promise.customer is None:
            return "", "To nobody named"
        card = customers.of(desk, promise.customer.id)
        return (card.id, card.name) if card else (promise.customer.id, promise.customer.name)
    if by == "channel":
        name = channel_of(desk, promise)
        return (folded(name), f"By {name}") if name else ("", "No channel named")
    return (folded(promise.owner), promise.owner) if promise.owner else ("", "Nobody's own")
