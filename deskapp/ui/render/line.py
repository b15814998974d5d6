"""Lines of text with roles: the one form in which anything reaches a pane.

Every span's text passes through `text.safe.line`, so that text from people is data: no markup is read in it and no
control character leaves it. Widths are terminal cells.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from deskapp.text import safe, widths
from deskapp.ui.symbols import in_plain_signs, symbols


class Span(NamedTuple):
    """Some text, the roles that style it (words such as `dim` or `alarm strong`), and what a click on it picks."""

    text: str
    role: str = ""
    target: str = ""


class Line(NamedTuple):
    """One row of a pane. `role` styles the whole row (`selected`)."""

    spans: tuple[Span, ...] = ()
    role: str = ""

    @property
    def text(self) -> str:
        """The row without its styles."""
        return "".join(span.text for span in self.spans)

    def target_at(self, x: int) -> str:
        """What a click in column x picks: the span's own target, else the first of the row."""
        column = 0
        for span in self.spans:
            column += widths.cells(span.text)
            if x < column and span.target:
                return span.target
        return next((span.target for span in self.spans if span.target), "")


EMPTY = Line()
Spans = Sequence[Span]
Cells = tuple[list[Span], list[Span]]
"""What stands at the left and at the right of a row."""


@lru_cache(maxsize=256)
def clean(text: str) -> str:
    """Text from people made safe for a screen, on one line."""
    return in_plain_signs(safe.line(text if len(text) <= 2000 else text[:2000] + "…"))


def span(text: str, role: str = "", target: str = "") -> Span:
    """A span of safe text."""
    return Span(clean(text), role, target)


def fit(text: str, width: int) -> str:
    """The text cut to a width in cells, with an ellipsis where something was cut."""
    return widths.cut(clean(text), width, symbols().ellipsis)


def pad(text: str, width: int) -> str:
    """The text cut or filled up to exactly a width in cells."""
    return widths.filled(fit(text, width), width)


def width_of(spans: Iterable[Span]) -> int:
    """The cells that spans take."""
    cells = 0
    for piece in spans:
        cells += widths.cells(piece.text)
    return cells


def cut(spans: Spans, width: int) -> tuple[Span, ...]:
    """Spans cut to a width in cells."""
    kept: list[Span] = []
    left = width
    for piece in spans:
        taken = widths.cells_up_to(left, piece.text)
        if taken > left:
            if left > 0:
                kept.append(Span(fit(piece.text, left), piece.role, piece.target))
            break
        kept.append(piece)
        left -= taken
    return tuple(kept)


def row(left: Spans, right: Spans = (), *, width: int, role: str = "") -> Line:
    """A row with its right part against the right edge; the left part gives way."""
    right = cut(right, width)
    room = width - width_of(right) - (1 if right else 0)
    left = cut(left, max(0, room))
    gap = width - width_of(left) - width_of(right)
    target = next((piece.target for piece in (*left, *right) if piece.target), "")
    return Line((*left, Span(" " * gap, "", target), *right), role)


def listed(left: Spans, right: Spans = (), *, width: int, selected: bool, target: str = "") -> Line:
    """A row of a list, with the mark of what is selected before it."""
    mark = Span(symbols().selected if selected else " ", "accent", target)
    return row([mark, *left], right, width=width, role="selected" if selected else "")


def sentence(text: str, role: str = "", *, width: int) -> Line:
    """A row that says one thing."""
    return row([span(f" {text}", role)], width=width)


def wrap(text: str, width: int, *, most: int = 6) -> list[str]:
    """The text in lines of a width in cells, broken at spaces; the last one ends in an ellipsis where it is cut."""
    rest = clean(text)
    out: list[str] = []
    while rest:
        if len(out) == most - 1 or widths.cells_up_to(width, rest) <= width:
            out.append(fit(rest, width))
            break
        head = widths.head_of(rest, width)
        at = len(head) if rest[len(head) : len(head) + 1] == " " else head.rfind(" ")
        at = at if at > width // 3 else max(1, len(head))
        out.append(rest[:at].rstrip())
        rest = rest[at:].lstrip()
    return out


def wrapped(head: Spans, text: str, *, width: int, role: str = "", most: int = 4, line_role: str = "") -> list[Line]:
    """Text after a head on the first row, and below itself on the next ones."""
    indent = width_of(head)
    pieces = wrap(text, max(8, width - indent), most=most) or [""]
    target = next((piece.target for piece in head if piece.target), "")
    first = Line((*head, Span(pieces[0], role, target)), line_role)
    return [first, *(Line((Span(" " * indent), Span(piece, role, target)), line_role) for piece in pieces[1:])]


def beside(left: Sequence[Line], right: Sequence[Line], *, width: int, split: int) -> list[Line]:
    """Two columns as one; the left one takes `split` cells, then two cells of air."""
    rows = []
    for line, other in zip_longest(left, right, fillvalue=EMPTY):
        spans = cut(line.spans, split)
        gap = Span(" " * (split + 2 - width_of(spans)))
        rows.append(Line((*spans, gap, *cut(other.spans, width - split - 2))))
    return rows
