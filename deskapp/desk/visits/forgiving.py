"""Visits found though a word was mistyped: by the people whose cards it nearly names, and, within the days
that were named, by nearly the same words.

It's looked at only where nothing holds the words as they were typed. Without days no texts are looked through again: a
key that finds nothing costs no more for it.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from deskapp import clock
from deskapp.desk.cards import customers
from deskapp.desk.find.likeness import LIKE
from deskapp.desk.session import Session
from deskapp.model.document import Document, instant_text
from deskapp.store.history.search import LAST, Sought, searchable
from deskapp.text import spellings
from deskapp.text.folding import parts
from deskapp.text.folding import words as words_of
from deskapp.text.typed_span import Wanted

MOST_CARDS, MOST_LOOKED_AT, BEAT = 3, 400, 64
SHORTEST_WORD, SHORTEST_UMLAUT = 4, 5
_PAIRS = (("ae", "a"), ("oe", "o"), ("ue", "u"))


def spelt(text: str) -> list[str]:
    """A text, and the same with its umlauts the other way: `Müller` is also looked for as `mueller`, and back."""
    words = text.split()
    others = [_other_way(word) for word in words]
    return [text] if others == words else [text, " ".join(others)]


def _other_way(word: str) -> str:
    if out := spellings.umlauts_out(word):
        return out[0]
    small = word.lower()
    if len(word) >= SHORTEST_UMLAUT and small.isalpha():
        for pair, letter in _PAIRS:
            if 0 < small.find(pair) < len(word) - 2:
                return small.replace(pair, letter)
    return word


def documents(desk: Session, wish: Wanted, cards: Sequence[str]) -> Iterator[Document | None]:
    """The visits that nearly have what is looked for, newest first, with a None where whoever looks may pause."""
    yield None
    first, after = "", LAST
    if wish.span:
        days = (wish.span.first, wish.span.after)
        first, after = (instant_text(clock.day_bounds(day)[0]) for day in days)
    known = [] if any(cards) else list(_nearly_named(desk, wish.words))
    if known:
        yield from desk.book.search_in_beats("interactions", *(Sought("", first, after, card) for card in known))
        return
    if wish.span is None:
        return
    wanted = parts(wish.words)
    looked_at = desk.book.search_in_beats("interactions", *(Sought("", first, after, card) for card in cards))
    for place, document in enumerate(islice(filter(None, looked_at), MOST_LOOKED_AT)):
        if all(_is_near(word, searchable(document)) for word in wanted):
            yield document
        if place % BEAT == 0:
            yield None


def _nearly_named(desk: Session, words: str) -> Iterable[str]:
    """The cards whose name has all of the words, typing errors forgiven; none where many have."""
    finder = desk.at_hand.full_finder() if desk.at_hand else None
    if finder is None:
        from deskapp.desk.find.finder import Finder

        finder = Finder()
        finder.fill(desk.book.select("customers"))
    matches = [match for match in finder.search(words, limit=MOST_CARDS + 1) if match.grade > LIKE]
    if len(matches) <= MOST_CARDS:
        for match in matches:
            if customer := customers.of(desk, match.id):
                yield from customers.ids_of(desk, customer)


def _is_near(word: str, text: str) -> bool:
    """Whether a text has a word, or one that differs by a typing error."""
    if word in text:
        return True
    return len(word) >= SHORTEST_WORD and any(spellings.errors(word, held) > 0 for held in set(words_of(text)))
