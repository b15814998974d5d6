"""Scrollbars whose ends are whole cells, for terminals that cannot draw parts of one."""

from typing import ClassVar

from textual.scrollbar import ScrollBar, ScrollBarRender

from deskapp.ui.symbols import draws_unicode


class WholeCells(ScrollBarRender):
    """Nothing but coloured blanks."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "] * 8
    HORIZONTAL_BARS: ClassVar[list[str]] = [" "] * 8


def fit_scroll_bars() -> None:
    """Draw all scrollbars as this terminal can; Textual 8.2 has one renderer for all of them."""
    ScrollBar.renderer = ScrollBarRender if draws_unicode() else WholeCells
