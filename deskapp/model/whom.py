"""Whom something is for: somebody who is here, or somebody by their card alone."""

from typing import NamedTuple

from deskapp.model.customer import Customer
from deskapp.model.interaction import Interaction


class Whom(NamedTuple):
    """A visit, with the card that it is with where it has one; or a card of somebody who is not here; or nobody."""

    visit: Interaction | None = None
    card: Customer | None = None

    @property
    def name(self) -> str:
        """What they are called; "" where that is not known."""
        return self.card.name if self.card else self.visit.name if self.visit else ""

    @property
    def id(self) -> str:
        """The id of the visit, else of the card, else ""."""
        return self.visit.id if self.visit else self.card.id if self.card else ""
