"""The words that tell of allergies, illness and what to avoid, in four languages; read at their first use.

A word of the file is a whole word, `stem*`, `*ending` or `*inside*`; several words are a phrase, in which `~` stands
for up to four words. Plurals and spellings such as `Nuesse` are known without being listed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from deskapp.model.frozen import dataclass
from deskapp.text.folding import words
from deskapp.words import loader

ALLERGY_ELSEWHERE = (
    *("αλλεργ", "аллерг", "алерг", "过敏", "過敏", "アレルギ", "알레르기", "알러지", "حساسية", "حساسیت", "אלרג"),
    *("एलर्जी", "แพ้", "alerj", "alerg", "allerg", "uczulen", "uczulon", "dị ứng", "overgevoelig", "överkänslig"),
)
"""The word for an allergy, or its beginning, in languages whose foods are not known by name here."""
FILE = "health_words.json"
SHORTEST_STEM, MOST_BETWEEN = 3, 4
SHORTEST_FORGIVEN = 7
KEPT = 8192
FORGIVEN = frozenset({"allergy", "illness", "medicine", "substance"})
_PLURALS = (("s", 3), ("es", 3), ("e", 4), ("n", 4), ("en", 4))


@dataclass(frozen=True, slots=True)
class WordSequence:
    """Several words that belong together, each as in the file."""

    parts: tuple[str, ...]
    kind: str

    def end_in(self, plain: Sequence[str], start: int) -> int:
        """The place after its last word where it stands at `start` in some words, else 0."""
        at = start
        for number, part in enumerate(self.parts):
            if part == "~":
                continue
            reach = MOST_BETWEEN + 1 if number and self.parts[number - 1] == "~" else 1
            place = next((index for index in range(at, min(at + reach, len(plain))) if fits(plain[index], part)), -1)
            if place < 0:
                return 0
            at = place + 1
        return at


class HealthWords:
    """The words by how they are looked up: whole ones, stems by their first letters, endings, insides, and phrases."""

    def __init__(self, listed: Iterable[tuple[str, str]]) -> None:
        whole: dict[str, set[str]] = defaultdict(set)
        self._stems: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._endings: list[tuple[str, str]] = []
        self._insides: list[tuple[str, str]] = []
        self._phrases: dict[str, list[WordSequence]] = defaultdict(list)
        for kind, written in listed:
            parts = tuple(part for word in written.split() for part in _part(word))
            if len(parts) > 1:
                beginning = f"{parts[0][:2]}*" if parts[0].endswith("*") else parts[0]
                self._phrases[beginning].append(WordSequence(parts, kind))
                continue
            word, is_ending, is_stem = parts[0].strip("*"), written.startswith("*"), written.endswith("*")
            self._take(word, kind, is_ending=is_ending, is_stem=is_stem)
            if is_stem or not is_ending:
                whole[word].add(kind)
        self._long = [word for word, kinds in whole.items() if len(word) >= SHORTEST_FORGIVEN - 1 and kinds & FORGIVEN]
        shared: dict[frozenset[str], frozenset[str]] = {}
        self.whole = {word: shared.setdefault(frozenset(kinds), frozenset(kinds)) for word, kinds in whole.items()}

    def _take(self, word: str, kind: str, *, is_ending: bool, is_stem: bool) -> None:
        """Put a part of words where it is looked for: the end of one, its beginning, or inside."""
        if is_ending:
            (self._insides if is_stem else self._endings).append((word, kind))
        elif is_stem:
            self._stems[word[:SHORTEST_STEM]].append((word, kind))

    def kinds(self, word: str) -> frozenset[str]:
        """What a folded word may be; a plural is what its singular is."""
        kinds = {kind for form in forms(word) for kind in self.whole.get(form, ())}
        kinds |= {kind for stem, kind in self._stems.get(word[:SHORTEST_STEM], ()) if word.startswith(stem)}
        kinds |= {kind for ending, kind in self._endings if word.endswith(ending) and len(word) > len(ending)}
        kinds |= {kind for inside, kind in self._insides if inside in word}
        return frozenset(kinds)

    def beginning_with(self, word: str) -> list[WordSequence]:
        """The phrases that may begin with a word, those of most words first."""
        phrases = [phrase for form in forms(word) for phrase in self._phrases.get(form, ())]
        phrases += self._phrases.get(f"{word[:2]}*", ())
        return sorted(phrases, key=lambda phrase: -len(phrase.parts))

    def meant(self, word: str) -> str:
        """The long word that was meant by one with one wrong letter, which begins the same; else ""."""
        if len(word) < SHORTEST_FORGIVEN:
            return ""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        for form in forms(word):
            for long_word, _, _ in process.extract(form, self._long, scorer=OSA.distance, score_cutoff=1, limit=5):
                if long_word[:1] == word[:1]:
                    return long_word
        return ""


@cache
def read() -> HealthWords:
    """The shipped words. Raises PlaybookError."""
    return HealthWords(_written(loader.parse_json(loader.shipped(FILE), FILE)))


def _written(document: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, str]]:
    for kind, groups in document.items():
        for listed in groups.values():
            yield from ((kind, written) for written in filter(None, map(str.strip, listed.split(","))))


def _part(written: str) -> Iterable[str]:
    """The folded words of one that is written with a star or a tilde."""
    if written == "~":
        return (written,)
    folded = words(written.strip("*"))
    if len(folded) != 1:
        return folded
    return (f"{'*' * written.startswith('*')}{folded[0]}{'*' * written.endswith('*')}",)


def fits(word: str, part: str) -> bool:
    """Whether a word is what a part of a phrase says."""
    if part.endswith("*"):
        return word.startswith(part[:-1])
    return part in forms(word)


@lru_cache(maxsize=KEPT)
def forms(word: str) -> tuple[str, ...]:
    """A word, its singulars, and both with the letters that stand for an umlaut taken together."""
    ways = [word]
    for spelt, letter in (("ae", "a"), ("oe", "o"), ("ue", "u")):
        if spelt in word:
            ways.append(word.replace(spelt, letter))
    for way in tuple(ways):
        ways += [way[: -len(end)] for end, least in _PLURALS if way.endswith(end) and len(way) - len(end) >= least]
    if word.endswith("ies"):
        ways.append(word[:-3] + "y")
    return tuple(dict.fromkeys(ways))
