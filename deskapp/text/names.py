"""A name as people type or store it, taken apart: its words, title, suffix, particles, and what stands beside it."""

import json
import pkgutil
import re
from functools import lru_cache

from deskapp.model.frozen import dataclass
from deskapp.text import spellings
from deskapp.text.folding import words

_LISTS: dict[str, str] = json.loads(pkgutil.get_data("deskapp.text", "name_words.json") or b"{}")


def _set(of: str) -> frozenset[str]:
    return frozenset(word for listed in _LISTS[of].split() for word in words(listed))


TITLES = dict.fromkeys(_set("titles of anybody"), "")
TITLES |= {**dict.fromkeys(_set("titles of men"), "m"), **dict.fromkeys(_set("titles of women"), "f")}
"""The titles, each with the gender that it tells: m, f, or none."""
NAMES_TOO = _set("titles that are names")
"""Titles that are names as well: they count as titles only before two more words."""
AFTER_A_TITLE = _set("after a title")
WITHOUT_VOWELS = _set("without vowels")
"""Short words without a vowel that are no initials."""
GENERATIONS = {
    "jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "2", "2nd": "2", "iii": "3", "3rd": "3", "iv": "4",
    "4th": "4", "the second": "2", "the third": "3", "the fourth": "4",
}  # fmt: skip
DEGREES, DEGREES_AFTER_A_COMMA = _set("degrees"), _set("degrees after a comma")
PARTICLES, ARTICLES = _set("particles"), _set("articles")
"""What stands before a family name; one and the same article in its sounds."""
FILLERS, LEGAL_FORMS = _set("fillers"), _set("legal forms")
FIRMS = _set("firms")
"""Words that only the names of companies have."""
MARKED_WORDS = frozenset((*TITLES, *GENERATIONS, *DEGREES, "third", "second", "fourth"))
"""Words for which a name has to be taken apart; so it has for those that begin with `mac`."""


LONGEST, MOST_WORDS, MOST_INITIALS = 120, 8, 3

_HONORIFICS = re.compile("(?<=.)(さん|さま|様|先生|小姐|女士|氏|殿|씨|님)$")
_BRACKETS = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]?")
_HYPHENS = re.compile("[-\u2010-\u2015\u2212]+")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name: its spellings, the first as it is looked for; `unit` tells what is glued by a hyphen.

    `has_initials` says that it may be the first letters of several names, as in `JL Picard`.
    """

    text: str
    spellings: tuple[str, ...]
    unit: int
    is_particle: bool = False
    has_initials: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart. `firsts` are the places of words that may be the first given name.

    `beside` are the words in brackets or after a comma that may be the company's; `gender` is the title's (m, f, or
    none), `generation` says Jr, Sr, 2, 3; `script` holds the name's own letters where they are not Latin ones.
    """

    words: tuple[Word, ...]
    firsts: frozenset[int] = frozenset()
    beside: tuple[str, ...] = ()
    title: str = ""
    gender: str = ""
    generation: str = ""
    script: str = ""

    @property
    def core(self) -> tuple[Word, ...]:
        """The words without particles; all of them where there are only particles."""
        return tuple(word for word in self.words if not word.is_particle) or self.words

    @property
    def texts(self) -> tuple[str, ...]:
        """The spellings of all words."""
        return tuple(way for word in self.words for way in word.spellings)

    @property
    def joined(self) -> str:
        """All words as one."""
        return "".join(word.text for word in self.words)


@lru_cache(maxsize=32768)
def read(text: str) -> Name:
    """Take a name apart, one that is met again and again; what is typed letter by letter is `taken_apart` once."""
    return taken_apart(text)


def taken_apart(text: str) -> Name:
    """Take a name apart."""
    line = _INVISIBLE.sub("", text[:LONGEST])
    beside: list[str] = []

    def put_aside(bracket: re.Match[str]) -> str:
        beside.extend(word for word in _plain_words(bracket[1]) if word not in AFTER_A_TITLE)
        return " "

    outside = _BRACKETS.sub(put_aside, line)
    reading = _Reading(outside)
    segments = outside.split(",")
    parts = [part for place, segment in enumerate(segments) if (part := reading.part(segment, after_comma=place > 0))]
    if not parts:
        parts, beside = [reading.pieces(line.translate(_NO_BRACKETS))], []
    ordered = [*(word for part in parts[1:] for word in part), *parts[0]]
    firsts = {0}
    if len(parts) > 1:
        firsts.add(sum(map(len, parts[1:])))
    return Name(
        tuple(_unit_numbers(ordered))[:MOST_WORDS],
        frozenset(firsts),
        tuple(beside[:MOST_WORDS]),
        reading.title,
        reading.gender,
        reading.generation,
        reading.script,
    )


