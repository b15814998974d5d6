"""Nothing typed is lost to Escape, another screen, a restart, or a disk that takes nothing for a while."""

import pytest

from deskapp.desk import log
from deskapp.desk.session import Desk
from deskapp.errors import RefusedError
from deskapp.ui.app import DeskApp
from tests.ui.hands import at_the_desk

NEW_WORDS = {
    "a new card": ("f3", "n"),
    "an entry of the FAQ": ("f6", "n"),
    "a lesson of the day": ("f7", "n"),
    "a lesson of a visit": ("f2", "L"),
    "a phrase": ("f8", "t", "n"),
    "a note on a visit": ("f2", "n"),
    "an entry out of a visit": ("f2", "F"),
}


@pytest.mark.parametrize("place", NEW_WORDS)
@pytest.mark.parametrize("way", ["escape", "another screen"])
async def test_new_words_are_there_again_also_after_a_restart(desk: Desk, place: str, way: str) -> None:
    log.identify_new(desk, log.begin(desk, "walk-in"), "Beth Ocampo")
    async with at_the_desk(desk) as hands:
        for key in NEW_WORDS[place]:
            await hands.press(key)
        await hands.press(*"quilted zither")
        await hands.press("escape" if way == "escape" else "f4")
        if way == "escape":
            hands.sees("Kept for later.")
    async with at_the_desk(desk) as hands:
        for key in NEW_WORDS[place]:
            await hands.press(key)
        hands.sees("quilted zither")
        await hands.press("ctrl+u", "escape")


async def test_words_that_are_done_do_not_come_again(desk: Desk) -> None:
    async with at_the_desk(desk) as hands:
        await hands.press("f3", "n", *"Kim Quill", "escape")
        await hands.press("n", "enter")
        await hands.press("n")
        hands.does_not_see("New card     Kim Quill")


async def test_words_that_no_disk_takes_wait_and_are_offered_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    beth = log.identify_new(desk, log.begin(desk, "walk-in"), "Beth Ocampo")
    gita = log.identify_new(desk, log.begin(desk, "walk-in"), "Gita Rao")
    stored = log.draft

    def full(*arguments: object) -> None:
        raise RefusedError("The disk is full.", "Make room.")

    async with at_the_desk(desk) as hands:
        app = hands.app
        assert isinstance(app, DeskApp)
        app.open_interaction(beth.id)
        monkeypatch.setattr(log, "draft", full)
        await hands.press("n", *"left her scarf")
        await hands.click("Gita Rao")
        assert app.context.lit == gita.id and not log.get(desk, beth.id).drafts
        app.open_interaction(beth.id)
        await hands.press("n")
        hands.sees("left her scarf")
        await hands.press("escape")
        monkeypatch.setattr(log, "draft", stored)
        app._tick()
        await hands.settle()
        hands.sees("What you typed before is stored now.")
    assert log.get(desk, beth.id).drafts == {"note": "left her scarf"} and not log.get(desk, gita.id).drafts
