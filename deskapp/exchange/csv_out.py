"""Cards as a CSV table that a spreadsheet shows and cannot be made to run: formulas are written as text.

Which sign parts the cells of a CSV file is the spreadsheet's own choice, by the language that it runs in. So every cell
stands in quotes, and within a cell each piece that another sign would make a cell is made harmless like a whole one.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence

from deskapp.exchange.batch import STORES_OWN
from deskapp.exchange.columns import CARD
from deskapp.model.card_fields import entry_text, placed
from deskapp.model.customer import Customer
from deskapp.model.document import Document, to_document
from deskapp.text.escaping import harmless, unobeyed
from deskapp.text.safe import undirected

_COLUMNS = [(field.name, column.written) for field in placed("table") for column in field.columns if column.written]
_NUMBERED = ("phones", "emails", "addresses")
_OWN_CELLS: dict[str, Callable[[Customer], str]] = {
    "Allergies": lambda card: ", ".join(one.item for one in card.with_stance("allergy")),
    "Plan": lambda card: card.plan.name if card.plan else "",
    "Plan until": lambda card: card.plan.until.isoformat() if card.plan and card.plan.until else "",
    "Plan level": lambda card: card.plan.level if card.plan else "",
}
"""The cells of the fields that are more than a text."""


def write_csv(customers: Iterable[Customer]) -> str:
    """The cards as the text of a CSV file; its last column holds the whole card, so that nothing is lost."""
    every = list(customers)
    header = header_of(every)
    return write_table(header, (row_of(one, header) for one in every))


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
            most = max((len(getattr(one, field)) for one in customers), default=0)
            header += [f"{written} {n} - {part}" for n in range(1, most + 1) for part in ("Label", "Value")]
        else:
            header.append(written)
    return [*header, CARD]


def _stored(customer: Customer) -> Document:
    return {name: value for name, value in to_document(customer).items() if name not in STORES_OWN}


def row_of(customer: Customer, header: Sequence[str]) -> list[str]:
    """The cells of a card under a header."""
    cells = {CARD: unobeyed(json.dumps(_stored(customer), ensure_ascii=False, separators=(",", ":")))}
    for field, written in _COLUMNS:
        if field in _NUMBERED:
            for number, entry in enumerate(getattr(customer, field).values(), 1):
                cells[f"{written} {number} - Label"] = getattr(entry, "label", "")
                cells[f"{written} {number} - Value"] = entry_text(field, entry)
        else:
            own = _OWN_CELLS.get(written)
            cells[written] = own(customer) if own else getattr(customer, field)
    return [undirected(cells.get(name, "")) for name in header]
