"""At a hand-over the giver's own open promises may go to whoever takes over, in the same step."""

from datetime import timedelta

from deskapp.desk.handover import handover
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.shifts import shifts
from tests.builders import all_in, refused


def test_they_go_along_in_one_step_with_the_sheet(desk: Session) -> None:
    later = promises.make(desk, "a price", desk.now() + timedelta(hours=5))
    mine = [promises.make(desk, "call back", desk.now() + timedelta(hours=1)), later]
    theirs = promises.make(desk, "a bow", desk.now(), owner="Tom")
    promises.keep(desk, promises.make(desk, "done", desk.now()))
    found = handover.own_promises(desk, promises.all_open(desk))
    assert [promise.id for promise in found] == [promise.id for promise in mine]
    before = all_in(desk)
    handed = handover.hand_over(desk, " Ana  Cruz ", give=found)
    assert handed.to == "Ana Cruz" and "call back" in handed.sheet
    assert {promises.get(desk, promise.id).owner for promise in mine} == {"Ana Cruz"}
    last = promises.get(desk, later.id).last_handed()
    assert last and (last.to, last.by) == ("Ana Cruz", "Robin") and promises.get(desk, theirs.id).owner == "Tom"
    desk.book.undo(by="Robin", at=desk.now())
    assert all_in(desk) == before


def test_without_a_name_or_to_a_department_nothing_is_given(desk: Session) -> None:
    found = [promises.make(desk, "call back", desk.now())]
    with refused(desk, "goes to a person"):
        handover.hand_over(desk, "", give=found)
    with refused(desk, "not a person's name"):
        handover.hand_over(desk, "reception", give=found)


def test_who_takes_the_desk_without_a_sheet_has_no_promise_of_the_others(desk: Session) -> None:
    promises.make(desk, "call back", desk.now())
    shifts.begin(desk, "Ana")
    assert handover.own_promises(desk, promises.all_open(desk)) == []
