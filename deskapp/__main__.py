"""Where the program starts: `deskapp`, or `python -m deskapp`.

Whatever only one kind of start needs is loaded on its way: a phone that rings is on the desk before the rest would be
loaded.
"""

import os
import sys

from deskapp.cli.desk_request import deliver, let_go, ring_at_once
from deskapp.messages import said
from deskapp.stopwatch import running

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Any, TextIO

    from deskapp.cli.call import Call
    from deskapp.desk.session import Session
    from deskapp.ui.remote_commands import Answering

BROKEN_PIPE, INTERRUPTED, NOT_WRITTEN = 141, 130, 1


def main(argv: "Sequence[str] | None" = None) -> int:
    """Run a command line and give its exit status."""
    words, asked_at = sys.argv[1:] if argv is None else argv, running()
    _leave_no_core()
    _stand_in_for_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        _never_refuse_a_letter(stream)
    try:
        status = ring_at_once(words, sys.stdout, sys.stderr, lambda request: _run(words, asked_at, request), asked_at)
        sys.stdout.flush()
    except BrokenPipeError:
        let_go(sys.stdout)
        return BROKEN_PIPE
    except OSError as error:
        return _not_written(error)
    except KeyboardInterrupt:
        return INTERRUPTED
    return status


def _leave_no_core() -> None:
    """Should this program crash, its memory, with names in it, is neither written to the disk nor sent anywhere.

    On Linux a limit of one byte also keeps it from a program that takes in what crashed, which no limit of 0 does.
    """
    try:
        import resource

        most = int(sys.platform == "linux")
        resource.setrlimit(resource.RLIMIT_CORE, (most, most))
    except (ImportError, ValueError, OSError):  # no such limits here, or a stricter one stands already
        return


def _stand_in_for_closed_streams() -> None:
    """Where one was closed before the start, nothing comes from it and what goes to it is gone.

    Else a file of the book would be opened under its number, and written to by whoever means the stream.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            nothing = os.open(os.devnull, os.O_RDWR)
            setattr(sys, name, os.fdopen(nothing, mode, encoding="utf-8", closefd=False))


def _not_written(error: OSError) -> int:
    """Results could be written nowhere, such as to a full disk or a terminal that is gone: say so where that works."""
    let_go(sys.stdout)
    deliver("", f"deskapp: The results could not be written: {error.strerror or error}.\n", sys.stdout, sys.stderr)
    return NOT_WRITTEN


def _run(words: "Sequence[str]", asked_at: float, request: "dict[str, Any] | None") -> int:
    from deskapp.cli.run import run

    out, err = sys.stdout, sys.stderr
    return run(words, out=out, err=err, face=_open_desk, plain=_plain, asked_at=asked_at, request=request)


def _open_desk(folder: "Path", staff: str, demo: bool) -> int:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        from deskapp.errors import RefusedError

        raise RefusedError(
            said("The desk needs a terminal to show itself."), said("Use a command instead, such as `deskapp list`.")
        )
    import gc

    gc.disable()
    _load_asyncio_without_tls()
    from deskapp.ui.start import run as show

    return show(folder, staff=staff, demo=demo, answers=_answers)


def _load_asyncio_without_tls() -> None:
    """Have asyncio do without OpenSSL, as where Python is built without it: the desk opens no connection.

    Loading it would take 5 ms and 4 MB of each start.
    """
    if "ssl" in sys.modules:
        return
    sys.modules["ssl"] = None  # type: ignore[assignment]
    try:
        import asyncio  # noqa: F401
    finally:
        del sys.modules["ssl"]


def _answers(desk: "Session") -> "Answering":
    from deskapp.cli.running_desk import RunningDesk

    return RunningDesk(desk)


def _plain(call: "Call") -> int:
    from deskapp.plain import run as listen

    return listen(call, sys.stdin)


def _never_refuse_a_letter(stream: "TextIO") -> None:
    """A terminal that cannot show a letter shows `?` in its place."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")


if __name__ == "__main__":
    sys.exit(main())
