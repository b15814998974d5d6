"""Cards as rows to choose from: what matched, an allergy, and what tells two alike ones apart."""

from collections.abc import Sequence
from datetime import datetime

from deskapp import clock
from deskapp.desk.cards import customers
from deskapp.desk.find.finder import Match
from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.model.customer import Customer
from deskapp.ui.symbols import symbols
from deskapp.ui.widgets.question import Choice

SHOWN_DIGITS = 4


class Rows:
    """The rows of one question. What is read of a card is kept, as the same cards come again with each letter."""

    def __init__(self, desk: Session) -> None:
        self._desk = desk
        self._cards: dict[str, Customer | None] = {}
        self._last: dict[str, str] = {}

    def of(self, found: Sequence[Match], *, are_rivals: bool = False) -> list[Choice]:
        """The cards found as choices; of rivals, that fit as well as another, each says when they were here last."""
        best = max((one.grade for one in found), default=0)
        rivals = [one.id for one in found if are_rivals and one.grade and one.grade == best]
        return [self._choice(one, is_rival=one.id in rivals and len(rivals) > 1) for one in found]

    def _choice(self, one: Match, *, is_rival: bool) -> Choice:
        card = self._card(one.id)
        text = ", ".join(part for part in (one.name, one.company) if part)
        allergies = ", ".join(it.item for it in card.with_stance("allergy")) if card else ""
        sign = f"{symbols().alarm} {allergies}" if allergies else ""
        parts = [one.hint if one.hint != one.company else ""]
        if is_rival:
            parts = [one.hint if one.hint.startswith("phone") else self._phone_end(card), self._last_visit(one.id)]
        return Choice(one.id, text, "  ".join(part for part in (*parts, sign) if part), bad=bool(sign))

    def _card(self, identifier: str) -> Customer | None:
        if identifier not in self._cards:
            self._cards[identifier] = customers.of(self._desk, identifier)
        return self._cards[identifier]

    def _phone_end(self, card: Customer | None) -> str:
        phone = next((one.typed for one in card.phones.values()), "") if card else ""
        return f"{symbols().ellipsis}{phone[-SHOWN_DIGITS:]}" if phone else ""

    def _last_visit(self, identifier: str) -> str:
        if identifier not in self._last:
            arrived_at = self._arrived_at(identifier)
            on = clock.today(arrived_at) if arrived_at else None
            is_past = on is not None and on.year != clock.today(self._desk.now()).year
            self._last[identifier] = (f"{on:%b %Y}" if is_past else f"{on.day} {on:%b}") if on else ""
        return self._last[identifier]

    def _arrived_at(self, identifier: str) -> datetime | None:
        """When they were here last; of a running desk without a pass over its visits, as this runs with each letter."""
        if self._desk.at_hand is None:
            visits = log.with_customer(self._desk, identifier, most=1)
            return visits[0].arrived_at if visits else None
        card = self._card(identifier)
        arrived = self._desk.at_hand.last_visit(customers.ids_of(self._desk, card) if card else [identifier])
        try:
            return datetime.fromisoformat(arrived)
        except ValueError:
            return None
