"""A filled text before it is copied: read it, change it, see where it goes, copy it, or select it by hand."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from deskapp.desk.answers import clipboard
from deskapp.errors import DeskError, RefusedError
from deskapp.messages import said
from deskapp.ui import copying
from deskapp.ui.render.coach import spotted
from deskapp.ui.render.keys import filled, key_row
from deskapp.ui.render.line import EMPTY, Line, Span, row, sentence, span, wrap, wrapped
from deskapp.ui.sheets.keyed import KeyedDialog
from deskapp.ui.symbols import symbols
from deskapp.ui.widgets.line_pane import LinePane

MOST_ROWS, MOST_HURTFUL = 40, 2
BY_HAND = "Select it with the mouse (hold Shift and drag), copy it, then press Enter."


class ReplyPreview(KeyedDialog[str]):
    """Gives what to say afterwards; nothing where it was left. `copied` logs the text and says what came of that.

    `check` refuses words that may not be copied. `changed` are the words as somebody changed them before, `store` keeps
    them while they are typed.

    The text begins in the first column and has no frame, so that a selection by mouse takes nothing but the text.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,y,c", "copy", show=False),
        Binding("s", "by_hand", show=False),
        Binding("i", "change", show=False),
        Binding("z", "as_filled", show=False),
        Binding("t", "told", show=False),
        Binding("escape", "dismiss('')", show=False),
        Binding("down,pagedown", "scroll_text(1)", show=False),
        Binding("up,pageup", "scroll_text(-1)", show=False),
    ]
    DEFAULT_CSS = """
    ReplyPreview {
        background: $background;
        #head { height: auto; background: $panel; }
        #text { height: 1fr; margin: 1 0; max-width: 100; }
        #foot { height: auto; background: $panel; }
    }
    """

    def __init__(
        self,
        title: str,
        way: str,
        text: str,
        copied: Callable[[str], str],
        *,
        check: Callable[[str], None] | None = None,
        changed: str = "",
        store: Callable[[str], None] | None = None,
        warnings: Sequence[str] = (),
        note: str = "",
        forget_after: int = 0,
        told: Callable[[], str] | None = None,
    ) -> None:
        super().__init__()
        self._head, self._way = title, way
        self._filled, self._body, self._store = text, changed or text, store
        self._copied, self._warnings, self._note = copied, warnings, note
        self._forget_after, self._told, self._check = forget_after, told, check
        self._refusal, self._selecting, self._is_copying = "", False, False

    def compose(self) -> ComposeResult:
        """Where it goes, the text, and the keys."""
        yield LinePane(self._head_lines, id="head")
        yield LinePane(self._text_lines, id="text")
        yield LinePane(self._foot_lines, id="foot")

    def _head_lines(self, width: int) -> list[Line]:
        lines = [row([span(f" {self._head}", "title")], [span(f"{self._way} ", "dim")], width=width)]
        for warning in self._warnings:
            lines.append(row([Span(f" {symbols().alarm} ", "alarm"), span(warning, "strong alarm")], width=width))
        if self._note:
            lines.append(row([Span(f" {symbols().promise} ", "accent"), span(self._note)], width=width))
        if self._body != self._filled:
            words = "In your own words. z brings the reply back as it was."
            lines.append(row([Span(f" {symbols().dot} ", "accent"), span(words, "dim")], width=width))
        for hurtful in spotted(self._body)[:MOST_HURTFUL]:
            rather = f"Rather: {hurtful.phrase.say}"
            lines += wrapped([Span(f" {symbols().soon} ", "soon")], rather, width=width, role="soon", most=2)
        return lines

    def _text_lines(self, width: int) -> list[Line]:
        pieces = [piece for line in self._body.split("\n") for piece in wrap(line, width - 1, most=MOST_ROWS) or [""]]
        return [Line((span(piece),)) if piece else EMPTY for piece in pieces]

    def _foot_lines(self, width: int) -> list[Line]:
        keys = [("enter", "I have copied it") if self._selecting else ("enter", "copy")]
        keys += [] if self._selecting else [("i", "change the words"), ("s", "select by hand")]
        keys += [("t", "told them")] if self._told else []
        refused = (
            [sentence(part, "soon", width=width) for part in wrap(self._refusal, width - 2)] if self._refusal else []
        )
        return [*refused, key_row([*keys, ("escape", "leave")], width)]

    def _refuse(self, why: str) -> None:
        self._refusal = why
        self.redraw()

    def _told_or_refused(self, act: Callable[[], str], *, is_typing: bool) -> str | None:
        """The sentence that something gives; None where it is refused, which is shown."""
        try:
            return act()
        except DeskError as error:
            self._refuse(filled(str(error), "", is_typing=is_typing))
            return None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While it is being copied no key changes or leaves it: the end of the copy closes it."""
        return not self._is_copying or action == "scroll_text"

    def action_change(self) -> None:
        """Change the words for this person; the template stays as it is."""
        from deskapp.ui.sheets.text import TextSheet

        def open_sheet() -> str:
            self.app.desk.book.expect_writable()  # type: ignore[attr-defined]
            self.app.push_screen(TextSheet(self._head, self._body, self._keep, self._store))
            return ""

        self._told_or_refused(open_sheet, is_typing=False)

    def _keep(self, text: str) -> str:
        if not text.strip():
            raise RefusedError("Nothing would be left to copy.", "Write the words, or Esc.")
        self._body = text.strip("\n")
        self.redraw()
        return ""

    def action_as_filled(self) -> None:
        """The reply as it was filled in."""
        if self._body != self._filled:
            self._body = self._filled
            if self._store:
                with suppress(DeskError):  # the words on the screen are what is copied; the draft is only a help
                    self._store("")
            self.redraw()

    def action_copy(self) -> None:
        """Copy it, off the screen's own thread; what was selected by hand only needs to be logged."""
        if self._is_whole() and self._selecting:
            self._done(said("Copied by hand."))
        elif self._is_whole() and not self._is_copying:
            self._is_copying = True
            self._refuse("Copying …")
            self._climb()

    def _is_whole(self) -> bool:
        """Whether the words may be copied; where they have a gap that is said."""

        def check() -> str:
            if self._check:
                self._check(self._body)
            return ""

        return self._told_or_refused(check, is_typing=False) is not None

    @work(thread=True)
    def _climb(self) -> None:
        way = clipboard.copy(self._body, terminal=copying.writer(self.app))
        self.app.call_later(self._copied_by, way)

    def _copied_by(self, way: clipboard.Way) -> None:
        self._is_copying, self._refusal = False, ""
        if way.name == "panel":
            self._selecting = True
            self._refuse(f"{way.sentence} Then press Enter.")
        else:
            self._done(way.sentence)

    def _done(self, said: str) -> None:
        logged = self._told_or_refused(lambda: self._copied(self._body), is_typing=True)
        if logged is not None:
            copying.forget_later(self.app, self._body, self._forget_after)
            self.dismiss(said + logged)

    def action_by_hand(self) -> None:
        """Do without a clipboard."""
        if self._is_whole():
            self._selecting = True
            self._refuse(BY_HAND)

    def action_told(self) -> None:
        """They heard it said; nothing is copied."""
        told = self._told_or_refused(self._told, is_typing=True) if self._told else None
        if told is not None:
            self.dismiss(told)

    def action_scroll_text(self, by: int) -> None:
        """Look further down, or up."""
        pane = self.query_one("#text", LinePane)
        pane.scroll_relative(y=by * max(1, pane.size.height - 2), animate=False)
