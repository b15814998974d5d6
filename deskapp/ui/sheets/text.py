"""A text of several lines: to be written, or to be read and selected."""

from collections.abc import Callable
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import TextArea

from deskapp.errors import OF_THE_DISK, DeskError
from deskapp.text import safe
from deskapp.ui.render.keys import filled, key_row
from deskapp.ui.render.line import Line, clean, sentence
from deskapp.ui.sheets.keyed import KeyedDialog
from deskapp.ui.widgets.half_typed import STORED_AFTER, TRIED_AGAIN_AFTER
from deskapp.ui.widgets.line_pane import LinePane


class SafeArea(TextArea):
    """A TextArea into which nothing is pasted that a terminal would obey."""

    async def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        if not self.read_only:
            self.insert(safe.lines(event.text))


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
        self._refusal, self._stored, self._typed = "", self._text, self._text
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
            return [sentence(self._refusal, "alarm", width=width)]
        if self._keep is None:
            return [key_row([("escape", "closes")], width)]
        leaves = "leaves it for later" if self._keeps_new else "leaves it as it was"
        return [key_row([("ctrl+s", "keeps it"), ("escape", leaves)], width)]

    @on(TextArea.Changed)
    def _changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self._store_soon(STORED_AFTER)

    def _store_soon(self, after: float) -> None:
        if self._store and self._timer is None and self.is_attached:
            self._timer = self.set_timer(after, self.flush)

    def flush(self) -> DeskError | None:
        """Store what was typed and is not on the disk yet; why that could not be done, None where all of it is.

        What the disk refused is shown, and tried again.
        """
        for area in self.query(TextArea):
            self._typed = safe.lines(area.text)
        if self._timer:
            self._timer.stop()
            self._timer = None
        if self._store is None or self._typed == self._stored:
            return None
        try:
            self._store(self._typed)
        except DeskError as error:
            self._refuse(error, "Not stored yet: ")
            if isinstance(error, OF_THE_DISK):
                self._store_soon(TRIED_AGAIN_AFTER)
            return error
        self._stored, self._refusal = self._typed, ""
        self.redraw()
        return None

    def _refuse(self, error: DeskError, why: str = "") -> None:
        self._refusal = filled(f"{why}{error}", "", is_typing=True)
        self.redraw()

    def action_keep(self) -> None:
        """Hand the text over."""
        if self._keep is None:
            return
        self.flush()  # where its words are a draft for one person, they are kept as they are handed over
        try:
            sentence = self._keep(self._typed)
        except DeskError as error:
            self._refuse(error)
        else:
            self._stored = self._typed
            self.dismiss(sentence)

    def action_close(self) -> None:
        """Leave it as it was; new words are kept for the next time, and stay here while the disk takes none."""
        if self._store is None:
            self.dismiss("")
        elif self._keeps_new:
            refused = self.flush()
            if not (isinstance(refused, OF_THE_DISK) and self._typed.strip()):
                self._stored = self._typed
                self.dismiss("Kept for later." if self._typed.strip() and not refused else "")
        else:
            self._put_back(self._store)

    def _put_back(self, store: Callable[[str], None]) -> None:
        area = self.query_one(TextArea)
        has_changed = safe.lines(area.text) != self._held
        if self._stored != self._held:
            try:
                store(self._held)
            except OF_THE_DISK as error:
                self._refuse(error, "Not put back yet: ")
                return
            except DeskError:  # whom it is for is gone, and what was typed for them with them
                pass
        area.text = self._held
        self._stored = self._typed = self._held
        self.dismiss("Put back as it was." if has_changed else "")

    def on_unmount(self) -> None:
        """What was typed is on the disk before the sheet goes, whatever takes it away."""
        self.flush()
