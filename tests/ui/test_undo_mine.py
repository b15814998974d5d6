"""`u` takes back my own last act, whatever came beside it and whoever took the desk since; a refusal names whom."""

from dataclasses import replace
from typing import Any

import pytest

from deskapp.cli.running_desk import RunningDesk
from deskapp.desk.cards import customers
from deskapp.desk.session import Session
from deskapp.desk.settings import settings as desk_settings
from deskapp.desk.settings import typed
from deskapp.desk.shifts import shifts
from deskapp.desk.undo import undoing
from deskapp.desk.visits import log
from deskapp.model.interaction import Interaction
from deskapp.ui.remote_commands import RemoteCommands
from tests.builders import all_in, refused
from tests.ui.hands import Hands, at_the_desk
from tests.ui.people import beside

SCANNED = "4006381333931"


@pytest.fixture
def beth(desk: Session) -> Interaction:
    return log.identify_new(desk, log.begin(desk, "walk-in"), "Beth Ocampo")


def newest(desk: Session, visit: Interaction) -> Interaction:
    return replace(log.get(desk, visit.id), extra={})


async def half_typed(hands: Hands, text: str) -> None:
    """Typed with a stop in it that is long enough for a part to be stored."""
    await hands.write(text[:-1])
    await hands.settle(0.4)
    await hands.write(text[-1])


async def test_a_number_scanned_at_who_is_taken_back_whole(desk: Session) -> None:
    async with at_the_desk(desk) as hands:
        await hands.press("w")
        visit = hands.app.context.selected
        await half_typed(hands, SCANNED)
        await hands.press("enter")
        assert log.get(desk, visit).phone == SCANNED
        await hands.press("u")
        assert log.get(desk, visit).phone == "" and log.get(desk, visit).called == ""
        await hands.press("U")
        assert log.get(desk, visit).phone == SCANNED


@pytest.mark.parametrize("field", ["n", "a", "i"])
async def test_a_scan_into_an_open_field_is_taken_back_whole(desk: Session, beth: Interaction, field: str) -> None:
    before = all_in(desk)
    async with at_the_desk(desk) as hands:
        await hands.press(field)
        await hands.burst(f"{SCANNED}\n")
        assert SCANNED in str(newest(desk, beth))
        await hands.press("u")
        assert all_in(desk) == before


async def test_a_scan_at_no_field_leaves_u_to_what_was_done_before(desk: Session, beth: Interaction) -> None:
    async with at_the_desk(desk) as hands:
        before = all_in(desk)
        await hands.press("n", *"left a scarf", "enter")
        await hands.burst(f"{SCANNED}\n")
        await hands.settle(0.3)
        await hands.press("u")
        assert all_in(desk) == before


async def test_a_card_found_by_its_number_is_taken_back_without_a_part_of_the_number(desk: Session) -> None:
    customers.make(desk, "Gus Marlow", phone="202 555 0143")
    async with at_the_desk(desk) as hands:
        await hands.press("w")
        visit = hands.app.context.selected
        await half_typed(hands, "2025550143")
        await hands.press("enter")
        assert (log.get(desk, visit).name, log.get(desk, visit).phone) == ("Gus Marlow", "2025550143")
        await hands.press("u")
        assert (log.get(desk, visit).name, log.get(desk, visit).phone) == ("", "")


async def test_a_name_without_a_card_comes_back_when_the_card_is_taken_back(desk: Session) -> None:
    customers.make(desk, "Gus Marlow")
    async with at_the_desk(desk) as hands:
        await hands.press("w", *"Rita", "escape")
        visit = hands.app.context.selected
        await hands.press("space", "ctrl+u")
        await half_typed(hands, "Gus Marlow")
        await hands.press("enter")
        assert log.get(desk, visit).name == "Gus Marlow"
        await hands.press("u")
        assert (log.get(desk, visit).name, log.get(desk, visit).customer) == ("Rita", None)
        await hands.press("u")
        assert log.get(desk, visit).name == ""
        await hands.press("u")
        assert not hands.app.context.day.open


