"""The log is searched by a phone number through the cards that have it, and gives the newest visits first."""

from deskapp.desk.cards import customers
from deskapp.desk.session import Session
from deskapp.desk.visits import history, log
from deskapp.model.customer import Customer
from deskapp.model.interaction import Interaction
from tests.builders import StandingClock

SHARED = "020 7946 0018"


def visited(desk: Session, clock_: StandingClock, card: Customer) -> Interaction:
    """A visit of somebody that holds no number itself."""
    clock_.on(minutes=1)
    return log.identify(desk, log.begin(desk, "walk-in"), card)


def family(desk: Session, members: int) -> list[Customer]:
    names = ("Ann Park", "Bo Ash", "Cy Lund", "Di Moor")
    return [customers.make(desk, name, phone=SHARED) for name in names[:members]]


def searched(desk: Session, typed: str) -> list[str]:
    return [identifier for identifier in history.search(desk, typed) if identifier]


def test_a_number_finds_the_visits_of_all_who_share_it_the_newest_first_and_each_once(
    desk: Session, clock_: StandingClock
) -> None:
    cards = family(desk, history.MOST_CARDS)
    visits = [visited(desk, clock_, card) for card in [*cards, cards[0]]]
    clock_.on(minutes=1)
    rang = log.begin(desk, "call", phone=SHARED, customer=cards[1])
    assert searched(desk, SHARED) == [rang.id, *(visit.id for visit in reversed(visits))]


def test_a_number_that_more_people_have_finds_only_the_visits_that_hold_it(
    desk: Session, clock_: StandingClock
) -> None:
    cards = family(desk, history.MOST_CARDS + 1)
    for card in cards:
        visited(desk, clock_, card)
    rang = log.begin(desk, "call", phone=SHARED)
    assert searched(desk, SHARED) == [rang.id]
