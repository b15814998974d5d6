"""The whole log, newest first: looked at by position, or searched by words."""

from collections.abc import Iterator, Sequence
from typing import Any

from deskapp.desk.cards import candidates, customers
from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.model.document import DocumentError, from_document
from deskapp.model.interaction import Interaction

MOST_CARDS, MOST_VISITS = 3, 50


def everything(desk: Session) -> Sequence[dict[str, Any]]:
    """The documents of all interactions, newest first, as of now; each is parsed when it is looked at."""
    return desk.book.history("interactions")


def read(document: dict[str, Any]) -> Interaction | None:
    """The interaction of a document, or None where a newer or foreign program wrote something else."""
    try:
        return from_document(Interaction, document)
    except DocumentError:
        return None


def search(desk: Session, text: str) -> Iterator[str | None]:
    """The ids of the interactions that hold every word, newest first, as they are found; digits also find phones.

    Those with the people whose card has a typed phone number come first. A None comes where whoever looks may pause:
    after each month, and now and then among the newest.
    """
    given: set[str] = set()
    for identifier in _of_number(desk, text):
        given.add(identifier)
        yield identifier
    for document in desk.book.search_in_beats("interactions", text):
        if document is None:
            yield None
        elif document["id"] not in given:
            yield document["id"]


def _of_number(desk: Session, text: str) -> list[str]:
    """The newest visits with the people who have a typed number; nothing of a few digits that many have."""
    cards = {card.id for one in candidates.whose(desk, text) if (card := customers.of(desk, one))}
    if len(cards) > MOST_CARDS:
        return []
    visits = {visit.id: visit for one in cards for visit in log.with_customer(desk, one, most=MOST_VISITS)}
    return sorted(visits, key=lambda one: (visits[one].arrived_at, one), reverse=True)
