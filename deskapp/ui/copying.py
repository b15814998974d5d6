"""Copy a text from a screen up the clipboard ladder, in a thread, and say how it went."""

from deskapp.desk import clipboard
from deskapp.desk.clipboard import Way
from deskapp.ui.screens.framed import Framed
from deskapp.ui.terminal import forget_later, writer


def copy(screen: Framed, text: str) -> None:
    """Copy; where no clipboard answers, the text is shown to be selected by hand."""
    terminal = writer(screen.app)

    def climb() -> None:
        screen.app.call_later(_told, screen, text, clipboard.copy(text, terminal=terminal))

    screen.run_worker(climb, thread=True)


def _told(screen: Framed, text: str, way: Way) -> None:
    if way.name == "panel":
        from deskapp.ui.dialogs.text import TextSheet

        screen.app.push_screen(TextSheet("Select it by hand: hold Shift and drag", text))
        return
    forget_later(screen.app, text, screen.context.settings.clipboard_seconds)
    screen.say(f"{way.sentence} {' '.join(text.split()):.60}")
