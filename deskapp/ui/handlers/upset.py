"""What helps with an upset customer: words to say, the boundary, and the crisis sheet."""

from collections.abc import Mapping
from typing import ClassVar

from deskapp.model.words import spoken
from deskapp.ui.handlers.handler import Act, Click, Handler
from deskapp.words import loader


class Upset(Handler):
    """Acts for the selected visit; phrases are there without one too."""

    def boundary(self) -> None:
        """The warning, then the end, then what is left to do."""
        from deskapp.ui.questions import boundary

        visit = self.needed()
        if visit:
            self.means.ask(boundary.step(self.desk, visit, self.context.card_of(visit)))

    def crisis(self) -> None:
        """The crisis sheet of the visit, opened where there is none."""
        from deskapp.desk.crisis import crisis

        visit = self.needed()
        if visit and self.means.attempt(crisis.start, self.desk, visit):
            self.means.go_to("crisis", visit.id)

    def say(self) -> None:
        """Find what to say instead, and copy it."""
        from deskapp.ui.questions import phrases

        self.means.ask(phrases.find(self.visit, self.context.speaking(), self.means.copy))

    def _click_phrase(self, identifier: str) -> None:
        if identifier in loader.phrases():
            self.means.copy(spoken(loader.phrases()[identifier].say, self.context.speaking()))

    ACTIONS: ClassVar[Mapping[str, Act]] = {"boundary": boundary, "crisis": crisis, "say": say}
    CLICKS: ClassVar[Mapping[str, Click]] = {"phrase": _click_phrase}
