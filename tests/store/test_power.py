"""Power cuts, by adversarial replay of the recorded writes: what was acknowledged is there, whatever else was kept."""

import random
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from deskapp.errors import DeskError
from deskapp.store import open_book
from deskapp.store.copies.doctor import check
from tests.store.books import NOW, kill, moment
from tests.store.recording import RecordingDisk, after_power_cut


@pytest.fixture(autouse=True)
def small_and_steady(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deskapp.clock.now", lambda: NOW)
    monkeypatch.setattr("deskapp.store.engine.journal.RESERVE", 6000)


def live(folder: Path, disk: RecordingDisk, rounds: int) -> None:
    """Changes, upkeep with sealing, also twice in a row, restarts; every acknowledged number is put on the record."""
    number = 0
    for turn in range(rounds):
        book = open_book(folder, disk=disk)
        for _ in range(12):
            with book.change(f"set {number}", by="", at=NOW, undoable=number % 3 == 0) as change:
                when = moment(NOW - timedelta(days=9 * number))
                change.put("interactions", {"id": f"int_{number:04d}", "state": "ended", "arrived_at": when})
                change.put("customers", {"id": f"cus_{number % 4}", "n": number, "text": "x" * (number * 37 % 900)})
                change.put("promises", {"id": "pro_1", "n": number})
            disk.acknowledge(number)
            if number % 5 == 4:
                book.checkpoint.save()
                if number % 10 == 9:
                    book.checkpoint.save()
            number += 1
        if turn % 2:
            kill(book)
        else:
            book.close()


def is_whole(folder: Path, acknowledged: int, *, writing: bool) -> str:
    """Empty where the book holds what was acknowledged (and at most the change under way), else what is wrong."""
    try:
        with open_book(folder, read_only=not writing) as book:
            promise = book.get("promises", "pro_1")
            there = -1 if promise is None else int(promise["n"])
            if there not in (acknowledged, acknowledged + 1):
                return f"acknowledged {acknowledged}, there {there}"
            numbers = sorted(document["n"] for document in book.select("customers"))
            if numbers != list(range(max(0, there - 3), there + 1)):
                return f"half a change: {numbers}"
            history = [document["id"] for document in book.history("interactions")]
            if history != [f"int_{number:04d}" for number in range(there + 1)]:
                return f"the history has {len(history)} of {there + 1}"
            if any("torn" not in notice for notice in book.notices.sentences):
                return str(book.notices.sentences)
            return (
                ""
                if writing or all("torn" in one.sentence or ".fold" in one.path.name for one in check(folder))
                else "doctor"
            )
    except DeskError as error:
        return str(error)


def replay(tmp_path: Path, seed: int, cuts: int, *, honest: bool) -> list[str]:
    folder, some = tmp_path / "book", random.Random(seed)
    print("seed", seed)
    folder.mkdir()
    disk = RecordingDisk(folder, honest=honest)
    live(folder, disk, 4)
    wrong = []
    for turn in range(cuts):
        length = some.randint(0, len(disk.log))
        image = tmp_path / "image"
        acknowledged = after_power_cut(disk.log, length, folder, image, some)
        fault = is_whole(image, acknowledged, writing=turn % 4 == 0)
        if fault:
            wrong.append(f"seed {seed}, cut {turn} after call {length} ({disk.log[length - 1][:3]}): {fault}")
        shutil.rmtree(image)
    shutil.rmtree(folder)
    return wrong


def test_a_power_cut_takes_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    assert replay(tmp_path, 11, 150, honest=True) == []


def test_the_same_without_syncs_fails(tmp_path: Path) -> None:
    assert len(replay(tmp_path, 1, 40, honest=False)) > 20


@pytest.mark.long
@pytest.mark.parametrize("seed", range(40))
def test_ten_thousand_power_cuts(tmp_path: Path, seed: int) -> None:
    assert replay(tmp_path, seed, 250, honest=True) == []
