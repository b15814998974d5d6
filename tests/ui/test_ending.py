"""The desk ends by itself: its terminal is gone, or a signal comes. What is half typed is on the disk then."""

import asyncio
import os
import signal
import time
from pathlib import Path

import pytest

from deskapp.desk.session import Session
from deskapp.store import open_book
from deskapp.ui.app import DeskApp
from deskapp.ui.at_terminal import Signals
from deskapp.ui.quirks.driver import STALLED
from deskapp.ui.sheets.text import TextSheet
from tests.ui.hands import at_the_desk
from tests.ui.terminal import Terminal, the_program
from tests.ui.test_terminal import listed

DEAF = ("sh", "-c", 'trap "" HUP; exec "$@"', "sh")
"""Starts a program that SIGHUP does not end, as nohup does."""
SOON = 20.0
SIZE = (120, 36)


def half_typed(folder: Path) -> str:
    """The words of the one visit's note that is being written."""
    (visit,) = listed(folder)
    return " ".join(visit["drafts"].values())


def is_closed(folder: Path) -> bool:
    """Whether the book was closed: its lock is free and says nothing, and there is nothing to be told of it."""
    with open_book(folder) as book:
        notices = book.notices.sentences
    return (folder / "LOCK").read_bytes().strip() == b"" and notices == []


def write_a_note(terminal: Terminal) -> None:
    terminal.until("Nobody is here.")
    terminal.press("w", "Beth Ocampo", "enter", "n")
    terminal.until("Note · Beth Ocampo")


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT"])
def test_a_signal_takes_no_word_that_was_typed_before_it(folder: Path, name: str) -> None:
    number = getattr(signal, name)
    with the_program(folder, SIZE, "--staff", "Robin") as terminal:
        write_a_note(terminal)
        os.write(terminal.session.fd, b"the red light blinks")
        os.kill(terminal.session.pid, number)
        assert terminal.session.ended(SOON) == 128 + number
    assert half_typed(folder) == "the red light blinks"
    assert is_closed(folder)


def test_a_signal_ends_a_desk_that_nobody_reads(folder: Path) -> None:
    with the_program(folder, SIZE, "--staff", "Robin") as terminal:
        write_a_note(terminal)
        terminal.stand_unread()
        os.write(terminal.session.fd, b"blind")
        os.kill(terminal.session.pid, signal.SIGTERM)
        assert terminal.session.ended(SOON, reading=False) == 128 + signal.SIGTERM
    assert half_typed(folder) == "blind" and is_closed(folder)


def test_a_terminal_that_is_gone_ends_the_desk_where_no_signal_does(folder: Path) -> None:
    with the_program(folder, SIZE, "--staff", "Robin", within=DEAF) as terminal:
        write_a_note(terminal)
        os.write(terminal.session.fd, b"the red light blinks")
        terminal.until("the red light blinks")
        terminal.session.hang_up()
        assert terminal.session.ended(SOON) == 129
    assert half_typed(folder) == "the red light blinks" and is_closed(folder)


def test_a_terminal_that_was_not_read_for_a_while_and_is_then_gone_ends_the_desk_in_order(folder: Path) -> None:
    with the_program(folder, SIZE, "--staff", "Robin") as terminal:
        write_a_note(terminal)
        terminal.stand_unread()
        time.sleep(STALLED + 1)
        terminal.press("the red light blinks")
        terminal.until("the red light blinks")
        terminal.rest(1.5)
        terminal.session.hang_up()
        assert terminal.session.ended(SOON) == 129
    assert half_typed(folder) == "the red light blinks" and is_closed(folder)


async def test_a_signal_stores_what_stands_on_a_sheet_of_several_lines(desk: Session) -> None:
    stored: list[str] = []
    async with at_the_desk(desk) as hands:
        hands.app.push_screen(TextSheet("Steps", "", lambda text: "", stored.append, held=""))
        await hands.settle()
        await hands.press("a", "b")
        hands.app.end_in_order(143)
        while not hands.left:
            await asyncio.sleep(0.01)
        assert (stored[-1:], hands.app.return_value) == (["ab"], 143)


async def test_a_signal_that_comes_while_the_desk_opens_ends_it(desk: Session) -> None:
    app, signals = DeskApp(desk), Signals()
    signals.came = signal.SIGTERM
    app.follow_signals(signals)
    assert await app.run_async(headless=True) == 128 + signal.SIGTERM


def test_signals_are_noted_while_it_is_asked_for_and_those_ignored_stay_so() -> None:
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    told: list[int] = []
    try:
        with Signals() as signals:
            signals.tell = told.append
            os.kill(os.getpid(), signal.SIGHUP)
            os.kill(os.getpid(), signal.SIGTERM)
            os.kill(os.getpid(), signal.SIGINT)
        assert (signals.came, told) == (signal.SIGTERM, [signal.SIGTERM, signal.SIGINT])
        assert signal.getsignal(signal.SIGTERM) is before[signal.SIGTERM]
    finally:
        signal.signal(signal.SIGHUP, before[signal.SIGHUP])
