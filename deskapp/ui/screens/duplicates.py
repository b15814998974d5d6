"""Pairs of cards that may be one person's, found in a thread of its own; Enter shows a pair side by side."""

from deskapp.desk.cards import customers, duplicates
from deskapp.desk.cards.duplicates import Pair
from deskapp.model.customer import Customer
from deskapp.ui.context import Context
from deskapp.ui.render.card import card_lines
from deskapp.ui.render.line import EMPTY, Cells, Line, pad, span
from deskapp.ui.screens.list_screen import ListScreen


class DuplicatesScreen(ListScreen[Pair]):
    """One row for each pair, the surest first."""

    NAME, PLACE = "twins", "Same person?"
    ASIDE = "Both cards"
    empty = ("Looking through all cards.", "back")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._pairs: list[Pair] = []
        self._names: dict[str, str] = {}
        self._is_looking = True

    def on_mount(self) -> None:
        """Look for pairs."""
        self.work_beside(self._look, self._show)

    def _look(self) -> list[Pair]:
        documents = [card for card in self.context.desk.book.select("customers") if not card.get("merged_into")]
        self._names = {str(card["id"]): str(card.get("name", "")) for card in documents}
        return duplicates.pairs(documents)

    def _show(self, pairs: list[Pair]) -> None:
        self._pairs, self._is_looking = pairs, False
        self.empty = ("No two cards look like one person's.", "back")
        self.refresh_panes()

    def load(self) -> None:
        """Those pairs of which both cards are still there, and still two."""
        self._pairs = [pair for pair in self._pairs if len({card.id for card in self._cards(pair)}) == 2]
        count = f"{len(self._pairs)} {'pair' if len(self._pairs) == 1 else 'pairs'}"
        self.fill(self._pairs, "Looking through all cards" if self._is_looking else count)

    def _cards(self, pair: Pair) -> list[Customer]:
        return [card for key in (pair.first, pair.second) if (card := customers.of(self.context.desk, key))]

    def cells(self, pair: Pair, width: int, selected: bool) -> Cells:
        """Both names, and what speaks for it."""
        names = [pad(self._names.get(key, ""), max(10, (width - 26) // 2)) for key in (pair.first, pair.second)]
        left = [span(name, "strong" if selected else "") for name in names]
        return left, [span(f"{', '.join(pair.why)} ", "dim")]

    def id_at(self, index: int) -> str:
        """Both ids of a pair."""
        pair = self.row_at(index)
        return f"{pair.first} {pair.second}" if pair else ""

    def aside(self, pair: Pair, width: int) -> list[Line]:
        """Both cards, one below the other."""
        now = self.context.desk.now()
        return [line for card in self._cards(pair) for line in (*card_lines(card, now, width), EMPTY)]

    def open_row(self, pair: Pair) -> None:
        """The two side by side."""
        self.go_to("merge", pair.first, pair.second)
