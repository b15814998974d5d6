"""An interaction from arrival to end."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from deskapp.desk.cards import customers
from deskapp.desk.session import Session
from deskapp.desk.visits import gates, log, naming, requests
from deskapp.errors import DeskError, NotFoundError
from deskapp.model.interaction import CustomerRef, Kind
from tests.builders import StandingClock, refused, words_to_undo


@pytest.mark.parametrize(
    ("kind", "run"), [("walk-in", "greeting_walk_in"), ("call", "greeting_call"), ("message", "greeting_message")]
)
def test_it_is_stored_at_once_with_its_arrival_and_its_greeting_running(
    desk: Session, clock_: StandingClock, kind: Kind, run: str
) -> None:
    begun = log.begin(desk, kind)
    stored = log.get(desk, begun.id)
    assert (stored.kind, stored.state, stored.arrived_at, stored.staff) == (kind, "waiting", clock_.at, "Robin")
    assert list(stored.runs) == [run] and stored.name == "" and stored.is_open
    assert stored.id.startswith("int_")


def test_one_written_down_afterwards_has_its_own_time_and_no_greeting(desk: Session, clock_: StandingClock) -> None:
    earlier = clock_.at - timedelta(hours=2)
    begun = log.begin(desk, "call", called=" Beth ", phone=" 555 0100 ", at=earlier, afterwards=True)
    assert (begun.arrived_at, begun.runs, begun.called, begun.phone) == (earlier, {}, "Beth", "555 0100")


def test_nobody_arrives_in_the_future(desk: Session, clock_: StandingClock) -> None:
    with refused(desk, "not come yet"):
        log.begin(desk, "walk-in", at=clock_.at + timedelta(seconds=1))


def test_taking_a_card_names_the_interaction_and_forgets_what_was_typed(desk: Session) -> None:
    beth = customers.make(desk, "Beth Ocampo")
    named = log.identify(desk, log.begin(desk, "walk-in", called="bet"), beth)
    assert named.customer == CustomerRef(beth.id, "Beth Ocampo") and named.called == "" and named.name == "Beth Ocampo"


def test_what_was_typed_becomes_a_card_and_is_taken_as_one_change(desk: Session) -> None:
    begun = log.begin(desk, "walk-in")
    named = log.identify_new(desk, begun, "  Gus   Whitfield ")
    assert named.customer is not None
    assert customers.get(desk, named.customer.id).name == "Gus Whitfield"
    desk.book.undo(by="Robin", at=desk.now())
    assert log.get(desk, begun.id).customer is None and customers.of(desk, named.customer.id) is None


def test_a_typed_number_is_the_new_cards_phone_too(desk: Session) -> None:
    call = log.begin(desk, "call")
    with refused(desk, "A card needs a name"):
        log.identify_new(desk, call, "(202) 555-0143")
    named = log.identify_new(desk, call, "Kim (202) 555-0143")
    assert named.customer is not None
    (phone,) = customers.get(desk, named.customer.id).phones.values()
    assert phone.typed == "(202) 555-0143" and phone.number == "+12025550143"


def test_the_callers_number_goes_on_to_the_new_card(desk: Session) -> None:
    named = log.identify_new(desk, log.begin(desk, "call", phone="202 555 0143"), "Beth")
    assert named.customer is not None
    assert [one.typed for one in customers.get(desk, named.customer.id).phones.values()] == ["202 555 0143"]


def test_a_card_without_a_name_is_refused(desk: Session) -> None:
    begun = log.begin(desk, "walk-in")
    with refused(desk, "needs a name"):
        log.identify_new(desk, begun, "  ")


def test_who_it_was_said_to_be_can_be_forgotten(desk: Session) -> None:
    begun = log.identify_new(desk, log.begin(desk, "walk-in"), "Beth")
    assert log.leave_unnamed(desk, begun).name == ""


def test_a_typed_name_is_kept_without_a_step_for_undo(desk: Session) -> None:
    begun = log.begin(desk, "walk-in")
    words = words_to_undo(desk.book)
    assert naming.AtWho(desk, begun).keep("Bet").called == "Bet"
    assert words_to_undo(desk.book) == words and log.get(desk, begun.id).called == "Bet"


def test_a_reason_typed_in_pieces_is_one_step_for_undo(desk: Session) -> None:
    begun = log.begin(desk, "walk-in")
    for text in ("a", "a bro", "a broken string"):
        log.set_reason(desk, begun, text)
    assert log.get(desk, begun.id).reason == "a broken string"
    desk.book.undo(by="Robin", at=desk.now())
    assert log.get(desk, begun.id).reason == ""


def test_greeting_stops_the_waiting_clock_once(desk: Session, clock_: StandingClock) -> None:
    begun = log.begin(desk, "walk-in")
    clock_.on(seconds=40)
    greeted = log.greet(desk, begun)
    assert (greeted.state, greeted.greeted_at) == ("serving", clock_.at)
    clock_.on(minutes=9)
    assert greeted.waited(clock_.at) == timedelta(seconds=40)
    with refused(desk, "greeted already"):
        log.greet(desk, greeted)


def test_hold_and_back_keep_each_stretch(desk: Session, clock_: StandingClock) -> None:
    held = log.hold(desk, log.begin(desk, "call"))
    assert held.state == "on_hold" and held.greeted_at == clock_.at
    clock_.on(minutes=2)
    assert held.held(clock_.at) == timedelta(minutes=2)
    with refused(desk, "on hold already"):
        log.hold(desk, held)
    back = log.resume(desk, held)
    (stretch,) = back.holds.values()
    assert back.state == "serving" and stretch.until == clock_.at
    with refused(desk, "not on hold"):
        log.resume(desk, back)
    assert len(log.hold(desk, back).holds) == 2


def test_notes_are_lines_in_the_order_they_were_written(desk: Session, clock_: StandingClock) -> None:
    one = log.note(desk, log.begin(desk, "walk-in"), "  a  deep\nscratch ")
    clock_.on(minutes=1)
    one = log.note(desk, one, "wants it by Friday")
    assert [(note.text, note.by) for note in one.notes.values()] == [
        ("a deep scratch", "Robin"),
        ("wants it by Friday", "Robin"),
    ]
    with refused(desk, "Nothing was written"):
        log.note(desk, one, " \n ")


def test_a_half_typed_sentence_is_kept_until_it_is_written_or_forgotten(desk: Session) -> None:
    one = log.draft(desk, log.draft(desk, log.begin(desk, "walk-in"), "note", "a dee"), "request", "a bow")
    assert log.get(desk, one.id).drafts == {"note": "a dee", "request": "a bow"}
    assert log.note(desk, one, "a deep scratch").drafts == {"request": "a bow"}
    assert log.draft(desk, one, "request", "").drafts == {}


def test_it_ends_with_a_line_of_outcome(desk: Session, clock_: StandingClock) -> None:
    one = log.draft(desk, log.hold(desk, log.begin(desk, "call")), "note", "half")
    clock_.on(minutes=3)
    ended = log.end(desk, one, " repaired, 40 euros ")
    assert (ended.state, ended.ended_at, ended.outcome) == ("ended", clock_.at, "repaired, 40 euros")
    assert ended.drafts == {"note": "half"} and [hold.until for hold in ended.holds.values()] == [clock_.at]


@pytest.mark.parametrize("outcome", ["", "  \n"])
def test_no_end_without_an_outcome(desk: Session, outcome: str) -> None:
    one = log.begin(desk, "walk-in")
    with refused(desk, "Nothing was written"):
        log.end(desk, one, outcome)


def test_an_ended_one_is_neither_held_nor_ended_again(desk: Session) -> None:
    ended = log.end(desk, log.begin(desk, "walk-in"), "done")
    for verb in (partial(log.hold, desk, ended), partial(log.end, desk, ended, "again")):
        with refused(desk, "has ended already"):
            verb()


def test_what_stands_open_refuses_the_end_and_a_blank_reason_does_not_help(desk: Session) -> None:
    one = requests.add(desk, log.begin(desk, "walk-in"), "a new bow")
    assert gates.open_points(one) == ["Not answered: a new bow"]
    for reason in ("", "   "):
        with refused(desk, "1 open: Not answered: a new bow"):
            log.end(desk, one, "gone", overruled=reason)
    ended = log.end(desk, one, "gone", overruled=" they left ")
    assert ended.overruled == "they left" and not ended.is_open


def test_nothing_ends_before_it_began(desk: Session, clock_: StandingClock) -> None:
    one = log.begin(desk, "walk-in")
    assert log.end(desk, one, "done", at=clock_.at - timedelta(hours=1)).ended_at == one.arrived_at


@pytest.mark.parametrize(
    "verb", [lambda desk, one: log.greet(desk, one), lambda desk, one: log.identify_new(desk, one, "Beth")]
)
def test_a_verb_on_what_is_gone_says_so_and_writes_nothing(desk: Session, verb: Any) -> None:
    one = log.begin(desk, "walk-in")
    desk.book.undo(by="Robin", at=desk.now())
    with refused(desk, "no longer in the book", DeskError):
        verb(desk, one)


def test_an_unknown_id_is_not_found(desk: Session) -> None:
    with refused(desk, "no interaction 'int_nobody'", NotFoundError):
        log.get(desk, "int_nobody")


def test_a_verb_works_on_the_newest_state_whatever_it_was_handed(desk: Session) -> None:
    old = log.begin(desk, "walk-in")
    log.note(desk, old, "one")
    log.note(desk, old, "two")
    assert [note.text for note in log.get(desk, old.id).notes.values()] == ["one", "two"]


def test_the_last_contacts_are_the_newest_with_that_customer_only(desk: Session, clock_: StandingClock) -> None:
    beth, gus = customers.make(desk, "Beth"), customers.make(desk, "Gus")
    made = []
    for whose in (beth, gus, beth, beth, gus):
        made.append(log.identify(desk, log.begin(desk, "call"), whose))
        clock_.on(minutes=1)
    assert [one.id for one in log.with_customer(desk, beth.id, most=2)] == [made[3].id, made[2].id]
    assert [one.id for one in log.with_customer(desk, gus.id, most=9, but=made[4].id)] == [made[1].id]
    for archived in (False, True):
        last = log.with_customer(desk, beth.id, most=2, but=made[3].id, archived=archived)
        assert [one.id for one in last] == [made[2].id, made[0].id]


def test_a_name_without_a_card_takes_the_card_off_in_one_step(desk: Session) -> None:
    visit = log.identify(desk, log.begin(desk, "walk-in"), customers.make(desk, "Beth Marlow"))
    named = naming.without_card(desk, visit, " Beth  Marlowe ")
    assert (named.customer, named.called, log.get(desk, visit.id).called) == (None, "Beth Marlowe", "Beth Marlowe")
    desk.book.undo(by="Robin", at=desk.now())
    back = log.get(desk, visit.id)
    assert back.customer is not None and back.name == "Beth Marlow"


def test_a_number_without_a_card_takes_the_card_off_in_one_step(desk: Session) -> None:
    visit = log.identify(desk, log.begin(desk, "call"), customers.make(desk, "Beth Marlow"))
    named = naming.without_card(desk, visit, "020 7946 0018")
    assert (named.customer, named.called, named.phone) == (None, "", "020 7946 0018")
    desk.book.undo(by="Robin", at=desk.now())
    assert (log.get(desk, visit.id).name, log.get(desk, visit.id).phone) == ("Beth Marlow", "")
