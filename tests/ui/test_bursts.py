"""Letters at no field are commands one at a time at human speed: a scan, a paste, or stray words do nothing."""

from pathlib import Path

import pytest
from textual import events

from deskapp.desk.session import Session
from deskapp.desk.visits import day as days
from deskapp.desk.visits import log
from deskapp.errors import RefusedError
from deskapp.ui.app import DeskApp
from deskapp.ui.widgets.bottom_lines import MessageLine
from tests.builders import StandingClock, all_in, words_to_redo, words_to_undo
from tests.ui.hands import Hands, at_the_desk

Size = tuple[int, int]
KEYS = {"\n": "enter", "\t": "tab"}
BURSTS = (
    "4006381333931",
    "1234",
    "will call Tom back\nends at five\nhe paid\n",
    "great\n",
    "ugupnew",
    "ABC-123/x",
    "http://a.b/c?d=e",
    "uuu",
    "w\tJohn Doe\n",
    "e\tdone\n",
    "5\n",
    "a\nb\nc\n",
    "\nend\n",
    ",settings",
)


def standing(desk: Session) -> object:
    """The book as it is, and what undo would take back."""
    return all_in(desk), words_to_undo(desk.book), words_to_redo(desk.book)


async def said_before_goes(hands: Hands) -> None:
    """What was said of the burst before has stood there long enough."""
    hands.app.screen.query_one(MessageLine).make_room()
    await hands.settle()
    hands.does_not_see("Nothing was done with “")


@pytest.fixture
def visits(desk: Session) -> Session:
    for name in ("Bea", "Gita"):
        log.identify_new(desk, log.begin(desk, "walk-in"), name)
    return desk


@pytest.mark.parametrize("apart", [0.0, 0.004, 0.02], ids=["in one piece", "a fast scanner", "a slow scanner"])
async def test_a_burst_does_nothing_and_says_so(visits: Session, apart: float) -> None:
    before = standing(visits)
    async with at_the_desk(visits) as hands:
        for text in BURSTS:
            await said_before_goes(hands)
            await hands.burst(text, apart=apart)
            await hands.settle(0.25)
            hands.sees("Nothing was done with “")
            assert len(hands.app.screen_stack) == 1, text
            assert standing(visits) == before, text


async def test_of_a_burst_in_one_piece_not_even_the_first_key_is_run(visits: Session) -> None:
    changed: set[tuple[str, str]] = set()
    async with at_the_desk(visits) as hands:
        unwatch = visits.book.watch(changed.update)
        for text in ("1234", "+4420", "gg", "w\tJohn Doe\n"):
            await said_before_goes(hands)
            await hands.burst(text)
            await hands.settle(0.25)
            hands.sees("Nothing was done with “")
            assert not [identifier for table, identifier in changed if table == "interactions"], text
        unwatch()


async def test_a_burst_that_comes_key_by_key_is_taken_back_from_its_first(visits: Session) -> None:
    before = standing(visits)
    async with at_the_desk(visits, (120, 36)) as hands:
        selected = hands.app.context.selected
        for text in BURSTS:
            await one_by_one(hands, text)
            assert hands.app.context.selected == selected and len(hands.app.screen_stack) == 1, text
            assert standing(visits) == before, text


async def one_by_one(hands: Hands, text: str) -> None:
    """Each key has its effect before the next comes, as from a scanner at a quick machine."""
    for number, letter in enumerate(text):
        await hands.press(KEYS.get(letter, letter), after=0.02 if number else 1.0)
    await hands.settle(0.25)


async def test_the_next_search_begins_with_what_was_scanned(visits: Session) -> None:
    async with at_the_desk(visits) as hands:
        await hands.burst("4006381333931\n")
        await hands.settle(0.25)
        await hands.press("slash")
        hands.sees("Log", "4006381333931")


async def test_a_bracketed_paste_at_no_field_does_nothing(visits: Session) -> None:
    before = standing(visits)
    async with at_the_desk(visits) as hands:
        await hands.paste("wanda\nends\n")
        hands.sees("Nothing was done with “wanda ends")
        hands.app.post_message(events.Paste(""))
        await hands.settle()
    assert standing(visits) == before


async def test_fingers_are_no_burst(visits: Session) -> None:
    async with at_the_desk(visits) as hands:
        await hands.press("1", "2", "g", "plus", "w", *"Cem", "enter", apart=0.05)
        visit = hands.app.context.selected_interaction()
        assert visit and visit.name == "Cem"
    assert any(len(visit.ticks) == 2 for visit in days.look(visits).open.values())


async def test_a_key_that_is_held_down_goes_on(visits: Session) -> None:
    async with at_the_desk(visits) as hands:
        await hands.press("plus", "plus", "plus", apart=0.02)
        visit = hands.app.context.selected_interaction()
        assert visit and visit.temperature == 55


async def test_a_scan_into_an_open_field_is_its_text(visits: Session) -> None:
    async with at_the_desk(visits) as hands:
        await hands.press("n")
        await hands.burst("4006381333931\n")
        visit = hands.app.context.selected_interaction()
        assert visit and [note.text for note in visit.notes.values()] == ["4006381333931"]


async def test_what_comes_behind_the_enter_of_a_paste_into_a_field_is_no_command(visits: Session) -> None:
    async with at_the_desk(visits) as hands:
        await hands.press("n")
        await hands.burst("first line\ngreat ending\nw\n")
        await hands.settle(0.25)
        visit = hands.app.context.selected_interaction()
        assert visit and [note.text for note in visit.notes.values()] == ["first line"]
        assert visit.ended_at is None and len(days.look(visits).open) == 2


async def test_words_typed_after_a_refused_question_are_no_commands(
    visits: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk(visits) as hands:

        def refuse(*args: object, **options: object) -> None:
            raise RefusedError("The disk is full.", "Make room.")

        monkeypatch.setattr(log, "begin", refuse)
        before = standing(visits)
        await hands.press("w", *"gregor u", "enter")
        await hands.settle(0.8)
        hands.sees("Nothing was done with “gregor u”")
        assert standing(visits) == before
        await hands.press("1")
        assert standing(visits) != before


async def test_words_typed_where_nobody_is_here_are_no_commands(desk: Session) -> None:
    before = standing(desk)
    async with at_the_desk(desk) as hands:
        await hands.press("e", *"sold and booked", "enter")
        await hands.settle(0.8)
        assert len(hands.app.screen_stack) == 1
    assert standing(desk) == before


async def test_letters_that_a_change_took_away_are_not_run_as_commands(
    visits: Session, now: StandingClock, folder: Path
) -> None:
    async with at_the_desk(visits) as hands:
        app = hands.app
        assert isinstance(app, DeskApp)
        await hands.press("apostrophe")
        log.begin(visits, "call")
        await hands.settle()
        before = standing(visits)
        await hands.press("g", after=0.3)
        assert standing(visits) == before
        await hands.press("g")
        assert standing(visits) != before


async def test_a_sign_that_is_no_command_does_nothing_at_the_desk(visits: Session) -> None:
    before = standing(visits)
    async with DeskApp(visits).run_test() as pilot:
        await pilot.press("@")
        await pilot.pause(1)
        assert pilot.app.is_running and len(pilot.app.screen_stack) == 1
    assert standing(visits) == before
