from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskapp.desk.find import alike
from deskapp.exchange import matching
from deskapp.exchange.batch import Batch, CallDraft, CardDraft, ImportPlan
from deskapp.exchange.importer import apply, dry_run
from deskapp.exchange.merging import settled
from deskapp.exchange.reading import read_bytes
from deskapp.exchange.vcard_out import write_cards
from deskapp.model.customer import Customer, Email, Phone, Preference
from deskapp.model.document import from_document, to_document
from deskapp.store import Book, open_book
from deskapp.ui.screens.imports import plan_rows
from tests.builders import so_many, words_to_undo
from tests.conftest import Within
from tests.exchange.cards import CUSTOMERS

NOW = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)
MOST_LOOKS = 100
ANA = Customer(
    id="cus_01",
    name="Ana Cruz",
    kind="prospect",
    company="Harbour Clinic",
    phones={"A1B2C3": Phone("0917 555 0001", "+639175550001", "mobile")},
    preferences={"D4E5F6": Preference("food", "peanuts", "allergy", NOW, "herself")},
    notes="rings at noon",
)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with open_book(tmp_path / "book") as opened:
        yield opened


def cards(*customers: Customer) -> Batch:
    return Batch("vcard", tuple(CardDraft(replace(one, id=""), line, one.id) for line, one in enumerate(customers, 1)))


def plan(*customers: Customer, book: tuple[Customer, ...] = (ANA,)) -> ImportPlan:
    return dry_run(cards(*customers), [to_document(one) for one in book], "PH")


def stranger(name: str, phone: str = "", email: str = "", **told: Any) -> Customer:
    phones = {"~1": Phone(phone)} if phone else {}
    return Customer("", name, phones=phones, emails={"~2": Email(email)} if email else {}, **told)


def stored(book: Book) -> list[Customer]:
    return [from_document(Customer, one) for one in book.select("customers", newest_first=False)]


def test_a_stranger_is_a_new_card_with_its_phone_normalised() -> None:
    made = plan(stranger("Ben Lee", "(0917) 555-0002"))
    assert [one.customer.name for one in made.new] == ["Ben Lee"]
    (key, phone), *_ = made.new[0].customer.phones.items()
    assert phone.number == "+639175550002"
    assert not key.startswith("~")


def test_the_same_number_and_name_is_the_same_person_in_any_format() -> None:
    made = plan(stranger("Ms. Ana M. Cruz", "+63-917-5550001", "ana@example.org", role="Nurse"))
    assert not made.new
    assert [(one.field, *one.words) for one in made.changed[0].changes] == [
        ("role", "", "Nurse"),
        ("emails", "", "ana@example.org"),
    ]


def test_what_brings_nothing_new_is_a_duplicate() -> None:
    made = plan(stranger("ANA CRUZ", "09175550001"))
    assert (made.words, made.is_empty) == ("1 duplicate", True)
    assert made.duplicates[0].name == "Ana Cruz"


def test_another_name_on_a_shared_phone_is_another_person() -> None:
    made = plan(stranger("Leo Cruz", "09175550001"))
    assert [(one.customer.name, one.beside) for one in made.new] == [("Leo Cruz", "Ana Cruz")]


def test_a_namesake_is_the_same_person_only_where_nothing_speaks_against_it() -> None:
    assert plan(stranger("Ana Cruz")).duplicates
    assert plan(stranger("Ana Cruz", "0917 555 9999")).new[0].beside == "Ana Cruz"
    assert plan(stranger("Ana Cruz", company="Other Ltd")).new


def test_nothing_of_a_card_is_lost() -> None:
    changes = plan(stranger("Ana Cruz", "09175550001", notes="likes tea")).changed[0].changes
    assert [(one.field, one.new) for one in changes] == [("notes", "rings at noon\nlikes tea")]


def test_a_person_who_comes_twice_in_a_file_comes_in_once() -> None:
    made = plan(stranger("Ben Lee", "0917 555 0002"), stranger("Ben Lee", "0917 555 0002", "ben@example.org"), book=())
    assert len(made.new) == 1
    assert [one.address for one in made.new[0].customer.emails.values()] == ["ben@example.org"]
    assert [one.line for one in made.duplicates] == [2]


def test_our_own_card_is_known_by_its_id_even_with_a_new_name() -> None:
    made = plan(replace(ANA, name="Ana Reyes"))
    assert [(one.field, one.old, one.new) for one in made.changed[0].changes] == [("name", "Ana Cruz", "Ana Reyes")]


def test_a_merged_card_leads_to_the_one_it_was_merged_into() -> None:
    old = Customer("cus_00", "Ann Cruz", merged_into="cus_01")
    assert plan(Customer("cus_00", "Ana Cruz", role="Nurse"), book=(old, ANA)).changed[0].id == "cus_01"


