"""Dialogs whose line of keys can be clicked, and those of them in which something is asked."""

from typing import ClassVar, TypeVar

from textual import on
from textual.screen import ModalScreen

from deskapp.ui.context import Context
from deskapp.ui.type_ahead import is_in_front
from deskapp.ui.widgets.entry import EntryPanel, Question
from deskapp.ui.widgets.line_pane import Drawn, Picked

Result = TypeVar("Result")


class KeyedDialog(ModalScreen[Result]):
    """A dialog that takes clicks on `press:enter` and the like, as `key_row` draws them.

    The app itself sends the key: Textual 8.2 lets a message rise no further than to who sent it.
    """

    AUTO_FOCUS = ""

    def on_screen_resume(self) -> None:
        """What it tells of may have changed behind another dialog, or behind the curtain."""
        self.redraw()

    def redraw(self) -> None:
        """Draw everything again; only the rows that differ are repainted."""
        for pane in self.query(Drawn).results(Drawn):
            pane.redraw()

    @on(Picked)
    def _clicked(self, event: Picked) -> None:
        kind, _, key = event.target.partition(":")
        if kind == "press":
            event.stop()
            self.app.call_later(self.app.simulate_key, key)


class AskingDialog(KeyedDialog[Result]):
    """A dialog with a panel to type in: words typed there are kept under its `NAME`. `_said` is told with its keys."""

    NAME: ClassVar[str] = ""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context, self._said = context, ""

    def prepare(self, question: Question, before: Question | None = None) -> Question:
        """A question with its words kept, until it is done."""
        return self.context.questions.prepare(question, self.NAME, (before and before.subject) or "")

    def ask(self, question: Question) -> None:
        """Open the panel with a question. Raises DeskError where its words could not be kept."""
        self.query_one(EntryPanel).ask(self.prepare(question))

    def on_entry_panel_done(self, event: EntryPanel.Done) -> None:
        """A question was answered or left; another screen may have taken the dialog's place meanwhile."""
        event.stop()
        if is_in_front(self):
            self.done(event.sentence)

    def done(self, sentence: str) -> None:
        """Go on after a question, which gave a sentence to say."""
