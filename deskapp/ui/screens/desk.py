"""The desk: who is here, the person, and the live checklist."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.widget import AwaitMount, Widget

from deskapp.desk import already_here, customers, log, ring, temperature
from deskapp.model import kettle
from deskapp.model.customer import Customer
from deskapp.model.interaction import Interaction
from deskapp.ui import asks
from deskapp.ui.commands import Command, bindings, on_screen
from deskapp.ui.lines.calls import callers_lines, title_of
from deskapp.ui.lines.card import history_lines, known_lines, pinned_lines, promised_lines
from deskapp.ui.lines.checklist import checklist_lines, title
from deskapp.ui.lines.here import here_lines, nobody_lines
from deskapp.ui.lines.interaction import interaction_lines
from deskapp.ui.lines.keys import key_of
from deskapp.ui.lines.line import EMPTY, Line, Span, beside, wrapped
from deskapp.ui.screens import in_sight
from deskapp.ui.screens.answering import AnsweringDesk
from deskapp.ui.screens.calling import CallingDesk
from deskapp.ui.screens.framed import Framed
from deskapp.ui.screens.of_card import OfCard
from deskapp.ui.screens.promising import PromisingDesk
from deskapp.ui.screens.staffed import StaffedDesk
from deskapp.ui.screens.touring import TouringDesk
from deskapp.ui.widgets.line_pane import LinePane, Titled
from deskapp.ui.widgets.pinned import Pinned

if TYPE_CHECKING:
    from deskapp.ui.widgets.entry import EntryPanel

PANES = "#top, #here, #person, #pinned, #card, #steps, #keys"
RECENT, MOST_RECENT, ROOMY = 3, 8, 45
PAGE_ON, TITLE_EDGES = "(PageDown)", 4


class DeskScreen(CallingDesk, PromisingDesk, AnsweringDesk, StaffedDesk, OfCard, TouringDesk, Framed):
    """Three panes side by side, or stacked where the terminal is narrow."""

    NAME = "desk"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(on_screen("desk")),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
    ]

    def __init__(self, context: object) -> None:
        super().__init__(context)  # type: ignore[arg-type]
        self._person: tuple[str, Customer | None, list[Interaction]] = ("", None, [])
        self._drawn_visit = ""
        self._callers: list[Customer] = []

    def panes(self) -> list[Widget]:
        """Here and today, the person with the entry panel, the checklist."""
        here = LinePane(self._here, id="here", classes="pane")
        pinned = Pinned(self._pinned, id="pinned")
        person = Titled(pinned, LinePane(self._card_pane, id="card"), id="person", classes="pane")
        steps = LinePane(self._checklist, id="steps", classes="pane")
        here.border_title = " Here and today "
        return [Container(here, person, steps, id="desk")]

    def place_entry(self) -> AwaitMount | None:
        """Put the entry panel above the card; the first frame does not wait for it."""
        if self.query("EntryPanel") or not self.is_attached:
            return None
        from deskapp.ui.widgets.entry import EntryPanel

        person = self.query_one("#person", Titled)
        return person.mount(EntryPanel(lambda: person.size.height, self.prepare, id="entry"), before=0)

    def refresh_panes(self) -> None:
        """Draw everything that the desk shows; while the program ends there is nothing to draw on."""
        if len(self.query(PANES)) < len(PANES.split(",")):
            return
        if not self.is_asking and self.context.settle_selection():
            self._shown_checklist = ""
        self._load_person()
        interaction, person = self.lit, self.query_one("#person", Titled)
        if self._drawn_visit != self.context.lit:
            self._drawn_visit = self.context.lit
            self.query_one("#card", LinePane).scroll_home(animate=False, immediate=True)
        person.entitle(self.question_title() or self._title())
        steps = self.query_one("#steps", LinePane)
        steps.entitle(title(interaction, self.checklist()))
        in_sight.keep_pinned(self, self._pinned, is_wide=self.is_wide)
        self.query_one("#pinned", Pinned).redraw()
        for name in ("#here", "#card"):
            self.query_one(name, LinePane).redraw()
        steps.redraw()
        self.note_learned()
        super().refresh_panes()

    def tick(self) -> None:
        """Move the clocks on."""
        super().tick()
        for pane in self.query("#here, #card").results(LinePane):
            pane.redraw()

    def offered(self) -> list[Command]:
        """At an empty desk only what begins something; with somebody here, what helps them next."""
        interaction = self.lit
        commands = {command.id: command for command in super().offered()}
        if self.context.desk.book.read_only:
            wanted = ["write_here", "find", "customers", "promises", "log", "replies", "reports", "leave"]
        elif interaction is None:
            wanted = ["walk_in", "call", "message", "find", "customers", "promises", "log", "undo", "leave"]
        elif not interaction.is_open:
            wanted = ["ring_back"] if interaction.is_to_ring_back else []
            wanted += ["walk_in", "call", "message", "note", "reason", "who", "promise", "find", "undo", "leave"]
        else:
            begun = ["tick", "greet"] if interaction.state == "waiting" else ["tick"]
            asked = ["answer"] if interaction.open_requests else []
            asked += ["say", "resolution", "boundary"] if kettle.is_steaming(interaction.temperature) else []
            wanted = [*begun, *asked, "promise", "note", "request", "end", "reply", "reason", "warmer", "hold",
                      "hand_over", "walk_in", "call", "keep", "resolution", "taste", "undo", "log"]  # fmt: skip
        if self.checklist() is None:
            wanted = [name for name in wanted if name != "tick"]
        return [commands[name] for name in dict.fromkeys(wanted) if name in commands]

    def _load_person(self) -> None:
        interaction = self.lit
        customer = self.context.card_of(interaction)
        key, _, recent = self._person
        wanted = f"{interaction.id}/{customer.id}" if customer and interaction else ""
        if wanted != key:
            recent = []
            if customer and interaction:
                recent = log.with_customer(self.context.desk, customer.id, most=MOST_RECENT, but=interaction.id)
        self._person = (wanted, customer, recent)
        callers = ring.possible(self.context.desk, interaction) if interaction else []
        self._callers = callers if len(callers) > 1 else []

    def _here(self, width: int) -> list[Line]:
        context = self.context
        is_of_today = context.lit in context.day.open or context.lit in context.day.ended
        looked_at = None if is_of_today or self.lit is None else context.shown(self.lit)
        day, now, known = context.shown_day, context.desk.now(), context.allergies_of
        rows = in_sight.rows_for_here(self, is_wide=self.is_wide)
        return here_lines(day, context.lit, now, width, rows=rows, looked_at=looked_at, allergies_of=known)

    def _card_pane(self, width: int) -> Sequence[Line]:
        return self.with_hint(self._person_lines(width), width, self.query_one("#card", LinePane).size.height)

    def _person_lines(self, width: int) -> list[Line]:
        interaction = self.lit
        now, drafts = self.context.desk.now(), not self.is_asking
        considered = self._considered
        if considered is not None:
            return self._considered_lines(considered, width)
        if interaction is None:
            return nobody_lines(self.context.shown_day, now, width, with_promises=not self.is_wide)
        others = already_here.others(self.context.desk, interaction)
        about = partial(interaction_lines, interaction, now, drafts=drafts, also=others[0] if others else None)
        if not self.is_wide:
            split = width // 2 - 1
            past = self._history(split, RECENT)
            right = [*about(split, heading=False), *([EMPTY, *past] if past else [])]
            return beside(self._known(split, roomy=False), right, width=width, split=split)
        rows = self.query_one("#card", LinePane).size.height
        known, past = self._known(width, roomy=True), self._history(width, MOST_RECENT, roomy=True)
        lines = [*known, *([EMPTY, *past] if past else []), *about(width)]
        if len(lines) <= rows:
            return lines
        past = self._history(width, RECENT)
        return [*self._known(width, roomy=False), *about(width), *([EMPTY, *past] if past else [])]

    def _known(self, width: int, *, roomy: bool) -> list[Line]:
        _, customer, _ = self._person
        if customer is None:
            called = self.lit.called if self.lit else ""
            if self.is_asking and not self.context.finder_is_full:
                return wrapped([Span(" ")], "Still reading the cards.", width=width, role="dim")
            words = f"{called} has no card yet." if called else f"No card yet. {key_of('who')} says who it is."
            if self._callers:
                return callers_lines(self._callers, width)
            return wrapped([Span(" ", "", "key:space")], words, width=width, role="dim")
        return known_lines(customer, self.context.desk.now(), width, roomy=roomy, is_pinned=True)

    def _pinned(self, width: int) -> list[Line]:
        return pinned_lines(self._considered or self.on_card(), self.context.desk.now(), width, rest=PAGE_ON)

    @property
    def _considered(self) -> Customer | None:
        """The card that is lit in the question which stands there now; None where there is no question or no card."""
        lit = self.entry.considered if self.is_asking else ""
        return customers.of(self.context.desk, lit) if lit.startswith("cus_") else None

    def _considered_lines(self, customer: Customer, width: int) -> list[Line]:
        """The card that is lit while somebody asks who it is, and what was promised to them."""
        known = known_lines(customer, self.context.desk.now(), width, is_pinned=True)
        promises = self.context.promises_to(customer)
        past = history_lines(customer, self.context.desk.now(), width, promises=promises)
        return [*known, *([EMPTY, *past] if past else [])]

    def _history(self, width: int, most: int, *, roomy: bool = False) -> list[Line]:
        _, customer, recent = self._person
        now = self.context.desk.now()
        if customer is None:
            made = [one for one in self.context.day.promises_by_due() if one.interaction == self.context.lit]
            return promised_lines(made, now, width)
        promises = self.context.promises_to(customer)
        return history_lines(customer, now, width, recent=recent[:most], promises=promises, roomy=roomy)

    def _checklist(self, width: int) -> list[Line]:
        interaction = self.lit
        _, customer, _ = self._person
        words = {
            "name": customer.addressed_as if customer else interaction.name if interaction else "",
            "staff": self.context.desk.staff,
            "desk": self.context.settings.desk_name,
        }
        roomy = self.query_one("#steps", LinePane).size.height >= ROOMY
        settled = self.context.is_settled
        return checklist_lines(interaction, self.checklist(), words, width, coached=settled, roomy=roomy)

    def _title(self) -> str:
        visit = self.context.shown(self.lit) if self.lit else None
        whole = self.query_one("#person", Titled).outer_size.width if self.is_wide else self.app.size.width
        room = (whole or self.app.size.width // 3) - TITLE_EDGES
        return title_of(visit, self._callers, self.context.desk.now(), room)

    def selected(self) -> str:
        """The id of the selected visit."""
        return self.context.lit

    def on_entry_panel_asked(self, event: "EntryPanel.Asked") -> None:
        """The pane says what is asked, and whose it is."""
        self.query_one("#person", Titled).entitle(self.question_title() or self._title())

    def on_entry_panel_considered(self, event: "EntryPanel.Considered") -> None:
        """Another card is lit in the question: it shows beside the field, and nothing else is drawn again."""
        event.stop()
        in_sight.keep_pinned(self, self._pinned, is_wide=self.is_wide)
        self.query_one("#pinned", Pinned).redraw()
        card = self.query_one("#card", LinePane)
        card.scroll_home(animate=False, immediate=True)
        card.redraw()

    def on_card(self) -> Customer | None:
        """The card of the lit interaction."""
        return self._person[1]

    def do_previous(self) -> None:
        """`[`."""
        self._step(-1, only_open=True)

    def do_next(self) -> None:
        """`]`."""
        self._step(1, only_open=True)

    def action_page(self, by: int) -> None:
        """`PageDown`, `PageUp`: the rest of the card."""
        card = self.query_one("#card", LinePane)
        card.scroll_relative(y=by * max(1, card.size.height - 1), animate=False)

    def do_up(self) -> None:
        """One line up."""
        self._step(-1)

    def do_down(self) -> None:
        """One line down."""
        self._step(1)

    def _step(self, by: int, *, only_open: bool = False) -> None:
        day = self.context.day
        ids = [visit.id for visit in (day.open_first() if only_open else day.in_order(self.lit))]
        if not ids:
            return
        at = ids.index(self.context.lit) if self.context.lit in ids else (-1 if by > 0 else 0)
        self.light(ids[(at + by) % len(ids)] if only_open else ids[max(0, min(len(ids) - 1, at + by))])

    def pick(self, kind: str, value: str) -> None:
        """A click: an interaction, a step, the gauge, a request, a promise, a checklist, or a key."""
        interaction = self.lit
        if kind == "interaction":
            self.light(value)
        elif kind == "step":
            self.action_tick(int(value))
        elif kind == "checklist":
            self._shown_checklist = value
            self.refresh_panes()
        elif kind == "kettle" and interaction:
            self.attempt(temperature.put, self.context.desk, interaction, int(value))
        elif kind == "request" and interaction and value in interaction.open_requests:
            self.ask(asks.lines.answer(self.context.desk, interaction, value))
        elif kind == "promise" and value in self.context.day.promises:
            self.ask(asks.declared.which(self.context.desk, [self.context.day.promises[value]], "keep"))
        else:
            super().pick(kind, value)
