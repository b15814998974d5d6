"""Memory that the program no longer uses, given back to the machine."""

import sys


def give_back() -> None:
    """Hand free pages back (Linux with the GNU C library; elsewhere nothing is done), which takes half a millisecond.

    The C library keeps what was freed below anything that is still in use: after many documents at once more than the
    documents take, over a day of screens 1 to 2 MB.
    """
    if sys.platform != "linux":
        return
    from ctypes import CDLL

    try:
        CDLL(None).malloc_trim(0)
    except (AttributeError, OSError):
        return
