"""Leaving: the promises of today that are still open are shown first (practice D4)."""

from contextlib import suppress
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from deskapp.desk.handover import leaving
from deskapp.errors import DeskError
from deskapp.model.promise import Promise
from deskapp.ui.context import Context
from deskapp.ui.dialogs.keyed import KeyedDialog
from deskapp.ui.questions import declared
from deskapp.ui.render.keys import key_row
from deskapp.ui.render.line import EMPTY, Line, Span, row, span, wrapped
from deskapp.ui.render.promise_clock import promise_lines
from deskapp.ui.type_ahead import is_in_front
from deskapp.ui.widgets.entry import EntryPanel, NextStep, Question, Suggestions
from deskapp.ui.widgets.line_pane import LinePane, Picked


class Leave(KeyedDialog[bool]):
    """Keep, move or hand on what was promised for today; leaving all the same takes a reason, written out.

    So no single key, and no key pressed twice, leaves anything behind.
    """

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "stay", show=False),
        Binding("l,enter", "leave", show=False),
        Binding("t", "told", show=False),
        Binding("k", "settle('keep')", show=False),
        Binding("v", "settle('move')", show=False),
        Binding("h", "settle('promise_assign')", show=False),
        Binding("z", "settle('give_up')", show=False),
        Binding("up", "step(-1)", show=False),
        Binding("down", "step(1)", show=False),
    ]
    DEFAULT_CSS = """
    Leave {
        background: $background;
        align: center middle;
        #leave { padding: 1 1; }
        #open { height: auto; max-height: 14; }
    }
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._at = 0
        self._shown: list[str] = []
        self._left_all_the_same = False
        self._said = ""

    def compose(self) -> ComposeResult:
        """What is open, and the keys that settle it."""
        with Vertical(id="leave", classes="dialog") as box:
            box.border_title = "Before you go"
            yield LinePane(self._lines, id="open")
            yield EntryPanel(prepare=self._prepare)

    @property
    def _promises(self) -> list[Promise]:
        desk = self.context.desk
        return leaving.left_for_today(self.context.day, desk.now(), desk.staff)

    def _lines(self, width: int) -> list[Line]:
        found, now = self._promises, self.context.desk.now()
        self._shown = [one.id for one in found]
        if not found:
            return [row([span(" Every promise of today is settled.", "good")], width=width), EMPTY, self._keys(width)]
        counts = leaving.told_counts(self.context.day, found, now)
        head = f"Open promises: {counts}. Keep each, move it or give it to somebody."
        lines = [*wrapped([Span(" ")], head, width=width, role="strong"), EMPTY]
        for number, promise in enumerate(found):
            selected = "selected" if number == self._at else ""
            lines += promise_lines(self.context.shown_day.promises.get(promise.id, promise), now, width, role=selected)
            if leaving.is_untold(promise, now):
                lines.append(
                    row([span("   moved, and they do not know: t once they do", "soon")], width=width, role=selected)
                )
        return [*lines, EMPTY, self._keys(width)]

    def _selected(self) -> Promise | None:
        """The promise that is selected as it is shown; None where it was settled meanwhile, by another desk or a
        command.
        """
        selected = self._shown[self._at] if self._at < len(self._shown) else ""
        return next((one for one in self._promises if one.id == selected), None)

    def _keys(self, width: int) -> Line:
        keys = [("k", "kept"), ("v", "move"), ("h", "hand on"), ("z", "give up"), ("escape", "stay")]
        shown = [*keys, ("l", "leave, with a reason")] if self._promises else [("enter", "leave"), ("escape", "stay")]
        return key_row(shown, width, said=self._said)

    def _redraw(self) -> None:
        self._at = max(0, min(self._at, len(self._promises) - 1))
        self.query_one("#open", LinePane).redraw()

    @on(Picked, "#open")
    def _picked_promise(self, event: Picked) -> None:
        """A click lights a promise."""
        kind, _, value = event.target.partition(":")
        ids = [one.id for one in self._promises]
        if kind == "promise" and value in ids:
            event.stop()
            self._at = ids.index(value)
            self._redraw()

    def action_step(self, by: int) -> None:
        """Light another promise."""
        self._at += by
        self._redraw()

    def action_settle(self, verb: str) -> None:
        """Keep, move or hand on the selected promise at once; to give it up takes an Enter more."""
        one, desk = self._selected(), self.context.desk
        if one is None:
            self._redraw()
            return
        question: NextStep = declared.which(desk, [one], verb)
        if verb != "give_up":
            with suppress(DeskError):  # then the question stands, and its Enter tells why not
                question = declared.ask(desk, verb, {"promise": one})
        if isinstance(question, Question):
            self.query_one(EntryPanel).ask(self._prepare(question))
        else:
            self._redraw()

    def _prepare(self, question: Question, before: Question | None = None) -> Question:
        """A question with its words kept, until it is done."""
        return self.context.questions.prepare(question, "leave", (before and before.subject) or "")

    def action_told(self) -> None:
        """The customer knows the selected promise's new time."""
        if one := self._selected():
            with suppress(DeskError):  # it was deleted elsewhere, or the disk fails: then it stays in the list
                leaving.told(self.context.desk, one)
        self._redraw()

    def on_entry_panel_done(self, event: EntryPanel.Done) -> None:
        """Something was settled, or a reason was given."""
        event.stop()
        if not is_in_front(self):
            return
        self._said = event.sentence
        if self._left_all_the_same:
            self.dismiss(True)
        else:
            self._redraw()

    def action_stay(self) -> None:
        """Back to the desk."""
        self.dismiss(False)

    def action_leave(self) -> None:
        """Leave, at once where everything is settled, else with a reason."""
        found, desk = self._promises, self.context.desk
        if not found:
            self.dismiss(True)
            return

        def submit(values: dict[str, str], chosen: str) -> str:
            leaving.leave_open(desk, found, values["why"])
            self._left_all_the_same = True
            return ""

        many = f"{len(found)} stay" if len(found) > 1 else "It stays"
        hint = Suggestions(hint=f"{many} open. The next person reads why. Esc goes back.", bad=True)
        fields = [("why", "Why", "")]
        question = Question(title="Leave", fields=fields, submit=submit, on_change=lambda values: hint, subject="")
        self.query_one(EntryPanel).ask(self._prepare(question))
