"""A promise to somebody and the number to call them back at: of a visit, of a card alone, or of nobody."""

from datetime import timedelta

import pytest

from deskapp.desk.cards import customers
from deskapp.desk.promises import promises, promising
from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.errors import NotFoundError
from deskapp.model.customer import Customer, Whom
from tests.builders import all_in, refused

ROSA, MINE = "+1 202 555 0123", "202 555 0199"


@pytest.fixture
def beth(desk: Session) -> Customer:
    customers.make(desk, "Rosa Diaz", phone=ROSA, email="rosa@example.org")
    return customers.make(desk, "Beth Ocampo")


def numbers_of(desk: Session, card: Customer) -> list[str]:
    return [phone.typed for phone in customers.get(desk, card.id).phones.values()]


def test_the_number_of_somebody_who_is_here_goes_on_the_visit_and_on_their_card(desk: Session, beth: Customer) -> None:
    visit = log.begin(desk, "walk-in", customer=beth)
    kept_on = promising.keep_number(desk, Whom(visit, beth), MINE)
    assert kept_on.id == beth.id and numbers_of(desk, beth) == [MINE] and log.get(desk, visit.id).phone == MINE


def test_a_number_is_kept_for_a_card_of_somebody_who_is_not_here(desk: Session, beth: Customer) -> None:
    before = all_in(desk)
    assert promising.keep_number(desk, Whom(None, beth), MINE).id == beth.id
    assert numbers_of(desk, beth) == [MINE]
    desk.book.undo(by="Robin", at=desk.now())
    assert all_in(desk) == before


def test_whoever_was_found_meanwhile_to_be_somebody_else_keeps_what_is_typed_for_them(
    desk: Session, beth: Customer
) -> None:
    visit, ann = log.begin(desk, "walk-in", customer=beth), customers.make(desk, "Ann Lee")
    log.identify(desk, visit, ann)
    asked_before = Whom(visit, beth)
    assert promising.keep_number(desk, asked_before, MINE).id == ann.id
    assert promising.keep_email(desk, asked_before, "ann@example.org").id == ann.id
    assert numbers_of(desk, ann) == [MINE] and not customers.get(desk, beth.id).emails


def test_without_a_card_the_number_is_the_visits_and_nobody_has_none(desk: Session) -> None:
    visit = log.begin(desk, "call")
    assert promising.keep_number(desk, Whom(visit), MINE).id == visit.id
    assert log.get(desk, visit.id).phone == MINE
    with refused(desk, "nobody to keep a number for"):
        promising.keep_number(desk, Whom(), MINE)


@pytest.mark.parametrize("is_here", [True, False])
def test_a_number_on_another_card_is_kept_only_where_they_share_it(
    desk: Session, beth: Customer, is_here: bool
) -> None:
    who = Whom(log.begin(desk, "call", customer=beth) if is_here else None, beth)
    due = desk.now() + timedelta(hours=1)
    with refused(desk, "is on the card of Rosa Diaz already"):
        promising.check_number(desk, ROSA, {"who": who})
    with refused(desk, "is on the card of Rosa Diaz already"):
        promising.keep_number(desk, who, ROSA)
    with refused(desk, "is on the card of Rosa Diaz already"):
        promising.promise(desk, who, "ring back", due, phone=ROSA)
    promising.check_number(desk, ROSA, {"who": who, "shared": True})
    promising.keep_number(desk, who, ROSA, shared=True)
    assert numbers_of(desk, beth) == [ROSA]


@pytest.mark.parametrize("is_here", [True, False])
def test_an_address_on_another_card_is_kept_only_where_they_share_it(
    desk: Session, beth: Customer, is_here: bool
) -> None:
    who = Whom(log.begin(desk, "call", customer=beth) if is_here else None, beth)
    with refused(desk, "is on the card of Rosa Diaz already"):
        promising.check_email(desk, "rosa@example.org", {"who": who})
    with refused(desk, "is on the card of Rosa Diaz already"):
        promising.keep_email(desk, who, "rosa@example.org")
    promising.check_email(desk, "rosa@example.org", {"who": who, "shared": True})
    kept = promising.keep_email(desk, who, "rosa@example.org", shared=True)
    assert [email.address for email in kept.emails.values()] == ["rosa@example.org"]


def test_an_address_needs_a_card(desk: Session) -> None:
    nameless, tom = log.begin(desk, "call"), log.begin(desk, "call", called="Tom")
    with refused(desk, "They have no card yet", NotFoundError):
        promising.keep_email(desk, Whom(nameless), "a@example.org")
    with refused(desk, "Tom has no card yet", NotFoundError):
        promising.keep_email(desk, Whom(tom), "a@example.org")


@pytest.mark.parametrize("is_here", [True, False])
def test_a_promise_with_a_number_is_to_them_and_one_act(desk: Session, beth: Customer, is_here: bool) -> None:
    visit = log.begin(desk, "walk-in", customer=beth) if is_here else None
    before, due = all_in(desk), desk.now() + timedelta(hours=1)
    made = promising.promise(desk, Whom(visit, beth), "ring back", due, phone=MINE)
    assert made.customer and (made.customer.id, made.due, made.channel) == (beth.id, due, "call")
    assert made.interaction == (visit.id if visit else "") and numbers_of(desk, beth) == [MINE]
    desk.book.undo(by="Robin", at=desk.now())
    assert all_in(desk) == before


def test_a_promise_to_nobody_named_is_nobodys(desk: Session) -> None:
    made = promising.promise(desk, Whom(), "count the till", desk.now() + timedelta(hours=1))
    assert (made.customer, made.interaction) == (None, "") and promises.all_open(desk)[0].id == made.id


def test_a_number_is_asked_for_only_where_a_call_is_promised_and_none_is_known(desk: Session, beth: Customer) -> None:
    due = desk.now() + timedelta(hours=1)
    here = Whom(log.begin(desk, "walk-in", customer=beth), beth)
    call, letter = (promising.promise(desk, here, f"{how} her", due, channel=how) for how in ("call", "letter"))
    assert promising.number_wanted(desk, call, {"who": here}) == "No phone number of Beth Ocampo is known."
    assert promising.number_wanted(desk, letter, {"who": here}) == ""
    assert promising.number_wanted(desk, call, {"who": Whom()}) == ""
    promising.keep_number(desk, Whom(None, beth), MINE)
    assert promising.number_wanted(desk, call, {"who": here}) == ""
