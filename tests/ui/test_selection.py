"""What is shown as selected is what keys act on: after an end, a transfer, an undo, and what came from beside."""

from deskapp.desk.cards import customers
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.visits import day as days
from deskapp.desk.visits import log
from deskapp.ui.frame.base_screen import BaseScreen
from deskapp.ui.widgets.line_pane import LinePane
from tests.builders import StandingClock, all_in
from tests.ui.hands import at_the_desk
from tests.ui.people import People, asking, beside, select, selected

Size = tuple[int, int]


async def test_a_ring_or_a_command_beside_takes_no_question_from_under_the_fingers(
    desk: Session, people: People, size: Size
) -> None:
    async with at_the_desk(desk, size) as hands:
        await select(hands, people.bea)
        await hands.press("n", *"a red ")
        await beside(hands, "ring", "+44 20 7946 0018")
        await beside(hands, "log", "walk-in", "Tom Hale", "--reason", "a capo")
        await beside(hands, "end", people.gita.id, "sorted out")
        assert asking(hands) and selected(hands) == people.bea.id
        await hands.press(*"light", "enter")
    assert [note.text for note in log.get(desk, people.bea.id).notes.values()] == ["a red light"]


async def test_a_visit_that_is_ended_beside_keeps_its_question_and_then_gives_way(
    desk: Session, people: People, size: Size
) -> None:
    async with at_the_desk(desk, size) as hands:
        await select(hands, people.bea)
        await hands.press("n", *"left her scarf")
        await beside(hands, "end", people.bea.id, "sold", "--anyway", "beside")
        await hands.press("enter")
        assert [note.text for note in log.get(desk, people.bea.id).notes.values()] == ["left her scarf"]
        assert selected(hands) == people.walk_in.id
        hands.sees("Walk-in, no name yet")


async def test_a_key_pressed_just_as_a_visit_is_ended_beside_acts_on_nobody_else(
    desk: Session, people: People, size: Size
) -> None:
    async with at_the_desk(desk, size) as hands:
        await select(hands, people.bea)
        await beside(hands, "end", people.bea.id, "sold", "--anyway", "beside")
        before = all_in(desk)
        await hands.press("1")
        assert all_in(desk) == before
        hands.sees("The screen changed just as you pressed 1, so nothing was done. Press it again.")
        await hands.press("1")
        assert len(log.get(desk, selected(hands)).ticks) == 1 and selected(hands) != people.bea.id


async def test_after_an_end_whoever_needs_it_most_is_selected_and_keys_act_there(
    desk: Session, people: People, size: Size
) -> None:
    cem = log.identify_new(desk, log.begin(desk, "walk-in"), "Cem Uruo")
    async with at_the_desk(desk, size) as hands:
        await select(hands, people.bea)
        await hands.press("A", *"here they are", "enter", "e", *"sold", "enter")
        assert selected(hands) == cem.id
        hands.sees("Cem Uruo")
        await hands.press("1")
        assert len(log.get(desk, cem.id).ticks) == 1 and not log.get(desk, people.bea.id).ticks
        for _ in range(3):
            await hands.press("down")
        assert selected(hands) == people.bea.id
        for _ in range(2):
            await hands.press("up")
        assert selected(hands) in days.look(desk).open


async def test_an_undo_brings_back_the_visit_that_it_concerns(desk: Session, people: People, size: Size) -> None:
    async with at_the_desk(desk, size) as hands:
        await select(hands, people.bea)
        await hands.press("A", *"here", "enter", "e", *"sold", "enter", "u")
        assert selected(hands) == people.bea.id and log.get(desk, people.bea.id).is_open
        await hands.press("w", "escape")
        fresh = selected(hands)
        await hands.press("u")
        assert selected(hands) != fresh and selected(hands) in days.look(desk).open
        await hands.press("1")
        assert sum(len(visit.ticks) for visit in days.look(desk).open.values()) == 1
        assert log.get(desk, selected(hands)).ticks


async def test_undo_at_the_desk_leaves_a_ring_and_a_command_alone(desk: Session, people: People) -> None:
    async with at_the_desk(desk) as hands:
        await select(hands, people.bea)
        await hands.press("1")
        await beside(hands, "ring", "+44 20 7946 0018")
        await beside(hands, "note", people.gita.id, "from beside")
        await hands.press("u")
        assert not log.get(desk, people.bea.id).ticks
        assert len(log.get(desk, people.gita.id).notes) == 1 and len(days.look(desk).open) == 4


async def test_the_keep_key_never_keeps_a_promise_to_somebody_else(
    desk: Session, now: StandingClock, people: People
) -> None:
    made = promises.make(desk, "a price", now.at.replace(hour=15), interaction=people.gita)
    async with at_the_desk(desk) as hands:
        await select(hands, people.bea)
        await hands.press("k")
        hands.sees("a price", "Bea Lindqvist has no open promise.")
        await hands.press("enter")
        assert promises.get(desk, made.id).is_open
        await hands.press("escape", "v", "enter")
        assert promises.get(desk, made.id).due == made.due
        hands.does_not_see("New time")
        await hands.press("escape")
        assert promises.get(desk, made.id).is_open


