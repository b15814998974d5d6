"""Text from people as data in what others read: Markdown and HTML show it, a spreadsheet runs none of it."""

import re

from deskapp.text import safe

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~!&])")
_AT_THE_START = re.compile(r"^(\d*)([-+.)=])")
_PASSED = r"[ \v\f\x1c-\x1f\x85\xa0\xad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\"\uff02]*+"
_RUN = r"[=+\-@\uff1d\uff0b\uff0d\uff20\ufe62\ufe63\ufe66\ufe6b]"
_FORMULA = rf"(?='*+{_PASSED}{_RUN})"
_BREAK = r"(?='*+[\t\r\n])"
_PIECE = r"(?:\A|(?<=[;|\t\r\n]))"
_HARMFUL = re.compile(rf"\A{_BREAK}|{_PIECE}{_FORMULA}")
_MADE_HARMLESS = re.compile(rf"\A'{_BREAK}|{_PIECE}'{_FORMULA}")
"""Before a cell, and before each piece of it that `;`, `|`, a tab or a line's end could part from it: what may be run,
after the blanks, unseen signs and quotes that a spreadsheet passes over. Each of those gets an apostrophe more."""
_OBEYED = re.compile(
    "[\x7f-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Controls, halves of signs, marks and overrides of direction, signs without width, variations and tags."""


def markdown(text: str) -> str:
    """One line in which Markdown finds nothing to obey: no emphasis, link, table cell, heading or list."""
    return _AT_THE_START.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", safe.line(text).strip()))


def html(text: str) -> str:
    """One line as HTML shows it."""
    from html import escape  # its table of signs takes 0.3 MB of a desk that may never need it

    return escape(safe.line(text))


def harmful(cell: str) -> bool:
    """Whether a spreadsheet could take the cell or a piece of it for a formula, or it was made harmless."""
    return _HARMFUL.search(cell) is not None


def harmless(cell: str) -> str:
    """The cell with an apostrophe before what could be a formula; `as_it_was` takes it away again."""
    return _HARMFUL.sub("'", cell)


def as_it_was(cell: str) -> str:
    """A cell without the apostrophes by which it was made harmless."""
    return _MADE_HARMLESS.sub("", cell)


def unobeyed(text: str) -> str:
    """JSON that says the same, with everything escaped that a terminal would obey or that cannot be seen."""
    return _OBEYED.sub(_as_json, text)


def _as_json(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
