"""kill -9 of a child that writes: at random moments, and at every call to the disk."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from deskapp.store import open_book

HERE = Path(__file__).parents[2]
CHILD = [sys.executable, "-m", "tests.store.killed"]


def start(folder: Path, *arguments: int) -> "subprocess.Popen[bytes]":
    command = [*CHILD, str(folder), *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=HERE, bufsize=0)


def last_number(output: bytes) -> int | None:
    whole = output[: output.rfind(b"\n") + 1].split()
    return int(whole[-1]) if whole else None


def check(folder: Path, acknowledged: int | None, what: object) -> int:
    """What was acknowledged is there, whole changes only; returns the last number that is there."""
    with open_book(folder) as book:
        promise = book.get("promises", "pro_1")
        there = -1 if promise is None else int(promise["n"])
        assert acknowledged is None or there in (acknowledged, acknowledged + 1), (what, acknowledged, there)
        numbers = [document["n"] for document in book.select("customers")]
        assert max(numbers, default=-1) == there, what
        assert sorted(numbers) == list(range(max(0, there - 49), there + 1)), what
        assert all("torn" in notice for notice in book.notices.sentences), (what, book.notices.sentences)
    return there


def kill_at_random(folder: Path, rounds: int, seed: int) -> int:
    some, there = random.Random(seed), -1
    print("seed", seed)
    for turn in range(rounds):
        child = start(folder, there + 1)
        assert child.stdout is not None
        first = child.stdout.read(1)
        time.sleep(some.uniform(0, 0.15))
        os.kill(child.pid, signal.SIGKILL)
        output, _ = child.communicate()
        there = check(folder, last_number(first + output), (seed, turn))
    return there


def test_a_kill_at_a_random_moment_takes_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    assert kill_at_random(tmp_path / "book", 8, 13) > 100


@pytest.mark.long
def test_a_thousand_kills(tmp_path: Path) -> None:
    total = block = 0
    while block < 50 or total < 100_000:
        total += kill_at_random(tmp_path / f"book{block}", 20, 1000 + block) + 1
        block += 1
    print(20 * block, "kills; acknowledged and checked:", total)


def calls_of_a_whole_life(folder: Path) -> int:
    child = start(folder, 0, 10**9, 25)
    output, error = child.communicate()
    assert b"closed" in output, error
    return int(output.split()[-1])


def kill_at(folder: Path, call: int) -> None:
    child = start(folder, 0, call, 25)
    output, _ = child.communicate()
    assert child.returncode == -signal.SIGKILL, call
    check(folder, last_number(output), call)


def test_a_kill_at_some_of_the_calls_to_the_disk(tmp_path: Path) -> None:
    total = calls_of_a_whole_life(tmp_path / "whole")
    some = random.Random(total)
    for call in some.sample(range(1, total), 12):
        kill_at(tmp_path / str(call), call)


@pytest.mark.long
def test_a_kill_at_every_call_to_the_disk(tmp_path: Path) -> None:
    total = calls_of_a_whole_life(tmp_path / "whole")
    for call in range(1, total):
        kill_at(tmp_path / str(call), call)
    print("calls:", total)
