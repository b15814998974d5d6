"""What was just said: beside the keys where it is good and short, else above them, hiding neither key nor step."""

import pytest

from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.ui.frame.base_screen import BaseScreen
from deskapp.ui.screens.customers import CustomersScreen
from tests.ui.hands import at_the_desk

LONG = "The promise to ring back with a price for the oud's bridge, which was made on Monday, is twelve minutes late."


async def test_good_news_shares_the_row_of_the_keys(desk: Session) -> None:
    log.greet(desk, log.begin(desk, "walk-in"))
    async with at_the_desk(desk) as hands:
        before = hands.screen.splitlines()
        await hands.press("n", *"a red light", "enter")
        after = hands.screen.splitlines()
        assert after[-1].startswith(" ✓ Noted.  1-9 tick  p promise") and after[-1].rstrip().endswith("? help")
        assert after[-9:-1] == before[-9:-1]
        await hands.click("p promise")
        hands.sees("By when")


@pytest.mark.parametrize("sentence", ["Nothing is asked for.", LONG])
async def test_bad_news_hides_no_key_and_no_step(desk: Session, size: tuple[int, int], sentence: str) -> None:
    log.begin(desk, "walk-in")
    async with at_the_desk(desk, size) as hands:
        keys = hands.screen.splitlines()[-1]
        assert isinstance(hands.app.screen, BaseScreen)
        hands.app.screen.say(sentence, bad=True)
        await hands.settle()
        assert hands.screen.splitlines()[-1] == keys
        hands.sees(sentence, "Here and today", "1 ○", "6 ○", "Greeting 0/7", "no name yet")
        await hands.press("n", *"a")
        hands.does_not_see(sentence.split()[-1])


async def test_a_second_that_passes_on_the_way_to_a_screen_is_let_pass(desk: Session) -> None:
    async with at_the_desk(desk) as hands:
        screen = CustomersScreen(hands.app.context)
        waiting = hands.app.push_screen(screen)
        hands.app._tick()
        hands.app.refresh_screens()
        await waiting
        await hands.settle()
        hands.sees("No cards yet.")


async def test_in_a_crowd_with_an_alarm_the_person_the_steps_and_the_keys_are_in_sight(
    desk: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(9):
        log.identify_new(desk, log.begin(desk, "call"), f"Guest {number}")
    async with at_the_desk(desk) as hands:
        await hands.press("d", *"a: walnuts", "enter", "r")
        assert isinstance(hands.app.screen, BaseScreen)
        monkeypatch.setattr(hands.app.screen, "show_alarm", lambda: None)  # this one is in no book, and has to stay
        hands.app.screen.message_line().show_alarm(LONG, "int_0")
        await hands.settle()
        hands.sees("Address as", "ALLERGY", "1 ○", "7 ○", "? help", "The promise to ring back")
