"""A merge writes what people said of two cards, and nothing else; what is half typed stays a draft of its own card."""

import io
import json
from dataclasses import fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as limits
from hypothesis import strategies as st

from deskapp.cli.run import run
from deskapp.desk.cards import customers, merge
from deskapp.desk.drafts import card_drafts, drafts
from deskapp.desk.drafts.drafts import DraftPlace
from deskapp.desk.session import Session
from deskapp.exchange.importer import apply, dry_run
from deskapp.exchange.json_file import read_json_file
from deskapp.model.customer import CardWarning, Customer, Email, Phone, Plan, Preference
from deskapp.model.document import Document, to_document
from deskapp.model.upset import Parting
from tests.builders import BOOKKEEPING, StandingClock, a_desk, so_many

NOW = StandingClock().at
TYPED = "quilted zither"
words = st.text("abc ä", max_size=5)
moments = st.datetimes(min_value=NOW.replace(tzinfo=None), max_value=datetime(2999, 1, 1))
times = st.none() | moments.map(lambda at: at.replace(tzinfo=NOW.tzinfo))


def map_of(entry: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(st.sampled_from("xyz"), entry, max_size=2)


VALUES: dict[str, st.SearchStrategy[Any]] = {
    "id": st.just(""),
    "name": st.text("abc", min_size=1, max_size=5),
    "kind": st.sampled_from(["customer", "prospect", "coworker"]),
    "plan": st.none() | st.builds(Plan, words),
    "dessert_confirmed_at": times,
    "phones": map_of(st.builds(Phone, st.text("0123", min_size=1, max_size=4))),
    "emails": map_of(st.builds(Email, st.text("ab@", min_size=1, max_size=4))),
    "addresses": map_of(words),
    "preferences": map_of(st.builds(Preference, st.just("food"), words, st.sampled_from(["likes", "allergy"]))),
    "warnings": map_of(st.builds(CardWarning, words, st.just(NOW))),
    "parting": st.none() | st.builds(Parting, at=st.just(NOW), by=words, second=words, why=words),
    "created_at": times,
    "customer_since": times,
    "merged_into": st.just(""),
    "merged": st.just({}),
    "drafts": st.dictionaries(
        st.sampled_from(["phones text", "warnings fact", "warnings review"]), st.just(TYPED), max_size=2
    ),
    "extra": st.dictionaries(st.sampled_from(["shoe_size", "at_desk"]), words, max_size=1),
}
CARDS = st.builds(Customer, **{one.name: VALUES.get(one.name, words) for one in fields(Customer)})
OWN = {"id", "drafts", "merged", "merged_into"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with a_desk(tmp_path_factory.mktemp("merge") / "book", StandingClock()) as desk:
        yield desk


def stored(desk: Session, card: Customer, changes: int) -> Customer:
    """A card in the book, changed so many times since: each time the store stamps it."""
    card = customers.put(desk, replace(card, id=desk.new_id("customers")))
    for number in range(changes):
        card = customers.set_text(desk, card, "notes", f"{card.notes}{number}")
    return card


def document(desk: Session, card: Customer) -> Document:
    return desk.book.get("customers", card.id) or {}


def told(one: Document) -> Document:
    """A document without what the store adds."""
    return {name: value for name, value in one.items() if name not in BOOKKEEPING}


def entries(field: str, value: Any) -> list[Any]:
    """The values that a field may come from: the entries of a map, the lines of notes, else the value."""
    if isinstance(value, dict):
        return list(value.values())
    return str(value).splitlines() if field == "notes" else [value]


@limits(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=so_many(60))
@given(cards=st.tuples(CARDS, CARDS), changes=st.tuples(st.integers(0, 2), st.integers(0, 2)))
def test_each_field_of_a_merged_card_is_one_of_the_two_cards_and_undo_gives_both_back(
    desk: Session, cards: tuple[Customer, Customer], changes: tuple[int, int]
) -> None:
    kept, other = (stored(desk, card, number) for card, number in zip(cards, changes, strict=True))
    before, theirs = document(desk, kept), document(desk, other)
    shown = {**card_drafts.read(desk, other), **card_drafts.read(desk, kept)}
    merge.merge(desk, kept, other)
    after = document(desk, kept)
    for field in told(after).keys() - OWN:
        known = entries(field, before.get(field)) + entries(field, theirs.get(field))
        assert all(one in known for one in entries(field, after[field])), field
    assert after["drafts"] == before["drafts"] and document(desk, other)["drafts"] == theirs["drafts"]
    assert after["rev"] == before["rev"] + 1
    (trace,) = after["merged"].values()
    assert not {*trace["before"], *trace["after"]} & {*BOOKKEEPING, *OWN} and TYPED not in json.dumps(trace)
    assert card_drafts.read(desk, kept).keys() <= shown.keys()
    assert {place.partition(" ")[0] for place in card_drafts.read(desk, kept)} == {
        place.partition(" ")[0] for place in shown
    }
    desk.book.undo(by=desk.staff, at=desk.now())
    assert (told(document(desk, kept)), told(document(desk, other))) == (told(before), told(theirs))


def test_half_typed_words_of_both_cards_are_there_after_a_merge_one_after_the_other(desk: Session) -> None:
    kept, other = customers.make(desk, "Beth Marlow"), customers.make(desk, "Elizabeth Marlow")
    card_drafts.keep(desk, kept, "warnings fact", "pays late")
    card_drafts.keep(desk, other, "warnings fact", "barks")
    card_drafts.keep(desk, other, "warnings review", "2027-01-01")
    card_drafts.keep(desk, other, "phones text", "0917 5")
    merge.merge(desk, kept, other)
    assert card_drafts.read(desk, kept) == {"warnings fact": "pays late", "phones text": "0917 5"}
    card_drafts.forget(desk, kept, "warnings")
    assert card_drafts.read(desk, kept) == {
        "warnings fact": "barks", "warnings review": "2027-01-01", "phones text": "0917 5"
    }  # fmt: skip
    card_drafts.keep(desk, kept, "warnings fact", "barks at night")
    assert card_drafts.read(desk, kept)["warnings review"] == "2027-01-01"
    merge.take_apart(desk, customers.get(desk, kept.id), other.id)
    assert card_drafts.read(desk, kept) == {"warnings fact": "barks at night", "warnings review": "2027-01-01"}
    assert card_drafts.read(desk, other) == {"phones text": "0917 5"}


def test_words_kept_in_the_table_of_drafts_stay_with_each_card_too(desk: Session) -> None:
    kept, other = customers.make(desk, "Ana Cruz"), customers.make(desk, "Anna Cruz")
    mine, theirs = (DraftPlace("desk", "Promise", card.id) for card in (kept, other))
    drafts.keep(desk, mine, "what", "a price")
    drafts.keep(desk, theirs, "what", "a call")
    drafts.keep(desk, theirs, "due", "15:00")
    merge.merge(desk, kept, other)
    assert drafts.read(desk, mine) == {"what": "a price"}, "the fields of one question are one card's"
    drafts.keep(desk, mine, "what", "a price list")
    drafts.forget(desk, mine)
    assert drafts.read(desk, mine) == {"what": "a call", "due": "15:00"}
    drafts.keep(desk, mine, "due", "16:00")
    assert drafts.read(desk, mine) == {"what": "a call", "due": "16:00"}
    drafts.forget(desk, mine)
    assert drafts.read(desk, mine) == drafts.read(desk, theirs) == {}


def test_other_words_for_one_entry_are_done_alone(desk: Session) -> None:
    card = customers.make(desk, "Gus Orr")
    for key in ("one", "two"):
        card_drafts.keep(desk, card, f"{card_drafts.REWORDED}{key}", f"nuts {key}")
    card_drafts.forget(desk, card, f"{card_drafts.REWORDED}one")
    assert card_drafts.read(desk, card) == {f"{card_drafts.REWORDED}two": "nuts two"}


def test_a_merge_on_the_command_line_writes_nothing_half_typed(tmp_path: Path) -> None:
    with a_desk(tmp_path / "book", StandingClock()) as desk:
        kept, other = customers.make(desk, "Beth Marlow"), customers.make(desk, "Elizabeth Marlow")
        card_drafts.keep(desk, other, "phones text", TYPED)
    words = ("--data", str(tmp_path / "book"), "merge", kept.id, other.id)
    assert run(words, out=io.StringIO(), err=io.StringIO()) == 0
    with a_desk(tmp_path / "book", StandingClock()) as desk:
        assert document(desk, kept)["drafts"] == {} and "stamps" not in json.dumps(document(desk, kept)["merged"])
        assert card_drafts.read(desk, kept) == {"phones text": TYPED}


def test_a_file_that_adds_to_a_card_brings_nothing_half_typed_and_no_merge_of_its_own(desk: Session) -> None:
    card, stranger = customers.make(desk, "Uma Voss"), customers.make(desk, "Not Uma")
    other = replace(card, drafts={"phones text": TYPED}, company="Harbour Bakery")
    file = {**to_document(other), "rev": 9, "stamps": {"x": "y"}, "merged": {
        stranger.id: {"at": "2026-01-01T00:00:00.000Z", "name": "Not Uma"}}}  # fmt: skip
    cards = list(desk.book.select("customers"))
    plan = dry_run(read_json_file(json.dumps([file]).encode()), cards, "US", known=desk.book.get)
    apply(plan, desk.book, desk.staff, desk.now())
    after = customers.get(desk, card.id)
    assert (after.company, after.drafts, after.merged) == ("Harbour Bakery", {}, {})
    assert document(desk, card)["rev"] == 2 and customers.ids_of(desk, after) == [card.id]