def test_one_undo_takes_the_whole_import_back(book: Book) -> None:
    with book.change("card", by="Mia", at=NOW) as change:
        change.put("customers", to_document(ANA))
    before = stored(book)
    made = dry_run(
        cards(stranger("Ben Lee"), stranger("Ana Cruz", "09175550001", role="Nurse")), book.select("customers"), "PH"
    )
    apply(made, book, "Mia", NOW)
    assert sorted(one.name for one in stored(book)) == ["Ana Cruz", "Ben Lee"]
    assert next(one for one in stored(book) if one.name == "Ana Cruz").role == "Nurse"
    assert words_to_undo(book) == "import: 1 new, 1 changed"
    book.undo(by="Mia", at=NOW)
    assert [replace(one, extra={}) for one in stored(book)] == [replace(one, extra={}) for one in before]


def test_a_second_import_of_the_same_file_changes_nothing(book: Book) -> None:
    batch = cards(stranger("Ben Lee", "0917 555 0002", "ben@example.org", notes="tea", birthday="1984-02-29"))
    apply(dry_run(batch, book.select("customers"), "PH"), book, "Mia", NOW)
    assert dry_run(batch, book.select("customers"), "PH").is_empty


def test_what_was_changed_between_the_dry_run_and_its_doing_stays(book: Book) -> None:
    with book.change("card", by="Mia", at=NOW) as change:
        change.put("customers", to_document(ANA))
    made = dry_run(
        cards(stranger("Ana Cruz", "09175550001", role="Nurse", notes="tea")), book.select("customers"), "PH"
    )
    with book.change("notes", by="Mia", at=NOW) as change:
        change.put("customers", to_document(replace(ANA, notes="rings at one", pronouns="she")))
    apply(made, book, "Mia", NOW)
    after = stored(book)[0]
    assert (after.role, after.pronouns) == ("Nurse", "she")
    assert after.notes.split("\n") == ["rings at one", "rings at noon", "tea"]


def test_a_change_can_be_left_out_by_card_and_by_field() -> None:
    made = plan(stranger("Ana Cruz", "09175550001", role="Nurse", pronouns="she"))
    assert [one.field for one in made.without("cus_01", "role").changed[0].changes] == ["pronouns"]
    assert made.without("cus_01").is_empty


@settings(max_examples=so_many(25), deadline=None)
@given(st.lists(CUSTOMERS, max_size=4, unique_by=lambda one: one.id))
def test_an_export_comes_back_into_its_own_book_as_nothing_new(customers: list[Customer]) -> None:
    live = [replace(one, merged_into="") for one in customers]
    batch = read_bytes(write_cards(live).encode()) if live else Batch("vcard")
    made = dry_run(batch, [to_document(one) for one in live], "PH")
    assert made.is_empty
    assert len(made.duplicates) == len(live)


@pytest.mark.parametrize("field", ["phones", "preferences"])
def test_a_file_that_does_not_know_the_visit_leaves_it_with_what_was_told(field: str) -> None:
    told = {key: replace(one, visit="int_1") for key, one in getattr(ANA, field).items()}
    changes: dict[str, Any] = {field: told}
    book = replace(ANA, **changes)
    assert dry_run(read_bytes(write_cards([ANA]).encode()), [to_document(book)], "PH").is_empty


def test_a_number_changed_in_a_file_keeps_nothing_of_the_old_one() -> None:
    book = replace(ANA, phones={"A1B2C3": replace(ANA.phones["A1B2C3"], visit="int_1")})
    other = replace(ANA, phones={"A1B2C3": Phone("0917 555 0009", "+639175550009", "mobile")})
    change = dry_run(read_bytes(write_cards([other]).encode()), [to_document(book)], "PH").changed[0].changes[0]
    assert change.new["A1B2C3"] == to_document(other.phones["A1B2C3"])


def test_a_whole_export_in_json_fills_an_empty_book_with_ids_and_links(book: Book) -> None:
    from deskapp.exchange.json_file import write_json

    call: dict[str, Any] = {"id": "int_1", "kind": "call", "state": "ended", "arrived_at": "2026-11-01T10:00:00.000Z"}
    call |= {"customer": {"id": "cus_01", "name": "Ana Cruz"}}
    text = write_json({"customers": [to_document(ANA)], "interactions": [call]}, NOW)
    apply(dry_run(read_bytes(text.encode()), [], "PH", known=book.get), book, "Mia", NOW)
    there = book.get("interactions", "int_1") or {}
    assert there["customer"] == call["customer"]
    assert book.get("customers", "cus_01") is not None
    again = dry_run(read_bytes(text.encode()), book.select("customers"), "PH", known=book.get)
    assert (again.is_empty, again.same_documents) == (True, 1)


