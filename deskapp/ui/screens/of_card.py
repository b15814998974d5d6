"""What can be done with a card wherever one is in the light: at the desk, on the list, on its own screen."""

from deskapp.desk import card_entries
from deskapp.ui import asks
from deskapp.ui.screens.private import NO_CARD, Private


class OfCard(Private):
    """A screen with a card in the light, or none."""

    def do_taste(self) -> None:
        """`d`: a new preference."""
        customer = self.on_card()
        if customer:
            self.ask(asks.tastes.taste(self.context.desk, customer))
        else:
            self.say(NO_CARD, bad=True)

    def do_kind(self) -> None:
        """`C`: a prospect is a customer from today on; anybody else is asked what they become."""
        customer = self.on_card()
        if customer is None:
            self.say(NO_CARD, bad=True)
        elif customer.kind == "prospect":
            words = f"{customer.name} is a customer from today on."
            self.attempt(card_entries.set_kind, self.context.desk, customer, "customer", said=words)
            self.refresh_panes()
        else:
            self.ask(asks.card.kind(self.context.desk, customer))

    def do_card_notes(self) -> None:
        """`l`: the text of the notes that are kept on the card."""
        from deskapp.ui.screens.upset import show_card_notes

        show_card_notes(self, self.on_card())

    def do_merge(self) -> None:
        """`M`: find the other card of the same person, and see the two side by side."""
        customer = self.on_card()
        if customer:
            self.ask(asks.merging.other(self.context, customer, self._side_by_side))
        else:
            self.say(NO_CARD, bad=True)

    def _side_by_side(self, kept: str, other: str) -> None:
        from deskapp.ui.screens.merge import MergeScreen

        self.app.push_screen(MergeScreen(self.context, kept, other))
