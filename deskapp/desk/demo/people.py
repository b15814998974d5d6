"""The people of the invented day, and the dice that make it the same every time."""

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


class Dice:
    """Seeded chance: ids, keys and times that come out the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311 -- an invented day keeps no secret

    def new_id(self, prefix: str, at: datetime) -> str:
        """An id of a document that was made at an instant."""
        return make_id(prefix, at, self._random.randbytes(10))

    def keyed(self, entries: Iterable[Entry]) -> dict[str, Entry]:
        """The entries as a map with short keys, in their order."""
        return {map_key(self._random.randbytes(4)): entry for entry in entries}

    def between(self, low: float, high: float) -> float:
        """Any number from low to high."""
        return self._random.uniform(low, high)


def ref(customer: Customer) -> CustomerRef:
    """The reference to a card, with the name on it."""
    return CustomerRef(customer.id, customer.name)


def cards(entries: Iterable[Mapping[str, Any]], now: datetime, dice: Dice) -> dict[str, Customer]:
    """The cards by the short names that visits and promises call them by; days are counted back from now."""
    return {entry["key"]: _card(entry, now, dice) for entry in entries}


def _card(entry: Mapping[str, Any], now: datetime, dice: Dice) -> Customer:
    created = now - timedelta(days=entry["since"])
    dessert_days = entry.get("dessert_days")
    kind = entry.get("kind", "customer")
    return Customer(
        id=dice.new_id("cus", created),
        kind=kind,
        plan=_plan(entry, now),
        dessert_confirmed_at=None if dessert_days is None else now - timedelta(days=dessert_days),
        phones=dice.keyed(Phone(typed, number, label) for typed, number, label in entry.get("phones", [])),
        emails=dice.keyed(Email(address) for address in entry.get("emails", [])),
        addresses=dice.keyed(entry.get("addresses", [])),
        preferences=dice.keyed(
            Preference(group, item, stance, now - timedelta(days=days), entry["name"])
            for group, item, stance, days in entry.get("preferences", [])
        ),
        warnings=dice.keyed(
            CardWarning(text, now - timedelta(days=days), clock.today(now) + timedelta(days=review), "Robin")
            for text, days, review in entry.get("warnings", [])
        ),
        created_at=created,
        customer_since=created if kind == "customer" else None,
        **{name: entry.get(name, "") for name in TYPED_FIELDS},
    )


def _plan(entry: Mapping[str, Any], now: datetime) -> Plan | None:
    if "plan" not in entry:
        return None
    name, level, days = entry["plan"]
    return Plan(name, clock.today(now) + timedelta(days=days), level)
