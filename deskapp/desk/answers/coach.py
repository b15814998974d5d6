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
"""How many words of a phrase are left to know it by, without how it begins (it's, that is, I am)."""
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
    for phrase in phrases:
        if step and step in phrase.steps and (celsius is None or phrase.suits(celsius)):
            here.append(phrase)
        elif celsius is not None and (phrase.coldest, phrase.hottest) != (COLDEST, HOTTEST) and phrase.suits(celsius):
            heated.append(phrase)
    return [*here, *heated][:most]


def search(phrases: Iterable[Phrase], text: str) -> list[Phrase]:
    """The phrases that hold every word, on either side or as their practice id; all of them for no words."""
    return [phrase for phrase in phrases if holds(f"{phrase.avoid} {phrase.say} {phrase.practice}", text)]


class Spotter:
    """Finds what is better said in another way, in one pass over the words of a text."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._by_first: dict[str, list[tuple[Words, Phrase]]] = {}
        for phrase in phrases:
            sought = tuple(word for word, _, _ in _tokens(phrase.avoid))
            while len(sought) > _CORE and sought[0] in _LEADING:
                sought = sought[1:]
            if sought:
                self._by_first.setdefault(sought[0], []).append((sought, phrase))
        for known in self._by_first.values():
            known.sort(key=lambda pair: -len(pair[0]))

    def spot(self, text: str) -> list[Spotted]:
        """Every such place in the order of the text; the longest phrase wins, and none overlap."""
        tokens, spotted, after = _tokens(text), [], 0
        said = tuple(word for word, _, _ in tokens)
        for at, (word, start, _) in enumerate(tokens):
            for sought, phrase in self._by_first.get(word, ()) if at >= after else ():
                if said[at : at + len(sought)] == sought:
                    after = at + len(sought)
                    spotted.append(Spotted(phrase, start, tokens[after - 1][2]))
                    break
        return spotted


def _tokens(text: str) -> list[Token]:
    """The folded words of a text with their places; `do not` is `dont`, however it is written."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        for word in words(match[0]):
            whole = "cant" if word == "cannot" else word
            if whole == "not" and tokens and tokens[-1][0] in _NEGATED:
                before, start, _ = tokens.pop()
                tokens.append((_NEGATED[before], start, match.end()))
            else:
                tokens.append((whole, match.start(), match.end()))
    return tokens


_latest: tuple[Mapping[str, Phrase] | None, Spotter] = (None, Spotter(()))


def spotter(phrases: Mapping[str, Phrase]) -> Spotter:
    """The spotter for a bank of phrases, built once for as long as the bank is the same object."""
    global _latest
    if _latest[0] is not phrases:
        _latest = (phrases, Spotter(phrases.values()))
    return _latest[1]
