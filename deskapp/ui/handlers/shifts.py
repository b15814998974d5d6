"""People come and go: shifts, the hand-over, and the promises that are settled before somebody goes."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from deskapp import slots
from deskapp.messages import said
from deskapp.ui.frame.handler import Act, Handler

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deskapp.model.handover import Handover
    from deskapp.model.promise import Promise
    from deskapp.ui.dialogs.handover import HandoverSheet
    from deskapp.ui.widgets.question import NextStep


class Shifts(Handler):
    """Knows who stands at the desk. `_reasoned` are promises that stay open for a reason that was given."""

    _reasoned: frozenset[str] = frozenset()

    def handover(self) -> None:
        """What was left for who is here, else the sheet for the next person."""
        self.means.push(self._sheet(self._waiting()), self.draw_after)

    def greet_staff(self) -> None:
        """At the start: tell who is here that something was left for them."""
        from deskapp.desk.handover import handed
        from deskapp.desk.visits import closing

        desk, words = self.desk, ""
        if sheet := self._waiting():
            words = f"{handed.left_words(sheet)}. {slots.key('handover')} shows it; sign that you've read it."
        elif sheet := handed.of_another(desk):
            words = f"{handed.left_words(sheet)}, and nobody has read it. {slots.key('handover')} leads to it."
        elif notes := handed.notes_left(desk):
            words = f"{notes}. {slots.key('handover')} shows what to know."
        if left := closing.left_over(desk, self.context.day.open.values()):
            words = f"{closing.told(desk, left)} {slots.key('close_left')} closes them. {words}"
        if words:
            self.means.say(words.strip())

    def _waiting(self) -> "Handover | None":
        from deskapp.desk.handover import handed

        return handed.awaiting(self.desk)

    def _read_first(self) -> "NextStep":
        sheet = self._waiting()
        return (lambda: self._sheet(sheet)) if sheet else None

    def _sheet(self, received: "Handover | None") -> "HandoverSheet":
        from deskapp.ui.dialogs.handover import HandoverSheet

        return HandoverSheet(self.context, received)

    def _end(self) -> None:
        """First the promises of today, then the sheet; handed over, or with nobody to take over, the shift ends."""
        from deskapp.ui.dialogs.leave import Leave

        if self._open_for_today():
            self.means.push(Leave(self.context), self._left)
        else:
            self._left(True)

    def _open_for_today(self) -> frozenset[str]:
        """The ids of the promises that hold back who goes."""
        from deskapp.desk.handover.leaving import left_for_today

        left = left_for_today(self.context.day, self.desk.now(), self.desk.staff)
        return frozenset(promise.id for promise in left)

    def _left(self, leaves: bool | None) -> None:
        if leaves:
            from deskapp.ui.dialogs.handover import HandoverSheet

            self._reasoned = self._open_for_today()
            self.means.push(HandoverSheet(self.context, ends=self._ends), self._ended)

    def _ends(self, to: str, give: "Sequence[Promise]") -> str:
        """End the shift, handed over to a person by name or, with no name, to nobody; what is said of it."""
        from deskapp.desk.handover import handed, leaving

        desk = self.desk
        shift, sheet = leaving.go(desk, self.context.day, to, give=give, left=self._reasoned)
        more = handed.given_words(sheet) if sheet else handed.kept_words(desk)
        return said("{who}'s shift has ended. {more}", who=shift.staff, more=more).strip()

    def _ended(self, sentence: str | None) -> None:
        self.draw_after(sentence or said("Your shift goes on."))

    ACTIONS: ClassVar[Mapping[str, Act]] = {
        "shift": lambda self: self.ask("shift:who_is_at_the_desk", self._end, self._read_first),
        "handover": handover,
    }
