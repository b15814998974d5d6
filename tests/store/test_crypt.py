"""Backups that are locked: they open with their passphrase alone, whole or not at all, and never lie open on a disk."""

import os
import random
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

pytest.importorskip("cryptography", reason="the extra `crypt` is not installed")

from deskapp.errors import BookDamagedError, RefusedError
from deskapp.store import open_book
from deskapp.store.copies import crypt
from deskapp.store.copies.backup import give_out, verify
from deskapp.store.copies.crypt import PIECE, TAG, is_locked, passphrase_of, read_passphrase
from deskapp.store.copies.restore import restore
from deskapp.store.engine.disk import Disk
from tests.store.books import NOW, whole, write

pytestmark = pytest.mark.usefixtures("the_clock_stands")
WORDS = "three blue teapots"
HEAD = 60
REAL_COST, LIGHT = crypt.COST, 4


def light_keys(patch: pytest.MonkeyPatch) -> None:
    """Keys are made of a passphrase at little cost; what a file may ask for at most stays."""
    patch.setattr(crypt, "COST", LIGHT)
    patch.setattr(crypt, "COSTS", range(LIGHT, crypt.COSTS.stop))


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    light_keys(monkeypatch)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    some = random.Random(1)
    with open_book(tmp_path / "book") as book:
        write(book, 0, 60)
        with book.change("more", by="", at=NOW) as change:  # what does not pack, so that there are several pieces
            change.put("replies", {"id": "rep_1", "text": some.randbytes(150_000).hex()})
        book.checkpoint.save()
        write(book, 60, 70)
    return tmp_path / "book"


@pytest.fixture
def locked(folder: Path, tmp_path: Path) -> Path:
    give_out(folder, tmp_path / "stick" / "book.locked", passphrase=WORDS)
    return tmp_path / "stick" / "book.locked"


def opened(target: Path, words: str = WORDS) -> object:
    return verify(target, unlock=lambda raw: crypt.unlocked(raw, words, target))


def test_it_leads_back_with_its_passphrase(folder: Path, locked: Path, tmp_path: Path) -> None:
    assert locked.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in locked.parent.iterdir()] == ["book.locked"]
    assert is_locked(locked) and locked.stat().st_size > 3 * (PIECE + TAG)
    restored = restore(tmp_path / "other", locked, ask=lambda: WORDS)
    assert restored.after.tables["interactions"] == 70
    assert whole(tmp_path / "other") == whole(folder)


def test_another_passphrase_is_one_sentence_and_changes_nothing(locked: Path, folder: Path) -> None:
    before = whole(folder)
    for words in ("three blue teapot", WORDS + " ", ""):
        with pytest.raises(RefusedError, match="That is not the passphrase of"):
            restore(folder, locked, ask=partial(str, words))
    with pytest.raises(RefusedError, match="is locked with a passphrase"):
        restore(folder, locked)
    assert whole(folder) == before
    assert not list((folder / "backups").glob("before-restore*")) and not (folder / "restoring").exists()


def test_nothing_in_it_tells_anything(folder: Path, locked: Path, tmp_path: Path) -> None:
    data = locked.read_bytes()
    for words in (b"customers", b"Customer", b"json", b"PK\1\2", b"PK\3\4", b'deskapp":', b"manifest", WORDS.encode()):
        assert words not in data
    give_out(folder, tmp_path / "again.locked", passphrase=WORDS)
    again = (tmp_path / "again.locked").read_bytes()
    assert all(data[at : at + 16] not in again for at in range(HEAD, len(data) - 16, 4096))


