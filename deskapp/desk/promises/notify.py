"""Notifications beyond the screen: through the terminal (OSC 9 or 777), and through the desktop's `notify-send`."""

import os
import shutil
import subprocess
from collections.abc import Mapping

from deskapp.messages import noted
from deskapp.text import safe

LONGEST = 200
TITLE = "deskapp"
HIDDEN = noted("A promise needs you.")


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
    """Hand a sentence without anybody's words to `notify-send`; whether there is one. It is not waited for.

    It takes its text on its command line alone, which everybody on this computer can read while it runs (`ps`).
    """
    program = shutil.which("notify-send")
    if program is None:
        return False
    quiet = subprocess.DEVNULL
    try:
        subprocess.Popen(
            [program, f"--app-name={TITLE}", "--", TITLE, sentence],
            stdin=quiet,
            stdout=quiet,
            stderr=quiet,
            start_new_session=True,
        )
    except OSError:
        return False
    return True
