"""How many Python calls a key at the desk takes, from the press until nothing is left to do, at 120x36 with 3 cards.

    .venv/bin/python -m tests.benchmarks.call_count [--runs 3] [--calls KEY]

Each of `runs` desks stands on a new book, without a terminal, its own clock still but for the one second that is
counted. The figure is the median of the desks, calls of functions in C left out.
`--calls` lists what is called most, and what calls most.
"""

import argparse
import asyncio
import statistics
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

from textual import events

from deskapp.desk.cards import customers
from deskapp.desk.session import Session
from deskapp.ui.app import DeskApp
from tests.builders import StandingClock, a_desk
from tests.ui.hands import terminal_of

CARDS = ("Beth Ocampo", "Margaret Abernathy", "Omar Haddad")
SIZE = (120, 36)
DONE, READY = 0.8, 1.5
"""Seconds until a key is painted and what was typed is stored, and until the work of the start is over."""
LETTERS = "marg"
MOST_LISTED = 100
CHARACTERS = {"escape": "\x1b", "plus": "+", "left_square_bracket": "["}
TICK, SECOND = "a tick", "a second of the clock"
Act = Callable[[], object]


class Calls:
    """Counts calls of Python functions by their code while it is entered: each alone, and with all that it calls."""

    def __init__(self) -> None:
        self.of: Counter[CodeType] = Counter()
        self.within: Counter[CodeType] = Counter()
        self._open: list[tuple[CodeType, int]] = []
        self._all = 0

    def _note(self, frame: FrameType, event: str, argument: Any) -> None:
        if event == "call":
            self.of[frame.f_code] += 1
            self._open.append((frame.f_code, self._all))
            self._all += 1
        elif event == "return" and self._open and self._open[-1][0] is frame.f_code:
            code, before = self._open.pop()
            if all(other is not code for other, _ in self._open):
                self.within[code] += self._all - before

    def __enter__(self) -> "Calls":
        sys.setprofile(self._note)
        return self

    def __exit__(self, *error: object) -> None:
        sys.setprofile(None)


def press(app: DeskApp, key: str, number: int) -> None:
    """A key at human speed."""
    event = events.Key(key, CHARACTERS.get(key, key))
    event.time += number
    app.post_message(event)


async def count(desk: Session) -> dict[str, Calls]:
    """The calls of each key of one desk."""
    found: dict[str, Calls] = {}
    with terminal_of(SIZE):
        app, second = DeskApp(desk), DeskApp._tick
        app._tick = lambda: None  # type: ignore[method-assign]
        async with app.run_test(size=SIZE):
            await asyncio.sleep(READY)
            number = 0

            async def counted(name: str, act: Act) -> None:
                with Calls() as calls:
                    act()
                    await asyncio.sleep(DONE)
                found[name] = calls

            def key(name: str) -> Act:
                nonlocal number
                number += 2
                return lambda at=number: press(app, name, at)  # type: ignore[misc]

            for nth in ("w", "w again"):
                await counted(nth, key("w"))
                for at, letter in enumerate(LETTERS):
                    await counted(f"{nth}, letter {at + 1} at Who?", key(letter))
                key("escape")()
                await asyncio.sleep(DONE)
            for at in (1, 2, 3):
                await counted(f"{TICK} {at}", key(str(at)))
            await counted(SECOND, partial(second, app))
            desk.now.on(seconds=1)  # type: ignore[attr-defined]
            await counted("a second, clocks moved on", partial(second, app))
            await counted("warmer", key("plus"))
            await counted("previous", key("left_square_bracket"))
    return found


def desk_of(folder: Path) -> dict[str, Calls]:
    """The calls on one new desk with its cards."""
    with a_desk(folder, StandingClock()) as desk:
        for name in CARDS:
            customers.make(desk, name)
        return asyncio.run(count(desk))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--calls", default="", help="the key of which the most frequent calls are listed")
    options = parser.parse_args()
    runs = []
    for _ in range(options.runs):
        with tempfile.TemporaryDirectory() as folder:
            runs.append(desk_of(Path(folder) / "book"))
    print(f"{'Python calls':<32}{'all':>8}{'deskapp':>9}{'textual':>9}{'least':>8}{'most':>8}")
    for name in runs[0]:
        totals = [sum(run[name].of.values()) for run in runs]
        parts = [statistics.median(calls_within(run[name], part) for run in runs) for part in ("deskapp", "textual")]
        figures = "".join(f"{figure:9.0f}" for figure in parts)
        print(f"{name:<32}{statistics.median(totals):8.0f}{figures}{min(totals):8}{max(totals):8}")
    if options.calls:
        calls = runs[-1][options.calls]
        for counted in (calls.of, calls.within):
            print()
            for code, times in counted.most_common(MOST_LISTED):
                place = "/".join(Path(code.co_filename).parts[-3:])
                print(f"{times:6}  {place}:{code.co_firstlineno} {code.co_qualname}")


def calls_within(calls: Calls, package: str) -> int:
    """The calls of a package's own functions."""
    return sum(times for code, times in calls.of.items() if f"/{package}/" in code.co_filename)


if __name__ == "__main__":
    main()
