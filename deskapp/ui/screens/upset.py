"""What the desk does for an upset customer: resolution fields, words to say, the boundary, and the crisis sheet."""

from deskapp import slots
from deskapp.desk import checklists
from deskapp.model.checklist import Checklist
from deskapp.model.customer import Customer
from deskapp.model.interaction import Interaction
from deskapp.model.placeholder import spoken
from deskapp.playbook import loader
from deskapp.ui import asks
from deskapp.ui.screens.framed import Framed, Part


class UpsetDesk(Part):
    """A desk on which the checklist in the light has fields; the screen of the desk builds on it."""

    _shown_checklist = ""

    @property
    def lit(self) -> Interaction | None:
        """The lit interaction."""
        return self.context.lit_interaction()

    def needed(self) -> Interaction | None:
        """The lit interaction, or a sentence that nobody is here."""
        interaction = self.lit
        if interaction is None:
            others = f"{slots.key('call')} for a call, {slots.key('message')} for a message."
            self.say(f"Nobody is here. {slots.press('walk_in')} for a walk-in, {others}", bad=True)
        return interaction

    def checklist(self) -> Checklist | None:
        """The lit checklist: the one that was chosen, else the one that matters most now."""
        interaction = self.lit
        if interaction is None:
            return None
        running = {one.id: one for one in checklists.running(interaction)}
        return running.get(self._shown_checklist) or checklists.lit(interaction)

    def do_open(self) -> None:
        """`Enter`: the field of the lit resolution step; else what it is about."""
        interaction, checklist = self.needed(), self.checklist()
        if interaction is None:
            return
        desk = self.context.desk
        step = checklists.next_step(interaction, checklist) if checklist else None
        if step and checklist and checklist.id == checklists.RESOLUTION and step.id in asks.resolution.LABELS:
            self.ask(asks.resolution.field(desk, interaction, step.id))
        else:
            self.action_do("reason")

    def do_resolution(self) -> None:
        """`r`: show the resolution, starting it where it does not run."""
        interaction = self.needed()
        if interaction is None:
            return
        if checklists.RESOLUTION not in interaction.runs:
            self.attempt(checklists.start, self.context.desk, interaction, checklists.RESOLUTION)
        self.show_checklist(checklists.RESOLUTION)

    def do_resolution_fields(self) -> None:
        """`R`: choose a step of the resolution to write down, in any order."""
        interaction = self.needed()
        if interaction:
            self._shown_checklist = checklists.RESOLUTION
            self.ask(asks.resolution.which(self.context.desk, interaction))

    def do_start_checklist(self) -> None:
        """`T`: choose a checklist; those that fit what it is about stand first."""
        from deskapp.ui.asks import checklist as checklist_asks

        interaction = self.needed()
        if interaction:
            self.ask(checklist_asks.start(self.context.desk, interaction, self.show_checklist))

    def show_checklist(self, identifier: str) -> None:
        """Put a running checklist in the light."""
        self._shown_checklist = identifier
        self.refresh_panes()

    def do_boundary(self) -> None:
        """`b`: the warning, then the end, then what is left to do."""
        from deskapp.ui.asks import boundary as boundary_asks

        interaction = self.needed()
        if interaction:
            customer = self.context.card_of(interaction)
            self.ask(boundary_asks.step(self.context.desk, interaction, customer))

    def do_crisis(self) -> None:
        """`x`: the crisis sheet of the lit interaction, opened where there is none."""
        from deskapp.desk import crisis
        from deskapp.ui.screens.crisis import CrisisScreen

        interaction = self.needed()
        if interaction and self.attempt(crisis.start, self.context.desk, interaction):
            self.app.push_screen(CrisisScreen(self.context, interaction.id))

    def do_card_notes(self) -> None:
        """`l`: the text of the notes on the card, for whoever asks."""
        show_card_notes(self, self.context.card_of(self.needed()))

    def do_say(self) -> None:
        """`q`: find what to say instead, and copy it."""
        from deskapp.ui.asks import phrases as phrase_asks

        self.ask(phrase_asks.find(self.lit, self.speaking(), self.copy))

    def copy(self, text: str) -> None:
        """Copy a text by whatever clipboard answers."""
        from deskapp.ui.copying import copy

        copy(self, text)

    def speaking(self) -> dict[str, str]:
        """The words that fill the placeholders of what is said."""
        interaction = self.lit
        customer = self.context.card_of(interaction)
        return {
            "name": customer.addressed_as if customer else interaction.name if interaction else "",
            "staff": self.context.desk.staff,
            "desk": self.context.settings.desk_name,
        }

    def pick(self, kind: str, value: str) -> None:
        """A click: the field of a resolution step; else what is the same for every screen."""
        interaction = self.lit
        if kind == "phrase" and value in loader.phrases():
            self.copy(spoken(loader.phrases()[value].say, self.speaking()))
        elif kind == "resolved" and interaction and value in asks.resolution.LABELS:
            self.ask(asks.resolution.field(self.context.desk, interaction, value))
        else:
            super().pick(kind, value)


def show_card_notes(screen: Framed, customer: Customer | None) -> None:
    """Show the notes of a card on a screen, or say that there are none."""
    from deskapp.ui.asks import boundary as boundary_asks

    if customer is None:
        screen.say("No card is open, so there are no notes.", bad=True)
        return
    question = screen.attempt(boundary_asks.card_notes, screen.context.desk, customer)
    if question:
        screen.ask(question)
