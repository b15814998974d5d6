"""Leaving while people are still here: end them, hand them to somebody, or leave all the same."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from deskapp.desk.handover import leaving
from deskapp.desk.session import Session
from deskapp.model.interaction import Interaction
from deskapp.ui.context import Context
from deskapp.ui.dialogs.keyed import KeyedDialog
from deskapp.ui.questions import leaving as leaving_asks
from deskapp.ui.render.here import open_lines
from deskapp.ui.render.keys import key_row
from deskapp.ui.render.line import EMPTY, Line, row, span
from deskapp.ui.type_ahead import is_in_front
from deskapp.ui.widgets.entry import EntryPanel, Question
from deskapp.ui.widgets.line_pane import LinePane

KEYS = (("escape", "go back"), ("e", "end them"), ("h", "hand them to somebody"), ("l", "leave all the same"))


class StillHere(KeyedDialog[bool]):
    """Gives whether to leave. Who is left here stays open and is told at the next start."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "stay", show=False),
        Binding("e", "end", show=False),
        Binding("h", "hand", show=False),
        Binding("l", "leave", show=False),
    ]
    DEFAULT_CSS = """
    StillHere {
        background: $background;
        align: center middle;
        #still-here { padding: 1 1; }
        #here-now { height: auto; max-height: 14; }
        #ways { height: 1; }
    }
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._said = ""

    def compose(self) -> ComposeResult:
        """Who is here, and the keys."""
        with Vertical(id="still-here", classes="dialog") as box:
            box.border_title = "Before you go"
            yield LinePane(self._lines, id="here-now")
            yield LinePane(lambda width: [key_row(KEYS, width, said=self._said)], id="ways")
            yield EntryPanel(prepare=self._prepare)

    @property
    def _visits(self) -> list[Interaction]:
        return leaving.still_here(self.context.day, self.context.desk.staff)

    def _lines(self, width: int) -> list[Line]:
        visits, now = self._visits, self.context.desk.now()
        told = leaving.here_told(self.context.day, self.context.desk.staff)
        head = f" Still here: {told}." if visits else " Nobody is left to end or hand over."
        shown = [self.context.shown(visit) for visit in visits]
        rows = open_lines(self.context.day, shown, now, width, self.context.allergies_of)
        return [row([span(head, "strong")], width=width), EMPTY, *rows, EMPTY]

    def _prepare(self, question: Question, before: Question | None = None) -> Question:
        """A question with its words kept, until it is done."""
        return self.context.questions.prepare(question, "leaving", "")

    def _ask_of_all(self, question: Callable[[Session, Sequence[Interaction]], Question]) -> None:
        """Ask what becomes of those who are here; nothing where all were ended or handed over meanwhile."""
        if self._visits:
            self.query_one(EntryPanel).ask(self._prepare(question(self.context.desk, self._visits)))
        else:
            self._redraw()

    def _redraw(self) -> None:
        for name in ("#here-now", "#ways"):
            self.query_one(name, LinePane).redraw()

    def action_stay(self) -> None:
        """Back to the desk."""
        self.dismiss(False)

    def action_leave(self) -> None:
        """Leave them here."""
        self.dismiss(True)

    def action_end(self) -> None:
        """End them all with one line of outcome."""
        self._ask_of_all(leaving_asks.end_all)

    def action_hand(self) -> None:
        """Hand them all to somebody."""
        self._ask_of_all(leaving_asks.hand_all)

    def on_entry_panel_done(self, event: EntryPanel.Done) -> None:
        """All are settled, or the question was left."""
        event.stop()
        if not is_in_front(self):
            return
        if self._visits:
            self._said = event.sentence
            self._redraw()
        else:
            self.dismiss(True)
