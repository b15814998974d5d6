"""Copy a text from a screen up the clipboard ladder, in a thread, and say how it went."""

from typing import Any

from textual.app import App

from deskapp.desk.answers import clipboard
from deskapp.desk.answers.clipboard import Way
from deskapp.ui.screens.base_screen import BaseScreen
from deskapp.ui.terminal import forget_later, writer
from deskapp.ui.type_ahead import is_in_front


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
