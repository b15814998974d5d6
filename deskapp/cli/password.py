"""The phone system's password: out of a file that its owner alone can read, or out of the environment."""

import os
import shlex
import stat
from pathlib import Path

from deskapp.errors import RefusedError, UsageError

PASSWORD = "DESKAPP_AMI_PASSWORD"  # noqa: S105 - the name of the variable
LONGEST = 4096
_WITHOUT_WAITING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_CLOEXEC", 0)
OTHERS = stat.S_IRWXG | stat.S_IRWXO


def read(file: str) -> str:
    """The password in a file, or in `PASSWORD` where no file is named. Raises UsageError, RefusedError."""
    if not file:
        if PASSWORD not in os.environ:
            raise UsageError("There is no password.", f"Give --password-file FILE, or set {PASSWORD}.")
        return os.environ[PASSWORD]
    try:
        found = _told_to_its_owner(Path(file).expanduser()).decode().strip()
    except (OSError, ValueError, RuntimeError) as error:
        raise RefusedError(f"The password in {file} cannot be read.", "Check the file.") from error
    if len(found.splitlines()) != 1:
        raise RefusedError(f"{file} holds no password.", "Put it there alone, on one line.")
    return found


def _told_to_its_owner(path: Path) -> bytes:
    """What is in a file, if it is a plain one, short, and this user's alone. Raises RefusedError, OSError."""
    number = os.open(path, os.O_RDONLY | _WITHOUT_WAITING)
    try:
        facts = os.fstat(number)
        if not stat.S_ISREG(facts.st_mode):
            raise RefusedError(f"{path} is not an ordinary file.", "Put the password into one of its own.")
        if os.name == "posix" and facts.st_uid != os.getuid():
            raise RefusedError(f"{path} belongs to somebody else.", "Put the password into a file of your own.")
        if os.name == "posix" and facts.st_mode & OTHERS:
            raise RefusedError(f"Others can read the password in {path}.", f"Run `chmod 600 {shlex.quote(str(path))}`.")
        data = os.read(number, LONGEST + 1)
    finally:
        os.close(number)
    if len(data) > LONGEST:
        raise RefusedError(f"{path} is too long for a password.", "Put it there alone, on one line.")
    return data
