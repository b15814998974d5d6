"""Leaving: who is still here comes first, then the promises of today that are still open (practice D4)."""

from contextlib import suppress
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from deskapp.desk.handover import leaving
from deskapp.errors import DeskError
from deskapp.messages import counted, noted, said
from deskapp.model.interaction import Interaction
from deskapp.model.promise import Promise
from deskapp.ui.context import Context
from deskapp.ui.questions import declared
from deskapp.ui.questions import leaving as leaving_asks
from deskapp.ui.render.here import open_lines
from deskapp.ui.render.keys import key_row
from deskapp.ui.render.line import EMPTY, Line, Span, row, sentence, span, wrapped
from deskapp.ui.render.promise_clock import promise_lines
from deskapp.ui.sheets.keyed import AskingDialog
from deskapp.ui.widgets.entry import EntryPanel, NextStep, Question, Suggestions
from deskapp.ui.widgets.line_pane import LinePane, Picked


class Leave(AskingDialog[bool]):
    """Keep, move or hand on what was promised for today; leaving all the same takes a reason, written out.

    So no single key, and no key pressed twice, leaves anything behind.
    """

    NAME = "leave"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(False)", show=False),
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
        super().__init__(context)
        self._at = 0
        self._shown: list[str] = []
        self._left_all_the_same = False

    def compose(self) -> ComposeResult:
        """What is open, and the keys that settle it."""
        with Vertical(id="leave", classes="dialog") as box:
            box.border_title = said("Before you go")
            yield LinePane(self._lines, id="open")
            yield EntryPanel(prepare=self.prepare)

    @property
    def _promises(self) -> list[Promise]:
        desk = self.context.desk
        return leaving.left_for_today(self.context.day, desk.now(), desk.staff)

    def _lines(self, width: int) -> list[Line]:
        promises, now = self._promises, self.context.desk.now()
        self._shown = [promise.id for promise in promises]
        if not promises:
            return [
                sentence(said("Every promise for today is settled."), "good", width=width),
                EMPTY,
                self._keys(width),
            ]
        counts = leaving.told_counts(self.context.day, promises, now)
        head = said("Open promises: {counts}. Keep each one, move it or give it to somebody.", counts=counts)
        lines = [*wrapped([Span(" ")], head, width=width, role="strong"), EMPTY]
        for number, promise in enumerate(promises):
            selected, shown = number == self._at, self.context.shown_day.promises.get(promise.id, promise)
            lines += promise_lines(shown, now, width, selected=selected)
            if leaving.is_untold(promise, now):
                untold = span(f"   {said('Moved, but the customer doesn’t know yet. Press t when they do.')}", "soon")
                lines.append(row([untold], width=width, role="selected" if selected else ""))
        return [*lines, EMPTY, self._keys(width)]

    def _selected(self) -> Promise | None:
        """The promise that is selected as it is shown; None where another desk or a command settled it meanwhile."""
        selected = self._shown[self._at] if self._at < len(self._shown) else ""
        return next((promise for promise in self._promises if promise.id == selected), None)

    def _keys(self, width: int) -> Line:
        keys = [
            ("k", said("kept")),
            ("v", said("move")),
            ("h", said("give to")),
            ("z", said("give up")),
            ("escape", said("stay")),
        ]
        shown = [*keys, ("l", said("leave, and say why"))] if self._promises else self._settled_keys()
        return key_row(shown, width, said=self._said)

    @staticmethod
    def _settled_keys() -> list[tuple[str, str]]:
        return [("enter", said("leave")), ("escape", said("stay"))]

    def redraw(self) -> None:
        """Draw what is open now; one of that is selected."""
        self._at = max(0, min(self._at, len(self._promises) - 1))
        super().redraw()

    @on(Picked, "#open")
    def _picked_promise(self, event: Picked) -> None:
        """A click selects a promise."""
        kind, _, value = event.target.partition(":")
        ids = [promise.id for promise in self._promises]
        if kind == "promise" and value in ids:
            event.stop()
            self._at = ids.index(value)
            self.redraw()

    def action_step(self, by: int) -> None:
        """Select another promise."""
        self._at += by
        self.redraw()

    def action_settle(self, verb: str) -> None:
        """Keep, move or hand on the selected promise at once; to give it up takes an Enter more."""
        promise, desk = self._selected(), self.context.desk
        if promise is None:
            self.redraw()
            return
        question: NextStep = declared.which(desk, [promise], verb)
        if verb != "give_up":
            with suppress(DeskError):  # then the question stands, and its Enter tells why not
                question = declared.ask(desk, verb, {"promise": promise})
        if isinstance(question, Question):
            self.ask(question)
        else:
            self.redraw()

    def action_told(self) -> None:
        """The customer knows the selected promise's new time."""
        if promise := self._selected():
            with suppress(DeskError):  # it was deleted elsewhere, or the disk fails: then it stays in the list
                leaving.told(self.context.desk, promise)
        self.redraw()

    def done(self, sentence: str) -> None:
        """Something was settled, or a reason was given."""
        self._said = sentence
        if self._left_all_the_same:
            self.dismiss(True)
        else:
            self.redraw()

    def action_leave(self) -> None:
        """Leave, at once where everything is settled, else with a reason."""
        promises, desk = self._promises, self.context.desk
        if not promises:
            self.dismiss(True)
            return

        def submit(values: dict[str, str], chosen: str) -> str:
            leaving.leave_open(desk, promises, values["why"])
            self._left_all_the_same = True
            return ""

        stays = counted(
            len(promises),
            "It stays open. The next person will read why. Esc goes back.",
            "{count} stay open. The next person will read why. Esc goes back.",
        )
        hint = Suggestions(hint=stays, bad=True)
        fields = [("why", said("Why"), "")]
        self.ask(Question(title=said("Leave"), fields=fields, submit=submit, on_change=lambda values: hint, subject=""))


