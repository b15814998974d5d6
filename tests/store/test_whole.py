"""What a command changes is one record of the journal with its number: whole on the disk, or not at all."""

import random
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from deskapp.errors import DiskRefusedError, RefusedError
from deskapp.store import Book, open_book
from deskapp.store.asked import status_of, whole
from deskapp.store.engine.journal import read_segment, segments_in
from deskapp.store.undo import DESK, Whose
from tests.builders import words_to_redo, words_to_undo
from tests.store.faulty import FaultyDisk

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TABLES = ("customers", "promises", "interactions")


def put(book: Book, identifier: str, *, table: str = "customers", **values: Any) -> None:
    with book.change(f"put {identifier}", by="Ana", at=NOW) as change:
        change.put(table, {"id": identifier, "arrived_at": "2026-11-22T12:00:00Z", **values})


def everything(book: Book) -> Any:
    """All lines of all tables in their order, their order in time, and how their files stand."""
    return {
        name: (list(shelf.lines.items()), shelf.order(), dict(shelf.numbers), shelf.touched, shelf.shadow)
        for name, shelf in sorted(book.engine.shelves.items())
    }


def records(folder: Path) -> int:
    return sum(len(read_segment(path).records) for path in segments_in(folder))


def test_several_changes_are_one_record_and_each_is_seen_at_once(tmp_path: Path) -> None:
    with open_book(tmp_path) as book:
        put(book, "cus_0")
        before, serial = records(tmp_path), book.serial
        seen: list[object] = []
        book.watch(seen.append)
        with whole(book, "a1"):
            put(book, "cus_1", n=1)
            put(book, "cus_1", n=2)
            put(book, "pro_1", table="promises")
            assert (book.get("customers", "cus_1") or {})["n"] == 2
            assert (len(seen), book.serial > serial) == (3, True)
            assert records(tmp_path) == before
        assert records(tmp_path) == before + 1
        assert (status_of(book, "a1"), status_of(book, "b2")) == (0, None)
        mine = everything(book)
        with open_book(tmp_path, read_only=True) as read:
            assert {name: found[0] for name, found in everything(read).items()} == {n: f[0] for n, f in mine.items()}
            assert (status_of(read, "a1"), read.notices.sentences) == (0, [])
    with open_book(tmp_path) as book:
        assert (status_of(book, "a1"), book.notices.sentences) == (0, [])
        assert book.undo(by="Ana", at=NOW).words == "put pro_1"


@pytest.mark.parametrize("number", ["", "c3"])
def test_what_changes_nothing_leaves_no_record_and_no_number(tmp_path: Path, number: str) -> None:
    with open_book(tmp_path) as book:
        put(book, "cus_0", n=1)
        before = records(tmp_path)
        with whole(book, number):
            put(book, "cus_0", n=1)
        assert (records(tmp_path), status_of(book, "c3")) == (before, None)


def test_after_a_refusal_memory_is_as_it_was_and_the_watchers_are_told_again(tmp_path: Path) -> None:
    with open_book(tmp_path) as book:
        put(book, "cus_0", n=1)
        before, on_disk, seen = everything(book), records(tmp_path), []
        book.watch(lambda touched: seen.append((touched, book.get("customers", "cus_0"))))
        with pytest.raises(RefusedError), whole(book, "d4"):
            put(book, "cus_0", n=2)
            put(book, "int_1", table="interactions")
            raise RefusedError("On second thoughts no.")
        assert (everything(book), records(tmp_path)) == (before, on_disk)
        assert (seen[-1][0], (seen[-1][1] or {})["n"]) == (
            frozenset({("customers", "cus_0"), ("interactions", "int_1")}),
            1,
        )
        put(book, "cus_0", n=3)
        assert status_of(book, "d4") is None
    with open_book(tmp_path) as book:
        assert ((book.get("customers", "cus_0") or {})["n"], book.notices.sentences) == (3, [])


def test_a_full_disk_takes_the_whole_back_with_one_sentence(tmp_path: Path) -> None:
    disk = FaultyDisk()
    with open_book(tmp_path, disk=disk) as book:
        put(book, "cus_0", n=1)
        before = everything(book)
        with pytest.raises(DiskRefusedError) as told, whole(book, "e5"):
            put(book, "cus_0", n=2)
            put(book, "cus_1")
            disk.fail_at, disk.times, disk.code = disk.calls + 1, 10**9, 28
        assert (told.value.exit_status, "disk is full" in told.value.sentence) == (1, True)
        assert everything(book) == before
        disk.fail_at = 0
        with whole(book, "e5"):
            put(book, "cus_0", n=2)
        assert status_of(book, "e5") == 0
    with open_book(tmp_path) as book:
        assert ((book.get("customers", "cus_0") or {})["n"], book.get("customers", "cus_1")) == (2, None)


