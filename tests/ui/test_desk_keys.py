"""The keys of the desk: kettle, notes, requests, promises, hold, hand-over, end, undo, and from one to the next."""

from datetime import timedelta

import pytest

from deskapp.desk.cards import customers
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.visits import checklists, log, requests, transfers
from deskapp.desk.visits import day as days
from deskapp.model.interaction import Interaction
from tests.builders import StandingClock, all_in
from tests.ui.hands import at_the_desk

Size = tuple[int, int]


def the_only_one(desk: Session) -> Interaction:
    (one,) = days.look(desk).open.values()
    return one


@pytest.fixture
def beth(desk: Session) -> Interaction:
    return log.identify_new(desk, log.begin(desk, "walk-in"), "Beth")


async def test_the_kettle_goes_by_fives_and_sixty_starts_resolution_and_steam(
    desk: Session, beth: Interaction, size: Size
) -> None:
    async with at_the_desk(desk, size) as hands:
        await hands.press("plus", "plus", "plus")
        hands.sees("55 °C", "Greeting 0/7")
        await hands.press("plus")
        hands.sees("60 °C", "Let off steam 0/6", "60°")
        await hands.press("t", "t")
        hands.sees("Resolution 0/7")
        await hands.press("minus", "minus")
        hands.sees("50 °C", "─ Resolution 0/7 ─")
    one = log.get(desk, beth.id)
    assert one.temperature == 50 and set(one.runs) == {"greeting_walk_in", "resolution", "steam"}


async def test_ticks_toggle_and_a_number_without_a_step_says_so(desk: Session, beth: Interaction) -> None:
    async with at_the_desk(desk) as hands:
        await hands.press("1", "2", "1", "4")
        hands.sees("Greeting 2/7", "● Beth")
        await hands.press("9")
        hands.sees("▲ 'Greeting' has 7 steps.")
        await hands.press("1", "3", "5", "6", "7")
        hands.sees("Greeting 7/7", "All done. Well done!")


async def test_keys_that_need_somebody_say_so_at_an_empty_desk(desk: Session) -> None:
    async with at_the_desk(desk) as hands:
        for key in ("1", "g", "plus", "minus", "n", "a", "A", "i", "space", "o", "h", "r", "t", "e", "b", "x", "enter"):
            await hands.press(key)
            hands.sees("Nobody is here. Press w for a walk-in")
        await hands.press("left_square_bracket", "right_square_bracket", "up", "down", "k", "d")
        hands.sees("Nobody is here.")
    assert {table for table, _ in all_in(desk)} == {"settings"}


async def test_a_note_is_one_line_with_its_time(desk: Session, beth: Interaction) -> None:
    async with at_the_desk(desk) as hands:
        await hands.press("n", *"a deep scratch", "enter")
        hands.sees("Notes 10:00 a deep scratch", "Noted.")
        await hands.press("n", "enter")
        hands.sees("▲ Nothing was written. Write the note first.", "Note")
        await hands.press("escape")
    assert len(log.get(desk, beth.id).notes) == 1


async def test_each_request_gets_its_answer(desk: Session, beth: Interaction, size: Size) -> None:
    async with at_the_desk(desk, size) as hands:
        await hands.press("A")
        hands.sees("Nothing is asked for and unanswered.")
        await hands.press("a", *"a new bow", "enter", "a", *"rosin", "enter")
        hands.sees("Asked for ○ a new bow", "○ rosin")
        await hands.press("A")
        hands.sees("Which one?")
        await hands.press("down", "enter")
        hands.sees("To: rosin")
        await hands.press(*"in the drawer", "enter")
        hands.sees("✓ rosin → in the drawer", "○ a new bow")
        await hands.press("A", *"on Friday", "enter")
        hands.sees("✓ a new bow → on Friday")
    assert log.get(desk, beth.id).open_requests == {}


async def test_the_time_of_a_promise_is_shown_before_it_is_made(desk: Session, beth: Interaction, size: Size) -> None:
    async with at_the_desk(desk, size) as hands:
        await hands.press("p", *"a price", "tab")
        hands.sees("By when? 15:00, in 20m, tomorrow 9:00, fri 14:00")
        await hands.write("in 20m")
        hands.sees("10:20", "Enter promises it.")
        assert promises.all_open(desk) == []
        await hands.press("enter")
        hands.sees("Promised to Beth: a price", "1 due", "in 20 min")
    (made,) = promises.all_open(desk)
    assert (made.what, made.due_typed, made.customer) == ("a price", "in 20m", beth.customer)
    assert made.due - made.made_at == timedelta(minutes=20)


