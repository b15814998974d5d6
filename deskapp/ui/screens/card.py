"""One card, field by field: Enter edits the selected field in place, stored as it is typed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import ClassVar, get_args

from textual.binding import BindingType
from textual.widget import Widget

from deskapp import clock
from deskapp.desk.cards import customers, merge
from deskapp.desk.cards.customers import Entries
from deskapp.desk.cards.preference_words import shown
from deskapp.desk.drafts import card_drafts
from deskapp.desk.visits import log
from deskapp.model.card_fields import BY_NAME, CARD_FIELDS, TYPED_FIELDS, CardField, entry_text
from deskapp.model.customer import CardWarning, Customer, Preference
from deskapp.text.when import day
from deskapp.ui.changes import Changed
from deskapp.ui.commands import bindings, on_screen
from deskapp.ui.context import Context
from deskapp.ui.handlers.cards import Cards
from deskapp.ui.handlers.privacy import Privacy
from deskapp.ui.questions import allergy as allergy_asks
from deskapp.ui.questions import card as card_asks
from deskapp.ui.questions import entries as entries_asks
from deskapp.ui.render.card import KINDS, LABEL, card_lines, pinned_lines
from deskapp.ui.render.line import Line, Span, row, span
from deskapp.ui.screens.list_screen import ListScreen
from deskapp.ui.symbols import symbols
from deskapp.ui.widgets.line_pane import Pinned

ROWS = tuple(field for field in CARD_FIELDS if field.label)
Row = tuple[str, str, str, str]
ADD = "add one"


class CardScreen(ListScreen):
    """The fields of one card, with the card as the desk shows it beside them."""

    NAME, PLACE = "customer", "Card"
    HANDLERS = (Cards, Privacy)
    ACTS_ON = ("card",)
    ASIDE = "At the desk"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(on_screen("customer"))]

    def __init__(self, context: Context, customer_id: str) -> None:
        super().__init__(context)
        self._customer_id = customer_id
        self._customer: Customer | None = None
        self._rows: list[Row] = []

    def subject(self, kind: str) -> object | None:
        """The card."""
        return self.on_card()

    def on_card(self) -> Customer | None:
        """The card that is shown."""
        return self._customer

    def load(self) -> None:
        """The rows: each field and entry, and one to add each kind of entry."""
        self._customer = customers.of(self.context.desk, self._customer_id)
        self._rows = list(self._all_rows(self._customer)) if self._customer else []
        self.table.entitle(self._customer.name if self._customer else "Gone")
        self.table.fill(len(self._rows))

    def id_at(self, index: int) -> str:
        """The id of the card: every row is a part of it."""
        return self._customer_id

    def above(self) -> Sequence[Widget]:
        """The allergies and warnings of the card, which stay in sight whichever row is selected."""
        return [Pinned(self._pinned, id="pinned")]

    def _pinned(self, width: int) -> list[Line]:
        return pinned_lines(self._customer, self.context.desk.now(), width)

    def draw(self, changed: Changed) -> None:
        """Load and draw again, the allergies above the list too."""
        super().draw(changed)
        for pinned in self.query(Pinned).results(Pinned):
            pinned.redraw()

    def line_at(self, index: int, width: int, selected: bool) -> Line:
        """A label and a value, and against the right edge who told it and when."""
        target, label, value, told = self._rows[index]
        alarm = target.startswith("preferences:") and label == "ALLERGY"
        mark = Span(symbols().selected if selected else " ", "accent")
        text = span(
            value or symbols().none,
            "alarm strong" if alarm else "strong" if selected else "dim" if value in ("", ADD) else "",
        )
        sign = span(f"{symbols().alarm} " if alarm else "", "alarm")
        right = [span(f"{told} ", "soon" if told in ("ask again", "unfinished") else "dim")] if told else []
        left = [mark, span(f"{label:<{LABEL + 3}}", "dim"), sign, text]
        return row(left, right, width=width, role="selected" if selected else "")

    def aside(self, width: int) -> list[Line]:
        """The card as the desk shows it."""
        desk = self.context.desk
        if self._customer is None:
            return []
        recent = log.with_customer(desk, self._customer.id, most=8)
        kept = self.context.promises_to(self._customer)
        return card_lines(
            self._customer, desk.now(), width, recent=recent, promises=kept, editable=True, is_pinned=True
        )

    def do_open(self) -> None:
        """`Enter`: edit the selected field or entry, or add one."""
        customer, desk = self._customer, self.context.desk
        if customer is None or not self._rows:
            return
        kind, _, key = self._rows[self.table.cursor][0].partition(":")
        whole = {"name": card_asks.name, "plan": card_asks.plan, "since": card_asks.since}
        if kind == "kind":
            self.perform("kind", customer=customer)
        elif kind in whole:
            self.ask(whole[kind](desk, customer))
        elif kind in TYPED_FIELDS:
            question = card_asks.text_field(desk, customer, kind)
            offers = BY_NAME[kind].may_tell_allergy
            self.ask(allergy_asks.offering(desk, customer, kind, question) if offers else question)
        elif kind == "merged":
            self.ask(card_asks.apart(desk, customer, key))
        elif entries := next((one for one in get_args(Entries) if one == kind), None):
            asked = (
                entries_asks.entry(desk, customer, entries, key) if key else entries_asks.add(desk, customer, entries)
            )
            self.ask(asked)

    def pick(self, kind: str, value: str) -> None:
        """A click on the card edits that field."""
        place = next((at for at, one in enumerate(self._rows) if one[0].partition(":")[0] == value), -1)
        if kind == "field" and place >= 0:
            self.table.go(place)
            self.do_open()
        else:
            super().pick(kind, value)

    def _all_rows(self, customer: Customer) -> Iterator[Row]:
        now, typed = self.context.desk.now(), card_drafts.read(self.context.desk, customer)
        today = clock.today(now)
        for field in ROWS:
            if field.kind == "entries":
                is_taste = field.name == "preferences"
                yield from self._tastes(customer) if is_taste else _entry_rows(customer, field, today)
                yield _one_more(typed, field)
            elif field.kind == "choice":
                yield from _kind_rows(customer, today)
            elif field.kind == "plan":
                yield field.name, field.label, merge.shown(customer.plan), _plan_state(customer, today)
            else:
                told = _dessert_state(customer, now) if field.name == card_asks.DESSERT else ""
                yield field.name, field.label, card_asks.in_one_line(getattr(customer, field.name)), told
            if field.name == "address_form":
                yield from self._tastes(customer, allergies=True)
        for key, trace in merge.parts(customer):
            yield f"merged:{key}", "Merged with", trace.name, day(clock.today(trace.at), today)

    def _tastes(self, customer: Customer, *, allergies: bool = False) -> Iterator[Row]:
        for key, one in customer.preferences.items():
            if (one.stance == "allergy") is allergies:
                label = "ALLERGY" if allergies else one.group.capitalize()
                yield f"preferences:{key}", label[: LABEL + 2], shown(one), self._told(one)

    def _told(self, one: Preference) -> str:
        now = self.context.desk.now()
        if one.needs_asking(now):
            return "ask again"
        when = day(clock.today(one.confirmed_at), clock.today(now)) if one.confirmed_at else ""
        return ", ".join(part for part in (one.told_by, when) if part)


def _kind_rows(customer: Customer, today: date) -> Iterator[Row]:
    yield "kind", BY_NAME["kind"].label, KINDS[customer.kind], ""
    if customer.kind == "customer":
        since = customer.customer_since
        yield "since", "Since", day(clock.today(since), today) if since else "", ""


def _dessert_state(customer: Customer, now: datetime) -> str:
    asked = customer.dessert_confirmed_at
    if customer.asks_dessert_again(now):
        return "ask again"
    return day(clock.today(asked), clock.today(now)) if asked and customer.favorite_dessert else ""


def _entry_rows(customer: Customer, field: CardField, today: date) -> Iterator[Row]:
    for key, entry in getattr(customer, field.name).items():
        told = _review(entry, today) if isinstance(entry, CardWarning) else getattr(entry, "label", "")
        yield f"{field.name}:{key}", field.label, card_asks.in_one_line(entry_text(field.name, entry)), told


def _review(warning: CardWarning, today: date) -> str:
    if not warning.is_current(today):
        return "review it"
    return f"until {warning.review_on}" if warning.review_on else ""


def _one_more(typed: Mapping[str, str], field: CardField) -> Row:
    """The row that adds one; what was typed for it and is not done yet stands there."""
    words = next((text for place, text in typed.items() if place.startswith(f"{field.name} ")), "")
    words, told = (card_asks.in_one_line(words), "unfinished") if words else (ADD, "")
    return field.name, field.label, words, told


def _plan_state(customer: Customer, today: date) -> str:
    return "ended" if customer.plan and not customer.plan.is_running(today) else ""
