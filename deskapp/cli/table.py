"""Tables for people: columns aligned by the cells that a terminal gives each character, nothing but safe text."""

import unicodedata
from collections.abc import Iterator, Sequence

from deskapp import safe

GAP = "  "
WIDEST = 40
NARROWEST_LAST = 20


def cells(text: str) -> int:
    """How many terminal cells a safe text takes: two for a wide character, none for a mark on the one before."""
    if text.isascii():
        return len(text)
    return sum(map(_cells_of, text))


def cut(text: str, width: int) -> str:
    """A text cut to so many cells, with `…` where something is left out."""
    if cells(text) <= width:
        return text
    taken, room = "", width - 1
    for one in text:
        room -= _cells_of(one)
        if room < 0:
            break
        taken += one
    return taken + "…"


def rows(header: Sequence[str], body: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """The lines of a table; each column is as wide as it needs to be, the last takes what is left of the width."""
    table = [[cut(safe.line(text[: 4 * width]), max(width, WIDEST)) for text in row] for row in (header, *body)]
    last = len(header) - 1
    widths = [min(WIDEST, max(cells(row[column]) for row in table)) for column in range(last)]
    room = max(NARROWEST_LAST, width - sum(widths) - len(GAP) * last)
    for row in table:
        fitted = [_padded(cut(text, room), room) for text, room in zip(row, widths, strict=False)]
        yield GAP.join([*fitted, cut(row[last], room)]).rstrip()


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cells(text))


def _cells_of(one: str) -> int:
    if unicodedata.combining(one) or unicodedata.category(one) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(one) in "WF" else 1
