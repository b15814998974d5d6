"""The whole log, newest first: looked at by position, searched by words, and asked how visits like one usually end."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice

from deskapp import clock
from deskapp.desk.cards import candidates, customers
from deskapp.desk.session import Session
from deskapp.desk.times import habits
from deskapp.desk.visits import closing, forgiving, missed, transfers
from deskapp.errors import RefusedError
from deskapp.messages import said
from deskapp.model.document import Document, DocumentError, from_document, instant_text
from deskapp.model.interaction import Interaction
from deskapp.store.history.search import LAST, Sought
from deskapp.store.history.timeline import History
from deskapp.text import typed_span
from deskapp.text.folding import words
from deskapp.text.typed_span import DaySpan, Wanted

MOST_CARDS = 3
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


def wanted(desk: Session, text: str) -> Wanted:
    """What is looked for by some words at this desk now: words, and the days among them."""
    return typed_span.read(text, clock.today(desk.now()), habits.of(desk))


def days(desk: Session, text: str) -> DaySpan:
    """The days that a text alone means: one, a week, a month or a year. Raises RefusedError with examples."""
    span = typed_span.one(text, clock.today(desk.now()), habits.of(desk))
    if span is None:
        refusal = said("“{typed}” is not a day.", typed=f"{text:.40}")
        raise RefusedError(refusal, said("Write it as yesterday, tue, last week, 18 nov, nov 2025 or 2026-11-18."))
    return span


def beginning(day: date) -> str:
    """The first instant of a day, as the book writes it."""
    return instant_text(clock.day_bounds(day)[0])


def search(desk: Session, text: str, *, whose: str = "") -> Iterator[str | None]:
    """The ids of the interactions that have what is looked for, newest first, as they are found.

    Words may name days (`beth last week`); digits also find the visits of the people whose card has the number.
    Where nothing has the words as they were typed, typing errors are forgiven. `whose` is the card of the only person
    whose visits count. A None comes where whoever looks may pause: after each month, and now and then among the newest.
    """
    for document in documents(desk, text, whose=whose):
        yield None if document is None else str(document["id"])


def documents(desk: Session, text: str, *, whose: str = "") -> Iterator[Document | None]:
    """As `search`, with the document of each visit."""
    wish = wanted(desk, text)
    customer = customers.of(desk, whose) if whose else None
    cards = customers.ids_of(desk, customer) if customer else [whose]
    is_found = False
    for document in desk.book.search_in_beats("interactions", *_ways(desk, wish, cards)):
        is_found = is_found or document is not None
        yield document
    if not is_found and wish.words:
        yield from forgiving.documents(desk, wish, cards)


def _ways(desk: Session, wish: Wanted, cards: Iterable[str]) -> Iterator[Sought]:
    """What fits: each of the cards, with the words in any spelling, in the days that are meant or may be meant."""
    first, after = (beginning(wish.span.first), beginning(wish.span.after)) if wish.span else ("", LAST)
    for card in cards:
        for text in forgiving.spelt(wish.words):
            yield Sought(text, first, after, card)
        for text in forgiving.spelt(wish.whole) if wish.whole else ():
            yield Sought(text, whose=card)
        if not card:
            yield from (Sought("", first, after, owner) for owner in _of_number(desk, wish.words))


def _of_number(desk: Session, text: str) -> frozenset[str]:
    """The cards that have a typed number; none of a few digits that many have."""
    cards = candidates.whose(desk, text)
    known = {card.id for identifier in cards if (card := customers.of(desk, identifier))}
    return cards if len(known) <= MOST_CARDS else frozenset()


def since(shown: Sequence[Document], instant: str) -> int:
    """How many visits of the whole log began at an instant (as text) or later; nothing is parsed."""
    return shown.since(instant) if isinstance(shown, History) else 0


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
    for document in islice(newest(desk, f'"kind":"{visit.kind}"'.encode(), b'"state":"ended"'), LOOKED_AT):
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


def newest(desk: Session, *needles: bytes) -> Iterator[Document]:
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
