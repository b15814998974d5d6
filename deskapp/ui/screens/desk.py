"""The desk: who is here, the person, and the live checklist."""

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.containers import Container
from textual.widget import AwaitMount, Widget

from deskapp.desk.visits.watch import most_needed
from deskapp.model import kettle
from deskapp.model.customer import Customer
from deskapp.model.interaction import Interaction
from deskapp.ui import changes
from deskapp.ui.changes import Changed
from deskapp.ui.commands import Command
from deskapp.ui.context import Context
from deskapp.ui.frame.base_screen import PAGING, BaseScreen
from deskapp.ui.frame.handler import NOBODY, Handler
from deskapp.ui.handlers.answers import Answers
from deskapp.ui.handlers.cards import NO_CARD, Cards
from deskapp.ui.handlers.checklists import Checklists
from deskapp.ui.handlers.promises import Promises
from deskapp.ui.handlers.shifts import Shifts
from deskapp.ui.handlers.tour import Tour
from deskapp.ui.handlers.upset import Upset
from deskapp.ui.handlers.visits import Visits
from deskapp.ui.screens.panes import WIDE, HerePane, PersonPane, StepsPane

if TYPE_CHECKING:
    from deskapp.ui.widgets.entry import EntryPanel

KEYS_WITH_NOBODY = ("walk_in", "call", "message", "find", "customers", "promises", "log", "undo", "leave")
KEYS_LOOKING_ON = ("write_here", "find", "customers", "promises", "log", "replies", "reports", "leave")
KEYS_OF_ENDED = ("walk_in", "call", "message", "note", "reason", "who", "promise", "find", "undo", "leave")
KEYS_OF_OPEN = ("promise", "note", "request", "end", "reply", "reason", "warmer", "hold",
                "hand_over", "walk_in", "call", "keep", "resolution", "taste", "undo", "log")  # fmt: skip

MOST_HERE = 6
FEWEST_HERE, MOST_HERE_IN_LOW = 2, 4
EDGES = 2
"""The edges of the two upper panes."""


