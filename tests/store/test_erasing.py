"""An erasure that is broken off, by kill -9 or by the disk: nothing has changed, or the next start finishes it."""

import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from deskapp.desk.privacy import erasing, person, person_rule
from deskapp.desk.reports import lessons
from deskapp.desk.session import Session
from deskapp.errors import BookDamagedError, DeskError, RefusedError
from deskapp.ipc.spool import put
from deskapp.store import Book, open_book
from deskapp.store.copies.doctor import check
from deskapp.store.engine.disk import Disk
from tests.lives import found_in
from tests.store.erased import whom
from tests.store.faulty import FaultyDisk

HERE = Path(__file__).parents[2]
TABLES = ("interactions", "customers", "promises", "faq", "handovers")
Documents = dict[tuple[str, str], dict[str, Any]]


def documents(folder: Path) -> tuple[Documents, person.Person]:
    with open_book(folder, read_only=True) as book:
        desk = Session(book)
        held = {(table, one["id"]): one for table in TABLES for one in book.select(table, archived=True)}
        return held, whom(desk)


_OTHERS: dict[tuple[str, ...], tuple[Documents, set[tuple[str, str]]]] = {}


def others_than(theirs: person.Person, before: Documents) -> set[tuple[str, str]]:
    """The documents of a book in which nothing of them stands; sought once for all the faults that it is tried with."""
    if theirs.ids not in _OTHERS or _OTHERS[theirs.ids][0] is not before:
        others = {key for key, one in before.items() if not theirs.has(one) and not theirs.marks.in_value(one)}
        _OTHERS[theirs.ids] = before, others
    return _OTHERS[theirs.ids][1]


def before_or_after(folder: Path, before: Documents, theirs: person.Person, what: object) -> bool:
    """Open the book: it is as it was, or nothing of them is in any file of it. Whether they are gone."""
    with open_book(folder) as book:
        now = {(table, one["id"]): one for table in TABLES for one in book.select(table, archived=True)}
        gone = ("customers", theirs.ids[0]) not in now
        others = others_than(theirs, before)
        assert others and all(now[key] == before[key] for key in others), what
        if not gone:
            assert now == before, what
        else:
            assert found_in(folder, *theirs.ids, *theirs.known) == [], what
            assert {one for table, one in now if table == "interactions"} == {
                one for table, one in before if table == "interactions"
            }, what
        assert not (folder / "ERASING").exists(), what
        known = ("is finished", "was torn")
        assert all(any(one in notice for one in known) for notice in book.notices.sentences), (
            what,
            book.notices.sentences,
        )
    if gone:
        assert found_in(folder, *theirs.ids, *theirs.known) == [], what
    assert check(folder) == [], what
    return gone


def kill_at(lived_in: Path, folder: Path, call: int, also: str = "") -> int | None:
    """Erase in a child that dies at that call; the number of calls where it lived to the end."""
    shutil.copytree(lived_in, folder)
    asked = [sys.executable, "-m", "tests.store.erased", str(folder), str(call), also]
    child = subprocess.run(asked, cwd=HERE, capture_output=True, check=False)
    if child.returncode == 0:
        return int(child.stdout)
    assert child.returncode == -signal.SIGKILL, child.stderr
    return None


def kill_and_check(lived_in: Path, tmp_path: Path, calls: Callable[[int], list[int]]) -> None:
    before, theirs = documents(lived_in)
    total = kill_at(lived_in, tmp_path / "whole", 0)
    assert total
    assert before_or_after(tmp_path / "whole", before, theirs, "whole")
    seen = set()
    for call in calls(total):
        folder = tmp_path / str(call)
        assert kill_at(lived_in, folder, call) is None
        seen.add(before_or_after(folder, before, theirs, call))
        shutil.rmtree(folder)
    print("calls:", total)
    assert seen == {True, False}


def test_a_kill_at_some_of_the_calls_to_the_disk(lived_in: Path, tmp_path: Path) -> None:
    def some(total: int) -> list[int]:
        step = total // 12
        return [1 + random.Random(turn).randrange(step) + step * turn for turn in range(12)]

    kill_and_check(lived_in, tmp_path, some)


def test_what_was_decided_goes_with_them_at_whatever_call_it_is_killed(lived_in: Path, tmp_path: Path) -> None:
    with open_book(lived_in) as book:
        theirs = whom(Session(book))
        last = theirs.name.split()[-1]
        lesson = lessons.add(Session(book, "Robin"), f"never let {last} wait").id
    total = kill_at(lived_in, tmp_path / "whole", 0, "all")
    assert total
    seen = set()
    for call in random.Random(13).sample(range(1, total + 1), 5):
        folder = tmp_path / str(call)
        kill_at(lived_in, folder, call, "all")
        with open_book(folder) as book:
            gone = book.get("customers", theirs.ids[0]) is None
            text = (book.get("lessons", lesson) or {})["text"]
        assert text == ("never let (erased) wait" if gone else f"never let {last} wait"), call
        assert bool(found_in(folder, f"never let {last}")) is not gone, call
        seen.add(gone)
    assert seen


@pytest.mark.long
def test_a_kill_at_every_call_to_the_disk(lived_in: Path, tmp_path: Path) -> None:
    kill_and_check(lived_in, tmp_path, lambda total: list(range(1, total + 1)))


def faults(lived_in: Path, tmp_path: Path, code: int, step: int) -> None:
    before, theirs = documents(lived_in)
    counting = FaultyDisk()
    erase_on(lived_in, tmp_path / "count", counting)
    for call in range(1 + code % step, counting.calls + 1, step):
        folder = tmp_path / str(call)
        erase_on(lived_in, folder, FaultyDisk(call, code))
        before_or_after(folder, before, theirs, (call, code))
        shutil.rmtree(folder)


