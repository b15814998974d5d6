"""Commands beside a desk in trouble: does each one's exit status tell the truth about the book?

    nice .venv/bin/python -m tests.benchmarks.asked_truth [--runs 500] [--at-once 4] [--speed 5] [--by-file]

Each run has a real desk in a pseudo-terminal and meets one trouble at random moments: the desk is stopped, its terminal
is not read, its disk is full, its terminal vanishes (or it is ended by TERM or kill -9), or askers are killed. Commands
start at random meanwhile. In the end the book is compared with what each exit status said: 0 is in it once, 1, 2 and 4
are not in it, of 5 `deskapp confirmed` tells which; a killed command is in it once or not at all. What was typed is
there. `--speed` shortens the program's own waiting times, with `--by-file` no command gets the socket, and `--code
FOLDER` tries another checkout (the control).
"""

import argparse
import json
import multiprocessing
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path

from deskapp.errors import DeskError
from deskapp.store import open_book
from tests.benchmarks.asked_lines import Line, any_line, documents, fill
from tests.benchmarks.pty_session import PtySession

ROOT = Path(__file__).parents[2]
TROUBLES = ("stopped", "not read", "full disk", "vanished", "asker killed")
NOT_DONE, UNKNOWN, LATEST = (1, 2, 4), 5, 60.0
INTERRUPTED = 130
PROGRAM = """
import errno, os, sys, time
full, stamp, speed, by_file = sys.argv[1], sys.argv[2], float(sys.argv[3]), sys.argv[4]
del sys.argv[1:5]
from deskapp.ipc import client
from deskapp.store.engine import disk
from deskapp.cli import book_in_use
def but_when_full(real, writes):
    def call(self, *given):
        if os.path.exists(full):
            if writes:
                os.pwrite(given[0], given[1][: len(given[1]) // 2], given[2])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(self, *given)
    return call
for name in ("write_at", "write_durably", "reserve", "create"):
    setattr(disk.Disk, name, but_when_full(getattr(disk.Disk, name), name.startswith("write")))
if hasattr(client, "TAKEN_WITHIN"):
    client.TAKEN_WITHIN, client.STALE_AFTER = 10 / speed, 20 / speed
client.ask.__kwdefaults__["patience"] = 10 / speed
book_in_use.book_or_status.__defaults__ = ("", 10 / speed)
if by_file == "True":
    client._connected = lambda folder, path: None
from deskapp.__main__ import main
if stamp:
    with open(stamp, "w") as file:
        file.write(str(time.time()))
sys.exit(main())
"""


