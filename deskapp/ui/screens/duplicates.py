"""Pairs of cards that may be one person's, found in a thread of its own; Enter shows a pair side by side."""

from typing import ClassVar

from textual import work
from textual.binding import BindingType

from deskapp.desk.cards import customers, duplicates
from deskapp.desk.cards.duplicates import Pair
from deskapp.ui.commands import bindings, on_screen
from deskapp.ui.context import Context
from deskapp.ui.render.card import card_lines
from deskapp.ui.render.line import EMPTY, Line, Span, pad, row, span
from deskapp.ui.screens.list_screen import ListScreen
from deskapp.ui.symbols import symbols


class DuplicatesScreen(ListScreen):
    """One row for each pair, the surest first."""

    NAME, PLACE = "twins", "Same person?"
    ASIDE = "Both cards"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(on_screen("twins"))]

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._pairs: list[Pair] = []
        self._names: dict[str, str] = {}
        self._is_looking = True

    def on_mount(self) -> None:
        """Look for pairs."""
        self._look()

    @work(thread=True, exclusive=True)
    def _look(self) -> None:
        documents = [one for one in self.context.desk.book.select("customers") if not one.get("merged_into")]
        names = {str(one["id"]): str(one.get("name", "")) for one in documents}
        self.app.call_later(self._found, duplicates.pairs(documents), names)

    def _found(self, pairs: list[Pair], names: dict[str, str]) -> None:
        self._pairs, self._names, self._is_looking = pairs, names, False
        if self.is_mounted:
            self.refresh_panes()

    def load(self) -> None:
        """Those pairs of which both cards are still there, and still two."""
        self._pairs = [one for one in self._pairs if self._are_two(one)]
        count = f"{len(self._pairs)} {'pair' if len(self._pairs) == 1 else 'pairs'}"
        self.table.entitle("Looking through all cards" if self._is_looking else count)
        self.table.fill(len(self._pairs))

    def _are_two(self, pair: Pair) -> bool:
        found = {one.id for it in (pair.first, pair.second) if (one := customers.of(self.context.desk, it))}
        return len(found) == 2

    def line_at(self, index: int, width: int, selected: bool) -> Line:
        """Both names, and what speaks for it."""
        one = self._pairs[index]
        column = max(10, (width - 26) // 2)
        left = [Span(symbols().selected if selected else " ", "accent")]
        left += [
            span(pad(self._names.get(it, ""), column), "strong" if selected else "") for it in (one.first, one.second)
        ]
        return row(left, [span(f"{', '.join(one.why)} ", "dim")], width=width, role="selected" if selected else "")

    def id_at(self, index: int) -> str:
        """Both ids of a pair."""
        return f"{self._pairs[index].first} {self._pairs[index].second}"

    @property
    def selected(self) -> Pair | None:
        """The selected pair."""
        at = self.table.cursor
        return self._pairs[at] if 0 <= at < len(self._pairs) else None

    def empty(self) -> tuple[str, tuple[str, ...]]:
        """Still looking, or nothing to do."""
        words = "Looking through all cards." if self._is_looking else "No two cards look like one person's."
        return words, ("back",)

    def aside(self, width: int) -> list[Line]:
        """Both cards, one below the other."""
        pair = self.selected
        if pair is None:
            return []
        lines: list[Line] = []
        for identifier in (pair.first, pair.second):
            card = customers.of(self.context.desk, identifier)
            lines += [*card_lines(card, self.context.desk.now(), width), EMPTY] if card else []
        return lines

    def do_open(self) -> None:
        """`Enter`: side by side."""
        from deskapp.ui.screens.merge import MergeScreen

        if self.selected:
            self.app.push_screen(MergeScreen(self.context, self.selected.first, self.selected.second))
