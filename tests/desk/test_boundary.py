"""The boundary: warned once, then ended, on record, with rest; facts for the card, and parting ways by two (B6)."""

from datetime import timedelta

import pytest

from deskapp.desk.cards import customers
from deskapp.desk.crisis import boundary
from deskapp.desk.session import Session
from deskapp.desk.visits import log, requests
from deskapp.errors import RefusedError
from deskapp.model.customer import Customer
from deskapp.model.interaction import Interaction


@pytest.fixture
def customer(desk: Session) -> Customer:
    return customers.make(desk, "Gus Whitfield")


@pytest.fixture
def call(desk: Session, customer: Customer) -> Interaction:
    return log.identify(desk, log.begin(desk, "call"), customer)


def test_b6_the_warning_is_logged_once_with_its_time_and_words(desk: Session, call: Interaction) -> None:
    warned = boundary.warn(desk, call, " You  idiot ")
    (event,) = warned.boundary.values()
    assert (event.kind, event.at, event.by, event.fact) == ("warned", desk.now(), "Robin", "You idiot")
    assert event.words == "I want to help you. If the insults go on, I will end this call."
    with pytest.raises(RefusedError, match="already"):
        boundary.warn(desk, warned)


def test_b6_nobody_is_cut_off_without_a_warning(desk: Session, call: Interaction) -> None:
    with pytest.raises(RefusedError, match="not said yet"):
        boundary.end(desk, call)


def test_b6_it_ends_whatever_stands_open_and_that_is_on_record(desk: Session, call: Interaction) -> None:
    call = boundary.warn(desk, requests.add(desk, call, "The fee back"))
    ended = boundary.end(desk, call, "Shouted on")
    assert (ended.state, ended.outcome, ended.overruled) == ("ended", boundary.OUTCOME, boundary.WENT_ON)
    assert [one.kind for one in ended.boundary.values()] == ["warned", "ended"]
    assert [one.points for one in ended.gates.values()] == [("Not answered: The fee back",)]


def test_it_is_ended_once_and_one_undo_takes_all_of_it_back(desk: Session, call: Interaction) -> None:
    call = boundary.warn(desk, call)
    ended = boundary.end(desk, call)
    with pytest.raises(RefusedError, match="ended already"):
        boundary.end(desk, ended)
    desk.book.undo(by="Robin", at=desk.now())
    back = log.get(desk, call.id)
    assert back.is_open and [one.kind for one in back.boundary.values()] == ["warned"]


def test_b5_the_staff_member_takes_five(desk: Session, call: Interaction) -> None:
    assert boundary.rests_until(call) is None
    assert boundary.rests_until(boundary.rest(desk, call)) == desk.now() + timedelta(minutes=5)


def test_the_log_of_the_boundary_can_be_erased(desk: Session, call: Interaction) -> None:
    call = boundary.warn(desk, requests.add(desk, call, "The fee back"), "You idiot")
    erased = boundary.forget(desk, boundary.end(desk, call))
    assert erased.boundary == {} and (erased.outcome, erased.overruled) == ("Ended.", "")
    assert "idiot" not in str(next(desk.book.select("interactions")))


def test_a_note_goes_by_itself_on_its_review_date(desk: Session, customer: Customer) -> None:
    noted = boundary.note(desk, customer, "Shouted twice on the phone")
    (warning,) = noted.warnings.values()
    assert warning.review_on == desk.now().date() + timedelta(days=90)
    assert len(boundary.current(noted, desk.now())) == 1
    assert boundary.current(noted, desk.now() + timedelta(days=91)) == {}


def test_b3_a_note_needs_words_and_a_day_to_come(desk: Session, customer: Customer) -> None:
    with pytest.raises(RefusedError):
        boundary.note(desk, customer, "  ")
    with pytest.raises(RefusedError, match="passed"):
        boundary.note(desk, customer, "Shouted", desk.now().date() - timedelta(days=1))


def test_a_note_is_erased(desk: Session, customer: Customer) -> None:
    noted = boundary.note(desk, customer, "Shouted")
    assert boundary.erase_note(desk, noted, next(iter(noted.warnings))).warnings == {}


@pytest.mark.parametrize("second", ["", "  ", "Robin", " robin "])
def test_b6_one_person_cannot_part_ways(desk: Session, customer: Customer, second: str) -> None:
    with pytest.raises(RefusedError, match="Two people"):
        boundary.part_ways(desk, customer, "Threw a stand", second)


def test_b6_two_can_and_can_take_it_back(desk: Session, customer: Customer) -> None:
    parted = boundary.part_ways(desk, customer, "Threw a stand on 3 May", "Ingrid")
    assert parted.parting and (parted.parting.by, parted.parting.second) == ("Robin", "Ingrid")
    assert boundary.take_back(desk, parted).parting is None
    with pytest.raises(RefusedError):
        boundary.take_back(desk, customers.get(desk, customer.id))
