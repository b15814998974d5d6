"""When each customer was here last, kept beside the book."""

from collections.abc import Callable

from deskapp.desk.cards import customers, merge
from deskapp.desk.find.last_visits import LastVisits
from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.model.customer import Customer
from deskapp.model.document import instant_text
from deskapp.model.interaction import Interaction
from tests.builders import StandingClock


def kept(desk: Session) -> tuple[LastVisits, Callable[[Customer], bool]]:
    """The last visits, which follow the desk's book, and whether they say of somebody what a pass over it says."""
    last = LastVisits(desk.book)

    def follow(touched: frozenset[tuple[str, str]]) -> None:
        for table, identifier in touched:
            if table == "interactions":
                last.follow(identifier)

    desk.book.watch(follow)

    def agrees(card: Customer) -> bool:
        newest = customers.get(desk, card.id)
        visits = log.with_customer(desk, newest.id, most=1)
        return last.of(customers.ids_of(desk, newest)) == (instant_text(visits[0].arrived_at) if visits else "")

    return last, agrees


def visit(desk: Session, clock: StandingClock, card: Customer) -> Interaction:
    clock.on(minutes=5)
    return log.identify(desk, log.begin(desk, "walk-in"), card)


def test_the_last_visit_follows_what_becomes_of_visits(desk: Session, clock_: StandingClock) -> None:
    beth, gus, nobody = (customers.make(desk, name) for name in ("Beth Ocampo", "Gus Petrov", "Nora Never"))
    first = visit(desk, clock_, beth)
    last, agrees = kept(desk)
    assert all(map(agrees, (beth, gus, nobody)))
    assert last.of([beth.id]) and not last.of([nobody.id])
    second = visit(desk, clock_, beth)
    assert agrees(beth) and last.of([beth.id]) == instant_text(second.arrived_at)
    second = log.identify(desk, log.get(desk, second.id), gus)
    assert last.of([beth.id]) == instant_text(first.arrived_at) and agrees(beth) and agrees(gus)
    log.identify(desk, log.get(desk, second.id), beth)
    assert agrees(beth) and agrees(gus) and not last.of([gus.id])
    log.end(desk, log.get(desk, first.id), "done")
    assert agrees(beth)
    with desk.book.change("delete", by="Ann", at=desk.now()) as change:
        change.delete("interactions", second.id)
    assert agrees(beth) and last.of([beth.id]) == instant_text(first.arrived_at)


def test_a_merged_cards_visits_count_for_the_one_that_is_left(desk: Session, clock_: StandingClock) -> None:
    beth, twin = customers.make(desk, "Beth Ocampo"), customers.make(desk, "Beth Ocampo")
    _, agrees = kept(desk)
    visit(desk, clock_, beth)
    visit(desk, clock_, twin)
    assert agrees(beth) and agrees(twin)
    merge.merge(desk, beth, twin)
    assert agrees(beth)
