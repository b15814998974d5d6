"""Whom and what the words of a command mean: an id, the end of one, or words that are found exactly once."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from deskapp import slots
from deskapp.desk.cards import candidates, customers
from deskapp.desk.find import meant as best_meant
from deskapp.desk.find.classes import INSIDE
from deskapp.desk.find.finder import Finder, Match
from deskapp.desk.find.likeness import COMPANY, PART, SAME, SLIP
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.visits import day as days
from deskapp.desk.visits import log, ring
from deskapp.errors import DeskError, NotFoundError, RefusedError
from deskapp.messages import said
from deskapp.model.customer import Customer
from deskapp.model.document import Document, from_document
from deskapp.model.interaction import Interaction
from deskapp.model.promise import Promise
from deskapp.store import where
from deskapp.text import phones, when
from deskapp.text.folding import same, words

One = TypeVar("One")
SHORT = 6
LISTED, MOST_NAMED = 5, 50
_WHOLE = (SAME, PART, COMPANY)
_STATES = ["waiting", "serving", "on_hold"]
_ID_END = re.compile(r"[0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{6,26}")


def short(identifier: str) -> str:
    """The end of an id, which is enough to say which one is meant."""
    return identifier[-SHORT:]


def cards(desk: Session) -> list[Document]:
    """Every card that wasn't merged into another, newest first."""
    return [document for document in desk.book.select("customers") if not document.get("merged_into")]


def card(desk: Session, text: str, *, begun: bool = False) -> Customer:
    """The card that is meant by an id, a whole name or number, or an e-mail.

    The beginning of a name, or words with a typing error, mean a card only where that is `begun`, as a command that
    only looks may do. Raises NotFoundError, or RefusedError naming those that it could be.
    """
    if text.startswith("cus_"):
        return customers.get(desk, text)
    if phones.is_number(text) and (called := candidates.with_number(desk, text)):
        return _only(called, text, _card_words)
    finder = desk.at_hand.full_finder() if desk.at_hand else None
    named = _named_so(desk, text, finder) or _near(desk, text, finder, begun=begun)
    return _only(named, text, _card_words)


def _near(desk: Session, text: str, finder: Finder | None, *, begun: bool) -> list[Customer]:
    """The cards that are meant by words of their names, else by the end of an id. Raises NotFoundError."""
    matches = _search(desk, text, finder)
    sure = _sure(matches, begun=begun)
    if any(_is_cut_short(text, match.name) for match in sure):
        sure, matches = [], sure
    if sure:
        return [customers.get(desk, match.id) for match in sure]
    if identifier := _by_end(desk, "customers", text):
        return [customers.get(desk, identifier)]
    raise _no_card(text, matches)


def _named_so(desk: Session, text: str, finder: Finder | None) -> list[Customer]:
    """The cards with exactly that name."""
    if finder is not None:
        exact = [match.id for match in finder.search(text, limit=MOST_NAMED) if same(match.name, text)]
        return [card for identifier in exact if (card := customers.of(desk, identifier))]
    holding = candidates.holding(desk, text)
    return [from_document(Customer, card) for card in holding if same(str(card.get("name", "")), text)]


def _search(desk: Session, text: str, finder: Finder | None) -> list[Match]:
    """What the search finds for a text."""
    if finder is not None:
        return finder.search(text, limit=LISTED + 1)
    matches: list[Match] = []
    for documents in _looked_through(desk, text):
        finder = Finder()
        finder.fill(documents)
        matches = finder.search(text, limit=LISTED + 1)
        if any(match.grade in _WHOLE for match in matches):
            break
    return matches


def _looked_through(desk: Session, text: str) -> Iterator[Iterable[Document]]:
    """The cards that hold a text, then those that may be meant: figures may be a part of any number."""
    yield candidates.holding(desk, text)
    yield cards(desk) if any(letter.isdigit() for letter in text) else candidates.near(desk, [text])


def _sure(matches: Sequence[Match], *, begun: bool) -> list[Match]:
    """The cards that are meant: the one that fits best, else those that hold the words."""
    selected = best_meant.selected(matches)
    if selected >= 0 and (matches[selected].grade in _WHOLE or (begun and matches[selected].grade > SLIP)):
        return [matches[selected]]
    if begun:
        return [match for match in matches if match.score >= INSIDE]
    whole = [match for match in matches if match.grade in _WHOLE]
    best = max((match.grade for match in whole), default=0)
    return [match for match in whole if match.grade == best]


def _no_card(text: str, matches: Sequence[Match]) -> DeskError:
    """Nobody is surely meant: those that it may be, else that there is no such card."""
    near = [match for match in matches if match.grade > SLIP or match.score >= INSIDE]
    if near:
        listed = _listing([f"{match.name} ({short(match.id)})" for match in near])
        return RefusedError(
            said("'{text:.60}' may be {listed}.", text=text, listed=listed),
            said("Write the whole name, or the letters in brackets."),
        )
    hint = (
        said("Did you mean {listing}?", listing=_listing([match.name for match in matches]))
        if matches
        else said("`{deskapp}customers` lists the cards.", deskapp=slots.DESKAPP)
    )
    return NotFoundError(said("Nobody called '{text:.60}' has a card.", text=text), hint)


def _card_words(card: Customer) -> str:
    return f"{card.name} ({short(card.id)})"


def _is_cut_short(text: str, name: str) -> bool:
    """Whether several words are nearly a card's name, but one of them is only the beginning of a word in it.

    Ann Lee is somebody else than Ann Leeson, though Beth alone may be Beth Ocampo.
    """
    typed, theirs = words(text), set(words(name))
    begun = [word for word in typed if word not in theirs and any(other.startswith(word) for other in theirs)]
    return len(typed) > 1 and bool(begun) and all(word in theirs or word in begun for word in typed)


