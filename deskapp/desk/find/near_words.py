"""The words of all names and companies, and which of them may have been meant by a word with a typing error."""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from deskapp.desk.find import kin_names

NEAR_ENOUGH = 0.82
SHORTEST_FORGIVEN, SHORT = 4, 3
MOST_NEAR, MOST_FORGIVEN = 40, 4
FEWEST_WORDS = 3


class Index:
    """The ids of each word. Most words have one id, which is kept by itself: a set of its own would take 216 bytes."""

    __slots__ = ("_of",)

    def __init__(self) -> None:
        self._of: dict[str, str | set[str]] = {}

    def __len__(self) -> int:
        return len(self._of)

    def __iter__(self) -> Iterator[str]:
        return iter(self._of)

    def __contains__(self, word: str) -> bool:
        return word in self._of

    def of(self, word: str) -> set[str]:
        """The ids of a word; none of one that is not known."""
        ids = self._of.get(word, ())
        return {ids} if isinstance(ids, str) else set(ids)

    def add(self, word: str, identifier: str) -> bool:
        """Put an id to a word; whether the word is new."""
        ids = self._of.get(word)
        if ids is None:
            self._of[word] = identifier
        elif isinstance(ids, set):
            ids.add(identifier)
        elif ids != identifier:
            self._of[word] = {ids, identifier}
        return ids is None

    def drop(self, word: str, identifier: str) -> bool:
        """Take an id from a word; whether the word is gone with it."""
        ids = self._of.get(word)
        if isinstance(ids, set):
            ids.discard(identifier)
        is_gone = ids == set() or ids == identifier
        if is_gone:
            del self._of[word]
        return is_gone


class Worded(Protocol):
    """A card as far as its words go."""

    id: str

    @property
    def own_name(self) -> bytes:
        """The folded words of the name, each after a space."""

    def own_words(self) -> set[str]:
        """The folded words in which typing errors are forgiven: those of name and company."""


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
        self._each(row, Index.add)

    def drop(self, row: Worded) -> None:
        """Forget the words of a card."""
        self._each(row, Index.drop)

    def _each(self, row: Worded, put: Callable[[Index, str, str], bool]) -> None:
        for word in row.own_words():
            if put(self._with, word, row.id):
                self._words = None
                put(self._sounding, kin_names.sound(word), word)
        for letters in initials_of(row.own_name):
            put(self._initials, letters, row.id)

    def forget(self) -> None:
        """What was found for words before is no longer all there is."""
        self._forgiven.clear()

    def with_most(self, sought: Iterable[str]) -> set[str]:
        """The ids of cards with all of some words, or with all but one of three and more; each word may be mistyped."""
        listed = list(sought)[:MOST_FORGIVEN]
        groups = [self.forgive(word) for word in listed if len(word) > 1]
        if len(groups) < 3:
            return set.intersection(*groups) if groups else set()
        ids: set[str] = set()
        for name, given in ((listed[-1], listed[:-1]), (listed[0], listed[1:])):
            letters = "".join(word[0] for word in given)
            ids |= self._with.of(letters) & self.forgive(name)
        for left_out in range(len(groups)):
            ids |= set.intersection(*(group for place, group in enumerate(groups) if place != left_out))
        return ids

    def forgive(self, word: str) -> set[str]:
        """The ids of the cards with a word in name or company that may have been meant."""
        if word not in self._forgiven:
            if self._words is None:
                self._words = tuple(self._with)
                self._short = tuple(short for short in self._words if 1 < len(short) <= SHORT + 1)
            if not self._words:
                return set()
            near = [*self._near(word), *(kin for kin in kin_names.kin(word) if kin in self._with)]
            if len(word) >= kin_names.SHORTEST_SOUND:
                near += self._sounding.of(kin_names.sound(word))
            self._forgiven[word] = set().union(*map(self._with.of, (*near, word)), self._initials.of(word))
        return self._forgiven[word]

    def _near(self, word: str) -> list[str]:
        from rapidfuzz import process
        from rapidfuzz.distance import OSA, JaroWinkler

        if len(word) < SHORTEST_FORGIVEN:
            alike = process.extract(word, self._short, scorer=OSA.distance, score_cutoff=1, limit=MOST_NEAR)
            return [known for known, _, _ in alike]
        words, similarity = self._words or (), JaroWinkler.similarity
        near = process.extract(word, words, scorer=similarity, score_cutoff=NEAR_ENOUGH, limit=MOST_NEAR)
        most, lengths = 1 if len(word) <= 5 else 2, range(len(word) - 1, len(word) + 2)
        return [known for known, _, _ in near if any(OSA.distance(word, known[:n]) <= most for n in lengths)]


def initials_of(own_name: bytes) -> list[str]:
    """The first letters of the given names of somebody who has two or three: `jl` of Jean-Luc Picard, either side."""
    if not FEWEST_WORDS < own_name.count(b" ") <= FEWEST_WORDS + 2:
        return []
    letters = [word[0] for word in own_name.decode().split()[1:]]
    return list(dict.fromkeys(("".join(letters[:-1]), "".join(letters[1:]))))
