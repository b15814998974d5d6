"""The cells that a terminal gives a text, as the screen is drawn: by Rich, which is loaded for more than ASCII only."""

from functools import cache, lru_cache

KEPT = 256
"""How many widths of texts are kept."""
LONGEST_KEPT = 511
"""A text longer than this is measured by its head, where that is wide enough."""
NARROW_SIGNS = "…–—‘’“”•→←↑↓✓"
"""Signs of the desk that take one cell, beside the letters that Rich knows for narrow."""


@cache
def _narrow() -> frozenset[str]:
    from rich import cells as rich_cells

    return rich_cells._SINGLE_CELLS | frozenset(NARROW_SIGNS)


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable()


@lru_cache(maxsize=KEPT)
def cells(text: str, unicode_version: str = "auto") -> int:
    """The cells of a safe text: two for a wide sign, none for a mark on the one before.

    For one sign that it does not know for narrow, Rich measures each letter by itself.
    """
    if _is_plain(text) or _narrow().issuperset(text):
        return len(text)
    from rich import cells as rich_cells

    return rich_cells._cell_len(text, unicode_version)


def cells_up_to(width: int, text: str) -> int:
    """The cells of a text; of one that is longer than a width anyhow, those of its head, which is measured once."""
    head = cells(text[:LONGEST_KEPT])
    return head if len(text) <= LONGEST_KEPT or head > width else cells(text)


def head_of(text: str, width: int) -> str:
    """The beginning of a text in exactly so many cells: a blank stands where a wide sign would be cut in two."""
    begun = text[:LONGEST_KEPT]
    begun = begun if cells(begun) >= width else text
    if _is_plain(begun):
        return begun[:width].ljust(width)
    from rich.cells import set_cell_size

    return set_cell_size(begun, width)


def cut(text: str, width: int, ellipsis: str = "…") -> str:
    """The text in no more cells than that, with an ellipsis where something is left out."""
    if cells_up_to(width, text) <= width:
        return text
    return head_of(text, width - 1).rstrip() + ellipsis if width > 1 else ellipsis[: max(0, width)]


def filled(text: str, width: int) -> str:
    """The text with blanks up to a width."""
    return text + " " * (width - cells(text))