def erase_on(lived_in: Path, folder: Path, disk: Disk) -> None:
    shutil.copytree(lived_in, folder)
    try:
        with open_book(folder, disk=disk) as book:
            desk = Session(book, "Robin")
            erasing.erase(desk, whom(desk))
    except DeskError as error:
        assert error.sentence and error.next_step


@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC])
def test_one_failing_call_costs_nothing(lived_in: Path, tmp_path: Path, code: int) -> None:
    faults(lived_in, tmp_path, code, 9)


@pytest.mark.long
@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC, errno.EROFS])
def test_every_failing_call_costs_nothing(lived_in: Path, tmp_path: Path, code: int) -> None:
    faults(lived_in, tmp_path, code, 1)


def test_a_reader_beside_it_sees_them_whole_or_not_at_all(lived_in: Path, tmp_path: Path) -> None:
    folder = tmp_path / "book"
    shutil.copytree(lived_in, folder)
    before, theirs = documents(folder)
    whole = {key for key, one in before.items() if theirs.has(one) or key[1] in theirs.ids}
    seen: list[int] = []
    done = threading.Event()

    def look() -> None:
        while True:
            last = done.is_set()
            with open_book(folder, read_only=True) as book:
                named = sum(1 for table, name in whole if (one := book.get(table, name)) and not one.get("erased"))
                seen.append(named)
            if last:
                return

    reader = threading.Thread(target=look)
    with open_book(folder) as book:
        reader.start()
        desk = Session(book, "Robin")
        erasing.erase(desk, whom(desk))
        done.set()
        reader.join()
    assert set(seen) == {0, len(whole)} or set(seen) == {0}
    assert sorted(seen, reverse=True) == seen


def test_a_reader_that_follows_sees_it_in_one_step(lived_in: Path, tmp_path: Path) -> None:
    folder = tmp_path / "book"
    shutil.copytree(lived_in, folder)
    before, theirs = documents(folder)
    whole = {key for key, one in before.items() if theirs.has(one) or key[1] in theirs.ids}

    def named(reader: Book) -> int:
        reader.refresh()
        return sum(1 for key in whole if (one := reader.get(*key)) and not one.get("erased"))

    with open_book(folder) as book, open_book(folder, read_only=True) as reader:
        desk = Session(book, "Robin")
        under_way = erasing.Erasure(desk, person_rule.PersonRule(desk, theirs), "erase a person")
        count = len(reader.history("interactions"))
        seen = [named(reader)]
        for step in (under_way.prepare, under_way.commit, under_way.finish):
            step()
            seen.append(named(reader))
        assert seen == [len(whole), len(whole), 0, 0] and reader.notices.sentences == []
        assert len(reader.history("interactions")) == count == len(list(reader.select("interactions", archived=True)))


def test_an_erasure_goes_on_where_months_were_sealed_meanwhile(lived_in: Path, tmp_path: Path) -> None:
    folder = tmp_path / "book"
    shutil.copytree(lived_in, folder)
    _, theirs = documents(folder)
    with open_book(folder) as book:
        desk = Session(book, "Robin")
        under_way = erasing.Erasure(desk, person_rule.PersonRule(desk, theirs), "erase a person")
        under_way.prepare()
        old = {"id": "int_late", "kind": "call", "state": "ended", "arrived_at": "2019-01-01T00:00:00.000Z"}
        with book.change("late", by="", at=desk.now()) as change:
            change.put("interactions", old | {"ended_at": old["arrived_at"], "reason": theirs.name})
        book.checkpoint.save()
        under_way.commit()
        assert under_way.finish().left == ()
        assert book.get("interactions", "int_late")["reason"] == "(erased)"  # type: ignore[index]
    assert found_in(folder, *theirs.ids, *theirs.known) == [] and check(folder) == []


def test_a_closed_book_is_not_erased_from(lived_in: Path, tmp_path: Path) -> None:
    folder = tmp_path / "book"
    shutil.copytree(lived_in, folder)
    with open_book(folder) as book:
        desk = Session(book, "Robin")
        theirs = whom(desk)
    with pytest.raises(RefusedError):
        erasing.erase(desk, theirs)
    assert not (folder / "ERASING").exists() and check(folder) == []


def test_a_damaged_month_is_told_and_nothing_is_erased(lived_in: Path, tmp_path: Path) -> None:
    folder = tmp_path / "book"
    shutil.copytree(lived_in, folder)
    month = sorted((folder / "archive").glob("interactions-*.json"))[0]
    data = bytearray(month.read_bytes())
    data[len(data) // 2] ^= 1
    month.write_bytes(bytes(data))
    with open_book(folder) as book:
        desk = Session(book, "Robin")
        theirs = whom(desk)
        with pytest.raises(BookDamagedError, match="damaged"):
            erasing.erase(desk, theirs)
        assert book.get("customers", theirs.ids[0])
    assert not list((folder / "backups").glob("before-erase*"))


def test_words_of_a_dead_asker_go_and_those_of_a_live_one_are_its_own(lived_in: Path, tmp_path: Path) -> None:
    folder = tmp_path / "book"
    shutil.copytree(lived_in, folder)
    (folder / "asked").mkdir(0o700)
    with open_book(folder) as book:
        desk = Session(book, "Robin")
        theirs = whom(desk)
        words = " ".join([*theirs.ids, *theirs.known]).encode()
        for end in (".ask", ".said", ".ask.part"):
            os.close(put(f"{folder}/asked/1a", end, words))
        kept = put(f"{folder}/asked/2b", ".work", b"")
        erasing.erase(desk, theirs)
        os.close(kept)
    assert found_in(folder, *theirs.ids, *theirs.known) == []
    assert [path.name for path in (folder / "asked").iterdir()] == ["2b.work"]
