"""A crash leaves no picture of the program's memory: names would be in it."""

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

CRASH = "import os, sys, deskapp.__main__ as entry; entry.main(['--version']); "
TOLD = CRASH + "import resource; print(*resource.getrlimit(resource.RLIMIT_CORE))"


def raised() -> None:
    """As much of a picture as this machine lets anybody take."""
    _, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))


def test_whatever_the_shell_allows_the_program_allows_itself_no_core() -> None:
    done = subprocess.run([sys.executable, "-c", TOLD], preexec_fn=raised, capture_output=True, text=True, timeout=60)
    soft, hard = map(int, done.stdout.splitlines()[-1].split())
    assert 0 <= soft <= 1 and 0 <= hard <= 1


def test_a_stricter_limit_stays(tmp_path: Path) -> None:
    def none_at_all() -> None:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    done = subprocess.run(
        [sys.executable, "-c", TOLD], preexec_fn=none_at_all, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "") and done.stdout.splitlines()[-1].split()[0] in ("0", "1")


@pytest.mark.parametrize("number", [signal.SIGABRT, signal.SIGSEGV, signal.SIGQUIT])
def test_a_crash_writes_nothing(tmp_path: Path, number: signal.Signals) -> None:
    crash = CRASH + f"import signal; signal.signal({int(number)}, signal.SIG_DFL); os.kill(os.getpid(), {int(number)})"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    done = subprocess.Popen([sys.executable, "-c", crash], cwd=tmp_path, env=environment, preexec_fn=raised)
    _, status = os.waitpid(done.pid, 0)
    done.returncode = 0
    assert os.WIFSIGNALED(status) and not os.WCOREDUMP(status)
    assert list(tmp_path.iterdir()) == []
