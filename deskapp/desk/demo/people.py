"""The invented shop in the making: its people, and the dice that make it the same every time."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from random import Random
from typing import Any, TypeVar

from deskapp import clock
from deskapp.model.card_fields import TYPED_FIELDS
from deskapp.model.customer import CardWarning, Customer, Email, Phone, Plan, Preference
from deskapp.model.ids import make_id, map_key
from deskapp.model.interaction import CustomerRef

Entry = TypeVar("Entry")
Facts = Mapping[str, Any]


class Shop:
    """An invented shop at an instant, with seeded chance: ids, keys and times come out the same for the same seed."""

    def __init__(self, now: datetime, staff: str, seed: int) -> None:
        self.now, self.staff = now, staff
        self.cards: dict[str, Customer] = {}
        """By the short names that visits and promises call them by."""
        self._random = Random(seed)  # noqa: S311 -- an invented day keeps no secret

    def ago(self, **length: float) -> datetime:
        """An instant so long before now."""
        return self.now - timedelta(**length)

    def new_id(self, prefix: str, at: datetime) -> str:
        """An id of a document that was made at an instant."""
        return make_id(prefix, at, self._random.randbytes(10))

    def keyed(self, entries: Iterable[Entry]) -> dict[str, Entry]:
        """The entries as a map with short keys, in their order."""
        return {map_key(self._random.randbytes(4)): entry for entry in entries}

    def between(self, low: float, high: float) -> float:
        """Any number from low to high."""
        return self._random.uniform(low, high)

    def whom(self, facts: Facts) -> CustomerRef | None:
        """The reference to the card that something is about, with the name on it."""
        card = self.cards.get(facts.get("who", ""))
        return CustomerRef(card.id, card.name) if card else None

    def number(self, facts: Facts) -> str:
        """The number that a call came from."""
        card = self.cards.get(facts.get("who", "")) if facts["kind"] == "call" else None
        return next((phone.typed for phone in card.phones.values()), "") if card else ""


def card(shop: Shop, facts: Facts) -> Customer:
    """A card; days are counted back from now."""
    created, kind = shop.ago(days=facts["since"]), facts.get("kind", "customer")
    today = clock.today(shop.now)
    name, level, days = facts.get("plan", ("", "", 0))
    return Customer(
        id=shop.new_id("cus", created),
        kind=kind,
        plan=Plan(name, today + timedelta(days=days), level) if name else None,
        dessert_confirmed_at=shop.ago(days=facts["dessert_days"]) if "dessert_days" in facts else None,
        phones=shop.keyed(Phone(typed, number, label) for typed, number, label in facts.get("phones", [])),
        emails=shop.keyed(Email(address) for address in facts.get("emails", [])),
        addresses=shop.keyed(facts.get("addresses", [])),
        preferences=shop.keyed(
            Preference(group, item, stance, shop.ago(days=days), facts["name"])
            for group, item, stance, days in facts.get("preferences", [])
        ),
        warnings=shop.keyed(
            CardWarning(text, shop.ago(days=days), today + timedelta(days=review), "Robin")
            for text, days, review in facts.get("warnings", [])
        ),
        created_at=created,
        customer_since=created if kind == "customer" else None,
        **{name: facts.get(name, "") for name in TYPED_FIELDS},
    )