def card_of_id(desk: Session, text: str) -> Customer | None:
    """The card with that id, or whose id ends so; None where no card's does. A whole id that is nobody's is refused."""
    identifier = text if text.startswith("cus_") else _by_end(desk, "customers", text)
    return customers.get(desk, identifier) if identifier else None


def interaction(desk: Session, text: str) -> Interaction:
    """The interaction that is meant: by id, or the open one of somebody by name or number.

    A beginning is not enough, as somebody else may be written on. Raises NotFoundError or RefusedError.
    """
    if text.startswith("int_"):
        return log.get(desk, text)
    here = open_interactions(desk)
    fitting = of_name(here, text, _name)
    if not fitting and phones.is_number(text):
        fitting = [visit for visit in here if visit.phone and ring.is_from(desk, visit, text)]
    if fitting:
        return _only(fitting, text, _described)
    if identifier := _by_end(desk, "interactions", text):
        return log.get(desk, identifier)
    refuse_begun([_described(visit) for visit in here if begins(visit.name, text)], text)
    raise NotFoundError(
        said("Nobody called '{text:.60}' is here now.", text=text),
        said("`{deskapp}list --open` shows who is.", deskapp=slots.DESKAPP),
    )


def of_name(several: Sequence[One], text: str, named: Callable[[One], str]) -> list[One]:
    """Those of exactly that name, else those with every typed word as a whole word of theirs."""
    sought = set(words(text))
    exact = [noun for noun in several if named(noun) and same(named(noun), text)]
    return exact or [noun for noun in several if sought and sought <= set(words(named(noun)))]


def refuse_begun(listed: Sequence[str], text: str) -> None:
    """Refuse what is only the beginning of some names, and name them. Raises RefusedError."""
    if listed:
        raise RefusedError(
            said("'{text:.60}' may be {listing}.", text=text, listing=_listing(listed)),
            said("Write the whole word, or the letters in brackets."),
        )


def ended(desk: Session, text: str) -> Interaction:
    """The ended interaction that is meant: by id, or the newest one of today of somebody. Raises DeskError."""
    if text.startswith("int_"):
        return log.get(desk, text)
    today = [visit for visit in days.look(desk).ended_newest() if visit.name]
    if fitting := of_name(today, text, _name):
        is_one = len({visit.name for visit in fitting}) == 1
        return _only(fitting[:1] if is_one else fitting, text, _described)
    if identifier := _by_end(desk, "interactions", text):
        return log.get(desk, identifier)
    refuse_begun([_described(visit) for visit in today if begins(visit.name, text)], text)
    raise NotFoundError(
        said("No visit of '{text:.60}' ended today.", text=text),
        said("`{deskapp}list --find TEXT` shows the ids of others.", deskapp=slots.DESKAPP),
    )


def open_interactions(desk: Session) -> list[Interaction]:
    """The interactions that have not ended, the newest first."""
    documents = desk.book.select("interactions", where("state").one_of(_STATES))
    visits = (from_document(Interaction, document) for document in documents)
    return sorted(visits, key=lambda visit: visit.arrived_at, reverse=True)


def promise(desk: Session, text: str) -> Promise:
    """The promise that is meant: by id, or the open one with these words in it or to that person."""
    if text.startswith("pro_"):
        return promises.get(desk, text)
    still_open = promises.all_open(desk)
    of_person, of_words = of_name(still_open, text, _customer), of_name(still_open, text, lambda promise: promise.what)
    if fitting := of_person + [promise for promise in of_words if promise not in of_person]:
        return _only(fitting, text, _promise_words)
    if identifier := _by_end(desk, "promises", text):
        return promises.get(desk, identifier)
    begun = [promise for promise in still_open if begins(f"{promise.what} {_customer(promise)}", text)]
    refuse_begun([_promise_words(promise) for promise in begun], text)
    raise NotFoundError(
        said("No open promise goes by '{text:.60}'.", text=text),
        said("`{deskapp}promises` lists them.", deskapp=slots.DESKAPP),
    )


def _promise_words(promise: Promise) -> str:
    return f"'{promise.what:.40}' ({short(promise.id)})"


def _customer(promise: Promise) -> str:
    return promise.customer.name if promise.customer else ""


def begins(text: str, typed: str) -> bool:
    """Whether every typed word begins a word of the text."""
    known, sought = words(text), words(typed)
    return bool(sought) and all(any(word.startswith(beginning) for word in known) for beginning in sought)


def _only(fitting: Sequence[One], text: str, told: Callable[[One], str]) -> One:
    if len(fitting) == 1:
        return fitting[0]
    listed = _listing([told(noun) for noun in fitting])
    raise RefusedError(
        said("'{text:.60}' may be {listed}.", text=text, listed=listed),
        said("Write more of it, or the letters in brackets."),
    )


def _listing(names: Iterable[str]) -> str:
    every = list(names)
    *first, last = [*every[:LISTED], *(["others"] if len(every) > LISTED else [])]
    return f"{', '.join(first)} or {last}" if first else last


def _described(visit: Interaction) -> str:
    return f"the {visit.kind} of {visit.name} at {when.wall(visit.arrived_at)} ({short(visit.id)})"


def _name(visit: Interaction) -> str:
    return visit.name


def _by_end(desk: Session, table: str, text: str) -> str:
    """The one id that ends so, "" where none or several do."""
    if not _ID_END.fullmatch(text):
        return ""
    ids = [identifier for identifier in desk.book.ids(table) if identifier.endswith(text.upper())]
    return ids[0] if len(ids) == 1 else ""
