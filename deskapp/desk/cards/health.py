"""Whether words about a person may concern their safety: an allergy, an illness, or something to avoid.

It errs on the safe side: an allergen named alone may be an allergy, while a dish that has one in it is a dish.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal
from unicodedata import normalize

from deskapp.desk.cards import health_words
from deskapp.model.frozen import dataclass
from deskapp.text.folding import folded

Level = Literal["", "possible", "stated"]
LONGEST, MOST_SENTENCES, NEAR, LONGEST_NAME, SHORTEST_DISH = 600, 40, 4, 3, 3
_SAID_SHORT = re.compile(r"'(ll|re|ve|d|m)\b")
_ELIDED = re.compile(r"\b(l|d|qu|j|n|s|c|t|m)'(?=\w)")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "ʼ": "'"})
_CLAUSE_ENDS = re.compile(r"[,;:.!?/()\[\]\n=+|\u2013\u2014\u2026]+|\s-+\s|\s-$")
_NAME_ENDS = re.compile(r"^([^:=\u2013\u2014]{1,40}?)(?::|=|\s[-\u2013\u2014]\s)(.+)$", re.S)
_SENTENCE_ENDS = re.compile(r"[\n;]+|(?<=[.!?])\s+")
_FREE = re.compile(r"(.{3,}?)(?:frei(?:e|er|es|en|em)?|free)$")
_HARMFUL = ("substance", "medicine", "alone")
_NAMED = frozenset({"substance", "food", "alone", "medicine", "dish", "allergy", "illness", "free of"})
_NO_NAME = frozenset({"substance", "food", "alone", "meal", "hot drink", "diet", "everyday", "plain"})
_EATEN = ("food", "diet", "alone", "forbidden")
_FOODS = frozenset({"substance", "food", "medicine", "base", "diet", "alone", "forbidden"})


def level(text: str, *, forgiving: bool = True) -> Level:
    """`stated` where the words speak of an allergy, `possible` where they may, "" for harmless ones.

    `forgiving` also knows words with one wrong letter, which takes longer.
    """
    if known := _Said(text[:LONGEST], forgiving).level() or _of_named(text, forgiving):
        return known
    said = normalize("NFC", text[:LONGEST]).casefold()  # other languages are known by their word for an allergy alone
    return "possible" if any(stem in said for stem in health_words.ALLERGY_ELSEWHERE) else ""


def kinds_of(text: str) -> list[tuple[str, frozenset[str]]]:
    """Each folded word of a text, with what it may be: none of the kinds of the word list where it is not there."""
    return [(word.text, word.kinds) for word in _read(text[:LONGEST], False)[0]]


def sentences(text: str) -> Iterator[str]:
    """The sentences of a longer text that may concern somebody's safety."""
    for sentence in _SENTENCE_ENDS.split(text)[:MOST_SENTENCES]:
        if sentence.strip() and level(sentence, forgiving=False):
            yield " ".join(sentence.split())


def names_what_is_harmful(text: str) -> bool:
    """Whether words that concern safety say of what: a food, a medicine, an allergy, an illness; not only `ill`."""
    said = _Said(text[:LONGEST], False)
    return said.level() == "stated" or bool(said.present & _NAMED)


def _of_named(text: str, forgiving: bool) -> Level:
    """The level of what stands behind a name: `Marta: nuts`, `Mr Roux - eggs`."""
    named = _NAME_ENDS.match(text[:LONGEST])
    if not named or len(named[1].split()) > LONGEST_NAME or _Said(named[1], forgiving).present & _NO_NAME:
        return ""
    return _Said(named[2], forgiving).level()


@dataclass(frozen=True, slots=True)
class _Word:
    """A folded word, what it may be, and the number of its clause."""

    text: str
    kinds: frozenset[str]
    clause: int
    is_capital: bool = False

    def is_a(self, *kinds: str) -> bool:
        """Whether it may be one of some kinds."""
        return not self.kinds.isdisjoint(kinds)


