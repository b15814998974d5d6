"""The Reports screen by keys: look, go back, choose the span, write a lesson, copy, write a file, and nothing behind
the curtain.
"""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest

from deskapp.desk.answers import clipboard
from deskapp.desk.demo import day as demo
from deskapp.desk.promises import promises
from deskapp.desk.reports import lessons, reports, tally
from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.model.report import SPANS, Bar, Habit, Learnt, People, Report, Topic, Topics, around
from deskapp.ui.app import DeskApp
from deskapp.ui.render.report import report_lines
from deskapp.ui.symbols import symbols
from tests.builders import StandingClock
from tests.ui.hands import Hands, at_the_desk, worked_out
from tests.ui.hostile import a_hostile_book, painted_harm

Size = tuple[int, int]


@pytest.fixture(autouse=True)
def no_second_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    """No alarm comes in between."""
    monkeypatch.setattr(DeskApp, "_tick", lambda self: None)


async def look(hands: Hands, *keys: str) -> None:
    for key in ("f7", *keys):
        await hands.press(key)
        await worked_out(hands.pilot)


@pytest.fixture
def busy(desk: Session, now: StandingClock) -> Session:
    """An invented day, so that the week and the one before it have something to tell, and a broken promise."""
    demo.fill(desk.book, now=now.at)
    promises.give_up(desk, promises.make(desk, "the secret bow", desk.now() + timedelta(hours=1)))
    return desk


async def test_f7_looks_back_on_the_week(busy: Session, size: Size) -> None:
    async with at_the_desk(busy, size) as hands:
        await look(hands)
        hands.sees("Week 48, 23 to 29 November 2026", "12 visits", "In short", "Who came", "Typical wait")
        hands.sees("Greeted within 5 min", "Mon 23", "█")
        await hands.press("end")
        hands.sees("Let off steam", "%")


async def test_an_empty_week_says_so_in_words(desk: Session) -> None:
    async with at_the_desk(desk) as hands:
        await look(hands)
        hands.sees("Nothing was logged in this week. The first walk-in or call of it makes the report.")
        hands.does_not_see("Walk-ins", "Promises")


@pytest.mark.parametrize(("before", "after"), [("left", "right"), ("left_square_bracket", "right_square_bracket")])
async def test_one_goes_back_and_on_again_but_not_into_what_is_to_come(busy: Session, before: str, after: str) -> None:
    async with at_the_desk(busy) as hands:
        await look(hands, before)
        hands.sees("Week 47, 16 to 22 November 2026", "Walk-ins")
        await look(hands, before, before)
        hands.sees("Week 46, 9 to 15 November 2026")
        await hands.press(after, after, after)
        await worked_out(hands.pilot)
        hands.sees("Week 48, 23 to 29", "What comes after that has not happened yet.")
        await hands.press(before, before, before, "g")
        await worked_out(hands.pilot)
        hands.sees("Week 48, 23 to 29")


async def test_t_goes_through_the_spans_and_a_click_takes_one(busy: Session) -> None:
    async with at_the_desk(busy) as hands:
        await look(hands)
        for title in ("November 2026", "Jan", "Tuesday 24 November 2026", "Week 48"):
            await hands.press("t")
            await worked_out(hands.pilot)
            hands.sees(title)
        await hands.click(" year ", column=2)
        await worked_out(hands.pilot)
        hands.sees("Jan", "Dec")


async def test_slash_goes_to_another_day(busy: Session) -> None:
    async with at_the_desk(busy) as hands:
        await look(hands)
        await hands.press("slash", *"2026-11-12")
        hands.sees("Thursday 12 November 2026")
        await hands.press("enter")
        await worked_out(hands.pilot)
        hands.sees("Week 46, 9 to 15 November 2026")
        await hands.press("slash", *"nonsense", "enter")
        hands.sees("is not a day")