async def test_a_ring_between_keys_neither_ends_the_typing_nor_is_taken_back(desk: Session, beth: Interaction) -> None:
    async with at_the_desk(desk) as hands:
        before = newest(desk, beth)
        await hands.press("i", *"tea")
        await hands.settle(0.4)
        await beside(hands, "ring", "020 7946 0018")
        await hands.write(" for two")
        await hands.settle(0.4)
        await beside(hands, "ring", "020 7946 0018", "--hung-up")
        await hands.press("enter")
        assert newest(desk, beth).reason == "tea for two"
        await hands.press("u")
        assert newest(desk, beth) == before
        assert [call.missed_at is not None for call in hands.app.context.missed_calls()] == [True]
        await hands.press("U")
        assert newest(desk, beth).reason == "tea for two"


@pytest.mark.parametrize("after", [(), ("--answered",), ("--hung-up",), ("--elsewhere",)], ids=str)
async def test_u_takes_my_tick_back_and_leaves_the_phone_alone(
    desk: Session, beth: Interaction, after: tuple[str, ...]
) -> None:
    async with at_the_desk(desk) as hands:
        before = newest(desk, beth)
        await hands.press("1")
        await beside(hands, "ring", "020 7946 0018")
        if after:
            await beside(hands, "ring", "020 7946 0018", *after)
        calls = {key: one for key, one in all_in(desk).items() if key[1] != beth.id}
        hands.app._letter_until = 0.0
        await hands.press("u")
        assert newest(desk, beth) == before
        assert {key: one for key, one in all_in(desk).items() if key[1] != beth.id} == calls


async def test_a_command_within_my_typing_is_not_taken_back_with_it(desk: Session, beth: Interaction) -> None:
    async with at_the_desk(desk) as hands:
        await hands.press("i", *"tea")
        await hands.settle(0.4)
        await beside(hands, "reason", beth.id, "strings")
        await hands.press("escape")
        hands.sees("strings")


async def test_who_took_the_desk_is_taken_back_and_done_again(desk: Session, beth: Interaction) -> None:
    shifts.begin(desk, "Robin")
    async with at_the_desk(desk) as hands:
        await hands.press("1", "s", *"Ana", "enter")
        assert (desk.staff, desk_settings.read(desk).staff) == ("Ana", "Ana")
        await hands.press("u")
        assert (desk.staff, desk_settings.read(desk).staff) == ("Robin", "Robin")
        running = shifts.running(desk)
        assert running and running.staff == "Robin"
        hands.sees("Robin")
        await hands.press("U")
        assert desk.staff == "Ana"
        hands.sees("Ana")
        await hands.press("n", *"a scarf", "enter", "u")
        assert not newest(desk, beth).notes and newest(desk, beth).ticks
        await hands.press("u", "u")
        assert desk.staff == "Robin" and not newest(desk, beth).ticks


async def test_the_desk_is_whose_a_command_says_that_it_is(desk: Session) -> None:
    shifts.begin(desk, "Robin")
    async with at_the_desk(desk) as hands:
        await beside(hands, "shift", "Ana")
        assert desk.staff == "Ana"
        hands.sees("Ana")
        await beside(hands, "undo")
        assert desk.staff == "Robin"


async def test_what_the_one_before_did_is_not_mine(desk: Session, beth: Interaction) -> None:
    async with at_the_desk(desk) as hands:
        await hands.press("1")
        ticked = newest(desk, beth)
        desk.staff = "Ana"
        await hands.press("u")
        hands.sees("nothing to undo")
        await hands.press("n", *"a scarf", "enter", "u", "u")
        assert newest(desk, beth) == ticked
        desk.staff = "Robin"
        await hands.press("u")
        assert not newest(desk, beth).ticks


def test_who_opened_the_desk_is_at_it_again_once_another_shift_is_undone(desk: Session) -> None:
    desk_settings.write(desk, staff="")
    desk.staff = "Rita"
    shifts.begin(desk, "Omar")
    undoing.undo(desk)
    assert (desk.staff, desk_settings.read(desk).staff, shifts.running(desk)) == ("Rita", "Rita", None)
    undoing.redo(desk)
    assert desk.staff == "Omar"


