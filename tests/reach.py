"""A plugin for pytest that notes which functions of the package each test runs: `-p tests.reach`, into $REACH."""

import json
import os
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FrameType

import pytest

PACKAGE = str(Path(__file__).parents[1] / "deskapp")
_now: set[CodeType] = set()
_reached: defaultdict[str, set[str]] = defaultdict(set)
_seconds: defaultdict[str, float] = defaultdict(float)


def _note(frame: FrameType, event: str, argument: object) -> None:
    if event == "call":
        _now.add(frame.f_code)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Note each function that is called while a test is set up, run and torn down."""
    test, begun = item.nodeid.partition("[")[0], time.process_time()
    _now.clear()
    threading.setprofile(_note)
    sys.setprofile(_note)
    try:
        return (yield)
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
        _seconds[test] += time.process_time() - begun
        _reached[test] |= {place for code in _now if (place := _place(code))}


def _place(code: CodeType) -> str:
    """`desk/visits/log.py:12`: a function by its file and first line; nothing for what is not the package's."""
    return (
        f"{code.co_filename[len(PACKAGE) + 1 :]}:{code.co_firstlineno}" if code.co_filename.startswith(PACKAGE) else ""
    )


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write down what was noted, each worker in a file of its own."""
    if _reached:
        told = {test: [_seconds[test], *sorted(places)] for test, places in _reached.items()}
        Path(os.environ["REACH"], f"{os.getpid()}.json").write_text(json.dumps(told), "utf-8")