_NO_BRACKETS = str.maketrans("()[]{}", "      ")


class _Reading:
    """One reading of a name, from part to part."""

    def __init__(self, text: str = "") -> None:
        self.title = self.gender = self.generation = self.script = ""
        self._in_capitals = not any(letter.islower() for letter in text)
        self._unit = 0

    def part(self, text: str, *, after_comma: bool) -> list[Word]:
        """The words between two commas, without the titles before them and the suffixes behind them."""
        named = self.pieces(_HONORIFICS.sub("", text.strip()))
        return self._without_suffixes(self._without_titles(named), after_comma=after_comma)

    def pieces(self, text: str) -> list[Word]:
        """All words of a text; those that are glued by a hyphen have one unit, as have the syllables of one piece."""
        made: list[Word] = []
        for piece in text.split():
            self._unit += 1
            for half in _HYPHENS.split(piece):
                made += self._words_of(half)
        return made

    def _words_of(self, piece: str) -> list[Word]:
        if not spellings.is_latin(piece):
            self.script += "".join(letter for letter in piece.casefold() if letter.isalnum())
            made = []
            for syllable in spellings.latin(piece):
                made.append(self._word(syllable, tuple(dict.fromkeys((syllable, spellings.sound(syllable))))))
            return made
        plain, out = words(piece), [] if piece.isascii() else spellings.written_out(piece)
        if len(out) != len(plain):
            out = plain
        initials = len(plain) == 1 and may_be_initials(piece, in_capitals=self._in_capitals)
        return [self._word(word, _ways(word, other), initials) for word, other in zip(plain, out, strict=True)]

    def _word(self, text: str, ways: tuple[str, ...], has_initials: bool = False) -> Word:
        return Word(text, ways, self._unit, text in PARTICLES, has_initials)

    def _without_titles(self, part: list[Word]) -> list[Word]:
        at = 0
        while at < len(part) - 1:
            text = part[at].text
            if at and [word.text for word in part[at : at + 2]] == ["h", "c"]:
                at += 2
                continue
            is_title = text in TITLES and (text not in NAMES_TOO or len(part) - at > 2)
            if not is_title and not (at and text in AFTER_A_TITLE):
                break
            self.title = self.title or text
            self.gender = self.gender or TITLES.get(text, "")
            at += 1
        return part[at:]

    def _without_suffixes(self, part: list[Word], *, after_comma: bool) -> list[Word]:
        while part:
            last, two = part[-1].text, " ".join(word.text for word in part[-2:])
            least = 0 if after_comma else 1
            if len(part) > 1 + least and two in GENERATIONS:
                self.generation, part = GENERATIONS[two], part[:-2]
            elif len(part) > least and last in GENERATIONS:
                self.generation, part = GENERATIONS[last], part[:-1]
            elif len(part) > 1 + least and two.replace(" ", "") in DEGREES:
                part = part[:-2]
            elif len(part) > least and _is_said_behind(part, after_comma=after_comma):
                part = part[:-1]
            else:
                break
        return part


def may_be_initials(piece: str, *, in_capitals: bool) -> bool:
    """Whether two or three letters may be those of given names: written large in a name that is not, or no vowel."""
    small = piece.casefold()
    if not (MOST_INITIALS >= len(piece) >= 2 and piece.isascii() and piece.isalpha()) or small in WITHOUT_VOWELS:
        return False
    return (piece.isupper() and not in_capitals) or not set(small) & set("aeiouy")


def _is_said_behind(part: list[Word], *, after_comma: bool) -> bool:
    """Whether the last word is a degree, or the `san` behind a Japanese name."""
    last = part[-1].text
    if last == "san":
        return len(part) > 1 and part[-2].unit == part[-1].unit
    return last in DEGREES or (after_comma and last in DEGREES_AFTER_A_COMMA)


def _ways(word: str, other: str) -> tuple[str, ...]:
    ways = [word, other]
    if word.startswith("mac") and len(word) > 5:
        ways.append(f"mc{word[3:]}")
    return tuple(dict.fromkeys(ways))


def _plain_words(text: str) -> list[str]:
    return [word.text for word in _Reading().pieces(text)]


def _unit_numbers(ordered: list[Word]) -> list[Word]:
    """The words, each particle in one unit with the word behind it."""
    numbered: list[Word] = []
    for word in reversed(ordered):
        behind = numbered[-1] if numbered else None
        is_particle = word.is_particle and behind is not None
        unit = behind.unit if behind and is_particle else word.unit
        numbered.append(Word(word.text, word.spellings, unit, is_particle, word.has_initials))
    return numbered[::-1]