@pytest.mark.parametrize(
    ("typed", "shown", "minutes"),
    [("15:00", "15:00", 300), ("tomorrow 9:00", "9:00", 23 * 60), ("fri 14:00", "14:00", 3 * 1440 + 240)],
)
async def test_times_are_read_as_people_type_them(
    desk: Session, beth: Interaction, typed: str, shown: str, minutes: int
) -> None:
    async with at_the_desk(desk) as hands:
        await hands.press("p", *"a price", "tab", *typed)
        hands.sees(shown)
        await hands.press("enter")
    (made,) = promises.all_open(desk)
    assert made.due - made.made_at == timedelta(minutes=minutes)


async def test_a_time_that_nobody_can_read_keeps_what_was_typed(desk: Session, beth: Interaction) -> None:
    async with at_the_desk(desk) as hands:
        await hands.press("p", *"a price", "enter", *"whenever", "enter")
        hands.sees("a price", "whenever", "▲")
        assert promises.all_open(desk) == []
        await hands.press(*["backspace"] * 8, *"in 1h", "enter")
    assert [one.what for one in promises.all_open(desk)] == ["a price"]


async def test_a_half_typed_promise_waits_for_its_time(desk: Session, beth: Interaction) -> None:
    async with at_the_desk(desk) as hands:
        await hands.press("p", *"a price", "tab", *"in 2", "escape", "p")
        hands.sees("a price", "in 2")
        await hands.press("tab", *"0m", "enter")
    (made,) = promises.all_open(desk)
    assert made.due_typed == "in 20m" and log.get(desk, beth.id).drafts == {}


async def test_k_keeps_the_only_promise_and_asks_where_there_are_more(desk: Session, beth: Interaction) -> None:
    for what in ("a price", "ring back"):
        promises.make(desk, what, desk.now() + timedelta(hours=1), interaction=beth)
    async with at_the_desk(desk) as hands:
        await hands.press("k")
        hands.sees("Which one?")
        await hands.press(*"ring", "enter")
        hands.sees("Kept: ring back")
        await hands.press("k")
        hands.sees("Kept: a price")
        await hands.press("k")
        hands.sees("No promise is open. Press p to make one.")
    assert promises.all_open(desk) == []


async def test_a_promise_is_moved_and_whether_they_know_is_on_record(desk: Session, beth: Interaction) -> None:
    promises.make(desk, "a price", desk.now() + timedelta(hours=1), interaction=beth)
    async with at_the_desk(desk) as hands:
        await hands.press("v", *"16:00", "enter")
        hands.sees("They know?", "Yes, they know the new time")
        await hands.press(*"yes", "enter")
    (moved,) = promises.all_open(desk)
    assert [move.told for move in moved.moves.values()] == [True]
    assert moved.due == desk.now() + timedelta(hours=6)


async def test_on_hold_and_back(desk: Session, beth: Interaction, now: StandingClock) -> None:
    async with at_the_desk(desk) as hands:
        await hands.press("o")
        hands.sees("‖ Beth", "on hold")
        now.on(minutes=4)
        await hands.press("o")
        hands.sees("● Beth", "being served")
    (hold,) = log.get(desk, beth.id).holds.values()
    assert hold.until and hold.until - hold.since == timedelta(minutes=4)


async def test_the_third_transfer_is_an_alarm_that_asks_who_owns_it(
    desk: Session, beth: Interaction, now: StandingClock, size: Size
) -> None:
    async with at_the_desk(desk, size) as hands:
        await hands.press("h", *"Mo", "tab", *"knows pianos", "enter")
        hands.sees("With Mo, 10:00: knows pianos")
        now.on(minutes=1)
        await hands.press("h", *"Ines", "tab", *"decides", "enter")
        hands.does_not_see("owns")
        now.on(minutes=1)
        await hands.press("h", *"Kay", "tab", *"the boss", "enter")
        hands.sees("Who owns it?", "Kay", "3 transfers. One person stays with it to the end.")
        await hands.press("enter")
        hands.sees("Owner Kay")
    one = log.get(desk, beth.id)
    assert transfers.is_passed_around(one) and one.owner == "Kay"


async def test_it_ends_with_one_line(desk: Session, beth: Interaction) -> None:
    async with at_the_desk(desk) as hands:
        await hands.press("e")
        hands.sees("Outcome", "how did it come out?")
        await hands.press(*"strings sold, 40", "enter")
        hands.sees("Ended: Beth", "0 here", "Outcome strings sold, 40")
        await hands.press("e")
        hands.sees("That interaction has ended already.")
    assert log.get(desk, beth.id).outcome == "strings sold, 40"


async def test_what_stands_open_is_shown_at_the_end_and_asks_why(desk: Session, beth: Interaction, size: Size) -> None:
    requests.add(desk, beth, "a new bow")
    async with at_the_desk(desk, size) as hands:
        await hands.press("e")
        hands.sees("Not answered: a new bow", "Enter asks why to end anyway")
        await hands.press(*"gone", "enter")
        hands.sees("Why anyway?", "Not answered: a new bow")
        await hands.press("enter")
        assert log.get(desk, beth.id).is_open
        await hands.press(*"they had to catch a train", "enter")
        hands.sees("Ended: Beth")
    ended = log.get(desk, beth.id)
    assert (ended.outcome, ended.overruled) == ("gone", "they had to catch a train")


