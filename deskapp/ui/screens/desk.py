"""The desk: who is here, the person, and the live checklist."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import Container
from textual.widget import AwaitMount, Widget

from deskapp.desk import log, temperature
from deskapp.model import kettle
from deskapp.model.customer import Customer
from deskapp.model.interaction import Interaction
from deskapp.ui import asks
from deskapp.ui.commands import Command, bindings, on_screen
from deskapp.ui.lines.card import card_lines
from deskapp.ui.lines.checklist import checklist_lines, title
from deskapp.ui.lines.here import here_lines
from deskapp.ui.lines.interaction import interaction_lines
from deskapp.ui.lines.keys import key_of, offer
from deskapp.ui.lines.line import Line, Span, beside, row, span
from deskapp.ui.screens.answering import AnsweringDesk
from deskapp.ui.screens.framed import Framed
from deskapp.ui.screens.of_card import OfCard
from deskapp.ui.screens.promising import PromisingDesk
from deskapp.ui.screens.staffed import StaffedDesk
from deskapp.ui.screens.touring import TouringDesk
from deskapp.ui.screens.visiting import VisitingDesk
from deskapp.ui.widgets.line_pane import LinePane, Titled

RECENT = 3


class DeskScreen(VisitingDesk, PromisingDesk, AnsweringDesk, StaffedDesk, OfCard, TouringDesk, Framed):
    """Three panes side by side, or stacked where the terminal is narrow."""

    NAME = "desk"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(on_screen("desk"))]

    def __init__(self, context: object) -> None:
        super().__init__(context)  # type: ignore[arg-type]
        self._person: tuple[str, Customer | None, list[Interaction]] = ("", None, [])

    def panes(self) -> list[Widget]:
        """Here and today, the person with the entry panel, the checklist."""
        here = LinePane(self._here, id="here", classes="pane")
        person = Titled(LinePane(self._card_pane, id="card"), id="person", classes="pane")
        steps = LinePane(self._checklist, id="steps", classes="pane")
        here.border_title = " Here and today "
        return [Container(here, person, steps, id="desk")]

    def place_entry(self) -> AwaitMount | None:
        """Put the entry panel above the card; the first frame does not wait for it."""
        if self.query("EntryPanel") or not self.is_attached:
            return None
        from deskapp.ui.widgets.entry import EntryPanel

        return self.query_one("#person", Titled).mount(EntryPanel(id="entry"), before=0)

    def refresh_panes(self) -> None:
        """Draw everything that the desk shows; while the program ends there is nothing to draw on."""
        if not self.children:
            return
        self._load_person()
        interaction, person = self.lit, self.query_one("#person", Titled)
        person.entitle(_title(interaction))
        steps = self.query_one("#steps", LinePane)
        steps.entitle(title(interaction, self.checklist()))
        for name in ("#here", "#card"):
            self.query_one(name, LinePane).redraw()
        steps.redraw()
        self.note_learned()
        super().refresh_panes()

    def tick(self) -> None:
        """Move the clocks on."""
        super().tick()
        self.query_one("#here", LinePane).redraw()
        self.query_one("#card", LinePane).redraw()

    def offered(self) -> list[Command]:
        """At an empty desk only what begins something; with somebody here, what helps them next."""
        interaction = self.lit
        commands = {command.id: command for command in super().offered()}
        if interaction is None:
            wanted = ["walk_in", "call", "message", "find", "customers", "promises", "log", "undo", "leave"]
        elif not interaction.is_open:
            wanted = ["walk_in", "call", "message", "note", "reason", "who", "promise", "find", "undo", "leave"]
        else:
            first = ["tick", "greet"] if interaction.state == "waiting" else ["tick"]
            asked = ["answer"] if interaction.open_requests else []
            asked += ["say", "resolution", "boundary"] if kettle.is_steaming(interaction.temperature) else []
            wanted = [*first, *asked, "promise", "note", "request", "reason", "warmer", "reply", "hold", "hand_over",
                      "end", "walk_in", "call", "keep", "resolution", "taste", "undo", "customers", "log"]  # fmt: skip
        return [commands[name] for name in dict.fromkeys(wanted) if name in commands]

    def _load_person(self) -> None:
        interaction = self.lit
        customer = self.context.card_of(interaction)
        key, _, recent = self._person
        wanted = f"{interaction.id}/{customer.id}" if customer and interaction else ""
        if wanted != key:
            recent = []
            if customer and interaction:
                recent = log.with_customer(self.context.desk, customer.id, most=RECENT, but=interaction.id)
        self._person = (wanted, customer, recent)

    def _here(self, width: int) -> list[Line]:
        context = self.context
        interaction = self.lit
        looked_at = None
        if interaction and interaction.id not in context.day.open and interaction.id not in context.day.ended:
            looked_at = interaction
        rows = self.query_one("#here", LinePane).size.height
        return here_lines(context.day, context.lit, context.desk.now(), width, rows=rows, looked_at=looked_at)

    def _card_pane(self, width: int) -> Sequence[Line]:
        return self.with_hint(self._person_lines(width), width, self.query_one("#card", LinePane).size.height)

    def _person_lines(self, width: int) -> list[Line]:
        interaction = self.lit
        if interaction is None:
            empty = row([span(" The card shows here.", "dim")], width=width)
            return [empty, row([Span(" "), *offer("find")], width=width)]
        now = self.context.desk.now()
        _, customer, recent = self._person
        drafts = not self.is_asking
        if self.is_wide:
            below = interaction_lines(interaction, now, width, drafts=drafts)
            return [*self._card(interaction, customer, recent, width), *below]
        split = width // 2 - 1
        left = self._card(interaction, customer, recent, split)
        right = interaction_lines(interaction, now, width - split - 2, heading=False, drafts=drafts)
        return beside(left, right, width=width, split=split)

    def _card(
        self, interaction: Interaction, customer: Customer | None, recent: list[Interaction], width: int
    ) -> list[Line]:
        if customer is None:
            called = interaction.called
            words = f"{called}, not on a card yet" if called else f"press {key_of('who')} to say who"
            return [row([span(f" No card yet: {words}", "dim", "key:space")], width=width)]
        now = self.context.desk.now()
        kept = self.context.promises_to(customer)
        return card_lines(customer, now, width, recent=recent, promises=kept)

    def _checklist(self, width: int) -> list[Line]:
        interaction = self.lit
        _, customer, _ = self._person
        words = {
            "name": customer.addressed_as if customer else interaction.name if interaction else "",
            "staff": self.context.desk.staff,
            "desk": self.context.settings.desk_name,
        }
        return checklist_lines(interaction, self.checklist(), words, width, coached=self.context.is_settled)

    def on_card(self) -> Customer | None:
        """The card of the lit interaction."""
        return self._person[1]

    def do_previous(self) -> None:
        """`[`."""
        self._step(-1, only_open=True)

    def do_next(self) -> None:
        """`]`."""
        self._step(1, only_open=True)

    def do_up(self) -> None:
        """One line up."""
        self._step(-1)

    def do_down(self) -> None:
        """One line down."""
        self._step(1)

    def _step(self, by: int, *, only_open: bool = False) -> None:
        day = self.context.day
        ids = [one.id for one in day.open_first()] + ([] if only_open else [one.id for one in day.ended_newest()])
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
            self.ask(asks.promise.which(self.context.desk, [self.context.day.promises[value]], "keep"))
        else:
            super().pick(kind, value)


def _title(interaction: Interaction | None) -> str:
    if interaction is None:
        return "Who is here"
    return interaction.name or f"{interaction.kind.capitalize()}, no name yet"
