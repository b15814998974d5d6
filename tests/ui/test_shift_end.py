"""The end of a shift by keys: the sheet that is handed over ends it, or no name at all; `u` takes that back."""

import pytest

from deskapp.desk.handover import handed, handover
from deskapp.desk.session import Session
from deskapp.desk.shifts import shifts
from tests.ui.hands import at_the_desk

WIDE = (120, 36)
END = ("escape", "escape", "s", "down", "enter")
END_BELOW_ANOTHER = ("escape", "escape", "s", "down", "down", "enter")


@pytest.fixture
def desk(desk: Session) -> Session:
    shifts.begin(desk, "Robin")
    return desk


def at_work(desk: Session) -> str:
    shift = shifts.running(desk)
    return shift.staff if shift else ""


async def test_to_sign_a_past_sheet_of_anothers_ends_no_shift(desk: Session) -> None:
    handover.note(desk, "the till is short")
    handover.hand_over(desk, "Ana")
    shifts.begin(desk, "Kim")
    async with at_the_desk(desk, WIDE) as hands:
        await hands.press(*END_BELOW_ANOTHER)
        await hands.press("[", "enter", "y", "enter")
        hands.sees("Kim has read what Robin left, in place of Ana.", "end your shift")
        assert at_work(desk) == "Kim" and not handover.unread(desk)
        await hands.press("escape")
        hands.sees("Your shift goes on.")
        await hands.press("u")
        assert at_work(desk) == "Kim" and handover.unread(desk), "signing is an act of its own"
        await hands.press(*END_BELOW_ANOTHER)
        await hands.press("enter", *"Sam", "enter")
        hands.sees("Kim's shift has ended. Handed over. Sam signs it once it's read.")
        assert not at_work(desk)
        await hands.press("u")
        assert at_work(desk) == "Kim" and [one.to for one in handed.past(desk)] == ["Ana"]


async def test_alone_in_the_shop_a_shift_ends_without_a_hand_over_and_notes_stay(desk: Session) -> None:
    async with at_the_desk(desk, WIDE) as hands:
        handover.note(desk, "the till is short")
        await hands.press(*END)
        await hands.press("enter")
        hands.sees("Enter alone ends your shift without a hand-over.")
        assert at_work(desk) == "Robin"
        await hands.press("enter")
        hands.sees("Robin's shift has ended. Your notes stay for whoever comes next.")
        assert not at_work(desk) and not list(handed.past(desk))
        await hands.press("u")
        assert at_work(desk) == "Robin"
        await hands.press(*END)
        await hands.press("enter", "enter", "s", *"Kim", "enter")
        hands.sees("Kim is at the desk. Robin left a note for whoever comes next.")
        await hands.press("H")
        hands.sees("the till is short")


async def test_a_hand_over_within_a_shift_still_needs_a_name(desk: Session) -> None:
    async with at_the_desk(desk, WIDE) as hands:
        await hands.press("H", "enter", "enter")
        hands.sees("A hand-over goes to a person.")
        hands.does_not_see("Enter alone ends")
    assert at_work(desk) == "Robin" and not list(handed.past(desk))
