"""A backup that a stranger made: it is refused whole, no other file is touched, and nothing fills the memory."""

import hashlib
import json
import os
import stat
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from deskapp.errors import BookDamagedError
from deskapp.store import open_book
from deskapp.store.copies.backup import backup, verify
from deskapp.store.copies.restore import restore
from deskapp.store.copies.rotation import daily
from deskapp.store.engine.packed import MANIFEST
from tests.store.books import grow, whole

pytestmark = pytest.mark.usefixtures("the_clock_stands")
Parts = dict[str, bytes]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with open_book(tmp_path / "book") as book:
        grow(book, 40, 45)
    return tmp_path / "book"


@pytest.fixture
def parts(folder: Path, tmp_path: Path) -> Parts:
    """What a sound backup is made of, the manifest among it."""
    backup(folder, tmp_path / "sound.zip")
    with zipfile.ZipFile(tmp_path / "sound.zip") as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def packed(target: Path, parts: Parts, **said: Any) -> Path:
    """A backup of some parts, whose manifest lists all of them and says some more."""
    manifest = json.loads(parts[MANIFEST])
    files = {name: hashlib.sha256(data).hexdigest() for name, data in parts.items() if name != MANIFEST}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            if name != MANIFEST:
                made.writestr(name, data)
        made.writestr(MANIFEST, json.dumps({**manifest, "files": files, **said}))
    return target


def is_refused(folder: Path, target: Path, outside: Path) -> None:
    before, there = whole(folder), sorted(outside.rglob("*"))
    with pytest.raises(BookDamagedError, match=r"no sound backup|nothing was changed"):
        restore(folder, target)
    assert whole(folder) == before
    assert [path for path in sorted(outside.rglob("*")) if folder not in path.parents] == [
        path for path in there if folder not in path.parents
    ]
    assert not (folder / "restoring").exists()


