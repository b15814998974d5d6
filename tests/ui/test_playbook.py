"""The playbook by keys: words changed, added, moved, switched off, carried to another shop (F8)."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual import events
from textual.widgets import TextArea

from deskapp.desk.session import Session
from deskapp.desk.words import edits
from deskapp.ui.app import DeskApp
from deskapp.ui.sheets.text import TextSheet
from deskapp.words import loader
from tests.ui.typing_in import answer, go_to, rows, said, seen, type_in

NARROW, WIDE = (80, 24), (120, 36)
pytestmark = pytest.mark.usefixtures("copied")


@pytest.fixture
def desk(desk: Session) -> Iterator[Session]:
    yield desk
    loader.use_shipped()


async def test_a_step_is_reworded_and_shows_at_the_desk(desk: Session) -> None:
    async with DeskApp(desk).run_test(size=NARROW) as pilot:
        await pilot.press("f8")
        await pilot.pause()
        await go_to(pilot, "Smile before you pick up")
        await pilot.press("enter", "enter", "ctrl+u")
        await answer(pilot, "Sit up, then lift")
        assert any(one == "Sit up, then lift changed" for one in rows(pilot))
        await pilot.press("f2", "c", "escape")
        await pilot.pause()
        assert "Sit up, then lift" in seen(pilot, "#steps")
        await pilot.press("f8", "u", "u", "u")
        await pilot.pause()
        assert any(one == "Smile before you pick up" for one in rows(pilot))


async def test_e1_a_phrase_of_ones_own_is_found_while_typing_at_the_desk(desk: Session) -> None:
    async with DeskApp(desk).run_test(size=NARROW) as pilot:
        await pilot.press("f8", "t", "n")
        await type_in(pilot, "Computer says no")
        await pilot.press("tab")
        await answer(pilot, "Here is what I can do.")
        assert any("Computer says no → Here is what I can do. your own" in one for one in rows(pilot))
        await pilot.press("f2", "c", "escape", "n")
        await type_in(pilot, "the computer says NO to it")
        assert "Rather: Here is what I can do." in seen(pilot, "#found")


async def test_words_are_switched_off_moved_and_taken_back(desk: Session) -> None:
    async with DeskApp(desk).run_test(size=NARROW) as pilot:
        await pilot.press("f8")
        await pilot.pause()
        await go_to(pilot, "Thank them for telling you")
        await pilot.press("left_square_bracket")
        await pilot.pause()
        at = rows(pilot).index("Thank them for telling you")
        assert rows(pilot)[at + 1] == "Listen without interrupting"
        await pilot.press("o")
        await pilot.pause()
        assert "thank" not in {step.id for step in loader.checklists()["resolution"].steps}
        assert "Thank them for telling you off" in rows(pilot)
        await pilot.press("z")
        await pilot.pause()
        assert [step.id for step in loader.checklists()["resolution"].steps][:2] == ["listen", "thank"]
        await pilot.press("z")
        await pilot.pause()
        assert "as it was shipped" in said(pilot)


async def test_a_reply_of_several_lines_is_written_in_a_sheet(desk: Session) -> None:
    async with DeskApp(desk).run_test(size=NARROW) as pilot:
        await pilot.press("f8", "t", "t", "enter")
        await answer(pilot, "text")
        assert isinstance(pilot.app.screen, TextSheet)
        area = pilot.app.screen.query_one(TextArea)
        area.load_text("Dear {nobody}")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "{nobody} is no placeholder here." in seen(pilot, "#keys-of-sheet")
        area.load_text("")
        pilot.app.post_message(events.Paste("Dear \x1b]52;c;eA==\x07you"))
        await pilot.pause(0.1)
        assert "Dear" in area.text and "\x1b" not in area.text and "\x07" not in area.text
        area.load_text("Dear {address},\n\nwe have it.")
        await pilot.press("ctrl+s")
        await pilot.pause()
    first = next(iter(loader.shipped_replies()))
    assert loader.replies()[first].text == "Dear {address},\n\nwe have it."


async def test_a_checklist_of_ones_own_gets_its_first_step(desk: Session) -> None:
    async with DeskApp(desk).run_test(size=WIDE) as pilot:
        await pilot.press("f8", "n")
        await answer(pilot, "c", "Fire drill")
        await go_to(pilot, "Fire drill")
        await pilot.press("n")
        await answer(pilot, "s", "Count heads")
        at = rows(pilot).index("Fire drill your own")
        assert rows(pilot)[at + 1] == "Count heads your own"
    assert [step.prompt for step in list(loader.checklists().values())[-1].steps] == ["Count heads"]


async def test_a_checklist_attached_to_a_topic_is_offered_and_started(desk: Session) -> None:
    made = edits.add(desk, "checklist", {"title": "Loan of a piano", "topics": "loan, borrow"})
    edits.add(desk, "step", {"prompt": "Note the stairs"}, checklist=made.entry)
    async with DeskApp(desk).run_test(size=WIDE) as pilot:
        await pilot.press("c", "escape", "i")
        await answer(pilot, "wants to borrow a piano")
        assert "Fits this T Loan of a piano" in seen(pilot, "#steps")
        await pilot.press("T", "enter")
        await pilot.pause()
        assert "Loan of a piano 0/1" in str(pilot.app.screen.query_one("#steps").border_title)
        await pilot.press("1")
        await pilot.pause()
        assert "Loan of a piano 1/1" in str(pilot.app.screen.query_one("#steps").border_title)


async def test_words_are_found_by_what_they_say_and_copied(desk: Session, copied: list[str]) -> None:
    async with DeskApp(desk).run_test(size=NARROW) as pilot:
        await pilot.press("f8", "slash")
        await answer(pilot, "hanging up")
        await go_to(pilot, "I'm hanging up")
        await pilot.press("y")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
    assert copied == ["I want to help. If the insults go on, I'll have to end this call."]


async def test_edits_go_to_another_shop_as_a_file(
    desk: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with DeskApp(desk).run_test(size=NARROW) as pilot:
        await pilot.press("f8")
        await pilot.pause()
        await go_to(pilot, "Calm down →")
        await pilot.press("o", "w", "enter")
        await pilot.pause()
        assert "Written:" in said(pilot)
        await pilot.press("o")
        await pilot.pause()
        assert "calm_down" in loader.phrases()
        await pilot.press("i")
        await answer(pilot, "playbook.json")
        assert "1 taken in" in said(pilot)
        await pilot.press("i")
        await answer(pilot, "nowhere.json")
        assert "cannot be read" in seen(pilot, "#found")
    assert "calm_down" not in loader.phrases()
    assert json.loads((tmp_path / "playbook.json").read_text(encoding="utf-8"))["edits"][0]["off"] is True
