"""Do the tests notice? Faults are put into copies of the code, one at a time: `python -m tests.mutations`.

Each has to make one of its tests fail (`tests/mutants` names them). Exit status 1 where one lives. `--only` takes
numbers or words of names, `--jobs 2` two at a time.
"""

import argparse
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.mutants import Mutation, every

ROOT = Path(__file__).parents[1]
COPIED = ("deskapp", "tests", "pyproject.toml", "README.md", "LICENSE", ".ci", ".github")
LONGEST = 600.0
CAUGHT, LIVED, BROKEN, HUNG, FAILING = "caught", "LIVED", "BROKEN", "caught, hung", "FAILS WITHOUT IT"
BAD = (LIVED, BROKEN, FAILING)


class Result(NamedTuple):
    """What became of one: `what` is the test that failed, or what pytest said at the end."""

    word: str
    what: str
    seconds: float


class Copy:
    """A copy of the tree, in which one fault at a time stands."""

    def __init__(self, place: Path) -> None:
        self._root = place
        self._turn = 0
        left_out = shutil.ignore_patterns("__pycache__", "*.pyc", "*.svg")
        for name in COPIED:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, place / name, ignore=left_out)
            else:
                shutil.copy2(ROOT / name, place / name)

    def write(self, file: str, text: str) -> None:
        """Change a file so that nobody takes what was compiled of it before."""
        self._turn += 10
        path = self._root / file
        path.write_text(text, "utf-8")
        os.utime(path, (time.time() + self._turn, time.time() + self._turn))

    def put(self, fault: Mutation) -> tuple[str, str]:
        """Put the fault in; the file, and its text of before. Raises ValueError where it does not stand there once."""
        file, *others = fault.places(self._root) or ("", "")
        if others:
            raise ValueError(f"“{fault.name}” does not stand exactly once in {', '.join(fault.files)}")
        text = (self._root / file).read_text("utf-8")
        self.write(file, text.replace(fault.old, fault.new))
        return file, text

    def test(self, tests: Sequence[str], longest: float = LONGEST) -> Result:
        """Run tests up to the first that fails."""
        begun = time.monotonic()
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-x",
            "-q",
            "-n0",
            "-p",
            "no:cacheprovider",
            "--tb=no",
            "-rfE",
            *tests,
        ]
        child = subprocess.Popen(
            command,
            cwd=self._root,
            env={**os.environ, "PYTHONPATH": str(self._root)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        try:
            said, _ = child.communicate(timeout=longest)
            word = {0: LIVED, 1: CAUGHT}.get(child.returncode, BROKEN)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            said, word = child.communicate()[0], HUNG
        failed = [row for row in said.splitlines() if row.startswith(("FAILED", "ERROR"))]
        return Result(word, (failed or said.splitlines() or [""])[-1], time.monotonic() - begun)

    def try_out(self, fault: Mutation, sound: dict[str, Result]) -> Result:
        """Put a fault in, run its tests, and take it out again. What fails without a fault says nothing of one."""
        for test in fault.tests:
            if test not in sound:
                sound[test] = self.test([test])
            if sound[test].word != LIVED:
                return sound[test]._replace(word=FAILING)
        file, before = self.put(fault)
        try:
            return self.test(fault.tests)
        finally:
            self.write(file, before)


def chosen(only: Sequence[str]) -> list[tuple[int, Mutation]]:
    """The faults that are asked for, with their numbers; all where none is."""
    numbered = list(enumerate(every(), 1))
    return [(n, one) for n, one in numbered if not only or any(_is(word, n, one) for word in only)]


def _is(word: str, number: int, fault: Mutation) -> bool:
    return int(word) == number if word.isdigit() else word in f"{fault.files}: {fault.name}"


def run(faults: Iterable[tuple[int, Mutation]], jobs: int, places: Path) -> dict[int, Result]:
    """Try each out; what became of it by its number."""
    waiting: queue.SimpleQueue[tuple[int, Mutation]] = queue.SimpleQueue()
    for numbered in faults:
        waiting.put(numbered)
    results: dict[int, Result] = {}
    sound: dict[str, Result] = {}

    def work(place: Path) -> None:
        copy = Copy(place)
        while True:
            try:
                number, fault = waiting.get_nowait()
            except queue.Empty:
                return
            result = results[number] = copy.try_out(fault, sound)
            told = f"{result.word:7} {number:3} {result.seconds:5.1f} s"
            print(f"{told}  {Path(fault.files[0]).name}: {fault.name}\n{'':20}{result.what[:150]}", flush=True)

    threads = []
    for job in range(jobs):
        place = places / str(job)
        place.mkdir()
        threads.append(threading.Thread(target=work, args=(place,)))
        threads[-1].start()
    for thread in threads:
        thread.join()
    return results


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutations", description=__doc__)
    parser.add_argument("--only", nargs="+", default=[], metavar="N", help="numbers, or words of names")
    parser.add_argument("--jobs", type=int, choices=(1, 2), default=1)
    asked = parser.parse_args()
    faults = chosen(asked.only)
    if not faults:
        parser.error("there is no such fault")
    with tempfile.TemporaryDirectory(prefix="mutations-") as places:
        results = run(faults, asked.jobs, Path(places))
    bad = sorted(number for number, result in results.items() if result.word in BAD)
    print(f"{len(results) - len(bad)} of {len(results)} caught" + (f"; not: {bad}" if bad else ""))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
