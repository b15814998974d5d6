"""The hand-over sheet on the whole screen: written by who goes, read and confirmed by who comes."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from deskapp.desk import handover
from deskapp.desk import settings as desk_settings
from deskapp.errors import DeskError
from deskapp.model.handover import Handover
from deskapp.ui.asks import shift as shift_asks
from deskapp.ui.context import Context
from deskapp.ui.dialogs.keyed import KeyedDialog
from deskapp.ui.lines.clocks import moment
from deskapp.ui.lines.keys import filled, key_row
from deskapp.ui.lines.line import EMPTY, Line, Span, row, span, wrapped
from deskapp.ui.symbols import symbols
from deskapp.ui.widgets.entry import Ask, EntryPanel
from deskapp.ui.widgets.line_pane import LinePane


class HandoverSheet(KeyedDialog[str]):
    """Gives what to say afterwards: `handed`, `read`, or nothing where it was only looked at."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "sign", show=False),
        Binding("n", "note", show=False),
        Binding("y", "copy", show=False),
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

    def __init__(self, context: Context, received: Handover | None = None) -> None:
        super().__init__()
        self.context, self.received = context, received
        self._signed = self._said = ""

    def compose(self) -> ComposeResult:
        """The panel to type in, the sheet, and the keys."""
        yield EntryPanel(prepare=self._prepare)
        yield LinePane(self._lines, id="sheet")
        yield LinePane(self._keys, id="signing")

    def _lines(self, width: int) -> list[Line]:
        one = self.received
        if one is None:
            return sheet_lines(handover.text(handover.sheet(self.context.desk, self.context.day)), width)
        when = moment(one.handed_at, self.context.desk.now()) if one.handed_at else ""
        head = f" {one.by} left this for {one.to or 'you'}, {when}"
        notes = [line for note in one.notes.values() for line in _point(note.text, width)]
        title = [row([span(" For you to know", "title")], width=width)] if notes else []
        now = handover.text(handover.sheet(self.context.desk, self.context.day, signed=False))
        return [row([span(head, "accent")], width=width), EMPTY, *title, *notes, EMPTY, *sheet_lines(now, width)]

    def _keys(self, width: int) -> list[Line]:
        if self.received is not None:
            return [key_row([("enter", "I have read it"), ("y", "copy"), ("escape", "later")], width)]
        keys = [("n", "note to the next"), ("enter", "hand over"), ("y", "copy"), ("escape", "back")]
        return [key_row(keys, width, said=self._said)]

    def action_sign(self) -> None:
        """Confirm having read it, or hand it over."""
        desk = self.context.desk
        if self.received is None:
            self._ask(shift_asks.to_whom(desk, self._handed))
            return
        try:
            handover.confirm(desk, self.received)
        except DeskError as error:
            self.dismiss(str(error))
            return
        self.dismiss(f"{desk.staff} has read what {self.received.by or 'the one before'} left.")

    def _handed(self) -> None:
        self._signed = "Handed over. The next person confirms having read it."

    def action_note(self) -> None:
        """A line for the next person."""
        if self.received is None:
            self._ask(shift_asks.note_to_the_next(self.context.desk))

    def _ask(self, question: Ask) -> None:
        """Ask something; what cannot be kept is told in place of the question."""
        try:
            self.query_one(EntryPanel).ask(self._prepare(question))
        except DeskError as error:
            self._said = filled(str(error), "")
            self.query_one("#signing", LinePane).redraw()

    def _prepare(self, question: Ask, before: Ask | None = None) -> Ask:
        """A question with its words kept, until it is done."""
        return self.context.questions.prepare(question, "handover", "")

    def action_copy(self) -> None:
        """Copy the sheet as text."""
        from deskapp.ui.dialogs.reply import ReplyPreview

        desk = self.context.desk
        body = self.received.sheet if self.received else handover.text(handover.sheet(desk, self.context.day))
        seconds = desk_settings.read(desk).clipboard_seconds
        self.app.push_screen(ReplyPreview("Hand-over", "", body, lambda text: "", forget_after=seconds))

    def on_entry_panel_done(self, event: EntryPanel.Done) -> None:
        """A note was written, or it was handed over."""
        event.stop()
        if self._signed:
            self.dismiss(self._signed)
        else:
            self._said = event.sentence
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
