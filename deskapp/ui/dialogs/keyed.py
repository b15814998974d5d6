"""Dialogs whose line of keys can be clicked: a click on one is that key."""

from typing import TypeVar

from textual import on
from textual.screen import ModalScreen

from deskapp.ui.widgets.line_pane import Picked

Result = TypeVar("Result")


class KeyedDialog(ModalScreen[Result]):
    """A dialog that takes clicks on `press:enter` and the like, as `key_row` draws them.

    The app itself sends the key: Textual 8.2 lets a message rise no further than to who sent it.
    """

    @on(Picked)
    def _clicked(self, event: Picked) -> None:
        kind, _, key = event.target.partition(":")
        if kind == "press":
            event.stop()
            self.app.call_later(self.app.simulate_key, key)
