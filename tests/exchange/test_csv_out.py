import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskapp.exchange.csv_in import read_csv
from deskapp.exchange.tables_out import write_csv, write_table
from deskapp.model.customer import Customer, Email, Phone
from deskapp.text.escaping import harmless
from tests.builders import so_many
from tests.exchange.cards import CUSTOMERS

ANA = Customer(
    id="cus_01",
    name="Ana Cruz",
    phones={"A1B2C3": Phone("+63 917 555 0001", "+639175550001", "mobile")},
    emails={"D4E5F6": Email("ana@example.org")},
    notes='=HYPERLINK("http://example.org")',
)


def cells(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


@settings(max_examples=so_many(40), deadline=None)
@given(st.lists(CUSTOMERS, min_size=1, max_size=3))
def test_export_then_import_is_the_identity(customers: list[Customer]) -> None:
    batch = read_csv(write_csv(customers).encode())
    assert [replace(draft.customer, id=draft.uid) for draft in batch.cards] == customers
    assert not batch.refused


@pytest.mark.parametrize("start", [*"=+-@\t\r＝", "'=", "''+"])
def test_no_cell_can_be_run_by_a_spreadsheet(start: str) -> None:
    row = cells(write_csv([replace(ANA, company=f"{start}1+1")]))[0]
    assert not any(cell[:1] in "=+-@\t\r＝＋－＠" for cell in row.values() if cell)


def test_a_harmless_cell_is_left_alone() -> None:
    assert harmless("Ana = me") == "Ana = me"
    assert harmless("'quoted'") == "'quoted'"


def test_what_was_edited_in_a_spreadsheet_comes_back() -> None:
    row = cells(write_csv([ANA]))[0]
    row["Company"] = "Harbour Clinic"
    row["Phone 1 - Value"] = "0917 555 0002"
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(row))
    writer.writeheader()
    writer.writerow(row)
    card = read_csv(out.getvalue().encode()).cards[0].customer
    assert card.company == "Harbour Clinic"
    assert [phone.typed for phone in card.phones.values()] == ["0917 555 0002"]
    assert card.emails == ANA.emails
    assert card.notes == ANA.notes


def test_the_table_is_readable_without_the_last_column() -> None:
    row = cells(write_csv([ANA]))[0]
    assert (row["Name"], row["Phone 1 - Label"], row["E-mail 1 - Value"]) == ("Ana Cruz", "mobile", "ana@example.org")


def test_any_other_table_is_harmless_too() -> None:
    assert write_table(["When", "What"], [["13:18", "=1+1"], ["13:19", "a\x1b[2J, b"]]) == (
        '"When","What"\r\n"13:18","\'=1+1"\r\n"13:19","a[2J, b"\r\n'
    )
