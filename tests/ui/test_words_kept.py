"""Nothing typed is lost to Escape, another screen, a restart, or a disk that takes nothing for a while."""

from datetime import timedelta

import pytest

from deskapp.desk.answers import faq
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.visits import log
from tests.builders import StandingClock
from tests.ui.hands import at_the_desk, worked_out

NEW_WORDS = {
    "a new card": ("f3", "n"),
    "an entry of the FAQ": ("f6", "n"),
    "a lesson of the day": ("f7", "n"),
    "a lesson of a visit": ("f2", "L"),
    "a phrase": ("f8", "t", "n"),
    "a note on a visit": ("f2", "n"),
    "an entry out of a visit": ("f2", "F"),
    "who takes the desk": ("f2", "s"),
    "the card of the same person": ("f3", "M"),
    "who the promise is to": ("f4", "p"),
}


@pytest.mark.parametrize("way", ["escape", "another screen"])
async def test_new_words_of_each_place_are_there_again_also_after_a_restart(desk: Session, way: str) -> None:
    log.identify_new(desk, log.begin(desk, "walk-in"), "Beth Ocampo")
    async with at_the_desk(desk) as hands:
        for number, place in enumerate(NEW_WORDS):
            for key in NEW_WORDS[place]:
                await hands.press(key)
            hands.does_not_see("Kept for later.", "zither")
            await hands.press(*f"zither {number}")
            hands.sees(f"zither {number}")
            await hands.press("escape" if way == "escape" else "f4")
            if way == "escape":
                hands.sees("Kept for later.")
    async with at_the_desk(desk) as hands:
        for number, place in enumerate(NEW_WORDS):
            for key in NEW_WORDS[place]:
                await hands.press(key)
            hands.sees(f"zither {number}")
            await hands.press("ctrl+u", "escape")


IN_A_DIALOG = {
    "who it is handed to": ("H", "enter"),
    "why promises stay open": ("ctrl+q", "l", "l"),
    "who takes those who are here": ("ctrl+q", "h"),
}


@pytest.mark.parametrize("place", IN_A_DIALOG)
async def test_what_is_typed_in_a_dialog_is_there_after_a_power_cut(
    desk: Session, now: StandingClock, place: str
) -> None:
    log.identify_new(desk, log.begin(desk, "walk-in"), "Beth Ocampo")
    promises.make(desk, "a price", now() + timedelta(hours=2))
    for comes_back in (False, True):
        async with at_the_desk(desk) as hands:
            for key in IN_A_DIALOG[place]:
                await hands.press(key)
            if not comes_back:
                await hands.press(*"quilted zither")
                await hands.settle(0.5)
            else:
                hands.sees("quilted zither")
                await hands.press("escape")
                hands.sees("Kept for later.")


async def test_a_changed_answer_of_the_faq_outlives_a_power_cut_until_it_is_copied(
    desk: Session, copied: list[str]
) -> None:
    faq.make(desk, "Where do I park?", "Behind the shop.")
    async with at_the_desk(desk) as hands:
        await hands.press("f6", "enter")
        await hands.press("i")
        await hands.press(*" Mind the zither")
        await hands.settle(0.5)
    async with at_the_desk(desk) as hands:
        await hands.press("f6", "enter")
        hands.sees("Mind the zither")
        await hands.press("enter")
        await worked_out(hands.pilot)
        await hands.press("enter")
        hands.does_not_see("Mind the zither")
    assert copied == ["Behind the shop. Mind the zither"]


async def test_a_setting_is_put_back_by_escape_and_its_words_outlive_a_power_cut(desk: Session) -> None:
    to_the_name = ("comma", "enter")
    async with at_the_desk(desk) as hands:
        await hands.press(*to_the_name[:1])
        await hands.press(to_the_name[1])
        hands.sees("Setting ·")
        await hands.press(*" and zither")
        await hands.settle(0.5)
    async with at_the_desk(desk) as hands:
        for key in to_the_name:
            await hands.press(key)
        hands.sees("and zither")
        await hands.press("escape")
        hands.sees("Put back as it was.")
        await hands.press("enter")
        hands.does_not_see("and zither")


async def test_words_over_a_known_card_are_kept_and_said_so(desk: Session) -> None:
    visit = log.identify_new(desk, log.begin(desk, "walk-in"), "Beth Ocampo")
    async with at_the_desk(desk) as hands:
        await hands.press("space", *"Gita R", "escape")
        hands.sees("It stays Beth Ocampo. “Gita R” is kept for later.")
        assert log.get(desk, visit.id).name == "Beth Ocampo"
        await hands.press("space")
        hands.sees("Gita R")
        await hands.press("ctrl+u", *"Gita Rao", "ctrl+n")
        assert log.get(desk, visit.id).name == "Gita Rao" and not log.get(desk, visit.id).drafts


async def test_words_that_are_done_do_not_come_again(desk: Session) -> None:
    async with at_the_desk(desk) as hands:
        await hands.press("f3", "n", *"Kim Quill", "escape")
        await hands.press("n", "enter")
        await hands.press("n")
        hands.does_not_see("New card     Kim Quill")
