"""Texts out of the screen: up the clipboard ladder in a thread, and off the clipboard again."""

from threading import Thread
from typing import Any

from textual.app import App

from deskapp.desk.answers import clipboard
from deskapp.desk.answers.clipboard import Way
from deskapp.ui.screens.base_screen import BaseScreen
from deskapp.ui.type_ahead import is_in_front


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


def copy(screen: BaseScreen, text: str) -> None:
    """Copy; where no clipboard answers, the text is shown to be selected by hand."""
    app, terminal = screen.app, writer(screen.app)

    def climb() -> None:
        app.call_later(_told, app, screen, text, clipboard.copy(text, terminal=terminal))

    screen.run_worker(climb, thread=True)


def _told(app: App[Any], screen: BaseScreen, text: str, way: Way) -> None:
    """Say how it went, on whatever screen is there by now; only the screen it was copied from shows words of it."""
    is_on_top = is_in_front(screen)
    if way.name != "panel":
        forget_later(app, text, screen.context.settings.clipboard_seconds)
        shown = f"{way.sentence} {' '.join(text.split()):.60}" if is_on_top else way.sentence
        app.say(shown)  # type: ignore[attr-defined]
    elif is_on_top:
        from deskapp.ui.dialogs.text import TextSheet

        app.push_screen(TextSheet("Select it by hand: hold Shift and drag", text))
    else:
        app.say("No clipboard took the text. Copy it once more to select it by hand.", bad=True)  # type: ignore[attr-defined]
