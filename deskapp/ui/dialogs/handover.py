"""The hand-over sheet on the whole screen: written by who goes, signed by who comes, and those of before it."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from deskapp.desk.handover import handed, handover
from deskapp.desk.settings import settings as desk_settings
from deskapp.errors import DeskError
from deskapp.model.handover import Handover
from deskapp.model.promise import Promise
from deskapp.text.folding import same
from deskapp.ui.context import Context
from deskapp.ui.dialogs.keyed import KeyedDialog
from deskapp.ui.questions import shift as shift_asks
from deskapp.ui.render.keys import filled, key_row
from deskapp.ui.render.line import EMPTY, Line, Span, row, span, wrapped
from deskapp.ui.symbols import symbols
from deskapp.ui.type_ahead import is_in_front
from deskapp.ui.widgets.entry import EntryPanel, Question
from deskapp.ui.widgets.line_pane import LinePane

Ends = Callable[[str, Sequence[Promise]], str]
"""Ends the shift, with a hand-over to a person or, with no name, without one; gives what to say of it."""


class HandoverSheet(KeyedDialog[str]):
    """Gives what to say afterwards: that it was handed over or read, or nothing where it was only looked at.

    Where a shift ends with it, `ends` hands it over and ends the shift; nothing else that is done on it does.

    The first page is the sheet as it stands now; behind it are those that were handed over, the newest first.
    """

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "sign", show=False),
        Binding("n", "note", show=False),
        Binding("y", "copy", show=False),
        Binding("left_square_bracket,left", "turn(1)", show=False),
        Binding("right_square_bracket,right", "turn(-1)", show=False),
        Binding("escape,H,q", "leave", show=False),
        Binding("down,pagedown,space", "page(1)", show=False),
        Binding("up,pageup", "page(-1)", show=False),
    ]
    DEFAULT_CSS = """
    HandoverSheet {
        background: $background;
        #sheet { height: 1fr; max-width: 100; }
        #signing { height: 1; background: $panel; }
    }
    """

    def __init__(self, context: Context, received: Handover | None = None, *, ends: Ends | None = None) -> None:
        super().__init__()
        self.context, self.received, self._ends = context, received, ends
        self._result = self._said = ""
        self._past = handed.past(context.desk)
        self._seen: list[Handover] = []
        while received and self._before(len(self._seen)) and self._seen[-1].id != received.id:
            continue
        self._at = len(self._seen) if received else 0

    def compose(self) -> ComposeResult:
        """The panel to type in, the sheet, and the keys."""
        yield EntryPanel(prepare=self._prepare)
        yield LinePane(self._lines, id="sheet")
        yield LinePane(self._keys, id="signing")

    def _before(self, place: int) -> bool:
        """Whether there is a sheet that was handed over before so many others; it is read from the book then."""
        while len(self._seen) <= place:
            one = next(self._past, None)
            if one is None:
                return False
            self._seen.append(one)
        return True

    def _lines(self, width: int) -> list[Line]:
        one, desk = self.received, self.context.desk
        if one is None:
            return [*self._waiting(width), *sheet_lines(handover.text(handover.sheet(desk, self.context.day)), width)]
        head = row([span(f" {handed.receipt(one, desk.now())}", "accent")], width=width)
        if not self._is_theirs(one):
            return [head, EMPTY, *sheet_lines(handed.text(one), width)]
        notes = [line for note in one.notes.values() for line in _point(note.text, width)]
        title = [row([span(" For you to know", "title")], width=width)] if notes else []
        now = handover.text(handover.sheet(desk, self.context.day, signed=False))
        return [head, EMPTY, *title, *notes, EMPTY, *sheet_lines(now, width)]

    def _waiting(self, width: int) -> list[Line]:
        """Above the sheet as it stands now: that one which was left for another was not read yet."""
        left = handed.of_another(self.context.desk)
        words = f" {handed.left_words(left)}, and nobody has read it: see past sheets." if left else ""
        return [row([span(words, "soon")], width=width), EMPTY] if left else []

    def _is_theirs(self, one: Handover) -> bool:
        """Whether it is for who is at the desk, and still to be read."""
        return one.is_unread and (not one.to or same(one.to, self.context.desk.staff)) and not self._is_giver(one)

    def _is_giver(self, one: Handover) -> bool:
        return same(one.by, self.context.desk.staff)

    def _keys(self, width: int) -> list[Line]:
        one, can_go_back = self.received, self._before(self._at)
        past = [("left_square_bracket", "earlier" if one else "past sheets")] if can_go_back else []
        if one is None:
            gives = "end your shift" if self._ends else "hand over"
            keys = [("n", "note to the next"), ("enter", gives), ("y", "copy"), *past, ("escape", "back")]
            return [key_row(keys, width, said=self._said)]
        signs = [("enter", "sign that you've read it")] if one.is_unread and not self._is_giver(one) else []
        later = [("right_square_bracket", "later")]
        return [key_row([*signs, ("y", "copy"), *past, *later, ("escape", "back")], width, said=self._said)]

    def action_turn(self, by: int) -> None:
        """The sheet that was handed over before this one, or after it; the last one is as it stands now."""
        place = self._at + by
        if self.query_one(EntryPanel).is_open or place < 0 or (by > 0 and not self._before(self._at)):
            return
        self._at, self._said = place, ""
        self.received = self._seen[place - 1] if place else None
        self._draw_again()
        self.query_one("#sheet", LinePane).scroll_home(animate=False)

    def action_sign(self) -> None:
        """Sign that it was read, once that is said, or hand it over."""
        desk, one = self.context.desk, self.received
        if one is None:
            self._ask(shift_asks.to_whom(desk, self._hand, ends=self._ends is not None))
        elif one.is_unread and self._is_giver(one):
            try:
                handover.confirm(desk, one)
            except DeskError as error:
                self._said = error.sentence
                self._draw_again()
        elif one.is_unread:
            self._ask(shift_asks.sign(desk, one, self._read))

    def _hand(self, to: str, give: Sequence[Promise]) -> None:
        if self._ends:
            self._result = self._ends(to, give)
        else:
            one = handover.hand_over(self.context.desk, to, give=give)
            self._result = handed.given_words(one)

    def _read(self, one: Handover) -> None:
        """It was signed; whoever ends a shift has their own sheet before them again, to hand it over."""
        if self._ends is None:
            self._result = handed.signed_words(one)
            return
        self._seen = [one if it.id == one.id else it for it in self._seen]
        self._at, self.received, self._said = 0, None, handed.signed_words(one)

    def action_note(self) -> None:
        """A line for the next person."""
        if self.received is None:
            self._ask(shift_asks.note_to_the_next(self.context.desk))

    def _ask(self, question: Question) -> None:
        """Ask something; what cannot be kept is told in place of the question."""
        self._said = ""
        try:
            self.query_one(EntryPanel).ask(self._prepare(question))
        except DeskError as error:
            self._said = filled(str(error), "")
            self.query_one("#signing", LinePane).redraw()

    def _prepare(self, question: Question, before: Question | None = None) -> Question:
        """A question with its words kept, until it is done."""
        return self.context.questions.prepare(question, "handover", "")

    def action_copy(self) -> None:
        """Copy the sheet as text."""
        from deskapp.ui.dialogs.reply import ReplyPreview

        desk = self.context.desk
        body = handed.text(self.received) if self.received else handover.text(handover.sheet(desk, self.context.day))
        seconds = desk_settings.read(desk).clipboard_seconds
        self.app.push_screen(ReplyPreview("Hand-over", "", body, lambda text: "", forget_after=seconds))

    def on_entry_panel_done(self, event: EntryPanel.Done) -> None:
        """A note was written, or it was handed over."""
        event.stop()
        if not is_in_front(self):
            return
        if self._result:
            self.dismiss(self._result)
        else:
            self._said = event.sentence or self._said
            self._draw_again()

    def _draw_again(self) -> None:
        for name in ("#sheet", "#signing"):
            self.query_one(name, LinePane).redraw()

    def action_page(self, by: int) -> None:
        """Scroll a page."""
        pane = self.query_one("#sheet", LinePane)
        pane.scroll_relative(y=by * max(1, pane.size.height - 1), animate=False)

    def action_leave(self) -> None:
        """Only looked at."""
        self.dismiss("")


def sheet_lines(text: str, width: int) -> list[Line]:
    """The sheet for a pane of a width: its title, headings, and points wrapped under themselves."""
    first, *rest = text.rstrip("\n").split("\n")
    lines = [row([span(f" {first}", "title")], width=width)]
    for one in rest:
        if one.startswith("  - "):
            lines += _point(one[4:], width)
        else:
            lines.append(row([span(f" {one}", "accent")], width=width) if one else EMPTY)
    return lines


def _point(text: str, width: int) -> list[Line]:
    alarm = text.startswith("OVERDUE") or "(ALLERGY: " in text
    return wrapped([Span(f"  {symbols().dot} ", "dim")], text, width=width - 1, role="alarm" if alarm else "", most=6)
