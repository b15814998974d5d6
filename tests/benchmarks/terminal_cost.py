"""A desk whose terminal is not read, and one whose terminal is gone: what goes on beside it, and what that costs.

Run `python -m tests.benchmarks.terminal_cost [SECONDS]`: SECONDS (90) is how long the terminal is not read.
"""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.ui.terminal import ROOT, Terminal, the_program

SIZE = (120, 36)
EVERY = 5.0
GONE_FOR = 10.0


def resident(pid: int) -> int:
    """Kilobytes of a process in memory (Linux)."""
    return int(re.findall(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())[0])


def beside(book: Path, *words: str, patience: float = 60.0) -> tuple[float, int]:
    """Seconds that a command beside the desk takes, the start of Python included, and its exit status."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "deskapp", "--data", str(book), *words]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, timeout=patience)
    return time.perf_counter() - start, done.returncode


def unread(book: Path, seconds: float) -> None:
    """Commands beside a desk whose terminal is not read for some seconds, and how it is when it is read again."""
    with the_program(book, SIZE, "--staff", "Robin") as terminal:
        terminal.until("Nobody is here.")
        terminal.rest()
        pid, before, cpu = terminal.session.pid, resident(terminal.session.pid), terminal.session.cpu()
        begin, took, failed = time.perf_counter(), [], 0
        while (since := time.perf_counter() - begin) < seconds:
            one, status = beside(book, "log", "call", f"Gus {since:.0f}")
            took.append(one)
            failed += status != 0
            time.sleep(max(0.0, EVERY - one))
        cpu = (terminal.session.cpu() - cpu) / (time.perf_counter() - begin)
        print(f"not read for {seconds:.0f} s: {len(took)} commands, {failed} refused, slowest {max(took):.2f} s,")
        print(f"  the last {took[-1]:.2f} s; {resident(pid) - before:+d} KB, {cpu:.1%} of a core")
        was, start = len(terminal.written), time.perf_counter()
        terminal.until(f"{len(took)} here")
        print(f"  read again: after {time.perf_counter() - start:.2f} s and {len(terminal.written) - was} bytes")
        print(f"  shows all {len(took)}")


def gone(book: Path) -> None:
    """How long a desk goes on whose terminal is gone while SIGHUP is ignored, and what it computes meanwhile."""
    program = [sys.executable, "-m", "deskapp", "--data", str(book), "--staff", "Robin"]
    deaf = ["sh", "-c", 'trap "" HUP; exec "$@"', "sh"]
    terminal = Terminal(["env", f"PYTHONPATH={ROOT}", "LC_ALL=C.UTF-8", *deaf, *program], SIZE)
    terminal.until("Nobody is here.")
    terminal.rest()
    session = terminal.session
    cpu, start, pid = session.cpu(), time.perf_counter(), 0
    os.close(session.fd)
    while not pid and time.perf_counter() - start < GONE_FOR:
        time.sleep(0.02)
        pid, _, used = os.wait4(session.pid, os.WNOHANG)
    took = time.perf_counter() - start
    if not pid:
        os.kill(session.pid, signal.SIGKILL)
        _, _, used = os.wait4(session.pid, 0)
    share = (used.ru_utime + used.ru_stime - cpu) / took
    print(f"terminal gone, SIGHUP ignored: {'ended' if pid else 'went on'} after {took:.2f} s, {share:.0%} of a core")


def main() -> None:
    """Both."""
    with tempfile.TemporaryDirectory() as folder:
        gone(Path(folder) / "gone")
        unread(Path(folder) / "unread", float(sys.argv[1]) if len(sys.argv) > 1 else 90.0)


if __name__ == "__main__":
    main()
