"""Two cards side by side: each field can be chosen, then they are one."""

from typing import ClassVar

from textual.binding import BindingType

from deskapp import slots
from deskapp.desk.cards import customers, merge
from deskapp.desk.cards.merge import Difference, Side
from deskapp.desk.visits import log
from deskapp.model.card_fields import CARD_FIELDS
from deskapp.model.customer import Customer
from deskapp.ui.commands import Command, bindings, on_screen
from deskapp.ui.context import Context
from deskapp.ui.render.card import card_lines
from deskapp.ui.render.line import EMPTY, Line, Span, fit, pad, row, span
from deskapp.ui.screens.list_screen import ListScreen
from deskapp.ui.symbols import symbols

LABEL = 12
MOST_COUNTED = 99
NAMES = {field.name: field.label for field in CARD_FIELDS} | {"preferences": "Preferences"}
Row = tuple[str, str, str, str, Side]


class MergeScreen(ListScreen):
    """The fields in which two cards differ, the chosen side bright; beside them the card that comes of it."""

    NAME, PLACE = "merge", "Merge"
    ASIDE = "What comes of it"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(on_screen("merge"))]

    def __init__(self, context: Context, kept: str, other: str) -> None:
        super().__init__(context)
        self._ids = (kept, other)
        self._cards: tuple[Customer, Customer] | None = None
        self._choices: dict[str, Side] = {}
        self._rows: list[Row] = []

    def load(self) -> None:
        """The rows; where a card is gone, or both are one already, there are none."""
        kept, other = (customers.of(self.context.desk, one) for one in self._ids)
        if kept is None or other is None or kept.id == other.id:
            self._cards, self._rows = None, []
        else:
            self._cards = kept, other
            self._rows = [self._row(one) for one in merge.differences(kept, other)]
            self._rows.append(("", "Contacts", self._contacts(kept), self._contacts(other), "both"))
            self.table.entitle(f"{kept.name} stays {symbols().dot} {other.name} joins it")
        self.table.fill(len(self._rows))

    def _row(self, one: Difference) -> Row:
        side = self._choices.get(one.field, one.side)
        return (one.field, NAMES[one.field], merge.shown(one.kept), merge.shown(one.other), side)

    def _contacts(self, customer: Customer) -> str:
        count = len(log.with_customer(self.context.desk, customer.id, most=MOST_COUNTED + 1))
        promised = len(self.context.promises_to(customer))
        seen = f"{MOST_COUNTED}+" if count > MOST_COUNTED else str(count)
        return f"{seen} in the log" + (f", {promised} promised" if promised else "")

    def line_at(self, index: int, width: int, selected: bool) -> Line:
        """A field with both values; what is not taken is dim."""
        _, label, kept, other, side = self._rows[index]
        column = max(8, (width - LABEL - 6) // 2)
        spans = [Span(symbols().selected if selected else " ", "accent"), span(pad(label, LABEL), "dim")]
        for own, text in (("kept", kept), ("other", other)):
            taken = side in (own, "both")
            mark = symbols().done if taken else " "
            shown = span(pad(text or symbols().none, column - 1), "strong" if taken else "dim")
            spans += [Span(f"{mark} ", "good"), shown, Span(" ")]
        return row(spans, width=width, role="selected" if selected else "")

    def aside(self, width: int) -> list[Line]:
        """The card that comes of it."""
        if self._cards is None:
            return [row([span(" These are one card already.", "dim")], width=width)]
        one = merge.combined(*self._cards, self._choices)
        head = row([span(f" {fit(one.name, width - 2)}", "title")], width=width)
        return [head, EMPTY, *card_lines(one, self.context.desk.now(), width, editable=True)]

    def offered(self) -> list[Command]:
        """What can be done with the selected field first."""
        return [one for one in super().offered() if one.id not in ("find",)]

    def do_take_kept(self) -> None:
        """`Left`."""
        self._choose("kept")

    def do_take_other(self) -> None:
        """`Right`."""
        self._choose("other")

    def do_take_both(self) -> None:
        """`b`."""
        self._choose("both")

    def do_open(self) -> None:
        """A second click on a row: the other side's."""
        if self._rows:
            self._choose("kept" if self._rows[self.table.cursor][4] == "other" else "other")

    def _choose(self, side: Side) -> None:
        field = self._rows[self.table.cursor][0] if self._rows else ""
        if not field:
            self.say("The contacts of both always stay.", bad=True)
        elif side == "both" and field not in merge.JOINED:
            self.say(f"A card has one {NAMES[field].lower()} only: Left or Right.", bad=True)
        else:
            self._choices[field] = side
            self.refresh_panes()
            if field == "preferences" and side != "both":
                self.say("Allergies of both stay all the same.")

    def do_merge_now(self) -> None:
        """`Enter`: they are one card."""
        if self._cards is None:
            self.say("These are one card already. Esc goes back.", bad=True)
            return
        kept, other = self._cards
        if self.attempt(merge.merge, self.context.desk, kept, other, self._choices):
            self.app.pop_screen()
            back = f"{slots.key('undo')} takes it back, also later on the card."
            self._say_below(f"{other.name} and {kept.name} are one card now. {back}")

    def _say_below(self, sentence: str) -> None:
        below = self.app.front  # type: ignore[attr-defined]
        if isinstance(below, ListScreen):
            below.say(sentence)