class _Said:
    """Some words of people, each with what it may be."""

    def __init__(self, text: str, forgiving: bool) -> None:
        self.words, gapped = _read(text, forgiving)
        self.present = gapped.union(*(word.kinds for word in self.words))
        self._is_content = [word.is_a("plain", "taste") or not word.is_a(*_NOT_CONTENT) for word in self.words]
        self._denials = [at for at, word in enumerate(self.words) if word.is_a("no", "free") and self._is_meant(at)]

    def level(self) -> Level:
        """How much they concern somebody's safety."""
        here, is_everyday = self.present, "everyday" in self.present
        names_food = bool(here & {"substance", "food", "medicine", "dish", "alone"})
        if "allergy" in here:
            places = [at for at, word in enumerate(self.words) if word.is_a("allergy")]
            is_denied = any(abs(at - place) <= 2 for at in places for place in self._denials)
            return "possible" if is_denied else "stated"
        if "not eat" in here:
            return "stated"
        if here & {"illness", "reaction"}:
            return "stated" if names_food and "reaction" in here else "possible"
        may_be = (
            "eats not" in here and (names_food or here & {"diet", "forbidden"}),
            here & {"medicine", "free of"} or ("mild" in here and not is_everyday),
            "avoid" in here and (names_food or not is_everyday),
        )
        return "possible" if any(may_be) or self._is_kept_off() or self._is_bare() else ""

    def _is_kept_off(self) -> bool:
        """Whether they say never, no or without to something that may be an allergen."""
        told = zip(self.words, self._is_content, strict=True)
        only_food = not any(is_content and not word.is_a(*_EATEN) for word, is_content in told)
        for at, word in enumerate(self.words):
            is_milk_in_a_drink = word.is_a("milk") and "hot drink" in self.present
            if word.is_a("substance", "dish", "forbidden") and not is_milk_in_a_drink and self._is_denied(at):
                return True
            if only_food and word.is_a(*_EATEN) and self._is_denied(at, only_never=word.is_a("habit")):
                return True
        return False

    def _is_denied(self, at: int, *, only_never: bool = False) -> bool:
        return any(self._denies(place, at, only_never) for place in range(len(self.words)))

    def _denies(self, place: int, at: int, only_never: bool) -> bool:
        """Whether the word at a place says never, no, without or free to the one that stands `at`."""
        word, is_same = self.words[place], self.words[place].clause == self.words[at].clause
        if word.is_a("never") and (is_same or not self._says_more(word.clause)) and not self._is_of_taste(place):
            return True
        if place not in self._denials:
            return False
        if word.is_a("free"):
            behind = self.words[place + 1].text if place + 1 < len(self.words) else ""
            is_free_of = behind in ("of", "from", "von", "de", "d")
            return is_same and (0 < place - at <= 2 or (0 < at - place <= 3 and is_free_of))
        stands_before = is_same and (0 < at - place <= NEAR or (word.is_a("either side") and place > at))
        ends_it = place > at and not any(self._is_content[at + 1 : place] + self._is_content[place + 1 :])
        return not only_never and (stands_before or ends_it)

    def _says_more(self, clause: int) -> bool:
        """Whether a clause says something besides never or no."""
        told = zip(self.words, self._is_content, strict=True)
        return any(is_content for word, is_content in told if word.clause == clause)

    def _is_meant(self, at: int) -> bool:
        """Whether a no is one about what is there: no 'not too', no 'does not like', no 'don't forget'."""
        is_degree = any(word.is_a("degree") for word in self.words[at + 1 : at + 2])
        return "forget" not in self.present and not is_degree and not self._is_of_taste(at)

    def _is_of_taste(self, at: int) -> bool:
        if any(word.is_a("taste") for word in self.words[at + 1 : at + 3]):
            return True
        return at > 0 and self.words[at - 1].is_a("taste too")

    def _is_bare(self) -> bool:
        """Whether an allergen stands there with nothing that makes it a dish or a thing; a name may stand beside it."""
        if "taste" in self.present or not any(word.is_a(*_HARMFUL) for word in self.words):
            return False
        pairs = list(zip((None, *self.words), self.words, strict=False))
        if any(last and last.is_a("alone") and word.is_a("milk") for last, word in pairs):
            return False
        return not any(
            is_content and not word.is_a("alone") and not (word.is_capital and last and last.is_a("to whom"))
            for (last, word), is_content in zip(pairs, self._is_content, strict=True)
        )


