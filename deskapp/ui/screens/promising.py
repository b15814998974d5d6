"""What the desk does with promises."""

from deskapp import slots
from deskapp.desk import follows
from deskapp.model.promise import Promise
from deskapp.ui import asks
from deskapp.ui.screens.framed import Part


class PromisingDesk(Part):
    """A desk at which promises are made, kept and moved."""

    def do_promise(self) -> None:
        """`p`."""
        self.perform("promise", who=self.context.whom())

    def do_keep(self) -> None:
        """`k`."""
        self._with_promise("keep")

    def do_move(self) -> None:
        """`v`."""
        self._with_promise("move")

    def _with_promise(self, verb: str) -> None:
        found = self._promises_at_hand()
        if not found:
            self.say(f"No promise is open. {slots.press('promise')} to make one.", bad=True)
        elif len(found) == 1 and (self._is_theirs(found[0]) or not self.selected()):
            self.perform(verb, promise=found[0])
        else:
            nobody = "" if self._is_theirs(found[0]) else self._selected_name()
            self.ask(asks.declared.which(self.context.desk, found, verb, nobody=nobody))

    def _selected_name(self) -> str:
        visit = self.context.lit_interaction()
        return (self.context.shown(visit).known_as or f"This {visit.kind}") if visit else ""

    def _promises_at_hand(self) -> list[Promise]:
        """Those to the selected person, else all that are open."""
        everything = self.context.day.promises_by_due()
        return [promise for promise in everything if self._is_theirs(promise)] or everything

    def _is_theirs(self, promise: Promise) -> bool:
        """Whether a promise was made to the selected person: only such a one is acted on without a question."""
        visit = self.context.lit_interaction()
        return visit is not None and bool(follows.owed(self.context.desk, visit, [promise]))
