"""The folder that a book lies in: that its own folders are folders in it, and that nobody else may write there."""

import os
import stat
from pathlib import Path

from deskapp.errors import BookDamagedError
from deskapp.store.engine.lock import NAME as LOCK
from deskapp.store.engine.notices import Notices

OWN = (
    "journal", "archive", "kept", "backups", "backups/archive", "restoring", "restoring/journal", "restoring/archive"
)  # fmt: skip
"""The folders that the program makes in a book's."""
BY_ALL = stat.S_IWGRP | stat.S_IWOTH


def expect_own(folder: Path) -> None:
    """Raises BookDamagedError where a link leads out of the book: what is done there would be done to other files."""
    for name in OWN:
        try:
            kind = os.lstat(folder / name).st_mode
        except OSError:
            continue
        if stat.S_ISLNK(kind):
            raise BookDamagedError(
                f"`{name}` in {folder} is a link to another place, so nothing was read or written there.",
                "Put the folder itself in its place.",
            )


def look_after(folder: Path, notices: Notices) -> None:
    """Tell where others than the owner of the program's process may write in the book's folder."""
    if os.name == "nt":
        return
    try:
        about = _about(folder)
    except OSError:
        return
    if about.st_uid not in (os.geteuid(), 0):
        notices.tell(
            f"The book's folder {folder} belongs to another account, which can change what is in it.",
            "Copy the book to a folder of your own.",
        )
    elif about.st_mode & _of_others(about) and _keeps_modes(folder):
        from shlex import quote

        step = f"`chmod 700 {quote(str(folder))}` keeps them out."
        notices.tell(f"Other accounts on this computer can write in the book's folder {folder}.", step)


def _about(folder: Path) -> os.stat_result:
    return folder.stat()


def _of_others(about: os.stat_result) -> int:
    """The rights to write of others; a group with the number of the account is that account's alone."""
    return stat.S_IWOTH if about.st_gid == about.st_uid else BY_ALL


def _keeps_modes(folder: Path) -> bool:
    """Whether the disk knows modes at all, as many sticks don't: there nothing can be done about it."""
    try:
        return not os.lstat(folder / LOCK).st_mode & BY_ALL
    except OSError:
        return True