async def test_a_lesson_is_written_changed_taken_out_and_undone(desk: Session) -> None:
    async with at_the_desk(desk) as hands:
        await look(hands)
        await hands.press("n", *"Rang", "enter")
        await worked_out(hands.pilot)
        hands.sees("Looked back on", "Rang", "good")
        await hands.press("i", "enter", *" late", "down", "enter")
        await worked_out(hands.pilot)
        hands.sees("Rang late", "otherwise next time")
        await hands.press("z", "enter")
        await worked_out(hands.pilot)
        hands.sees("Taken out: Rang late. u brings it back.")
        await hands.press("u")
        await worked_out(hands.pilot)
        hands.sees("Rang late", "otherwise next time")
        await hands.press("u", "u", "u")
        await worked_out(hands.pilot)
        hands.sees("Nothing was logged in this week.")
        await hands.press("i")
        hands.sees("No lesson is written down here. Press n to write one.")


async def test_a_lesson_at_the_desk_belongs_to_the_selected_interaction_and_survives_leaving_it_half_typed(
    desk: Session,
) -> None:
    async with at_the_desk(desk) as hands:
        await hands.press("w", "escape", "L", *"Rang at", "escape", "L")
        hands.sees("Rang at")
        await hands.press(*" once", "enter")
        hands.sees("To look back on: Rang at once")
    (visit,) = [log.get(desk, identifier) for identifier in desk.book.ids("interactions")]
    (one,) = lessons.between(desk, desk.now(), desk.now() + timedelta(seconds=1))
    assert (one.interaction, one.text, visit.drafts) == (visit.id, "Rang at once", {})


async def test_y_copies_the_report_as_text_without_names(busy: Session, copied: list[str]) -> None:
    async with at_the_desk(busy, (120, 36)) as hands:
        await look(hands)
        await hands.press("end")
        hands.sees("Broken promises")
        await hands.press("y")
        await worked_out(hands.pilot)
    assert copied[0].startswith("Harbour Lane Instruments: Week 48") and "Broken promises" not in copied[0]


@pytest.mark.parametrize(("typed", "start"), [("html", "<!doctype"), ("mark", "# "), ("json", "{"), ("plain", "Harb")])
async def test_x_writes_a_file(
    busy: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str, start: str
) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    async with at_the_desk(busy) as hands:
        await look(hands)
        await hands.press("x", *typed, "enter", "enter")
        hands.sees("Written to")
        (file,) = tmp_path.glob("report-week-2026-11-23.*")
        written = file.read_text("utf-8")
        assert written.startswith(start) and "Broken promises" not in written
        await hands.press("x", *typed, "down", "enter", "enter")
        hands.sees(f"{file.name} is there already", "No, give another name")
        assert file.read_text("utf-8") == written
        await hands.press("down", "enter")
        named = file.read_text("utf-8")
    assert len(json.loads(named)["promises"]["broken_ones"]) == 1 if start == "{" else "Broken promises" in named


async def test_the_curtain_hides_it_also_when_the_count_comes_in_behind_it(busy: Session) -> None:
    async with at_the_desk(busy, (120, 36)) as hands:
        await look(hands)
        await hands.press("end")
        hands.sees("the secret bow")
        await hands.press("f9")
        await worked_out(hands.pilot)
        hands.does_not_see("the secret bow", "Walk-ins", "Week 48")
        await hands.press("space", "f2", "f7", "f9")
        await worked_out(hands.pilot)
        hands.does_not_see("the secret bow", "Walk-ins", "Week 48")


async def test_what_another_desk_does_shows(busy: Session) -> None:
    async with at_the_desk(busy) as hands:
        await look(hands)
        hands.sees("Walk-ins       6")
        log.begin(busy, "walk-in")
        await worked_out(hands.pilot)
        hands.sees("Walk-ins       7")


async def test_what_people_wrote_is_text_in_a_report(desk: Session, size: Size) -> None:
    a_hostile_book(desk)
    async with at_the_desk(desk, size) as hands:
        await look(hands)
        for key in ("home", "pagedown", "pagedown", "end", "x"):
            await hands.press(key)
            assert list(painted_harm(hands.app)) == []
        await hands.press("escape", "end")
        hands.sees("otherwise next time", "Broken promises")


