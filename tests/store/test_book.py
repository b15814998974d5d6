"""What verbs rely on: get, select, change, watch, close, one writer at a time."""

import json
import os
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from deskapp.errors import BookDamagedError, BookInUseError, RefusedError
from deskapp.store import Book, open_book, where
from tests.builders import words_to_undo
from tests.store.recording import RecordingDisk

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def at(seconds: int) -> datetime:
    return NOON + timedelta(seconds=seconds)


def walk_in(number: int, **fields: object) -> dict[str, object]:
    base = {"id": f"int_{number:04d}", "state": "waiting", "arrived_at": f"2026-11-22T12:{number:02d}:00.000Z"}
    return {**base, "reason": "", "ticks": {}, **fields}


def put(book: Book, *documents: dict[str, object], words: str = "walk-in", **options: Any) -> None:
    with book.change(words, by="Ana", at=NOON, **options) as change:
        for document in documents:
            change.put("interactions", document)


def test_what_was_put_is_there_after_a_restart(tmp_path: Path) -> None:
    with open_book(tmp_path / "book") as book:
        put(book, walk_in(1, reason="tea ☕"))
        desk = book.desk
    with open_book(tmp_path / "book") as book:
        found = book.get("interactions", "int_0001")
        assert found is not None
        assert (found["reason"], book.desk, book.notices.sentences) == ("tea ☕", desk, [])


def test_what_was_put_is_there_without_a_clean_close(tmp_path: Path) -> None:
    book = open_book(tmp_path / "book")
    put(book, walk_in(1))
    seen = open_book(tmp_path / "book", read_only=True)
    assert seen.get("interactions", "int_0001") == book.get("interactions", "int_0001")
    assert seen.notices.sentences == []
    book.close()


def test_the_store_adds_who_when_revision_and_stamps_of_changed_fields(tmp_path: Path) -> None:
    with open_book(tmp_path / "book") as book:
        put(book, walk_in(1))
        first = book.get("interactions", "int_0001")
        assert first is not None
        assert (first["rev"], first["schema"], first["updated_by"]) == (1, 1, "Ana")
        assert (first["updated_at"], first["desk"]) == ("2026-11-22T12:00:00.000Z", book.desk)
        assert "stamps" not in first
        put(book, {**first, "state": "serving"})
        second = book.get("interactions", "int_0001")
        assert second is not None
        assert second["rev"] == 2
        assert list(second["stamps"]) == ["state"]
        put(book, {**second, "state": "ended"})
        third = book.get("interactions", "int_0001")
        assert third is not None
        assert third["stamps"]["state"] > second["stamps"]["state"]


def test_a_change_that_changes_nothing_writes_nothing(tmp_path: Path) -> None:
    with open_book(tmp_path / "book") as book:
        put(book, walk_in(1))
        written = book.engine.journal.written
        with book.change("nothing", by="Ana", at=NOON):
            pass
        put(book, book.get("interactions", "int_0001") or {})
        put(book, walk_in(1))
        assert book.engine.journal.written == written
        assert words_to_undo(book) == "walk-in"


def test_an_exception_inside_a_change_leaves_everything_as_it_was(tmp_path: Path) -> None:
    with open_book(tmp_path / "book") as book:
        with pytest.raises(ZeroDivisionError), book.change("half", by="", at=NOON) as change:
            change.put("interactions", walk_in(1))
            assert change.get("interactions", "int_0001") == walk_in(1)
            raise ZeroDivisionError
        assert book.get("interactions", "int_0001") is None
        assert words_to_undo(book) is None


def test_what_is_handed_out_is_a_copy(tmp_path: Path) -> None:
    with open_book(tmp_path / "book") as book:
        document = walk_in(1)
        put(book, document)
        document["ticks"]["a"] = 1  # type: ignore[index]
        (book.get("interactions", "int_0001") or {})["ticks"]["b"] = 2
        assert (book.get("interactions", "int_0001") or {})["ticks"] == {}


def test_what_json_cannot_hold_is_refused_in_words(tmp_path: Path) -> None:
    with open_book(tmp_path / "book") as book:
        for value in (object(), NOON, "\ud800", *([] if find_spec("orjson") is None else [1 << 70])):
            with pytest.raises(RefusedError, match="cannot be stored"):
                put(book, walk_in(1, reason=value))
        assert book.count("interactions") == 0


