"""What the handlers of all nouns have: the screen that they act with, their commands, and what a click on them does."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from deskapp import slots

if TYPE_CHECKING:
    from deskapp.desk.session import Session
    from deskapp.model.interaction import Interaction
    from deskapp.ui.screens.base_screen import BaseScreen


Act = Callable[[Any], None]
Click = Callable[[Any, str], None]


class Handler:
    """One noun's commands: `ACTIONS` by command id, and `CLICKS` by the kind of what is clicked, with its value."""

    ACTIONS: ClassVar[Mapping[str, Act]] = {}
    CLICKS: ClassVar[Mapping[str, Click]] = {}

    def __init__(self, means: "BaseScreen") -> None:
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
