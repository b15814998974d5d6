"""Nouns become JSON documents and come back the same, with whatever a newer version has put into them."""

import json
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deskapp.model.customer import Customer, Plan
from deskapp.model.document import DocumentError, from_document, instant_text, read_instant, to_document
from deskapp.model.faq_entry import FaqEntry
from deskapp.model.handover import Handover, Shift
from deskapp.model.interaction import Interaction, Note
from deskapp.model.promise import Promise
from deskapp.model.settings import Settings
from tests.builders import so_many
from tests.model.strategies import INSTANTS, nouns

KINDS = (Interaction, Customer, Promise, FaqEntry, Settings, Shift, Handover)
ANY_NOUN: st.SearchStrategy[Any] = st.one_of(*(nouns(kind) for kind in KINDS))
AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
WALK_IN = Interaction("int_1", "walk-in", "waiting", AT)


@settings(
    max_examples=so_many(150), deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(ANY_NOUN)
def test_a_noun_comes_back_the_same_through_json(noun: Any) -> None:
    text = json.dumps(to_document(noun))
    back = from_document(type(noun), json.loads(text))
    assert back == noun and json.dumps(to_document(back)) == text


@settings(max_examples=so_many(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ANY_NOUN)
def test_a_document_has_the_fields_of_its_noun_by_name_and_none_that_the_book_forbids(noun: Any) -> None:
    document = to_document(noun)
    own = {field.name for field in fields(noun)} - {"extra"}
    assert own <= set(document) and set(document) - own == set(noun.extra)
    assert not [name for name in document if name.startswith(("_", "$")) or "." in name]


@pytest.mark.parametrize("where", ["interaction", "note"])
def test_what_a_newer_version_wrote_is_kept_at_every_depth(where: str) -> None:
    document = to_document(replace(WALK_IN, notes={"K": Note(AT, "a")}))
    target = document if where == "interaction" else document["notes"]["K"]
    target["mood"] = {"of": ["the", "day"], "n": 3}
    again = to_document(from_document(Interaction, document))
    assert again == document
    edited = to_document(replace(from_document(Interaction, document), reason="strings"))
    assert edited == {**document, "reason": "strings"}


def test_extra_never_overwrites_a_field_of_its_own() -> None:
    noun = replace(WALK_IN, extra={"state": "ended", "new": 1})
    assert to_document(noun)["state"] == "waiting" and to_document(noun)["new"] == 1


def test_missing_fields_take_their_defaults() -> None:
    found = from_document(Customer, {"id": "cus_1", "name": "Beth"})
    assert found == Customer("cus_1", "Beth") and found.phones == {} and found.plan is None


@pytest.mark.parametrize(
    ("kind", "changes", "field"),
    [
        (Interaction, {"arrived_at": 5}, "Interaction.arrived_at"),
        (Interaction, {"arrived_at": "yesterday"}, "Interaction.arrived_at"),
        (Interaction, {"arrived_at": "2026-11-24T10:00:00"}, "Interaction.arrived_at"),
        (Interaction, {"state": "asleep"}, "Interaction.state"),
        (Interaction, {"temperature": True}, "Interaction.temperature"),
        (Interaction, {"temperature": "60"}, "Interaction.temperature"),
        (Interaction, {"reason": None}, "Interaction.reason"),
        (Interaction, {"notes": ["a"]}, "Interaction.notes"),
        (Interaction, {"notes": {"K": {"at": "x", "text": "a"}}}, "Interaction.notes: Note.at"),
        (Interaction, {"customer": {"id": "cus_1"}}, "Interaction.customer: CustomerRef"),
        (Customer, {"plan": {"name": "Care", "until": "soon"}}, "Customer.plan: Plan.until"),
        (Customer, {"phones": {"K": "555"}}, "Customer.phones"),
        (Promise, {"due": None}, "Promise.due"),
    ],
)
def test_a_document_of_the_wrong_shape_is_refused_and_names_its_field(
    kind: type, changes: dict[str, Any], field: str
) -> None:
    sound = {
        Interaction: to_document(WALK_IN),
        Customer: to_document(Customer("cus_1", "Beth", plan=Plan("Care"))),
        Promise: to_document(Promise("pro_1", "tea", AT, AT)),
    }[kind]
    from_document(kind, sound)
    with pytest.raises(DocumentError, match=rf"^{field}\b"):
        from_document(kind, {**sound, **changes})


def test_a_document_without_what_it_must_have_is_refused() -> None:
    with pytest.raises(DocumentError, match="needs a value for 'name'"):
        from_document(Customer, {"id": "cus_1"})


def test_a_long_wrong_value_does_not_fill_the_screen() -> None:
    with pytest.raises(DocumentError) as refused:
        from_document(Interaction, {**to_document(WALK_IN), "state": "x" * 10_000})
    assert len(str(refused.value)) < 200


def test_an_instant_is_text_in_utc_with_milliseconds() -> None:
    here = datetime(2026, 11, 22, 14, 18, 7, 250_999, tzinfo=timezone(timedelta(hours=1)))
    assert instant_text(here) == "2026-11-22T13:18:07.250Z"
    with pytest.raises(ValueError, match="time zone"):
        instant_text(datetime(2026, 11, 22))


@given(INSTANTS, INSTANTS)
def test_instants_sort_as_text_in_the_order_of_time(one: datetime, other: datetime) -> None:
    assert (instant_text(one) < instant_text(other)) == (one < other)
    assert read_instant(instant_text(one)) == one and read_instant(instant_text(one)).tzinfo is UTC


def test_an_empty_map_is_shared_and_cannot_be_changed() -> None:
    one, other = (from_document(Interaction, to_document(WALK_IN)) for _ in range(2))
    empty: list[object] = [one.notes, other.ticks, one.extra]
    assert one == WALK_IN and all(part is empty[0] for part in empty)
    with pytest.raises(TypeError):
        one.notes["K3"] = Note(AT, "late")  # type: ignore[index]


def test_what_stands_in_a_field_named_extra_stays() -> None:
    document = to_document(WALK_IN) | {"extra": {"colour": "red"}}
    assert to_document(from_document(Interaction, document))["colour"] == "red"
