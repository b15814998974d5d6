"""What all rooms of the tests share."""

import gc
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from deskapp.desk.privacy import pin
from deskapp.store.engine.disk import Disk
from deskapp.ui.collector import MIDDLE, OLD, YOUNG

HERE = Path(__file__).parent
DURABLE = {HERE / room for room in ("store", "ipc")}
Within = Callable[[float], AbstractContextManager[None]]

settings.register_profile("gate", derandomize=True, database=None, deadline=None)
settings.register_profile("hunt", max_examples=20 * settings().max_examples, deadline=None)
settings.load_profile("gate")
"""A test over made-up values takes the same ones each time: what passed here passes anywhere. New ones are hunted."""


def pytest_configure(config: pytest.Config) -> None:
    """Signals are taken as at a terminal, also where whoever starts the tests in the background ignores some."""
    usual: dict[int, Any] = {getattr(signal, name, 0): signal.SIG_DFL for name in ("SIGQUIT", "SIGHUP")}
    for number, handler in {**usual, signal.SIGINT: signal.default_int_handler}.items():
        if number and signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, handler)
    is_whole = config.args_source is config.ArgsSource.TESTPATHS and config.getoption("numprocesses")
    is_fresh = not sys.dont_write_bytecode and not (HERE / "ui" / "__pycache__").exists()
    if is_whole and is_fresh and not hasattr(config, "workerinput"):
        compile_once()


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """The thousands of tests that are gathered are no garbage, which nobody looks for among them."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is loaded by now stays, and is looked through no more; a twentieth of the time of all tests goes with it."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)


def compile_once() -> None:
    """Compile the tests of a fresh checkout in two processes, else each worker does it for itself, in 9 s."""
    screen = HERE / "ui"
    collect = [sys.executable, "-m", "pytest", "-n0", "--collect-only", "-qq", "-p", "no:cacheprovider"]
    halves = ([screen], [HERE, "--ignore", screen])
    for half in [subprocess.Popen([*collect, *paths], stdout=subprocess.DEVNULL) for paths in halves]:
        half.wait()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--timed", action="store_true", help="also fail a test whose work takes longer than it may")


@pytest.fixture
def within(request: pytest.FixtureRequest) -> Within:
    """`with within(seconds):` fails if the work took longer by the processor's clock, but only under `--timed`."""
    timed: bool = request.config.getoption("--timed")

    @contextmanager
    def limit(seconds: float) -> Iterator[None]:
        begun = time.process_time()
        yield
        took = time.process_time() - begun
        assert not timed or took < seconds, f"took {took:.3f} s, and may take {seconds} s"

    return limit


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the program keeps for its user beside the book is kept in a folder of the tests."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.getbasetemp() / "state"))


@pytest.fixture(autouse=True)
def light_pins(monkeypatch: pytest.MonkeyPatch) -> None:
    """A PIN is hashed at the least cost; a test whose PIN another process tries sets the cost that one has."""
    monkeypatch.setattr(pin, "_COST", 2)


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are written but not waited for until they are on the disk, save where that is what is tested.

    Nor is the room for a journal written ahead, a megabyte of zeros for each book: the file only gets that length.
    Whether the book reaches the disk is for tests/store and tests/ipc with their crash harnesses, and for the programs
    that a test starts.
    """
    if DURABLE & set(request.path.parents):
        return
    monkeypatch.setattr(Disk, "write_durably", Disk.write_at)
    for name in ("sync_data", "sync", "sync_folder"):
        monkeypatch.setattr(Disk, name, lambda self, at: None)
    monkeypatch.setattr(Disk, "reserve", lambda self, fd, offset, length: self.cut(fd, offset + length))
