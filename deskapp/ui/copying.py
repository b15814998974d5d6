"""Texts that were copied: the terminal that takes them, and when they go off the clipboard again."""

from threading import Thread
from typing import Any

from textual.app import App

from deskapp.desk.answers import clipboard


def writer(app: App[Any]) -> clipboard.Writer | None:
    """What writes raw sequences to the terminal that the app runs in; None where it runs without one.

    Textual 8.2 offers OSC 52 only, and only for whole texts; its driver's own `write` is what it uses itself.
    """
    driver = app._driver
    return None if driver is None or app.is_headless else driver.write


def forget_later(app: App[Any], text: str, seconds: int) -> None:
    """Take a copied text off the clipboard after some seconds, or when the program is left; 0 leaves it.

    What somebody copied since stays.
    """
    held: set[str] = app.held_texts  # type: ignore[attr-defined]

    def forget() -> None:
        held.discard(text)
        app.run_worker(lambda: clipboard.clear(text, terminal=writer(app)), thread=True)

    if seconds > 0:
        held.add(text)
        app.set_timer(seconds, forget)


def forget_now(app: App[Any], held: set[str]) -> None:
    """The program is left: what is still to be taken off the clipboard goes now; one that hangs is not waited for."""
    write = writer(app)
    for text in held:
        thread = Thread(target=clipboard.clear, args=(text,), kwargs={"terminal": write}, daemon=True)
        thread.start()
        thread.join(clipboard.PATIENCE)
    held.clear()
