"""Words straight to the terminal, past the screen: its clipboard and its notifications."""

from typing import Any

from textual.app import App

from deskapp.desk import clipboard


def writer(app: App[Any]) -> clipboard.Writer | None:
    """What writes raw sequences to the terminal that the app runs in; None where it runs without one.

    Textual 8.2 offers OSC 52 only, and only for whole texts; its driver's own `write` is what it uses itself.
    """
    driver = app._driver
    return None if driver is None or app.is_headless else driver.write


def forget_later(app: App[Any], text: str, seconds: int) -> None:
    """Take a copied text off the clipboard after some seconds, if it is still there; 0 leaves it."""

    def forget() -> None:
        app.run_worker(lambda: clipboard.clear(text, terminal=writer(app)), thread=True)

    if seconds > 0:
        app.set_timer(seconds, forget)