async def test_escape_goes_back_to_what_stands_open(desk: Session, beth: Interaction) -> None:
    requests.add(desk, beth, "a new bow")
    async with at_the_desk(desk) as hands:
        await hands.press("e", *"gone", "escape", "A", *"Friday", "enter", "e")
        hands.sees("gone")
        await hands.press("enter")
    assert log.get(desk, beth.id).outcome == "gone" and log.get(desk, beth.id).overruled == ""


async def test_u_takes_back_step_by_step_and_U_does_again(desk: Session) -> None:
    async with at_the_desk(desk) as hands:
        states = [all_in(desk)]
        for keys in (["w", "escape"], ["space", *"Beth", "enter"], ["g"], ["1"], ["plus"], ["n", *"hi", "enter"]):
            await hands.press(*keys)
            states.append(all_in(desk))
        for before in states[-2::-1]:
            await hands.press("u")
            hands.sees("undone:")
            assert without_drafts(all_in(desk)) == without_drafts(before)
        hands.sees("Nobody is here.")
        await hands.press("u")
        hands.sees("There is nothing to undo.")
        await hands.press(*["U"] * 6)
        assert without_drafts(all_in(desk)) == without_drafts(states[-1])
        hands.sees("redone: note for Beth", "Greeting 1/7")
        await hands.press("U")
        hands.sees("There is nothing to redo.")


def without_drafts(found: dict[tuple[str, str], dict[str, object]]) -> dict[tuple[str, str], dict[str, object]]:
    """Half-typed text has no step of its own."""
    return {key: {**document, "drafts": {}, "called": ""} for key, document in found.items()}


async def test_brackets_go_round_the_open_ones_and_arrows_over_all_of_today(desk: Session, now: StandingClock) -> None:
    for name in ("Ann", "Ben", "Cem"):
        log.identify_new(desk, log.begin(desk, "walk-in"), name)
        now.on(minutes=1)
    log.end(desk, log.identify_new(desk, log.begin(desk, "call"), "Dora"), "done")
    async with at_the_desk(desk) as hands:
        titles = []
        for key in ("right_square_bracket", "right_square_bracket", "right_square_bracket", "left_square_bracket"):
            await hands.press(key)
            titles.append(next(name for name in ("Ann", "Ben", "Cem", "Dora") if f"─ {name} ─" in hands.screen))
        assert titles == ["Ben", "Cem", "Ann", "Cem"]
        await hands.press("down", "down", "down", "down")
        hands.sees("─ Dora · 10:03 ─")
        await hands.press("up", "up", "up", "up", "up")
        hands.sees("─ Ann ─")


async def test_two_at_once_keep_their_own_greetings(desk: Session) -> None:
    async with at_the_desk(desk) as hands:
        await hands.press("w", *"Ann", "enter", "1", "2", "c", *"Ben", "enter", "1")
        hands.sees("Greeting 1/7", "─ Ben ─")
        await hands.press("left_square_bracket")
        hands.sees("Greeting 2/7", "─ Ann ─")


async def test_r_starts_the_resolution_and_t_goes_back_to_the_greeting(desk: Session, beth: Interaction) -> None:
    async with at_the_desk(desk) as hands:
        await hands.press("r")
        hands.sees("Resolution 0/7")
        await hands.press("t")
        hands.sees("Greeting 0/7")
    assert checklists.RESOLUTION in log.get(desk, beth.id).runs


async def test_a_preference_needs_a_card_and_an_allergy_goes_on_top(desk: Session) -> None:
    async with at_the_desk(desk) as hands:
        await hands.press("w", "escape", "d")
        hands.sees("Say who it is first: Space.")
        await hands.press("space", *"Beth", "enter", "d")
        hands.sees("ALLERGY, always on top")
        await hands.press(*"a: tree nuts", "enter")
        hands.sees("▲ ALLERGY tree nuts")
    (card,) = [customers.get(desk, identifier) for identifier in desk.book.ids("customers")]
    assert [one.item for one in card.with_stance("allergy")] == ["tree nuts"]


async def test_who_is_here_stays_in_sight_while_one_looks_back(desk: Session, now: StandingClock, size: Size) -> None:
    for number in range(9):
        log.end(desk, log.identify_new(desk, log.begin(desk, "call"), f"Over {number}"), "done")
        now.on(minutes=1)
    for name in ("Beth", "Gus", "Zoe"):
        log.identify_new(desk, log.begin(desk, "walk-in"), name)
        now.on(seconds=1)
    async with at_the_desk(desk, size) as hands:
        for _ in range(12):
            await hands.press("down")
        hands.sees("Over 0", "Beth", "Gus", "Zoe")
        await hands.press("f2")
        assert log.get(desk, hands.app.context.selected).name == "Beth"
