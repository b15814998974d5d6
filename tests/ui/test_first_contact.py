"""Somebody comes in or rings: one key, a name, Enter, and the greeting is under way."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from deskapp.desk.cards import customers
from deskapp.desk.session import Session
from deskapp.desk.visits import day as days
from deskapp.desk.visits import log
from deskapp.model.interaction import Interaction
from tests.builders import StandingClock, a_desk
from tests.ui.hands import at_the_desk

Size = tuple[int, int]


def the_only_one(desk: Session) -> Interaction:
    (one,) = days.look(desk).open.values()
    return one


async def test_a_walk_in_a_name_enter_and_two_ticks(desk: Session, size: Size) -> None:
    async with at_the_desk(desk, size) as hands:
        hands.sees("Nobody is here.", "w", "walk-in", "Steps show here")
        await hands.press("w")
        hands.sees("Walk-in, no name yet", "Who?", "Greeting 0/7", "1 here", "1 waiting")
        assert the_only_one(desk).state == "waiting"
        await hands.write("Beth Ocampo")
        hands.sees("Beth Ocampo", "Enter makes a new card.")
        await hands.press("enter")
        hands.sees("New card: Beth Ocampo", "Address as Beth Ocampo")
        hands.does_not_see("Who?")
        await hands.press("1", "2")
        hands.sees("Greeting 2/7", "1 ✓ Stand or sit upright", "2 ✓ Look up, make eye contact", "3 ○ Smile")
    one = the_only_one(desk)
    assert one.customer and customers.get(desk, one.customer.id).name == "Beth Ocampo"
    assert set(one.ticks) == {"greeting_walk_in-upright", "greeting_walk_in-look_up"}


@pytest.mark.parametrize(("key", "kind", "steps"), [("w", "walk-in", 7), ("c", "call", 7), ("m", "message", 6)])
async def test_each_kind_begins_with_its_own_greeting(desk: Session, key: str, kind: str, steps: int) -> None:
    async with at_the_desk(desk) as hands:
        await hands.press(key, "escape")
        hands.sees(f"0/{steps}", f"{kind.capitalize()}, no name yet")
    assert the_only_one(desk).kind == kind


async def test_everything_typed_ahead_arrives_in_order_and_no_letter_runs_as_a_command(desk: Session) -> None:
    async with at_the_desk(desk) as hands:
        await hands.press("w", *"Cem Uruo Hoke", "enter", "1", "2", "n", *"wants ++ g", "enter", "plus", "plus")
        hands.sees("Greeting 2/7", "wants ++ g", "50")
    one = the_only_one(desk)
    assert (one.name, one.state, one.temperature) == ("Cem Uruo Hoke", "serving", 50)
    assert [note.text for note in one.notes.values()] == ["wants ++ g"] and len(one.ticks) == 2
    assert one.referrals == {} and one.holds == {} and one.reason == "" and desk.book.count("interactions") == 1


async def test_a_name_for_the_search_screen_typed_ahead_goes_into_its_field(desk: Session) -> None:
    log.identify_new(desk, log.begin(desk, "walk-in"), "Cem Hoke")
    log.identify_new(desk, log.begin(desk, "call"), "Una Zwick")
    async with at_the_desk(desk) as hands:
        await hands.press("slash", *"cem", "enter")
        hands.sees("1 found", "Cem Hoke")
        hands.does_not_see("Una Zwick")
        await hands.press("f3", "n", *"uwe", "enter", "f2", "f4", "f5", "slash", *"zwick")
        hands.sees("Log", "Una Zwick", "1 found")
    assert desk.book.count("customers") == 3 and desk.book.count("interactions") == 2


async def test_escape_leaves_the_person_without_a_card_but_with_the_name_that_was_typed(desk: Session) -> None:
    async with at_the_desk(desk) as hands:
        await hands.press("c", "escape")
        hands.sees("Call, no name yet", "Space says who it is")
        await hands.press("space", *"Bet", "escape")
        hands.sees("Bet has no card yet.")
        assert the_only_one(desk).name == "Bet" and desk.book.count("customers") == 0
        await hands.press("space", "h", "enter")
        hands.sees("Address as Beth")


async def test_enter_on_nothing_leaves_them_unnamed_too(desk: Session) -> None:
    async with at_the_desk(desk) as hands:
        await hands.press("w", "enter")
        hands.sees("Walk-in, no name yet")
    assert desk.book.count("customers") == 0


@pytest.mark.parametrize("typed", ["Beth Ocampo", "beth ocampo", "ocampo", "2025550143", "(202) 555-0143", "0143"])
async def test_a_returning_customer_is_found_and_taken_by_enter(desk: Session, typed: str) -> None:
    beth = customers.make(desk, "Beth Ocampo", phone="202 555 0143", company="Harbour Choir")
    customers.set_text(desk, beth, "favorite_dessert", "pear tart")
    customers.make(desk, "Gus Whitfield", phone="202 555 0199")
    async with at_the_desk(desk, (120, 36) if typed.isdigit() else (80, 24)) as hands:
        await hands.press("w", *typed)
        hands.sees("▌ Beth Ocampo, Harbour C", "Enter takes the selected card.")
        await hands.press("enter")
        hands.sees("Dessert pear tart")
    assert desk.book.count("customers") == 2
    named = the_only_one(desk).customer
    assert named is not None and named.id == beth.id


async def test_a_single_match_of_a_beginning_is_selected_and_taken(desk: Session) -> None:
    beth = customers.make(desk, "Bethany Ocampo")
    async with at_the_desk(desk) as hands:
        await hands.press("w", *"Beth")
        hands.sees("▌ Bethany Ocampo", "Enter takes the selected card.")
        await hands.press("enter")
    assert desk.book.count("customers") == 1
    named = the_only_one(desk).customer
    assert named is not None and named.id == beth.id


async def test_ctrl_n_makes_a_new_card_although_one_is_selected(desk: Session, size: Size) -> None:
    customers.make(desk, "Beth Ocampo")
    async with at_the_desk(desk, size) as hands:
        await hands.press("w", *"beth ocampo")
        hands.sees("Ctrl+N new card")
        await hands.press("ctrl+n")
        hands.sees("New card: beth ocampo")
    assert desk.book.count("customers") == 2


async def test_a_typing_error_still_finds_them(desk: Session) -> None:
    customers.make(desk, "Gus Whitfield")
    async with at_the_desk(desk) as hands:
        await hands.press("c", *"Gus Witfeild")
        hands.sees("Gus Whitfield")


async def test_the_card_shows_the_allergy_before_the_dessert_and_the_last_contacts(
    desk: Session, now: StandingClock, size: Size
) -> None:
    beth = customers.make(desk, "Beth Ocampo")
    beth = customers.set_text(desk, beth, "favorite_dessert", "pear tart")
    beth = customers.add_preference(desk, beth, "tree nuts", group="food", stance="allergy")
    beth = customers.add_preference(desk, beth, "oat milk", group="drink")
    for reason in ("bow rehaired", "new strings"):
        visit = log.set_reason(desk, log.identify(desk, log.begin(desk, "walk-in"), beth), reason)
        log.end(desk, visit, "done")
        now.on(days=3)
    async with at_the_desk(desk, size) as hands:
        await hands.press("w", *"beth ocampo", "enter")
        hands.sees("ALLERGY", "tree nuts", "pear tart", "oat milk", "new strings", "bow rehaired")
        assert hands.words.index("tree nuts") < hands.words.index("pear tart") < hands.words.index("oat milk")
        assert hands.words.index("new strings") < hands.words.index("bow rehaired")


async def test_who_waits_over_five_minutes_is_an_alarm_until_greeted(
    desk: Session, now: StandingClock, size: Size
) -> None:
    log.begin(desk, "walk-in", called="Beth")
    now.on(minutes=6, seconds=12)
    async with at_the_desk(desk, size) as hands:
        hands.sees("1 waiting (▲ 1 long)", "6:12")
        await hands.press("g")
        hands.sees("● Beth")
        hands.does_not_see("waiting too long")
        await hands.press("g")
        hands.sees("▲ Beth had been greeted already.")
    assert the_only_one(desk).waited(now.at + timedelta(hours=1)) == timedelta(minutes=6, seconds=12)


@pytest.mark.parametrize(
    ("key", "field", "label"),
    [("n", "note", "Note"), ("a", "request", "Asked for"), ("e", "outcome", "Outcome"), ("h", "refer", "Transfer to")],
)
async def test_a_half_typed_sentence_is_on_the_disk_within_half_a_second_of_a_power_cut(
    desk: Session, folder: Path, tmp_path: Path, key: str, field: str, label: str
) -> None:
    async with at_the_desk(desk) as hands:
        await hands.press("w", *"Beth", "enter", key, *"a deep scratch on the")
        await hands.settle(0.4)
        shutil.copytree(folder, tmp_path / "after", ignore=shutil.ignore_patterns("*.sock"))
    with a_desk(tmp_path / "after", StandingClock()) as again:
        assert the_only_one(again).drafts == {field: "a deep scratch on the"}
        async with at_the_desk(again) as hands:
            hands.sees("a deep scratch on the", "(unfinished ")
            await hands.press(key)
            hands.sees(label, "a deep scratch on the")


async def test_a_half_typed_name_is_on_the_disk_as_well(desk: Session, folder: Path, tmp_path: Path) -> None:
    async with at_the_desk(desk) as hands:
        await hands.press("c", *"Beth Oca")
        await hands.settle(0.4)
        shutil.copytree(folder, tmp_path / "after", ignore=shutil.ignore_patterns("*.sock"))
    with a_desk(tmp_path / "after", StandingClock()) as again:
        assert the_only_one(again).called == "Beth Oca"


async def test_what_it_is_about_is_stored_as_it_is_typed_and_undone_as_one(desk: Session) -> None:
    async with at_the_desk(desk) as hands:
        await hands.press("w", *"Beth", "enter", "i", *"a broken ")
        await hands.settle(0.4)
        assert the_only_one(desk).reason == "a broken "
        await hands.write("string")
        await hands.settle(0.4)
        await hands.press("enter")
        hands.sees("About a broken string")
        await hands.press("u")
        assert the_only_one(desk).reason == ""


async def test_leaving_an_unfinished_note_keeps_it_and_an_emptied_one_is_forgotten(desk: Session) -> None:
    async with at_the_desk(desk) as hands:
        await hands.press("w", "escape", "n", *"half", "escape")
        assert the_only_one(desk).drafts == {"note": "half"}
        hands.sees("half (unfinished note)")
        await hands.press("n", *["backspace"] * 4, "escape")
        assert the_only_one(desk).drafts == {}
