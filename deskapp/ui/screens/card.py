"""One card, field by field: Enter edits the selected field in place, stored as it is typed."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import get_args

from deskapp import clock
from deskapp.desk.cards import customers, merge
from deskapp.desk.cards.customers import Entries
from deskapp.desk.cards.preference_words import shown as taste_words
from deskapp.desk.drafts import card_drafts
from deskapp.desk.visits import log
from deskapp.model.card_fields import BY_NAME, CARD_FIELDS, TYPED_FIELDS, CardField, entry_text
from deskapp.model.customer import CardWarning, Customer, Preference
from deskapp.text.when import day
from deskapp.ui.context import Context
from deskapp.ui.handlers.cards import Cards
from deskapp.ui.handlers.privacy import Privacy
from deskapp.ui.questions import card as card_asks
from deskapp.ui.questions import entries as entries_asks
from deskapp.ui.questions import preferences as preference_asks
from deskapp.ui.questions.typed import in_one_line
from deskapp.ui.render.card import KINDS, LABEL, Past, card_lines, pinned_lines
from deskapp.ui.render.line import Cells, Line, span
from deskapp.ui.screens.list_screen import ListScreen
from deskapp.ui.symbols import symbols

ROWS = tuple(field for field in CARD_FIELDS if field.label)
Row = tuple[str, str, str, str]
ADD = "add one"


class CardScreen(ListScreen[Row]):
    """The fields of one card, with the card as the desk shows it beside them."""

    NAME, PLACE = "customer", "Card"
    HANDLERS = (Cards, Privacy)
    ACTS_ON = ("card",)
    ASIDE, PINNED = "At the desk", "list"

    def __init__(self, context: Context, customer_id: str) -> None:
        super().__init__(context)
        self._customer_id = customer_id
        self._customer: Customer | None = None

    def on_card(self) -> Customer | None:
        """The card that is shown."""
        return self._customer

    def load(self) -> None:
        """The rows: each field and entry, and one to add each kind of entry."""
        self._customer = customers.of(self.context.desk, self._customer_id)
        rows = list(self._all_rows(self._customer)) if self._customer else []
        self.fill(rows, self._customer.name if self._customer else "Gone")

    def id_at(self, index: int) -> str:
        """The id of the card: every row is a part of it."""
        return self._customer_id

    def pinned(self, width: int) -> list[Line]:
        """The allergies and warnings of the card, which stay in sight whichever row is selected."""
        return pinned_lines(self._customer, self.context.desk.now(), width)

    def cells(self, shown: Row, width: int, selected: bool) -> Cells:
        """A label and a value, and against the right edge who told it and when."""
        target, label, value, told = shown
        alarm = target.startswith("preferences:") and label == "ALLERGY"
        role = "alarm strong" if alarm else "strong" if selected else "dim" if value in ("", ADD) else ""
        sign = span(f"{symbols().alarm} " if alarm else "", "alarm")
        left = [span(f"{label:<{LABEL + 3}}", "dim"), sign, span(value or symbols().none, role)]
        return left, [span(f"{told} ", "soon" if told in ("ask again", "unfinished") else "dim")] if told else []

    def aside(self, shown: Row, width: int) -> list[Line]:
        """The card as the desk shows it."""
        desk, card = self.context.desk, self._customer
        if card is None:
            return []
        past = Past(log.with_customer(desk, card.id, most=8), self.context.promises_to(card))
        return card_lines(card, desk.now(), width, past, editable=True, pinned=True)

    def open_row(self, shown: Row) -> None:
        """Edit the selected field or entry, or add one."""
        customer, desk = self._customer, self.context.desk
        if customer is None:
            return
        kind, _, key = shown[0].partition(":")
        whole = {"name": card_asks.name, "plan": card_asks.plan, "since": card_asks.since}
        if kind == "kind":
            self.perform("kind", customer=customer)
        elif kind in whole:
            self.ask(whole[kind](desk, customer))
        elif kind in TYPED_FIELDS:
            question = card_asks.text_field(desk, customer, kind)
            offers = BY_NAME[kind].may_tell_allergy
            self.ask(preference_asks.offering(desk, customer, kind, question) if offers else question)
        elif kind == "merged":
            self.ask(card_asks.apart(desk, customer, key))
        elif entries := next((name for name in get_args(Entries) if name == kind), None):
            asks = entries_asks
            self.ask(asks.entry(desk, customer, entries, key) if key else asks.add(desk, customer, entries))

    def pick(self, kind: str, value: str) -> None:
        """A click on the card edits that field."""
        place = next((at for at, row in enumerate(self._rows) if row[0].partition(":")[0] == value), -1)
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
            else:
                yield from _rows_of(customer, field, now)
            if field.name == "address_form":
                yield from self._tastes(customer, allergies=True)
        for key, trace in merge.parts(customer):
            yield f"merged:{key}", "Merged with", trace.name, _day(trace.at, today)

    def _tastes(self, customer: Customer, *, allergies: bool = False) -> Iterator[Row]:
        for key, taste in customer.preferences.items():
            if (taste.stance == "allergy") is allergies:
                label = "ALLERGY" if allergies else taste.group.capitalize()
                yield f"preferences:{key}", label[: LABEL + 2], taste_words(taste), self._told(taste)

    def _told(self, taste: Preference) -> str:
        now = self.context.desk.now()
        if taste.needs_asking(now):
            return "ask again"
        return ", ".join(part for part in (taste.told_by, _day(taste.confirmed_at, clock.today(now))) if part)


def _day(when: datetime | None, today: date) -> str:
    return day(clock.today(when), today) if when else ""


def _dessert_state(customer: Customer, now: datetime) -> str:
    if customer.asks_dessert_again(now):
        return "ask again"
    return _day(customer.dessert_confirmed_at, clock.today(now)) if customer.favorite_dessert else ""


def _rows_of(customer: Customer, field: CardField, now: datetime) -> Iterator[Row]:
    """The rows of a field that holds no entries."""
    today = clock.today(now)
    if field.kind == "choice":
        yield field.name, field.label, KINDS[customer.kind], ""
        if customer.kind == "customer":
            yield "since", "Since", _day(customer.customer_since, today), ""
    elif field.kind == "plan":
        is_over = customer.plan and not customer.plan.is_running(today)
        yield field.name, field.label, merge.shown(customer.plan), "ended" if is_over else ""
    else:
        told = _dessert_state(customer, now) if field.name == card_asks.DESSERT else ""
        yield field.name, field.label, in_one_line(getattr(customer, field.name)), told


def _entry_rows(customer: Customer, field: CardField, today: date) -> Iterator[Row]:
    for key, entry in getattr(customer, field.name).items():
        told = _review(entry, today) if isinstance(entry, CardWarning) else getattr(entry, "label", "")
        yield f"{field.name}:{key}", field.label, in_one_line(entry_text(field.name, entry)), told


def _review(warning: CardWarning, today: date) -> str:
    if not warning.is_current(today):
        return "review it"
    return f"until {warning.review_on}" if warning.review_on else ""


def _one_more(typed: Mapping[str, str], field: CardField) -> Row:
    """The row that adds one; what was typed for it and is not done yet stands there."""
    words = next((text for place, text in typed.items() if place.startswith(f"{field.name} ")), "")
    words, told = (in_one_line(words), "unfinished") if words else (ADD, "")
    return field.name, field.label, words, told
