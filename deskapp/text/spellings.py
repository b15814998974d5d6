"""Other spellings of a name's word: umlauts written out, `Mac` for `Mc`, other scripts in Latin letters, and slips.

The tables of the scripts (anyascii) are loaded when a word of another script is first read. Most names differ from
another name by one letter. What fingers do (two letters swapped, one struck twice, the key beside) is a slip; another
vowel, another ending, or a change in a short name is somebody else's name.
"""

import re
import unicodedata
from functools import lru_cache

from deskapp.text.folding import folded, words
from deskapp.text.rewriting import Rewriting

_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae"})
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_GREEK = re.compile("[\u0370-\u03ff\u1f00-\u1fff]")
_GREEK_PAIRS = (("ου", "ou"), ("γγ", "ng"), ("γκ", "gk"), ("χ", "ch"), ("αυ", "av"), ("ευ", "ev"), ("υ", "y"))
_HAN = (("\u3400", "\u9fff"), ("\uf900", "\ufaff"))
"""From and to: a pattern of so many signs takes 2 ms of each start to compile."""
_SYLLABLE = re.compile(r"[A-Z]?[^A-Z\s]+|[A-Z]")
_ABJADS = re.compile("[\u0590-\u08ff]")
_spelt_simply = Rewriting(
    ("shch", "sc"), ("sch", "s"), ("([szck])h", r"\1"), ("kh", "h"), ("ph", "f"), ("x", "ks"), ("q", "k"),
    ("gi(?=[aou])", "i"), ("[yj]", "i"), ("w", "v"), ("ou|oo", "o"), ("uu", "u"), ("ii+", "i"), ("^ie", "e"),
)  # fmt: skip
_BREATHED = re.compile(r"(?<=[bcdgkpstz])h+")
_VOWELS = re.compile("[aeiouyw]")
_DOUBLED = re.compile(r"(.)\1+")


def is_latin(word: str) -> bool:
    """Whether all letters of a folded word are Latin ones."""
    return word.isascii() or not any(letter.isalpha() and ord(letter) > 0x24F for letter in word)


def is_han(text: str) -> bool:
    """Whether there are Chinese characters in a text."""
    return not text.isascii() and any(first <= sign <= last for sign in text for first, last in _HAN)


def is_abjad(text: str) -> bool:
    """Whether a text is written without its vowels, as Arabic and Hebrew are."""
    return bool(_ABJADS.search(text))


def written_out(piece: str) -> list[str]:
    """The folded words of a piece of a name with its umlauts as two letters; none where that changes nothing."""
    small = unicodedata.normalize("NFC", piece).casefold()
    out = small.translate(_WRITTEN_OUT)
    return [] if out == small else words(out)


def umlauts_out(piece: str) -> list[str]:
    """A piece of a name with only ä, ö and ü as two letters, beside signs that `written_out` takes apart too."""
    small = unicodedata.normalize("NFC", piece).casefold()
    out = small.translate(_UMLAUTS)
    return [] if out == small else [out]


def sign_by_sign(piece: str) -> list[str]:
    """A Greek piece of a name with each sign written as one letter, as passports once did; none of another script."""
    from anyascii import anyascii

    return ["".join(map(anyascii, folded(piece)))] if _GREEK.search(piece) else []


@lru_cache(maxsize=16384)
def latin(piece: str) -> tuple[str, ...]:
    """A piece of a name of another script in Latin letters; Chinese and Korean give a word for each syllable."""
    from anyascii import anyascii

    small = unicodedata.normalize("NFKC", piece).casefold()
    if _GREEK.search(small):
        small = folded(small)
        for greek, put in _GREEK_PAIRS:
            small = small.replace(greek, put)
    plain = "".join(letter if letter.isalnum() or letter == " " else "" for letter in anyascii(small))
    return tuple(part.lower() for part in _SYLLABLE.findall(plain))


