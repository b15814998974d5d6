"""The files by which a command asks a desk (see `ipc.spool`): their names, whose they are, and who waits for them.

They hold words of people, so that an erasure removes what a dead asker left. Whoever asks loads this: it loads little.
"""

import errno
import os
import stat
from collections.abc import Iterator

FOLDER = "asked"
ASK, WORK, SAID, PART = ".ask", ".work", ".said", ".part"
LIMIT = 16 << 20
OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH


def refuse_foreign(facts: os.stat_result) -> None:
    """Raises PermissionError for what is another account's, or may be written by others."""
    if facts.st_uid != os.geteuid() or facts.st_mode & OTHERS_MAY_WRITE:
        raise PermissionError(errno.EPERM, "it is not this account's alone")


def opened(path: str) -> int:
    """Open a file of the spool to read. Raises OSError unless it is a plain one of this account alone.

    Nothing hangs at a pipe, and no device is opened.
    """
    if not stat.S_ISREG(os.lstat(path).st_mode):
        raise PermissionError(f"{path} is no plain file")
    file = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        facts = os.fstat(file)
        refuse_foreign(facts)
        if not stat.S_ISREG(facts.st_mode) or facts.st_nlink != 1 or facts.st_size > LIMIT:
            raise PermissionError(f"{path} is no plain file")
    except OSError:
        os.close(file)
        raise
    return file


def is_kept(file: int) -> bool:
    """Whether whoever put a file there still keeps it locked, which the kernel ends with its process."""
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    fcntl.flock(file, fcntl.LOCK_UN)
    return False


def left_behind(at: str) -> Iterator[str]:
    """The files of a spool that nobody waits for any more, and what is no plain file of this account alone."""
    try:
        names = sorted(os.listdir(at))  # noqa: PTH208
    except (FileNotFoundError, NotADirectoryError):
        return
    for name in names:
        stem, end = name.partition(".")[0], f".{name.partition('.')[2]}"
        path, keeper = f"{at}/{name}", f"{at}/{stem}{WORK}" if end == SAID else f"{at}/{name}"
        is_of_it = end in (ASK, WORK, SAID, ASK + PART, SAID + PART)
        if is_of_it and not _is_folder(path) and not _is_kept(keeper):
            yield path


def _is_folder(path: str) -> bool:
    return os.path.isdir(path) and not os.path.islink(path)  # noqa: PTH112, PTH114


def _is_kept(path: str) -> bool:
    try:
        file = opened(path)
    except OSError:
        return False
    try:
        return is_kept(file)
    finally:
        os.close(file)
