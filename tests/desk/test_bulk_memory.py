"""What is kept of documents that were taken in bulk: their lines, and nothing that helped to compare them."""

import json
from datetime import UTC, datetime

import pytest

from deskapp import memory
from deskapp.desk.find import caches
from deskapp.desk.session import Session
from deskapp.exchange import importer as plans
from deskapp.exchange.batch import ImportPlan
from deskapp.exchange.importer import apply, dry_run
from deskapp.exchange.json_file import read_json_file, write_json
from deskapp.store import acts
from deskapp.store.change import plan

NOW = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)
FEW = 12


def some_cards() -> bytes:
    cards = [{"id": f"cus_{n}", "name": f"Beth {'abcdefghijkl'[n] * 5}", "kind": "customer"} for n in range(FEW)]
    return write_json({"customers": cards}, NOW).encode()


def kept() -> int:
    return sum(one.cache_info().currsize for one in caches._KEPT)


def test_memory_is_given_back_wherever_the_desk_runs() -> None:
    memory.give_back()


def test_names_that_were_compared_for_a_large_import_are_forgotten(
    desk: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plans, "MANY", FEW)
    plan = dry_run(read_json_file(some_cards()), (), "PH")
    assert kept() > FEW
    done = apply(plan, desk.book, "Mia", NOW)
    assert isinstance(done, ImportPlan)
    assert kept() == 0
    assert desk.book.count("customers") == FEW


def test_free_memory_is_given_back_after_a_large_change_and_not_after_a_small_one(
    desk: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[int] = []
    monkeypatch.setattr(acts, "MANY", FEW)
    monkeypatch.setattr(acts, "give_back", lambda: given.append(1))
    for count in (FEW - 1, FEW):
        with desk.book.change("fill", by="Mia", at=NOW, undoable=False) as change:
            for number in range(count):
                change.put("customers", {"id": f"cus_{count}_{number}", "name": ""})
    assert given == [1]


def test_a_change_lets_go_of_its_documents_before_their_lines_are_kept(
    desk: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[int] = []
    record = desk.book.engine.record
    with desk.book.change("fill", by="Mia", at=NOW) as change:
        change.put("customers", {"id": "cus_1", "name": "Beth"})
        monkeypatch.setattr(
            desk.book.engine, "record", lambda *one, **more: (held.append(len(change.staged)), record(*one, **more))[1]
        )
    assert held == [0]
    assert desk.book.get("customers", "cus_1")


def test_a_change_that_undo_does_not_take_back_remembers_no_documents_for_it(desk: Session) -> None:
    for undoable, remembered in ((False, 0), (True, 1)):
        change = desk.book.change("fill", by="Mia", at=NOW, undoable=undoable)
        change.put("customers", {"id": "cus_1", "name": "Beth"})
        made = plan(desk.book, change, desk.book.engine.next_tick())
        assert (len(made.ops), len(made.edits)) == (1, remembered)


def test_an_export_is_read_card_by_card_in_its_order() -> None:
    batch = read_json_file(some_cards())
    assert [draft.uid for draft in batch.cards] == [one["id"] for one in json.loads(some_cards())["customers"]]
    assert [draft.line for draft in batch.cards] == list(range(1, FEW + 1))
    assert not batch.documents