@lru_cache(maxsize=16384)
def sound(word: str) -> str:
    """What a word has in common with other ways to write it in Latin letters, as Yuriy, Jurij and Iurii have."""
    return _spelt_simply(word)


@lru_cache(maxsize=16384)
def skeleton(word: str) -> str:
    """The consonants of a word, doubled ones once: all that Arabic and Hebrew write of most."""
    bare = _VOWELS.sub("", _BREATHED.sub("", word.replace("c", "k")))
    return _DOUBLED.sub(r"\1", bare)


_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_VOWEL_KEYS = frozenset("aeiouy")
SHORTEST_SWAPPED, SHORTEST_BESIDE, SHORTEST_MISSED = 4, 6, 7
SHORTEST, SHORT, MIDDLE = 2, 3, 5


def _neighbours() -> frozenset[tuple[str, str]]:
    pairs = set()
    for row, keys in enumerate(_ROWS):
        for place, key in enumerate(keys):
            around = [keys[place + 1 : place + 2]]
            if row + 1 < len(_ROWS):
                around += _ROWS[row + 1][max(0, place - 1) : place + 1]
            pairs |= {pair for near in around if near for pair in ((key, near), (near, key))}
    return frozenset(pairs)


_BESIDE = _neighbours()


@lru_cache(maxsize=65536)
def errors(typed: str, meant: str) -> int:
    """How many letters two words differ by (0, 1 or 2), as far as that is near for words of their length; else -1.

    Words with a digit in them are never near.
    """
    shorter = min(len(typed), len(meant))
    if shorter < SHORTEST or not (typed.isalpha() and meant.isalpha()) or abs(len(typed) - len(meant)) > 2:
        return -1
    from rapidfuzz.distance import OSA

    most = 1 if shorter <= MIDDLE else 2
    count = int(OSA.distance(typed, meant, score_cutoff=most))
    if count > most or (shorter < SHORT and len(typed) == len(meant) and count):
        return -1
    return count


@lru_cache(maxsize=65536)
def is_slip(typed: str, meant: str) -> bool:
    """Whether the one letter by which a word differs from the one that was meant looks like a slip of the hand."""
    if len(typed) == len(meant):
        at = [place for place, (struck, wanted) in enumerate(zip(typed, meant, strict=True)) if struck != wanted]
        if len(at) == 1:
            return _is_beside(typed, meant, at[0])
        return len(typed) >= SHORTEST_SWAPPED and _is_swap(typed, meant, at)
    longer, shorter = (typed, meant) if len(typed) > len(meant) else (meant, typed)
    at_end = longer[:-1] == shorter
    place = next((place for place, letter in enumerate(shorter) if letter != longer[place]), len(shorter))
    is_doubled = place > 0 and longer[place] == longer[place - 1]
    if is_doubled:
        return len(shorter) > SHORT
    return len(longer) >= SHORTEST_MISSED and place > 0 and not at_end


def _is_beside(typed: str, meant: str, place: int) -> bool:
    """Whether the key beside was struck; in a word of five letters only at its end, as Roman is not Ronan."""
    struck, wanted = typed[place], meant[place]
    at_end = place == len(typed) - 1 and not {struck, wanted} & _VOWEL_KEYS
    long_enough = len(typed) >= SHORTEST_BESIDE or (at_end and len(typed) >= MIDDLE)
    return long_enough and place > 0 and (struck, wanted) in _BESIDE


def _is_swap(typed: str, meant: str, at: list[int]) -> bool:
    """Whether two letters side by side are swapped, and it makes no other name of the kind of Carol and Carlo."""
    if len(at) != 2 or at[1] != at[0] + 1 or typed[at[0]] != meant[at[1]] or typed[at[1]] != meant[at[0]]:
        return False
    changes_ending = at[1] == len(typed) - 1 and (typed[-1] in "aio") != (meant[-1] in "aio")
    return at[0] > 0 and not (changes_ending and len(typed) <= MIDDLE)
