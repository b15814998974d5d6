"""Coming and going by keys: the guard on leaving, the shift, and the hand-over from one person to the next."""

from datetime import timedelta

import pytest

from deskapp.desk.cards import customers
from deskapp.desk.handover import handed, handover
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.shifts import shifts
from deskapp.desk.visits import log
from deskapp.model.promise import Promise
from deskapp.ui.app import DeskApp
from deskapp.ui.dialogs.handover import HandoverSheet
from deskapp.ui.dialogs.leave import Leave
from deskapp.ui.screens.desk import DeskScreen
from tests.ui.typing_in import lines_of, said, seen, type_in


def promised(desk: Session, what: str, *, minutes: int = 90) -> Promise:
    beth = customers.make(desk, "Beth Marlow")
    return promises.make(desk, what, desk.now() + timedelta(minutes=minutes), customer=beth)


async def test_with_nothing_promised_for_today_the_desk_is_left_at_once(desk: Session) -> None:
    promised(desk, "a price", minutes=60 * 24)
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert app._exit


ACCIDENTS = ("ctrl+q", "l", "enter", "q", "l enter", "enter enter enter", "ctrl+q ctrl+q l space enter", "space l tab")


@pytest.mark.parametrize("keys", ACCIDENTS)
async def test_the_guard_is_not_left_by_accident(desk: Session, keys: str) -> None:
    promised(desk, "a price")
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert "Open promises: 1 due." in seen(pilot, "#open") and "a price" in seen(pilot, "#open")
        await pilot.press(*keys.split())
        await pilot.pause()
        assert not app._exit
        assert sum(isinstance(screen, Leave) for screen in pilot.app.screen_stack) == 1


async def test_leaving_all_the_same_takes_a_reason_that_the_next_person_reads(desk: Session) -> None:
    promised(desk, "a price")
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+q", "l")
        await type_in(pilot, "no power")
        await pilot.press("enter")
        await pilot.pause()
        assert app._exit
    draft = handover.draft(desk)
    assert draft and [note.text for note in draft.notes.values()] == [
        "Left open: a price to Beth Marlow. Why: no power"
    ]


async def test_one_key_keeps_the_selected_promise_and_leaving_names_the_reason_that_it_takes(desk: Session) -> None:
    kept, other = promised(desk, "one"), promised(desk, "two", minutes=95)
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert "l leave, and say why" in seen(pilot, "#open")
        await pilot.press("k")
        await pilot.pause()
        assert "two" in seen(pilot, "#open") and "one to" not in seen(pilot, "#open")
        await pilot.press("z")
        await pilot.pause()
        assert not promises.get(desk, other.id).broken_at, "giving up takes an Enter more"
    assert promises.get(desk, kept.id).kept_at


async def test_kept_moved_and_told_or_handed_to_a_named_person_each_settles_one(desk: Session) -> None:
    kept, moved, handed = promised(desk, "one"), promised(desk, "two", minutes=95), promised(desk, "three", minutes=99)
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+q")
        await pilot.pause()
        selected = [line for line in lines_of(pilot, "#open") if line.startswith("▌")]
        assert len(selected) == 1 and "one" in selected[0], "what is lit is told by a mark, not by colour alone"
        await pilot.press("k")
        await pilot.pause()
        await pilot.press("v")
        await type_in(pilot, "fri 9:00")
        await pilot.press("enter", "y", "enter")
        await pilot.pause()
        await pilot.press("h")
        await type_in(pilot, "Kim")
        await pilot.press("enter")
        await pilot.pause()
        assert "Every promise for today is settled." in seen(pilot, "#open")
        await pilot.press("enter")
        await pilot.pause()
        assert app._exit
    assert promises.get(desk, kept.id).kept_at
    assert next(iter(promises.get(desk, moved.id).moves.values())).told
    last = promises.get(desk, handed.id).last_handed()
    assert last and (last.to, last.by) == ("Kim", "Robin")


async def test_a_promise_moved_without_a_word_still_holds_them_back(desk: Session) -> None:
    one = promised(desk, "a price")
    promises.move(desk, one, desk.now() + timedelta(days=2), told=False)
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert "the customer doesn’t know yet. Press t when they do." in seen(pilot, "#open")
        await pilot.press("t")
        await pilot.pause()
        assert "Every promise for today is settled." in seen(pilot, "#open")
    assert next(iter(promises.get(desk, one.id).moves.values())).told


async def test_escape_stays(desk: Session) -> None:
    promised(desk, "a price")
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+q", "escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, DeskScreen)


