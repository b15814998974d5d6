"""The phone number of a visit: on the right card, never on two, and asked for where somebody is to be rung back."""

import pytest

from deskapp.desk.cards import candidates, customers, merge, preferences
from deskapp.desk.session import Session
from deskapp.desk.visits import log, numbers, ring
from deskapp.desk.visits.ring import Caller
from deskapp.errors import RefusedError
from deskapp.model.customer import Customer
from deskapp.model.interaction import Interaction
from tests.builders import all_in, refused

NUMBER = "020 7946 0018"


def on(desk: Session, card: Customer) -> list[str]:
    return [phone.typed for phone in customers.get(desk, card.id).phones.values()]


def keep(desk: Session, typed: str, visit: Interaction) -> None:
    numbers.keep(desk, typed, visit=visit, customer=None, shared=False)


def card_of(desk: Session, visit: Interaction) -> Customer:
    assert visit.customer is not None
    return customers.get(desk, visit.customer.id)


@pytest.mark.parametrize("again", ["a known card", "a new card"])
def test_after_a_corrected_name_the_number_is_on_the_right_card_only_and_undo_is_one_act(
    desk: Session, again: str
) -> None:
    anna = customers.make(desk, "Anna Berger")
    visit = log.identify_new(desk, ring.ring(desk, Caller(NUMBER)), "Ann")
    wrong = card_of(desk, visit)
    before = all_in(desk)
    if again == "a known card":
        corrected = log.identify(desk, visit, anna)
    else:
        corrected = log.identify_new(desk, visit, "Anna Bergér")
    assert on(desk, wrong) == [] and on(desk, card_of(desk, corrected)) == [NUMBER]
    assert len(candidates.with_number(desk, NUMBER)) == 1
    desk.book.undo(by="Robin", at=desk.now())
    assert all_in(desk) == before


def test_a_number_that_the_card_had_before_the_visit_stays_on_it(desk: Session) -> None:
    tom = customers.make(desk, "Tom Berger", phone=NUMBER)
    visit = ring.ring(desk, Caller("+44 20 7946 0018"))
    anna = customers.make(desk, "Anna Berger")
    log.identify(desk, log.identify(desk, visit, tom), anna)
    assert on(desk, tom) == [NUMBER] and on(desk, anna) == []


def test_left_unnamed_again_the_number_comes_off_the_card_and_stays_on_the_visit(desk: Session) -> None:
    visit = log.identify_new(desk, ring.ring(desk, Caller(NUMBER)), "Ann")
    wrong = card_of(desk, visit)
    visit = log.leave_unnamed(desk, visit)
    assert (on(desk, wrong), visit.phone, visit.customer) == ([], NUMBER, None)


def test_the_number_follows_through_a_merged_card(desk: Session) -> None:
    visit = log.identify_new(desk, ring.ring(desk, Caller(NUMBER)), "Ann")
    kept = merge.merge(desk, customers.make(desk, "Ann Park"), card_of(desk, visit))
    anna = customers.make(desk, "Anna Berger")
    log.identify(desk, visit, anna)
    assert (on(desk, kept), on(desk, anna)) == ([], [NUMBER])


def test_a_number_to_ring_back_is_kept_on_the_card_as_typed_and_in_one_form_and_on_the_visit(desk: Session) -> None:
    beth = customers.make(desk, "Beth Marlow")
    visit = log.begin(desk, "walk-in", customer=beth)
    keep(desk, " (202)  555-0123 ", visit)
    (phone,) = customers.get(desk, beth.id).phones.values()
    assert (phone.typed, phone.number) == ("(202) 555-0123", "+12025550123")
    assert log.get(desk, visit.id).phone == "(202) 555-0123"
    keep(desk, "+1 202 555 0123", log.get(desk, visit.id))
    assert on(desk, beth) == ["(202) 555-0123"], "the same number stands there once"


def test_a_number_without_a_card_stays_on_the_visit_and_without_digits_is_refused(desk: Session) -> None:
    visit = log.begin(desk, "walk-in", called="Tom")
    with refused(desk, "no phone number"):
        keep(desk, "soon", visit)
    keep(desk, "204", visit)
    keep(desk, "205", log.get(desk, visit.id))
    assert log.get(desk, visit.id).phone == "205"
    desk.book.undo(by=desk.staff, at=desk.now())
    assert numbers.known(log.get(desk, visit.id), None) == "204"


@pytest.mark.parametrize("typed", ["ask 200", "yes, from 200 pounds", "aDo you whiten?f", ""])
def test_words_with_a_few_digits_are_no_number(desk: Session, typed: str) -> None:
    visit = log.begin(desk, "call")
    with pytest.raises(RefusedError, match="no phone number"):
        keep(desk, typed, visit)
    assert log.get(desk, visit.id).phone == ""


def told(desk: Session, card: Customer) -> list[tuple[str, str]]:
    return [(one.stance, one.item) for one in customers.get(desk, card.id).preferences.values()]


def test_what_was_told_in_a_visit_goes_with_a_corrected_name_and_comes_back_with_undo(desk: Session) -> None:
    known = customers.add_preference(desk, customers.make(desk, "Vera Wronk"), "tea", group="drink")
    visit = log.identify(desk, log.begin(desk, "walk-in"), known)
    preferences.put(desk, known, preferences.BY_LETTER["a"], "peanuts")
    preferences.put(desk, known, preferences.BY_LETTER["f"], "oat milk")
    right = card_of(desk, log.identify_new(desk, visit, "Vera Right"))
    assert told(desk, right) == [("allergy", "peanuts"), ("likes", "oat milk")]
    assert told(desk, known) == [("likes", "tea")]
    desk.book.undo(by=desk.staff, at=desk.now())
    assert told(desk, known) == [("likes", "tea"), ("allergy", "peanuts"), ("likes", "oat milk")]


def test_what_was_told_stays_on_the_card_where_nobody_else_gets_it(desk: Session) -> None:
    known = customers.make(desk, "Vera Wronk")
    visit = log.identify(desk, log.begin(desk, "walk-in"), known)
    preferences.put(desk, known, preferences.BY_LETTER["a"], "peanuts")
    log.leave_unnamed(desk, visit)
    assert told(desk, known) == [("allergy", "peanuts")]


def test_what_both_cards_know_is_there_once(desk: Session) -> None:
    right = customers.add_preference(desk, customers.make(desk, "Vera Right"), "Peanuts", stance="allergy")
    known = customers.make(desk, "Vera Wronk")
    visit = log.identify(desk, log.begin(desk, "walk-in"), known)
    preferences.put(desk, known, preferences.BY_LETTER["a"], "peanuts")
    log.identify(desk, visit, right)
    assert told(desk, right) == [("allergy", "Peanuts")] and told(desk, known) == []


def test_what_is_written_on_a_card_while_nobody_of_theirs_is_here_stays_there(desk: Session) -> None:
    known = customers.make(desk, "Vera Wronk")
    preferences.put(desk, known, preferences.BY_LETTER["a"], "peanuts")
    visit = log.identify(desk, log.begin(desk, "walk-in"), known)
    right = card_of(desk, log.identify_new(desk, visit, "Vera Right"))
    assert told(desk, known) == [("allergy", "peanuts")] and told(desk, right) == []
