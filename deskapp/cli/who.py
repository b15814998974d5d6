"""Whom and what the words of a command mean: an id, the end of one, or words that are found exactly once."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from deskapp import clock
from deskapp.desk import customers, log, named_cards, promises
from deskapp.desk import day as days
from deskapp.desk.folding import same, words
from deskapp.desk.session import Desk
from deskapp.errors import NotFoundError, RefusedError
from deskapp.model.customer import Customer
from deskapp.model.document import Document, from_document
from deskapp.model.interaction import Interaction
from deskapp.model.promise import Promise

One = TypeVar("One")
SHORT = 6
LISTED = 5
_STATES = ("waiting", "serving", "on_hold")
_ID_END = re.compile(r"[0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{6,26}")


def short(identifier: str) -> str:
    """The end of an id, which is enough to say which one is meant."""
    return identifier[-SHORT:]


def cards(desk: Desk) -> list[Document]:
    """Every card that wasn't merged into another, newest first."""
    return [document for document in desk.book.select("customers") if not document.get("merged_into")]


def card(desk: Desk, text: str) -> Customer:
    """The card that is meant. Raises NotFoundError, or RefusedError naming those that it could be."""
    if text.startswith("cus_"):
        return customers.get(desk, text)
    named = named_cards.so(desk, text)
    if not named:
        known = cards(desk)
        from deskapp.desk import meant
        from deskapp.desk.find import INSIDE, Finder
        from deskapp.desk.likeness import SLIP

        finder = desk.at_hand.full_finder() if desk.at_hand else None
        if finder is None:
            finder = Finder()
            finder.fill(known)
        found = finder.search(text, limit=LISTED + 1)
        lit = meant.lit(found)
        sure = (
            {found[lit].id}
            if lit >= 0 and found[lit].grade > SLIP
            else {one.id for one in found if one.score >= INSIDE}
        )
        named = [one for one in known if one["id"] in sure]
        if any(_is_cut_short(text, str(one.get("name", ""))) for one in named):
            listed = _listing([f"{one['name']} ({short(one['id'])})" for one in named])
            raise RefusedError(f"'{text:.60}' may be {listed}.", "Write the whole name, or the letters in brackets.")
        if not named and (one := _by_end(desk, "customers", text)):
            return customers.get(desk, one)
        if not named:
            near = f"Did you mean {_listing([one.name for one in found])}?" if found else ""
            raise NotFoundError(
                f"Nobody called '{text:.60}' has a card.", near or "`deskapp customers` lists the cards."
            )
    return from_document(Customer, _only(named, text, lambda one: f"{one['name']} ({short(one['id'])})"))


def _is_cut_short(text: str, name: str) -> bool:
    """Whether several words are nearly a card's name, but one of them is only the beginning of a word in it.

    Ann Lee is somebody else than Ann Leeson, though Beth alone may be Beth Ocampo.
    """
    typed, theirs = words(text), set(words(name))
    begun = [word for word in typed if word not in theirs and any(other.startswith(word) for other in theirs)]
    return len(typed) > 1 and bool(begun) and all(word in theirs or word in begun for word in typed)


def card_of_id(desk: Desk, text: str) -> Customer | None:
    """The card with that id, or whose id ends so; None where no card's does. A whole id that is nobody's is refused."""
    if text.startswith("cus_"):
        return customers.get(desk, text)
    identifier = _by_end(desk, "customers", text)
    return customers.get(desk, identifier) if identifier else None


def is_named(card: Customer, text: str) -> bool:
    """Whether a text is exactly the name on a card."""
    return same(card.name, text)


def interaction(desk: Desk, text: str) -> Interaction:
    """The interaction that is meant: by id, or the open one of somebody. Raises NotFoundError or RefusedError."""
    if text.startswith("int_"):
        return log.get(desk, text)
    open_ones = open_interactions(desk)
    exact = [one for one in open_ones if one.name and same(one.name, text)]
    fitting = exact or [one for one in open_ones if begins(one.name, text)]
    if fitting:
        return _only(fitting, text, lambda one: f"{_described(one)} ({short(one.id)})")
    if identifier := _by_end(desk, "interactions", text):
        return log.get(desk, identifier)
    raise NotFoundError(f"Nobody called '{text:.60}' is here now.", "`deskapp list --open` shows who is.")


def ended(desk: Desk, text: str) -> Interaction:
    """The ended interaction that is meant: by id, or the newest one of today of somebody. Raises DeskError."""
    if text.startswith("int_"):
        return log.get(desk, text)
    today = [one for one in days.look(desk).ended_newest() if one.name and begins(one.name, text)]
    exact = [one for one in today if same(one.name, text)] or today
    if len({one.name for one in exact}) > 1:
        raise RefusedError(
            f"'{text:.60}' may be {_listing([f'{_described(one)} ({short(one.id)})' for one in exact])}.",
            "Write more of it, or the letters in brackets.",
        )
    if exact:
        return exact[0]
    if identifier := _by_end(desk, "interactions", text):
        return log.get(desk, identifier)
    raise NotFoundError(f"No visit of '{text:.60}' ended today.", "`deskapp list --find TEXT` shows the ids of others.")


def open_interactions(desk: Desk) -> list[Interaction]:
    """The interactions that have not ended, the newest first."""
    found: list[Interaction] = []
    for state in _STATES:
        documents = desk.book.select("interactions", f'"state":"{state}"'.encode())
        found += [from_document(Interaction, one) for one in documents if one.get("state") == state]
    return sorted(found, key=lambda one: one.arrived_at, reverse=True)


def promise(desk: Desk, text: str) -> Promise:
    """The promise that is meant: by id, or the open one with these words in it or to that person."""
    if text.startswith("pro_"):
        return promises.get(desk, text)
    open_ones = promises.all_open(desk)
    fitting = [one for one in open_ones if begins(one.what, text) or (one.customer and begins(one.customer.name, text))]
    if fitting:
        return _only(fitting, text, lambda one: f"'{one.what:.40}' ({short(one.id)})")
    if identifier := _by_end(desk, "promises", text):
        return promises.get(desk, identifier)
    raise NotFoundError(f"No open promise goes by '{text:.60}'.", "`deskapp promises` lists them.")


def begins(text: str, typed: str) -> bool:
    """Whether every typed word begins a word of the text."""
    known, sought = words(text), words(typed)
    return bool(sought) and all(any(one.startswith(word) for one in known) for word in sought)


def _only(found: Sequence[One], text: str, told: Callable[[One], str]) -> One:
    if len(found) == 1:
        return found[0]
    listed = _listing([told(one) for one in found])
    raise RefusedError(f"'{text:.60}' may be {listed}.", "Write more of it, or the letters in brackets.")


def _listing(names: Iterable[str]) -> str:
    shown = list(names)
    more = ["others"] if len(shown) > LISTED else []
    shown = shown[:LISTED] + more
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} or {shown[-1]}"


def _described(one: Interaction) -> str:
    return f"the {one.kind} of {one.name} at {clock.local(one.arrived_at):%H:%M}"


def _by_end(desk: Desk, table: str, text: str) -> str:
    """The one id that ends so, "" where none or several do."""
    if not _ID_END.fullmatch(text):
        return ""
    found = [one for one in desk.book.ids(table) if one.endswith(text.upper())]
    return found[0] if len(found) == 1 else ""