def test_an_undo_that_steps_over_is_kept_although_it_is_refused(tmp_path: Path) -> None:
    with open_book(tmp_path) as book:
        put(book, "cus_0", n=1)
        put(book, "cus_0", n=2)
        with book.change("by the way", by="Bo", at=NOW, undoable=False) as change:
            change.put("customers", {"id": "cus_0", "n": 3})
        with pytest.raises(RefusedError), whole(book, "f6"):
            book.undo(by="Ana", at=NOW)
        assert status_of(book, "f6") == 1
        with pytest.raises(RefusedError, match="put cus_0"), whole(book):
            book.undo(by="Ana", at=NOW)


def test_the_oldest_numbers_go_and_the_newest_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deskapp.store.engine.engine.KEPT", 20)
    monkeypatch.setattr("deskapp.store.engine.engine.SURPLUS", 5)
    with open_book(tmp_path) as book:
        for number in range(60):
            with whole(book, f"n{number}"):
                put(book, "cus_0", n=number)
        known = [number for number in range(60) if status_of(book, f"n{number}") is not None]
        assert known == list(range(known[0], 60))
        assert 15 <= len(known) <= 20


@pytest.mark.parametrize("seed", range(8))
def test_a_random_life_of_wholes_and_refusals_is_the_same_when_it_is_read_again(tmp_path: Path, seed: int) -> None:
    dice, done = random.Random(seed), set()
    book = open_book(tmp_path)
    for turn in range(60):
        before = everything(book)
        try:
            with whole(book, f"t{turn}"):
                for _ in range(dice.randint(1, 5)):
                    _one_step(book, dice)
                if dice.random() < 0.4:
                    raise RefusedError("no")
            done.add(f"t{turn}")
        except RefusedError:
            assert everything(book) == before
        if dice.random() < 0.2:
            book.checkpoint.save()
        if dice.random() < 0.2:
            mine = {name: dict(found[0]) for name, found in everything(book).items() if found[0]}
            book.close()
            book = open_book(tmp_path)
            assert {name: dict(found[0]) for name, found in everything(book).items() if found[0]} == mine
            assert book.notices.sentences == []
    numbers = {f"t{turn}" for turn in range(60) if status_of(book, f"t{turn}") is not None}
    assert numbers <= done
    book.close()


def _one_step(book: Book, dice: random.Random) -> None:
    table = dice.choice(TABLES)
    identifier = f"{table[:3]}_{dice.randint(1, 6)}"
    step = dice.random()
    if step < 0.6:
        put(book, identifier, table=table, n=dice.randint(0, 9))
    elif step < 0.8 and book.get(table, identifier):
        with book.change("delete", by="Ana", at=NOW) as change:
            change.delete(table, identifier)
    elif words_to_undo(book) and step < 0.9:
        book.undo(by="Ana", at=NOW)
    elif words_to_redo(book):
        book.redo(by="Ana", at=NOW)


def test_redo_goes_by_what_was_undone_last_also_after_commands_and_a_restart(tmp_path: Path) -> None:
    with open_book(tmp_path) as book:
        for identifier, value in (("cus_b", 1), ("cus_a", 1), ("cus_b", 2), ("cus_a", 2)):
            put(book, identifier, value=value)
        for number in range(3):
            with book.came_by("command"), whole(book, f"{number}"):
                for place in range(5):
                    put(book, f"cus_{number}{place}")
        mine = Whose("Ana", frozenset({DESK}))
        assert book.undo(by="Ana", at=NOW, whose=mine).words == "put cus_a"
    with open_book(tmp_path) as book:
        assert book.undo(by="Ana", at=NOW, whose=mine).words == "put cus_b"
        assert book.redo(by="Ana", at=NOW, whose=mine).words == "put cus_b"
        assert book.redo(by="Ana", at=NOW, whose=mine).words == "put cus_a"


def test_a_sealed_document_is_there_again_after_a_refusal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deskapp.clock.now", lambda: NOW)
    with open_book(tmp_path) as book:
        put(book, "int_1", table="interactions", arrived_at="2026-08-01T12:00:00Z", state="ended", n=1)
        put(book, "int_2", table="interactions")
        book.checkpoint.save()
        assert book.shelf("interactions").find("int_1") is None
        before = everything(book)
        for _ in range(2):
            with pytest.raises(RefusedError), whole(book, "g7"):
                put(book, "int_1", table="interactions", arrived_at="2026-08-01T12:00:00Z", state="ended", n=2)
                raise RefusedError("On second thoughts no.")
            assert (everything(book), (book.get("interactions", "int_1") or {})["n"]) == (before, 1)


def test_each_record_has_a_number_of_its_own(tmp_path: Path) -> None:
    with open_book(tmp_path) as book:
        for turn in range(3):
            with whole(book, f"h{turn}"):
                put(book, "cus_0", n=turn)
                put(book, "cus_1", n=turn)
            put(book, "cus_2", n=turn)
            with suppress(RefusedError), whole(book):
                put(book, "cus_3", n=turn)
                raise RefusedError("On second thoughts no.")
        numbers = [record.serial for path in segments_in(tmp_path) for record in read_segment(path).records]
        assert numbers == list(range(1, 7))
