"""Text from people made safe: shown, no control character reaches the terminal; taken in, none is stored."""

import re

_PICTURES = 0x2400
_DELETE, _DELETE_PICTURE = 0x7F, 0x2421
_DOT = "·"

# Bidirectional marks, embeddings, overrides and isolates, line separators, tags, and halves of a pair that no
# encoding can write: each of them can reorder, break or hide what stands beside it.
_DOTTED = (
    *range(0x80, 0xA0),
    0x061C,
    0x200E,
    0x200F,
    *range(0x2028, 0x202F),
    *range(0x2066, 0x206A),
    0xFEFF,
    *range(0xFFF9, 0xFFFC),
    *range(0xE0000, 0xE0080),
)
_TABLE: dict[int, str] = {
    **{code: chr(_PICTURES + code) for code in range(0x20)},
    **dict.fromkeys(_DOTTED, _DOT),
    **dict.fromkeys(map(ord, "\t\n\v\f\r\x85\u2028\u2029"), " "),
    _DELETE: chr(_DELETE_PICTURE),
}
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")
_DIRECTIONS = re.compile("[\u2028-\u202e\u2066-\u2069\ufff9-\ufffb\U000e0000-\U000e007f]")
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), _DOT)


def line(text: str) -> str:
    """One line that a terminal can only show: controls as pictures (`␛`) or `·`, breaks and tabs as a space."""
    if text.isascii() and text.isprintable():
        return text
    shown = text.translate(_TABLE)
    try:
        shown.encode("utf-8")
    except UnicodeEncodeError:
        return shown.translate(_SURROGATES)
    return shown


def lines(text: str) -> str:
    """Text of several lines, each made safe by itself; what parts them is a plain newline."""
    return "\n".join(map(line, text.replace("\r\n", "\n").split("\n")))


def clean(text: str) -> str:
    """The text without control characters (tabs and line ends stay, as `\\n`) and without half characters."""
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def undirected(text: str) -> str:
    """The clean text without what reorders or hides the signs beside it: overrides of direction, and tags."""
    return _DIRECTIONS.sub("", clean(text))


def one_line(text: str) -> str:
    """The clean text with every run of white space as one space."""
    return " ".join(clean(text).split())


def excerpt(text: str | bytes, width: int = 60) -> str:
    """A short, harmless piece of a record, for the list of what was refused."""
    words = text[: 4 * width].decode("utf-8", "replace") if isinstance(text, bytes) else text[: 4 * width]
    return one_line(words)[:width]
