"""Other spellings of a name's word: umlauts written out, `Mac` for `Mc`, and other scripts in Latin letters.

The tables of the scripts (anyascii) are loaded when a word of another script is first read.
"""

import re
import unicodedata
from functools import lru_cache

from deskapp.text.folding import folded, words

_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae"})
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_GREEK = re.compile("[\u0370-\u03ff\u1f00-\u1fff]")
_GREEK_PAIRS = (("ου", "ou"), ("γγ", "ng"), ("γκ", "gk"), ("χ", "ch"), ("αυ", "av"), ("ευ", "ev"), ("υ", "y"))
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_SYLLABLE = re.compile(r"[A-Z]?[^A-Z\s]+|[A-Z]")
_ABJADS = re.compile("[\u0590-\u08ff]")
_SOUNDS = tuple(
    (re.compile(pattern), put)
    for pattern, put in (
        ("shch", "sc"), ("sch", "s"), ("([szck])h", r"\1"), ("kh", "h"), ("ph", "f"), ("x", "ks"), ("q", "k"),
        ("gi(?=[aou])", "i"), ("[yj]", "i"), ("w", "v"), ("ou|oo", "o"), ("uu", "u"), ("ii+", "i"), ("^ie", "e"),
    )
)  # fmt: skip
_BREATHED = re.compile(r"(?<=[bcdgkpstz])h+")
_VOWELS = re.compile("[aeiouyw]")
_DOUBLED = re.compile(r"(.)\1+")


def is_latin(word: str) -> bool:
    """Whether all letters of a folded word are Latin ones."""
    return word.isascii() or not any(one.isalpha() and ord(one) > 0x24F for one in word)


def is_han(text: str) -> bool:
    """Whether there are Chinese characters in a text."""
    return bool(_HAN.search(text))


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
    plain = "".join(one if one.isalnum() or one == " " else "" for one in anyascii(small))
    return tuple(part.lower() for part in _SYLLABLE.findall(plain))


@lru_cache(maxsize=16384)
def sound(word: str) -> str:
    """What a word has in common with other ways to write it in Latin letters, as Yuriy, Jurij and Iurii have."""
    for pattern, put in _SOUNDS:
        word = pattern.sub(put, word)
    return word


@lru_cache(maxsize=16384)
def skeleton(word: str) -> str:
    """The consonants of a word, doubled ones once: all that Arabic and Hebrew write of most."""
    bare = _VOWELS.sub("", _BREATHED.sub("", word.replace("c", "k")))
    return _DOUBLED.sub(r"\1", bare)
