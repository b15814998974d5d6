"""The backup of the day counts only where it is one, a copy beside a desk is of one moment, and leftovers go."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from datetime import date
from pathlib import Path
from typing import IO, Any

import pytest

from deskapp.errors import BookDamagedError, BookInUseError
from deskapp.store import open_book
from deskapp.store.copies import backup as backups
from deskapp.store.copies.backup import backup, give_out
from deskapp.store.copies.restore import restore
from deskapp.store.copies.rotation import daily, is_taken, last_taken
from deskapp.store.engine.kept_aside import throw_away
from tests.store.books import NOW, content, whole, write

pytestmark = pytest.mark.usefixtures("the_clock_stands")
HERE = Path(__file__).parents[2]


def make_strange(place: Path, kind: str, sound: Path) -> None:
    place.unlink(missing_ok=True)
    if kind == "folder":
        place.mkdir()
        (place / "inside").write_bytes(b"mine")
    elif kind == "pipe":
        os.mkfifo(place)
    elif kind == "link":
        place.symlink_to(sound)
    elif kind == "link to nothing":
        place.symlink_to("nothing")
    elif kind == "another zip":
        with zipfile.ZipFile(place, "w") as made:
            made.writestr("letter.txt", b"mine")
    elif kind == "damaged":
        data = bytearray(sound.read_bytes())
        data[len(data) // 2] ^= 1
        place.write_bytes(data)
    else:
        place.write_bytes({"empty": b"", "garbage": b"hello" * 99, "cut": sound.read_bytes()[:-30]}[kind])


KINDS = ("folder", "pipe", "link", "link to nothing", "empty", "garbage", "cut", "damaged", "another zip")


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_backup_does_not_count_as_todays(folder: Path, tmp_path: Path, kind: str) -> None:
    with open_book(folder) as book:
        assert daily(book) is not None
    target = folder / "backups" / "2026-11-22.zip"
    shutil.copy2(target, tmp_path / "sound.zip")
    make_strange(target, kind, tmp_path / "sound.zip")
    assert not is_taken(target)
    with open_book(folder) as book:
        assert daily(book) is not None
        assert daily(book) is None
        assert book.notices.sentences == []
    assert is_taken(target)
    if kind == "folder":
        (kept,) = (folder / "kept").glob("2026-11-22.zip.*/inside")
        assert kept.read_bytes() == b"mine"
    restore(tmp_path / "other", target)
    assert whole(tmp_path / "other") == whole(folder)


def test_the_last_backup_is_one_of_ours(folder: Path, tmp_path: Path) -> None:
    place = folder / "backups"
    assert last_taken(place) is None
    with open_book(folder) as book:
        daily(book)
    shutil.copy2(place / "2026-11-22.zip", tmp_path / "sound.zip")
    for day, kind in enumerate(KINDS):
        if kind != "damaged":  # whether all of it can be read is not asked for a look at the settings
            make_strange(place / f"2026-12-{day + 1:02d}.zip", kind, tmp_path / "sound.zip")
    assert last_taken(place) == date(2026, 11, 22)


@pytest.mark.parametrize("kind", ["folder", "pipe", "link", "gone"])
def test_a_month_of_the_pool_that_is_no_file_is_copied_again(folder: Path, tmp_path: Path, kind: str) -> None:
    with open_book(folder) as book:
        daily(book)
    month = min((folder / "backups" / "archive").iterdir())
    month.rename(tmp_path / "sound.json")
    if kind != "gone":
        make_strange(month, kind, tmp_path / "sound.json")
    with open_book(folder) as book:
        assert daily(book) is not None
    assert month.read_bytes() == (tmp_path / "sound.json").read_bytes() and not month.is_symlink()
    restore(tmp_path / "other", folder / "backups" / "2026-11-22.zip")
    assert whole(tmp_path / "other") == whole(folder)


LOOKS = ("load", "_open", "_facts", "segments_in", "tables_in")


@pytest.mark.parametrize("is_before", [True, False], ids=["before", "after"])
@pytest.mark.parametrize("turn", [1, 2, 5])
@pytest.mark.parametrize("name", LOOKS)
def test_a_desk_that_compacts_between_two_looks_of_a_copy_is_looked_at_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, turn: int, is_before: bool
) -> None:
    """Two compactions with sealing, before or after one of the looks that a copy takes at the folder."""
    look, turns = getattr(backups, name), []
    with open_book(folder) as book:

        def compact() -> None:
            turns.append(True)
            if len(turns) == turn:
                write(book, 100, 103)
                book.checkpoint.save()
                write(book, 103, 104)
                book.checkpoint.save()

        def look_beside(*arguments: Any) -> Any:
            if is_before:
                compact()
            found = look(*arguments)
            if not is_before:
                compact()
            return found

        monkeypatch.setattr(backups, name, look_beside)
        contents = give_out(folder, tmp_path / "x.zip")
        now = content(book)
    monkeypatch.undo()
    assert restore(tmp_path / "other", tmp_path / "x.zip").after == contents
    found = whole(tmp_path / "other")
    assert found.items() <= now.items()
    assert sum(key.startswith("int_") for key in found) == contents.tables["interactions"]


def test_a_desk_that_never_rests_is_told(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    count = iter(range(10**6))
    monkeypatch.setattr(backups, "_facts", lambda _folder: {folder / "customers.json": (next(count),)})
    monkeypatch.setattr(backups, "PAUSE", 0)
    with pytest.raises(BookInUseError, match="writes so much that no whole copy could be made"):
        give_out(folder, tmp_path / "x.zip")
    assert not list(tmp_path.glob("*.zip")) and not list(tmp_path.glob(".deskapp-*"))


def copies_beside(tmp_path: Path, rounds: int) -> None:
    """A child writes and compacts as fast as it can; each copy beside it is a whole book of one moment."""
    folder = tmp_path / "busy"
    words = [sys.executable, "-m", "tests.store.killed", str(folder), "0", "0", str(10**9), "20000"]
    child = subprocess.Popen(words, stdout=subprocess.PIPE, cwd=HERE, bufsize=0)
    try:
        assert child.stdout is not None
        child.stdout.read(1)
        acknowledged = 0
        for _ in range(rounds):
            numbers_told = child.stdout.read(1 << 16).split(b"\n")[1:-1]
            acknowledged = int(numbers_told[-1]) if numbers_told else acknowledged
            contents = give_out(folder, tmp_path / "copy.zip", over=True)
            shutil.rmtree(tmp_path / "copy", ignore_errors=True)
            restore(tmp_path / "copy", tmp_path / "copy.zip")
            with open_book(tmp_path / "copy", read_only=True) as book:
                there = book.get("promises", "pro_1")["n"]  # type: ignore[index]
                numbers = sorted(document["n"] for document in book.select("customers"))
                assert numbers == list(range(max(0, there - 49), there + 1))
                assert there >= acknowledged
                assert book.count("customers") == contents.tables["customers"]
                assert book.notices.sentences == []
    finally:
        os.kill(child.pid, signal.SIGKILL)
        child.communicate()


def test_a_copy_beside_a_desk_that_compacts_all_the_time_is_of_one_moment(tmp_path: Path) -> None:
    copies_beside(tmp_path, 8)


@pytest.mark.long
def test_hundreds_of_copies_beside_a_desk_that_compacts(tmp_path: Path) -> None:
    copies_beside(tmp_path, 400)


def test_a_copy_ends_where_it_was_read_up_to(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the desk writes while the copy is packed is not in it, nor half of it."""
    add = backups._add
    with open_book(folder) as book:
        expected = content(book)

        def add_and_write(whole_zip: zipfile.ZipFile, name: str, file: IO[bytes], end: int | None) -> str:
            if name.startswith("journal/"):
                write(book, 200 + len(name), 201 + len(name))
            return add(whole_zip, name, file, end)

        monkeypatch.setattr(backups, "_add", add_and_write)
        give_out(folder, tmp_path / "x.zip")
    restore(tmp_path / "other", tmp_path / "x.zip")
    assert whole(tmp_path / "other") == expected


