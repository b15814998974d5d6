"""Finding FAQ entries while a reason is typed: by whole words, beginnings of words, and words typed wrong.

Each word weighs the more the fewer entries have it, so that `the` and `my` say little. 2,000 entries answer within a
few milliseconds: the words are looked up, never the entries.
"""

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from itertools import islice, takewhile

from deskapp.model.faq_entry import FaqEntry
from deskapp.text.folding import words

CLOSE_ENOUGH = 80.0
IN_ANSWER, BEGINS, LIKE = 0.35, 0.8, 0.6
UNKNOWN = 0.5
SHORTEST_ROOT, ENDING = 4, 3
MOST_BEGINNINGS = 40
ENOUGH = 0.34


class FaqIndex:
    """The words of all entries; `search` gives those that fit best, `likely` only those that surely fit."""

    def __init__(self, entries: Iterable[FaqEntry] = ()) -> None:
        self._entries: dict[str, FaqEntry] = {}
        self._holders: dict[str, dict[str, float]] = {}
        for entry in entries:
            self._take(entry)
        self._sorted = sorted(self._holders)

    def __len__(self) -> int:
        return len(self._entries)

    def follow(self, entry: FaqEntry | None, identifier: str) -> None:
        """Take the newest state of one entry, or None where it is gone."""
        before = self._entries.pop(identifier, None)
        for word in _held_words(before) if before else ():
            holders = self._holders[word]
            holders.pop(identifier, None)
            if not holders:
                del self._holders[word]
        if entry:
            self._take(entry)
        self._sorted = sorted(self._holders)

    def _take(self, entry: FaqEntry) -> None:
        self._entries[entry.id] = entry
        for word, share in _held_words(entry).items():
            self._holders.setdefault(word, {})[entry.id] = share

    def search(self, text: str, limit: int = 8) -> list[tuple[float, FaqEntry]]:
        """The entries that fit best, each with how well (1.0: every word is in its question); all for no words."""
        typed = list(dict.fromkeys(words(text)))
        if not typed:
            often = sorted(self._entries.values(), key=lambda entry: (-entry.times, entry.id))
            return [(1.0, entry) for entry in often[:limit]]
        scores: defaultdict[str, float] = defaultdict(float)
        total = 0.0
        for word in typed:
            weight, holding = self._weight(word), self._holding(word)
            total += weight if holding else weight * UNKNOWN
            for identifier, share in holding.items():
                scores[identifier] += weight * share
        best = sorted(scores.items(), key=lambda item: (-item[1], -self._entries[item[0]].times, item[0]))[:limit]
        return [(score / total, self._entries[identifier]) for identifier, score in best]

    def likely(self, text: str, limit: int = 3) -> list[FaqEntry]:
        """The entries that a reason surely is about; none while too little is typed."""
        return [entry for share, entry in self.search(text, limit) if share >= ENOUGH] if len(text.strip()) > 3 else []

    def _weight(self, word: str) -> float:
        """What a word says: from its rarity; a word of one or two letters says next to nothing."""
        holders = len(self._holders.get(word, ()))
        rarity = math.log(1 + len(self._entries) / (1 + holders))
        return rarity if len(word) > 2 else rarity * 0.2

    def _holding(self, word: str) -> dict[str, float]:
        """The entries with a word, one that begins with it, one of the same root, or else one spelt much like it."""
        shares = dict(self._holders.get(word, {}))
        for known in self._beginnings(word):
            _add(shares, self._holders[known], BEGINS)
        if not shares and len(word) >= SHORTEST_ROOT:
            from rapidfuzz import fuzz, process

            for known, _, _ in process.extract(
                word, self._sorted, scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH, limit=3
            ):
                _add(shares, self._holders[known], LIKE)
        return shares

    def _beginnings(self, word: str) -> list[str]:
        root = word if len(word) < SHORTEST_ROOT + ENDING - 1 else word[: max(SHORTEST_ROOT, len(word) - ENDING)]
        if len(root) < 2:
            return []
        start = bisect_left(self._sorted, root)
        begun = takewhile(lambda known: known.startswith(root), islice(self._sorted, start, None))
        fitting = (
            term for term in begun if term != word and (term.startswith(word) or len(term) <= len(word) + ENDING)
        )
        return list(islice(fitting, MOST_BEGINNINGS))


def _held_words(entry: FaqEntry) -> dict[str, float]:
    """Its words with what each is worth: one of the question counts more than one of the answer."""
    asked = words(f"{entry.question} {' '.join(entry.topics)}")
    return {**dict.fromkeys(words(entry.answer), IN_ANSWER), **dict.fromkeys(asked, 1.0)}


def _add(shares: dict[str, float], holders: dict[str, float], share: float) -> None:
    for identifier, held in holders.items():
        shares[identifier] = max(shares.get(identifier, 0.0), held * share)
