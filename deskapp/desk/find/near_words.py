"""The words of all names and companies, and which of them may have been meant by a word with a typing error."""

from collections.abc import Iterable
from typing import Protocol

from deskapp.desk.find import kin_names
from deskapp.desk.find.index import Index

NEAR_ENOUGH = 0.82
SHORTEST_FORGIVEN, SHORT = 4, 3
MOST_NEAR, MOST_FORGIVEN = 40, 4
FEWEST_WORDS = 3


class Worded(Protocol):
    """A card as far as its words go: its id, its folded name as a row has it, and the words of name and company."""

    @property
    def id(self) -> str:
        """The id of the card."""

    @property
    def own_name(self) -> bytes:
        """The folded words of the name, each after a space."""

    def own_words(self) -> set[str]:
        """The folded words in which typing errors are forgiven."""


class Vocabulary:
    """Each word with the ids of the cards that have it."""

    def __init__(self) -> None:
        self._with = Index()
        self._words: tuple[str, ...] | None = None
        self._short: tuple[str, ...] = ()
        self._forgiven: dict[str, set[str]] = {}
        self._sounding = Index()
        self._initials = Index()

    def __len__(self) -> int:
        return len(self._with)

    def add(self, row: Worded) -> None:
        """Take in the words of a card."""
        for word in row.own_words():
            if self._with.add(word, row.id):
                self._words = None
                self._sounding.add(kin_names.sound(word), word)
        for letters in initials_of(row.own_name):
            self._initials.add(letters, row.id)

    def drop(self, row: Worded) -> None:
        """Forget the words of a card."""
        for word in row.own_words():
            if self._with.drop(word, row.id):
                self._words = None
                self._sounding.drop(kin_names.sound(word), word)
        for letters in initials_of(row.own_name):
            self._initials.drop(letters, row.id)

    def forget(self) -> None:
        """What was found for words before is no longer all there is."""
        self._forgiven.clear()

    def with_most(self, sought: Iterable[str]) -> set[str]:
        """The ids of cards with all of some words, or with all but one of three and more; each word may be mistyped."""
        listed = list(sought)[:MOST_FORGIVEN]
        groups = [self.forgive(word) for word in listed if len(word) > 1]
        if len(groups) < 3:
            return set.intersection(*groups) if groups else set()
        found: set[str] = set()
        for name, given in ((listed[-1], listed[:-1]), (listed[0], listed[1:])):
            letters = "".join(word[0] for word in given)
            found |= self._with.of(letters) & self.forgive(name)
        for left_out in range(len(groups)):
            found |= set.intersection(*(one for place, one in enumerate(groups) if place != left_out))
        return found

    def forgive(self, word: str) -> set[str]:
        """The ids of the cards with a word in name or company that may have been meant."""
        if word not in self._forgiven:
            if self._words is None:
                self._words = tuple(self._with)
                self._short = tuple(one for one in self._words if 1 < len(one) <= SHORT + 1)
            if not self._words:
                return set()
            near = self._near(word) if len(word) >= SHORTEST_FORGIVEN else self._near_short(word)
            near = [*near, *(one for one in kin_names.kin(word) if one in self._with)]
            if len(word) >= kin_names.SHORTEST_SOUND:
                near += self._sounding.of(kin_names.sound(word))
            ids = map(self._with.of, near)
            self._forgiven[word] = set().union(*ids, self._with.of(word), self._initials.of(word))
        return self._forgiven[word]

    def _near(self, word: str) -> list[str]:
        from rapidfuzz import process
        from rapidfuzz.distance import OSA, JaroWinkler

        words, similarity = self._words or (), JaroWinkler.similarity
        near = process.extract(word, words, scorer=similarity, score_cutoff=NEAR_ENOUGH, limit=MOST_NEAR)
        most = 1 if len(word) <= 5 else 2
        lengths = range(len(word) - 1, len(word) + 2)
        return [one for one, _, _ in near if any(OSA.distance(word, one[:n]) <= most for n in lengths)]

    def _near_short(self, word: str) -> list[str]:
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        near = process.extract(word, self._short, scorer=OSA.distance, score_cutoff=1, limit=MOST_NEAR)
        return [one for one, _, _ in near]


def initials_of(own_name: bytes) -> list[str]:
    """The first letters of the given names of somebody who has two or three: `jl` of Jean-Luc Picard, either side."""
    if not FEWEST_WORDS < own_name.count(b" ") <= FEWEST_WORDS + 2:
        return []
    letters = [one[0] for one in own_name.decode().split()[1:]]
    return list(dict.fromkeys(("".join(letters[:-1]), "".join(letters[1:]))))
