"""Upkeep works behind the desk's back: reads and changes meanwhile see everything, and nothing waits for long."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from deskapp.store import Book, open_book
from tests.store.books import NOW, entry, put

COUNT = 3000


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with open_book(tmp_path / "book") as opened:
        put(opened, *(entry(n, NOW - timedelta(hours=3 * (COUNT - n))) for n in range(COUNT)))
        yield opened


def test_readers_see_every_document_while_months_are_sealed(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deskapp.clock.now", lambda: NOW)
    book.checkpoint.start()
    looks, turn = 0, 0
    while book.checkpoint.is_running or looks < 3:
        turn = (turn + 977) % COUNT
        assert book.get("interactions", f"int_{turn:05d}") is not None
        history = book.history("interactions")
        assert len(history) == COUNT
        assert history[COUNT - 1 - turn]["id"] == f"int_{turn:05d}"
        looks += 1
    book.checkpoint.stop()
    assert book.count("interactions") < COUNT
    assert [d["id"] for d in book.select("interactions", archived=True)][-1] == "int_00000"
    assert book.notices.sentences == []


def test_changes_go_on_while_upkeep_runs_and_all_are_there_afterwards(book: Book) -> None:
    done = 0
    for _ in range(4):
        book.checkpoint.start()
        while book.checkpoint.is_running:
            put(book, entry(done * 7 % COUNT, NOW, reason=f"edit {done}"))
            done += 1
    last = {done_at * 7 % COUNT: done_at for done_at in range(done)}
    with open_book(book.path, read_only=True) as seen:
        for number, edit in last.items():
            assert (seen.get("interactions", f"int_{number:05d}") or {})["reason"] == f"edit {edit}"
        assert len(seen.history("interactions")) == COUNT
    assert done > 4


def test_upkeep_starts_by_itself_and_keeps_the_journal_short(tmp_path: Path) -> None:
    with open_book(tmp_path / "small") as book:
        book.checkpoint.limit = 30_000
        for number in range(400):
            put(book, {"id": f"cus_{number % 5}", "n": number, "text": "x" * 500}, table="customers")
        book.checkpoint.stop()
        total = sum(path.stat().st_blocks * 512 for path in (book.path / "journal").iterdir())
        assert (book.path / "customers.json.prev").exists()
        assert len(list((book.path / "journal").iterdir())) < 12
        assert total < 12 << 20


def test_a_long_upkeep_does_not_hold_a_change_up(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    real, started, done = book.engine.disk.replace, threading.Event(), threading.Event()

    def slow(source: Path, target: Path) -> None:
        started.set()
        assert done.wait(5), "the change waited for the upkeep"
        real(source, target)

    monkeypatch.setattr(book.engine.disk, "replace", slow)
    book.checkpoint.start()
    assert started.wait(5)
    put(book, entry(1, NOW, reason="meanwhile"))
    assert book.checkpoint.is_running
    done.set()
