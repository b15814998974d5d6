"""The line between processes: a command asks the desk that holds the book.

Here stands what both ways hold to, the socket and the spool. `deskapp ring` waits for it, so that it loads little.
"""

import errno
import os
import stat

FOLDER = "asked"
"""Where in the book's folder the desk is asked."""
LIMIT = 16 << 20
"""The most bytes of a request or an answer."""
OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH


def refuse_foreign(facts: os.stat_result) -> None:
    """Raises PermissionError for what is another account's, or may be written by others."""
    if facts.st_uid != os.geteuid() or facts.st_mode & OTHERS_MAY_WRITE:
        raise PermissionError(errno.EPERM, "it is not this account's alone")
