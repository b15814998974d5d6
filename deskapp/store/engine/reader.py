"""The one way in which files of a book are opened to be read: a plain file of bounded size, never what a link names.

A pipe, a device or a folder in place of a file is refused at once: none of them can hold the program up or fill its
memory. A name that was read from a file has to be a plain name before it is joined to a folder.
"""

import errno
import os
import stat
from pathlib import Path
from typing import IO

LIMIT = 1 << 30
"""The most bytes of one file that are read at once."""
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_FLAGS = (
    os.O_RDONLY | _NO_LINK | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
)
LONGEST_NAME = 255


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


def is_plain_name(name: object) -> bool:
    """Whether something read from a file can be the name of a file in the very folder that is meant."""
    return (
        isinstance(name, str)
        and 0 < len(name) <= LONGEST_NAME
        and name not in (".", "..")
        and not any(sign in name for sign in "/\\:\0")
        and name.isprintable()
    )


def _no_file(path: Path) -> OSError:
    return OSError(errno.EINVAL, "something else than a plain file is in its place", str(path))