async def test_a_shift_ends_with_the_sheet_and_the_next_person_confirms_having_read_it(desk: Session) -> None:
    beth = customers.make(desk, "Beth Marlow")
    log.set_reason(desk, log.identify(desk, log.begin(desk, "call"), beth), "the cracked violin")
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        await type_in(pilot, "Robin")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("H", "n")
        await type_in(pilot, "key is with Kim")
        await pilot.press("enter")
        await pilot.pause()
        assert "key is with Kim" in seen(pilot, "#sheet") and "the cracked violin" in seen(pilot, "#sheet")
        await pilot.press("escape", "s", "down", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, HandoverSheet)
        await pilot.press("enter")
        await pilot.pause()
        assert "Enter alone ends your shift without a hand-over." in seen(pilot, "#found")
        await type_in(pilot, "Kim")
        await pilot.press("enter")
        await pilot.pause()
        assert "Robin's shift has ended. Handed over. Kim signs it once it's read." in said(pilot)
        await pilot.press("s")
        await type_in(pilot, "Kim")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, HandoverSheet)
        assert "Robin to Kim, today 10:00. Nobody has read it yet." in seen(pilot, "#sheet")
        assert "key is with Kim" in seen(pilot, "#sheet")
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert "It is not signed." in seen(pilot, "#found") and handover.unread(desk)
        await pilot.press("y", "enter")
        await pilot.pause()
        assert "Kim has read what Robin left." in said(pilot)
        top = pilot.app.screen.query_one("#top")
        assert "Kim" in top.render_line(0).text
    (document,) = desk.book.select("handovers")
    assert (document["by"], document["read_by"]) == ("Robin", "Kim") and document["read_at"]
    assert "key is with Kim" in document["sheet"] and "cracked violin" in document["sheet"]
    running = shifts.running(desk)
    assert running and running.staff == "Kim" and desk.staff == "Kim"


async def test_a_shift_is_not_ended_while_a_promise_of_today_is_open(desk: Session) -> None:
    promised(desk, "a price")
    shifts.begin(desk, "Robin")
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("s", "down", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Leave)
        await pilot.press("escape")
        await pilot.pause()
    assert shifts.running(desk)


async def test_who_comes_next_is_told_at_the_start_that_something_was_left(desk: Session) -> None:
    handover.note(desk, "key is with Kim")
    handover.hand_over(desk, "Kim")
    desk.staff = "Kim"
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Robin left a hand-over for Kim. H shows it" in said(pilot)
        await pilot.press("H", "enter", "y", "enter")
        await pilot.pause()
    assert handover.unread(desk) is None


async def test_somebody_else_signs_only_in_place_of_whom_it_is_for(desk: Session) -> None:
    handover.note(desk, "the till is short")
    handover.hand_over(desk, "Kim")
    desk.staff = "Sam"
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Robin left a hand-over for Kim, and nobody has read it. H leads to it." in said(pilot)
        await pilot.press("H")
        await pilot.pause()
        assert "Robin left a hand-over for Kim, and nobody has read it" in seen(pilot, "#sheet")
        await pilot.press("[")
        await pilot.pause()
        assert "the till is short" in seen(pilot, "#sheet") and "sign that you've read it" in seen(pilot, "#signing")
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert "Sam takes over in place of Kim, and has read it" in seen(pilot, "#found")
        assert handover.unread(desk)
        await pilot.press("y", "enter")
        await pilot.pause()
        assert "Sam has read what Robin left, in place of Kim." in said(pilot)
        (document,) = desk.book.select("handovers")
        assert (document["to"], document["read_by"], document["in_place_of"]) == ("Kim", "Sam", "Kim")
        await pilot.press("u")
        await pilot.pause()
    left = handover.unread(desk)
    assert left and left.in_place_of == ""


async def test_past_sheets_are_paged_through_and_the_giver_signs_none(desk: Session) -> None:
    for number in (1, 2, 3):
        desk.now.on(minutes=1)  # type: ignore[attr-defined]
        handover.note(desk, f"note {number}")
        handover.hand_over(desk, "Kim")
    desk.book.undo(by="Robin", at=desk.now())
    handover.hand_over(desk, "Ana")
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("H")
        await pilot.pause()
        assert "[ past sheets" in seen(pilot, "#signing") and "Enter hand over" in seen(pilot, "#signing")
        found = []
        for key in ("[", "left", "[", "[", "]"):
            await pilot.press(key)
            await pilot.pause()
            first, shown = lines_of(pilot, "#sheet")[0], seen(pilot, "#sheet")
            found.append(first.strip().partition(",")[0] + shown[shown.index("note ") :][:6])
            assert "sign that" not in seen(pilot, "#signing")
            await pilot.press("enter")
        assert found == ["Robin to Ananote 3", "Robin to Kimnote 2", *["Robin to Kimnote 1"] * 2, "Robin to Kimnote 2"]
        await pilot.press("]", "]", "]")
        await pilot.pause()
        assert "Enter hand over" in seen(pilot, "#signing")
    assert len(list(handed.past(desk))) == 3 and all(one.is_unread for one in handed.past(desk))
