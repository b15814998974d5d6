"""Notifications beyond the screen: through the terminal (OSC 9 or 777), and through the desktop's `notify-send`."""

import os
import shutil
import subprocess
from collections.abc import Mapping

from deskapp import safe

LONGEST = 200
TITLE = "deskapp"
HIDDEN = "A promise needs you."


def osc(sentence: str, env: Mapping[str, str] = os.environ) -> str:
    """The sequence by which this terminal notifies; "" where it has none.

    rxvt, foot and VTE know OSC 777, most others OSC 9. The text begins with a word, because OSC 9 takes a number in
    front for something else.
    """
    term = env.get("TERM", "")
    if term in ("", "dumb", "linux"):
        return ""
    text = safe.line(sentence)[:LONGEST]
    if term.startswith(("rxvt", "foot")) or env.get("VTE_VERSION"):
        return f"\x1b]777;notify;{TITLE};{text.replace(';', ',')}\x07"
    return f"\x1b]9;{TITLE}: {text}\x07"


def by_desktop(sentence: str) -> bool:
    """Hand it to `notify-send`; whether there is one. It is not waited for; it reads markup, so that is escaped."""
    program = shutil.which("notify-send")
    if program is None:
        return False
    import html  # its table of signs takes 0.3 MB of a desk that may never need it

    body = html.escape(safe.line(sentence)[:LONGEST], quote=False)
    quiet = subprocess.DEVNULL
    try:
        subprocess.Popen(
            [program, f"--app-name={TITLE}", "--", TITLE, body],
            stdin=quiet,
            stdout=quiet,
            stderr=quiet,
            start_new_session=True,
        )
    except OSError:
        return False
    return True