def test_no_byte_of_the_book_is_written_open_outside_its_folder(folder: Path, tmp_path: Path) -> None:
    """Whatever is written to the disk of the file, under any name and at any time, is locked; nothing else is made."""
    written: list[bytes] = []
    made: set[str] = set()
    watched = [True]

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if watched and event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR):
            made.add(os.fsdecode(arguments[0]) if isinstance(arguments[0], (str, bytes)) else str(arguments[0]))

    class Watching(Disk):
        def sync(self, fd: int) -> None:
            written.append(os.pread(fd, 1 << 24, 0))
            super().sync(fd)

    sys.addaudithook(hook)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("deskapp.store.copies.given_out.Disk", Watching)
        patch.setattr("deskapp.store.copies.backup.Disk", Watching)
        give_out(folder, tmp_path / "stick" / "book.locked", passphrase=WORDS)
    watched.clear()
    assert written and all(data.startswith(crypt.SIGN) and b"PK\3\4" not in data for data in written)
    outside = {path for path in made if not path.startswith((str(folder), "/dev/", "/proc/")) and ".pyc" not in path}
    assert {Path(path).parent for path in outside} == {tmp_path / "stick"}
    assert all(Path(path).name.startswith(".deskapp-") for path in outside)


def test_every_byte_that_differs_is_noticed(locked: Path, folder: Path) -> None:
    data, before = locked.read_bytes(), whole(folder)
    places = [*range(HEAD), *random.Random(2).sample(range(HEAD, len(data)), 60), len(data) - 1]
    for place in places:
        locked.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        with pytest.raises((BookDamagedError, RefusedError)):
            restore(folder, locked, ask=lambda: WORDS)
    assert whole(folder) == before


def test_cutting_swapping_and_joining_are_noticed(folder: Path, locked: Path, tmp_path: Path) -> None:
    data, step = locked.read_bytes(), PIECE + TAG
    pieces = [data[start : start + step] for start in range(HEAD, len(data), step)]
    give_out(folder, tmp_path / "again.locked", passphrase=WORDS)
    others = (tmp_path / "again.locked").read_bytes()
    changed = {
        "an end cut off": data[:-1],
        "the last piece cut off": data[:HEAD] + b"".join(pieces[:-1]),
        "the first piece cut off": data[:HEAD] + b"".join(pieces[1:]),
        "the head alone": data[:HEAD],
        "half a head": data[:30],
        "two swapped": data[:HEAD] + b"".join([pieces[1], pieces[0], *pieces[2:]]),
        "one twice": data[:HEAD] + b"".join([pieces[0], *pieces]),
        "one left out": data[:HEAD] + b"".join([pieces[0], *pieces[2:]]),
        "two joined": data + data,
        "more behind": data + bytes(40),
        "the head of another": others[:HEAD] + data[HEAD:],
        "a piece of another": data[:HEAD] + others[HEAD : HEAD + step] + data[HEAD + step :],
    }
    for name, found in changed.items():
        locked.write_bytes(found)
        with pytest.raises((BookDamagedError, RefusedError)):
            opened(locked)
            pytest.fail(name)
    locked.write_bytes(data)
    assert opened(locked)


def test_a_try_at_the_passphrase_costs_64_megabytes_of_memory(folder: Path, tmp_path: Path) -> None:
    assert REAL_COST >= 16
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(crypt, "COST", REAL_COST)
        give_out(folder, tmp_path / "dear.locked", passphrase=WORDS)
    assert (tmp_path / "dear.locked").read_bytes()[len(crypt.SIGN)] == REAL_COST
    assert opened(tmp_path / "dear.locked")


@pytest.mark.parametrize(("place", "value"), [(17, 63), (17, 20), (17, 0), (18, 255), (19, 255), (18, 0)])
def test_a_head_that_asks_for_memory_gets_none(locked: Path, place: int, value: int) -> None:
    data = bytearray(locked.read_bytes())
    data[len(crypt.SIGN)] = REAL_COST
    data[place] = value
    locked.write_bytes(data)
    code = """
import resource, sys
from pathlib import Path
from deskapp.errors import BookDamagedError
from deskapp.store.copies import backup, crypt
file = Path(sys.argv[1])
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    backup.verify(file, unlock=lambda raw: crypt.unlocked(raw, "x", file))
except BookDamagedError as error:
    print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024, error)
"""
    said = subprocess.run([sys.executable, "-c", code, str(locked)], capture_output=True, text=True, check=True).stdout
    assert "no sound backup" in said
    assert int(said.split()[0]) < 32


