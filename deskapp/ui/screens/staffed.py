"""What the desk does when people come and go: shifts, the hand-over, and leaving."""

from typing import TYPE_CHECKING

from deskapp import slots
from deskapp.ui.screens.framed import Part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deskapp.model.handover import Handover
    from deskapp.model.promise import Promise
    from deskapp.ui.dialogs.handover import HandoverSheet
    from deskapp.ui.widgets.entry import Next


class StaffedDesk(Part):
    """A desk that knows who stands at it. `_reasoned` are promises that stay open for a reason that was given."""

    _reasoned: frozenset[str] = frozenset()

    def do_shift(self) -> None:
        """`s`: who takes the desk; what the one before left is shown to them."""
        from deskapp.ui.asks import shift

        self.ask(shift.who_is_at_the_desk(self.context.desk, self._end_shift, self._read_first))

    def do_handover(self) -> None:
        """`H`: what was left for who is here, else the sheet for the next person."""
        self.app.push_screen(self._sheet(self._waiting()), self._said_of_handover)

    def greet_staff(self) -> None:
        """At the start: tell who is here that something was left for them."""
        from deskapp.desk import closing, handed

        desk, words = self.context.desk, ""
        if one := self._waiting():
            words = f"{handed.left_words(one)}. {slots.key('handover')} shows it; sign that you've read it."
        elif one := handed.of_another(desk):
            words = f"{handed.left_words(one)}, and nobody has read it. {slots.key('handover')} leads to it."
        elif notes := handed.notes_left(desk):
            words = f"{notes}. {slots.key('handover')} shows what to know."
        if left := closing.left_over(desk, self.context.day.open.values()):
            words = f"{closing.told(desk, left)} {slots.key('close_left')} closes them. {words}"
        if words:
            self.say(words.strip())

    def _waiting(self) -> "Handover | None":
        from deskapp.desk import handed

        return handed.awaiting(self.context.desk)

    def _read_first(self) -> "Next":
        one = self._waiting()
        return (lambda: self._sheet(one)) if one else None

    def _sheet(self, received: "Handover | None") -> "HandoverSheet":
        from deskapp.ui.dialogs.handover import HandoverSheet

        return HandoverSheet(self.context, received)

    def _said_of_handover(self, sentence: str | None) -> None:
        if sentence:
            self.say(sentence)
        self.refresh_panes()

    def _end_shift(self) -> None:
        """First the promises of today, then the sheet; handed over, or with nobody to take over, the shift ends."""
        from deskapp.ui.dialogs.leave import Leave

        if self._open_for_today():
            self.app.push_screen(Leave(self.context), self._left)
        else:
            self._left(True)

    def _open_for_today(self) -> frozenset[str]:
        """The ids of the promises that hold back who goes."""
        from deskapp.desk.leaving import left_for_today

        desk = self.context.desk
        return frozenset(one.id for one in left_for_today(self.context.day, desk.now(), desk.staff))

    def _left(self, leaves: bool | None) -> None:
        if leaves:
            from deskapp.ui.dialogs.handover import HandoverSheet

            self._reasoned = self._open_for_today()
            self.app.push_screen(HandoverSheet(self.context, ends=self._ends), self._ended)

    def _ends(self, to: str, give: "Sequence[Promise]") -> str:
        """End the shift, handed over to a person by name or, with no name, to nobody; what is said of it."""
        from deskapp.desk import handed, leaving

        desk = self.context.desk
        shift, one = leaving.go(desk, self.context.day, to, give=give, left=self._reasoned)
        more = handed.given_words(one) if one else handed.kept_words(desk)
        return f"The shift of {shift.staff} has ended. {more}".strip()

    def _ended(self, sentence: str | None) -> None:
        self.say(sentence or "Your shift goes on.")
        self.refresh_panes()
