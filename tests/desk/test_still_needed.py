"""What is still needed is passed over by retention, whatever its age, and it says who stays and why."""

import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from deskapp.desk.cards import customers
from deskapp.desk.crisis import crisis, resolution
from deskapp.desk.drafts import drafts
from deskapp.desk.drafts.drafts import DraftPlace
from deskapp.desk.handover import handover
from deskapp.desk.privacy import retention
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.visits import log, requests
from deskapp.model.customer import Customer
from deskapp.model.interaction import Interaction
from deskapp.store.engine.reader import NOTE
from tests.builders import StandingClock, a_desk
from tests.lives import merged, person, today, visit
from tests.odd import put_as_it_is


@pytest.fixture
def clock_() -> StandingClock:
    return today()


@pytest.fixture
def desk(tmp_path: Path, clock_: StandingClock) -> Iterator[Session]:
    with a_desk(tmp_path / "book", clock_) as desk:
        yield desk


def begun(desk: Session, card: Customer) -> Interaction:
    return log.begin(desk, "walk-in", customer=card)


def of_a_merged_card(desk: Session, card: Customer) -> None:
    other = person(desk, 9, random.Random(9))
    begun(desk, other)
    merged(desk, card, other)


def odd(desk: Session, card: Customer) -> None:
    customer = {"id": card.id, "name": card.name}
    put_as_it_is(desk.book, "interactions", {"id": "int_odd", "kind": "video", "customer": customer})


THEN: dict[str, tuple[Callable[[Session, Customer], object], str]] = {
    "waiting": (begun, "a visit or call is still open"),
    "serving": (lambda desk, card: log.greet(desk, begun(desk, card)), "a visit or call is still open"),
    "on hold": (lambda desk, card: log.hold(desk, begun(desk, card)), "a visit or call is still open"),
    "a call": (lambda desk, card: log.begin(desk, "call", customer=card), "a visit or call is still open"),
    "a request": (lambda desk, card: requests.add(desk, begun(desk, card), "a cable"), "a visit or call is still open"),
    "a resolution": (
        lambda desk, card: resolution.write(desk, begun(desk, card), "listen", "it broke"),
        "a visit or call is still open",
    ),
    "a crisis": (lambda desk, card: crisis.start(desk, begun(desk, card)), "a visit or call is still open"),
    "a promise": (
        lambda desk, card: promises.make(desk, "send it", desk.now(), customer=card),
        "a promise is open",
    ),
    "a promise of a visit": (
        lambda desk, card: promises.make(desk, "send it", desk.now(), interaction=begun(desk, card)),
        "a visit or call is still open",
    ),
    "merged": (of_a_merged_card, "a visit or call is still open"),
    "odd": (odd, "an entry that is not understood names them"),
}
NOW: dict[str, tuple[Callable[[Session, Customer], object], str]] = {
    "half typed": (
        lambda desk, card: drafts.keep(desk, DraftPlace("card", "phone", card.id), "text", "202 555"),
        "something is half typed for them",
    ),
    "undone": (lambda desk, card: undo_of(desk, card), "something was done or undone for them lately"),
}


def undo_of(desk: Session, card: Customer) -> None:
    promises.make(desk, "send it", desk.now(), customer=card)
    desk.book.undo(by="Robin", at=desk.now())


@pytest.mark.parametrize("what", [*THEN, *NOW])
def test_it_stays_with_its_card_and_that_is_told(desk: Session, clock_: StandingClock, what: str) -> None:
    present, (make, why) = clock_.at, {**THEN, **NOW}[what]
    clock_.at = present - timedelta(days=730)
    card, gone = (person(desk, number, random.Random(number)) for number in (1, 2))
    visit(desk, gone, 2, timedelta(hours=1), random.Random(2))
    if what in THEN:
        make(desk, card)
    clock_.at = present
    if what in NOW:
        make(desk, card)
    seen = retention.look(desk, 12)
    assert gone.name in seen.cards and card.name not in seen.cards
    assert [one.partition(": ")[2] for one in seen.stays] == [why]
    done = retention.retain(desk, 12)
    assert done.left == () and done.stays == seen.stays
    assert desk.book.get("customers", card.id) and not desk.book.get("customers", gone.id)
    for one in desk.book.select("interactions"):
        assert one["state"] == "ended" or (one["customer"] or {}).get("name")
    assert not (desk.book.path / NOTE).exists()
    assert not list((desk.book.path / "backups").glob("before-erase*"))


def test_a_sheet_that_nobody_has_signed_yet_stays(desk: Session, clock_: StandingClock) -> None:
    present = clock_.at
    clock_.at = present - timedelta(days=730)
    handover.note(desk, "the key is at the baker's")
    sheet = handover.hand_over(desk, "Kim")
    gone = customers.make(desk, "Gone Away")
    clock_.at = present
    assert retention.look(desk, 12).sheets == 0
    retention.retain(desk, 12)
    assert desk.book.get("handovers", sheet.id) and not desk.book.get("customers", gone.id)


def test_what_opens_while_it_is_prepared_stays_too(desk: Session, clock_: StandingClock) -> None:
    from deskapp.desk.privacy.erasing import Erasure

    present = clock_.at
    clock_.at = present - timedelta(days=730)
    card = person(desk, 1, random.Random(1))
    past = visit(desk, card, 1, timedelta(hours=1), random.Random(1))
    clock_.at = present
    rule = retention.AgeRule(desk, retention.months_ago(desk.now(), 12))
    under_way = Erasure(desk, rule, "let old entries go")
    under_way.prepare()
    drafts.keep(desk, DraftPlace("card", "phone", card.id), "text", "202 555")
    under_way.commit()
    assert under_way.finish().left == ()
    assert desk.book.get("customers", card.id) and desk.book.get("interactions", past.id)
