"""What the desk does to answer: replies, the acknowledgement, the FAQ."""

from typing import TYPE_CHECKING

from deskapp import slots
from deskapp.model.interaction import Interaction
from deskapp.ui.screens.framed import Part

if TYPE_CHECKING:
    from deskapp.desk.replies import About
    from deskapp.ui.widgets.entry import Next


class AnsweringDesk(Part):
    """A screen with an interaction in the light, or none, that can be answered."""

    def about(self) -> "About":
        """Whom an answer would be for: the lit interaction, its card, and the promise that is due first."""
        from deskapp.desk.replies import About

        interaction: Interaction | None = self.context.lit_interaction()
        customer = self.context.card_of(interaction)
        ours = [one for one in self.context.day.promises_by_due() if interaction and one.interaction == interaction.id]
        theirs = self.context.promises_to(customer) if customer else []
        return About(interaction, customer, next(iter([*ours, *theirs]), None))

    def follow_up(self, step: "Next") -> None:
        """Ask a question, open a dialog, or say a sentence: whatever comes next."""
        from deskapp.ui.widgets.entry import Ask

        if isinstance(step, Ask):
            self.ask(step)
        elif callable(step):
            self.app.push_screen(step(), self._said)
        elif step:
            self.say(step)

    def _said(self, sentence: str | None) -> None:
        if sentence:
            self.say(sentence)
        self.refresh_panes()

    def do_reply(self) -> None:
        """`y`."""
        from deskapp.ui.asks import reply

        self.ask(reply.choose(self.context.desk, self.about()))

    def do_acknowledge(self) -> None:
        """`j`."""
        from deskapp.ui.asks import reply

        about = self.about()
        if about.interaction is None:
            self.say(f"Nobody is here to hear from you. {slots.press('message')} for a message that came in.", bad=True)
        else:
            self.follow_up(self.attempt(reply.acknowledge, self.context.desk, about))

    def do_reason(self) -> None:
        """`i`: what it is about; answers given before are offered while it is typed."""
        from deskapp.ui.asks import faq

        about = self.about()
        if about.interaction is None:
            others = f"{slots.key('call')} for a call, {slots.key('message')} for a message."
            self.say(f"Nobody is here. {slots.press('walk_in')} for a walk-in, {others}", bad=True)
        else:
            self.ask(faq.reason(self.context.desk, about.interaction, self.context.answers, about))

    def do_faq(self) -> None:
        """`f`."""
        from deskapp.ui.asks import faq

        self.ask(faq.search(self.context.desk, self.context.answers, self.about()))

    def do_faq_of_this(self) -> None:
        """`F`: this interaction's question and answer become an entry."""
        from deskapp.ui.asks import faq

        about = self.about()
        if about.interaction is None:
            self.say(f"Nobody is here. {slots.press('faq')} to look into the FAQ.", bad=True)
        else:
            self.ask(faq.of_interaction(self.context.desk, about.interaction))
