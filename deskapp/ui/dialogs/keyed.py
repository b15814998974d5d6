"""Dialogs whose line of keys can be clicked: a click on one is that key."""

from typing import TypeVar

from textual import on
from textual.screen import ModalScreen

from deskapp.ui.widgets.line_pane import Drawn, Picked

Result = TypeVar("Result")


class KeyedDialog(ModalScreen[Result]):
    """A dialog that takes clicks on `press:enter` and the like, as `key_row` draws them.

    The app itself sends the key: Textual 8.2 lets a message rise no further than to who sent it.
    """

    def on_screen_resume(self) -> None:
        """What it tells of may have changed behind another dialog, or behind the curtain."""
        for pane in self.query(Drawn).results(Drawn):
            pane.redraw()

    @on(Picked)
    def _clicked(self, event: Picked) -> None:
        kind, _, key = event.target.partition(":")
        if kind == "press":
            event.stop()
            self.app.call_later(self.app.simulate_key, key)
