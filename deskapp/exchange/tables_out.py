"""Cards, the log and promises as tables: rows of text, and CSV that a spreadsheet shows and cannot be made to run.

Which sign parts the cells of a CSV file is the spreadsheet's own choice, by the language that it runs in. So every cell
stands in quotes, and within a cell each piece that another sign would make a cell is made harmless like a whole one.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from deskapp.desk.visits import wording
from deskapp.exchange.batch import STORES_OWN
from deskapp.exchange.columns import CARD
from deskapp.model.card_fields import CardField, entry_text, placed
from deskapp.model.customer import Customer
from deskapp.model.document import to_document
from deskapp.model.interaction import Interaction, Request
from deskapp.model.promise import Promise
from deskapp.text import when
from deskapp.text.durations import in_minutes
from deskapp.text.escaping import harmless, unobeyed
from deskapp.text.safe import undirected

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
        return "; ".join(allergy.item for allergy in customer.with_stance("allergy"))
    if field.kind == "plan":
        return customer.plan.until.isoformat() if customer.plan and customer.plan.until else ""
    value = getattr(customer, field.name)
    return "; ".join(entry_text(field.name, entry) for entry in value.values()) if field.kind == "entries" else value


def log_rows(interactions: Iterable[Interaction], now: datetime) -> Iterator[tuple[str, ...]]:
    """A row for each interaction, under `LOG`; times as the desk's wall clock shows them."""
    for visit in interactions:
        yield (
            visit.kind,
            wording.state(visit),
            when.stamp(visit.arrived_at),
            _known(visit.clocks.wait(now)),
            _known(now - visit.arrived_at if visit.is_open else visit.clocks.stay()),
            visit.name,
            visit.phone,
            visit.reason,
            visit.outcome,
            "; ".join(map(_request_words, visit.requests.values())),
            "; ".join(note.text for note in visit.notes.values()),
            visit.staff,
        )


def _known(length: timedelta | None) -> str:
    """A length in minutes; empty where nobody knows it."""
    return "" if length is None else in_minutes(length)


def _request_words(request: Request) -> str:
    return f"{request.text} ({request.answer if request.answered_at else 'open'})"


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


_COLUMNS = [(field.name, column.written) for field in placed("table") for column in field.columns if column.written]
_NUMBERED = ("phones", "emails", "addresses")
_OWN_CELLS: dict[str, Callable[[Customer], str]] = {
    "Allergies": lambda card: ", ".join(allergy.item for allergy in card.with_stance("allergy")),
    "Plan": lambda card: card.plan.name if card.plan else "",
    "Plan until": lambda card: card.plan.until.isoformat() if card.plan and card.plan.until else "",
    "Plan level": lambda card: card.plan.level if card.plan else "",
}
"""The cells of the fields that are more than a text."""


def write_csv(customers: Iterable[Customer]) -> str:
    """The cards as the text of a CSV file; its last column holds the whole card, so that nothing is lost."""
    every = list(customers)
    header = header_of(every)
    return write_table(header, (row_of(card, header) for card in every))


def write_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Any table as CSV text with every cell made harmless, as the log and the promises are written."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow([harmless(undirected(cell)) for cell in header])
    writer.writerows([harmless(undirected(cell)) for cell in row] for row in rows)
    return out.getvalue()


def header_of(customers: Sequence[Customer]) -> list[str]:
    """The header with as many phones, e-mails and addresses as the fullest card has."""
    header = []
    for field, written in _COLUMNS:
        if field in _NUMBERED:
            most = max((len(getattr(card, field)) for card in customers), default=0)
            header += [f"{written} {n} - {part}" for n in range(1, most + 1) for part in ("Label", "Value")]
        else:
            header.append(written)
    return [*header, CARD]


def row_of(customer: Customer, header: Sequence[str]) -> list[str]:
    """The cells of a card under a header."""
    stored = {name: value for name, value in to_document(customer).items() if name not in STORES_OWN}
    cells = {CARD: unobeyed(json.dumps(stored, ensure_ascii=False, separators=(",", ":")))}
    for field, written in _COLUMNS:
        if field in _NUMBERED:
            for number, entry in enumerate(getattr(customer, field).values(), 1):
                cells[f"{written} {number} - Label"] = getattr(entry, "label", "")
                cells[f"{written} {number} - Value"] = entry_text(field, entry)
        else:
            own = _OWN_CELLS.get(written)
            cells[written] = own(customer) if own else getattr(customer, field)
    return [undirected(cells.get(name, "")) for name in header]
