from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskapp.exchange.vcard_in import read_vcards
from deskapp.exchange.vcard_out import FOLD_AT, Version, write_cards
from deskapp.model.customer import Customer, Email, Phone, Preference
from deskapp.model.document import from_document, to_document
from tests.builders import so_many
from tests.exchange.cards import CUSTOMERS

BETH = Customer(
    id="cus_01",
    name="Beth Reyes",
    company="Harbour; Clinic, Ltd",
    phones={"A1B2C3": Phone("0917 555 01 23", "+639175550123", "mobile"), "D4E5F6": Phone("12", label="night desk")},
    emails={"G7H8J9": Email("beth@example.org", "work")},
    preferences={"K1M2N3": Preference("food", "peanuts", "allergy", datetime(2026, 1, 2, tzinfo=UTC), "herself")},
    favorite_dessert="leche flan",
    notes="first\nsecond",
)


@pytest.mark.parametrize("version", ["3.0", "4.0"])
@settings(max_examples=so_many(40), deadline=None)
@given(st.lists(CUSTOMERS, max_size=3))
def test_export_then_import_is_the_identity(version: Version, customers: list[Customer]) -> None:
    batch = read_vcards(write_cards(customers, version).encode())
    assert [replace(draft.customer, id=draft.uid) for draft in batch.cards] == customers
    assert not batch.refused
    assert not batch.notes


@given(CUSTOMERS)
def test_no_line_is_longer_than_the_standard_allows(customer: Customer) -> None:
    text = write_cards([customer], "3.0")
    assert all(len(line) <= FOLD_AT for line in text.encode().split(b"\r\n"))


def test_other_programs_find_the_standard_properties() -> None:
    lines = write_cards([BETH], "3.0").replace("\r\n ", "").split("\r\n")
    for line in (
        "FN:Beth Reyes",
        "N:;Beth Reyes;;;",
        "ORG:Harbour\\; Clinic\\, Ltd",
        "TEL;TYPE=CELL;X-DESKAPP-KEY=A1B2C3;X-DESKAPP-NUMBER=+639175550123:0917 555 01 23",
        "item1.TEL;X-DESKAPP-KEY=D4E5F6:12",
        "item1.X-ABLabel:night desk",
        "EMAIL;TYPE=WORK;X-DESKAPP-KEY=G7H8J9:beth@example.org",
        "NOTE:first\\nsecond",
        "X-DESKAPP-FAVORITE-DESSERT:leche flan",
    ):
        assert line in lines


def test_version_4_says_that_a_number_is_text() -> None:
    assert "TEL;VALUE=text;TYPE=cell;X-DESKAPP-KEY=A1B2C3" in write_cards([BETH])


def test_control_characters_never_leave_the_book() -> None:
    text = write_cards([replace(BETH, name="Be\x1b[2Jth\r\nEND:VCARD", notes="a\x00b")])
    assert "\x1b" not in text
    assert "\x00" not in text
    assert text.count("\r\nEND:VCARD") == 1


def test_a_key_of_another_shape_is_replaced_not_trusted() -> None:
    text = write_cards([replace(BETH, emails={"$where;x": Email("beth@example.org")})])
    keys = list(read_vcards(text.encode()).cards[0].customer.emails)
    assert len(keys) == 1
    assert keys[0].startswith("~")


def test_a_field_that_has_no_property_of_its_own_travels_too() -> None:
    parting = {"at": "2026-11-22T13:00:00.000Z", "why": "threats, twice", "by": "Mia", "second": "Leo"}
    card = from_document(Customer, {**to_document(BETH), "parting": parting, "of_a_newer_version": {"a": [1]}})
    back = read_vcards(write_cards([card]).encode()).cards[0]
    assert replace(back.customer, id=back.uid) == card


def test_what_the_store_keeps_for_itself_stays_at_home() -> None:
    text = write_cards([replace(BETH, extra={"rev": 7, "stamps": {"name": "x"}, "desk": "dsk_1"})])
    assert "EXTRA" not in text