@contextmanager
def held_up(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Every count waits until it is let go."""
    go = threading.Event()

    def slow(documents: object, goes_on: object) -> object:
        while not go.wait(0.01):
            if not goes_on():  # type: ignore[operator]
                raise tally.StoppedError
        return tally.through(documents, goes_on)  # type: ignore[arg-type]

    monkeypatch.setattr(reports, "through", slow)
    yield go
    go.set()


async def test_keys_go_on_while_it_counts_and_only_the_last_stretch_is_shown(
    busy: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk(busy) as hands:
        with held_up(monkeypatch) as go:
            await hands.press("f7", "left", "left", "t", "y")
            hands.sees("November 2026", "Counting", "It is still being counted.")
            await hands.press("f5", "f7")
            hands.sees("Week 48", "Counting")
            go.set()
            await worked_out(hands.pilot)
        hands.sees("Week 48", "Walk-ins")


async def test_a_count_is_given_up_where_nobody_looks_any_more(busy: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_the_desk(busy) as hands:
        with held_up(monkeypatch):
            await hands.press("f7", "escape")
            await worked_out(hands.pilot)
            hands.sees("Here and today")


FULL = Report(
    around("month", date(2026, 11, 24)),
    StandingClock().at,
    people=People(walk_ins=12_345),
    topics=Topics(3, 1, 33, 3, (Topic("strings of the old violin, " * 9, 2, True),)),
    habits=(Habit("Greeting", "Smile", 6, 83, 5, 60),),
    habits_of="Robin",
    lessons=(Learnt(StandingClock().at, "bad", "Promised without asking " * 12),),
    bars=tuple(Bar(date(2026, 11, day), day * 100) for day in range(1, 31)),
)


@pytest.mark.parametrize("width", [40, 78, 79, 117, 200])
def test_no_line_is_wider_than_its_pane(width: int) -> None:
    lines = report_lines(FULL, width)
    assert max(len(line.text) for line in lines) <= width
    assert any("Smile" in line.text and "83 %" in line.text and "+23" in line.text for line in lines)


def test_a_terminal_of_plain_letters_gets_a_report_of_plain_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESKAPP_ASCII", "1")
    symbols.cache_clear()
    drawn = "\n".join(line.text for line in report_lines(FULL, 78))
    symbols.cache_clear()
    assert "#" in drawn and not set("█░▁▂▃▄▅▆▇…") & set(drawn)


@pytest.mark.parametrize("span", SPANS)
def test_each_span_has_its_bars(span: str) -> None:
    looked_at = around(span, date(2026, 11, 24))  # type: ignore[arg-type]
    bars = tuple(Bar(day, 2) for day in looked_at.parts())
    lines = report_lines(Report(looked_at, StandingClock().at, people=People(calls=2), bars=bars), 79)
    assert any("█" in line.text for line in lines) == (span != "day")


@pytest.mark.parametrize(("key", "sentence"), [("f2", "Copied."), ("f9", "")])
@pytest.mark.parametrize("works", [True, False])
async def test_a_copy_that_is_slow_reaches_whoever_went_on_and_shows_nothing_at_the_curtain(
    busy: Session, monkeypatch: pytest.MonkeyPatch, key: str, sentence: str, works: bool
) -> None:
    go = threading.Event()

    def slow(text: str) -> None:
        go.wait(5)
        if not works:
            raise OSError("no clipboard")

    monkeypatch.setattr(clipboard, "by_pyperclip", slow)
    monkeypatch.setenv("TERM", "linux")
    async with at_the_desk(busy) as hands:
        await look(hands)
        await hands.press("y", key)
        go.set()
        await hands.settle(0.1)
        hands.does_not_see("Typical wait", "Select it by hand")
        if sentence:
            hands.sees(sentence if works else "The text couldn't be copied.")
