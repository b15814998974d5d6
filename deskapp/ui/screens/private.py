"""What is held on a person, wherever their card is in the light: a copy for them, and erasing them for good.

The long parts go on in a thread; the book itself is changed in the screen's own (see `turn`).
"""

from pathlib import Path
from typing import TYPE_CHECKING

from textual import work

from deskapp.errors import DeskError
from deskapp.model.customer import Customer
from deskapp.ui.in_order import is_in_front
from deskapp.ui.screens.framed import Part

if TYPE_CHECKING:
    from deskapp.desk.erasing import Outlook
    from deskapp.desk.person import Person

NO_CARD = "First say who it is: Space."


class Private(Part):
    """A screen with a card in the light, or none."""

    _erasing = False

    def on_card(self) -> Customer | None:
        """The card in the light."""
        return None

    def do_subject(self) -> None:
        """`w`: everything that is held on them, into a file of their own."""
        from deskapp.ui.asks import privacy

        customer = self.on_card()
        if customer:
            self.ask(privacy.copy(customer, self.context.desk.book.path, self._write_copy))
        else:
            self.say(NO_CARD, bad=True)

    def _write_copy(self, customer: Customer, path: Path, over: bool) -> str:
        self.say("Writing …")
        self._copy(customer, path, over)
        return ""

    @work(thread=True)
    def _copy(self, customer: Customer, path: Path, over: bool) -> None:
        from deskapp.desk import person, subject
        from deskapp.exchange import subject_out
        from deskapp.store import given_out

        desk = self.context.desk
        try:
            held = subject.everything(desk, person.of(desk, customer))
            given_out.write(path, subject_out.WAYS[subject_out.form_of(path)](held), desk.book.path, over=over)
        except DeskError as error:
            self.app.call_later(self._tell, str(error), True)
            return
        self.app.call_later(self._tell, f"Written to {path}; only you can read it.", False)

    def do_erase(self) -> None:
        """`z`: what may mean them, what goes and what stays, then their name as the confirmation."""
        from deskapp.desk import erasing

        customer = self.on_card()
        if self._erasing:
            self.say("An erasure is under way.", bad=True)
        elif left := erasing.unfinished(self.context.desk.book):
            self._ask_of_unfinished(left.sentence)
        elif customer is None:
            self.say(NO_CARD, bad=True)
        else:
            self._look_through(customer)

    def _ask_of_unfinished(self, sentence: str) -> None:
        from deskapp.ui.asks import privacy

        def begin(ends: bool) -> str:
            self._erasing = True
            self.say("Ending it …" if ends else "Erasing …")
            self.app.run_worker(lambda: self._see_to(ends), thread=True, name="erase")
            return ""

        self.ask(privacy.unfinished(sentence, begin))

    def _see_to(self, ends: bool) -> None:
        """End the erasure that is not finished, or try once more."""
        from deskapp.desk import erasing
        from deskapp.store import purging
        from deskapp.ui.asks import privacy

        desk = self.context.desk
        try:
            left = purging.end(desk.book) if ends else erasing.try_again(desk)
            sentence, bad = privacy.ended(left, ends=ends)
        except DeskError as error:
            sentence, bad = str(error), True
        self.app.call_later(self._tell, sentence, bad)

    @work(thread=True, exclusive=True, group="erase")
    def _look_through(self, customer: Customer) -> None:
        from deskapp.desk import erasing, person, place_words

        desk = self.context.desk
        try:
            found = person.of(desk, customer)
            plan = erasing.outlook(desk, found, deep=True)
            places = place_words.listed(desk, plan.items, range(1, len(plan.items) + 1))
        except DeskError as error:
            self.app.call_later(self._tell, str(error), True)
            return
        self.app.call_later(self._confirm, found, plan, places)

    def _confirm(self, found: "Person", plan: "Outlook", places: list[str]) -> None:
        from deskapp.ui.asks import privacy

        if self.is_built and is_in_front(self) and not self.is_asking:
            self.ask(privacy.erase(plan, places, lambda also: self._begin_erasing(found, also)))

    def _begin_erasing(self, one: "Person", also: str) -> str:
        self._erasing = True
        self.say("Erasing …")
        self.app.run_worker(lambda: self._erase(one, also), thread=True, name="erase")
        return ""

    def _erase(self, one: "Person", also: str) -> None:
        from deskapp.desk import erasing, place_words
        from deskapp.ui.asks import privacy

        try:
            done = erasing.erase(self.context.desk, one, also=also)
            sentence, bad = privacy.told(done, place_words.listed(self.context.desk, done.unsure))
        except DeskError as error:
            sentence, bad = str(error), True
        self.app.call_later(self._tell, sentence, bad)

    def _tell(self, sentence: str, bad: bool) -> None:
        self._erasing = False
        screen = self.app.teller  # type: ignore[attr-defined]
        if screen:
            screen.say(sentence, bad=bad)
            screen.refresh_panes()
