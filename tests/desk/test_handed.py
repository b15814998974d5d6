"""The receipt of a hand-over: from a named person to a named person, signed by nobody else unasked, kept to look at."""

from datetime import date, timedelta

from deskapp import slots
from deskapp.desk.cards import customers
from deskapp.desk.handover import handed, handover
from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.errors import RefusedError
from deskapp.model.document import to_document
from deskapp.model.handover import Handover
from tests.builders import StandingClock, all_in, refused


def test_neither_the_giver_nor_a_third_person_signs_unasked(desk: Session) -> None:
    left = handover.hand_over(desk, "Kim")
    with refused(desk, "You left this hand-over yourself"):
        handover.confirm(desk, left)
    with refused(desk, "You left this hand-over yourself"):
        handover.confirm(desk, left, in_place_of="Kim")
    desk.staff = "Sam"
    for instead in ("", "Ana", "Sam"):
        with refused(desk, "This hand-over is for Kim"):
            handover.confirm(desk, left, in_place_of=instead)
    before = all_in(desk)
    read = handover.confirm(desk, left, in_place_of=" kim ")
    assert (read.read_by, read.in_place_of, read.to) == ("Sam", "Kim", "Kim")
    desk.book.undo(by="Sam", at=desk.now())
    assert all_in(desk) == before
    desk.staff = "KIM"
    read = handover.confirm(desk, left)
    assert (read.read_by, read.in_place_of) == ("KIM", "")


def test_a_sheet_of_before_for_whoever_came_next_is_signed_by_anybody_but_its_giver(desk: Session) -> None:
    old = Handover(desk.new_id("handovers"), "Robin", handed_at=desk.now(), sheet="# Desk\n\nNothing is open.\n")
    document = {name: value for name, value in to_document(old).items() if name != "in_place_of"}
    with desk.book.change("by hand", by="Robin", at=desk.now()) as change:
        change.put("handovers", document)
    assert handed.awaiting(desk) is None
    desk.staff = "Sam"
    with refused(desk, "This hand-over is for whoever comes next"):
        handover.confirm(desk, old, in_place_of="Kim")
    waiting = handed.awaiting(desk)
    assert waiting and handover.confirm(desk, waiting).in_place_of == ""
    assert handed.receipt(next(handed.past(desk)), desk.now()) == (
        "Robin to whoever came next, today 10:00. Sam has read it, today 10:00."
    )


def test_each_sees_what_is_theirs_to_read_and_what_waits_for_another(desk: Session, clock_: StandingClock) -> None:
    handover.hand_over(desk, "Kim")
    clock_.on(hours=1)
    handover.hand_over(desk, "Ana")
    shown = {}
    for staff in ("Robin", "Kim", "Ana", "Sam"):
        desk.staff = staff
        mine, others = handed.awaiting(desk), handed.of_another(desk)
        shown[staff] = (mine and mine.to, others and others.to)
    assert shown == {"Robin": (None, None), "Kim": ("Kim", "Ana"), "Ana": ("Ana", "Kim"), "Sam": (None, "Ana")}
    kims = handed.of_another(desk, "kim")
    assert kims and kims.to == "Kim"


def test_past_sheets_are_kept_as_they_were_read(desk: Session, clock_: StandingClock) -> None:
    beth = customers.make(desk, "Beth *O'Hara* [x]")
    log.set_reason(desk, log.identify(desk, log.begin(desk, "call"), beth), "a \\ cracked_violin")
    handover.note(desk, "key is with Kim")
    as_it_was = handover.text(handover.sheet(desk))
    one = handover.hand_over(desk, "Kim")
    clock_.on(days=1)
    handover.hand_over(desk, "Ana")
    assert handed.text(one) == as_it_was
    assert [one.to for one in handed.past(desk)] == ["Ana", "Kim"]
    assert [one.to for one in handed.of_day(desk, date(2026, 11, 24))] == ["Kim"]
    assert handed.of_day(desk, date(2026, 11, 24) - timedelta(days=1)) == []
    assert handed.receipt(one, clock_.at) == "Robin to Kim, Tue 24 Nov, 10:00. Nobody has read it yet."


def test_a_hand_over_is_taken_back_whole(desk: Session) -> None:
    handover.note(desk, "key is with Kim")
    before = all_in(desk)
    handover.hand_over(desk, "Kim")
    desk.book.undo(by="Robin", at=desk.now())
    assert all_in(desk) == before and handover.draft(desk)


def test_what_is_refused_says_how_another_takes_over(desk: Session) -> None:
    left = handover.hand_over(desk, "Kim")
    desk.staff = "Sam"
    try:
        handover.confirm(desk, left)
    except RefusedError as error:
        assert error.next_step == f"Say that you take over in place of Kim: {slots.key('handover')}."
