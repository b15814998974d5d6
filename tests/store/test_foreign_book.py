"""A book that a stranger made, or can write in: no name and no link in it leads outside, and that is told."""

import json
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from zlib import crc32

import pytest

from deskapp.errors import BookDamagedError, DeskError
from deskapp.store import Book, open_book
from deskapp.store.copies.backup import backup
from deskapp.store.copies.doctor import check, repair, scrub
from deskapp.store.copies.restore import restore
from deskapp.store.copies.rotation import daily, rotate
from deskapp.store.engine import reader
from deskapp.store.engine.codec import SEAL, Op, encode
from deskapp.store.engine.kept_aside import ASIDE
from tests.store.books import NOW, content, whole, write

pytestmark = pytest.mark.usefixtures("the_clock_stands")


@pytest.fixture
def folder(folder: Path) -> Path:
    """The book of the room with the backup of a day."""
    with open_book(folder) as book:
        daily(book)
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Somebody's own files, of names that the program knows."""
    home = tmp_path / "home"
    home.mkdir()
    for name in (
        "letter.txt", "customers.json", "interactions-2026-01.json", "00000001.jsonl", "2020-01-01.zip", "x.json.new",
        "x.zip.part", "before-erase-1.zip", "interactions-2026-01.fold",
    ):  # fmt: skip
        (home / name).write_bytes(b"mine")
    return home


