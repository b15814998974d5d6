"""The hand-over sheet: what stands open is on it, words of people stay words, and reading it is logged."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.desk.cards import customers
from deskapp.desk.handover import handover, leaving
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.shifts import shifts
from deskapp.desk.visits import checklists, day, log, requests, temperature
from deskapp.errors import RefusedError
from deskapp.model.handover import Section, Sheet
from tests.builders import StandingClock, refused


def busy(desk: Session) -> None:
    beth = customers.make(desk, "Beth Marlow")
    one = log.identify(desk, log.begin(desk, "call"), beth)
    one = log.set_reason(desk, log.greet(desk, one), "the cracked violin")
    one = requests.add(desk, one, "a price")
    temperature.put(desk, one, 85)
    promises.make(desk, "ring back", desk.now() + timedelta(hours=2), interaction=one)
    ended = log.begin(desk, "walk-in", called="Gus", afterwards=True)
    ended = temperature.put(desk, temperature.put(desk, ended, 70), 40)
    log.end(desk, ended, "calm again", overruled="-")


def test_everything_that_stands_open_is_on_the_sheet(desk: Session) -> None:
    busy(desk)
    handover.note(desk, "key is with Kim")
    sheet = handover.sheet(desk)
    by_title = {section.title: "\n".join(section.lines) for section in sheet.sections}
    assert list(by_title) == [
        "For you to know", "Still here", "Promises", "Handle with care", "Checklists not finished"
    ]  # fmt: skip
    assert by_title["For you to know"] == "key is with Kim"
    assert (
        "Beth Marlow, call, being served for 0 min: the cracked violin (asked for: a price)" in by_title["Still here"]
    )
    assert by_title["Promises"] == "today 12:00 (in 2 h) to Beth Marlow: ring back, Robin keeps it"
    assert "Beth Marlow, 85 °C at most, 85 °C now" in by_title["Handle with care"]
    assert "Gus, 70 °C at most, left at 40 °C (calm again)" in by_title["Handle with care"]
    assert "Beth Marlow: " in by_title["Checklists not finished"] and ", next: " in by_title["Checklists not finished"]
    assert sheet.title == "Harbour Lane, Tuesday 24 November 2026, 10:00, from Robin"


def test_an_empty_desk_says_so_in_both_forms(desk: Session) -> None:
    sheet = handover.sheet(desk)
    assert "Nothing is open." in handover.text(sheet) and "Nothing is open." in handover.markdown(sheet)


def test_what_is_late_waits_or_is_not_told_is_marked(desk: Session, clock_: StandingClock) -> None:
    late = promises.make(desk, "one", clock_.at + timedelta(minutes=5))
    waits = promises.make(desk, "two", clock_.at + timedelta(hours=5))
    moved = promises.make(desk, "three", clock_.at + timedelta(hours=6))
    promises.pause(desk, waits)
    promises.move(desk, moved, clock_.at + timedelta(days=1), told=False)
    clock_.on(hours=1)
    text = handover.text(handover.sheet(desk))
    assert f"OVERDUE today 10:05 (55 min ago): {late.what}" in text
    assert "two (waiting for them)" in text and "three (moved, they do not know yet)" in text


@given(st.text())
def test_any_text_is_one_point_and_no_markup(words: str) -> None:
    text = handover.markdown(Sheet("Desk", (Section("Notes", (words,)),)))
    assert text.startswith("# Desk\n\n## Notes\n\n- ") and text.count("\n") == 5
    point = text.split("\n")[4].removeprefix("- ")
    bare = point.replace("\\\\", "")
    assert all(bare[at - 1] == "\\" for at, one in enumerate(bare) if one in "*_[]<>#`")


def test_a_note_to_the_next_is_one_line(desk: Session) -> None:
    (key,) = handover.note(desk, "  key is\nwith Kim ").notes
    one = handover.draft(desk)
    assert one and one.notes[key].text == "key is with Kim"
    with pytest.raises(RefusedError):
        handover.note(desk, "  ")


def test_a_handed_sheet_is_kept_as_it_was_and_read_once(desk: Session) -> None:
    busy(desk)
    handed = handover.hand_over(desk, "Kim")
    assert handover.draft(desk) is None and "the cracked violin" in handed.sheet and handed.to == "Kim"
    desk.staff = "Kim"
    unread = handover.unread(desk)
    assert unread and unread.id == handed.id
    read = handover.confirm(desk, unread)
    assert (read.read_by, read.read_at) == ("Kim", desk.now()) and handover.unread(desk) is None
    with pytest.raises(RefusedError, match="Kim has confirmed"):
        handover.confirm(desk, handed)


def test_nobody_can_confirm_for_nobody(desk: Session) -> None:
    handed = handover.hand_over(desk, "Kim")
    desk.staff = ""
    with refused(desk, "who is at the desk"):
        handover.confirm(desk, handed)


def test_a_shift_begins_once_and_ends_the_one_before(desk: Session, clock_: StandingClock) -> None:
    first = shifts.begin(desk, " Robin ")
    assert shifts.begin(desk, "Robin").id == first.id
    clock_.on(hours=4)
    shifts.begin(desk, "Kim")
    assert desk.staff == "Kim" and shifts.names(desk) == ["Kim", "Robin"]
    ended = desk.book.get("shifts", first.id)
    assert ended and ended["ended_at"].startswith("2026-11-24T14:00")
    clock_.on(hours=4)
    assert shifts.end(desk).staff == "Kim" and shifts.running(desk) is None
    with pytest.raises(RefusedError, match="No shift"):
        shifts.end(desk)
    with pytest.raises(RefusedError, match="somebody"):
        shifts.begin(desk, " ")


def test_the_guard_knows_what_is_settled(desk: Session, clock_: StandingClock) -> None:
    def left(staff: str = "Robin") -> list[str]:
        return [one.what for one in leaving.left_for_today(day.look(desk), clock_.at, staff)]

    today = promises.make(desk, "today", clock_.at + timedelta(hours=3))
    promises.make(desk, "tomorrow", clock_.at + timedelta(days=1))
    waits = promises.make(desk, "waits", clock_.at + timedelta(hours=4))
    assert left() == ["today", "waits"]
    promises.pause(desk, waits)
    assert left() == ["today"]
    promises.hand_to(desk, today, "Kim")
    assert left() == [] and left("Kim") == ["today"]
    clock_.on(days=1)
    assert left() == ["today", "tomorrow"]


def test_waiting_on_them_is_no_way_past_the_guard_for_what_is_late(desk: Session, clock_: StandingClock) -> None:
    late = promises.make(desk, "late", clock_.at + timedelta(hours=1))
    clock_.on(hours=2)
    promises.pause(desk, late)
    assert len(leaving.left_for_today(day.look(desk), clock_.at, "Robin")) == 1


def test_yesterdays_promises_hold_back_too(desk: Session, clock_: StandingClock) -> None:
    promises.make(desk, "late", clock_.at + timedelta(hours=1))
    clock_.on(days=2)
    assert len(leaving.left_for_today(day.look(desk), clock_.at, "Robin")) == 1
    with pytest.raises(RefusedError, match="A promise for today is still open"):
        leaving.leave_open(desk, promises.all_open(desk), "  ")


def test_ticks_shorten_the_sheet(desk: Session) -> None:
    one = log.begin(desk, "walk-in")
    for checklist in checklists.running(one):
        for number in range(1, len(checklist.steps) + 1):
            one = checklists.toggle(desk, one, checklist, number)
    assert all(section.title != "Checklists not finished" for section in handover.sheet(desk).sections)
