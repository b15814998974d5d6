"""Cards, the log and promises as plain tables: rows of text."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from deskapp.desk.visits import wording
from deskapp.model.card_fields import CardField, entry_text, placed
from deskapp.model.customer import Customer
from deskapp.model.interaction import Interaction
from deskapp.model.promise import Promise
from deskapp.text import when
from deskapp.text.durations import in_minutes

_CARD_COLUMNS = placed("sheet")
_OWN_COLUMNS = {"preferences": "ALLERGY", "plan": "Plan until"}
"""The headers over what is shown of a field instead of all of it."""
CARDS = tuple(_OWN_COLUMNS.get(field.name, field.label) for field in _CARD_COLUMNS)
LOG = ("Kind", "State", "Arrived", "Waited", "Took", "Who", "Phone", "About", "Outcome", "Asked for", "Notes", "Staff")
PROMISES = ("What", "To", "Due", "State", "Channel", "Owner", "Made", "Moved")


def card_rows(customers: Iterable[Customer]) -> Iterator[tuple[str, ...]]:
    """A row for each card, under `CARDS`."""
    return (tuple(_card_cell(card, field) for field in _CARD_COLUMNS) for card in customers)


def _card_cell(customer: Customer, field: CardField) -> str:
    if field.name == "preferences":
        return "; ".join(one.item for one in customer.with_stance("allergy"))
    if field.kind == "plan":
        return customer.plan.until.isoformat() if customer.plan and customer.plan.until else ""
    value = getattr(customer, field.name)
    return "; ".join(entry_text(field.name, one) for one in value.values()) if field.kind == "entries" else value


def log_rows(interactions: Iterable[Interaction], now: datetime) -> Iterator[tuple[str, ...]]:
    """A row for each interaction, under `LOG`; times as the desk's wall clock shows them."""
    for visit in interactions:
        asked = (
            f"{request.text} ({request.answer if request.answered_at else 'open'})"
            for request in visit.requests.values()
        )
        yield (
            visit.kind,
            wording.state(visit),
            when.stamp(visit.arrived_at),
            in_minutes(visit.waited(now)),
            "" if visit.closed_at else in_minutes((visit.ended_at or now) - visit.arrived_at),
            visit.name,
            visit.phone,
            visit.reason,
            visit.outcome,
            "; ".join(asked),
            "; ".join(note.text for note in visit.notes.values()),
            visit.staff,
        )


def promise_rows(promises: Iterable[Promise], now: datetime) -> Iterator[tuple[str, ...]]:
    """A row for each promise, under `PROMISES`."""
    for promise in promises:
        moves = (
            f"{when.stamp(move.was)} to {when.stamp(move.to)}, {'told' if move.told else 'not told'}"
            for move in promise.moves.values()
        )
        yield (
            promise.what,
            promise.customer.name if promise.customer else "",
            when.stamp(promise.due),
            promise.state(now).replace("_", " "),
            promise.channel,
            promise.owner,
            when.stamp(promise.made_at),
            "; ".join(moves),
        )
