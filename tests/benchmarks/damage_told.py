"""Every kind of file of a book spoilt in every way, on every face, each as a process of its own.

    nice .venv/bin/python -m tests.benchmarks.damage_told [--only KIND] [--screens]

For each of them every reading command, the doctor, plain mode and, with `--screens`, the real screen: is the answer the
same as before, or refused, or told to lack something; does any stand for more than 5 s, or need more than 200 MB?
Ends with status 1 where one is silent, slow or large.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from tests import damage
from tests.ui.terminal import the_program

ROOT = Path(__file__).parents[2]
LONGEST, LARGEST = 5.0, 200.0
AT_ONE_INSTANT = """
import sys
from datetime import datetime
from deskapp import clock
at = datetime.fromisoformat(sys.argv.pop(1))
clock.now = lambda: at
from deskapp.__main__ import main
sys.exit(main())
"""
NOW = datetime.now(UTC).isoformat()


class Run(NamedTuple):
    """What a command came to: status, results, words, seconds, and megabytes at most."""

    status: int
    out: str
    err: str
    seconds: float
    megabytes: float


def run(folder: Path, *words: str, typed: str = "") -> Run:
    """A command line as a process of its own, killed after three times the longest it may take."""
    out = folder.parent / "out"
    out.mkdir(exist_ok=True)
    for left in out.iterdir():
        left.unlink()
    argv = [sys.executable, "-c", AT_ONE_INSTANT, NOW, "--data", str(folder)]
    argv += [one.replace("OUT", str(out)) for one in words]
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as told, tempfile.TemporaryFile() as given:
        given.write(typed.encode())
        given.seek(0)
        began = time.monotonic()
        child = subprocess.Popen(argv, stdin=given, stdout=said, stderr=told, cwd=ROOT)
        while True:
            pid, status, usage = os.wait4(child.pid, os.WNOHANG)
            if pid:
                break
            if time.monotonic() - began > 3 * LONGEST:
                child.kill()
            time.sleep(0.005)
        child.returncode = os.waitstatus_to_exitcode(status)
        took = time.monotonic() - began
        said.seek(0)
        told.seek(0)
        results = said.read().decode("utf-8", "replace")
        results += "".join(path.read_text("utf-8") for path in sorted(out.iterdir()))
        err = told.read().decode("utf-8", "replace")
    return Run(child.returncode, results, err, took, usage.ru_maxrss / 1024)


def faults(name: str, before: Run, now: Run, path: Path) -> list[str]:
    """What is wrong with an answer, compared with the one of the sound book."""
    found = []
    if now.seconds > LONGEST or now.megabytes > LARGEST:
        found.append(f"{name}: {now.seconds:.1f} s, {now.megabytes:.0f} MB")
    if "Traceback" in now.err or "fault of its own" in now.err:
        found.append(f"{name}: {now.err[-300:]}")
    if (now.status, now.out) == (before.status, before.out):
        return found
    said = now.err + now.out
    if path.name not in said and not (now.status in (1, 3, 4) and now.err.strip()):
        found.append(f"{name}: status {now.status}, said {now.err[-200:]!r}")
    return found


def on_the_screen(folder: Path) -> tuple[str, float]:
    """What the real screen shows within some seconds, and how long it took to show anything."""
    began = time.monotonic()
    with the_program(folder, (120, 36)) as terminal:
        while time.monotonic() - began < 3 * LONGEST:
            terminal.read(0.1)
            if "help" in terminal.text or "deskapp" in terminal.text:
                break
        took = time.monotonic() - began
        terminal.rest(0.8)
        return " ".join(terminal.text.split()), took


def main() -> int:
    """Spoil, ask, compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="")
    parser.add_argument("--screens", action="store_true")
    given = parser.parse_args()
    wrong: list[str] = []
    cases = asked = 0
    slowest = largest = 0.0
    with tempfile.TemporaryDirectory() as place:
        whole, copy = Path(place, "whole", "book"), Path(place, "book")
        damage.build(copy)
        shutil.copytree(copy, whole)
        typed = "list\nlist --find secret1\nquit\n"
        before = {words: run(copy, *words) for words in damage.COMMANDS}
        plain_before = run(copy, "plain", typed=typed)
        for kind in damage.KINDS:
            if given.only and given.only not in kind:
                continue
            for way, path in damage.spoilt(whole, copy, kind):
                cases += 1
                name = f"{kind}, {way.__name__}"
                if given.screens:
                    looked_at = Path(place, "screen", "book")
                    damage.spoil(whole, looked_at, kind, way)
                    shown, took = on_the_screen(looked_at)
                    slowest = max(slowest, took)
                    if took > LONGEST:
                        wrong.append(f"{name}: the screen took {took:.1f} s")
                    is_met = kind in damage.MET_AT_THE_START and (kind, way) not in damage.HARMLESS
                    if is_met and path.name not in shown:
                        wrong.append(f"{name}: on the screen: {shown[-300:]}")
                doctor = run(copy, "doctor")
                if (kind, way) not in damage.HARMLESS and (
                    doctor.status == 0 or path.name not in doctor.out + doctor.err
                ):
                    wrong.append(f"{name}: doctor, status {doctor.status}: {doctor.out[-200:]} {doctor.err[-200:]}")
                answers = [(f"{name}: {words[0]}", before[words], run(copy, *words)) for words in damage.COMMANDS]
                answers.append((f"{name}: plain", plain_before, run(copy, "plain", typed=typed)))
                for told, was, now in (*answers, (f"{name}: doctor", doctor, doctor)):
                    asked += 1
                    slowest, largest = max(slowest, now.seconds), max(largest, now.megabytes)
                    wrong += faults(told, was, now, path)
            print(f"{kind}: {len(wrong)} wrong so far", flush=True)
    print(f"{cases} spoilt books, {asked} answers, slowest {slowest:.1f} s, largest {largest:.0f} MB")
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