class DeskScreen(BaseScreen):
    """Three panes side by side, or stacked where the terminal is narrow."""

    NAME = "desk"
    ACTS_ON = ("visit", "person", "card")
    HANDLERS: ClassVar[tuple[type[Handler], ...]] = (
        Visits, Checklists, Upset, Promises, Answers, Cards, Shifts, Tour,
    )  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = [*PAGING[:2]]

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._here = HerePane(context, self._rows_for_here)
        self._person = PersonPane(context, self, self.handler(Tour).with_hint)
        self._steps = StepsPane(context)
        self._drawn: Interaction | None = None

    def panes(self) -> list[Widget]:
        """Here and today, the person with the entry panel, the checklist."""
        return [Container(self._here, self._person, self._steps, id="desk")]

    def place_entry(self) -> AwaitMount | None:
        """Put the entry panel above the card; the first frame does not wait for it."""
        if self.query("EntryPanel") or not self.is_attached:
            return None
        from deskapp.ui.widgets.entry import EntryPanel

        return self._person.place_entry(EntryPanel(lambda: self._person.size.height, self.prepare, id="entry"))

    @property
    def is_roomy(self) -> bool:
        """Whether the panes stand side by side."""
        return self.app.size.width >= WIDE

    def _rows_for_here(self) -> int:
        """The rows for those who are here: the height of their pane, or what the pinned rows leave of a low window."""
        if self.is_roomy:
            return self._here.size.height
        if not self.has_class("-low"):
            return MOST_HERE
        frame: list[Widget] = [self._top, self._keys, *([self._message] if self._message else [])]
        around = sum(widget.outer_size.height for widget in frame if widget.display)
        room = self.app.size.height - around - EDGES - len(self._person.pinned.lines)
        return max(FEWEST_HERE, min(MOST_HERE_IN_LOW, room))

    def draw(self, changed: Changed) -> None:
        """Draw what depends on what has changed; of words that are typed only what shows elsewhere, as a name does."""
        if not self.is_built:
            return
        if self.is_storing:
            self._draw_typed()
            return
        if not self.is_asking and self.context.settle_selection():
            changed |= {changes.SELECTION}
        was, self._drawn = self._drawn, self.context.selected_interaction()
        if (was.id if was else "") != self.context.selected:
            changed |= {changes.SELECTION}
            self._person.go_home()
        for pane in (self._person, self._here, self._steps):
            pane.draw(changed)
        self.handler(Tour).note_learned()
        super().draw(changed)

    def _draw_typed(self) -> None:
        was, visit = self._drawn, self.context.selected_interaction()
        if was and visit and replace(visit, drafts=was.drafts) != was:
            self._drawn = visit
            for pane in (self._person, self._here):
                pane.draw(frozenset({changes.TYPED}))

    def tick(self) -> None:
        """Move the clocks on."""
        super().tick()
        if self.is_built:
            for pane in (self._here, self._person):
                pane.draw(frozenset({changes.SECOND}))

    def offered(self) -> list[Command]:
        """At an empty desk only what begins something; with somebody here, what helps them next."""
        visit = self.context.selected_interaction()
        commands = {command.id: command for command in super().offered()}
        wanted: tuple[str, ...] = KEYS_WITH_NOBODY
        if self.context.desk.book.read_only:
            wanted = KEYS_LOOKING_ON
        elif visit and not visit.is_open:
            wanted = (*(["ring_back"] if visit.is_to_ring_back else []), *KEYS_OF_ENDED)
        elif visit:
            begun = ["tick"] if self.context.shown_checklist() else []
            begun += ["greet"] if visit.state == "waiting" else []
            begun += ["answer"] if visit.open_requests else []
            begun += ["say", "resolution", "boundary"] if kettle.is_steaming(visit.temperature) else []
            wanted = (*begun, *KEYS_OF_OPEN)
        return [commands[name] for name in dict.fromkeys(wanted) if name in commands]

    def selected_id(self) -> str:
        """The id of the selected visit."""
        return self.context.selected

    def subject(self, kind: str) -> object | None:
        """The selected visit, whom it is with, or their card."""
        own = {"person": self.context.whom, "visit": self.context.selected_interaction}.get(kind)
        return own() if own else super().subject(kind)

    def lacking(self, kind: str) -> str:
        """That nobody is here, with the keys for who comes; or that who is here has no card yet."""
        return NO_CARD if kind == "card" and self.context.selected_interaction() else NOBODY

    def on_card(self) -> Customer | None:
        """The card of the selected visit."""
        return self._person.customer

    def select_visit(self, identifier: str) -> None:
        """Select another visit; a question about the one before is left, its words kept with it."""
        if identifier != self.context.selected:
            self.leave_question()
        self.context.select(identifier)
        self.context.chosen_checklist = ""
        self.app.refresh_screens()  # type: ignore[attr-defined]

    def on_entry_panel_asked(self, event: "EntryPanel.Asked") -> None:
        """The pane says what is asked, and whose it is."""
        self._person.draw(frozenset({changes.QUESTION}))

    def on_entry_panel_considered(self, event: "EntryPanel.Considered") -> None:
        """Another card is selected in the question: it shows beside the field, and nothing else is drawn again."""
        event.stop()
        self._person.go_home()
        self._person.draw(frozenset({changes.CHOICE}))

    def on_entry_panel_done(self, event: "EntryPanel.Done") -> None:
        """Whoever was transferred is seen to by somebody else: the one who needs it most now is selected."""
        if event.moves_on:
            context = self.context
            context.select(most_needed(context.day, context.desk.now(), but=context.selected) or context.selected)
            context.chosen_checklist = ""

    def action_tick(self, number: int) -> None:
        """`1` to `9`: a step of the checklist."""
        self.go_on()
        self.handler(Checklists).tick(number)

    def action_page(self, by: int) -> None:
        """`PageDown`, `PageUp`: the rest of the card."""
        self._person.page(by)