def test_a_deleted_document_leaves_a_tombstone_and_comes_back_by_undo(tmp_path: Path) -> None:
    with open_book(tmp_path / "book") as book:
        put(book, walk_in(1))
        with book.change("delete", by="Bo", at=NOON) as change:
            change.delete("interactions", "int_0001")
        assert book.get("interactions", "int_0001") is None
        tomb = book.get("tombstones", "int_0001")
        assert tomb is not None
        assert (tomb["table"], tomb["rev"], tomb["updated_by"]) == ("interactions", 2, "Bo")
        book.undo(by="Bo", at=NOON)
        back = book.get("interactions", "int_0001")
        assert back is not None
        assert (back["rev"], back["state"]) == (3, "waiting")
        assert book.get("tombstones", "int_0001") is None


def test_select_gives_the_documents_of_which_a_query_is_true_in_the_order_of_time(tmp_path: Path) -> None:
    with open_book(tmp_path / "book") as book:
        put(book, walk_in(2), walk_in(3, state="ended"), walk_in(1))
        waiting = where("state") == "waiting"
        assert [d["id"] for d in book.select("interactions", waiting)] == ["int_0002", "int_0001"]
        assert [d["id"] for d in book.select("interactions", newest_first=False)] == [f"int_000{n}" for n in (1, 2, 3)]
        put(book, {**walk_in(2), "arrived_at": "2026-11-22T11:00:00.000Z"}, walk_in(4))
        assert [d["id"] for d in book.select("interactions", waiting)] == ["int_0004", "int_0001", "int_0002"]
        assert list(book.select("interactions", waiting & (where("reason") == "nowhere"))) == []
        assert list(book.select("promises")) == []


def test_a_text_that_looks_like_a_field_does_not_mislead_the_order(tmp_path: Path) -> None:
    with open_book(tmp_path / "book") as book:
        put(book, {"id": "int_1", "reason": '"arrived_at":"9999"', "arrived_at": "2026-01-01T00:00:00.000Z"})
        put(book, {"id": "int_2", "reason": "", "arrived_at": None})
        put(book, {"id": "int_2", "reason": "", "arrived_at": ""})
        assert [key.when for key in book.shelf("interactions").order()] == ["", "2026-01-01T00:00:00.000Z"]


def test_watchers_hear_what_was_touched_until_they_leave(tmp_path: Path) -> None:
    heard: list[object] = []
    with open_book(tmp_path / "book") as book:
        leave = book.watch(heard.append)
        put(book, walk_in(1), walk_in(2))
        put(book, walk_in(1, reason="x"), undoable=False)
        leave()
        put(book, walk_in(3))
    assert heard == [
        frozenset({("interactions", "int_0001"), ("interactions", "int_0002")}),
        frozenset({("interactions", "int_0001")}),
    ]


def test_every_json_file_opens_with_plain_tinydb_after_a_clean_close(tmp_path: Path) -> None:
    with open_book(tmp_path / "book") as book:
        put(book, *(walk_in(n) for n in range(300)))
        with book.change("card", by="Ana", at=NOON) as change:
            change.put("customers", {"id": "cus_1", "name": "Zoë 漢"})
    names = {path.name for path in (tmp_path / "book").glob("*.json")}
    assert names == {"interactions.json", "customers.json", "undo.json", "asked.json"}
    for path in (tmp_path / "book").glob("*.json"):
        json.loads(path.read_bytes())
        with TinyDB(path, encoding="utf-8", access_mode="r") as db:
            assert len(db.table(path.stem)) == {"interactions": 300, "customers": 1, "undo": 2, "asked": 0}[path.stem]


