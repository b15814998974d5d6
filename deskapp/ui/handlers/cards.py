"""What can be done with a card wherever one is selected: at the desk, on the list, on its own screen."""

from collections.abc import Mapping
from typing import ClassVar

from deskapp.desk.cards import entries
from deskapp.model.customer import Customer
from deskapp.ui import questions
from deskapp.ui.handlers.handler import Act, Handler

NO_CARD = "First say who it is: Space."


class Cards(Handler):
    """Acts on the selected card, or says that there is none."""

    def card(self) -> Customer | None:
        """The selected card, or a sentence that there is none."""
        customer = self.means.on_card()
        if customer is None:
            self.means.say(NO_CARD, bad=True)
        return customer

    def taste(self) -> None:
        """A new preference."""
        customer = self.card()
        if customer:
            self.means.ask(questions.preferences.preference(self.desk, customer))

    def kind(self) -> None:
        """A prospect is a customer from today on; anybody else is asked what they become."""
        customer = self.card()
        if customer and customer.kind == "prospect":
            words = f"{customer.name} is a customer from today on."
            self.means.attempt(entries.set_kind, self.desk, customer, "customer", said=words)
            self.means.refresh_panes()
        elif customer:
            self.means.perform("kind", customer=customer)

    def notes(self) -> None:
        """The text of the notes that are kept on the card."""
        from deskapp.ui.questions import boundary

        customer = self.means.on_card()
        if customer is None:
            self.means.say("No card is open, so there are no notes.", bad=True)
        elif question := self.means.attempt(boundary.card_notes, self.desk, customer):
            self.means.ask(question)

    def merge(self) -> None:
        """Find the other card of the same person, and see the two side by side."""
        customer = self.card()
        if customer:
            self.means.ask(questions.merging.other(self.context, customer, self._side_by_side))

    def _side_by_side(self, kept: str, other: str) -> None:
        self.means.go_to("merge", kept, other)

    ACTIONS: ClassVar[Mapping[str, Act]] = {"taste": taste, "kind": kind, "card_notes": notes, "merge": merge}