NAMES = (
    "../outside.json", "../../outside.json", "/tmp/outside.json", "\\outside.json", "..\\outside.json",
    "C:\\outside.json", "C:outside.json", "journal/../../outside.json", "./customers.json", "journal/",
    "journal/00000001.jsonl/x", "a/b.json", "archive/../x.json", "archive/interactions-2026-01.fold",
    "backups/2026-01-01.zip", "kept/x.json", "LOCK", "ERASING", "restoring/READY", "READY", "customers.json\n",
    "custo\u202emers.json", "x.txt", "journal/x.jsonl", "archive/x.json", ".bashrc", "journal/00000001.json",
    "archive/interactions-2026-01.json/x", "a" * 300 + ".json",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_name_that_is_none_of_a_book_is_refused(folder: Path, parts: Parts, tmp_path: Path, name: str) -> None:
    is_refused(folder, packed(tmp_path / "x.zip", {**parts, name: b"x"}), tmp_path)
    manifest = json.loads(parts[MANIFEST])
    is_refused(folder, packed(tmp_path / "y.zip", parts, files={**manifest["files"], name: "0" * 64}), tmp_path)
    is_refused(folder, packed(tmp_path / "z.zip", parts, pool=[name]), tmp_path)


@pytest.mark.parametrize("name", ["my notes.json", "customers (copy).json", "Übersicht.json"])
def test_a_strangers_file_in_an_old_backup_stops_nothing_and_is_left_there(
    folder: Path, parts: Parts, tmp_path: Path, name: str
) -> None:
    restore(folder, packed(tmp_path / "old.zip", {**parts, name: b"{}"}))
    assert not (folder / name).exists() and (folder / "interactions.json").exists()


def test_a_name_with_an_end_in_it_is_refused(folder: Path, parts: Parts, tmp_path: Path) -> None:
    target = packed(tmp_path / "x.zip", {**parts, "evilX.json": b"x"})
    target.write_bytes(target.read_bytes().replace(b"evilX.json", b"evil\0.json"))
    is_refused(folder, target, tmp_path)


def test_two_names_that_are_one_are_refused(folder: Path, parts: Parts, tmp_path: Path) -> None:
    is_refused(folder, packed(tmp_path / "x.zip", {**parts, "Customers.json": parts["customers.json"]}), tmp_path)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(packed(tmp_path / "y.zip", parts), "a") as made:
        made.writestr("customers.json", parts["customers.json"])
    is_refused(folder, tmp_path / "y.zip", tmp_path)


def test_what_the_manifest_does_not_list_is_refused(folder: Path, parts: Parts, tmp_path: Path) -> None:
    with zipfile.ZipFile(packed(tmp_path / "x.zip", parts), "a") as made:
        made.writestr("replies.json", b"{}")
    is_refused(folder, tmp_path / "x.zip", tmp_path)


def test_what_the_manifest_lists_and_is_not_there_is_refused(folder: Path, parts: Parts, tmp_path: Path) -> None:
    files = {**json.loads(parts[MANIFEST])["files"], "replies.json": "0" * 64}
    is_refused(folder, packed(tmp_path / "x.zip", parts, files=files), tmp_path)


@pytest.mark.parametrize(
    "manifest",
    [
        b"[]",
        b"{}",
        b"null",
        b"[" * 200_000,
        b'{"deskapp": "1"}',
        b'{"deskapp": 1, "files": []}',
        b"\xff\xfe",
        b"9" * 9999,
    ],
    ids=["list", "nothing", "null", "nested", "text", "files", "bytes", "number"],
)
def test_a_manifest_of_another_shape_is_refused(folder: Path, parts: Parts, tmp_path: Path, manifest: bytes) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as made:
        for name, data in {**parts, MANIFEST: manifest}.items():
            made.writestr(name, data)
    is_refused(folder, tmp_path / "x.zip", tmp_path)


@pytest.mark.parametrize("said", [{"pool": {}}, {"tables": []}, {"tables": {"a": "b"}}, {"newest": 1}, {"desk": None}])
def test_a_manifest_with_another_kind_of_fact_is_refused(
    folder: Path, parts: Parts, tmp_path: Path, said: dict[str, Any]
) -> None:
    is_refused(folder, packed(tmp_path / "x.zip", parts, **said), tmp_path)


def test_a_link_and_a_locked_part_are_refused(folder: Path, parts: Parts, tmp_path: Path) -> None:
    for kind, flags in ((stat.S_IFLNK, 0), (stat.S_IFIFO, 0), (stat.S_IFDIR, 0), (stat.S_IFREG, 1)):
        target = packed(tmp_path / "x.zip", parts)
        data = bytearray(target.read_bytes())
        at = data.index(b"PK\1\2")
        struct.pack_into("<H", data, at + 8, flags)
        struct.pack_into("<L", data, at + 38, (kind | 0o777) << 16)
        target.write_bytes(data)
        is_refused(folder, target, tmp_path)


def at_the_end(data: bytes) -> int:
    return data.rindex(b"PK\5\6")


CHANGES: dict[str, Callable[[bytes], bytes]] = {
    "junk before": lambda data: b"junk" + data,
    "junk behind": lambda data: data + b"junk",
    "a comment": lambda data: data[:-2] + b"\4\0junk",
    "junk before the list": lambda data: data[: data.index(b"PK\1\2")] + b"junk" + data[data.index(b"PK\1\2") :],
    "cut": lambda data: data[:-1],
    "empty": lambda data: b"",
    "garbage": lambda data: os.urandom(5000),
    "another disk": lambda data: data[: at_the_end(data) + 4] + b"\1\0" + data[at_the_end(data) + 6 :],
    "fewer parts": lambda data: data[: at_the_end(data) + 8] + b"\1\0\1\0" + data[at_the_end(data) + 12 :],
    "a larger form": lambda data: data[: at_the_end(data)] + b"PK\6\7" + bytes(16) + data[at_the_end(data) :],
    "two in one": lambda data: data + data,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_an_outside_that_is_not_ours_is_refused(
    folder: Path, parts: Parts, tmp_path: Path, change: Callable[[bytes], bytes]
) -> None:
    target = packed(tmp_path / "x.zip", parts)
    target.write_bytes(change(target.read_bytes()))
    is_refused(folder, target, tmp_path)


def test_parts_that_overlap_are_refused(folder: Path, parts: Parts, tmp_path: Path) -> None:
    """Two names for the same bytes, as bombs without nesting have them."""
    again = dict.fromkeys(("customers.json", "customerz.json"), parts["customers.json"])
    target = packed(tmp_path / "x.zip", {**parts, **again})
    data = target.read_bytes()
    first, second = data.index(b"PK\1\2"), data.rindex(b"customerz.json") - 46
    while data[first + 46 : first + 60] != b"customers.json":
        first = data.index(b"PK\1\2", first + 1)
    target.write_bytes(data[: second + 42] + data[first + 42 : first + 46] + data[second + 46 :])
    is_refused(folder, target, tmp_path)


BOMB = """
import resource, sys, zipfile
from pathlib import Path
from deskapp.errors import BookDamagedError
from deskapp.store.copies.backup import verify
import deskapp.store.copies.restore as ways
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for work in (lambda file: verify(file), lambda file: ways.restore(Path(sys.argv[2]), file)):
    try:
        work(Path(sys.argv[1]))
    except BookDamagedError as error:
        print(error)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.parametrize("bombed", ["customers.json", MANIFEST, "journal/00000009.jsonl"])
def test_a_bomb_is_refused_before_it_goes_off(tmp_path: Path, parts: Parts, bombed: str) -> None:
    manifest = json.loads(parts[MANIFEST])
    digest, zeros = hashlib.sha256(), bytes(1 << 20)
    for _ in range(300):
        digest.update(zeros)
    if bombed != MANIFEST:
        manifest["files"][bombed] = digest.hexdigest()
    target = tmp_path / "bomb.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        for name, data in {**parts, MANIFEST: json.dumps(manifest).encode()}.items():
            if name != bombed:
                made.writestr(name, data)
        with made.open(bombed, "w", force_zip64=True) as bomb:
            for _ in range(300):
                bomb.write(zeros)
    words = [sys.executable, "-c", BOMB, str(target), str(tmp_path / "other")]
    said = subprocess.run(words, capture_output=True, text=True, check=True).stdout.splitlines()
    assert len(said) == 3 and all("no sound backup" in line for line in said[:2]), said
    assert int(said[2]) < 60
    assert sum(path.stat().st_size for path in (tmp_path / "other").rglob("*") if path.is_file()) < 1000


def test_sizes_that_are_lies_are_refused(folder: Path, parts: Parts, tmp_path: Path) -> None:
    sound = packed(tmp_path / "x.zip", parts).read_bytes()
    at = sound.index(b"PK\1\2")
    for field in (20, 24):
        for size in (0, 1, 0x7FFFFFFF, 0xFFFFFFFF):
            data = bytearray(sound)
            struct.pack_into("<L", data, at + field, size)
            (tmp_path / "x.zip").write_bytes(data)
            is_refused(folder, tmp_path / "x.zip", tmp_path)


def test_what_is_no_file_is_no_backup(folder: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.zip")
    (tmp_path / "folder.zip").mkdir()
    for name in ("pipe.zip", "folder.zip"):
        is_refused(folder, tmp_path / name, tmp_path)
    backup(folder, tmp_path / "sound.zip")
    (tmp_path / "latest.zip").symlink_to("sound.zip")
    assert restore(tmp_path / "other", tmp_path / "latest.zip").after.tables["interactions"] == 45


def test_a_month_of_the_pool_is_a_plain_file_beside_the_backup(folder: Path, tmp_path: Path) -> None:
    with open_book(folder) as book:
        daily(book)
    target = folder / "backups" / "2026-11-22.zip"
    month = next((folder / "backups" / "archive").iterdir())
    month.rename(tmp_path / "elsewhere.json")
    month.symlink_to(tmp_path / "elsewhere.json")
    assert verify(target)["pool"]
    is_refused(folder, target, tmp_path)
    month.unlink()
    os.mkfifo(month)
    is_refused(folder, target, tmp_path)