class Run:
    """One desk, one trouble, some commands; `faults` are the lies that were told."""

    def __init__(
        self, seed: int, folder: Path, speed: float, code: Path, trouble: str = "", by_file: bool = False
    ) -> None:
        self.dice, self.folder, self.speed, self.code = random.Random(seed), folder, speed, code
        self.by_file = by_file
        self.trouble = trouble or self.dice.choice(TROUBLES)
        self.book, self.full = folder / "book", folder / "full"
        self.faults: list[str] = []
        promised = [f"promised-{n}" for n in range(3)]
        fill(self.book, promised)
        tokens = (f"T{seed % 1000:03d}{n:03d}" for n in range(1000))
        self.typed = "Typed" + "".join(self.dice.choices("abcdefghijklm", k=6))
        self.lines = [any_line(self.dice, next(tokens), promised) for _ in range(self.dice.randint(3, 6))]
        self.started: dict[int, subprocess.Popen[bytes]] = {}
        self.reads, self.has_terminal, self.is_over = True, True, False
        self.desk = PtySession(self._command("", "--staff", "Robin"), columns=100, rows=30)

    def _command(self, stamp: str, *argv: str) -> list[str]:
        given = [
            "env",
            f"PYTHONPATH={self.code}",
            "PYTHONSAFEPATH=1",
            "LC_ALL=C.UTF-8",
            "DESKAPP_STAFF=",
            "DESKAPP_DATA=",
            "TZ=UTC",
        ]
        program = [sys.executable, "-c", PROGRAM, str(self.full), stamp, str(self.speed), str(self.by_file)]
        return [*given, *program, "--data", str(self.book), *argv]

    def play(self) -> None:
        """Wait for the desk, let everything happen, put the trouble right, and compare."""
        self.desk.until([b"Ann Field"], LATEST)
        limit = time.monotonic() + LATEST
        while not any(self.book.rglob("desk.sock")) and time.monotonic() < limit:
            self._rest(0.05)
        self._type(b"w")
        while self._visits() < 2 and time.monotonic() < limit:
            self._rest(0.05)
        self._rest(0.5)
        self._type(self.typed.encode())
        while not self._is_stored(self.typed) and time.monotonic() < limit:
            self._rest(0.05)
        for at, action in self._plan():
            self._rest(max(0.0, at - time.monotonic()))
            action()
        self._put_right()
        limit = time.monotonic() + LATEST
        while any(one.poll() is None for one in self.started.values()) and time.monotonic() < limit:
            self._rest(0.1)
        for number, process in self.started.items():
            self._collect(self.lines[number], process, self.folder / f"stamp{number}")
        self._confirm()
        limit = time.monotonic() + LATEST / 4
        while not self._is_stored(self.typed) and time.monotonic() < limit:
            self._rest(0.1)
        self.end()
        self._compare()

    def _plan(self) -> list[tuple[float, Callable[[], None]]]:
        """What happens when: the trouble comes, perhaps goes again, and the commands start."""
        now, dice, slow = time.monotonic(), self.dice, 20 / self.speed
        begins = now + dice.uniform(0, 1.0)
        plan = [(begins, self._trouble), (begins + dice.uniform(0.05, 1.5 * slow), self._put_right)]
        if self.trouble != "vanished":
            plan.append((begins + dice.uniform(0.05, slow / 2), self._type_more))
        for number in range(len(self.lines)):
            plan.append((now + dice.uniform(0, 1.0 + slow / 2), partial(self._start, number)))
        return sorted(plan, key=lambda one: one[0])

    def _start(self, number: int) -> None:
        line = self.lines[number]
        line.spawned = time.time()
        out = (self.folder / f"said{number}").open("wb")
        command = self._command(str(self.folder / f"stamp{number}"), "--staff", "Kim", *line.argv)
        self.started[number] = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
        out.close()
        if self.trouble == "asker killed" and self.dice.random() < 0.7:
            self._rest(self.dice.uniform(0.05, 0.7))
            self.started[number].send_signal(self.dice.choice((signal.SIGKILL, signal.SIGTERM, signal.SIGINT)))

    def _visits(self) -> int:
        with open_book(self.book, read_only=True) as book:
            return book.count("interactions")

    def _is_stored(self, words: str) -> bool:
        return any(words.encode() in one.read_bytes() for one in (self.book / "journal").iterdir())

    def _type_more(self) -> None:
        """Letters of somebody who types on while the desk stands still, or its disk is full."""
        more = "".join(self.dice.choices("nopqrst", k=5))
        self.typed += more
        self._type(more.encode())

    def _trouble(self) -> None:
        if self.trouble == "stopped":
            os.kill(self.desk.pid, signal.SIGSTOP)
        elif self.trouble == "not read":
            self.reads = False
            for key in (b"\x1b[A", b"\x1b[B") * 20:
                self._type(key)
        elif self.trouble == "full disk":
            self.full.touch()
        elif self.trouble == "vanished":
            how = self.dice.choice((None, signal.SIGTERM, signal.SIGKILL, signal.SIGKILL))
            self._rest(0.8)
            if how is None:
                self._close_terminal()
            else:
                os.kill(self.desk.pid, how)
        elif self.dice.random() < 0.5:
            os.kill(self.desk.pid, signal.SIGSTOP)

    def _put_right(self) -> None:
        self.full.unlink(missing_ok=True)
        self.reads = True
        os.kill(self.desk.pid, signal.SIGCONT)

    def _close_terminal(self) -> None:
        if self.has_terminal:
            self.has_terminal = False
            os.close(self.desk.fd)

    def end(self) -> None:
        """Whatever still runs is killed."""
        for process in self.started.values():
            if process.poll() is None:
                process.kill()
        if not self.is_over:
            os.kill(self.desk.pid, signal.SIGKILL)
            os.waitpid(self.desk.pid, 0)
        self.is_over = True
        self._close_terminal()

    def _type(self, keys: bytes) -> None:
        for number in range(len(keys)):
            if self.has_terminal:
                os.write(self.desk.fd, keys[number : number + 1])
                self._rest(0.08 if self.reads else 0.0)

    def _rest(self, seconds: float) -> None:
        """Let time pass; the terminal is read meanwhile."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if self.reads and self.has_terminal:
                if not self.desk.read(min(left, 0.05)):
                    time.sleep(0.005)
            else:
                time.sleep(min(left, 0.05))

    def _collect(self, line: Line, process: "subprocess.Popen[bytes]", stamp: Path) -> None:
        if process.poll() is None:
            process.kill()
            self.faults.append(f"{line.argv} never ended")
        line.status = process.wait()
        line.said = (self.folder / f"said{stamp.name[5:]}").read_text(errors="replace")
        line.asked_at = float(stamp.read_text() or 0) if stamp.exists() else 0.0

    def _confirm(self) -> None:
        for line in self.lines:
            if line.status == UNKNOWN:
                number = re.search(r"confirmed ([0-9a-f]+)", line.said)
                argv = self._command("", "confirmed", number[1] if number else "none")
                with subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as asking:
                    while asking.poll() is None:
                        self._rest(0.05)
                    line.confirmed = asking.returncode

    def _compare(self) -> None:
        try:
            with open_book(self.book) as book:
                found, notices = documents(book), book.notices.sentences
        except DeskError as error:
            self.faults.append(f"the book does not open: {error}")
            return
        self.faults += [f"a notice: {one}" for one in notices if "torn" not in one]
        for line in self.lines:
            try:
                self._judge(line, line.counted(found))
            except AssertionError as error:
                self.faults.append(str(error))
            for visit in found["interactions"] if line.begins else ():
                if visit["reason"] == line.begins and line.asked_at:
                    late = datetime.fromisoformat(visit["arrived_at"]).timestamp() - line.asked_at
                    if not -1.0 < late < 2.0:
                        self.faults.append(f"{line.argv} was asked {late:.1f} s before the time it was stored with")
        if self.typed not in json.dumps(found):
            there = sorted(set(re.findall(r"Typed[a-z]*", json.dumps(found))))
            self.faults.append(f"{self.typed} was typed and is not in the book, but {there}")

    def _judge(self, line: Line, count: int) -> None:
        status = line.status if line.status != UNKNOWN else line.confirmed
        right = {
            status == 0: count == 1 and not line.is_refused,
            status in NOT_DONE: count == 0,
            (status == INTERRUPTED or (status or 0) < 0) and self.trouble == "asker killed": count <= 1,
        }.get(True, False)
        told = line.said.count("Traceback") - line.said.count("Exception ignored in")
        if not right or (line.asked_at and told):
            asked = f", then {line.confirmed}" if line.status == UNKNOWN else ""
            self.faults.append(
                f"{line.argv} said {line.status}{asked}, is in the book {count} times: {line.said[-300:]!r}"
            )


def one_run(given: tuple[int, float, str, str, bool]) -> tuple[int, str, list[str], list[str]]:
    """The seed, the trouble, the statuses (a trailing number is what `confirmed` gave), and the faults."""
    seed, speed, code, trouble, by_file = given
    with tempfile.TemporaryDirectory(prefix="asked-", ignore_cleanup_errors=True) as folder:
        run = Run(seed, Path(folder), speed, Path(code), trouble, by_file)
        try:
            run.play()
        except (TimeoutError, OSError) as error:
            run.faults.append(f"the run broke off: {error!r:.600}")
        finally:
            run.end()
    statuses = [f"{one.status}{'' if one.confirmed is None else f'>{one.confirmed}'}" for one in run.lines]
    return seed, run.trouble, statuses, run.faults


def main() -> int:
    """Print each lie, and a table by trouble; 1 where there was one. Ended early, the table is of the runs so far."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=500)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--at-once", type=int, default=4)
    parser.add_argument("--speed", type=float, default=5.0)
    parser.add_argument("--code", default=str(ROOT))
    parser.add_argument("--trouble", default="", choices=("", *TROUBLES))
    parser.add_argument("--by-file", action="store_true", help="no asker gets the socket")
    asked = parser.parse_args()
    seeds = range(asked.first, asked.first + asked.runs)
    runs, wrong, said = Counter[str](), Counter[str](), Counter[tuple[str, str]]()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt), multiprocessing.get_context("spawn").Pool(asked.at_once) as pool:
        given = [(seed, asked.speed, asked.code, asked.trouble, asked.by_file) for seed in seeds]
        for seed, trouble, statuses, faults in pool.imap_unordered(one_run, given):
            runs[trouble] += 1
            wrong[trouble] += bool(faults)
            said.update((trouble, status) for status in statuses)
            for fault in faults:
                print(f"run {seed}, {trouble}: {fault}", flush=True)
    print(f"\n{'trouble':<14}{'runs':>6}{'wrong':>7}   exit statuses")
    for trouble in TROUBLES:
        shares = ", ".join(f"{status}: {count}" for (one, status), count in sorted(said.items()) if one == trouble)
        print(f"{trouble:<14}{runs[trouble]:>6}{wrong[trouble]:>7}   {shares}")
    print(f"{sum(runs.values())} runs, {sum(wrong.values())} wrong")
    return int(any(wrong.values()))


if __name__ == "__main__":
    sys.exit(main())