async def test_a_new_person_s_card_starts_at_its_top(desk: Session, people: People, size: Size) -> None:
    for visit in (people.bea, people.gita):
        card = customers.get(desk, visit.customer.id if visit.customer else "")
        for number in range(40):
            customers.add_preference(desk, card, f"item {number}")
        customers.add_preference(desk, card, "walnuts", stance="allergy")
    async with at_the_desk(desk, size) as hands:
        await select(hands, people.bea)
        await hands.press("pagedown", "pagedown", "down")
        assert selected(hands) == people.gita.id
        assert hands.app.screen.query_one("#card", LinePane).scroll_offset.y == 0
        hands.sees("Gita Rao", "walnuts")


async def test_escape_puts_a_stored_value_back_and_keeps_new_words(desk: Session, people: People, size: Size) -> None:
    log.set_reason(desk, people.bea, "a new bow")
    async with at_the_desk(desk, size) as hands:
        await select(hands, people.bea)
        await hands.press("i", *" for a viola", "escape")
        hands.sees("Put back as it was.")
        assert log.get(desk, people.bea.id).reason == "a new bow"
        await hands.press("n", *"half a", "escape")
        hands.sees("Kept for later.")
        await hands.press("n")
        hands.sees("half a")


async def test_the_list_keeps_its_row_when_another_comes_beside_it(desk: Session, people: People) -> None:
    async with at_the_desk(desk) as hands:
        await hands.press("f3", "down")
        assert isinstance(hands.app.screen, BaseScreen)
        before = hands.app.screen.selected_id()
        await beside(hands, "log", "walk-in", "Aaron Aas")
        customers.make(desk, "Aaron Aasen")
        await hands.settle()
        assert hands.app.screen.selected_id() == before
        await hands.press("f5", "down")
        before = hands.app.screen.selected_id()
        await beside(hands, "log", "walk-in", "Zoe Zeller")
        assert hands.app.screen.selected_id() == before


async def test_after_a_transfer_whoever_needs_it_most_is_selected(desk: Session, people: People, size: Size) -> None:
    async with at_the_desk(desk, size) as hands:
        await select(hands, people.bea)
        await hands.press("h", *"Priya Shah", "enter")
        assert log.get(desk, people.bea.id).with_whom == "Priya Shah" and selected(hands) == people.walk_in.id
        await hands.press("1")
        assert not log.get(desk, people.bea.id).ticks and log.get(desk, people.walk_in.id).ticks


async def test_a_half_changed_value_stays_with_its_visit_when_another_is_selected(
    desk: Session, people: People, size: Size
) -> None:
    log.set_reason(desk, people.bea, "broken kettle")
    async with at_the_desk(desk, size) as hands:
        await select(hands, people.bea)
        await hands.press("i", *", wants a refund")
        await hands.click("Gita")
        assert log.get(desk, people.bea.id).reason == "broken kettle, wants a refund"


async def test_who_and_enter_alone_take_no_card_off(desk: Session, people: People, size: Size) -> None:
    async with at_the_desk(desk, size) as hands:
        await select(hands, people.bea)
        await hands.press("space", "enter")
        assert log.get(desk, people.bea.id).customer == people.bea.customer
        await hands.press("space", "down", "enter")
        assert log.get(desk, people.bea.id).customer is None


async def test_the_outcome_is_still_there_after_a_why_that_was_left(desk: Session, people: People) -> None:
    async with at_the_desk(desk) as hands:
        await select(hands, people.bea)
        await hands.press("e", *"sold her the blue one", "enter")
        hands.sees("Why anyway?")
        await hands.press("escape", "e")
        hands.sees("sold her the blue one")


async def test_a_half_note_outlives_the_end(desk: Session, people: People) -> None:
    async with at_the_desk(desk) as hands:
        await select(hands, people.bea)
        await hands.press("n", *"left her scarf", "escape", "A", *"yes", "enter", "e", *"sold", "enter")
    ended = log.get(desk, people.bea.id)
    assert not ended.is_open and ended.drafts == {"note": "left her scarf"}


async def test_the_card_of_another_never_stands_under_a_question(desk: Session, now: StandingClock, size: Size) -> None:
    card = customers.make(desk, "Beth Ocampo")
    customers.add_preference(desk, card, "nuts", stance="allergy")
    async with at_the_desk(desk, size) as hands:
        await hands.press("w", *"Beth O")
        hands.sees("nuts")
        await hands.press("enter")
        for key in ("w", "c"):
            await hands.press(key)
            hands.does_not_see("Address as", "ALLERGY")
            await hands.press(*"Quentin Zed", "enter", "n")
            hands.does_not_see("Address as  Beth Ocampo", "ALLERGY")
            await hands.press("escape", "space")
            hands.does_not_see("Address as  Beth Ocampo", "ALLERGY")
            await hands.press("escape")


async def test_who_is_shown_next_is_said_after_an_end_and_a_transfer(
    desk: Session, now: StandingClock, people: People
) -> None:
    async with at_the_desk(desk, (120, 36)) as hands:
        await select(hands, people.bea)
        await hands.press("h", *"Priya Shah", "enter")
        hands.sees("Bea Lindqvist is with Priya Shah now. Tell them both by name.", "is shown now.")
        await select(hands, people.gita)
        await hands.press("A", *"yes", "enter", "e", *"sold", "enter")
        hands.sees("Ended: Gita Rao", "is shown now.")


async def test_a_promise_to_a_caller_without_a_card_is_in_sight(desk: Session, now: StandingClock, size: Size) -> None:
    log.begin(desk, "call", phone="+49 171 12345678")
    async with at_the_desk(desk, size) as hands:
        await hands.press("p", *"send the tuner", "tab", *"in 2h", "enter")
        hands.sees("Promised", "send the tuner")
