"""Customers: every card, found while it is typed."""

from functools import partial
from pathlib import Path

from deskapp.desk.cards import customers
from deskapp.desk.find.finder import Match
from deskapp.desk.visits import log
from deskapp.messages import counted
from deskapp.model.customer import Customer
from deskapp.text.folding import folded
from deskapp.ui import questions
from deskapp.ui.handlers.cards import Cards
from deskapp.ui.handlers.privacy import Privacy
from deskapp.ui.render.card import Past, allergy_spans, card_lines, pinned_lines
from deskapp.ui.render.line import Cells, Line, pad, span
from deskapp.ui.screens.list_screen import ListScreen

MOST_FOUND = 300


class CustomersScreen(ListScreen[Match]):
    """The list of cards, and the selected card beside it."""

    NAME, PLACE = "customers", "Customers"
    HANDLERS = (Cards, Privacy)
    ACTS_ON = ("card",)
    ASIDE, PINNED = "Card", "aside"
    FIRST = ("open", "find", "new_card", "taste", "twins", "merge", "import", "export")
    empty = ("No cards yet. They come with the first visit, or now:", "new_card", "import")
    DEFAULT_CSS = """
    CustomersScreen { #beside { display: none; } #beside #aside { height: 1fr; } }
    .-wide CustomersScreen, CustomersScreen.-wide { #beside { display: block; } }
    """

    def load(self) -> None:
        """All cards by name, or the best for the filter."""
        finder = self.context.finder
        if self.filter.strip():
            matches = finder.search(self.filter, limit=MOST_FOUND)
        else:
            matches = sorted(finder.search("", limit=max(1, len(finder))), key=lambda match: folded(match.name))
        found = counted(len(matches), "{count} found", "{count:,} found")
        self.fill(matches, found if self.filter else counted(len(matches), "{count} card", "{count} cards"))

    def cells(self, match: Match, width: int, selected: bool) -> Cells:
        """Name, who they are, and what matched or how to reach them."""
        about, reach = self._about(match)
        name = span(pad(match.name, min(30, width // 2)), "strong" if selected else "")
        known = allergy_spans(self.context.allergies_of(match.id), width // 4)
        return [name, span(f"  {about}", "dim")], [span(f"{reach} ", "dim"), *known]

    def _about(self, match: Match) -> tuple[str, str]:
        """What stands beside a name: role and company, then what the filter found, else the first phone."""
        card = customers.of(self.context.desk, match.id)
        if card is None:
            return match.company, ""
        about = card.work
        hint = match.hint if match.hint not in (match.company, about) else ""
        phones = [phone.typed for phone in card.phones.values()]
        return about, hint or (phones[0] if phones and not self.filter.strip() else "")

    def on_card(self) -> Customer | None:
        """The selected card."""
        match = self.selected
        return customers.of(self.context.desk, match.id) if match else None

    def aside(self, match: Match, width: int) -> list[Line]:
        """The selected card."""
        customer, desk = self.on_card(), self.context.desk
        if customer is None:
            return []
        past = Past(log.with_customer(desk, customer.id, most=5), self.context.promises_to(customer))
        return card_lines(customer, desk.now(), width, past, pinned=True)

    def pinned(self, width: int) -> list[Line]:
        """The allergies and warnings of the selected card, which no scroll takes out of sight."""
        return pinned_lines(self.on_card(), self.context.desk.now(), width)

    def open_row(self, match: Match) -> None:
        """The whole card."""
        if self.on_card():
            self.go_to("card", match.id)

    def do_new_card(self) -> None:
        """`n`."""
        self.ask(questions.cards_alike.new(self.context.desk, self.context.finder))

    def do_twins(self) -> None:
        """`t`: the pairs that may be one person's."""
        from deskapp.ui.screens.merge import DuplicatesScreen

        self.push(DuplicatesScreen(self.context))

    def do_import(self) -> None:
        """`i`: a file, its dry run, then one change."""
        from deskapp.exchange.reading import SUFFIXES

        def chosen(path: Path) -> str:
            self.go_to("imports", path)
            return ""

        self.ask(questions.files.existing("Import", SUFFIXES, chosen))

    def do_export(self) -> None:
        """`x`: what, as what, and where to; written in a thread."""
        self.ask(questions.files.export(self.on_card(), self.context.desk.book.path, self._write))

    def _write(self, what: str, form: str, only: Customer | None, path: Path, over: bool) -> str:
        def written() -> str:
            from deskapp.exchange.exporters import ExportRequest
            from deskapp.exchange.formats import FORMATS
            from deskapp.store.copies import given_out

            text = FORMATS[what][form].write(ExportRequest(self.context.desk, only))
            given_out.write(path, text, self.context.desk.book.path, over=over)
            return f"Written to {path}."

        self.say("Writing …")
        self.work_beside(written, self.tell, partial(self.tell, bad=True), outlives=True)
        return ""
