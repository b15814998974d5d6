"""What the handlers of all nouns have: a screen's means to act with, their commands, and what a click on them does."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from deskapp import slots

if TYPE_CHECKING:
    from textual.screen import Screen

    from deskapp.desk.session import Session
    from deskapp.model.customer import Customer
    from deskapp.model.interaction import Interaction
    from deskapp.ui.changes import Changed
    from deskapp.ui.context import Context
    from deskapp.ui.widgets.question import Question


class Means(Protocol):
    """What a screen lends its handlers."""

    context: "Context"

    @property
    def is_roomy(self) -> bool:
        """Whether panes stand side by side, so that a question has many rows."""

    @property
    def may_ask(self) -> bool:
        """Whether nobody is in the way of a question that comes after work beside the screen."""

    def say(self, sentence: str, *, bad: bool = False) -> None:
        """Tell what was done, or why not."""

    def tell(self, sentence: str, *, bad: bool = False) -> None:
        """Tell what came of work beside the screen, on whatever screen is there by now."""

    def ask(self, question: "Question") -> None:
        """Ask a question about what is selected."""

    def perform(self, command: str, **given: object) -> None:
        """Ask for what a declared command lacks, or do it and say what it did."""

    def leave_question(self) -> None:
        """Leave the question that stands there; its words are kept with whom they concern."""

    def attempt(self, verb: Callable[..., Any], *arguments: Any, said: str = "", **options: Any) -> Any:
        """Run a verb; a refusal is told in its own sentence. Gives the verb's result, or None."""

    def selected_id(self) -> str:
        """The id of what is selected; empty where nothing is."""

    def on_card(self) -> "Customer | None":
        """The selected card, or that of the selected visit."""

    def select_visit(self, identifier: str) -> None:
        """Select a visit."""

    def draw(self, changed: "Changed") -> None:
        """Draw what depends on what has changed."""

    def refresh_panes(self) -> None:
        """Draw everything again."""

    def drawn_once(self) -> AbstractContextManager[None]:
        """What changes inside is drawn once, at the end."""

    def push(self, screen: "Screen[Any]", then: Callable[[Any], object] | None = None) -> None:
        """Put a screen or a dialog on top; `then` takes what it gives."""

    def go_to(self, place: str, *ids: str) -> None:
        """Put a screen on top by the name of its place, which shows what these ids are of."""

    def action_do(self, name: str) -> None:
        """Run another command."""

    def copy(self, text: str) -> None:
        """Copy a text by whatever clipboard answers."""

    def in_thread(self, work: Callable[[], object], *, outlives: bool = False) -> None:
        """Do long work beside the screen, which ends with the screen unless it `outlives` it."""

    def later(self, act: Callable[..., object], *arguments: object) -> None:
        """Do something in the screen's own thread."""


Act = Callable[[Any], None]
Click = Callable[[Any, str], None]


class Handler:
    """One noun's commands: `ACTIONS` by command id, and `CLICKS` by the kind of what is clicked, with its value."""

    ACTIONS: ClassVar[Mapping[str, Act]] = {}
    CLICKS: ClassVar[Mapping[str, Click]] = {}

    def __init__(self, means: Means) -> None:
        self.means, self.context = means, means.context

    @property
    def desk(self) -> "Session":
        """The desk at which it acts."""
        return self.context.desk

    @property
    def visit(self) -> "Interaction | None":
        """The selected visit."""
        return self.context.selected_interaction()

    def needed(self) -> "Interaction | None":
        """The selected visit, or a sentence that nobody is here."""
        visit = self.visit
        if visit is None:
            others = f"{slots.key('call')} for a call, {slots.key('message')} for a message."
            self.means.say(f"Nobody is here. {slots.press('walk_in')} for a walk-in, {others}", bad=True)
        return visit

    def draw_after(self, sentence: str | None) -> None:
        """Say what came of a dialog, and draw everything."""
        if sentence:
            self.means.say(sentence)
        self.means.refresh_panes()
