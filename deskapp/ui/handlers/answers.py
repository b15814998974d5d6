"""What is answered: replies, the acknowledgement, what it is about, and the FAQ."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from deskapp import slots
from deskapp.messages import said
from deskapp.ui.frame.handler import Act, Handler, asks, of_visit

if TYPE_CHECKING:
    from deskapp.desk.answers.replies import About
    from deskapp.model.interaction import Interaction


class Answers(Handler):
    """Answers for the selected visit, or for nobody."""

    def about(self) -> "About":
        """Whom an answer would be for: the selected visit, its card, and the open promises that may be meant."""
        from deskapp.desk.answers.replies import About

        visit = self.visit
        customer, due = self.context.card_of(visit), self.context.day.promises_by_due()
        ours = [promise for promise in due if visit and promise.interaction == visit.id]
        theirs = self.context.promises_to(customer) if customer else []
        return About(visit, customer, open=tuple({promise.id: promise for promise in (*ours, *theirs)}.values()))

    @of_visit
    def reason(self, visit: "Interaction") -> None:
        """What it is about; answers given before are offered while it is typed."""
        self.ask("faq:reason", visit, self.context.answers, self.about())

    ACTIONS: ClassVar[Mapping[str, Act]] = {
        "reply": lambda self: self.ask("reply:choose", self.about()),
        "acknowledge": lambda self: self.ask("reply:acknowledge", self.about()),
        "reason": reason,
        "faq": lambda self: self.ask("faq:search", self.context.answers, self.about()),
        "faq_of_this": asks(
            "faq:of_interaction", said("Nobody is here. {press_faq} to look in the FAQ.", press_faq=slots.press("faq"))
        ),
    }