def test_only_the_owner_can_read_the_files(tmp_path: Path) -> None:
    with open_book(tmp_path / "new" / "book") as book:
        put(book, walk_in(1))
    for path in [tmp_path / "new" / "book", *(tmp_path / "new" / "book").rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_a_second_writer_is_told_who_holds_the_book_and_a_reader_is_let_in(tmp_path: Path) -> None:
    with open_book(tmp_path / "book") as book:
        put(book, walk_in(1))
        with pytest.raises(BookInUseError, match=rf"process {os.getpid()} since 20\d\d-") as caught:
            open_book(tmp_path / "book")
        assert caught.value.exit_status == 4
        with open_book(tmp_path / "book", read_only=True) as seen:
            assert seen.count("interactions") == 1
            with pytest.raises(RefusedError, match="look on"):
                put(seen, walk_in(2))
    open_book(tmp_path / "book").close()


def test_a_reader_follows_the_writer(tmp_path: Path) -> None:
    heard: list[object] = []
    with open_book(tmp_path / "book") as book, open_book(tmp_path / "book", read_only=True) as seen:
        seen.watch(heard.append)
        assert seen.refresh() == frozenset()
        put(book, walk_in(1), walk_in(2))
        put(book, walk_in(1, reason="x"))
        assert seen.refresh() == {("interactions", "int_0001"), ("interactions", "int_0002")}
        assert (seen.get("interactions", "int_0001") or {})["reason"] == "x"
        book.checkpoint.save()
        with book.change("delete", by="", at=NOON) as change:
            change.delete("interactions", "int_0002")
        assert seen.refresh() == {("interactions", "int_0002")}
        assert [d["id"] for d in seen.select("interactions")] == ["int_0001"]
    assert len(heard) == 2


@pytest.mark.parametrize("part", ["table_file", "journal"])
def test_a_book_of_a_newer_version_is_left_alone(tmp_path: Path, part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "book"
    with monkeypatch.context() as newer:
        newer.setattr(f"deskapp.store.engine.{part}.FORMAT", 2)
        with open_book(folder) as book:
            put(book, walk_in(1))
    with pytest.raises(BookDamagedError, match="newer version"):
        open_book(folder)


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "customers.json").write_text('{"_default": {"1": {"name": "x"}}}')
    with pytest.raises(BookDamagedError, match="not a file of this program"):
        open_book(tmp_path)
    assert (tmp_path / "customers.json").read_text() == '{"_default": {"1": {"name": "x"}}}'


def test_a_book_opens_without_a_screen_and_without_what_only_changes_and_readers_need(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib, deskapp.store as s; book = s.open_book(pathlib.Path(sys.argv[1]))\n"
        "heavy = {'textual', 'rich', 'tinydb', 'deskapp.store.undo', 'deskapp.store.history.timeline', "
        "'deskapp.store.engine.follow'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
        "print(len(book.db.table('interactions')), 'tinydb' in sys.modules); book.close()"
    )
    with open_book(tmp_path / "book") as book:
        put(book, walk_in(1))
    command = [sys.executable, "-c", code, str(tmp_path / "book")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["[]", "1 True"]


def test_scan_gives_each_document_that_holds_a_needle_once(tmp_path: Path) -> None:
    with open_book(tmp_path / "book") as book:
        put(book, walk_in(1, reason="tea"), walk_in(2, reason="tea and cake"), walk_in(3, reason="nothing\ntea"))
        put(book, walk_in(4, reason="soup"))
        assert [one["id"] for one in book.table("interactions").scan(b"tea")] == ["int_0001", "int_0002", "int_0003"]
        assert sorted(one["reason"] for one in book.table("interactions").scan(b"cake", b"tea", b"soup")) == [
            "nothing\ntea", "soup", "tea", "tea and cake",
        ]  # fmt: skip
        assert list(book.table("interactions").scan(b"bread")) == list(book.table("promises").scan(b"tea")) == []


def test_ids_are_found_after_a_restart_and_follow_what_changes(tmp_path: Path) -> None:
    with open_book(tmp_path / "book") as book:
        put(book, walk_in(1), walk_in(2))
    with open_book(tmp_path / "book") as book:
        with book.change("gone", by="Ana", at=NOON) as change:
            change.delete("interactions", "int_0001")
        put(book, walk_in(3))
        assert book.shelf("interactions").numbers == {"int_0002": 2, "int_0003": 3}
    with open_book(tmp_path / "book") as book:
        assert (book.count("interactions"), book.get("interactions", "int_0001")) == (2, None)
        assert book.get("interactions", "int_0003") is not None


def test_a_folder_is_synced_when_it_is_made_and_not_at_every_start(tmp_path: Path) -> None:
    folder = tmp_path / "book"

    def synced() -> int:
        disk = RecordingDisk(folder)
        open_book(folder, disk=disk).close()
        return disk.log.count(("sync folder", folder))

    assert synced() > 0
    assert synced() == 0
    (folder / "kept").rmdir()
    assert synced() > 0
