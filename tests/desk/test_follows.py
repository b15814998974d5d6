"""What was promised in a visit follows it to its name, to a corrected name and to a merged card, in one step."""

from datetime import timedelta

import pytest

from deskapp.desk.cards import customers, merge
from deskapp.desk.crisis import resolution
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.visits import follows, log
from deskapp.model.interaction import CustomerRef, Interaction
from deskapp.model.promise import Promise


def promised(desk: Session, visit: Interaction, what: str = "call back") -> Promise:
    return promises.make(desk, what, desk.now() + timedelta(hours=2), interaction=visit)


def owed_to(desk: Session, promise: Promise) -> CustomerRef | None:
    return promises.get(desk, promise.id).customer


def test_a_promise_made_before_the_name_gets_it_with_the_name(desk: Session) -> None:
    visit = log.begin(desk, "call")
    early, complaint = promised(desk, visit), resolution.promise(desk, visit, "act", "mend it", desk.now())
    beth = customers.make(desk, "Beth")
    log.identify(desk, visit, beth)
    assert owed_to(desk, early) == owed_to(desk, complaint) == CustomerRef(beth.id, "Beth")
    desk.book.undo(by="Robin", at=desk.now())
    assert owed_to(desk, early) is None and log.get(desk, visit.id).customer is None


@pytest.mark.parametrize("corrected", ["another card", "a new card", "nobody"])
def test_a_corrected_name_takes_the_promise_along(desk: Session, corrected: str) -> None:
    anna, hanna = customers.make(desk, "Anna"), customers.make(desk, "Hanna")
    visit = log.identify(desk, log.begin(desk, "call"), anna)
    promise = promised(desk, visit)
    if corrected == "another card":
        after = log.identify(desk, visit, hanna)
    elif corrected == "a new card":
        after = log.identify_new(desk, visit, "Johanna Weiss")
    else:
        after = log.leave_unnamed(desk, visit)
    assert owed_to(desk, promise) == after.customer != CustomerRef(anna.id, "Anna")
    desk.book.undo(by="Robin", at=desk.now())
    assert owed_to(desk, promise) == CustomerRef(anna.id, "Anna")


def test_a_kept_promise_of_the_visit_follows_too(desk: Session) -> None:
    visit = log.identify(desk, log.begin(desk, "call"), customers.make(desk, "Anna"))
    promise = promises.keep(desk, promised(desk, visit))
    hanna = customers.make(desk, "Hanna")
    log.identify(desk, visit, hanna)
    assert owed_to(desk, promise) == CustomerRef(hanna.id, "Hanna")


def test_promises_of_other_visits_and_to_somebody_else_stay(desk: Session) -> None:
    anna, hanna, tom = (customers.make(desk, name) for name in ("Anna", "Hanna", "Tom"))
    before = promised(desk, log.identify(desk, log.begin(desk, "call"), anna))
    visit = log.identify(desk, log.begin(desk, "call"), anna)
    for_tom = promises.make(desk, "a key for Tom", desk.now(), customer=tom, interaction=visit)
    without_visit = promises.make(desk, "a price", desk.now(), customer=anna)
    log.identify(desk, visit, hanna)
    assert owed_to(desk, before) == owed_to(desk, without_visit) == CustomerRef(anna.id, "Anna")
    assert owed_to(desk, for_tom) == CustomerRef(tom.id, "Tom")


def test_a_promise_under_a_card_that_was_merged_follows_the_correction(desk: Session) -> None:
    bet, beth, gus = (customers.make(desk, name) for name in ("Bet", "Beth", "Gus"))
    visit = log.identify(desk, log.begin(desk, "call"), bet)
    promise = promised(desk, visit)
    merge.merge(desk, beth, bet)
    visit = log.identify(desk, visit, customers.get(desk, bet.id))
    assert owed_to(desk, promise) == CustomerRef(beth.id, "Beth")
    log.identify(desk, visit, gus)
    assert owed_to(desk, promise) == CustomerRef(gus.id, "Gus")


def test_what_was_half_typed_stays_with_the_visit_when_its_name_changes(desk: Session) -> None:
    visit = log.draft(desk, log.begin(desk, "call"), "promise", "call ba")
    assert log.identify_new(desk, visit, "Beth").drafts == {"promise": "call ba"}


def test_what_is_owed_to_a_visit_is_found_under_every_id_of_its_card(desk: Session) -> None:
    bet, beth, gus = (customers.make(desk, name) for name in ("Bet", "Beth", "Gus"))
    old = promises.make(desk, "a price", desk.now(), customer=bet)
    promises.make(desk, "a key", desk.now(), customer=gus)
    merge.merge(desk, beth, bet)
    visit = log.identify(desk, log.begin(desk, "call"), beth)
    here = promised(desk, visit)
    assert {promise.id for promise in follows.owed(desk, visit, promises.all_open(desk))} == {old.id, here.id}