def test_a_segment_that_had_not_begun_is_left_out(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The desk has made the next file of the journal, and goes on in the one before until the copy has read it."""
    add = backups._add
    with open_book(folder) as book:
        write(book, 70, 72)
        prepared = book.engine.journal.prepare()
        expected = content(book)

        def add_and_go_on(whole_zip: zipfile.ZipFile, name: str, file: IO[bytes], end: int | None) -> str:
            digest = add(whole_zip, name, file, end)
            if name.startswith("journal/") and not book.get("interactions", "int_073"):
                write(book, 72, 73)
                monkeypatch.setattr(book.engine.journal, "prepare", lambda: prepared)
                book.engine.start_segment()
                write(book, 73, 74)
            return digest

        monkeypatch.setattr(backups, "_add", add_and_go_on)
        give_out(folder, tmp_path / "x.zip")
        assert book.get("interactions", "int_073")
    restore(tmp_path / "other", tmp_path / "x.zip")
    assert whole(tmp_path / "other") == expected


def age(path: Path, seconds: float) -> None:
    at = NOW.timestamp() - seconds
    os.utime(path, (at, at), follow_symlinks=False)


def test_what_half_done_work_left_goes_at_the_next_start(folder: Path) -> None:
    with open_book(folder) as book:
        daily(book)
    place = folder / "backups"
    gone = [
        "2026-11-21.zip.part",
        "before-import-1.zip.part",
        "before-erase-2026-11-01T101010Z.zip",
        ".deskapp-0a.part",
    ]
    stay = [".deskapp-0b.part", "letter.part", "deskapp-2026-11-01T101010Z.zip", "before-restore-1.zip"]
    for name in (*gone, *stay):
        (place / name).write_bytes(b"x")
        age(place / name, 86_401 if name == ".deskapp-0a.part" else 60)
    (folder / "letter.new").write_bytes(b"mine")
    for name in ("customers.json.new", "journal/00000009.jsonl.new", "archive/interactions-2026-01.json.new"):
        (folder / name).write_bytes(b"x")
    open_book(folder).close()
    left = {path.name for path in place.iterdir()}
    assert left.isdisjoint(gone) and left >= {*stay, "2026-11-22.zip"}
    assert [path.name for path in folder.rglob("*.new")] == ["letter.new"]


def test_what_was_left_in_the_other_folders_goes_with_the_backup_of_the_day(folder: Path) -> None:
    with open_book(folder) as book:
        for part in ("kept", "backups/archive"):
            (folder / part).mkdir(parents=True, exist_ok=True)
            (folder / part / "interactions-2026-01.json.new").write_bytes(b"x")
        daily(book)
    assert not list(folder.rglob("*.new"))


def test_the_copy_before_an_erasure_that_is_under_way_stays(folder: Path) -> None:
    (folder / "backups").mkdir(exist_ok=True)
    copy = folder / "backups" / "before-erase-2026-11-01T101010Z.zip"
    copy.write_bytes(b"x")
    (folder / "ERASING").write_bytes(b"not to be read")
    open_book(folder).close()
    assert copy.exists()


def test_a_reader_clears_nothing(folder: Path) -> None:
    (folder / "customers.json.new").write_bytes(b"x")
    open_book(folder, read_only=True).close()
    assert (folder / "customers.json.new").exists()


def test_invented_days_of_processes_that_are_gone_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    named = {name: tmp_path / f"deskapp-demo-{name}" for name in ("dead", "alive", "young", "future", "theirs", "link")}
    for name, place in named.items():
        if name == "link":
            (tmp_path / "home").mkdir()
            place.symlink_to(tmp_path / "home")
            continue
        open_book(place / "book").close()
        age(place, {"young": 60, "future": -9999}.get(name, 3600))
    age(named["link"], 3600)
    (tmp_path / "deskapp-demonstration").mkdir()
    lstat = Path.lstat

    def of_another(path: Path) -> os.stat_result:
        about = lstat(path)
        return os.stat_result([*about[:4], about.st_uid + 1, *about[5:]]) if path == named["theirs"] else about

    monkeypatch.setattr(Path, "lstat", of_another)
    with open_book(named["alive"] / "book"):
        age(named["alive"], 3600)
        with throw_away() as folder:
            assert folder.parent.parent == tmp_path
            left = {name for name, place in named.items() if os.path.lexists(place)}
    assert left == {"alive", "young", "future", "theirs", "link"}
    assert (tmp_path / "deskapp-demonstration").exists() and (tmp_path / "home").exists()
    assert not folder.parent.exists()


def test_a_killed_demo_is_cleared_by_the_next(tmp_path: Path) -> None:
    code = "from deskapp.store.engine.kept_aside import throw_away\nfrom deskapp.store import open_book\nimport os\n"
    code += "with throw_away() as folder:\n    book = open_book(folder)\n    print(folder, flush=True)\n"
    code += "    os.kill(os.getpid(), 9)\n"
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    words = [sys.executable, "-c", code]
    first = Path(subprocess.run(words, env=environment, capture_output=True, text=True, check=False).stdout.strip())
    assert first.is_dir()
    at = time.time() - 3600
    os.utime(first.parent, (at, at))
    subprocess.run(words, env=environment, capture_output=True, check=False)
    assert not first.parent.exists()


def test_a_backup_of_a_damaged_kind_is_no_hang_and_one_sentence(folder: Path, tmp_path: Path) -> None:
    with open_book(folder) as book:
        (folder / "customers.json.prev").unlink()
        os.mkfifo(folder / "customers.json.prev")
        with pytest.raises(BookDamagedError, match=r"customers.json.prev cannot be read .* no backup was taken"):
            backup(book, tmp_path / "x.zip")
    assert list(tmp_path.glob("x.zip*")) == []
