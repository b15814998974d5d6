"""How visits like this one usually end here, so that the last line needs no typing."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from deskapp.desk.session import Session
from deskapp.desk.visits import closing, missed, transfers
from deskapp.model.interaction import Interaction
from deskapp.store.engine.codec import Document
from deskapp.text.folding import words

LOOKED_AT, PASSED_OVER = 200, 2000
"""So many ended visits are looked at, among the newest visits of any kind, whatever the length of the history."""
MOST, LONGEST = 5, 60
FEWEST_LETTERS = 4
NO_END = frozenset({missed.MISSED, missed.ELSEWHERE, closing.LATER})
"""Outcomes that the program wrote for visits which nobody here brought to an end."""


def usual(desk: Session, visit: Interaction, *, most: int = MOST) -> list[str]:
    """The outcomes to offer for a visit, the likeliest first.

    Whoever has it after a transfer, and how it ended before it was opened again, come first; then those of the same
    kind about the same thing; then what came twice or more for the kind.
    """
    found = [transfers.outcome_of(visit.with_whom)] if visit.with_whom else []
    before = sorted(visit.reopened.values(), key=lambda fact: fact.at, reverse=True)
    found += [fact.outcome for fact in before if fact.outcome not in NO_END]
    about = _topics(visit.reason)
    alike: Counter[str] = Counter()
    others: Counter[str] = Counter()
    texts: dict[str, str] = {}
    for document in islice(_newest(desk, f'"kind":"{visit.kind}"'.encode(), b'"state":"ended"'), LOOKED_AT):
        outcome = " ".join(str(document.get("outcome") or "").split())
        key = " ".join(words(outcome))
        if not key or len(outcome) > LONGEST or outcome in NO_END or document.get("erased"):
            continue
        if document.get("closed_at") or document.get("missed_at"):
            continue
        texts.setdefault(key, outcome)
        others[key] += 1
        if about & _topics(str(document.get("reason") or "")):
            alike[key] += 1
    found += [texts[key] for key, _ in alike.most_common(most)]
    found += [texts[key] for key, times in others.most_common(most) if times > 1]
    distinct = {" ".join(words(text)): text for text in reversed(found) if text}
    return list(reversed(distinct.values()))[:most]


def _newest(desk: Session, *needles: bytes) -> Iterator[Document]:
    """Those of the newest visits whose lines hold every needle; older ones are not passed over."""
    shelf = desk.book.shelf("interactions")
    with desk.book.engine.lock:
        keys = shelf.order()[-PASSED_OVER:]
    for key in reversed(keys):
        line = shelf.lines.get(key.number)
        if line is not None and key.id and all(needle in line for needle in needles):
            document = desk.book.understood("interactions", line)
            if document is not None:
                yield document


def _topics(reason: str) -> frozenset[str]:
    """The words of a reason that say what it is about."""
    return frozenset(word for word in words(reason) if len(word) >= FEWEST_LETTERS)
