"""A terminal that nobody reads for a while: the desk goes on, and no key pressed at the old picture does harm."""

import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from select import select

import pytest

from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.store import open_book
from deskapp.ui.quirks import driver
from deskapp.ui.quirks.driver import MOST_WAITING, STALLED, Outlet
from tests.ui.terminal import PATIENCE, ROOT, the_program
from tests.ui.test_terminal import listed

SIZE = (120, 36)
FRAME = b"\x1b[H" + b"x" * 10_000


def beside(book: Path, *words: str) -> int:
    """The exit status of a command beside the desk."""
    command = [sys.executable, "-m", "deskapp", "--data", str(book), *words]
    done = subprocess.run(command, capture_output=True, timeout=60, env={**os.environ, "PYTHONPATH": str(ROOT)})
    return done.returncode


def test_a_desk_that_nobody_reads_does_commands_and_takes_rings_and_shows_them_when_it_is_read(folder: Path) -> None:
    with the_program(folder, SIZE, "--staff", "Robin") as terminal:
        terminal.until("Nobody is here.")
        terminal.stand_unread()
        assert beside(folder, "log", "walk-in", "Gus Whitfield") == 0
        assert beside(folder, "ring", "+1 202 555 0123") == 0
        terminal.until("Gus Whitfield", "2 here", "202", "Greeting 0/7")


def test_words_typed_at_an_old_picture_go_into_its_field_and_no_other_key_does_anything(folder: Path) -> None:
    with the_program(folder, SIZE, "--staff", "Robin") as terminal:
        terminal.until("Nobody is here.")
        terminal.press("w", "Beth Ocampo", "enter", "n", "red li")
        terminal.until("Note · Beth Ocampo", "red li")
        terminal.stand_unread()
        time.sleep(STALLED + 1)
        for keys in (b"ght", b"\r", b"e", b"gone", b"\r"):
            os.write(terminal.session.fd, keys)
            time.sleep(0.3)
        terminal.until("they did nothing", "Note · Beth Ocampo", "red light")
    (visit,) = listed(folder)
    assert visit["state"] != "ended" and visit["notes"] == {}
    assert "red light" in visit["drafts"].values()


def test_no_letter_pressed_at_an_old_picture_is_a_command(folder: Path) -> None:
    with open_book(folder, staff="Robin") as book:
        desk = Session(book, "Robin")
        log.identify_new(desk, log.begin(desk, "walk-in"), "Beth Ocampo")
    with the_program(folder, SIZE, "--staff", "Robin") as terminal:
        terminal.until("Greeting 0/7")
        terminal.stand_unread()
        time.sleep(STALLED + 1)
        os.write(terminal.session.fd, b"o")
        terminal.until("they did nothing", "Greeting 0/7")
        time.sleep(1.2)
        terminal.press("o")
        terminal.until("on hold")
    assert [visit["state"] for visit in listed(folder)] == ["on_hold"]


def test_a_desk_that_was_stopped_paints_everything_each_time_it_goes_on(folder: Path) -> None:
    with the_program(folder, SIZE, "--staff", "Robin") as terminal:
        terminal.until("Nobody is here.")
        terminal.rest(1.5)
        for _ in range(2):
            seen = len(terminal.written)
            os.kill(terminal.session.pid, signal.SIGTSTP)
            while b"\x1b[?1049l" not in terminal.written[seen:]:
                terminal.read()
            terminal.rest()
            terminal.screen.reset()
            os.kill(terminal.session.pid, signal.SIGCONT)
            terminal.until("Nobody is here.", "Here and today")


def test_a_letter_pressed_before_the_terminal_showed_who_is_selected_now_is_no_command(folder: Path) -> None:
    with open_book(folder, staff="Robin") as book:
        desk = Session(book, "Robin")
        for name in ("Gus Whitfield", "Beth Ocampo"):
            log.identify_new(desk, log.begin(desk, "walk-in"), name)
    with the_program(folder, SIZE, "--staff", "Robin") as terminal:
        terminal.answers = True
        terminal.until("▌○ Gus Whitfield")
        terminal.rest(1.5)
        assert beside(folder, "end", "Gus Whitfield", "went home") == 0
        time.sleep(1.5)
        os.write(terminal.session.fd, b"o")
        terminal.until("just as you pressed o", "▌○ Beth Ocampo")
        time.sleep(1.2)
        terminal.press("o")
        terminal.until("on hold")


class Way:
    """A way out to a pseudo-terminal, or to a pipe, which has to be waited for; `told` is what it told."""

    def __init__(self, kind: str) -> None:
        self.end, file = pty.openpty() if kind == "terminal" else os.pipe()
        self.told: list[str] = []
        again, gone = (lambda: self.told.append("read again")), (lambda: self.told.append("gone"))
        self.outlet = Outlet(file, read_again=again, gone=gone)
        os.close(file)
        self.outlet.start()

    def fill(self) -> None:
        """Paint until the terminal takes no more, and then far more than may wait."""
        for _ in range(4 * MOST_WAITING // len(FRAME)):
            self.outlet.put(FRAME, is_frame=True)
            time.sleep(0.001)

    def read_all(self) -> bytes:
        """What comes until nothing more does."""
        came = b""
        while select([self.end], [], [], 0.3)[0]:
            came += os.read(self.end, 65536)
        return came


@pytest.fixture(params=["terminal", "pipe"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Way]:
    monkeypatch.setattr(driver, "PATIENCE", 0.2)
    made = Way(request.param)
    yield made
    made.outlet.stop()
    if "gone" not in made.told:
        os.close(made.end)


def until(condition: Callable[[], object]) -> None:
    limit = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < limit
        time.sleep(0.01)


def test_what_waits_for_a_terminal_stays_small_and_is_whole_frames_and_the_last_notice_of_each_kind(way: Way) -> None:
    way.fill()
    assert way.outlet.is_unread
    for _ in range(100):
        way.outlet.put(b"\x07")
        way.outlet.put(b"\x1b]52;c;old\x07")
    way.outlet.put(b"\x1b]52;c;new\x07")
    came = way.read_all()
    assert len(came) < 2 * MOST_WAITING and not way.outlet.is_unread
    assert came.removesuffix(b"\x07\x1b]52;c;new\x07").replace(FRAME, b"") == b""
    assert way.told == ["read again"]
    way.outlet.put(FRAME, is_frame=True)
    assert way.read_all() == FRAME


def test_a_terminal_that_takes_nothing_for_seconds_counts_as_unread_and_one_that_reads_does_not(
    way: Way, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver, "STALLED", 0.2)
    way.outlet.put(FRAME, is_frame=True)
    assert way.read_all() == FRAME
    time.sleep(0.3)
    assert not way.outlet.is_unread
    for _ in range(MOST_WAITING // len(FRAME) // 2):
        way.outlet.put(FRAME, is_frame=True)
    until(lambda: way.outlet.is_unread)


def test_a_terminal_that_is_not_read_is_given_back_all_the_same(way: Way) -> None:
    way.fill()
    way.outlet.stop()
    assert way.told == []


def test_a_terminal_that_is_gone_is_told(way: Way) -> None:
    way.fill()
    os.close(way.end)
    way.outlet.put(FRAME)
    until(lambda: way.told[-1:] == ["gone"])
