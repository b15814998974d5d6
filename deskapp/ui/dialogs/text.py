"""A text of several lines: to be written, or to be read and selected."""

from collections.abc import Callable
from contextlib import suppress
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import TextArea

from deskapp import safe
from deskapp.errors import DeskError
from deskapp.ui.dialogs.keyed import KeyedDialog
from deskapp.ui.lines.keys import filled, key_row
from deskapp.ui.lines.line import Line, clean, row, span
from deskapp.ui.widgets.line_pane import LinePane


class SafeArea(TextArea):
    """A TextArea into which nothing is pasted that a terminal would obey."""

    async def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        if not self.read_only:
            self.insert(safe.lines(event.text))


STORED_AFTER = 0.3


class TextSheet(KeyedDialog[str]):
    """`keep` takes the text and gives a sentence; its DeskError is shown and the text stays. Without it: to read.

    `store` is handed the text as it is typed, so that a power cut takes no sentence. Escape goes back to the text as it
    was opened, or to `held` where that is a stored one; where `held` is empty, new words are kept.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", show=False, priority=True),
        Binding("ctrl+s", "keep", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    TextSheet {
        background: $background;
        align: center middle;
        #sheet { height: 80%; }
        SafeArea { height: 1fr; border: none; padding: 0; background: $background; color: $foreground; }
        LinePane { height: 1; }
    }
    """

    def __init__(
        self,
        title: str,
        text: str,
        keep: Callable[[str], str] | None = None,
        store: Callable[[str], None] | None = None,
        *,
        held: str | None = None,
    ) -> None:
        super().__init__()
        self._title, self._text, self._keep, self._store = title, safe.lines(text), keep, store
        self._refusal, self._stored = "", self._text
        self._held = self._text if held is None else safe.lines(held)
        self._keeps_new = held == ""
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """The text, and the keys that leave it."""
        with Vertical(id="sheet", classes="dialog") as box:
            box.border_title = Content(clean(self._title))
            yield SafeArea(self._text, read_only=self._keep is None, soft_wrap=True, id="text")
            yield LinePane(self._keys, id="keys-of-sheet")

    def on_mount(self) -> None:
        """The cursor stands in the text; behind it where it is changed for one person."""
        area = self.query_one(TextArea)
        area.focus()
        if self._store:
            area.move_cursor(area.document.end)

    def _keys(self, width: int) -> list[Line]:
        if self._refusal:
            return [row([span(f" {self._refusal}", "alarm")], width=width)]
        if self._keep is None:
            return [key_row([("escape", "closes")], width)]
        leaves = "leaves it for later" if self._keeps_new else "leaves it as it was"
        return [key_row([("ctrl+s", "keeps it"), ("escape", leaves)], width)]

    @on(TextArea.Changed)
    def _typed(self, event: TextArea.Changed) -> None:
        event.stop()
        if self._store and self._timer is None:
            self._timer = self.set_timer(STORED_AFTER, self.flush)

    def flush(self) -> None:
        """Store what was typed and is not on the disk yet."""
        self._timer = None
        text = safe.lines(self.query_one(TextArea).text)
        if self._store is None or text == self._stored:
            return
        try:
            self._store(text)
        except DeskError as error:
            self._refusal = filled(str(error), "", is_typing=True)
            self.query_one(LinePane).redraw()
        else:
            self._stored = text

    def action_keep(self) -> None:
        """Hand the text over."""
        if self._keep is None:
            return
        try:
            sentence = self._keep(safe.lines(self.query_one(TextArea).text))
        except DeskError as error:
            self._refusal = filled(str(error), "", is_typing=True)
            self.query_one(LinePane).redraw()
        else:
            self.dismiss(sentence)

    def action_close(self) -> None:
        """Leave it as it was; new words are kept for the next time."""
        if self._keeps_new and self._store:
            self.flush()
            self.dismiss("Kept for later." if self._stored.strip() else "")
            return
        if self._store and self._stored != self._held:
            with suppress(DeskError):  # what was stored while it was typed is found again the next time
                self._store(self._held)
        self.dismiss("")
