"""The upset customer by keys: what a person presses, what they see, and what is then stored (practices B, C, E)."""

import pytest
from textual.pilot import Pilot

from deskapp.desk.cards import customers
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.visits import log, temperature
from deskapp.model.interaction import Interaction
from deskapp.ui.app import DeskApp
from deskapp.ui.widgets.line_pane import Drawn
from deskapp.ui.widgets.typed_input import TypedInput
from tests.builders import StandingClock
from tests.ui.typing_in import said, seen, type_in

SIZES = ((80, 24), (120, 36))
pytestmark = pytest.mark.usefixtures("copied")


async def a_hot_call(pilot: Pilot[int], name: str = "Gus Whitfield", degrees: int = 85) -> None:
    await pilot.press("c")
    await type_in(pilot, name)
    await pilot.press("enter", *["plus"] * ((degrees - temperature.USUAL) // 5))
    await pilot.pause()


def only(desk: Session) -> Interaction:
    (identifier,) = desk.book.ids("interactions")
    return log.get(desk, identifier)


@pytest.mark.parametrize("size", SIZES)
async def test_the_angry_call_is_played_by_keys(desk: Session, size: tuple[int, int]) -> None:
    async with DeskApp(desk).run_test(size=size) as pilot:
        await a_hot_call(pilot)
        assert "Let off steam" in str(pilot.app.screen.query_one("#steps").border_title)
        assert "You first: breathe out" in seen(pilot, "#steps")
        assert "85 °C" in seen(pilot, "#card") and "boiling" in seen(pilot, "#card")
        await pilot.press("1", "2", "a")
        await type_in(pilot, "The delivery fee back")
        await pilot.press("enter", "b")
        assert "I want to help you. If the insults go on, I will end this call." in seen(pilot, "#found")
        await type_in(pilot, "You idiot")
        await pilot.press("enter")
        for name in ("Priya", "Ingrid", "Baptiste"):
            await pilot.press("h")
            await type_in(pilot, name)
            await pilot.press("tab")
            await type_in(pilot, "knows pedals")
            await pilot.press("enter")
        assert "3 transfers. One person stays with it" in seen(pilot, "#found")
        await pilot.press("enter", "p")
        await type_in(pilot, "Send the pedal")
        await pilot.press("tab")
        await type_in(pilot, "in 2h")
        await pilot.press("enter", "e")
        assert "Not answered: The delivery fee back" in seen(pilot, "#found")
        await pilot.press("escape", "b")
        assert "I am ending it now." in seen(pilot, "#found")
        await type_in(pilot, "Shut up")
        await pilot.press("enter")
        assert "Take five" in seen(pilot, "#found")
        await pilot.press("enter")
        await type_in(pilot, "Shouted at Robin on the phone")
        await pilot.press("enter")
        await pilot.pause()
        card = seen(pilot, "#pinned", "#card")
        assert "1 note for you" in card and "Shouted at Robin" not in card
        await pilot.press("l")
        assert "Shouted at Robin on the phone" in seen(pilot, "#found")
    call = only(desk)
    assert (call.state, call.owner, call.temperature) == ("ended", "Baptiste", 85)
    assert [one.kind for one in call.boundary.values()] == ["warned", "ended", "rest"]
    assert [one.fact for one in call.boundary.values()] == ["You idiot", "Shut up", ""]
    hard = [gate.points for gate in call.gates.values() if gate.kind == "hard"]
    assert hard[0][0] == "Not answered: The delivery fee back"
    assert [one.what for one in promises.all_open(desk)] == ["Send the pedal"]
    assert call.customer and len(customers.get(desk, call.customer.id).warnings) == 1


@pytest.mark.parametrize("size", SIZES)
async def test_c_the_seven_steps_are_filled_by_keys(desk: Session, size: tuple[int, int]) -> None:
    async with DeskApp(desk).run_test(size=size) as pilot:
        await a_hot_call(pilot, degrees=45)
        await pilot.press("r", "enter")
        await type_in(pilot, "Wrong pedal twice")
        await pilot.press("enter")
        await type_in(pilot, "y")
        await pilot.press("enter")
        for words in ("Thanked him", "Sorry for the evening"):
            await pilot.press("enter")
            await type_in(pilot, words)
            await pilot.press("enter")
        await pilot.press("enter")
        for words in ("A pedal tonight", "Ours on loan", "A taxi with a new one", ""):
            await type_in(pilot, words)
            await pilot.press("enter")
        await pilot.press("enter")
        await type_in(pilot, "The loan by six")
        await pilot.press("enter", "y", "enter")
        for words, due in (("Bring the pedal", "in 2h"), ("Ring and ask", "tomorrow 9:00")):
            await pilot.press("enter")
            await type_in(pilot, words)
            await pilot.press("enter")
            await type_in(pilot, due)
            await pilot.press("enter")
        await pilot.pause()
        assert "Resolution 7/7" in str(pilot.app.screen.query_one("#steps").border_title)
        assert "they want: A pedal tonight (Ours on loan; A taxi with a new one)" in seen(pilot, "#card")
    call = only(desk)
    assert call.resolution["listen"].confirmed and call.resolution["agree"].text == "The loan by six"
    assert [one.what for one in promises.all_open(desk)] == ["Bring the pedal", "Ring and ask"]


async def test_c5_a_no_leads_back_to_the_ways_out(desk: Session) -> None:
    async with DeskApp(desk).run_test(size=SIZES[0]) as pilot:
        await a_hot_call(pilot, degrees=45)
        await pilot.press("R", "5", "enter")
        await type_in(pilot, "Money back")
        await pilot.press("enter", "n", "enter")
        assert "Offer two ways at least" in seen(pilot, "#found")
    assert only(desk).resolution["agree"].confirmed is False


async def test_a_sentence_is_on_the_disk_before_it_is_finished(desk: Session) -> None:
    async with DeskApp(desk).run_test(size=SIZES[0]) as pilot:
        await a_hot_call(pilot, degrees=45)
        await pilot.press("r", "enter")
        await type_in(pilot, "Wrong pe")
        await pilot.pause(0.5)
        assert only(desk).resolution["listen"].text == "Wrong pe"
        await pilot.press("escape")
    assert "resolution-listen" not in only(desk).ticks


async def test_b1_sixty_lights_the_steam_and_cooling_hands_over_to_the_facts(desk: Session, now: StandingClock) -> None:
    async with DeskApp(desk).run_test(size=SIZES[0]) as pilot:
        await a_hot_call(pilot, degrees=60)
        assert "Let off steam" in str(pilot.app.screen.query_one("#steps").border_title)
        assert "You first" not in seen(pilot, "#steps")
        await pilot.press("plus", "plus", "plus", "plus")
        now.on(minutes=4)
        await pilot.press(*["minus"] * 6)
        await pilot.pause()
        assert "Resolution" in str(pilot.app.screen.query_one("#steps").border_title)
        card = seen(pilot, "#card")
        assert "start 45, peak 80" in card and "30 °C cooler: it helps." in card
    readings = [one.celsius for one in only(desk).readings.values()]
    assert (readings[0], max(readings), readings[-1]) == (45, 80, 50)


async def test_b1_the_curtain_hides_the_kettle(desk: Session) -> None:
    async with DeskApp(desk).run_test(size=SIZES[0]) as pilot:
        await a_hot_call(pilot)
        await pilot.press("f9")
        await pilot.pause()
        shown = "\n".join(strip.text for strip in pilot.app.screen._compositor.render_strips())
        assert "85" not in shown and "boiling" not in shown and "Gus" not in shown


async def test_b2_b3_b4_the_steam_steps_say_what_to_say_and_what_not(desk: Session) -> None:
    async with DeskApp(desk).run_test(size=SIZES[1]) as pilot:
        await a_hot_call(pilot)
        await pilot.press("1")
        await pilot.pause()
        steps = seen(pilot, "#steps")
        assert "Please go on, I'm listening." in steps and "Not Calm down." in steps
        await pilot.press("2", "3")
        await pilot.pause()
        assert "Let's sort this out together, Gus Whitfield." in seen(pilot, "#steps")
        await pilot.press("4")
        await pilot.pause()
        assert "that was our mistake" in seen(pilot, "#steps")


async def test_b7_thanking_them_shows_why_a_complaint_is_a_gift(desk: Session) -> None:
    async with DeskApp(desk).run_test(size=SIZES[1]) as pilot:
        await a_hot_call(pilot, degrees=45)
        await pilot.press("r", "1")
        await pilot.pause()
        assert "A complaint is a gift" in seen(pilot, "#steps")


async def test_c1_the_process_shows_where_there_is_one_and_what_to_do_where_none_is(desk: Session) -> None:
    async with DeskApp(desk).run_test(size=SIZES[1]) as pilot:
        await a_hot_call(pilot, degrees=45)
        await pilot.press("r")
        await pilot.pause()
        assert "No process for this: repeat it back, check the facts" in seen(pilot, "#steps")
        await pilot.press("i")
        await type_in(pilot, "wants a refund")
        await pilot.press("enter")
        await pilot.pause()
        assert "Money back: I'll look up the payment now" in seen(pilot, "#steps")


async def test_e1_what_is_better_said_otherwise_is_underlined_and_its_twin_shown(desk: Session) -> None:
    async with DeskApp(desk).run_test(size=SIZES[0]) as pilot:
        await a_hot_call(pilot, degrees=45)
        await pilot.press("n")
        await type_in(pilot, "told him to calm down ")
        box = pilot.app.screen.query_one("#input-0", TypedInput)
        assert "Rather: I can see why you're upset." in seen(pilot, "#found")
        assert box.highlighter is not None
        marked = [(span.start, span.end) for span in box.highlighter(box.value).spans]
        assert [box.value[start:end] for start, end in marked] == ["calm down"]
        await pilot.press("enter")
    assert [one.text for one in only(desk).notes.values()] == ["told him to calm down"]


async def test_e1_words_to_say_are_found_and_copied(desk: Session, copied: list[str]) -> None:
    async with DeskApp(desk).run_test(size=SIZES[0]) as pilot:
        await a_hot_call(pilot)
        await pilot.press("q")
        await type_in(pilot, "not my job")
        assert "I know who can help you." in seen(pilot, "#found")
        await pilot.press("enter")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
    assert copied == ["I know who can help you. I'll take you there and explain."]


async def test_e2_an_answer_is_filled_with_their_name(desk: Session) -> None:
    async with DeskApp(desk).run_test(size=SIZES[1]) as pilot:
        await a_hot_call(pilot, degrees=45)
        await pilot.press("r", "1")
        await pilot.pause()
        assert "Thank you for telling me, Gus Whitfield." in seen(pilot, "#steps")


async def test_b6_parting_ways_takes_a_second_name(desk: Session) -> None:
    async with DeskApp(desk).run_test(size=SIZES[0]) as pilot:
        await a_hot_call(pilot)
        await pilot.press("b", "enter", "b", "enter", "down", "enter", "escape", "b")
        await type_in(pilot, "part")
        await pilot.press("enter")
        await type_in(pilot, "Threw a stand")
        await pilot.press("tab")
        await type_in(pilot, "Robin")
        await pilot.press("enter")
        assert "Two people decide that." in seen(pilot, "#found")
        await pilot.press("ctrl+u")
        await type_in(pilot, "Ingrid")
        await pilot.press("enter")
        await pilot.pause()
        card = seen(pilot, "#pinned", "#card")
        assert "parted ways today" in card and "Threw a stand" not in card


async def test_c2_a_soft_gate_warns_and_lets_through(desk: Session) -> None:
    from deskapp.desk.settings import settings

    settings.write(desk, gate="soft")
    async with DeskApp(desk).run_test(size=SIZES[0]) as pilot:
        await a_hot_call(pilot, degrees=45)
        await pilot.press("a")
        await type_in(pilot, "The fee back")
        await pilot.press("enter", "e")
        assert "Enter ends it all the same" in seen(pilot, "#found")
        await type_in(pilot, "Sorted")
        await pilot.press("enter")
    assert only(desk).state == "ended" and len(only(desk).gates) == 1


async def test_a2_the_alarm_of_waiting_is_told_once_with_a_bell_where_it_is_wanted(
    desk: Session, now: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from deskapp.desk.settings import settings

    rung: list[int] = []
    monkeypatch.setattr(DeskApp, "bell", lambda self: rung.append(1))
    settings.write(desk, alert_bell=True)
    log.begin(desk, "walk-in", called="Mrs Hart")
    app = DeskApp(desk)
    async with app.run_test(size=SIZES[0]) as pilot:
        await pilot.pause()
        now.on(minutes=6)
        app._tick()
        app._tick()
        await pilot.pause()
        assert "Mrs Hart has been waiting for 6 min. Press g to greet." in said(pilot)
        assert "1 waiting (▲ 1 long)" in seen(pilot, "#top")
    assert rung == [1]


async def test_b6_notes_are_shown_on_demand_on_the_card_too(desk: Session) -> None:
    from deskapp.desk.crisis import boundary

    boundary.note(desk, customers.make(desk, "Gus Whitfield"), "Shouted at Robin")
    async with DeskApp(desk).run_test(size=SIZES[1]) as pilot:
        await pilot.pause(0.2)
        await pilot.press("f3")
        await pilot.pause()
        assert "Shouted" not in seen(pilot, "#aside")
        for keys in (["l"], ["escape", "enter", "l"]):
            await pilot.press(*keys)
            await pilot.pause()
            assert "Shouted at Robin" in seen(pilot, "#found")


async def test_b1_a_click_on_the_gauge_sets_the_kettle(desk: Session) -> None:
    async with DeskApp(desk).run_test(size=SIZES[0]) as pilot:
        await a_hot_call(pilot, degrees=45)
        card = pilot.app.screen.query_one("#card", Drawn)
        at = next(number for number, line in enumerate(card.lines) if "Kettle" in line.text)
        column = card.lines[at].text.index("\u2591") + 2
        await pilot.click("#card", offset=(column, at))
        await pilot.pause()
    assert only(desk).temperature == 60


async def test_f1_to_f8_wait_behind_x_and_the_desk_says_what_is_next(desk: Session) -> None:
    async with DeskApp(desk).run_test(size=SIZES[1]) as pilot:
        await a_hot_call(pilot, degrees=45)
        await pilot.press("x", "escape")
        await pilot.pause()
        assert "Crisis The human being first" in seen(pilot, "#card")


async def test_e1_the_coach_looks_over_a_reply_as_well(desk: Session) -> None:
    async with DeskApp(desk).run_test(size=SIZES[0]) as pilot:
        await a_hot_call(pilot, degrees=45)
        await pilot.press("y")
        await type_in(pilot, "we have it")
        await pilot.press("enter")
        await pilot.pause()
        box = pilot.app.screen.focused
        assert isinstance(box, TypedInput)
        await type_in(pilot, "as soon as possible")
        assert "Rather: Let me check, and I'll give you a day and a time." in seen(pilot, "#found")
