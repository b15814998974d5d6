"""The clipboard ladder: the system's clipboard, then the terminal's, then a panel to select from by hand.

pyperclip needs xclip, xsel or wl-clipboard on Linux, and behind SSH it would fill the clipboard of the far machine, so
that rung is left out there. OSC 52 is obeyed by most terminals but by none that is built on VTE, and no terminal says
whether it obeyed. A rung that hangs counts as failed after two seconds.
"""

import base64
import os
import threading
from collections.abc import Callable, Mapping

from deskapp.model.frozen import dataclass
from deskapp.text import safe

PATIENCE = 2.0
LONGEST_OSC = 74_000
SHOWN_TO_ALL = "copy_klipper"
"""pyperclip 1.11's way to KDE's clipboard, which puts the text on a command line."""
EMPTY_OSC = "\x1b]52;c;!\x07"
WAYS = {
    "system": "Copied.",
    "terminal": "Handed to the terminal's clipboard (if it does not paste: y, then s).",
    "panel": "No clipboard answers here. Select the text by hand: hold Shift and drag.",
}
Writer = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Way:
    """How a text was copied (`system`, `terminal` or `panel`), and why the rungs above were of no use."""

    name: str
    failed: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What to tell the person who copied."""
        return WAYS[self.name]


def copy(
    text: str, *, terminal: Writer | None, system: Writer | None = None, env: Mapping[str, str] = os.environ
) -> Way:
    """Copy a text by the first rung that holds. `terminal` writes raw bytes to the terminal; without it no OSC 52.

    Control characters never reach a clipboard: pasted into a shell they would be obeyed.
    """
    text, reason = safe.lines(text), "behind SSH the system's clipboard is that of the far machine"
    if not env.get("SSH_CONNECTION"):
        reason = _tried(system or by_pyperclip, text)
        if not reason:
            return Way("system")
    failed = reason
    reason = _no_osc(text, env) if terminal else "there is no terminal to ask"
    if terminal and not reason:
        reason = _by_osc(terminal, text)
        if not reason:
            return Way("terminal", (failed,))
    return Way("panel", (failed, reason))


def _by_osc(terminal: Writer, text: str) -> str:
    """Ask the terminal to copy a text; why that failed, or ""."""
    try:
        terminal(f"\x1b]52;c;{base64.b64encode(text.encode()).decode('ascii')}\x07")
    except OSError as error:
        return error.strerror or "the terminal does not answer"
    return ""


def by_pyperclip(text: str) -> None:
    """Fill the system's clipboard and look whether it is there. Raises OSError where it is not.

    pyperclip 1.11 does not look at how xclip or xsel ended, so that with a dead display it fails in silence.
    """
    import pyperclip

    try:
        if pyperclip.copy is pyperclip.lazy_load_stub_copy:
            pyperclip.copy, pyperclip.paste = pyperclip.determine_clipboard()
        if getattr(pyperclip.copy, "__name__", "") == SHOWN_TO_ALL:
            raise OSError("without wl-clipboard, xclip or xsel the text would be seen in the list of programs")
        pyperclip.copy(text)
        pasted = pyperclip.paste()
    except pyperclip.PyperclipException as error:
        raise OSError(" ".join(str(error).split())[:120]) from error
    if pasted.replace("\r\n", "\n") != text:
        raise OSError("the system's clipboard did not take it")


def clear(text: str, *, terminal: Writer | None, env: Mapping[str, str] = os.environ) -> bool:
    """Empty the clipboard if it still holds that text; the terminal's can't be looked at and is emptied in any case."""
    if not env.get("SSH_CONNECTION"):
        import pyperclip

        try:
            if pyperclip.paste() != safe.lines(text):
                return False
            pyperclip.copy("")
        except (pyperclip.PyperclipException, OSError):
            pass
        else:
            return True
    if terminal is None or _no_osc("", env):
        return False
    terminal(EMPTY_OSC)
    return True


def _no_osc(text: str, env: Mapping[str, str]) -> str:
    if env.get("VTE_VERSION"):
        return "this terminal (VTE) takes no text from programs"
    if env.get("TERM", "") in ("", "dumb", "linux"):
        return "this terminal has no clipboard"
    return "the text is too long for a terminal" if len(text.encode()) > LONGEST_OSC else ""


def _tried(rung: Writer, text: str) -> str:
    """Why a rung failed; nothing where it held."""
    reason = "the system's clipboard does not answer"

    def climb() -> None:
        nonlocal reason
        try:
            rung(text)
        except OSError as error:
            reason = str(error) or "the system's clipboard cannot be used"
        else:
            reason = ""

    thread = threading.Thread(target=climb, daemon=True)
    thread.start()
    thread.join(PATIENCE)
    return reason
