"""What the desk does when people come and go: shifts, the hand-over, and leaving."""

from typing import TYPE_CHECKING

from deskapp import slots
from deskapp.ui.screens.framed import Part

if TYPE_CHECKING:
    from deskapp.model.handover import Handover
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
        """First the promises of today, then the sheet; once it is handed over the shift ends."""
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
            self._reasoned = self._open_for_today()
            self.app.push_screen(self._sheet(None), self._handed)

    def _handed(self, sentence: str | None) -> None:
        if not sentence:
            self.say("Your shift goes on.")
            return
        from deskapp.desk import leaving

        context, desk, reasoned = self.context, self.context.desk, self._reasoned
        with desk.book.one_act(desk.book.last_act_of(desk.staff)):
            shift = self.attempt(lambda: leaving.end_shift(desk, context.day, left=reasoned))
        if shift:
            self.say(f"The shift of {shift.staff} has ended. {sentence}")
        self.refresh_panes()
