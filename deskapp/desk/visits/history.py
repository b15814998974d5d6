"""The whole log, newest first: looked at by position, searched by words, and asked how visits like one usually end."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from deskapp.desk.cards import candidates, customers
from deskapp.desk.session import Session
from deskapp.desk.visits import closing, log, missed, transfers
from deskapp.model.document import Document, DocumentError, from_document
from deskapp.model.interaction import Interaction
from deskapp.text.folding import words

MOST_CARDS, MOST_VISITS = 3, 50
LOOKED_AT, PASSED_OVER = 200, 2000
"""So many ended visits are looked at, among the newest visits of any kind, whatever the length of the history."""
MOST, LONGEST = 5, 60
FEWEST_LETTERS = 4
NO_END = frozenset({missed.MISSED, missed.ELSEWHERE, closing.LATER})
"""Outcomes that the program wrote for visits which nobody here brought to an end."""


def everything(desk: Session) -> Sequence[Document]:
    """The documents of all interactions, newest first, as of now; each is parsed when it is looked at."""
    return desk.book.history("interactions")


def read(document: Document) -> Interaction | None:
    """The interaction of a document; None of the stub that stands for what is not understood."""
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
    cards = {card.id for identifier in candidates.whose(desk, text) if (card := customers.of(desk, identifier))}
    if len(cards) > MOST_CARDS:
        return []
    visits = [visit for card in cards for visit in log.with_customer(desk, card, most=MOST_VISITS)]
    return [visit.id for visit in sorted(visits, key=lambda visit: (visit.arrived_at, visit.id), reverse=True)]


def usual(desk: Session, visit: Interaction) -> list[str]:
    """The outcomes to offer for a visit, the likeliest first.

    Whoever has it after a transfer, and how it ended before it was opened again, come first; then those of the same
    kind about the same thing; then what came twice or more for the kind.
    """
    offered = [transfers.outcome_of(visit.with_whom)] if visit.with_whom else []
    before = sorted(visit.reopened.values(), key=lambda fact: fact.at, reverse=True)
    offered += [fact.outcome for fact in before if fact.outcome not in NO_END]
    about = _topics(visit.reason)
    alike, others, texts = Counter[str](), Counter[str](), dict[str, str]()
    for document in islice(_newest(desk, f'"kind":"{visit.kind}"'.encode(), b'"state":"ended"'), LOOKED_AT):
        outcome = _outcome(document)
        key = " ".join(words(outcome))
        if not key:
            continue
        texts.setdefault(key, outcome)
        others[key] += 1
        if about & _topics(str(document.get("reason") or "")):
            alike[key] += 1
    offered += [texts[key] for key, _ in alike.most_common(MOST)]
    offered += [texts[key] for key, times in others.most_common(MOST) if times > 1]
    distinct = {" ".join(words(text)): text for text in reversed(offered) if text}
    return list(reversed(distinct.values()))[:MOST]


def _outcome(document: Document) -> str:
    """How a visit ended, in one line; "" where that is no end that would be offered for another."""
    outcome = " ".join(str(document.get("outcome") or "").split())
    is_no_end = outcome in NO_END or any(document.get(name) for name in ("erased", "closed_at", "missed_at"))
    return "" if is_no_end or len(outcome) > LONGEST else outcome


def _newest(desk: Session, *needles: bytes) -> Iterator[Document]:
    """Those of the newest visits whose lines hold every needle; older ones are not passed over."""
    shelf = desk.book.shelf("interactions")
    with desk.book.engine.lock:
        keys = shelf.order()[-PASSED_OVER:]
    for key in reversed(keys):
        line = shelf.lines.get(key.number)
        if line is not None and key.id and all(needle in line for needle in needles):
            yield from desk.book.understood_of("interactions", [line])


def _topics(reason: str) -> frozenset[str]:
    """The words of a reason that say what it is about."""
    return frozenset(word for word in words(reason) if len(word) >= FEWEST_LETTERS)
