"""What every screen is handed: the desk, its live day, its cards to find, and its settings."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from deskapp import clock
from deskapp.desk.cards import allergies, customers
from deskapp.desk.documents import look
from deskapp.desk.session import Session
from deskapp.desk.settings import settings as desk_settings
from deskapp.desk.visits import checklists, namesakes
from deskapp.desk.visits import day as days
from deskapp.desk.visits.day import Day
from deskapp.desk.visits.ring import caller_words, possible
from deskapp.desk.visits.watch import known_as, most_needed
from deskapp.desk.words import own_words
from deskapp.model.customer import Customer, Whom
from deskapp.model.faq_entry import FaqEntry
from deskapp.model.interaction import CustomerRef, Interaction
from deskapp.model.promise import Promise
from deskapp.model.settings import Settings
from deskapp.model.words import Checklist
from deskapp.ui import changes
from deskapp.ui.changes import Changed

if TYPE_CHECKING:
    from deskapp.desk.answers.faq_search import FaqIndex
    from deskapp.desk.find.finder import Finder
    from deskapp.desk.find.last_visits import LastVisits
    from deskapp.ui.alarm_row import AlarmRow
    from deskapp.ui.question_drafts import Questions

LOOKED_FOR = 30.0


@dataclass(eq=False, repr=False)
class Context:
    """The state that screens draw from; it follows the book through `follow`.

    `is_settled` says that the first frame is out, so that what it did not need may be loaded.
    """

    desk: Session
    day: Day
    settings: Settings
    selected: str = ""
    chosen_checklist: str = ""
    is_settled: bool = False
    to_find: tuple[str, float] = ("", 0.0)
    alarm_row: "AlarmRow | None" = None
    _was_open: bool = False
    _allergies: dict[str, str] = field(default_factory=dict)
    is_deriving: bool = False
    _next_finder: "Finder | None" = None
    _shown_day: Day | None = None
    _shown_with: tuple[object, ...] = ()
    _apart: dict[str, str] = field(default_factory=dict)

    @cached_property
    def finder(self) -> "Finder":
        """The cards, to be found; filled slice by slice once the first frame is out."""
        return self._begun_finder()

    def _begun_finder(self) -> "Finder":
        from deskapp.desk.find.finder import Finder

        finder = Finder()
        finder.begin(self.desk.book.select("customers"))
        return finder

    @contextmanager
    def finds_by_old_numbers(self) -> Iterator[None]:
        """Cards that change inside get other numbers only, which `renew_finder` takes in for all of them later."""
        self.is_deriving = True
        try:
            yield
        finally:
            self.is_deriving = False

    def renew_finder(self, seconds: float) -> bool:
        """Take all cards in anew for about so long, beside the finder in use; whether the new one is in use now."""
        if self._next_finder is None:
            self._next_finder = self._begun_finder()
        if not self._next_finder.go_on(seconds):
            return False
        self.__dict__["finder"], self._next_finder = self._next_finder, None
        return True

    @cached_property
    def last_visits(self) -> "LastVisits":
        """When each customer was here last; read when it is first asked for."""
        from deskapp.desk.find.last_visits import LastVisits

        return LastVisits(self.desk.book)

    @property
    def finder_is_full(self) -> bool:
        """Whether every card was taken in."""
        return "finder" in self.__dict__ and self.finder.is_full

    @cached_property
    def questions(self) -> "Questions":
        """What prepares the questions of all screens; made when the first is asked."""
        from deskapp.ui.question_drafts import Questions

        return Questions(self.desk)

    @cached_property
    def answers(self) -> "FaqIndex":
        """The FAQ, to be searched; read when it is first asked for."""
        from deskapp.desk.answers import faq
        from deskapp.desk.answers.faq_search import FaqIndex

        return FaqIndex(faq.everything(self.desk))

    @classmethod
    def of(cls, desk: Session) -> "Context":
        """Fill it from a desk's book; a visit with words that were half typed is selected, else the first open one."""
        own_words.use(desk)
        day = days.look(desk)
        settings = desk_settings.read(desk)
        day.hold_limit = desk_settings.hold_limit(desk)
        context = cls(desk, day, settings)
        context.select(next((visit.id for visit in day.open_first() if visit.drafts), "") or context.first_here())
        return context

    def follow(self, touched: frozenset[tuple[str, str]]) -> Changed:
        """Take the newest state of what a change touched, and say what that is to those who draw."""
        self._shown_day = None
        days.follow(self.day, self.desk, touched)
        for table, identifier in touched:
            if table == "interactions" and "last_visits" in self.__dict__:
                self.last_visits.follow(identifier)
            elif table == "customers" and not self.is_deriving:
                self._follow_card(identifier)
            elif table == "faq" and "answers" in self.__dict__:
                self.answers.follow(look(self.desk, FaqEntry, identifier), identifier)
            elif table == "playbook":
                own_words.use(self.desk)
            elif table == "settings":
                self.settings = desk_settings.read(self.desk)
                self.day.hold_limit = desk_settings.hold_limit(self.desk)
        return changes.of_tables(touched, self.selected)

    def _follow_card(self, identifier: str) -> None:
        self._allergies.clear()
        self._apart.clear()
        card = self.desk.book.get("customers", identifier)
        self.finder.follow(card, identifier)
        if self._next_finder is not None:
            self._next_finder.follow(card, identifier)

    def selected_interaction(self) -> Interaction | None:
        """The selected interaction: open, of today, or looked back at."""
        return self._visit(self.selected) if self.selected else None

    def _visit(self, identifier: str) -> Interaction | None:
        of_today = self.day.open.get(identifier) or self.day.ended.get(identifier)
        return of_today or look(self.desk, Interaction, identifier)

    def whom(self) -> Whom:
        """Whom the selected interaction is with; nobody where none is selected."""
        return Whom(visit := self.selected_interaction(), self.card_of(visit))

    def shown_checklist(self) -> Checklist | None:
        """The checklist that is shown: the one that was chosen, else the one that matters most now."""
        visit = self.selected_interaction()
        if visit is None:
            return None
        running = {checklist.id: checklist for checklist in checklists.running(visit)}
        return running.get(self.chosen_checklist) or checklists.selected(visit)

    def speaking(self) -> dict[str, str]:
        """The words that fill the placeholders of what is said to the selected person."""
        card = self.card_of(visit := self.selected_interaction())
        name = card.addressed_as if card else visit.name if visit else ""
        return checklists.speaking(self.desk, name, self.settings.desk_name)

    @property
    def shown_day(self) -> Day:
        """The day as it is read, its namesakes told apart: worked out once after each change, never to be written."""
        known = self.day.date, self.day.hold_limit, self.finder_is_full
        if self._shown_day is None or self._shown_with != known:
            self._shown_day, self._shown_with = namesakes.told_apart(self.desk, self.day, self._apart), known
        return self._shown_day

    def shown(self, visit: Interaction) -> Interaction:
        """A visit as it is read, by the name on its card; one of another day is compared with all cards known."""
        day, card = self.shown_day, self.card_of(visit)
        if card and card.name != visit.name:
            return replace(visit, customer=CustomerRef(card.id, card.name))
        known = day.open.get(visit.id) or day.ended.get(visit.id)
        return known or namesakes.visits_apart(self.desk, [visit])[0]

    def called(self, visit: Interaction) -> str:
        """How a visit is called in an alarm: everybody who may be calling, else its name or number."""
        return caller_words(self.desk, visit) if possible(self.desk, visit) else known_as(visit)

    def take_to_find(self) -> str:
        """The text of a scan or a paste that came just now, for the search that is opened for it; once."""
        (text, at), self.to_find = self.to_find, ("", 0.0)
        return text if text and clock.running() - at < LOOKED_FOR else ""

    def select(self, identifier: str) -> None:
        """Select a visit, or none where it is empty."""
        if identifier != self.selected:
            self.selected, self.chosen_checklist = identifier, ""
        self._was_open = identifier in self.day.open

    def settle_selection(self) -> bool:
        """Where the selected visit ended or is gone, select who needs it most now; whether it was so.

        An ended visit stays where somebody chose to look at it, and where nobody else is here.
        """
        if self.selected in self.day.open:
            self._was_open = True
            return False
        is_there = bool(self.selected) and self.selected_interaction() is not None
        if is_there and not (self._was_open and self.day.open):
            self._was_open = False
            return False
        was = self.selected
        self.select(self.first_here())
        return self.selected != was

    def name_of(self, subject: str) -> str:
        """How a visit, card, promise or answer is called now; empty where there is no such thing."""
        if subject.startswith("int_"):
            visit = self._visit(subject)
            return "" if visit is None else self.shown(visit).known_as or f"{visit.kind.capitalize()}, no name yet"
        if subject.startswith("cus_"):
            return card.name if (card := customers.of(self.desk, subject)) else ""
        if subject.startswith("faq_"):
            return entry.question if (entry := look(self.desk, FaqEntry, subject)) else ""
        if (promise := self.shown_day.promises.get(subject)) is None:
            return ""
        return f"{promise.what}, {promise.customer.name}" if promise.customer else promise.what

    def first_here(self) -> str:
        """The id of the open visit that needs attention most; empty where nobody is here."""
        return most_needed(self.day, self.desk.now())

    def open_interactions(self) -> list[Interaction]:
        """The interactions that have not ended."""
        return list(self.day.open.values())

    def missed_calls(self) -> list[Interaction]:
        """The calls that were missed, of today and those that nobody has rung back."""
        return [visit for visit in self.day.ended.values() if visit.missed_at]

    def cards_of_number(self, digits: str) -> list[str] | None:
        """The ids of the cards with a phone number that ends so; None until all cards were taken in."""
        return self.finder.of_number(digits) if self.finder_is_full else None

    def full_finder(self) -> "Finder | None":
        """The finder; None until every card was taken in."""
        return self.finder if self.finder_is_full else None

    def last_visit(self, customer_ids: Iterable[str]) -> str:
        """When any of some customers was here last, as the book writes it; empty where none was."""
        return self.last_visits.of(customer_ids)

    def promises_to(self, customer: Customer) -> list[Promise]:
        """The open promises to a customer, those made to cards merged into theirs too."""
        return self.day.promises_to(*customers.ids_of(self.desk, customer))

    def allergies_of(self, customer_id: str) -> str:
        """The allergies of a card in one line, looked up once until a card changes; empty where none is known."""
        if customer_id not in self._allergies:
            self._allergies[customer_id] = allergies.of_card(self.desk, customer_id)
        return self._allergies[customer_id]

    def card_of(self, interaction: Interaction | None) -> Customer | None:
        """The card of an interaction's customer, if it has one."""
        return customers.of(self.desk, interaction.customer.id) if interaction and interaction.customer else None
