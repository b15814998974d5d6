"""What is held on a person, wherever their card is selected: a copy for them, and erasing them for good.

The long parts go on in a thread; the book itself is changed in the screen's own (see `turn`).
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from deskapp.errors import DeskError
from deskapp.model.customer import Customer
from deskapp.ui.frame.handler import Act
from deskapp.ui.handlers.cards import Cards

if TYPE_CHECKING:
    from deskapp.desk.privacy.erasing import Outlook
    from deskapp.desk.privacy.person import Person

Told = tuple[str, bool]
"""A sentence, and whether it is bad news."""


class Privacy(Cards):
    """A copy of what is held, and erasing; one erasure at a time."""

    _erasing = False

    def subject(self) -> None:
        """Everything that is held on them, into a file of their own."""
        if customer := self.card():
            self.ask("privacy:copy", customer, self._write_copy)

    def _write_copy(self, customer: Customer, path: Path, over: bool) -> str:
        self.means.say("Writing …")
        self._beside(lambda: self._copy(customer, path, over))
        return ""

    def _beside(self, work: Callable[[], Told], *, outlives: bool = False) -> None:
        """Do long work beside the screen, and tell what came of it, or why not."""

        def worked() -> None:
            try:
                sentence, bad = work()
            except DeskError as error:
                sentence, bad = str(error), True
            self.means.later(self._tell, sentence, bad)

        self.means.in_thread(worked, outlives=outlives)

    def _tell(self, sentence: str, bad: bool) -> None:
        self._erasing = False
        self.means.tell(sentence, bad=bad)

    def _copy(self, customer: Customer, path: Path, over: bool) -> Told:
        from deskapp.desk.privacy import person, subject
        from deskapp.exchange import subject_out
        from deskapp.store.copies import given_out

        held = subject.everything(self.desk, person.of(self.desk, customer))
        given_out.write(path, subject_out.WAYS[subject_out.form_of(path)](held), self.desk.book.path, over=over)
        return f"Written to {path}; only you can read it.", False

    def erase(self) -> None:
        """What may mean them, what goes and what stays, then their name as the confirmation."""
        from deskapp.desk.privacy import erasing

        if self._erasing:
            self.means.say("An erasure is under way.", bad=True)
        elif left := erasing.unfinished(self.desk.book):
            self._ask_of_unfinished(left.sentence)
        elif customer := self.card():
            self.means.in_thread(lambda: self._look_through(customer))

    def _ask_of_unfinished(self, sentence: str) -> None:
        def begin(ends: bool) -> str:
            self._erasing = True
            self.means.say("Ending it …" if ends else "Erasing …")
            self._beside(lambda: self._see_to(ends), outlives=True)
            return ""

        self.ask("privacy:unfinished", sentence, begin)

    def _see_to(self, ends: bool) -> Told:
        """End the erasure that is not finished, or try once more."""
        from deskapp.desk.privacy import erasing
        from deskapp.store.erase import purge
        from deskapp.ui.questions import privacy

        left = purge.end(self.desk.book) if ends else erasing.try_again(self.desk)
        return privacy.ended(left, ends=ends)

    def _look_through(self, customer: Customer) -> None:
        from deskapp.desk.privacy import deciding, erasing, person

        try:
            whole = person.of(self.desk, customer)
            plan = erasing.outlook(self.desk, whole, deep=True)
            places = deciding.listed(self.desk, plan.items, range(1, len(plan.items) + 1))
        except DeskError as error:
            self.means.later(self._tell, str(error), True)
            return
        self.means.later(self._confirm, whole, plan, places)

    def _confirm(self, person: "Person", plan: "Outlook", places: list[str]) -> None:
        if self.means.may_ask:
            self.ask("privacy:erase", plan, places, lambda also: self._begin_erasing(person, also))

    def _begin_erasing(self, person: "Person", also: str) -> str:
        self._erasing = True
        self.means.say("Erasing …")
        self._beside(lambda: self._erase(person, also), outlives=True)
        return ""

    def _erase(self, person: "Person", also: str) -> Told:
        from deskapp.desk.privacy import deciding, erasing
        from deskapp.ui.questions import privacy

        done = erasing.erase(self.desk, person, also=also)
        return privacy.told(done, deciding.listed(self.desk, done.unsure))

    ACTIONS: ClassVar[Mapping[str, Act]] = {"subject": subject, "erase": erase}
