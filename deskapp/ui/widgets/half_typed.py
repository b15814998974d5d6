"""The words of a question that are still being typed: on the disk within moments, kept or put back when it is left."""

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.message import Message
from textual.timer import Timer

from deskapp.errors import OF_THE_DISK, DeskError
from deskapp.ui.widgets.question import Question

if TYPE_CHECKING:
    OfPanel = Vertical
else:
    OfPanel = object
STORED_AFTER, TRIED_AGAIN_AFTER = 0.3, 1.0


class HalfTyped(OfPanel):
    """The part of the entry panel that stores what is typed.

    `_seen` is what stood in each field when it was last looked at, `_unsaved` what is not on the disk yet, `_refused`
    why the disk did not take it. `is_storing` says that a change of the book is one of its words.
    """

    _question: Question | None
    _refusal: str
    is_storing = False

    class Failed(Message, namespace="entry_panel"):
        """Something that belongs to leaving a question could not be done."""

        def __init__(self, error: DeskError) -> None:
            super().__init__()
            self.error = error

    class Stored(Message, namespace="entry_panel"):
        """What no disk took for a while is on the disk now."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._unsaved, self._seen, self._touched = dict[str, str](), dict[str, str](), set[str]()
        self._timer: Timer | None = None
        self._refused: DeskError | None = None

    def on_unmount(self) -> None:
        """What stood there is on the disk before it goes, whatever takes it away."""
        self.flush()
        self._hand_on_unstored()

    @property
    def values(self) -> dict[str, str]:
        """What stands in the fields now, by name."""
        return {}

    def _draw(self) -> None:
        """Show what is found and what was refused."""

    def _begin_to_store(self, question: Question) -> None:
        """Another question stands there; words of it that no disk has taken yet are tried again at once."""
        self._seen, self._touched, self._refused = self.values, set[str](), None
        self._unsaved = {name: text for name, _, text in question.fields if name in question.unstored}
        if self._unsaved:
            self._store_soon()

    def _store_soon(self, after: float | None = None) -> None:
        if self._timer is None and self.is_attached:
            self._timer = self.set_timer(STORED_AFTER if after is None else after, self._store_now)

    def _notice(self) -> None:
        """Take up what stands in the fields, also where the word that it was typed has not come yet."""
        if self._question is None:
            return
        for name, text in self.values.items():
            if text != self._seen.get(name):
                self._seen[name] = self._unsaved[name] = text
                self._touched.add(name)

    def flush(self) -> DeskError | None:
        """Store what was typed and is not on the disk yet; why that could not be done, None where all of it is.

        What the disk refused is shown, and tried again.
        """
        self._notice()
        unsaved = self._take_unsaved()
        refused: DeskError | None = None
        self.is_storing = True
        for name, text in unsaved.items() if self._question else ():
            try:
                self._question.store(name, text)  # type: ignore[union-attr]
            except DeskError as error:
                self._unsaved[name], refused = text, error
        self.is_storing = False
        before, self._refused = self._refused, refused
        self._show_refused(before)
        return refused

    def _show_refused(self, before: DeskError | None) -> None:
        """Show what the disk refused now, and try that again; what it refused `before` goes where it took all."""
        if refused := self._refused:
            is_for_now = isinstance(refused, OF_THE_DISK)
            self._refusal = f"{'Not stored yet' if is_for_now else 'Not kept'}: {refused}"
            self._show_refusal()
            if is_for_now:
                self._store_soon(TRIED_AGAIN_AFTER)
        elif before:
            self._refusal = ""
            self._show_refusal()

    def _take_unsaved(self) -> dict[str, str]:
        """What is not on the disk yet; nothing of it waits to be stored any more."""
        if self._timer:
            self._timer.stop()
        unsaved, self._unsaved, self._timer = self._unsaved, {}, None
        return unsaved

    def _show_refusal(self) -> None:
        if self.is_attached:  # a panel that goes has no rows any more
            self._draw()

    def _store_now(self) -> None:
        self._timer, before = None, self._refused
        if self.flush() is None and before:
            self.post_message(self.Stored())

    def _is_done(self) -> None:
        """What stood in the fields is done, or put back: none of it is stored any more."""
        self._unsaved, self._seen, self._refused = {}, self.values, None

    def _hand_on_unstored(self) -> None:
        """Let words that no disk has taken yet wait, to be tried again and offered next time."""
        for name, text in self._take_unsaved().items():
            if self._question and not self._question.secret:
                self._question.hold(name, text)

    def _settle(self, question: Question, *, puts_back: bool) -> str | None:
        """Put back, or keep, what was typed, and what is said of it; None where the disk takes no words now."""
        said = ""
        if puts_back and question.puts_back is not None:
            self._notice()
            touched = {name: text for name, text in self.values.items() if name in self._touched}
            try:
                said = question.puts_back({name: text for name, _, text in question.fields} | touched)
            except DeskError as error:
                self._refused, self._refusal = error, f"Not put back yet: {error}"
                self._show_refusal()
                return None if isinstance(error, OF_THE_DISK) else ""
            held = {name for name, text in question.stood.items() if text.strip()}
            self._unsaved = {name: text for name, text in self._unsaved.items() if name not in held}
            self._refused = None
        refused = self.flush()
        if isinstance(refused, OF_THE_DISK) and any(map(str.strip, self._unsaved.values())):
            return None
        return said or ("" if refused else self._kept(question))

    def _kept(self, question: Question) -> str:
        """What is said of words that are kept for the next time."""
        typed = (text for name, text in self.values.items() if text != question.usual.get(name, ""))
        return question.left_words if question.is_kept and any(map(str.strip, typed)) else ""