_NOT_CONTENT = ("substance", "medicine", "neutral", "form", "no", "never", "free", "avoid")


def _read(text: str, forgiving: bool) -> tuple[list[_Word], frozenset[str]]:
    """The words of a text with their kinds, and the kinds of the phrases that have a gap.

    What a phrase says counts before what its words say.
    """
    spelt = list(_spelt(text))
    plain = [word for word, _, _ in spelt]
    kinds = [_kinds(word, forgiving) for word in plain]
    gapped = _take_phrases(plain, kinds)
    words = [_Word(word, kinds[at], clause, capital) for at, (word, clause, capital) in enumerate(spelt)]
    return words, gapped


def _take_phrases(plain: list[str], kinds: list[frozenset[str]]) -> frozenset[str]:
    """Put what the phrases say over the kinds of their words; gives the kinds of the phrases that have a gap."""
    known, gapped = health_words.read(), set()
    for at, word in enumerate(plain):
        for phrase in known.beginning_with(word):
            end = phrase.end_in(plain, at)
            if not end:
                continue
            if "~" in phrase.parts:
                gapped.add(phrase.kind)
            elif not any("phrase" in word_kinds for word_kinds in kinds[at:end]):
                told = "plain" if phrase.kind in ("plant milk", "figure of speech") else phrase.kind
                kinds[at:end] = [frozenset({told, "phrase"})] * (end - at)
    return frozenset(gapped)


def _spelt(text: str) -> Iterator[tuple[str, int, bool]]:
    """Each folded word, the number of its clause, and whether it was written with a capital."""
    evened = text.translate(_APOSTROPHES).replace("A&E", " hospital ").replace("a&e", " hospital ")
    for clause, part in enumerate(_CLAUSE_ENDS.split(evened)):
        for token in re.split(r"[^\w']+|_", part or ""):
            small = _ELIDED.sub(r"\1 ", _SAID_SHORT.sub(" ", folded(token)))
            for word in small.replace("'", "").split():
                yield word, clause, token[:1].isupper()


@lru_cache(maxsize=health_words.KEPT)
def _kinds(word: str, forgiving: bool) -> frozenset[str]:
    known = health_words.read()
    kinds = known.kinds(word)
    if kinds & {"figure of speech", "plant milk"}:
        return frozenset({"plain"})
    if kinds:
        return kinds
    free = _FREE.match(word)
    if free and any(known.kinds(head) & _FOODS for head in (free[1], free[1].removesuffix("s"))):
        return frozenset({"free of"})
    if kinds := _compound(known, word):
        return kinds
    meant = known.meant(word) if forgiving else ""
    return known.kinds(meant) if meant else frozenset()


def _compound(known: health_words.HealthWords, word: str) -> frozenset[str]:
    """What a German compound is: an allergen (`Latexhandschuhe`, `Kuhmilch`), or a dish with one in it."""
    for end in range(3, len(word)):
        if "compound end" in known.whole.get(word[end:], ()):
            return frozenset({"substance"})
    for end in range(len(word) - 2, 2, -1):
        if any("base" in known.whole.get(form, ()) for form in health_words.forms(word[:end])):
            is_form = any("form" in known.kinds(rest) for rest in (word[end:], word[end + 1 :]))
            if is_form or len(word) - end >= SHORTEST_DISH:
                return frozenset({"substance" if is_form else "dish"})
    return frozenset()
