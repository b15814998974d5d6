"""What is answered: replies, the acknowledgement, what it is about, and the FAQ."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from deskapp import slots
from deskapp.ui.handlers.handler import Act, Handler

if TYPE_CHECKING:
    from deskapp.desk.answers.replies import About
    from deskapp.ui.widgets.question import NextStep


class Answers(Handler):
    """Answers for the selected visit, or for nobody."""

    def about(self) -> "About":
        """Whom an answer would be for: the selected visit, its card, and the promise that is due first."""
        from deskapp.desk.answers.replies import About

        visit = self.visit
        customer, due = self.context.card_of(visit), self.context.day.promises_by_due()
        ours = [promise for promise in due if visit and promise.interaction == visit.id]
        theirs = self.context.promises_to(customer) if customer else []
        return About(visit, customer, next(iter([*ours, *theirs]), None))

    def follow_up(self, step: "NextStep") -> None:
        """Ask a question, open a dialog, or say a sentence: whatever comes next."""
        from deskapp.ui.widgets.question import Question

        if isinstance(step, Question):
            self.means.ask(step)
        elif callable(step):
            self.means.push(step(), self.draw_after)
        elif step:
            self.means.say(step)

    def reply(self) -> None:
        """Choose a reply, fill it and copy it."""
        from deskapp.ui.questions import reply

        self.means.ask(reply.choose(self.desk, self.about()))

    def acknowledge(self) -> None:
        """Copy that it came in; the time becomes a promise."""
        from deskapp.ui.questions import reply

        about = self.about()
        if about.interaction is None:
            way = slots.press("message")
            self.means.say(f"Nobody is here to hear from you. {way} for a message that came in.", bad=True)
        else:
            self.follow_up(self.means.attempt(reply.acknowledge, self.desk, about))

    def reason(self) -> None:
        """What it is about; answers given before are offered while it is typed."""
        from deskapp.ui.questions import faq

        visit = self.needed()
        if visit:
            self.means.ask(faq.reason(self.desk, visit, self.context.answers, self.about()))

    def faq(self) -> None:
        """Answers to what was asked before."""
        from deskapp.ui.questions import faq

        self.means.ask(faq.search(self.desk, self.context.answers, self.about()))

    def faq_of_this(self) -> None:
        """This visit's question and answer become an entry."""
        from deskapp.ui.questions import faq

        visit = self.visit
        if visit is None:
            self.means.say(f"Nobody is here. {slots.press('faq')} to look into the FAQ.", bad=True)
        else:
            self.means.ask(faq.of_interaction(self.desk, visit))

    ACTIONS: ClassVar[Mapping[str, Act]] = {
        "reply": reply,
        "acknowledge": acknowledge,
        "reason": reason,
        "faq": faq,
        "faq_of_this": faq_of_this,
    }
