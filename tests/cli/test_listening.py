"""What a hostile caller, phone system or password file can do to `deskapp listen`: nothing but be told apart."""

import os
import socket
import stat
import threading
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import repeat
from pathlib import Path
from typing import Any

import pytest

from deskapp.cli import listening as listens
from deskapp.desk.visits.asterisk import LONGEST_MESSAGE, Reader, Rings
from deskapp.errors import RefusedError
from deskapp.store import open_book
from tests.ami_server import BANNER, dial_begin
from tests.cli.test_ring import calls, listening, until

OPTIONS = (
    "--help", "-h", "--version", "-V", "--data=/tmp/elsewhere", "--data", "--staff=Mallory", "--call=9", "--name",
    "--answered", "--hung-up", "--json", "--", "-", "--=", "=x", "@/etc/passwd", "$(id)", "a --help b", "'", "-0",
)  # fmt: skip


@pytest.fixture(autouse=True)
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(listens.PASSWORD, "secret")
    monkeypatch.setattr(listens, "FIRST_PAUSE", 0.01)
    monkeypatch.setattr(listens, "LONGEST_PAUSE", 0.02)


def test_a_caller_may_be_called_like_any_option(tool: Any, folder: Path) -> None:
    named = {str(2025550100 + at): name for at, name in enumerate(OPTIONS)}
    with listening(tool) as server:
        for number, name in named.items():
            server.send(dial_begin(number, name, call=number))
        assert until(lambda: len(calls(folder)) == len(named))
    assert {one["phone"]: one["called"] for one in calls(folder)} == named


def test_the_id_of_a_call_and_a_number_may_look_like_any_option(tool: Any, folder: Path) -> None:
    with listening(tool) as server:
        for at, words in enumerate(OPTIONS):
            server.send(dial_begin(str(2025550200 + at), call=words))
            server.send(dial_begin(f"{words} {at + 1}", call=f"c{at}"))
        assert until(lambda: len(calls(folder)) == 2 * len(OPTIONS))


@pytest.mark.parametrize("name", OPTIONS)
def test_whoever_is_at_the_desk_may_be_called_like_any_option(tool: Any, folder: Path, name: str) -> None:
    with listening(lambda *words: tool(f"--staff={name}", *words)) as server:
        server.send(dial_begin("2025550123"))
        assert until(lambda: len(calls(folder)) == 1)


