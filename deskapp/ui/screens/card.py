"""One card, field by field: Enter edits the lit field in place, stored as it is typed."""

from typing import ClassVar

from textual.binding import BindingType

from deskapp.desk import customers, log
from deskapp.model.customer import Customer
from deskapp.ui.asks import card as card_asks
from deskapp.ui.commands import bindings, on_screen
from deskapp.ui.context import Context
from deskapp.ui.lines.card import KINDS, LABEL, card_lines
from deskapp.ui.lines.line import Line, Span, row, span
from deskapp.ui.screens.listing import Listing
from deskapp.ui.symbols import symbols

FIELDS = ("name", "address_form", "pronouns", "company", "role", "favorite_dessert", "preferred_channel",
          "preferred_hours", "birthday", "notes")  # fmt: skip
Row = tuple[str, str, str]


class CardScreen(Listing):
    """The fields of one card, with the card as the desk shows it beside them."""

    NAME, PLACE = "customer", "Card"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(on_screen("customer"))]

    def __init__(self, context: Context, customer_id: str) -> None:
        super().__init__(context)
        self._customer_id = customer_id
        self._customer: Customer | None = None
        self._rows: list[Row] = []

    def load(self) -> None:
        """The rows: each field, then phones, e-mails and preferences, each with a row to add one."""
        self._customer = customers.of(self.context.desk, self._customer_id)
        self._rows = _rows(self._customer) if self._customer else []
        self.entitle(self.table, self._customer.name if self._customer else "Gone")
        self.table.fill(len(self._rows))

    def line_at(self, index: int, width: int, lit: bool) -> Line:
        """A label and a value."""
        target, label, value = self._rows[index]
        alarm = "allergy" in target
        mark = Span(symbols().lit if lit else " ", "accent")
        text = span(value or "–", "strong alarm" if alarm else "strong" if lit else "" if value else "dim")
        return row([mark, span(f"{label:<{LABEL + 2}}", "dim"), text], width=width, role="lit" if lit else "")

    def aside(self, width: int) -> list[Line]:
        """The card as the desk shows it."""
        desk = self.context.desk
        if self._customer is None:
            return []
        recent = log.with_customer(desk, self._customer.id, most=8)
        kept = self.context.promises_to(self._customer)
        return card_lines(self._customer, desk.now(), width, recent=recent, promises=kept, editable=True)

    def do_open(self) -> None:
        """`Enter`: edit the lit field, add to a list, or take an entry off it."""
        customer, desk = self._customer, self.context.desk
        if customer is None or not self._rows:
            return
        target = self._rows[self.table.cursor][0]
        kind, _, key = target.partition(":")
        if kind in FIELDS:
            self.ask(card_asks.text_field(desk, customer, kind))
        elif kind == "kind" and customer.kind == "prospect":
            self.attempt(customers.become_customer, desk, customer, said="A customer from today on.")
        elif kind == "kind":
            self.say("Only a prospect becomes a customer here.", bad=True)
        elif key:
            self.ask(card_asks.entry(desk, customer, kind, key))
        else:
            asks = {"phones": card_asks.phone, "emails": card_asks.email, "preferences": card_asks.taste}
            self.ask(asks[kind](desk, customer))

    def do_card_notes(self) -> None:
        """`l`."""
        from deskapp.ui.screens.upset import show_card_notes

        show_card_notes(self, self._customer)

    def do_taste(self) -> None:
        """`d`."""
        if self._customer:
            self.ask(card_asks.taste(self.context.desk, self._customer))


def _rows(customer: Customer) -> list[Row]:
    rows: list[Row] = [
        (name, card_asks.LABELS[name], " ".join(str(getattr(customer, name)).split())) for name in FIELDS
    ]
    rows.insert(5, ("kind", "Kind", KINDS[customer.kind]))
    for key, phone in customer.phones.items():
        rows.append((f"phones:{key}", "Phone", f"{phone.typed} {phone.label}".strip()))
    rows.append(("phones", "Phone", "add a number"))
    for key, email in customer.emails.items():
        rows.append((f"emails:{key}", "E-mail", email.address))
    rows.append(("emails", "E-mail", "add an address"))
    for key, one in customer.preferences.items():
        label = "ALLERGY" if one.stance == "allergy" else one.group.capitalize()
        stance = "" if one.stance in ("likes", "allergy") else f"{one.stance} "
        rows.append((f"preferences:{key}:{one.stance}", label, stance + one.item))
    rows.append(("preferences", "Preference", "add one"))
    return rows
