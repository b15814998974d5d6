"""The differential fuzzer: the same random operations on our table and on plain TinyDB in memory, often reopened."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB, where
from tinydb.operations import delete, increment
from tinydb.storages import MemoryStorage
from tinydb.table import Document

from deskapp.store import Book, open_book

TABLES = ("interactions", "customers", "Ödd / näme")
WORDS = ("", "Beth Ocampo", "naïve", 'quote " and \\ slash', "line\nend", "漢字", "\u2028", "x" * 300, "\x00nul")


class Pair:
    """Our book and the plain one, side by side."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.random = folder, random.Random(seed)
        self.book: Book = open_book(folder)
        self.plain = TinyDB(storage=MemoryStorage)

    def word(self) -> str:
        return self.random.choice(WORDS)

    def document(self) -> dict[str, object]:
        some = self.random
        return {
            "name": self.word(),
            "n": some.randrange(5),
            "list": [self.word(), None, True, 1.5],
            "map": {self.word(): some.randrange(9)},
        }

    def both(self, act: Callable[[Any], object]) -> None:
        table = self.random.choice(TABLES)
        plain: Any = self.plain.table(table)
        plain._next_id = self.book.shelf(table).next_number  # plain TinyDB would use numbers twice
        results: list[object] = []
        for db in (self.book.db, self.plain):
            try:
                results.append(act(db.table(table)))
            except (ValueError, KeyError, RuntimeError) as error:
                results.append(type(error))
        assert results[0] == results[1]

    def step(self) -> None:
        some = self.random
        one, two, n, k = self.document(), self.document(), some.randrange(5), some.randrange(1, 30)
        field = self.word()
        acts = [
            lambda t: t.insert(one),
            lambda t: t.insert(one),
            lambda t: t.insert_multiple([one, two]),
            lambda t: t.insert(Document(one, doc_id=k)),
            lambda t: t.update({"n": n, field: 1}, where("n") == k % 5),
            lambda t: t.update({"m": two}, doc_ids=[k, k + 1]),
            lambda t: t.update(delete("list"), where("list").exists()),
            lambda t: t.update(increment("n"), where("n").exists()),
            lambda t: t.update_multiple([({"a": 1}, where("n") == 1), (delete("map"), where("map").exists())]),
            lambda t: t.upsert(two, where("name") == field),
            lambda t: t.upsert(Document(two, doc_id=k)),
            lambda t: t.remove(where("n") == n),
            lambda t: t.remove(doc_ids=[k]),
            lambda t: t.get(doc_id=k),
            lambda t: t.search(where("name") == field),
            lambda t: t.count(where("n") > n),
            lambda t: t.get(doc_ids=[k, k + 2]),
        ]
        self.both(some.choice(acts))
        if some.random() < 0.04:
            self.reopen()

    def reopen(self) -> None:
        if self.random.random() < 0.3:
            copy = self.folder.with_name(self.folder.name + "c")
            shutil.copytree(self.folder, copy)
            self.book.close()
            shutil.rmtree(self.folder)
            copy.rename(self.folder)
        elif self.random.random() < 0.5:
            self.book.checkpoint.save()
            return
        else:
            self.book.close()
        self.book = open_book(self.folder)

    def compare(self) -> None:
        for table in TABLES:
            ours, theirs = self.book.db.table(table), self.plain.table(table)
            assert [(d.doc_id, d) for d in ours] == [(d.doc_id, d) for d in theirs]
            assert len(ours) == len(theirs)
        assert self.book.notices.sentences == []


@pytest.mark.parametrize("seed", range(6))
def test_random_operations_leave_what_plain_tinydb_would_hold(tmp_path: Path, seed: int) -> None:
    run(tmp_path / "book", seed, 150)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 200))
def test_many_random_operations(tmp_path: Path, seed: int) -> None:
    run(tmp_path / "book", seed, 1000)


def run(folder: Path, seed: int, steps: int) -> None:
    pair = Pair(folder, seed)
    for _ in range(steps):
        pair.step()
    pair.compare()
    pair.reopen()
    pair.compare()
    pair.book.close()
    for table in TABLES:
        path = next((p for p in folder.glob("*.json") if f'"{table}":{{\n' in p.read_text("utf-8")), None)
        expected = [(d.doc_id, d) for d in pair.plain.table(table)]
        assert ([] if path is None else read_plainly(path, table)) == expected


def read_plainly(path: Path, table: str) -> list[tuple[int, dict[str, object]]]:
    with TinyDB(path, encoding="utf-8", access_mode="r") as db:
        return [(d.doc_id, d) for d in db.table(table)]
