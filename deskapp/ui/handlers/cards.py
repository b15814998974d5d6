"""What can be done with a card wherever one is selected: at the desk, on the list, on its own screen."""

from collections.abc import Mapping
from typing import ClassVar

from deskapp import slots
from deskapp.desk.cards import entries
from deskapp.messages import said
from deskapp.model.customer import Customer
from deskapp.ui.frame.handler import Act, Handler

NO_CARD = said("Say who it is first: {key}.", key=slots.key("who"))


class Cards(Handler):
    """Acts on the selected card, or says that there is none."""

    def card(self, otherwise: str = NO_CARD) -> Customer | None:
        """The selected card, or a sentence that there is none."""
        customer = self.means.on_card()
        if customer is None:
            self.means.say(otherwise, bad=True)
        return customer

    def taste(self) -> None:
        """A new preference."""
        if customer := self.card():
            self.ask("preferences:preference", customer)

    def kind(self) -> None:
        """A prospect is a customer from today on; anybody else is asked what they become."""
        customer = self.card()
        if customer and customer.kind == "prospect":
            words = said("{who} is a customer now.", who=customer.name)
            self.means.attempt(entries.set_kind, self.desk, customer, "customer", said=words)
            self.means.refresh_panes()
        elif customer:
            self.means.perform("kind", customer=customer)

    def notes(self) -> None:
        """The text of the notes that are kept on the card."""
        if customer := self.card(said("No card is open, so there are no notes.")):
            self.ask("boundary:card_notes", customer)

    def past_visits(self) -> None:
        """The log of this person alone; Escape comes back."""
        if customer := self.card():
            self.means.go_to("log", customer.id)

    def merge(self) -> None:
        """Find the other card of the same person, and see the two side by side."""
        if customer := self.card():
            self.ask("cards_alike:to_merge", self.context.finder, customer, self._side_by_side)

    def _side_by_side(self, kept: str, other: str) -> None:
        self.means.go_to("merge", kept, other)

    ACTIONS: ClassVar[Mapping[str, Act]] = {
        "taste": taste,
        "kind": kind,
        "card_notes": notes,
        "merge": merge,
        "past_visits": past_visits,
    }
