"""Tables for people: columns aligned by the cells that a terminal gives each character, nothing but safe text."""

from collections.abc import Iterator, Sequence

from deskapp.text import safe
from deskapp.text.widths import cells, cut, filled

GAP = "  "
WIDEST = 40
NARROWEST_LAST = 20


def rows(header: Sequence[str], body: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """The lines of a table; each column is as wide as it needs to be, the last takes what is left of the width."""
    table = [[cut(safe.line(text[: 4 * width]), max(width, WIDEST)) for text in row] for row in (header, *body)]
    last = len(header) - 1
    widths = [min(WIDEST, max(cells(row[column]) for row in table)) for column in range(last)]
    room = max(NARROWEST_LAST, width - sum(widths) - len(GAP) * last)
    for row in table:
        fitted = [filled(cut(text, room), room) for text, room in zip(row, widths, strict=False)]
        yield GAP.join([*fitted, cut(row[last], room)]).rstrip()