def test_calls_come_in_as_ended_calls_on_the_right_cards_and_only_once(book: Book) -> None:
    with book.change("card", by="Mia", at=NOW) as change:
        change.put("customers", to_document(ANA))
    calls = (
        CallDraft("+639175550001", NOW, duration_s=42, rang_s=8),
        CallDraft("0917 777 0000", NOW + timedelta(hours=1), name="Ben", answered=False),
        CallDraft("0917 555 0001", NOW),
    )
    batch = Batch("calls", calls=calls)
    made = dry_run(batch, book.select("customers"), "PH")
    assert made.words == "2 calls, 1 call already in the log"
    apply(made, book, "Mia", NOW)
    first, second = sorted(book.select("interactions"), key=lambda one: str(one["arrived_at"]))
    assert (first["state"], first["customer"], first["ended_at"]) == (
        "ended",
        {"id": "cus_01", "name": "Ana Cruz"},
        "2026-11-22T13:00:50.000Z",
    )
    assert (second["called"], second["outcome"], second["greeted_at"]) == ("Ben", "missed call", None)
    assert second["missed_at"] == second["ended_at"], "so that reports count it as missed"
    assert dry_run(batch, book.select("customers"), "PH", calls=book.select("interactions")).is_empty


def test_a_number_that_two_people_share_is_nobodys_without_a_name() -> None:
    leo = replace(ANA, id="cus_02", name="Leo Cruz")
    documents = [to_document(ANA), to_document(leo)]
    batch = Batch(
        "calls", calls=(CallDraft("09175550001", NOW), CallDraft("09175550001", NOW + timedelta(1), name="Leo"))
    )
    owners = [one.customer.name if one.customer else "" for one in dry_run(batch, documents, "PH").calls]
    assert owners == ["", "Leo Cruz"]


@pytest.mark.parametrize("same", ["phone", "name"])
def test_a_switchboard_or_a_name_that_thousands_share_costs_no_more(
    same: str, within: Within, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[str] = []
    why, resembles = alike.why, matching.resembles
    monkeypatch.setattr(alike, "why", lambda one, other: (looks.append(other), why(one, other))[1])
    monkeypatch.setattr(matching, "resembles", lambda one, other: (looks.append(other), resembles(one, other))[1])
    people = [
        stranger(f"Person {n}", "02 8123 4567") if same == "phone" else stranger("Unknown", f"0917 {n:07d}")
        for n in range(1_500)
    ]
    with within(5):
        made = plan(*people, *people, book=())
    assert len(made.new) == len(made.duplicates) == 1_500
    assert len(looks) <= 3_000 * MOST_LOOKS


def test_a_file_of_thousands_is_taken_in_and_taken_back_in_one_step(book: Book, within: Within) -> None:
    """The limit is a thousand cards in a second; `exchange_cost` tells the wall clock of ten thousand."""
    people = [stranger(f"Person {n}", f"0917 {n:07d}", f"p{n}@example.org") for n in range(2_000)]
    data = write_cards(people).encode()
    steps: list[int] = []
    with within(2):
        made = dry_run(read_bytes(data), book.select("customers"), "PH", progress=lambda done, _: steps.append(done))
        apply(made, book, "Mia", NOW)
    assert book.count("customers") == 2_000
    assert len(steps) > 2 and steps[-1] == 2_000
    with within(2):
        book.undo(by="Mia", at=NOW)
    assert book.count("customers") == 0


@pytest.mark.parametrize(
    ("known", "brought"), [("John Smith", "Jon Smith"), ("Ana Li", "Anna Li"), ("Anna Berger", "Anna Maria Berger")]
)
def test_a_new_card_says_whom_it_is_like_although_they_share_nothing(known: str, brought: str) -> None:
    made = plan(stranger(known, "0917 555 1111"), stranger(brought, "0917 555 9999"))
    assert [(one.customer.name, one.beside) for one in made.new] == [(known, ""), (brought, known)]


def test_a_name_written_otherwise_with_the_same_number_is_the_same_card() -> None:
    made = plan(stranger("Maria Delacruz", "0917 555 1111"), stranger("Dr. Maria de la Cruz", "0917 555 1111"))
    assert [one.customer.name for one in made.new] == ["Maria Delacruz"]
    made = plan(stranger("Ana Li", "0917 555 1111"), stranger("Anna Li", "0917 555 1111"))
    assert [(one.customer.name, one.beside) for one in made.new] == [("Ana Li", ""), ("Anna Li", "Ana Li")]


def test_a_number_or_an_address_that_a_third_card_has_is_told_with_the_change_that_brings_it() -> None:
    rosa = stranger("Rosa Diaz", "0917 555 0123", "rosa@example.org")
    there = (ANA, replace(settled(rosa, "PH"), id="cus_02"))
    phones = {"~1": Phone("0917 555 0001"), "~3": Phone("+63 917 555 0123"), "~4": Phone("0917 555 0777")}
    ana = Customer("", "Ana Cruz", phones=phones, emails={"~2": Email("ROSA@example.org")})
    (card,) = plan(ana, book=there).changed
    assert [told for one in card.changes for told in one.held_elsewhere] == [
        "+63 917 555 0123 is on the card of Rosa Diaz already.",
        "ROSA@example.org is on the card of Rosa Diaz already.",
    ]
    (row,) = (one for one in plan_rows(plan(ana, book=there)) if one.what == "changed")
    assert row.why[:2] == tuple(told for one in card.changes for told in one.held_elsewhere)
    assert not any(one.held_elsewhere for one in plan(ana).changed[0].changes)
