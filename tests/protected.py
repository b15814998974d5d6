"""A book whose files and folders nobody may write, or read, also where the tests run as root."""

import ctypes
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
DROP, OVERRIDES = 24, (1, 2, 3)
"""`PR_CAPBSET_DROP`, and what lets root write and read whatever it likes."""


def without_overrides() -> None:
    """From here on rights count for this process too, once it executes another program."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None)
        for capability in OVERRIDES:
            libc.prctl(DROP, capability, 0, 0, 0)


@contextmanager
def rights(folder: Path, files: int, folders: int) -> Iterator[None]:
    """All files and folders of a book have these rights for a while."""

    def put(files: int, folders: int) -> None:
        for path in sorted(folder.rglob("*"), reverse=folders < 0o700):
            path.chmod(folders if path.is_dir() else files)

    put(files, folders)
    folder.chmod(folders)
    try:
        yield
    finally:
        folder.chmod(0o700)
        for path in sorted(folder.glob("*")):
            path.chmod(0o700 if path.is_dir() else 0o600)
        put(0o600, 0o700)


def by_program(folder: Path, program: str, typed: str = "") -> "subprocess.CompletedProcess[str]":
    """A Python program for which rights count; `sys.argv[1]` is the book."""
    return subprocess.run(
        [sys.executable, "-c", program, str(folder)],
        input=typed,
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(ROOT), "DESKAPP_STAFF": "Robin", "TZ": "UTC"},
        preexec_fn=without_overrides,
    )


def each_command(folder: Path, lines: Sequence[Sequence[str]]) -> list[tuple[int, str, str]]:
    """Command lines one after the other: exit status, result and words of each."""
    program = (
        "import io, sys; from deskapp.cli.run import run\n"
        f"for line in {[list(line) for line in lines]!r}:\n"
        "    out, err = io.StringIO(), io.StringIO()\n"
        "    status = run(['--data', sys.argv[1], *line], out=out, err=err)\n"
        "    print(repr((status, out.getvalue(), err.getvalue())))\n"
    )
    done = by_program(folder, program)
    assert done.returncode == 0, done.stderr
    return [eval(line) for line in done.stdout.splitlines()]
