"""What helps with an upset customer: words to say, the boundary, and the crisis sheet."""

from collections.abc import Mapping
from typing import ClassVar

from deskapp.model.interaction import Interaction
from deskapp.model.words import spoken
from deskapp.ui.frame.handler import Act, Click, Handler, of_visit
from deskapp.words import loader


class Upset(Handler):
    """Acts for the selected visit; phrases are there without one too."""

    @of_visit
    def boundary(self, visit: Interaction) -> None:
        """The warning, then the end, then what is left to do."""
        self.ask("boundary:step", visit, self.context.card_of(visit))

    @of_visit
    def crisis(self, visit: Interaction) -> None:
        """The crisis sheet of the visit, opened where there is none."""
        from deskapp.desk.crisis import crisis

        if self.means.attempt(crisis.start, self.desk, visit):
            self.means.go_to("crisis", visit.id)

    def say(self) -> None:
        """Find what to say instead, and copy it."""
        self.ask("reply:say", self.visit, self.context.speaking(), self.means.copy)

    def _click_phrase(self, identifier: str) -> None:
        if identifier in loader.phrases():
            self.means.copy(spoken(loader.phrases()[identifier].say, self.context.speaking()))

    ACTIONS: ClassVar[Mapping[str, Act]] = {"boundary": boundary, "crisis": crisis, "say": say}
    CLICKS: ClassVar[Mapping[str, Click]] = {"phrase": _click_phrase}
