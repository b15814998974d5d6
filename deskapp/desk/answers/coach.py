"""The phrase coach: words that help at a step and a temperature, and the ones to swap while they are typed (E1)."""

import re
from collections.abc import Iterable, Mapping

from deskapp.model.frozen import dataclass
from deskapp.model.kettle import COLDEST, HOTTEST
from deskapp.model.words import Phrase
from deskapp.text.folding import holds, words

_TOKEN = re.compile(r"[^\W_]+(?:['’‘`´ʼ][^\W_]+)*")
_NEGATED = {"do": "dont", "does": "doesnt", "can": "cant", "will": "wont", "could": "couldnt"}
_LEADING = frozenset(
    ("it", "its", "is", "that", "thats", "this", "there", "theres", "i", "im", "am", "we", "well", "but")
)
_CORE = 3
Words = tuple[str, ...]
Token = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Spotted:
    """A phrase of the "not" side in a text, from `start` to `end` (characters), and what to say in its place."""

    phrase: Phrase
    start: int
    end: int


def suggestions(phrases: Iterable[Phrase], step: str, celsius: int | None, *, most: int) -> list[Phrase]:
    """The phrases for a step (a tick key) at a temperature, then those made for such heat."""
    here: list[Phrase] = []
    heated: list[Phrase] = []
    for one in phrases:
        if step and step in one.steps and (celsius is None or one.suits(celsius)):
            here.append(one)
        elif celsius is not None and (one.coldest, one.hottest) != (COLDEST, HOTTEST) and one.suits(celsius):
            heated.append(one)
    return [*here, *heated][:most]


def search(phrases: Iterable[Phrase], text: str) -> list[Phrase]:
    """The phrases that hold every word, on either side or as their practice id; all of them for no words."""
    return [one for one in phrases if holds(f"{one.avoid} {one.say} {one.practice}", text)]


class Spotter:
    """Finds what is better said in another way, in one pass over the words of a text."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._by_first: dict[str, list[tuple[Words, Phrase]]] = {}
        for one in phrases:
            sought = _core(tuple(word for word, _, _ in _tokens(one.avoid)))
            if sought:
                self._by_first.setdefault(sought[0], []).append((sought, one))
        for found in self._by_first.values():
            found.sort(key=lambda pair: -len(pair[0]))

    def spot(self, text: str) -> list[Spotted]:
        """Every such place in the order of the text; the longest phrase wins, and none overlap."""
        tokens = _tokens(text)
        found: list[Spotted] = []
        at = 0
        while at < len(tokens):
            hit = self._at(tokens, at)
            if hit is None:
                at += 1
                continue
            sought, phrase = hit
            found.append(Spotted(phrase, tokens[at][1], tokens[at + len(sought) - 1][2]))
            at += len(sought)
        return found

    def _at(self, tokens: list[Token], at: int) -> tuple[Words, Phrase] | None:
        for sought, phrase in self._by_first.get(tokens[at][0], ()):
            if tuple(token[0] for token in tokens[at : at + len(sought)]) == sought:
                return sought, phrase
        return None


def _tokens(text: str) -> list[Token]:
    """The folded words of a text with their places; `do not` is `dont`, however it is written."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        for word in words(match[0]):
            whole = "cant" if word == "cannot" else word
            if whole == "not" and found and found[-1][0] in _NEGATED:
                before, start, _ = found.pop()
                found.append((_NEGATED[before], start, match.end()))
            else:
                found.append((whole, match.start(), match.end()))
    return found


def _core(sought: Words) -> Words:
    """A phrase without how it begins (it's, that is, I am), where three words or more are left to know it by."""
    while len(sought) > _CORE and sought[0] in _LEADING:
        sought = sought[1:]
    return sought


_latest: tuple[Mapping[str, Phrase] | None, Spotter] = (None, Spotter(()))


def spotter(phrases: Mapping[str, Phrase]) -> Spotter:
    """The spotter for a bank of phrases, built once for as long as the bank is the same object."""
    global _latest
    if _latest[0] is not phrases:
        _latest = (phrases, Spotter(phrases.values()))
    return _latest[1]