def test_what_is_written_over_stays_until_the_new_one_was_read_back(folder: Path, locked: Path) -> None:
    before = locked.read_bytes()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("deskapp.store.copies.crypt._Key.lock", lambda _key, piece, *_about: piece + bytes(TAG))
        with pytest.raises(BookDamagedError, match="not what was saved"):
            give_out(folder, locked, passphrase=WORDS, over=True)
    assert locked.read_bytes() == before
    assert [path.name for path in locked.parent.iterdir()] == ["book.locked"]


def test_no_locked_backup_lies_among_the_books_own_files(folder: Path) -> None:
    with pytest.raises(RefusedError, match="among the book's own files"):
        give_out(folder, folder / "backups" / "x.locked", passphrase=WORDS)


def test_the_first_line_of_a_file_is_the_passphrase(tmp_path: Path) -> None:
    file = tmp_path / "words.txt"
    for data, expected in (
        (b"abc\n", "abc"), (b"abc", "abc"), (b"abc\r\nmore\n", "abc"), (b"\xef\xbb\xbfabc\n", "abc"),
        (b" a b \n", " a b "), ("e\u0301".encode(), "\u00e9"), ("\u00e9\n".encode(), "\u00e9"),
    ):  # fmt: skip
        file.write_bytes(data)
        file.chmod(0o600)
        assert read_passphrase(file) == (expected, False)
    file.chmod(0o640)
    assert read_passphrase(file)[1] == (os.name != "nt")
    for data, why in ((b"", "is empty"), (b"\nabc", "is empty"), (b"\xff", "is no text"), (b"x" * 9999, "is too long")):
        file.write_bytes(data)
        with pytest.raises(RefusedError, match=why):
            read_passphrase(file)
    os.mkfifo(tmp_path / "pipe")
    for name in ("pipe", "none", "."):
        with pytest.raises(RefusedError, match="can't be read"):
            read_passphrase(tmp_path / name)
    assert passphrase_of(b"x\n", "the input") == "x"


def test_without_the_package_one_sentence_says_how_it_comes(
    folder: Path, locked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("cryptography", "cryptography.hazmat.primitives.ciphers", "cryptography.hazmat.primitives.kdf"):
        monkeypatch.setitem(sys.modules, name, None)
    for work in (
        lambda: give_out(folder, locked, passphrase=WORDS, over=True),
        lambda: restore(folder, locked, ask=lambda: WORDS),
    ):
        with pytest.raises(RefusedError, match=r"isn't installed. `pip install 'deskapp\[crypt\]'` adds it."):
            work()


def test_the_desk_and_an_open_backup_load_no_ciphers(folder: Path, tmp_path: Path) -> None:
    code = """
import sys
from pathlib import Path
import deskapp.ui.start, deskapp.cli.backups
assert "deskapp.store.copies.crypt" in sys.modules
from deskapp.store.copies.backup import give_out
from deskapp.store.copies.restore import restore
give_out(Path(sys.argv[1]), Path(sys.argv[2]))
restore(Path(sys.argv[3]), Path(sys.argv[2]))
print([name for name in sys.modules if name.startswith("cryptography")])
import subprocess
"""
    words = [sys.executable, "-c", code, str(folder), str(tmp_path / "x.zip"), str(tmp_path / "other")]
    assert subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip() == "[]"
    start = [sys.executable, "-c", "import deskapp.ui.start, sys; print('deskapp.store.copies.crypt' in sys.modules)"]
    assert subprocess.run(start, capture_output=True, text=True, check=True).stdout.strip() == "False"
