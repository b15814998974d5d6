"""An entry that somebody changed beside keeps what they wrote: an act changes only what it is about (F4)."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from deskapp.desk.cards import customers, entries
from deskapp.desk.crisis import crisis, resolution
from deskapp.desk.handover import handover
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.errors import NotFoundError, RefusedError
from deskapp.model.crisis import CrisisSheet, Stakeholder
from deskapp.model.customer import Customer
from deskapp.model.interaction import Interaction
from deskapp.ui.questions import crisis as asks
from deskapp.ui.widgets.entry import Question
from tests.builders import StandingClock, refused


@pytest.fixture
def call(desk: Session) -> Interaction:
    call = crisis.start(desk, log.begin(desk, "call", called="Beth"))
    return crisis.add(desk, call, "people", crisis.person("Ingrid Moe", "theirs"))


def sheet(desk: Session, call: Interaction) -> CrisisSheet:
    return crisis.sheet_of(log.get(desk, call.id))


def ingrid(desk: Session, call: Interaction) -> Stakeholder:
    (one,) = sheet(desk, call).people.values()
    return one


def chosen(ask: Question, words: str) -> object:
    """What comes of the row that these words find."""
    offer = ask.on_change({"what": words})
    return ask.submit({"what": words}, offer.choices[offer.selected].value)


ACTS: dict[str, Callable[[Question], object]] = {
    "as it was shown": lambda menu: chosen(menu, ""),
    "how much": lambda menu: chosen(menu, "everything"),
    "from when": lambda menu: _then(chosen(menu, "from when"), "in 2h"),
    "told by whom": lambda menu: _then(chosen(menu, "told by"), "Priya"),
}


def _then(ask: object, typed: str) -> object:
    assert isinstance(ask, Question)
    (field,) = ask.fields
    return ask.submit({field[0]: typed}, "")


@pytest.mark.parametrize("act", ACTS)
def test_a_no_of_the_customer_stays_a_no_under_a_menu_that_was_open(
    desk: Session, call: Interaction, clock_: StandingClock, act: str
) -> None:
    (key,) = sheet(desk, call).people
    call = crisis.change(desk, call, "people", key, told="yes")
    menu = asks.act(desk, call, "people", key)
    clock_.on(minutes=5)
    desk.staff = "Sam"
    crisis.change(desk, call, "people", key, told="no")
    noted = clock_.at
    clock_.on(minutes=5)
    desk.staff = "Robin"
    said = ACTS[act](menu)
    one = ingrid(desk, call)
    assert (one.told, one.noted_by, one.said_at) == ("no", "Sam", noted)
    assert said == "Ingrid Moe must not be told, noted 10:05 by Sam."
    with refused(desk, "may not be told yet"):
        crisis.briefed(desk, call, "theirs", ("Ingrid Moe",))


def test_an_entry_that_was_taken_off_beside_does_not_come_back(desk: Session, call: Interaction) -> None:
    (key,) = sheet(desk, call).people
    menu = asks.act(desk, call, "people", key)
    crisis.remove(desk, call, "people", key)
    with refused(desk, "not on the sheet any more", NotFoundError):
        chosen(menu, "they say yes")


def test_a_step_of_the_resolution_keeps_what_was_said_beside(desk: Session, call: Interaction) -> None:
    before = log.get(desk, call.id)
    resolution.confirm(desk, call, "act", True)
    resolution.promise(desk, before, "act", "a bow", desk.now() + timedelta(hours=1))
    assert log.get(desk, call.id).resolution["act"].confirmed


@pytest.fixture
def beth(desk: Session) -> Customer:
    beth = customers.make(desk, "Beth Ocampo")
    beth = customers.add_preference(desk, beth, "Milk", group="drink")
    beth = customers.add_warning(desk, beth, "Rings late", None)
    return entries.add_phone(desk, beth, "+44 20 7946 0018")


def test_an_entry_of_a_card_keeps_the_words_that_were_changed_beside(desk: Session, beth: Customer) -> None:
    (taste,), (warning,), (phone,) = beth.preferences, beth.warnings, beth.phones
    entries.set_text(desk, beth, "preferences", taste, "Oat milk")
    entries.set_text(desk, beth, "warnings", warning, "Rings at night")
    entries.set_text(desk, beth, "phones", phone, "+44 20 7946 0999")
    customers.confirm_preference(desk, beth, taste)
    entries.set_preference(desk, beth, taste, "food", "likes")
    entries.review(desk, beth, warning, desk.now().date())
    entries.set_label(desk, beth, "phones", phone, "work")
    now = customers.get(desk, beth.id)
    assert (now.preferences[taste].item, now.preferences[taste].group) == ("Oat milk", "food")
    assert (now.warnings[warning].text, now.warnings[warning].review_on) == ("Rings at night", desk.now().date())
    assert (now.phones[phone].typed, now.phones[phone].label) == ("+44 20 7946 0999", "work")


def test_a_preference_that_was_taken_off_beside_does_not_come_back(desk: Session, beth: Customer) -> None:
    (taste,) = beth.preferences
    entries.remove(desk, beth, "preferences", taste)
    with refused(desk, "no longer on the card", RefusedError):
        customers.confirm_preference(desk, beth, taste)


def test_a_hand_over_gives_no_promise_that_was_kept_or_handed_on_beside(desk: Session) -> None:
    due = desk.now() + timedelta(hours=1)
    mine = [promises.make(desk, what, due) for what in ("a price", "a bow", "a score")]
    promises.keep(desk, mine[0])
    promises.hand_to(desk, mine[1], "Priya")
    handover.hand_over(desk, "Kim", give=mine)
    assert [promises.get(desk, one.id).owner for one in mine] == ["Robin", "Priya", "Kim"]