@contextmanager
def answering(pieces: Callable[[], Iterator[bytes]], pause: float = 0.0) -> Iterator[tuple[int, threading.Semaphore]]:
    """A phone system that greets, takes whatever comes, and sends pieces; its port, and one for each who came."""
    came, over = threading.Semaphore(0), threading.Event()

    def serve(line: socket.socket) -> None:
        with line, suppress(OSError):
            line.sendall(BANNER)
            for piece in pieces():
                line.sendall(piece)
                if over.wait(pause):
                    return

    def accept() -> None:
        with suppress(OSError):
            while not over.is_set():
                line, _ = listened.accept()
                came.release()
                threading.Thread(target=serve, args=(line,), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listened:
        threading.Thread(target=accept, daemon=True).start()
        yield listened.getsockname()[1], came
        over.set()


SILENT = {
    "says nothing": (lambda: repeat(b"")),
    "drips a byte": (lambda: repeat(b"x")),
    "drips lines": (lambda: repeat(b"Event: None\r\n")),
    "tells, and never answers the login": (lambda: repeat(dial_begin("2025550123"))),
    "answers something else": (lambda: repeat(b"Response: Success\r\nActionID: another\r\n\r\n")),
}


class OverError(Exception):
    """The test has seen enough."""


@pytest.mark.parametrize("way", SILENT)
def test_who_never_answers_the_login_is_left_and_tried_again(
    tool: Any, folder: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    said: list[str] = []
    monkeypatch.setattr(listens, "PATIENCE", 0.3)
    monkeypatch.setattr("time.sleep", lambda seconds: _end(said))
    with answering(SILENT[way], 0.01) as (port, came):
        _comes_twice_and_ends(tool, port, came)
    with open_book(folder, read_only=True) as book:
        assert book.count("interactions") == 0


def _end(said: list[str]) -> None:
    said.append("again")
    if len(said) > 2:
        raise OverError


def _comes_twice_and_ends(tool: Any, port: int, came: threading.Semaphore) -> None:
    """It asks the exchange a second time, and is then over."""
    thread = threading.Thread(target=lambda: _until_over(tool, port), daemon=True)
    thread.start()
    for _ in range(2):
        assert came.acquire(timeout=60)
    thread.join(60)
    assert not thread.is_alive()


def _until_over(tool: Any, port: int) -> None:
    with suppress(OverError):
        tool("list")
        tool("listen", "asterisk", "--port", str(port))


def test_who_drips_after_the_login_is_asked_and_left(tool: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(listens, "PATIENCE", 0.3)
    monkeypatch.setattr(listens, "QUIET", 0.3)
    monkeypatch.setattr("time.sleep", lambda seconds: _end(said))

    def pieces() -> Iterator[bytes]:
        yield b"Response: Success\r\nActionID: login\r\n\r\n"
        yield from repeat(b"x")

    with answering(pieces, 0.01) as (port, came):
        _comes_twice_and_ends(tool, port, came)


ENDLESS = {
    "a line without an end": b"x" * 65536,
    "a message without an end": b"Event: x\r\n" * 6000,
    "headers without an end, each with a name of its own": b"",
    "one long value after another": b"N: " + b"x" * 65000 + b"\r\n",
    "lines that are no headers": b"x\r\n" * 20000,
}


@pytest.mark.parametrize("way", ENDLESS)
def test_however_much_comes_without_an_end_little_of_it_is_kept(way: str) -> None:
    reader, sent = Reader(), 0
    tracemalloc.start()
    try:
        with pytest.raises(RefusedError, match="no Asterisk manager"):
            while sent < 100 * LONGEST_MESSAGE:
                piece = ENDLESS[way] or b"".join(b"N%d: x\r\n" % (sent + at) for at in range(5000))
                sent += len(piece)
                assert list(reader.feed(piece)) == []
        assert sent < 2 * LONGEST_MESSAGE and tracemalloc.get_traced_memory()[1] < 64 * LONGEST_MESSAGE
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("call", ["1", "c{}"], ids=["one call", "ever more calls"])
def test_calls_without_an_end_and_phones_without_an_end_are_not_all_kept(call: str) -> None:
    reader, rings = Reader(), Rings()
    tracemalloc.start()
    try:
        for at in range(6000):
            device, identifier = f"SIP/{at}-{'x' * 3000}", call.format(at) + "x" * 3000
            for message in reader.feed(dial_begin("0917", "N" * 60_000, call=identifier, device=device)):
                rings.event(message)
        assert tracemalloc.get_traced_memory()[0] < 3_000_000
    finally:
        tracemalloc.stop()


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "ami password"
    file.write_text("secret\n")
    file.chmod(0o600)
    return file


def test_a_password_that_is_its_owners_alone_is_taken(secret: Path) -> None:
    assert listens.read_password(str(secret)) == "secret"
    secret.chmod(0o400)
    assert listens.read_password(str(secret)) == "secret"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602, 0o601, 0o644, 0o666, 0o777])
def test_a_password_that_others_can_read_or_write_is_not_taken(tool: Any, secret: Path, mode: int) -> None:
    secret.chmod(mode)
    answer = tool("listen", "asterisk", "--password-file", str(secret))
    assert (answer.status, answer.err.count("\n")) == (1, 1)
    assert f"Run `chmod 600 '{secret}'`." in answer.err


def test_a_password_of_somebody_else_is_not_taken(secret: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = secret.stat().st_uid
    monkeypatch.setattr(os, "getuid", lambda: owner + 1)
    with pytest.raises(RefusedError, match="belongs to somebody else"):
        listens.read_password(str(secret))


@pytest.mark.parametrize(
    "kind", ["fifo", "device", "folder", "socket", "a link to nothing", "not UTF-8", "long", "empty"]
)
def test_what_is_no_short_plain_file_is_refused_at_once(secret: Path, tmp_path: Path, kind: str) -> None:
    secret.unlink()
    match kind:
        case "fifo":
            os.mkfifo(secret, 0o600)
        case "device":
            secret = Path("/dev/zero")
        case "folder":
            secret.mkdir(0o700)
        case "socket":
            with socket.socket(socket.AF_UNIX) as line:
                line.bind(os.path.relpath(secret))
        case "a link to nothing":
            secret.symlink_to(tmp_path / "nothing")
        case _:
            secret.write_bytes({"not UTF-8": b"\xff\xfe", "long": b"x" * 5000, "empty": b"\n"}[kind])
            secret.chmod(stat.S_IRUSR)
    with pytest.raises(RefusedError) as refusal:
        listens.read_password(str(secret))
    assert refusal.value.next_step
