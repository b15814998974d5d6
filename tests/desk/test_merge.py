"""Two cards become one, nothing is lost, and they come apart again: at once, or later."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.desk.cards import customers, merge
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.errors import NotFoundError, RefusedError
from deskapp.model.card_fields import names
from deskapp.model.customer import Customer, Email, Phone, Plan, Preference
from tests.builders import StandingClock

META = {"rev", "stamps", "updated_at", "updated_by", "schema", "desk"}


def content(desk: Session, identifier: str) -> dict[str, object]:
    document = desk.book.get("customers", identifier) or {}
    return {name: value for name, value in document.items() if name not in META}


def two(desk: Session) -> tuple[Customer, Customer]:
    beth = customers.make(desk, "Beth Marlow", phone="0917 555 0123", company="Harbour Bakery")
    beth = customers.add_preference(desk, beth, "strong tea", group="drink")
    other = customers.make(desk, "Elizabeth Marlow", phone="+63 917 555 0123", email="beth@example.org")
    other = customers.add_preference(desk, other, "peanuts", group="food", stance="allergy")
    other = customers.set_text(desk, other, "notes", "comes on Fridays")
    return beth, other


def test_a_merge_keeps_what_both_cards_know(desk: Session) -> None:
    beth, other = two(desk)
    one = merge.merge(desk, beth, other)
    assert (one.name, one.company, one.notes) == ("Beth Marlow", "Harbour Bakery", "comes on Fridays")
    assert {it.item for it in one.preferences.values()} == {"strong tea", "peanuts"}
    assert [it.address for it in one.emails.values()] == ["beth@example.org"]
    assert customers.get(desk, other.id) == customers.get(desk, one.id)


def test_the_same_number_stands_once_on_the_merged_card(desk: Session) -> None:
    beth, other = two(desk)
    first, second = (next(iter(it.phones)) for it in (beth, other))
    beth = replace(beth, phones={first: Phone("0917 555 0123", "+639175550123")})
    other = replace(other, phones={second: Phone("+63 917 555 0123", "+639175550123")})
    assert len(merge.combined(beth, other, {}).phones) == 1


def test_each_field_can_be_chosen(desk: Session) -> None:
    beth, other = two(desk)
    one = merge.merge(desk, beth, other, {"name": "other", "notes": "kept", "company": "other"})
    assert (one.name, one.notes, one.company) == ("Elizabeth Marlow", "", "")


def test_an_allergy_of_either_card_always_stays(desk: Session) -> None:
    beth, other = two(desk)
    one = merge.merge(desk, beth, other, {"preferences": "kept"})
    assert {it.item for it in one.preferences.values()} == {"strong tea", "peanuts"}
    swapped = merge.combined(other, beth, {"preferences": "other"})
    assert [it.item for it in swapped.with_stance("allergy")] == ["peanuts"]


def test_both_is_refused_for_what_a_card_has_once(desk: Session) -> None:
    beth, other = two(desk)
    with pytest.raises(RefusedError, match="one name only"):
        merge.merge(desk, beth, other, {"name": "both"})
    assert customers.get(desk, other.id).merged_into == ""


def test_the_interactions_and_promises_of_both_are_with_the_merged_card(desk: Session, clock_: StandingClock) -> None:
    beth, other = two(desk)
    first = log.identify(desk, log.begin(desk, "walk-in"), other)
    clock_.on(minutes=5)
    second = log.identify(desk, log.begin(desk, "call"), beth)
    made = promises.make(desk, "a quote", desk.now() + timedelta(hours=1), customer=other)
    merge.merge(desk, beth, other)
    assert [it.id for it in log.with_customer(desk, beth.id, most=5)] == [second.id, first.id]
    assert [it.id for it in log.with_customer(desk, other.id, most=5)] == [second.id, first.id]
    assert promises.get(desk, made.id).customer is not None
    assert other.id in customers.ids_of(desk, customers.get(desk, beth.id))


def test_one_undo_brings_both_cards_back(desk: Session) -> None:
    beth, other = two(desk)
    before = content(desk, beth.id), content(desk, other.id)
    merge.merge(desk, beth, other)
    desk.book.undo(by="Robin", at=desk.now())
    assert (content(desk, beth.id), content(desk, other.id)) == before
    desk.book.redo(by="Robin", at=desk.now())
    assert customers.get(desk, other.id).id == beth.id


def test_later_they_come_apart_and_what_was_changed_since_stays(desk: Session) -> None:
    beth, other = two(desk)
    before, theirs = content(desk, beth.id), content(desk, other.id)
    one = merge.merge(desk, beth, other)
    customers.set_text(desk, one, "favorite_dessert", "lemon tart")
    customers.add_preference(desk, one, "window seat", group="comfort")
    apart = merge.take_apart(desk, customers.get(desk, beth.id), other.id)
    assert content(desk, other.id) == theirs
    assert (apart.favorite_dessert, apart.notes, apart.emails) == ("lemon tart", before["notes"], {})
    assert {it.item for it in apart.preferences.values()} == {"strong tea", "window seat"}
    assert apart.merged == {}


def test_a_chain_of_merges_keeps_every_history(desk: Session) -> None:
    beth, other = two(desk)
    third = customers.make(desk, "Lizzy Marlow")
    visit = log.identify(desk, log.begin(desk, "walk-in"), beth)
    merge.merge(desk, other, beth)
    merge.merge(desk, third, other)
    assert customers.of(desk, beth.id) == customers.get(desk, third.id)
    assert [it.id for it in log.with_customer(desk, third.id, most=5)] == [visit.id]


def test_a_card_is_not_merged_with_itself(desk: Session) -> None:
    beth, other = two(desk)
    merge.merge(desk, beth, other)
    with pytest.raises(RefusedError, match="one and the same"):
        merge.merge(desk, other, beth)
    with pytest.raises(NotFoundError):
        merge.take_apart(desk, beth, "cus_nobody")


def test_what_stands_in_a_field_is_shown_in_one_line() -> None:
    assert merge.shown({"a": Preference("food", "nuts", "allergy"), "b": Preference("drink", "tea")}) == (
        "ALLERGY nuts; tea"
    )
    assert merge.shown(Plan("Care", level="gold")) == "Care gold"
    assert merge.shown({"a": "1 Quay\nHarbour"}) == "1 Quay Harbour"


words = st.text("abc äß", max_size=6)
cards = st.builds(
    Customer,
    id=st.just(""),
    name=st.text("abc", min_size=1, max_size=5),
    kind=st.sampled_from(["customer", "prospect", "coworker"]),
    company=words,
    notes=words,
    favorite_dessert=words,
    phones=st.dictionaries(st.sampled_from("xyz"), st.builds(Phone, st.text("0123", min_size=1, max_size=4))),
    emails=st.dictionaries(st.sampled_from("xyz"), st.builds(Email, st.text("ab@", min_size=1, max_size=4))),
    preferences=st.dictionaries(
        st.sampled_from("xyz"),
        st.builds(Preference, st.just("food"), words, st.sampled_from(["likes", "allergy"])),
    ),
)


@given(kept=cards, other=cards)
def test_no_entry_and_no_filled_field_is_lost(kept: Customer, other: Customer) -> None:
    one = merge.combined(kept, other, {})
    for field in merge.MAPS:
        identity = merge.IDENTITIES[field]
        ours = {identity(it) for it in getattr(one, field).values()}
        assert ours >= {identity(it) for card in (kept, other) for it in getattr(card, field).values()}
    for field in names(merges="one"):
        assert bool(getattr(one, field)) == bool(getattr(kept, field) or getattr(other, field))
    assert set(one.notes.splitlines()) >= {line for it in (kept, other) for line in it.notes.splitlines()}


@given(
    before=st.dictionaries(st.sampled_from("abc"), st.integers(0, 2)),
    added=st.dictionaries(st.sampled_from("cde"), st.integers(0, 2)),
)
def test_an_untouched_field_is_given_back_as_it_was(before: dict[str, int], added: dict[str, int]) -> None:
    after = {**before, **added}
    assert merge._given_back(after, before, after) == before
    assert merge._given_back({**after, "new": 1}, before, after) == {**before, "new": 1}
    assert merge._given_back("now", "was", "now") == "was"
    assert merge._given_back("changed", "was", "now") == "changed"


def test_a_merged_card_survives_being_written_and_read(desk: Session) -> None:
    beth, other = two(desk)
    one = merge.merge(desk, beth, other)
    assert customers.get(desk, beth.id).merged == one.merged
    assert [name for name, _ in merge.parts(one)] == [other.id]


def test_what_is_put_on_a_card_that_was_merged_meanwhile_lands_on_the_card_it_lives_on_in(desk: Session) -> None:
    kept, other = customers.make(desk, "Dan Dahl"), customers.make(desk, "Bea Dahl")
    merge.merge(desk, kept, other, {})
    customers.add_preference(desk, other, "nuts", stance="allergy")
    assert [one.item for one in customers.get(desk, kept.id).with_stance("allergy")] == ["nuts"]
