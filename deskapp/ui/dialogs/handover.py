"""The hand-over sheet on the whole screen: written by who goes, signed by who comes, and those of before it."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from deskapp.desk.handover import handed, handover
from deskapp.desk.settings import settings as desk_settings
from deskapp.errors import DeskError
from deskapp.messages import said
from deskapp.model.handover import Handover
from deskapp.model.promise import Promise
from deskapp.text.folding import same
from deskapp.ui.context import Context
from deskapp.ui.questions import shift as shift_asks
from deskapp.ui.render.keys import filled, key_row
from deskapp.ui.render.line import EMPTY, Line, Span, sentence, wrapped
from deskapp.ui.sheets.keyed import AskingDialog
from deskapp.ui.symbols import symbols
from deskapp.ui.widgets.entry import EntryPanel, Question
from deskapp.ui.widgets.line_pane import LinePane

Ends = Callable[[str, Sequence[Promise]], str]
"""Ends the shift, with a hand-over to a person or, with no name, without one; gives what to say of it."""


class HandoverSheet(AskingDialog[str]):
    """Gives what to say afterwards: that it was handed over or read, or nothing where it was only looked at.

    Where a shift ends with it, `ends` hands it over and ends the shift; nothing else that is done on it does.

    The first page is the sheet as it stands now; behind it are those that were handed over, the newest first.
    """

    NAME = "handover"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "sign", show=False),
        Binding("n", "note", show=False),
        Binding("y", "copy", show=False),
        Binding("left_square_bracket,left", "turn(1)", show=False),
        Binding("right_square_bracket,right", "turn(-1)", show=False),
        Binding("escape,H,q", "dismiss('')", show=False),
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
        super().__init__(context)
        self.received, self._ends, self._result = received, ends, ""
        self._past = handed.past(context.desk)
        self._seen: list[Handover] = []
        while received and self._before(len(self._seen)) and self._seen[-1].id != received.id:
            continue
        self._at = len(self._seen) if received else 0

    def compose(self) -> ComposeResult:
        """The panel to type in, the sheet, and the keys."""
        yield EntryPanel(prepare=self.prepare)
        yield LinePane(self._lines, id="sheet")
        yield LinePane(self._keys, id="signing")

    def _before(self, place: int) -> bool:
        """Whether there is a sheet that was handed over before so many others; it is read from the book then."""
        while len(self._seen) <= place:
            sheet = next(self._past, None)
            if sheet is None:
                return False
            self._seen.append(sheet)
        return True

    def _lines(self, width: int) -> list[Line]:
        sheet, desk = self.received, self.context.desk
        if sheet is None:
            left, lines = handed.of_another(desk), list[Line]()
            if left:  # a sheet for another was not read yet
                words = f"{handed.left_words(left)}, and nobody has read it: see past sheets."
                lines = [sentence(words, "soon", width=width), EMPTY]
            return [*lines, *sheet_lines(handover.text(handover.sheet(desk, self.context.day)), width)]
        head = sentence(handed.receipt(sheet, desk.now()), "accent", width=width)
        if not self._is_theirs(sheet):
            return [head, EMPTY, *sheet_lines(handed.text(sheet), width)]
        notes = [line for note in sheet.notes.values() for line in _point(note.text, width)]
        title = [sentence(said("For you to know"), "title", width=width)] if notes else []
        now = handover.text(handover.sheet(desk, self.context.day, signed=False))
        return [head, EMPTY, *title, *notes, EMPTY, *sheet_lines(now, width)]

    def _is_theirs(self, sheet: Handover) -> bool:
        """Whether it is for who is at the desk, and still to be read."""
        is_for_them = not sheet.to or same(sheet.to, self.context.desk.staff)
        return sheet.is_unread and is_for_them and not self._is_giver(sheet)

    def _is_giver(self, sheet: Handover) -> bool:
        return same(sheet.by, self.context.desk.staff)

    def _keys(self, width: int) -> list[Line]:
        sheet, can_go_back = self.received, self._before(self._at)
        past = [("left_square_bracket", said("earlier") if sheet else said("past sheets"))] if can_go_back else []
        if sheet is None:
            gives = said("end your shift") if self._ends else said("hand over")
            keys = [("n", said("note for the next person")), ("enter", gives), ("y", said("copy")), *past]
        else:
            signs = (
                [("enter", said("sign that you've read it"))] if sheet.is_unread and not self._is_giver(sheet) else []
            )
            keys = [*signs, ("y", said("copy")), *past, ("right_square_bracket", said("later"))]
        return [key_row([*keys, ("escape", said("back"))], width, said=self._said)]

    def action_turn(self, by: int) -> None:
        """The sheet that was handed over before this one, or after it; the last one is as it stands now."""
        place = self._at + by
        if self.query_one(EntryPanel).is_open or place < 0 or (by > 0 and not self._before(self._at)):
            return
        self._at, self._said = place, ""
        self.received = self._seen[place - 1] if place else None
        self.redraw()
        self.query_one("#sheet", LinePane).scroll_home(animate=False)

    def action_sign(self) -> None:
        """Sign that it was read, once that is said, or hand it over."""
        desk, sheet = self.context.desk, self.received
        if sheet is None:
            self.ask(shift_asks.to_whom(desk, self._hand, ends=self._ends is not None))
        elif sheet.is_unread and self._is_giver(sheet):
            try:
                handover.confirm(desk, sheet)
            except DeskError as error:
                self._said = error.sentence
                self.redraw()
        elif sheet.is_unread:
            self.ask(shift_asks.sign(desk, sheet, self._read))

    def _hand(self, to: str, give: Sequence[Promise]) -> None:
        if self._ends:
            self._result = self._ends(to, give)
        else:
            self._result = handed.given_words(handover.hand_over(self.context.desk, to, give=give))

    def _read(self, sheet: Handover) -> None:
        """It was signed; whoever ends a shift has their own sheet before them again, to hand it over."""
        if self._ends is None:
            self._result = handed.signed_words(sheet)
            return
        self._seen = [sheet if seen.id == sheet.id else seen for seen in self._seen]
        self._at, self.received, self._said = 0, None, handed.signed_words(sheet)

    def action_note(self) -> None:
        """A line for the next person."""
        if self.received is None:
            self.ask(shift_asks.note_to_the_next(self.context.desk))

    def ask(self, question: Question) -> None:
        """Ask something; what cannot be kept is told in place of the question."""
        self._said = ""
        try:
            super().ask(question)
        except DeskError as error:
            self._said = filled(str(error), "")
            self.query_one("#signing", LinePane).redraw()

    def action_copy(self) -> None:
        """Copy the sheet as text."""
        from deskapp.ui.sheets.reply import ReplyPreview

        desk = self.context.desk
        body = handed.text(self.received) if self.received else handover.text(handover.sheet(desk, self.context.day))
        seconds = desk_settings.read(desk).clipboard_seconds
        self.app.push_screen(ReplyPreview(said("Hand-over"), "", body, lambda text: "", forget_after=seconds))

    def done(self, sentence: str) -> None:
        """A note was written, or it was handed over."""
        if self._result:
            self.dismiss(self._result)
        else:
            self._said = sentence or self._said
            self.redraw()

    def action_page(self, by: int) -> None:
        """Scroll a page."""
        self.query_one("#sheet", LinePane).page(by)


def sheet_lines(text: str, width: int) -> list[Line]:
    """The sheet for a pane of a width: its title, headings, and points wrapped under themselves."""
    first, *rest = text.rstrip("\n").split("\n")
    lines = [sentence(first, "title", width=width)]
    for line in rest:
        if line.startswith("  - "):
            lines += _point(line[4:], width)
        else:
            lines.append(sentence(line, "accent", width=width) if line else EMPTY)
    return lines


def _point(text: str, width: int) -> list[Line]:
    alarm = text.startswith("OVERDUE") or "(ALLERGY: " in text
    return wrapped([Span(f"  {symbols().dot} ", "dim")], text, width=width - 1, role="alarm" if alarm else "", most=6)
