"""Customers: every card, found while it is typed."""

from pathlib import Path
from typing import ClassVar

from textual import work
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widget import Widget

from deskapp.desk import customers, log
from deskapp.desk.find import Found
from deskapp.errors import DeskError
from deskapp.model.customer import Customer
from deskapp.text.folding import folded
from deskapp.ui import asks
from deskapp.ui.changes import Changed
from deskapp.ui.commands import Command, bindings, on_screen
from deskapp.ui.handlers.cards import Cards
from deskapp.ui.handlers.privacy import Privacy
from deskapp.ui.lines.allergy import allergy_spans
from deskapp.ui.lines.card import card_lines, pinned_lines
from deskapp.ui.lines.line import Line, Span, pad, row, span
from deskapp.ui.screens.listing import Listing
from deskapp.ui.symbols import symbols
from deskapp.ui.widgets.line_pane import LinePane
from deskapp.ui.widgets.pinned import Pinned
from deskapp.ui.widgets.virtual_list import VirtualList

MOST_FOUND = 300


class CustomersScreen(Listing):
    """The list of cards, and the lit card beside it."""

    NAME, PLACE = "customers", "Customers"
    HANDLERS = (Cards, Privacy)
    ASIDE = "Card"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(on_screen("customers"))]
    DEFAULT_CSS = """
    CustomersScreen { #beside { display: none; } #beside #aside { height: 1fr; } }
    .-wide CustomersScreen, CustomersScreen.-wide { #beside { display: block; } }
    """
    _found: tuple[Found, ...] = ()

    def load(self) -> None:
        """All cards by name, or the best for the filter."""
        finder = self.context.finder
        if self.filter.strip():
            self._found = tuple(finder.search(self.filter, limit=MOST_FOUND))
        else:
            everyone = finder.search("", limit=max(1, len(finder)))
            self._found = tuple(sorted(everyone, key=lambda one: folded(one.name)))
        self.table.entitle(
            f"{len(self._found)} {'found' if self.filter else 'card' if len(self._found) == 1 else 'cards'}"
        )
        self.table.fill(len(self._found))

    def line_at(self, index: int, width: int, lit: bool) -> Line:
        """Name, who they are, and what matched or how to reach them."""
        one = self._found[index]
        mark = symbols().lit if lit else " "
        left = [Span(mark, "accent"), span(pad(one.name, min(30, width // 2)), "strong" if lit else "")]
        about, reach = self._beside(one)
        known = allergy_spans(self.context.allergies_of(one.id), width // 4)
        right = [span(f"{reach} ", "dim"), *known]
        return row([*left, span(f"  {about}", "dim")], right, width=width, role="lit" if lit else "")

    def _beside(self, one: Found) -> tuple[str, str]:
        """What stands beside a name: role and company, then what the filter found, else the first phone."""
        card = customers.of(self.context.desk, one.id)
        if card is None:
            return one.company, ""
        about = card.work
        hint = one.hint if one.hint not in (one.company, about) else ""
        phones = [phone.typed for phone in card.phones.values()]
        return about, hint or (phones[0] if phones and not self.filter.strip() else "")

    @property
    def lit(self) -> Customer | None:
        """The lit card."""
        at = self.table.cursor
        return customers.of(self.context.desk, self._found[at].id) if 0 <= at < len(self._found) else None

    def id_at(self, index: int) -> str:
        """The id of the card on a row."""
        return self._found[index].id

    def empty(self) -> tuple[str, tuple[str, ...]]:
        """Nobody has a card."""
        return "No cards yet. They come with the first visit, or now:", ("new_card", "import")

    def aside(self, width: int) -> list[Line]:
        """The lit card."""
        customer = self.lit
        if customer is None:
            return []
        desk = self.context.desk
        recent = log.with_customer(desk, customer.id, most=5)
        kept = self.context.promises_to(customer)
        return card_lines(customer, desk.now(), width, recent=recent, promises=kept, is_pinned=True)

    def beside(self, aside: LinePane) -> Widget:
        """The lit card with its allergies above it, which no scroll takes out of sight."""
        return Vertical(Pinned(self._pinned, id="pinned"), aside, id="beside")

    def _pinned(self, width: int) -> list[Line]:
        return pinned_lines(self.lit, self.context.desk.now(), width)

    def draw(self, changed: Changed) -> None:
        """Load and draw again, the allergies of the lit card too."""
        super().draw(changed)
        self._redraw_pinned()

    def narrow(self, text: str) -> None:
        """Show only what has these words; another card is lit then."""
        super().narrow(text)
        self._redraw_pinned()

    def on_virtual_list_moved(self, event: VirtualList.Moved) -> None:
        """Another card is lit."""
        super().on_virtual_list_moved(event)
        self._redraw_pinned()

    def _redraw_pinned(self) -> None:
        for pinned in self.query(Pinned).results(Pinned):
            pinned.redraw()

    def offered(self) -> list[Command]:
        """What is done most often with cards first."""
        first = ["open", "find", "new_card", "taste", "twins", "merge", "import", "export"]
        commands = {command.id: command for command in super().offered()}
        return [commands.pop(name) for name in first] + list(commands.values())

    def do_open(self) -> None:
        """`Enter`: the whole card."""
        from deskapp.ui.screens.card import CardScreen

        customer = self.lit
        if customer:
            self.app.push_screen(CardScreen(self.context, customer.id))

    def do_new_card(self) -> None:
        """`n`."""
        self.ask(asks.new_card.new(self.context.desk, self.context.finder))

    def do_twins(self) -> None:
        """`t`: the pairs that may be one person's."""
        from deskapp.ui.screens.twins import TwinsScreen

        self.app.push_screen(TwinsScreen(self.context))

    def do_import(self) -> None:
        """`i`: a file, its dry run, then one change."""
        from deskapp.exchange.reading import SUFFIXES
        from deskapp.ui.screens.imports import ImportScreen

        def chosen(path: Path) -> str:
            self.app.push_screen(ImportScreen(self.context, path))
            return ""

        self.ask(asks.files.existing("Import", SUFFIXES, chosen))

    def do_export(self) -> None:
        """`x`: what, as what, and where to; written in a thread."""
        self.ask(asks.export.what(self.lit, self.context.desk.book.path, self._write))

    def _write(self, what: str, form: str, only: Customer | None, path: Path, over: bool) -> str:
        self.say("Writing …")
        self._write_it(what, form, only, path, over)
        return ""

    @work(thread=True)
    def _write_it(self, what: str, form: str, only: Customer | None, path: Path, over: bool) -> None:
        from deskapp.exchange import giving_out
        from deskapp.store import given_out

        try:
            text = giving_out.WAYS[what][form](giving_out.Asked(self.context.desk, only))
            given_out.write(path, text, self.context.desk.book.path, over=over)
        except DeskError as error:
            self.app.call_later(self._written, str(error), True)
            return
        self.app.call_later(self._written, f"Written to {path}.", False)

    def _written(self, sentence: str, bad: bool) -> None:
        if self.is_mounted:
            self.say(sentence, bad=bad)

    def on_card(self) -> Customer | None:
        """The lit card."""
        return self.lit