def everything(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def put_there(place: Path, kind: str, home: Path) -> None:
    """Where a file of the book belongs, there is a link to somebody's letter, a pipe or a folder."""
    if kind == "link":
        place.symlink_to(home / "letter.txt")
    elif kind == "pipe":
        os.mkfifo(place)
    else:
        place.mkdir()


NOTE = {"id": "era_1", "ids": ["cus_1"], "texts": ["Bob"], "gone": [], "files": [], "all": False, "before": ""}


@pytest.mark.parametrize(
    "said",
    [
        {"before": "../home/letter.txt"}, {"before": "backups/../../home/letter.txt"}, {"before": "LOCK"},
        {"before": 7}, {"files": ["../../../home/letter.txt"]}, {"files": ["../../home/interactions-2026-01.json"]},
        {"files": "abc"}, {"files": [7]}, {"ids": None}, {"texts": [[]]}, {"all": "yes"}, {"id": ["x"]},
    ],
    ids=str,
)  # fmt: skip
@pytest.mark.parametrize("is_known", [True, False])
def test_a_note_of_an_erasure_reaches_no_file_outside(
    folder: Path, home: Path, said: dict[str, object], is_known: bool
) -> None:
    """Whether the erasure it speaks of counted, so that it would be finished, or didn't, so that it is forgotten."""
    if is_known:
        with open_book(folder) as book, book.change("erase", by="", at=NOW, undoable=False) as change:
            change.put("erasures", {"id": "era_1", "kept": 0})
    (folder / "ERASING").write_text(json.dumps({**NOTE, **said}))
    before = everything(home)
    with open_book(folder) as book:
        assert "The note of an erasure cannot be read" in book.notices.sentences[0]
    with open_book(folder, read_only=True) as book:
        assert len(content(book)) == 88
    assert everything(home) == before


@pytest.mark.parametrize(
    "note", [b"[" * 200_000, b"null", b"[]", b"\xff", b"{}"], ids=["nested", "null", "list", "bytes", "none"]
)
def test_a_note_that_is_none_is_told(folder: Path, note: bytes) -> None:
    (folder / "ERASING").write_bytes(note)
    with open_book(folder) as book:
        assert "The note of an erasure cannot be read" in book.notices.sentences[0]


def test_a_note_that_is_a_pipe_holds_nothing_up(folder: Path) -> None:
    os.mkfifo(folder / "ERASING")
    with open_book(folder) as book:
        assert "The note of an erasure cannot be read" in book.notices.sentences[0]


PLACES = (
    "journal", "archive", "kept", "backups", "backups/archive", "restoring", "restoring/journal", "restoring/archive"
)  # fmt: skip


def use(folder: Path) -> None:
    """Everything that is done with a book, one after the other."""
    target = folder.parent / "used.zip"
    works: tuple[Callable[[], object], ...] = (
        lambda: backup(folder, target),
        lambda: restore(folder, target),
        lambda: check(folder),
        lambda: repair(folder),
        lambda: scrub(folder, 1),
        lambda: whole(folder),
        lambda: _work(folder),
    )
    for work in works:
        with suppress(DeskError):
            work()


def _work(folder: Path) -> None:
    with open_book(folder) as book:
        write(book, 70, 72)
        book.checkpoint.save(anew=True)
        daily(book, again=True)


@pytest.mark.parametrize("place", PLACES)
def test_a_folder_of_the_book_that_is_a_link_is_told_and_nothing_is_done_behind_it(
    folder: Path, home: Path, place: str
) -> None:
    backup(folder, folder.parent / "used.zip")
    shutil.rmtree(folder / place, ignore_errors=True)
    (folder / place).parent.mkdir(exist_ok=True)
    (folder / place).symlink_to(home, target_is_directory=True)
    if place.startswith("restoring/"):
        note = {"deskapp": 1, "files": ["customers.json", "journal/00000001.jsonl"]}
        (folder / "restoring" / "READY").write_text(json.dumps(note))
    before = everything(home)
    for work in (lambda: open_book(folder), lambda: whole(folder), lambda: restore(folder, folder.parent / "used.zip")):
        with pytest.raises(BookDamagedError, match=f"`{place}` in .* is a link to another place"):
            work()
    use(folder)
    assert everything(home) == before


@pytest.mark.parametrize(
    "place", ["customers.json", "customers.json.prev", "journal/{}", "archive/{}", "backups/2026-11-22.zip"]
)
def test_a_file_of_the_book_that_is_a_link_is_no_way_out(folder: Path, home: Path, place: str) -> None:
    backup(folder, folder.parent / "used.zip")
    first = sorted((folder / place).parent.iterdir())[0].name
    link, target = folder / place.format(first), home / "letter.txt"
    link.unlink()
    link.symlink_to(target)
    use(folder)
    assert target.read_bytes() == b"mine"
    assert everything(home) == everything(home) | {"letter.txt": b"mine"}


@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
@pytest.mark.parametrize("place", ["customers.json", "replies.json", "customers.json.prev", "journal/{}", "archive/{}"])
def test_a_restore_takes_the_place_of_what_is_no_file(folder: Path, home: Path, place: str, kind: str) -> None:
    backup(folder, folder.parent / "used.zip")
    before = whole(folder)
    first = sorted(path.name for path in (folder / place).parent.iterdir() if path.suffix != ".fold")[0]
    strange = folder / place.format(first)
    strange.unlink(missing_ok=True)
    put_there(strange, kind, home)
    if kind == "folder":
        (strange / "inside").write_bytes(b"mine")
    (folder / "notes.json").write_bytes(b"mine")
    (folder / "notes.json.prev").write_bytes(b"mine too")
    restore(folder, folder.parent / "used.zip")
    assert whole(folder) == before
    assert (home / "letter.txt").read_bytes() == (folder / "notes.json").read_bytes() == b"mine"
    assert b"mine too" in [path.read_bytes() for path in (folder / "kept").rglob("notes.json.prev*")]
    if kind == "folder" and place != "replies.json":
        assert [path.read_bytes() for path in (folder / "kept").rglob("inside")] == [b"mine"]


@pytest.mark.parametrize("kind", ["file", "pipe", "READY is a folder", "READY is a pipe", "READY is a link"])
def test_what_stands_where_a_restore_is_laid_out_is_out_of_its_way(folder: Path, home: Path, kind: str) -> None:
    backup(folder, folder.parent / "used.zip")
    before, aside = whole(folder), folder / "restoring"
    if kind in ("file", "pipe"):
        os.mkfifo(aside) if kind == "pipe" else aside.write_bytes(b"x")
        assert whole(folder) == before
        open_book(folder).close()
    else:
        aside.mkdir()
        note = aside / "READY"
        if kind.endswith("folder"):
            note.mkdir()
        elif kind.endswith("pipe"):
            os.mkfifo(note)
        else:
            note.symlink_to(home / "letter.txt")
        for work in (open_book, whole, check, repair):
            with pytest.raises(DeskError, match="was broken off, and can't be finished"):
                work(folder)
    assert restore(folder, folder.parent / "used.zip").saved_as is not None
    assert whole(folder) == before
    assert (home / "letter.txt").read_bytes() == b"mine"


@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
def test_what_stands_where_a_file_is_written_aside_is_out_of_the_way(folder: Path, home: Path, kind: str) -> None:
    names = [
        f"{part}/{'customers' if part != 'archive' else 'interactions-2026-01'}{end}"
        for part, ends in ASIDE.items()
        for end in ends
    ]
    for name in [*names, "backups/2026-11-23.zip.part"]:
        strange = folder / name.lstrip("/")
        put_there(strange, kind, home)
    with open_book(folder) as book:
        write(book, 70, 75)
        book.checkpoint.save()
        daily(book, again=True)
        assert book.notices.sentences == []
    assert (home / "letter.txt").read_bytes() == b"mine"
    assert not [path for path in folder.rglob("*.new") if "kept" not in path.parts]
    assert len(whole(folder)) == 75 + 19


FILES = (
    "../../home/interactions-2026-01.json",
    "/etc/passwd",
    "..",
    "",
    7,
    "customers.json",
    "interactions-2026-01.json\n",
)


@pytest.mark.parametrize("file", FILES, ids=str)
def test_a_head_that_speaks_of_files_outside_is_damage(folder: Path, home: Path, file: object) -> None:
    for path in (folder / "interactions.json", folder / "interactions.json.prev"):
        rows = path.read_bytes().split(b"\n")
        head = json.loads(rows[1][len(b'"_head":{"1":') : -2])
        head["sealed"][0]["file"] = file
        rows[1] = b'"_head":{"1":%b},' % encode(head)
        tail = json.loads(rows[-3][len(b'"_tail":{"1":') : -1])
        tail["own"] = f"{crc32(rows[1] + tail['crc'].encode()):08x}"
        rows[-3] = b'"_tail":{"1":%b}' % encode(tail)
        path.write_bytes(b"\n".join(rows))
    before = everything(home)
    with pytest.raises(BookDamagedError, match="damaged"):
        open_book(folder)
    use(folder)
    repair(folder)
    assert everything(home) == before
    assert len(whole(folder)) > 0


def test_a_journal_that_speaks_of_files_outside_is_refused(folder: Path, home: Path) -> None:
    with open_book(folder) as book:
        sealed = [{**book.shelf("interactions").sealed[0], "file": "../../home/interactions-2026-01.json"}]
        _record_past_the_check(book, encode({"sealed": sealed, "shadow": {}}))
        book.engine.close()
        os.close(book._lock._fd)  # type: ignore[union-attr]
    before = everything(home)
    with pytest.raises(BookDamagedError, match="files that are none of the archive's"):
        open_book(folder)
    use(folder)
    assert everything(home) == before


def _record_past_the_check(book: Book, line: bytes) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("deskapp.store.engine.shelf.are_sealed", lambda _entries: True)
        book.engine.record([Op("interactions", SEAL, line)], by="", at="2026-11-22T12:00:00.000Z")
    book.checkpoint.stop()
    book.close = lambda: None  # type: ignore[method-assign]


def test_a_month_that_is_none_is_never_sealed(folder: Path) -> None:
    (folder / "archive" / "interactions-..").mkdir()
    with open_book(folder) as book:
        with book.change("set", by="", at=NOW) as change:
            for number, when in enumerate(("../../a", "", "0000", "20\u0662\u0666-01-01T")):
                change.put("interactions", {"id": f"int_x{number}", "state": "ended", "arrived_at": when})
        book.checkpoint.save()
        assert not any("could not" in one for one in book.notices.sentences)
    assert all(path.parent.name == "archive" for path in (folder / "archive").rglob("*.json"))
    assert not (folder / "archive" / "a.json").exists()


def test_rotation_removes_only_what_is_of_its_shape(folder: Path) -> None:
    backups = folder / "backups"
    (backups / "archive" / "letter.json").write_bytes(b"mine")
    (backups / "2020-01-01.zip").mkdir()
    (backups / "2020-01-02.zip").symlink_to(folder / "customers.json")
    rotate(backups)
    assert (backups / "archive" / "letter.json").exists()
    assert (backups / "2020-01-01.zip").is_dir() and (backups / "2020-01-02.zip").is_symlink()


@pytest.mark.skipif(os.name == "nt", reason="no modes there")
@pytest.mark.parametrize(
    ("mode", "by_whom"), [(0o700, ""), (0o755, ""), (0o770, "group"), (0o707, "all"), (0o1777, "all")]
)
def test_a_folder_that_others_may_write_in_is_told_and_opens(
    folder: Path, monkeypatch: pytest.MonkeyPatch, mode: int, by_whom: str
) -> None:
    """A group with the number of the account is nobody else."""
    folder.chmod(mode)
    for gid in (os.geteuid(), os.geteuid() + 1):
        about = folder.stat()
        facts = os.stat_result([*about[:4], os.geteuid(), gid, *about[6:]])
        monkeypatch.setattr(reader, "_about", lambda _folder, facts=facts: facts)
        is_told = by_whom == "all" or (by_whom == "group" and gid != os.geteuid())
        for read_only in (False, True):
            with open_book(folder, read_only=read_only) as book:
                told = [one for one in book.notices if "Other accounts on this computer can write" in one.sentence]
                assert bool(told) == is_told
                assert not is_told or told[0].next_step.startswith("`chmod 700 ")


@pytest.mark.skipif(os.name == "nt", reason="no modes there")
def test_where_the_disk_keeps_no_modes_nothing_is_told(folder: Path) -> None:
    folder.chmod(0o777)
    (folder / "LOCK").chmod(0o777)
    with open_book(folder) as book:
        assert book.notices.sentences == []


@pytest.mark.skipif(os.name == "nt", reason="no owners there")
def test_a_folder_of_another_account_is_told_and_opens(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: folder.stat().st_uid + 1)
    is_of_root = folder.stat().st_uid == 0
    with open_book(folder) as book:
        assert any("belongs to another account" in one for one in book.notices.sentences) == (not is_of_root)
