"""What the desk does with an interaction, from its first second to its end."""

from typing import TYPE_CHECKING

from deskapp import slots
from deskapp.desk import already_here, checklists, closing, log, temperature, visit_words
from deskapp.desk.watch import most_needed
from deskapp.model.interaction import Kind
from deskapp.ui import asks
from deskapp.ui.screens.upset import UpsetDesk

if TYPE_CHECKING:
    from deskapp.ui.widgets.entry import EntryPanel

WIDE = 110


class VisitingDesk(UpsetDesk):
    """A desk at which interactions begin, go on and end."""

    @property
    def is_wide(self) -> bool:
        """Whether the panes stand side by side."""
        return self.app.size.width >= WIDE

    def light(self, identifier: str) -> None:
        """Select another visit; a question about the one before is left, its words kept with it."""
        if identifier != self.context.lit:
            self.leave_question()
        self.context.select(identifier)
        self._shown_checklist = ""
        self.app.refresh_screens()  # type: ignore[attr-defined]

    def on_entry_panel_done(self, event: "EntryPanel.Done") -> None:
        """Whoever was transferred is seen to by somebody else: the one who needs it most now is selected."""
        if event.moves_on:
            context = self.context
            self.context.select(most_needed(context.day, context.desk.now(), but=context.lit) or context.lit)
            self._shown_checklist = ""

    def do_desk(self) -> None:
        """`F2` at the desk: out of the field, and from a visit that is over back to those who are here."""
        self.leave_question()
        if self.context.lit not in self.context.day.open:
            self.light(self.context.first_here())

    def begin(self, kind: Kind) -> None:
        """Somebody is here: on the disk first, then "Who?"."""
        self.leave_question()
        with self.app.drawn_once():  # type: ignore[attr-defined]
            interaction = self.attempt(log.begin, self.context.desk, kind)
            if interaction:
                self.light(interaction.id)
        if interaction:
            self.do_who()

    def do_walk_in(self) -> None:
        """`w`."""
        self.begin("walk-in")

    def do_call(self) -> None:
        """`c`."""
        self.begin("call")

    def do_message(self) -> None:
        """`m`."""
        self.begin("message")

    def do_who(self) -> None:
        """Ask who it is."""
        interaction = self.needed()
        if interaction:
            rows = 8 if self.is_wide else 4
            question = asks.who.who(self.context.desk, self.context.finder, interaction, rows=rows)
            self.ask(asks.lines.telling_of_others(self.context.desk, interaction, question))

    def action_tick(self, number: int) -> None:
        """`1` to `9`."""
        self.go_on()
        interaction, checklist = self.needed(), self.checklist()
        if interaction and checklist:
            self.attempt(checklists.toggle, self.context.desk, interaction, checklist, number)

    def do_greet(self) -> None:
        """`g`."""
        interaction = self.needed()
        if interaction:
            self.attempt(log.greet, self.context.desk, interaction)

    def do_warmer(self) -> None:
        """`+`."""
        self._heat(5)

    def do_cooler(self) -> None:
        """`-`."""
        self._heat(-5)

    def _heat(self, degrees: int) -> None:
        interaction = self.needed()
        if interaction:
            self._shown_checklist = ""
            self.attempt(temperature.change, self.context.desk, interaction, degrees)

    def do_hold(self) -> None:
        """`o`."""
        interaction = self.needed()
        if interaction:
            verb = log.resume if interaction.state == "on_hold" else log.hold
            self.attempt(verb, self.context.desk, interaction)

    def do_next_checklist(self) -> None:
        """`t`."""
        interaction, shown = self.needed(), self.checklist()
        if interaction and shown:
            names = [one.id for one in checklists.running(interaction)]
            self._shown_checklist = names[(names.index(shown.id) + 1) % len(names)]
            self.refresh_panes()

    def do_note(self) -> None:
        """`n`."""
        self._ask_about(asks.lines.note)

    def do_request(self) -> None:
        """`a`."""
        self._ask_about(asks.lines.request)

    def do_answer(self) -> None:
        """`A`."""
        interaction = self.needed()
        if interaction:
            waiting = list(interaction.open_requests)
            if not waiting and interaction.requests:
                self.ask(asks.answers.which(self.context.desk, interaction))
            elif not waiting:
                self.say(
                    f"Nothing is asked for and unanswered. {slots.press('request')} to write down a request.", bad=True
                )
            elif len(waiting) == 1:
                self.ask(asks.lines.answer(self.context.desk, interaction, waiting[0]))
            else:
                self.ask(asks.lines.which_request(self.context.desk, interaction))

    def do_lesson(self) -> None:
        """`L`: of the lit interaction, or of the day."""
        self.ask(asks.lessons.new(self.context.desk, self.lit))

    def do_hand_over(self) -> None:
        """`h`."""
        self._ask_about(asks.transfer.transfer)

    def do_end(self) -> None:
        """`e`."""
        interaction = self.needed()
        if interaction and not interaction.is_open:
            self.say(f"That interaction has ended already. {slots.press('reopen')} to open it again.", bad=True)
        elif interaction:
            self.ask(asks.lines.end(self.context.desk, interaction))

    def do_reopen(self) -> None:
        """`E`."""
        interaction = self.needed()
        if interaction:
            said = f"Open again: {visit_words.called(interaction)}."
            self.attempt(closing.reopen, self.context.desk, interaction, said=said)

    def do_other_visit(self) -> None:
        """`G`."""
        interaction = self.needed()
        other = already_here.nearest(self.context.desk, interaction) if interaction else None
        if other:
            self.light(other.id)
        elif interaction:
            self.say(f"{visit_words.beginning(interaction)} has no other open visit.", bad=True)

    def do_close_left(self) -> None:
        """`X`."""
        left = closing.left_over(self.context.desk, self.context.day.open.values())
        if left:
            self.ask(asks.leaving.close_left(self.context.desk, left))
        else:
            self.say("No visit of an earlier day is open.", bad=True)

    def _ask_about(self, question: object) -> None:
        interaction = self.needed()
        if interaction:
            self.ask(question(self.context.desk, interaction))  # type: ignore[operator]
