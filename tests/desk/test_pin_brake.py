"""Wrong tries at the PIN are counted over every desk and every start, whether the book can be written or not."""

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from deskapp.desk.privacy import pin
from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.errors import DiskRefusedError
from deskapp.model.settings import Settings
from deskapp.store import look_on, open_book, pin_tries
from deskapp.ui.questions import settings as asks
from tests.builders import StandingClock, a_desk

NOW = StandingClock()
PIN = "8315"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    NOW.at = StandingClock().at
    with a_desk(tmp_path / "book", NOW) as desk:
        pin.put(desk, PIN, PIN)
    return tmp_path / "book"


@contextmanager
def looking_on(folder: Path) -> Iterator[Session]:
    with open_book(folder, read_only=True) as book:
        yield Session(book, "Kim", now=NOW)


@contextmanager
def shut_out(folder: Path) -> Iterator[Session]:
    with look_on(folder, DiskRefusedError("It cannot be written to.")) as book:
        yield Session(book, "Kim", now=NOW)


@contextmanager
def writing(folder: Path) -> Iterator[Session]:
    with open_book(folder) as book:
        yield Session(book, "Robin", now=NOW)


@contextmanager
def failing(folder: Path) -> Iterator[Session]:
    """A desk whose disk takes nothing more."""
    with writing(folder) as desk:

        def refuse(*words: object, **more: object) -> None:
            raise DiskRefusedError("The disk is full.")

        desk.book.change = refuse  # type: ignore[assignment, method-assign]
        yield desk


WAYS = {"looking on": looking_on, "shut out": shut_out, "writing": writing, "failing": failing}


def curtain(desk: Session, typed: str) -> Settings:
    """A try as the curtain makes one: refused while it is too soon."""
    held = settings.read(desk)
    assert not pin.wait(pin.counted(desk, held), NOW.at), "too soon"
    return pin.tried(desk, held, fitted=pin.fits(held.pin, typed))


def dialog(desk: Session, typed: str) -> Settings:
    """A try as the settings make one."""
    held = settings.read(desk)
    asks.curtain_pin(desk, held).submit({"pin": typed}, "")
    return settings.read(desk)


def left(desk: Session) -> int:
    return int(pin.wait(pin.counted(desk, settings.read(desk)), NOW.at).total_seconds())


@pytest.mark.parametrize("tried", [curtain, dialog])
@pytest.mark.parametrize("way", WAYS)
def test_the_next_start_waits_as_long_as_this_one_would(
    folder: Path, way: str, tried: Callable[[Session, str], Settings]
) -> None:
    waits = []
    for _ in range(7):
        with WAYS[way](folder) as desk:
            try:
                tried(desk, "0000")
            except pin.WrongPinError:
                assert tried is dialog
            waits.append(left(desk))
        with looking_on(folder) as another:
            assert left(another) == waits[-1]
        NOW.on(minutes=6)
    assert waits == [0, 0, 5, 10, 20, 40, 80]


@pytest.mark.parametrize("way", WAYS)
def test_while_it_is_too_soon_not_even_the_right_pin_is_taken_after_a_start(folder: Path, way: str) -> None:
    for _ in range(3):
        with WAYS[way](folder) as desk:
            curtain(desk, "0000")
    with WAYS[way](folder) as desk, pytest.raises(pin.WrongPinError, match="The next try in 5 s"):
        pin.prove(desk, settings.read(desk), PIN)


def test_tries_here_and_there_are_one_count(folder: Path) -> None:
    for way in (looking_on, writing, failing, shut_out, writing):
        with way(folder) as desk:
            curtain(desk, "0000")
        NOW.on(minutes=6)
    with looking_on(folder) as desk:
        assert pin.counted(desk, settings.read(desk)).pin_wrong == 5


@pytest.mark.parametrize("way", WAYS)
def test_the_right_pin_ends_the_count_wherever_it_was_typed(folder: Path, way: str) -> None:
    for wrong in (looking_on, writing, looking_on, failing):
        with wrong(folder) as desk:
            curtain(desk, "0000")
            NOW.on(minutes=6)
    with WAYS[way](folder) as desk:
        curtain(desk, PIN)
    with looking_on(folder) as desk:
        assert (pin.counted(desk, settings.read(desk)).pin_wrong, left(desk)) == (0, 0)
        curtain(desk, "0000")
        assert pin.counted(desk, settings.read(desk)).pin_wrong == 1


def test_another_pin_begins_anew_and_another_book_has_its_own(folder: Path, tmp_path: Path) -> None:
    for _ in range(3):
        with looking_on(folder) as desk:
            curtain(desk, "0000")
    NOW.on(minutes=6)
    with writing(folder) as desk:
        pin.put(desk, "4711", "4711", present=PIN)
        assert pin.counted(desk, settings.read(desk)).pin_wrong == 0
    assert pin_tries.read(tmp_path / "another", Settings().pin) is None


def test_what_is_kept_is_for_this_user_alone_and_says_nothing_of_the_pin(folder: Path) -> None:
    before = os.umask(0)
    try:
        with looking_on(folder) as desk:
            curtain(desk, "0000")
            kept = settings.read(desk).pin
    finally:
        os.umask(before)
    home = Path(os.environ["XDG_STATE_HOME"]) / "deskapp"
    files = [file for file in home.iterdir() if pin_tries._name(os.path.realpath(folder)) in file.name]
    assert [stat.S_IMODE(file.stat().st_mode) for file in files] == [0o600]
    assert PIN not in files[0].read_text() and kept not in files[0].read_text()


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{", b'{"pin":1,"wrong":"x","at":2}', b"\xff", b"[" * 4000, b"x" * 9000]
)
def test_what_is_kept_in_no_known_shape_is_nothing(folder: Path, content: bytes) -> None:
    file = pin_tries._file(folder)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    with looking_on(folder) as desk:
        assert left(desk) == 0
        curtain(desk, "0000")
        assert pin.counted(desk, settings.read(desk)).pin_wrong == 1


@pytest.mark.parametrize("kind", ["fifo", "folder", "link"])
def test_what_is_no_plain_file_there_holds_nobody_up(folder: Path, tmp_path: Path, kind: str) -> None:
    file = pin_tries._file(folder)
    file.parent.mkdir(parents=True, exist_ok=True)
    {"fifo": os.mkfifo, "folder": os.mkdir, "link": lambda path: path.symlink_to(tmp_path / "theirs")}[kind](file)
    (tmp_path / "theirs").write_text("theirs")
    with looking_on(folder) as desk:
        curtain(desk, "0000")
    assert (tmp_path / "theirs").read_text() == "theirs"
