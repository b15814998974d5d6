"""Cards that may be one person's, pair by pair; two of them side by side, until they are one."""

from functools import partialmethod

from deskapp import slots
from deskapp.desk.cards import customers, duplicates, merge
from deskapp.desk.cards.duplicates import Pair
from deskapp.desk.cards.merge import Side
from deskapp.desk.visits import log
from deskapp.messages import counted
from deskapp.model.card_fields import CARD_FIELDS
from deskapp.model.customer import Customer
from deskapp.ui.context import Context
from deskapp.ui.render.card import card_lines
from deskapp.ui.render.line import EMPTY, Cells, Line, Span, fit, pad, sentence, span
from deskapp.ui.screens.list_screen import ListScreen
from deskapp.ui.symbols import symbols

LABEL = 12
MOST_COUNTED = 99
NAMES = {field.name: field.label for field in CARD_FIELDS} | {"preferences": "Preferences"}
Row = tuple[str, str, str, str, Side]


class MergeScreen(ListScreen[Row]):
    """The fields in which two cards differ, the chosen side bright; beside them the card that comes of it."""

    NAME, PLACE = "merge", "Merge"
    ASIDE = "What comes of it"

    def __init__(self, context: Context, kept: str, other: str) -> None:
        super().__init__(context)
        self._ids = (kept, other)
        self._cards: tuple[Customer, Customer] | None = None
        self._choices: dict[str, Side] = {}

    def load(self) -> None:
        """The rows; where a card is gone, or both are one already, there are none."""
        kept, other = (customers.of(self.context.desk, identifier) for identifier in self._ids)
        if kept is None or other is None or kept.id == other.id:
            self._cards, self._rows = None, []
            self.table.fill(0)
            return
        self._cards = kept, other
        rows: list[Row] = []
        for field in merge.differences(kept, other):
            side = self._choices.get(field.field, field.side)
            rows.append((field.field, NAMES[field.field], merge.shown(field.kept), merge.shown(field.other), side))
        rows.append(("", "Contacts", self._contacts(kept), self._contacts(other), "both"))
        self.fill(rows, f"{kept.name} stays {symbols().dot} {other.name} joins it")

    def _contacts(self, customer: Customer) -> str:
        count = len(log.with_customer(self.context.desk, customer.id, most=MOST_COUNTED + 1))
        promised = len(self.context.promises_to(customer))
        seen = f"{MOST_COUNTED}+" if count > MOST_COUNTED else str(count)
        return f"{seen} in the log" + (f", {promised} promised" if promised else "")

    def cells(self, shown: Row, width: int, selected: bool) -> Cells:
        """A field with both values; what is not taken is dim."""
        _, label, kept, other, side = shown
        column = max(8, (width - LABEL - 6) // 2)
        spans = [span(pad(label, LABEL), "dim")]
        for own, text in (("kept", kept), ("other", other)):
            taken = side in (own, "both")
            value = span(pad(text or symbols().none, column - 1), "strong" if taken else "dim")
            spans += [Span(f"{symbols().done if taken else ' '} ", "good"), value, Span(" ")]
        return spans, []

    def aside(self, shown: Row, width: int) -> list[Line]:
        """The card that comes of it."""
        if self._cards is None:
            return []
        card = merge.combined(*self._cards, self._choices)
        head = sentence(fit(card.name, width - 2), "title", width=width)
        return [head, EMPTY, *card_lines(card, self.context.desk.now(), width, editable=True)]

    def open_row(self, shown: Row) -> None:
        """A second click on a row: the other side's."""
        self._choose("kept" if shown[4] == "other" else "other")

    def _choose(self, side: Side) -> None:
        field = self.selected[0] if self.selected else ""
        if not field:
            self.say("The contacts of both always stay.", bad=True)
        elif side == "both" and field not in merge.JOINED:
            self.say(f"A card has one {NAMES[field].lower()} only: Left or Right.", bad=True)
        else:
            self._choices[field] = side
            self.refresh_panes()
            if field == "preferences" and side != "both":
                self.say("Allergies of both stay all the same.")

    do_take_kept = partialmethod(_choose, "kept")
    do_take_other = partialmethod(_choose, "other")
    do_take_both = partialmethod(_choose, "both")

    def do_merge_now(self) -> None:
        """`Enter`: they are one card."""
        if self._cards is None:
            self.say("These are one card already. Esc goes back.", bad=True)
            return
        kept, other = self._cards
        if self.attempt(merge.merge, self.context.desk, kept, other, self._choices):
            self.app.pop_screen()
            back = f"{slots.key('undo')} takes it back, also later on the card."
            below = self.app.front  # type: ignore[attr-defined]
            if isinstance(below, ListScreen):
                below.say(f"{other.name} and {kept.name} are one card now. {back}")


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
        count = counted(len(self._pairs), "{count} pair", "{count} pairs")
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
