"""A script on the book's TinyDB: the example of ARCHITECTURE.md, and what becomes of what a script writes."""

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB, where
from tinydb.operations import increment
from tinydb.storages import MemoryStorage

from deskapp.errors import RefusedError
from deskapp.store import Book, open_book
from deskapp.store.engine.difference import META
from tests.builders import words_to_undo

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
BETH: dict[str, object] = {"id": "cus_1", "name": "Beth"}


def promise(number: int, **fields: object) -> dict[str, object]:
    made = f"2026-11-22T12:{number:02d}:00.000Z"
    base = {"what": f"call back {number}", "due": made, "made_at": made, "channel": "phone", "kept_at": None}
    return {"id": f"pro_{number}", **base, "customer": {"id": "cus_1", "name": "Beth"}, **fields}


def put(book: Book, table: str, *documents: dict[str, object]) -> None:
    with book.change("put", by="Ana", at=NOW) as change:
        for document in documents:
            change.put(table, document)


def test_the_example_of_the_architecture_page_runs(tmp_path: Path) -> None:
    page = (ROOT / ".github" / "ARCHITECTURE.md").read_text("utf-8")
    example = re.search(r"## The book is a TinyDB.*?```python\n(.*?)```", page, re.DOTALL)
    assert example
    with open_book(tmp_path / "book") as book:
        put(book, "promises", promise(1), promise(2, kept_at="2026-11-22T13:00:00.000Z"), promise(3))
        put(book, "customers", BETH)
    command = [sys.executable, "-c", example[1], str(tmp_path / "book")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["pro_1", "pro_3"]
    with open_book(tmp_path / "book") as book:
        assert {one["channel"] for one in book.select("promises")} == {"email"}
        assert (book.get("customers", "cus_1") or {})["name"] == "Beth Ocampo"
        assert (book.get("notes", "not_1") or {})["text"] == "Both are on the disk, or neither."
        assert words_to_undo(book) == "note and card"


def test_what_a_script_writes_is_a_change_of_its_own_that_undo_takes_back(tmp_path: Path) -> None:
    heard: list[object] = []
    with open_book(tmp_path / "book") as book:
        put(book, "promises", promise(1), promise(2))
        book.watch(heard.append)
        serial = book.serial
        table: Any = book.db.table("promises")  # whose documents have ids that are words
        assert table.update({"channel": "email"}, where("channel") == "phone") == ["pro_1", "pro_2"]
        assert table.remove(doc_ids=["pro_2"]) == ["pro_2"]
        assert book.serial == serial + 2
        first = book.get("promises", "pro_1")
        assert first is not None
        assert (first["rev"], list(first["stamps"]), first["desk"]) == (2, ["channel"], book.desk)
        assert (book.get("tombstones", "pro_2") or {})["table"] == "promises"
        assert heard == [frozenset({("promises", "pro_1"), ("promises", "pro_2")}), frozenset({("promises", "pro_2")})]
        book.undo(by="", at=NOW)
        assert table.contains(doc_id="pro_2")
        book.undo(by="", at=NOW)
        assert table.count(where("channel") == "phone") == 2
    seen = open_book(tmp_path / "book", read_only=True)
    assert len(seen.db.table("promises")) == 2
    with pytest.raises(RefusedError, match="look on"):
        seen.db.table("promises").insert(promise(3))


def test_what_is_written_inside_a_change_is_one_record_seen_in_it_and_not_before_it_is_on_the_disk(
    tmp_path: Path,
) -> None:
    with open_book(tmp_path / "book") as book:
        serial = book.serial
        with book.change("several", by="Ana", at=NOW) as change:
            table: Any = change.table("promises")
            table.insert_multiple([promise(1, n=1), promise(2, n=1)])
            table.update(increment("n"), where("n") == 1)
            table.remove(where("id") == "pro_2")
            change.put("promises", promise(3))
            number = change.table("loose").insert({"text": "without an id"})
            assert [one.doc_id for one in table] == ["pro_1", "pro_3"]
            assert (len(table), change.get("promises", "pro_1")) == (2, promise(1, n=2))
            assert len(book.db.table("promises")) == len(book.db.table("loose")) == 0
        assert book.serial == serial + 1
        assert [one["id"] for one in book.db.table("promises")] == ["pro_1", "pro_3"]
        assert book.db.table("loose").get(doc_id=number) == {"text": "without an id"}
        with pytest.raises(ZeroDivisionError), book.change("half", by="Ana", at=NOW) as change:
            change.table("promises").truncate()
            raise ZeroDivisionError
        assert len(book.db.table("promises")) == 2


def test_a_document_keeps_its_id_and_no_other_has_it(tmp_path: Path) -> None:
    with open_book(tmp_path / "book") as book:
        table: Any = book.db.table("promises")
        table.insert(promise(1))
        loose = table.insert({"text": "x"})
        for act in (
            lambda: table.update({"id": "pro_2"}, doc_ids=["pro_1"]),
            lambda: table.update(lambda one: one.pop("id"), doc_ids=["pro_1"]),
            lambda: table.insert({"id": 'pro_"'}),
            lambda: book.db.table("undo").truncate(),
        ):
            with pytest.raises(RefusedError):
                act()
        for document in (promise(1), {"id": "pro_1"}):
            with pytest.raises(ValueError, match="already exists"):
                table.insert(document)
        with pytest.raises(ValueError, match="already exists"):
            table.update({"id": "pro_1"}, doc_ids=[loose])
        assert table.update({"id": "pro_4"}, doc_ids=[loose]) == [loose]
        assert [one.doc_id for one in table] == ["pro_1", "pro_4"]


def test_a_table_is_all_of_its_documents_closed_months_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deskapp.clock.now", lambda: NOW)
    plain = TinyDB(storage=MemoryStorage).table("interactions")
    for number in range(40):
        when = f"{NOW - timedelta(days=400 - 10 * number):%Y-%m-%dT%H:%M:%S.000Z}"
        whose = {"id": f"cus_{number % 3}"}
        plain.insert({"id": f"int_{number:02d}", "state": "ended", "arrived_at": when, "customer": whose, "n": 0})
    with open_book(tmp_path / "book") as book:
        put(book, "interactions", *map(dict, plain))
        book.checkpoint.save()
        table: Any = book.db.table("interactions")
        assert len(book.shelf("interactions")) < len(plain) == len(table)
        acts: tuple[Callable[[Any], object], ...] = (
            lambda t: t.update(increment("n"), where("customer")["id"] == "cus_1"),
            lambda t: t.remove((where("n") == 1) & where("id").matches(r"int_[01]4")),
            lambda t: t.update({"n": 5}, where("id") == "int_00"),
        )
        for act in acts:
            act(table), act(plain)
        for _ in range(2):
            assert len(table) == len(plain)
            for query in (where("n") == 1, where("customer")["id"] == "cus_0", where("id") == "int_03", where("n") > 3):
                assert by_id(table.search(query)) == by_id(plain.search(query))
            assert by_id(table) == by_id(plain)
            book.checkpoint.save()
        assert table.get(doc_id="int_00")["n"] == 5
        table.truncate()
        assert (len(table), table.all(), book.get("interactions", "int_01")) == (0, [], None)


def by_id(documents: object) -> list[dict[str, object]]:
    found = [{name: one[name] for name in one if name == "id" or name not in META} for one in documents]  # type: ignore[attr-defined]
    return sorted(found, key=lambda one: str(one["id"]))


def test_a_tinydb_that_is_closed_frees_the_book(tmp_path: Path) -> None:
    with open_book(tmp_path / "book").db as db:
        db.table("promises").insert(promise(1))
        assert db.tables() == {"promises"}
    with open_book(tmp_path / "book") as book:
        assert len(book.db.table("promises")) == 1