async def test_an_end_of_a_shift_is_one_step(desk: Session) -> None:
    shifts.begin(desk, "Robin")
    before = all_in(desk)
    async with at_the_desk(desk) as hands:
        await hands.press("s", "down", "enter")
        hands.sees("Robin")
        await hands.press("enter", *"Ana", "enter")
        assert shifts.running(desk) is None
        await hands.press("u")
        assert all_in(desk) == before


def told(hands: Hands, *words: str) -> None:
    hands.sees(*words)
    hands.does_not_see("_", "None", "{")


async def test_what_stands_in_the_way_is_told_by_name_once_and_stepped_over(desk: Session, beth: Interaction) -> None:
    async with at_the_desk(desk, (120, 36)) as hands:
        await hands.press("n", *"a scarf", "enter", "i", *"tea", "enter")
        await beside(hands, "reason", beth.id, "coffee")
        await hands.press("u")
        told(hands, "cannot be undone: Beth Ocampo's reason was changed by Kim, with a command, since.")
        assert newest(desk, beth).notes
        await hands.press("u")
        assert not newest(desk, beth).notes and newest(desk, beth).reason == "coffee"


async def test_what_cannot_be_done_again_is_told_by_name_once_and_stepped_over(
    desk: Session, beth: Interaction
) -> None:
    async with at_the_desk(desk, (120, 36)) as hands:
        await hands.press("i", *"tea", "enter", "n", *"a scarf", "enter", "1", "u", "u", "u")
        await beside(hands, "reason", beth.id, "coffee")
        await hands.press("U")
        told(hands, "cannot be redone: Beth Ocampo's reason was changed by Kim, with a command, since.")
        await hands.press("U")
        assert newest(desk, beth).notes and not newest(desk, beth).ticks
        await hands.press("U")
        assert newest(desk, beth).ticks


async def test_a_setting_that_another_changed_is_told_by_its_label_and_blocks_nothing_older(
    desk: Session, beth: Interaction
) -> None:
    log.note(desk, beth, "a scarf")
    typed.put(desk, "hold_minutes", "4")
    async with at_the_desk(desk, (120, 36)) as hands:
        await beside(hands, "settings", "hold_minutes", "5")
        await hands.press("u")
        told(hands, "cannot be undone: the setting “On hold” was changed by Kim, with a command, since.")
        await hands.press("u")
        assert not newest(desk, beth).notes and desk_settings.read(desk).hold_minutes == 5


async def test_a_line_of_plain_mode_is_one_act_although_the_phone_rings_within_it(desk: Session) -> None:
    async with at_the_desk(desk) as hands:
        app, before = hands.app, all_in(desk)
        line = RemoteCommands(app, RunningDesk(desk))

        def send(*argv: str) -> Any:
            request = {"argv": list(argv), "staff": "Kim", "width": 100, "act": "plain-0123456789abcdef"}
            answer = line.handle(request)
            assert isinstance(answer, dict) and answer["status"] == 0, answer

        send("log", "--no-card", "walk-in", "Zoe Quist")
        visit = next(iter(app.context.day.open))
        await beside(hands, "ring", "020 7946 0018")
        send("identify", visit, "Zoe Quist")
        assert log.get(desk, visit).customer
        await beside(hands, "undo")
        left = all_in(desk)
        assert [one["kind"] for key, one in left.items() if key not in before] == ["call"]


async def test_nothing_is_changed_by_a_refused_undo(desk: Session) -> None:
    with refused(desk, "nothing to undo"):
        undoing.undo(desk)


async def test_who_is_at_the_desk_by_the_settings_is_taken_back_by_whom_it_is(desk: Session) -> None:
    async with at_the_desk(desk) as hands:
        typed.put(desk, "staff", "Ana")
        assert desk.staff == "Ana"
        await hands.press("u")
        assert desk.staff == desk_settings.read(desk).staff == "Robin"
