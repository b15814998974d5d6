"""The line lets nobody in: another account is told nothing, forges nothing, and gets nothing to stand still."""

import asyncio
import os
import socket
import stat
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from deskapp.errors import BookInUseError, RefusedError
from deskapp.ipc import client, server
from deskapp.ipc.client import GO, READY, ask
from deskapp.ipc.server import Message, serve
from deskapp.store.spool_files import LIMIT
from tests.builders import socket_path

WORDS = {"argv": ["note", "Beth", "allergic to nuts"]}


def handle(request: Message) -> Message:
    return {"echo": request["argv"]}


@pytest.fixture
def anyones(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of the machine in which every account may put what it likes; its path is short."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        folder.chmod(0o1777)
        monkeypatch.setattr(tempfile, "tempdir", made)
        monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
        yield folder


@contextmanager
def forger(path: Path) -> Iterator[list[bytes]]:
    """Somebody listens there, says that it is done, and keeps what it was told."""
    told: list[bytes] = []
    home = os.open(path.parent, os.O_RDONLY)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listening:
        listening.bind(f"/proc/self/fd/{home}/{path.name}" if Path("/proc/self/fd").exists() else str(path))
        listening.listen()

        def forge() -> None:
            with suppress(OSError):
                while True:
                    one, _ = listening.accept()
                    one.settimeout(2)
                    with one, suppress(OSError):
                        told.append(one.recv(1 << 16))
                        one.sendall(READY + b'{"status": 0, "out": "forged", "err": ""}\n')
                        told.append(one.recv(1 << 16))

        thread = threading.Thread(target=forge, daemon=True)
        thread.start()
        yield told
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
    os.close(home)
    thread.join(5)


@pytest.mark.parametrize("runtime", [False, True])
async def test_however_long_the_path_nothing_of_the_line_lies_outside_the_book(
    tmp_path: Path, anyones: Path, runtime: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if runtime:
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(anyones))
    folder = tmp_path / ("long" * 30) / "book"
    folder.mkdir(parents=True)
    served = await serve(folder, handle)
    assert served is not None
    assert (await asyncio.to_thread(ask, folder, WORDS))["echo"] == WORDS["argv"]
    assert list(anyones.iterdir()) == []
    for path in (Path(socket_path(folder)), Path(socket_path(folder)).parent):
        facts = path.stat()
        assert (facts.st_uid, facts.st_mode & 0o077) == (os.geteuid(), 0), path
    served.close()


def names_of_before(folder: Path, anyones: Path) -> Path:
    """Where a book with a long path was asked once: a name that everybody can work out."""
    from hashlib import sha256

    short = sha256(os.fsencode(os.path.realpath(folder))).hexdigest()[:24]
    return anyones / f"deskapp-{os.getuid()}" / f"{short}.sock"


async def test_who_makes_a_folder_first_is_neither_told_nor_believed(tmp_path: Path, anyones: Path) -> None:
    folder = tmp_path / ("long" * 30) / "book"
    folder.mkdir(parents=True)
    forged = names_of_before(folder, anyones)
    forged.parent.mkdir(0o777)
    with forger(forged) as told:
        with pytest.raises(BookInUseError):
            await asyncio.to_thread(ask, folder, WORDS)
        served = await serve(folder, handle)
        assert (await asyncio.to_thread(ask, folder, WORDS))["echo"] == WORDS["argv"]
        assert served is not None
        served.close()
    assert told == []


def others_may_write(home: Path) -> None:
    home.mkdir()
    home.chmod(0o777)


def a_link(home: Path) -> None:
    home.with_name("elsewhere").mkdir(0o700)
    home.symlink_to("elsewhere")


@pytest.mark.parametrize("made", [others_may_write, a_link])
def test_an_asker_does_not_trust_a_folder_that_others_may_have_made(
    tmp_path: Path, made: Callable[[Path], None]
) -> None:
    home = tmp_path / "asked"
    made(home)
    with forger(home / "desk.sock") as told, pytest.raises(BookInUseError):
        ask(tmp_path, WORDS)
    assert told == []


@pytest.mark.parametrize("what", ["folder", "peer"])
def test_an_asker_tells_another_account_nothing(tmp_path: Path, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    home, uid = tmp_path / "asked", os.geteuid()
    home.mkdir(0o700)
    if what == "folder":
        monkeypatch.setattr(os, "geteuid", lambda: uid + 1)
    else:
        facts = b"".join(number.to_bytes(4, sys.byteorder) for number in (1, uid + 1, 1))
        monkeypatch.setattr(socket.socket, "getsockopt", lambda *_: facts)
    with forger(home / "desk.sock") as told, pytest.raises(BookInUseError):
        ask(tmp_path, WORDS)
    assert b"".join(told) == b""


async def test_a_desk_tells_another_account_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[Message] = []
    served = await serve(tmp_path, lambda request: done.append(request) or {})
    assert served is not None
    monkeypatch.setattr(server, "is_ours", lambda _: False)
    reader, writer = await asyncio.open_unix_connection(socket_path(tmp_path))
    writer.write(b'{"argv": ["list"]}\n' + GO)
    with suppress(ConnectionError):
        assert await reader.read() == b""
    writer.close()
    assert done == []
    served.close()


async def test_the_desk_makes_its_own_folder_private_again_and_keeps_nothing_of_others_in_it(tmp_path: Path) -> None:
    home = tmp_path / "asked"
    home.mkdir()
    home.chmod(0o777)
    (home / "1a.ask").write_text('{"argv": ["note", "Beth", "forged"]}\n')
    (home / "link").symlink_to(tmp_path)
    served = await serve(tmp_path, handle)
    assert served is not None
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert {path.name for path in home.iterdir()} == {"here", "desk.sock"}
    assert tmp_path.exists()
    served.close()


@pytest.mark.parametrize("what", ["link", "file", "foreign"])
async def test_a_desk_whose_folder_is_not_its_own_says_so(
    tmp_path: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, uid = tmp_path / "asked", os.geteuid()
    if what == "link":
        a_link(home)
    elif what == "file":
        home.write_text("")
    else:
        home.mkdir(0o700)
        monkeypatch.setattr(os, "geteuid", lambda: uid + 1)
    with pytest.raises(RefusedError, match="Commands can't reach this desk"):
        await serve(tmp_path, handle)
    assert [path.name for path in tmp_path.rglob("*.sock")] == []


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_folder(path: Path) -> None:
    path.mkdir()


def a_way_out(path: Path) -> None:
    path.symlink_to("/dev/zero")


@pytest.mark.parametrize("made", [a_pipe, a_folder, a_way_out, Path.touch])
async def test_whatever_stands_in_place_of_the_socket_is_no_line(tmp_path: Path, made: Callable[[Path], None]) -> None:
    path = Path(socket_path(tmp_path))
    path.parent.mkdir(0o700)
    made(path)
    served = await serve(tmp_path, handle)
    assert (await asyncio.to_thread(ask, tmp_path, WORDS))["echo"] == WORDS["argv"]
    if made is not a_folder:
        path.unlink()
        made(path)
    assert (await asyncio.to_thread(ask, tmp_path, WORDS))["echo"] == WORDS["argv"]
    assert served is not None
    served.close()


async def test_only_so_many_are_listened_to_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "MOST", 3)
    served = await serve(tmp_path, handle)
    assert served is not None
    idle = [await asyncio.open_unix_connection(socket_path(tmp_path)) for _ in range(3)]
    for _, writer in idle:
        writer.write(b'{"argv": []}\n')
    assert [await reader.readline() for reader, _ in idle] == [READY] * 3
    with pytest.raises(BookInUseError):
        await asyncio.to_thread(ask, tmp_path, WORDS)
    for reader, writer in idle:
        writer.close()
        assert await reader.read() == b""
    while True:
        with suppress(BookInUseError):
            assert (await asyncio.to_thread(ask, tmp_path, WORDS))["echo"] == WORDS["argv"]
            break
    served.close()


async def test_who_says_nothing_is_not_listened_to_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "STALE_AFTER", 0.05)
    served = await serve(tmp_path, handle)
    assert served is not None
    for said, heard in ((b"", b""), (b'{"argv": []}\n', READY)):
        reader, writer = await asyncio.open_unix_connection(socket_path(tmp_path))
        writer.write(said)
        assert await reader.read() == heard
        writer.close()
    served.close()


def test_an_answer_that_drips_is_not_waited_for_longer_than_one_that_does_not_come() -> None:
    here, there = socket.socketpair()
    is_over = threading.Event()

    def drip() -> None:
        with suppress(OSError):
            while not is_over.wait(0.01):
                there.send(b"x")

    thread = threading.Thread(target=drip)
    thread.start()
    with here, there:
        with pytest.raises(TimeoutError):
            client._read(here, LIMIT, 0.2)
        is_over.set()
        thread.join()


async def test_what_is_too_long_is_refused_before_it_is_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "LIMIT", 1000)
    served = await serve(tmp_path, handle)
    with pytest.raises(RefusedError, match="too long"):
        await asyncio.to_thread(ask, tmp_path, {"argv": ["x" * 1000]})
    assert served is not None
    served.close()