WAYS = (
    ("escape", noted("go back")),
    ("e", noted("end visits")),
    ("h", noted("give to somebody")),
    ("l", noted("leave anyway")),
)


class StillHere(AskingDialog[bool]):
    """Gives whether to leave. Who is left here stays open and is told at the next start."""

    NAME = "leaving"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(False)", show=False),
        Binding("e", "ask_of_all('end_all')", show=False),
        Binding("h", "ask_of_all('hand_all')", show=False),
        Binding("l", "dismiss(True)", show=False),
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

    def compose(self) -> ComposeResult:
        """Who is here, and the keys."""
        with Vertical(id="still-here", classes="dialog") as box:
            box.border_title = said("Before you go")
            yield LinePane(self._lines, id="here-now")
            yield LinePane(self._ways, id="ways")
            yield EntryPanel(prepare=self.prepare)

    def _ways(self, width: int) -> list[Line]:
        return [key_row([(key, said(words)) for key, words in WAYS], width, said=self._said)]

    @property
    def _visits(self) -> list[Interaction]:
        return leaving.still_here(self.context.day, self.context.desk.staff)

    def _lines(self, width: int) -> list[Line]:
        visits, now = self._visits, self.context.desk.now()
        told = leaving.here_told(self.context.day, self.context.desk.staff)
        head = said("Still here: {who}.", who=told) if visits else said("Nobody is here any more.")
        shown = [self.context.shown(visit) for visit in visits]
        rows = open_lines(self.context.day, shown, now, width, self.context.allergies_of)
        return [sentence(head, "strong", width=width), EMPTY, *rows, EMPTY]

    def action_ask_of_all(self, question: str) -> None:
        """Ask what becomes of those who are here; nothing where all were ended or handed over meanwhile."""
        if self._visits:
            self.ask(getattr(leaving_asks, question)(self.context.desk, self._visits))
        else:
            self.redraw()

    def done(self, sentence: str) -> None:
        """All are settled, or the question was left."""
        if self._visits:
            self._said = sentence
            self.redraw()
        else:
            self.dismiss(True)
