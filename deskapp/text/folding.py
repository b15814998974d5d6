"""Text made comparable, in one way for every search, list and question: `angstrom` finds `Ångström`, `นำ` finds `น้ำ`.

Case, accents, width and compatibility forms, stretched and unseen signs make no difference. A vowel of Thai or Hindi
that is written as a mark stays a letter, as does the voicing of a Japanese syllable: without them other words remain.
Apostrophes go where words are compared: `O'Brien` is one word. The store keeps folded text of its months (their files'
mark says by which folding): whoever changes what is told apart here raises that mark.
"""

import unicodedata

_WHOLE_LETTERS = {
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ŋ": "ng",
}  # fmt: skip
"""Letters that carry their stroke or ligature inside, which Unicode does not take apart."""
_STRETCH = "ـ"
_LETTERS = str.maketrans({**_WHOLE_LETTERS, _STRETCH: ""})
_VOICING = "\u3099\u309a"
_APOSTROPHES = "'’‘`´ʼ"
_VARIATIONS = (*range(0xFE00, 0xFE10), *range(0x180B, 0x180E), *range(0xE0100, 0xE01F0), 0x034F)


class _Bare(dict[int, int | None]):
    """What is left of each sign without accents and unseen signs, found out once: itself, its figure, or nothing."""

    def __missing__(self, code: int) -> int | None:
        sign = chr(code)
        is_accent = unicodedata.combining(sign) != 0 or unicodedata.category(sign) in ("Me", "Cf")
        figure = unicodedata.decimal(sign, None)
        plain = code if figure is None else ord("0") + figure
        self[code] = kept = None if is_accent and sign not in _VOICING else plain
        return kept


class _InWords(dict[int, int | None]):
    """Each sign of a folded text as it stands in words: letters, figures and marks stay, all else parts them."""

    def __missing__(self, code: int) -> int | None:
        sign = chr(code)
        self[code] = kept = code if sign.isalnum() or unicodedata.category(sign)[0] == "M" else 0x20
        return kept


_BARE = _Bare(dict.fromkeys(_VARIATIONS))
_IN_WORDS = _InWords(dict.fromkeys(map(ord, _APOSTROPHES)))
_SOUGHT = dict.fromkeys(map(ord, _APOSTROPHES)) | dict.fromkeys((*range(0x2010, 0x2016), 0x2212), "-")


def folded(text: str) -> str:
    """A text in small letters without accents; folding twice changes nothing more."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    return unicodedata.normalize("NFKD", apart).translate(_BARE)


def sought(text: str) -> str:
    """A folded text as it is searched by pieces of it: without apostrophes, with one hyphen for all."""
    plain = folded(text)
    return plain if plain.isascii() and "'" not in plain and "`" not in plain else plain.translate(_SOUGHT)


def words(text: str) -> list[str]:
    """The folded words of a text; `O'Brien` is one word, `Anne-Marie` and `beth@example.org` are several."""
    return folded(text).translate(_IN_WORDS).split()


def same(first: str, second: str) -> bool:
    """Whether two texts are the same words."""
    return words(first) == words(second)


def parts(typed: str) -> list[str]:
    """The pieces of what was typed, each of which a text must hold; a hyphen between letters parts two of them."""
    return [piece for word in sought(typed).split() for piece in _halves(word)]


def holds(text: str, typed: str) -> bool:
    """Whether a text holds every piece of what was typed, wherever in its words; every text where nothing was typed."""
    held = sought(text)
    return all(piece in held for piece in parts(typed))


def _halves(word: str) -> list[str]:
    """A word's parts between hyphens; the word itself where a figure is in it, as in a date or a number."""
    if "-" not in word or any(sign.isdigit() for sign in word):
        return [word]
    return [half for half in word.split("-") if half] or [word]
