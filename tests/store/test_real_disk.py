"""The real disk, not one of the tests' own: what the system is asked for, and in which order that has to happen.

Each part of a book's life is looked at twice, beneath `Disk` and, where `strace` may look on, as the kernel sees it.
"""

import errno
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from deskapp.store import open_book
from deskapp.store.engine import journal
from deskapp.store.engine.disk import Disk
from tests.store import real_day, straced
from tests.store.calls import recorded
from tests.store.order import Watch

pytestmark = [
    pytest.mark.usefixtures("the_clock_stands"),
    pytest.mark.skipif(sys.platform != "linux", reason="the calls are those of Linux"),
]

NOT_TRACED = straced.why_not()
WAITS = ("sync", "sync_folder")
LEFT_OUT = [(part, name) for part in real_day.PARTS for name in WAITS] + [("new", "durable"), ("change", "durable")]


@pytest.fixture
def real(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What a part leaves out of `Disk` is there again afterwards."""
    for name in ("write_durably", "sync", "sync_data", "sync_folder"):
        monkeypatch.setattr(Disk, name, vars(Disk)[name])
    yield
    monkeypatch.undo()


def book_of(part: str, root: Path) -> Path:
    return root / ("some/where/book" if part == "new" else "book")


def faults(root: Path, part: str, left_out: str = "", *, at_once: int = 0, unknown: int = 0) -> list[str]:
    """The rules that a part of the book's life breaks."""
    real_day.before(root)
    watch = Watch(root, book_of(part, root))
    if left_out:
        real_day.leave_out(left_out)
    with recorded(root) as seen:
        seen.at_once = at_once
        seen.refuse = {"pwritev": [unknown] * 100} if unknown else {}
        real_day.PARTS[part](root, seen.say)
    return watch.play(seen.calls)


@pytest.mark.parametrize("part", real_day.PARTS)
def test_nothing_counts_before_what_it_needs_is_on_the_disk(tmp_path: Path, part: str) -> None:
    assert faults(tmp_path, part) == []


@pytest.mark.parametrize(("part", "left_out"), LEFT_OUT)
def test_a_disk_that_does_not_wait_is_found_out(tmp_path: Path, real: None, part: str, left_out: str) -> None:
    assert faults(tmp_path, part, left_out) != []


@pytest.mark.parametrize("unknown", [0, errno.EOPNOTSUPP, errno.EINVAL, errno.ENOSYS])
@pytest.mark.parametrize("part", ["new", "change"])
def test_where_no_write_waits_by_itself_the_data_is_synced(
    tmp_path: Path, real: None, monkeypatch: pytest.MonkeyPatch, part: str, unknown: int
) -> None:
    if not unknown:
        monkeypatch.setattr("deskapp.store.engine.disk._DURABLE", 0)
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert faults(tmp_path / "a", part, unknown=unknown) == []
    assert faults(tmp_path / "b", part, "sync_data", unknown=unknown) != []


@pytest.mark.parametrize("at_once", [1, 1000])
@pytest.mark.parametrize("part", real_day.PARTS)
def test_a_system_that_writes_a_part_at_a_time_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str, at_once: int
) -> None:
    monkeypatch.setattr(journal, "RESERVE", 1500)
    monkeypatch.setattr("deskapp.store.engine.disk.CHUNK", 1500)
    (tmp_path / "whole").mkdir()
    (tmp_path / "parts").mkdir()
    assert faults(tmp_path / "whole", part) == []
    assert faults(tmp_path / "parts", part, at_once=at_once) == []
    assert content(book_of(part, tmp_path / "parts")) == content(book_of(part, tmp_path / "whole"))


def test_a_whole_file_that_is_written_part_by_part_is_what_it_should_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deskapp.store.engine.disk.CHUNK", 1500)
    data = bytes(range(256)) * 40
    Disk().write_aside(tmp_path / "file", data)
    assert (tmp_path / "file").read_bytes() == data


def content(folder: Path) -> dict[str, int | str]:
    with open_book(folder) as book:
        assert len(book.notices) == 0
        found = {one["id"]: one["n"] for table in ("customers", "promises") for one in book.select(table)}
        return found | {one["id"]: one["text"] for one in book.select("interactions", archived=True)}


@pytest.mark.skipif(bool(NOT_TRACED), reason=NOT_TRACED or "traced")
@pytest.mark.parametrize("part", real_day.PARTS)
def test_the_kernel_is_asked_in_the_same_order(tmp_path: Path, part: str) -> None:
    root = tmp_path / "root"
    root.mkdir()
    real_day.before(root)
    watch = Watch(root, book_of(part, root))
    calls = straced.traced(part, root)
    assert {"say", "write", "sync"} <= {call.kind for call in calls}
    assert watch.play(calls) == []


@pytest.mark.skipif(bool(NOT_TRACED), reason=NOT_TRACED or "traced")
@pytest.mark.parametrize(("part", "left_out"), [("change", "durable"), ("save", "sync"), ("restored", "sync_folder")])
def test_the_kernel_sees_a_disk_that_does_not_wait(tmp_path: Path, part: str, left_out: str) -> None:
    root = tmp_path / "root"
    root.mkdir()
    real_day.before(root)
    watch = Watch(root, book_of(part, root))
    assert watch.play(straced.traced(part, root, left_out)) != []
