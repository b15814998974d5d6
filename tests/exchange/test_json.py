import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskapp.errors import DeskError, RefusedError
from deskapp.exchange.json_file import read_json_file, write_json
from deskapp.model.customer import Customer
from deskapp.model.document import to_document
from tests.builders import so_many
from tests.exchange.cards import CUSTOMERS

NOW = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)
CALL = {
    "id": "int_01",
    "kind": "call",
    "state": "ended",
    "arrived_at": "2026-11-22T13:18:07.250Z",
    "future": [1, {"a": None}],
}
PROMISE = {
    "id": "pro_01",
    "what": "ring back",
    "due": "2026-11-22T15:00:00.000Z",
    "made_at": "2026-11-22T13:00:00.000Z",
}


@settings(max_examples=so_many(40), deadline=None)
@given(st.lists(CUSTOMERS, max_size=3, unique_by=lambda one: one.id))
def test_export_then_import_is_the_identity(customers: list[Customer]) -> None:
    documents = [to_document(one) | {"rev": 3, "stamps": {"name": "x"}} for one in customers]
    batch = read_json_file(write_json({"customers": documents}, NOW).encode())
    assert "customers" not in batch.documents
    assert [replace(draft.customer, id=draft.uid) for draft in batch.cards] == customers


def test_every_table_comes_back_whole_with_fields_of_newer_versions() -> None:
    batch = read_json_file(write_json({"interactions": [CALL], "promises": [PROMISE]}, NOW, "dsk_1").encode())
    assert batch.documents == {"interactions": (CALL,), "promises": (PROMISE,)}


@pytest.mark.parametrize("wrap", [lambda one: one, lambda one: [one]], ids=["one", "array"])
def test_what_the_command_line_prints_is_read_too(wrap: Any) -> None:
    batch = read_json_file(json.dumps(wrap({"id": "cus_01", "name": "Ana"})).encode("utf-16"))
    assert [draft.customer.name for draft in batch.cards] == ["Ana"]


def test_a_bad_document_is_refused_and_the_rest_is_read() -> None:
    bad = [{"id": "cus_1"}, {"id": "cus_2", "name": " "}, {"id": "../x", "name": "A"}, 7, {"id": "cus_3", "name": 5}]
    batch = read_json_file(json.dumps([*bad, {"id": "cus_4", "name": "Ana"}]).encode())
    assert [draft.uid for draft in batch.cards] == ["cus_4"]
    assert [one.line for one in batch.refused] == [1, 2, 3, 4, 5]
    assert "Customer.name" in batch.refused[4].reason


def test_names_that_the_book_forbids_never_come_in() -> None:
    document = {"id": "cus_1", "name": "Ana", "$where": 1, "_x": 1, "a.b": 1, "fine": {"$no": 1, "yes": "\ud800\x1b"}}
    extra = read_json_file(json.dumps([document]).encode()).cards[0].customer.extra
    assert extra == {"fine": {"yes": ""}}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"[" * 100_000, "nested too deep"),
        (b'{"a":', "breaks at line 1"),
        (b"{}", "no export of deskapp"),
        (b"[NaN]", "NaN"),
        (b"[" + b"9" * 5000 + b"]", "what no export of ours does"),
        (b'{"format":"deskapp","version":2}', "newer deskapp"),
        (b'{"format":"deskapp","version":1,"customers":5}', "no list"),
        (b"[" + b"{}," * 4_000_001 + b"{}]", "too large"),
    ],
    ids=["deep", "cut", "other", "nan", "digits", "newer", "shape", "large"],
)
def test_hostile_json_is_one_sentence(data: bytes, words: str) -> None:
    with pytest.raises(RefusedError, match=words) as refusal:
        read_json_file(data)
    assert refusal.value.next_step


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(), lambda one: st.lists(one) | st.dictionaries(st.text(), one)
)


@given(
    JSON | st.dictionaries(st.sampled_from(["id", "name", "phones", "notes", "kind", "plan"]), JSON | st.just("cus_1"))
)
def test_any_json_ends_in_cards_or_one_sentence(content: Any) -> None:
    try:
        batch = read_json_file(json.dumps([content]).encode())
    except DeskError as refusal:
        assert refusal.next_step
    else:
        assert len(batch.cards) + len(batch.refused) == 1
