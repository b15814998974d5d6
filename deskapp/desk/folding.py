"""Text made comparable: without case, accents, apostrophes or punctuation, so that `angstrom` finds `Ångström`."""

import re
import unicodedata

# Letters that carry their stroke or ligature inside, which Unicode does not take apart.
_WHOLE_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ŋ": "n"}
)
_NO_APOSTROPHES = str.maketrans("", "", "'’‘`´ʼ")
_BETWEEN_WORDS = re.compile(r"[\W_]+")


def folded(text: str) -> str:
    """A text in small letters without accents; width and compatibility forms are evened out too."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text).casefold().translate(_WHOLE_LETTERS)
    return "".join(one for one in unicodedata.normalize("NFKD", apart) if not unicodedata.combining(one))


def words(text: str) -> list[str]:
    """The folded words of a text; `O'Brien` is one word, `Anne-Marie` and `beth@example.org` are several."""
    return _BETWEEN_WORDS.sub(" ", folded(text).translate(_NO_APOSTROPHES)).split()


def same(one: str, other: str) -> bool:
    """Whether two texts are the same words."""
    return words(one) == words(other)
