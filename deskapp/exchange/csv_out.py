"""Cards as a CSV table that a spreadsheet shows and cannot be made to run: formulas are written as text.

Which sign parts the cells of a CSV file is the spreadsheet's own choice, by the language that it runs in. So every cell
stands in quotes, and within a cell each piece that another sign would make a cell is made harmless like a whole one.
"""

import csv
import io
import json
from collections.abc import Iterable, Sequence

from deskapp.exchange.batch import STORES_OWN
from deskapp.model.customer import Customer
from deskapp.model.document import Document, to_document
from deskapp.text.escaping import harmless, unobeyed
from deskapp.text.safe import undirected

CARD = "deskapp card"
_FRONT = ("Name", "Kind", "Address as", "Pronouns", "Company", "Role", "Allergies", "Favorite dessert")
_BACK = ("Plan", "Plan until", "Plan level", "Preferred channel", "Preferred hours", "Birthday", "Notes", CARD)


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
    header = list(_FRONT)
    for word, field in (("Phone", "phones"), ("E-mail", "emails"), ("Address", "addresses")):
        most = max((len(getattr(one, field)) for one in customers), default=0)
        header += [f"{word} {n} - {part}" for n in range(1, most + 1) for part in ("Label", "Value")]
    return header + list(_BACK)


def _stored(customer: Customer) -> Document:
    return {name: value for name, value in to_document(customer).items() if name not in STORES_OWN}


def row_of(customer: Customer, header: Sequence[str]) -> list[str]:
    """The cells of a card under a header."""
    plan = customer.plan
    cells = {
        "Name": customer.name,
        "Kind": customer.kind,
        "Address as": customer.address_form,
        "Pronouns": customer.pronouns,
        "Company": customer.company,
        "Role": customer.role,
        "Allergies": ", ".join(one.item for one in customer.with_stance("allergy")),
        "Favorite dessert": customer.favorite_dessert,
        "Plan": plan.name if plan else "",
        "Plan until": plan.until.isoformat() if plan and plan.until else "",
        "Plan level": plan.level if plan else "",
        "Preferred channel": customer.preferred_channel,
        "Preferred hours": customer.preferred_hours,
        "Birthday": customer.birthday,
        "Notes": customer.notes,
        CARD: unobeyed(json.dumps(_stored(customer), ensure_ascii=False, separators=(",", ":"))),
    }
    entries = [("Phone", one.label, one.typed) for one in customer.phones.values()]
    entries += [("E-mail", one.label, one.address) for one in customer.emails.values()]
    entries += [("Address", "", one) for one in customer.addresses.values()]
    numbers: dict[str, int] = {}
    for word, label, value in entries:
        numbers[word] = numbers.get(word, 0) + 1
        cells[f"{word} {numbers[word]} - Label"] = label
        cells[f"{word} {numbers[word]} - Value"] = value
    return [undirected(cells.get(name, "")) for name in header]
