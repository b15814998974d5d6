"""Promises at the desk: made to the selected person, kept and moved."""

from collections.abc import Mapping
from functools import partial
from typing import ClassVar

from deskapp import slots
from deskapp.desk.visits import follows
from deskapp.messages import said
from deskapp.model.promise import Promise
from deskapp.ui.frame.handler import Act, Click, Handler


class Promises(Handler):
    """Acts at once on the one promise to the selected person; of several, or of others', it asks which."""

    def settle(self, verb: str) -> None:
        """Keep or move a promise."""
        at_hand = self._at_hand()
        if not at_hand:
            self.means.say(
                said("No promise is open. {press_promise} to make one.", press_promise=slots.press("promise")), bad=True
            )
        elif len(at_hand) == 1 and (self._is_theirs(at_hand[0]) or not self.means.selected_id()):
            self.means.perform(verb, promise=at_hand[0])
        else:
            nobody = "" if self._is_theirs(at_hand[0]) else self._selected_name()
            self.ask("declared:which", at_hand, verb, nobody)

    def _selected_name(self) -> str:
        visit = self.visit
        return (self.context.shown(visit).known_as or f"This {visit.kind}") if visit else ""

    def _at_hand(self) -> list[Promise]:
        """Those to the selected person, else all that are open."""
        everything = self.context.day.promises_by_due()
        return [promise for promise in everything if self._is_theirs(promise)] or everything

    def _is_theirs(self, promise: Promise) -> bool:
        """Whether a promise was made to the selected person: only such a one is acted on without a question."""
        visit = self.visit
        return visit is not None and bool(follows.owed(self.desk, visit, [promise]))

    def _click(self, identifier: str) -> None:
        promise = self.context.day.promises.get(identifier)
        if promise:
            self.ask("declared:which", [promise], "keep")

    ACTIONS: ClassVar[Mapping[str, Act]] = {
        "keep": partial(settle, verb="keep"),
        "move": partial(settle, verb="move"),
    }
    CLICKS: ClassVar[Mapping[str, Click]] = {"promise": _click}
