"""The files of a book: the names that they have, the folder that they lie in, and the one way in which they are opened.

A name that was read from a file is taken only where it is one that a book's file has. A file is read where it is a
plain one of bounded size, never what a link names: a pipe, a device or a folder in place of a file is refused at once,
and can neither hold the program up nor fill its memory."""

import errno
import os
import re
import stat
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import IO

from deskapp.errors import BookDamagedError
from deskapp.messages import said

KEPT, NOTE, LOCK = "kept", "ERASING", "LOCK"

TABLE = r"(?:[A-Za-z0-9_.~-]|%[0-9A-F]{2}){0,240}"
_TABLE = re.compile(rf"{TABLE}\.json")
_SPARE = re.compile(rf"{TABLE}\.json\.prev")
_SEGMENT = re.compile(r"[0-9]{8,20}\.jsonl")
_MONTH = re.compile(rf"{TABLE}-[0-9]{{4,5}}-[0-9]{{2}}(?:\.[0-9]{{1,9}})?\.json")
_BEFORE_ERASE = re.compile(r"backups/before-erase-[0-9A-Za-z-]{1,60}\.zip")
_OF_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)\..*", re.IGNORECASE)
JOURNAL, ARCHIVE = "journal", "archive"
LIMIT = 1 << 30
"""The most bytes of one file that are read at once."""
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_FLAGS = (
    os.O_RDONLY | _NO_LINK | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
)
LONGEST_NAME = 255
RIGHTS = (errno.EACCES, errno.EPERM)
"""What the system gives where a file is there, and not for this account."""
OWN = (
    "journal", "archive", "kept", "backups", "backups/archive", "restoring", "restoring/journal", "restoring/archive"
)  # fmt: skip
"""The folders that the program makes in a book's."""
BY_ALL = stat.S_IWGRP | stat.S_IWOTH


def _is(takes: Callable[[str], object], name: object) -> bool:
    """Whether something read from a file is a name that is taken."""
    if not isinstance(name, str) or len(name) > LONGEST_NAME:
        return False
    return bool(takes(name)) and not (os.name == "nt" and _OF_DEVICES.fullmatch(name))


is_table, is_spare = partial(_is, _TABLE.fullmatch), partial(_is, _SPARE.fullmatch)
"""Whether something is the name of a table's file, and of its previous copy."""
is_segment, is_month = partial(_is, _SEGMENT.fullmatch), partial(_is, _MONTH.fullmatch)
"""Whether it is that of a segment of the journal, and of a sealed month."""
is_copy_before_erasing = partial(_is, _BEFORE_ERASE.fullmatch)
"""Whether it is the path in the book of the copy which is taken before an erasure."""


def are_sealed(entries: object) -> bool:
    """Whether what a table's head, or the journal, says of sealed months is of the shape that this program gives it."""
    return isinstance(entries, list) and all(
        isinstance(entry, dict)
        and is_month(entry.get("file"))
        and type(entry.get("count")) is int
        and all(isinstance(entry.get(name), str) for name in ("month", "min", "max"))
        for entry in entries
    )


def is_part(name: object) -> bool:
    """Whether a path is one of those of which a backup, and what is restored, is made."""
    if not isinstance(name, str):
        return False
    place, _, file = name.rpartition("/")
    kinds = {"": (is_table, is_spare), JOURNAL: (is_segment,), ARCHIVE: (is_month,)}
    return any(is_kind(file) for is_kind in kinds.get(place, ()))


def is_stranger(name: object) -> bool:
    """Whether a path is that of a file which is none of a book's and lay among its tables, as old backups hold some."""
    return (
        isinstance(name, str)
        and len(name) <= LONGEST_NAME
        and name.endswith(".json")
        and not any(sign in name for sign in "/\\:\0")
        and name.isprintable()
        and not is_table(name)
    )


def are_one_each(names: Iterable[str]) -> bool:
    """Whether no two names are one and the same where upper and lower case make no difference."""
    folded = [name.casefold() for name in names]
    return len(folded) == len(set(folded))


def open_plain(path: Path, limit: int = LIMIT, *, buffering: int = -1, follow: bool = False) -> IO[bytes]:
    """Open a file to read its bytes. Raises OSError for what is no plain file, or larger than `limit`.

    A link is no plain file either, unless it is to be followed: where a person chose the file.
    """
    try:
        fd = os.open(path, _FLAGS & ~_NO_LINK if follow else _FLAGS)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENXIO, errno.ENODEV):
            raise _no_file(path) from error
        raise
    try:
        about = os.fstat(fd)
        if stat.S_ISDIR(about.st_mode):
            raise OSError(errno.EISDIR, "a folder is in its place", str(path))
        if not stat.S_ISREG(about.st_mode):
            raise _no_file(path)
        if about.st_size > limit:
            raise OSError(errno.EFBIG, "it is larger than any file of this program", str(path))
        return os.fdopen(fd, "rb", buffering=buffering)
    except BaseException:
        os.close(fd)
        raise


def read_plain(path: Path, limit: int = LIMIT, *, follow: bool = False) -> bytes:
    """The bytes of a file. Raises OSError like `open_plain`, also where it grows beyond `limit` while it is read."""
    with open_plain(path, limit, follow=follow) as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise OSError(errno.EFBIG, "it is larger than any file of this program", str(path))
    return data


def _no_file(path: Path) -> OSError:
    return OSError(errno.EINVAL, "something else than a plain file is in its place", str(path))


def expect_own(folder: Path) -> None:
    """Raises BookDamagedError where a link leads out of the book: what is done there would be done to other files."""
    for name in OWN:
        try:
            kind = os.lstat(folder / name).st_mode
        except OSError:
            continue
        if stat.S_ISLNK(kind):
            raise BookDamagedError(
                said(
                    "`{name}` in {folder} is a link to another place, so nothing was read or written there.",
                    name=name,
                    folder=folder,
                ),
                said("Put the folder itself in its place."),
            )


def look_after(folder: Path, tell: Callable[[str, str], None]) -> None:
    """Tell where others than the owner of the program's process may write in the book's folder."""
    if os.name == "nt":
        return
    try:
        about = _about(folder)
    except OSError:
        return
    if about.st_uid not in (os.geteuid(), 0):
        tell(
            said(
                "The book's folder {folder} belongs to another account, which can change what is in it.", folder=folder
            ),
            said("Copy the book to a folder of your own."),
        )
    elif about.st_mode & _of_others(about) and _keeps_modes(folder):
        from shlex import quote

        step = f"`chmod 700 {quote(str(folder))}` keeps them out."
        tell(said("Other accounts on this computer can write in the book's folder {folder}.", folder=folder), step)


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
