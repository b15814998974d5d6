"""The FAQ by keys: found while a reason is typed, copied, told, made of an interaction, and kept on its own screen."""

import pytest
from textual.pilot import Pilot

from deskapp.desk.answers import faq
from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.ui.app import DeskApp
from deskapp.ui.screens.replies import RepliesScreen
from deskapp.ui.widgets.virtual_list import VirtualList
from tests.ui.hands import worked_out
from tests.ui.typing_in import said, seen, type_in

pytestmark = pytest.mark.usefixtures("copied")


def listed(pilot: Pilot[int]) -> list[str]:
    table = pilot.app.screen.query_one("#list", VirtualList)
    return [table.render_line(y).text.strip() for y in range(min(table.count, 18))]


async def test_an_answer_is_offered_while_the_reason_is_typed_and_told_counts_it(
    desk: Session, copied: list[str]
) -> None:
    entry = faq.make(desk, "How long do violin strings last?", "Half a year.")
    one = log.begin(desk, "walk-in")
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("i")
        await type_in(pilot, "violin string")
        assert "How long do violin strings last?" in seen(pilot, "#found")
        await pilot.press("down", "enter")
        await pilot.pause()
        assert "Half a year." in seen(pilot, "#text")
        await pilot.press("t")
        await pilot.pause()
        assert "Asked for the first time." in said(pilot)
    assert log.get(desk, one.id).reason == "violin string"
    assert list(faq.get(desk, entry.id).asked) == [one.id] and copied == []


async def test_enter_alone_keeps_the_reason_and_takes_no_answer(desk: Session) -> None:
    entry = faq.make(desk, "How long do violin strings last?", "Half a year.")
    one = log.begin(desk, "walk-in")
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("i")
        await type_in(pilot, "violin strings")
        await pilot.press("enter")
    assert log.get(desk, one.id).reason == "violin strings" and faq.get(desk, entry.id).times == 0


async def test_f_shows_first_what_fits_the_reason_and_copies_it(desk: Session, copied: list[str]) -> None:
    faq.make(desk, "Can a rental be extended?", "Yes, ring us.")
    entry = faq.make(desk, "How long do strings last?", "Half a year.")
    one = log.begin(desk, "call", called="Ann", reason="strings")
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("f")
        assert seen(pilot, "#found").index("strings last") < seen(pilot, "#found").index("rental")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("enter")
        await worked_out(pilot)
    assert copied == ["Half a year."] and faq.get(desk, entry.id).times == 1
    assert [it.reply for it in log.get(desk, one.id).copied.values()] == [entry.id]


async def test_one_key_makes_an_entry_of_this_question_and_its_answer(desk: Session) -> None:
    one = log.begin(desk, "call", called="Ann", reason="Open on Sunday?")
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("F")
        await type_in(pilot, "Only in December.")
        await pilot.pause(0.4)
        assert log.get(desk, one.id).drafts == {"FAQ answer": "Only in December."}
        await pilot.press("enter")
        await pilot.pause()
    (entry,) = faq.everything(desk)
    assert (entry.question, entry.answer, list(entry.asked)) == ("Open on Sunday?", "Only in December.", [one.id])
    assert log.get(desk, one.id).drafts == {}


async def test_the_screen_shows_answers_coverage_repeated_concerns_and_replies(desk: Session) -> None:
    faq.make(desk, "Open on Sunday?", "No.")
    for _ in range(2):
        log.end(desk, log.begin(desk, "walk-in", reason="bow needs hair", afterwards=True), "A week, 60.")
    async with DeskApp(desk).run_test(size=(120, 36)) as pilot:
        await pilot.press("f6")
        await worked_out(pilot)
        assert isinstance(pilot.app.screen, RepliesScreen)
        rows = listed(pilot)
        assert rows[0] == "FAQ · answers 0 of the last 2 questions" and rows[1].endswith("Open on Sunday?")
        assert rows[2].startswith("Asked again and again") and "bow needs hair" in rows[3] and "2 ×" in rows[3]
        assert rows[4] == "Replies · acknowledge" and "Replies · apology" in rows
        await pilot.press("slash")
        await type_in(pilot, "thanks")
        await pilot.press("enter")
        await pilot.pause()
        assert "Replies" in listed(pilot) and "Replies · thanks" not in listed(pilot)
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("down")
        assert "A week, 60." in seen(pilot, "#aside")
        await pilot.press("enter", "enter")
        await worked_out(pilot)
        assert listed(pilot)[0] == "FAQ · answers 2 of the last 2 questions"
    assert {one.times for one in faq.everything(desk)} == {0, 2}


async def test_an_entry_is_changed_as_it_is_typed_and_taken_out_and_brought_back(desk: Session) -> None:
    entry = faq.make(desk, "Open on Sunday?", "No")
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("f6")
        await pilot.press("i", "tab")
        await type_in(pilot, " way")
        await pilot.pause(0.4)
        assert faq.get(desk, entry.id).answer == "No way"
        await pilot.press("escape")
        await pilot.pause()
        assert faq.get(desk, entry.id).answer == "No"
        await pilot.press("i", "tab")
        await type_in(pilot, " way")
        await pilot.press("enter", "z")
        assert faq.everything(desk) == []
        await pilot.press("u")
        assert faq.get(desk, entry.id).answer == "No way"


async def test_the_filter_finds_answers_and_replies_at_once(desk: Session) -> None:
    faq.make(desk, "When is our first apology due?", "Now.")
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("f6", "slash")
        await type_in(pilot, "apology")
        rows = listed(pilot)
        assert any("first apology" in one for one in rows) and any("Our mistake" in one for one in rows)
        assert not any("Two ways" in one for one in rows)
