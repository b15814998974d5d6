"""The naive twin: a dict of documents lives beside a book, through changes, undo, sealing, restarts and crashes."""

import random
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from deskapp.errors import RefusedError
from deskapp.store import open_book
from deskapp.text.folding import sought
from tests.store.books import NOW, entry
from tests.store.test_archive import NAMES, bare

pytestmark = pytest.mark.usefixtures("the_clock_stands")


class Model:
    """The naive twin of a book: a dict of documents and what undo would do."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.some = folder, random.Random(seed)
        self.book = open_book(folder)
        self.documents: dict[str, dict[str, object]] = {}
        self.undo: list[dict[str, dict[str, object]]] = []

    def step(self) -> None:
        act = self.some.choices(
            [self.put, self.edit, self.delete, self.take_back, self.checkpoint, self.close, self.crash],
            [8, 8, 2, 3, 1.5, 0.7, 0.7],
        )[0]
        act()

    def change(self, identifier: str, document: dict[str, object] | None) -> None:
        self.undo.append(dict(self.documents))
        with self.book.change("act", by="", at=NOW) as change:
            if document is None:
                change.delete("interactions", identifier)
                del self.documents[identifier]
            else:
                change.put("interactions", document)
                self.documents[identifier] = document

    def put(self) -> None:
        number = len(self.undo) + 1000 * self.some.randrange(90)
        when = NOW - timedelta(hours=self.some.randrange(24 * 200))
        state = self.some.choice(["ended", "ended", "waiting"])
        new = entry(number, when, state, reason=self.some.choice(NAMES))
        if new["id"] not in self.documents:
            self.change(str(new["id"]), new)

    def edit(self) -> None:
        if self.documents:
            old = self.some.choice(list(self.documents.values()))
            fields = {"reason": f"{self.some.choice(NAMES)} {len(self.undo)}", "state": "ended"}
            self.change(str(old["id"]), {**old, **fields})

    def delete(self) -> None:
        if self.documents:
            self.change(self.some.choice(list(self.documents)), None)

    def take_back(self) -> None:
        if self.undo:
            self.documents = self.undo.pop()
            self.book.undo(by="", at=NOW)
        else:
            with pytest.raises(RefusedError):
                self.book.undo(by="", at=NOW)

    def checkpoint(self) -> None:
        self.book.checkpoint.save()

    def close(self) -> None:
        self.book.close()
        self.book = open_book(self.folder)

    def crash(self) -> None:
        copy = self.folder.with_name("copy")
        shutil.copytree(self.folder, copy)
        self.book.close()
        shutil.rmtree(self.folder)
        copy.rename(self.folder)
        self.book = open_book(self.folder)

    def compare(self) -> None:
        expected = sorted(self.documents.values(), key=lambda d: (d["arrived_at"], d["id"]), reverse=True)
        history = self.book.history("interactions")
        assert [bare(document) for document in history] == expected
        assert len(history) == len(expected)
        assert [bare(d) for d in self.book.select("interactions", archived=True)] == expected
        for name in ("muller", "zoe", '"x"'):
            wanted = [d for d in expected if name in sought(str(d["reason"]))]
            assert [bare(d) for d in self.book.search("interactions", name)] == wanted
        for identifier in [*self.documents, "int_99999"][:40]:
            assert bare(self.book.get("interactions", identifier)) == self.documents.get(identifier)
        assert self.book.notices.sentences == []


def live(folder: Path, seed: int, steps: int) -> None:
    model = Model(folder, seed)
    for turn in range(steps):
        model.step()
        if turn % 10 == 0:
            model.compare()
    model.close()
    model.compare()
    model.book.close()


@pytest.mark.parametrize("seed", range(4))
def test_a_random_life_reads_as_the_naive_twin_says(tmp_path: Path, seed: int) -> None:
    live(tmp_path / "book", seed, 120)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 160))
def test_many_random_lives(tmp_path: Path, seed: int) -> None:
    live(tmp_path / "book", seed, 600)
