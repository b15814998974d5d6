"""What the handlers of all nouns have: the screen that they act on, their commands, and what a click on them does."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import TYPE_CHECKING, Any, ClassVar

from deskapp import slots
from deskapp.commands.declared import named
from deskapp.messages import said

if TYPE_CHECKING:
    from deskapp.desk.session import Session
    from deskapp.model.interaction import Interaction
    from deskapp.ui.frame.asking import Asking
    from deskapp.ui.widgets.question import NextStep

Act = Callable[..., None]
Click = Callable[[Any, str], None]


class Handler:
    """One noun's commands: `ACTIONS` by command id, and `CLICKS` by the kind of what is clicked, with its value.

    The screen lends its means; a refusal that it `attempt`s is told in its own sentence.
    """

    ACTIONS: ClassVar[Mapping[str, Act]] = {}
    CLICKS: ClassVar[Mapping[str, Click]] = {}

    def __init__(self, means: "Asking") -> None:
        self.means, self.context = means, means.context

    @property
    def desk(self) -> "Session":
        """The desk at which it acts."""
        return self.context.desk

    @property
    def visit(self) -> "Interaction | None":
        """The selected visit."""
        return self.context.selected_interaction()

    def ask(self, question: str, *about: object) -> None:
        """Ask the question that a `module:function` of `ui/questions` makes of the desk and what it is about."""
        self.follow_up(self.means.attempt(named(question, "deskapp.ui.questions."), self.desk, *about))

    def follow_up(self, step: "NextStep") -> None:
        """Ask a question, open a dialog, or say a sentence: whatever comes next."""
        from deskapp.ui.widgets.question import Question

        if isinstance(step, Question):
            self.means.ask(step)
        elif callable(step):
            self.means.push(step(), self.draw_after)
        elif step:
            self.means.say(step)

    def draw_after(self, sentence: str | None) -> None:
        """Say what came of a dialog, and draw everything."""
        if sentence:
            self.means.say(sentence)
        self.means.refresh_panes()


NOBODY = said(
    "Nobody is here. {press_walk_in} for a walk-in, {key_call} for a call, {key_message} for a message.",
    press_walk_in=slots.press("walk_in"),
    key_call=slots.key("call"),
    key_message=slots.key("message"),
)


def of_visit(act: Callable[..., object], nobody: str = NOBODY) -> Act:
    """An act of a handler with the selected visit as its first argument; with none it says that `nobody` is here."""

    @wraps(act)
    def acts(handler: Handler, *arguments: Any, **options: Any) -> None:
        if visit := handler.visit:
            act(handler, visit, *arguments, **options)
        else:
            handler.means.say(nobody, bad=True)

    return acts


def asks(question: str, nobody: str = NOBODY) -> Act:
    """What asks a question about the selected visit, by its `module:function` in `ui/questions`."""

    def act(handler: Handler, visit: "Interaction") -> None:
        handler.ask(question, visit)

    return of_visit(act, nobody)


def attempts(verb: Callable[..., object], *given: object) -> Act:
    """What does a verb to the selected visit."""

    def act(handler: Handler, visit: "Interaction") -> None:
        handler.means.attempt(verb, handler.desk, visit, *given)

    return of_visit(act)
