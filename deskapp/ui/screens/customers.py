"""Customers: every card, found while it is typed."""

from pathlib import Path
from typing import ClassVar

from textual import work
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widget import Widget

from deskapp.desk.cards import customers
from deskapp.desk.find.finder import Match
from deskapp.desk.visits import log
from deskapp.errors import DeskError
from deskapp.model.customer import Customer
from deskapp.text.folding import folded
from deskapp.ui import questions
from deskapp.ui.changes import Changed
from deskapp.ui.commands import Command, bindings, on_screen
from deskapp.ui.handlers.cards import Cards
from deskapp.ui.handlers.privacy import Privacy
from deskapp.ui.render.allergy import allergy_spans
from deskapp.ui.render.card import card_lines, pinned_lines
from deskapp.ui.render.line import Line, Span, pad, row, span
from deskapp.ui.screens.list_screen import ListScreen
from deskapp.ui.symbols import symbols
from deskapp.ui.widgets.line_pane import LinePane, Pinned
from deskapp.ui.widgets.virtual_list import VirtualList

MOST_FOUND = 300


class CustomersScreen(ListScreen):
    """The list of cards, and the selected card beside it."""

    NAME, PLACE = "customers", "Customers"
    HANDLERS = (Cards, Privacy)
    ACTS_ON = ("card",)
    ASIDE = "Card"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(on_screen("customers"))]
    DEFAULT_CSS = """
    CustomersScreen { #beside { display: none; } #beside #aside { height: 1fr; } }
    .-wide CustomersScreen, CustomersScreen.-wide { #beside { display: block; } }
    """
    _found: tuple[Match, ...] = ()

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

    def line_at(self, index: int, width: int, selected: bool) -> Line:
        """Name, who they are, and what matched or how to reach them."""
        one = self._found[index]
        mark = symbols().selected if selected else " "
        left = [Span(mark, "accent"), span(pad(one.name, min(30, width // 2)), "strong" if selected else "")]
        about, reach = self._beside(one)
        known = allergy_spans(self.context.allergies_of(one.id), width // 4)
        right = [span(f"{reach} ", "dim"), *known]
        return row([*left, span(f"  {about}", "dim")], right, width=width, role="selected" if selected else "")

    def _beside(self, one: Match) -> tuple[str, str]:
        """What stands beside a name: role and company, then what the filter found, else the first phone."""
        card = customers.of(self.context.desk, one.id)
        if card is None:
            return one.company, ""
        about = card.work
        hint = one.hint if one.hint not in (one.company, about) else ""
        phones = [phone.typed for phone in card.phones.values()]
        return about, hint or (phones[0] if phones and not self.filter.strip() else "")

    @property
    def selected(self) -> Customer | None:
        """The selected card."""
        at = self.table.cursor
        return customers.of(self.context.desk, self._found[at].id) if 0 <= at < len(self._found) else None

    def id_at(self, index: int) -> str:
        """The id of the card on a row."""
        return self._found[index].id

    def empty(self) -> tuple[str, tuple[str, ...]]:
        """Nobody has a card."""
        return "No cards yet. They come with the first visit, or now:", ("new_card", "import")

    def aside(self, width: int) -> list[Line]:
        """The selected card."""
        customer = self.selected
        if customer is None:
            return []
        desk = self.context.desk
        recent = log.with_customer(desk, customer.id, most=5)
        kept = self.context.promises_to(customer)
        return card_lines(customer, desk.now(), width, recent=recent, promises=kept, is_pinned=True)

    def beside(self, aside: LinePane) -> Widget:
        """The selected card with its allergies above it, which no scroll takes out of sight."""
        return Vertical(Pinned(self._pinned, id="pinned"), aside, id="beside")

    def _pinned(self, width: int) -> list[Line]:
        return pinned_lines(self.selected, self.context.desk.now(), width)

    def draw(self, changed: Changed) -> None:
        """Load and draw again, the allergies of the selected card too."""
        super().draw(changed)
        self._redraw_pinned()

    def narrow(self, text: str) -> None:
        """Show only what has these words; another card is selected then."""
        super().narrow(text)
        self._redraw_pinned()

    def on_virtual_list_moved(self, event: VirtualList.Moved) -> None:
        """Another card is selected."""
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

        customer = self.selected
        if customer:
            self.app.push_screen(CardScreen(self.context, customer.id))

    def do_new_card(self) -> None:
        """`n`."""
        self.ask(questions.new_card.new(self.context.desk, self.context.finder))

    def do_twins(self) -> None:
        """`t`: the pairs that may be one person's."""
        from deskapp.ui.screens.duplicates import DuplicatesScreen

        self.app.push_screen(DuplicatesScreen(self.context))

    def do_import(self) -> None:
        """`i`: a file, its dry run, then one change."""
        from deskapp.exchange.reading import SUFFIXES
        from deskapp.ui.screens.imports import ImportScreen

        def chosen(path: Path) -> str:
            self.app.push_screen(ImportScreen(self.context, path))
            return ""

        self.ask(questions.files.existing("Import", SUFFIXES, chosen))

    def do_export(self) -> None:
        """`x`: what, as what, and where to; written in a thread."""
        self.ask(questions.export.what(self.selected, self.context.desk.book.path, self._write))

    def _write(self, what: str, form: str, only: Customer | None, path: Path, over: bool) -> str:
        self.say("Writing …")
        self._write_it(what, form, only, path, over)
        return ""

    @work(thread=True)
    def _write_it(self, what: str, form: str, only: Customer | None, path: Path, over: bool) -> None:
        from deskapp.exchange import exporters
        from deskapp.store.copies import given_out

        try:
            text = exporters.WAYS[what][form](exporters.ExportRequest(self.context.desk, only))
            given_out.write(path, text, self.context.desk.book.path, over=over)
        except DeskError as error:
            self.app.call_later(self._written, str(error), True)
            return
        self.app.call_later(self._written, f"Written to {path}.", False)

    def _written(self, sentence: str, bad: bool) -> None:
        if self.is_mounted:
            self.say(sentence, bad=bad)

    def subject(self, kind: str) -> object | None:
        """The card."""
        return self.on_card()

    def on_card(self) -> Customer | None:
        """The selected card."""
        return self.selected
