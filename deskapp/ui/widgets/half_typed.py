"""The words of a question that are still being typed: on the disk within moments, kept or put back when it is left."""

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.message import Message
from textual.timer import Timer

from deskapp.errors import DeskError
from deskapp.ui.widgets.question import Ask

if TYPE_CHECKING:
    OfPanel = Vertical
else:
    OfPanel = object
TRIED_AGAIN_AFTER = 2.0


class HalfTyped(OfPanel):
    """The part of the entry panel that stores what is typed. `_unsaved` holds what is not on the disk yet, by field."""

    _question: Ask | None
    _unsaved: dict[str, str]
    _touched: set[str]
    _timer: Timer | None

    class Unstored(Message, namespace="entry_panel"):
        """A question goes, and the disk has not taken these words of it, by field."""

        def __init__(self, question: Ask, words: dict[str, str]) -> None:
            super().__init__()
            self.question, self.words = question, words

    class Failed(Message, namespace="entry_panel"):
        """What is typed could not be stored; it stays in the field and is tried again."""

        def __init__(self, error: DeskError) -> None:
            super().__init__()
            self.error = error

    @property
    def values(self) -> dict[str, str]:
        """What stands in the fields now, by name."""
        return {}

    def flush(self) -> None:
        """Store what was typed and is not on the disk yet."""
        unsaved, self._unsaved = self._unsaved, {}
        if self._timer:
            self._timer.stop()
            self._timer = None
        for name, text in unsaved.items():
            self._store(name, text)

    def _store(self, name: str, text: str) -> None:
        if self._question is None:
            return
        try:
            self._question.store(name, text)
        except DeskError as error:
            self._unsaved.setdefault(name, text)
            self._timer = self._timer or self.set_timer(TRIED_AGAIN_AFTER, self.flush)
            self.post_message(self.Failed(error))

    def _hand_on_unstored(self) -> None:
        """Give words that no disk has taken yet to the screen, which tries again and offers them next time."""
        unsaved, self._unsaved = self._unsaved, {}
        if self._timer:
            self._timer.stop()
            self._timer = None
        if self._question and unsaved and not self._question.secret:
            self.post_message(self.Unstored(self._question, unsaved))

    def _put_back(self, question: Ask) -> str:
        """Store what stood in the fields of a stored value before; what is said of it."""
        if not question.edits:
            return ""
        if question.puts_back is not None:
            self._unsaved = {}
            try:
                return question.puts_back(self.values)
            except DeskError as error:
                self.post_message(self.Failed(error))
                return ""
        stood = ((name, text) for name, _, text in question.fields if name in self._touched and text.strip())
        changed = [(name, text) for name, text in stood if self.values[name] != text]
        for name, text in changed:
            self._unsaved[name] = text
        if changed:
            return "Put back as it was."
        new = (name for name, _, text in question.fields if name in self._touched and not text.strip())
        return "Kept as you typed it." if any(self.values[name].strip() for name in new) else ""

    def _kept(self, question: Ask) -> str:
        """What is said of words that are kept for the next time."""
        typed = (text for name, text in self.values.items() if text != question.usual.get(name, ""))
        return question.left_words if question.is_kept and any(map(str.strip, typed)) else ""
