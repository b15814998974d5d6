"""An allergy is in sight wherever its person is: above every scroll, on every row, before somebody is passed on."""

import pytest
from rich.cells import cell_len

from deskapp.desk.cards import customers, entries
from deskapp.desk.handover import handover
from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.model.customer import Customer
from deskapp.ui.render.card import MOST_ALLERGIES, known_lines, pinned_lines
from deskapp.ui.widgets.line_pane import LinePane
from tests.builders import StandingClock
from tests.ui.hands import SIZES, Hands, at_the_desk

Size = tuple[int, int]


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def size(request: pytest.FixtureRequest) -> Size:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture
def beth(desk: Session) -> Customer:
    """A card that is longer than any pane, with an allergy."""
    card = customers.make(desk, "Beth Ocampo")
    for number in range(40):
        card = customers.add_preference(desk, card, f"likes number {number}", group=f"group {number}")
    return customers.add_preference(desk, card, "walnuts", group="food", stance="allergy")


async def scrolled_to_the_end(hands: Hands, pane: str) -> None:
    card = hands.app.screen.query_one(pane, LinePane)
    card.scroll_end(animate=False, immediate=True)
    await hands.settle()
    assert card.scroll_offset.y > 0 or not card.display


async def test_at_the_desk_it_stays_above_the_scroll_and_beside_every_question(
    desk: Session, beth: Customer, size: Size
) -> None:
    log.identify(desk, log.begin(desk, "walk-in"), beth)
    async with at_the_desk(desk, size) as hands:
        hands.sees("▲ ALLERGY walnuts")
        await scrolled_to_the_end(hands, "#card")
        hands.sees("▲ ALLERGY walnuts")
        for key in "nahd":
            await hands.press(key)
            hands.sees("▲ ALLERGY walnuts")
            await hands.press("escape")


async def test_it_comes_and_goes_with_the_person(desk: Session, beth: Customer, size: Size) -> None:
    log.identify(desk, log.begin(desk, "walk-in"), beth)
    log.identify_new(desk, log.begin(desk, "walk-in"), "Bo")
    async with at_the_desk(desk, size) as hands:
        for _ in range(2):
            await hands.click("Bo")
            hands.does_not_see("ALLERGY")
            await hands.click("Beth Ocampo")
            hands.sees("▲ ALLERGY walnuts")


async def test_the_row_of_who_is_here_and_of_who_was_has_the_sign(desk: Session, beth: Customer, size: Size) -> None:
    log.identify(desk, log.begin(desk, "walk-in"), beth)
    log.identify(desk, log.end(desk, log.begin(desk, "call"), "done"), beth)
    log.identify_new(desk, log.begin(desk, "walk-in"), "Bo")
    async with at_the_desk(desk, size) as hands:
        rows = [line.text for line in hands.app.screen.query_one("#here", LinePane).lines]
        assert [("▲" in row) for row in rows if "Beth" in row] == [True, True]
        assert not any("▲" in row for row in rows if "Bo" in row.split())
        entries.remove(desk, beth, "preferences", list(beth.preferences)[-1])
        hands.app.context.follow(frozenset({("customers", beth.id)}))
        hands.app.refresh_screens()
        await hands.settle()
        assert "▲" not in "".join(line.text for line in hands.app.screen.query_one("#here", LinePane).lines)


async def test_a_long_name_leaves_room_for_the_sign(desk: Session, size: Size) -> None:
    card = customers.add_preference(desk, customers.make(desk, "Beth " * 30), "walnuts", stance="allergy")
    log.identify(desk, log.begin(desk, "walk-in"), card)
    async with at_the_desk(desk, size) as hands:
        rows = [line.text for line in hands.app.screen.query_one("#here", LinePane).lines]
        assert "▲" in next(row for row in rows if "Beth" in row)


async def test_on_the_card_screen_and_among_customers_it_is_in_sight(desk: Session, beth: Customer, size: Size) -> None:
    async with at_the_desk(desk, size) as hands:
        await hands.press("f3")
        assert "▲ walnuts" in hands.row_with("Beth Ocampo")
        if size[0] > 100:
            await scrolled_to_the_end(hands, "#aside")
            hands.sees("▲ ALLERGY walnuts")
        await hands.press("enter", "end")
        hands.sees("▲ ALLERGY walnuts", "Notes")
        await hands.press("home", "end")
        hands.sees("▲ ALLERGY walnuts")


async def test_it_is_told_before_a_transfer_and_on_the_sheet(desk: Session, beth: Customer, size: Size) -> None:
    log.identify(desk, log.begin(desk, "walk-in"), beth)
    async with at_the_desk(desk, size) as hands:
        await hands.press("h")
        hands.sees("Allergy: walnuts.")
        await hands.press(*"Sam")
        hands.sees("Allergy: walnuts.")
        await hands.press("escape", "H")
        hands.sees("Beth Ocampo (ALLERGY: walnuts)")
    assert "Beth Ocampo (ALLERGY: walnuts)" in handover.text(handover.sheet(desk))
    assert "ALLERGY: walnuts" in handover.markdown(handover.sheet(desk))


async def test_the_question_offers_the_allergy_first_and_tells_a_guess_as_one(
    desk: Session, beth: Customer, size: Size
) -> None:
    log.identify(desk, log.begin(desk, "walk-in"), beth)
    async with at_the_desk(desk, size) as hands:
        await hands.press("d", *"penicillin")
        hands.sees("An allergy or illness? Enter says yes;")
        await hands.press("enter", "d", *"apple cake")
        hands.sees("A guess: Sweet.")
        await hands.press("enter")
    card = customers.get(desk, beth.id)
    assert [one.item for one in card.with_stance("allergy")] == ["walnuts", "penicillin"]
    assert card.favorite_dessert == "apple cake"


async def test_a_new_dessert_names_the_one_before_and_one_undo_puts_it_back(
    desk: Session, beth: Customer, size: Size
) -> None:
    customers.set_text(desk, beth, "favorite_dessert", "pavlova")
    log.identify(desk, log.begin(desk, "walk-in"), beth)
    async with at_the_desk(desk, size) as hands:
        await hands.press("d", *"lemon tart")
        hands.sees("Dessert until now: pavlova.")
        await hands.press("enter")
        hands.sees("lemon tart (was: pavlova, still on the card)")
        assert "pavlova" in [one.item for one in customers.get(desk, beth.id).preferences.values()]
        await hands.press("u")
    card = customers.get(desk, beth.id)
    assert card.favorite_dessert == "pavlova" and "pavlova" not in [one.item for one in card.preferences.values()]


async def test_a_dessert_of_what_they_must_not_have_is_a_draft_until_they_are_said_to_like_it(desk: Session) -> None:
    beth = customers.set_text(desk, customers.make(desk, "Beth"), "favorite_dessert", "pavlova")
    customers.add_preference(desk, beth, "walnuts", group="food", stance="allergy")
    async with at_the_desk(desk) as hands:
        await hands.press("f3", "enter")
        await hands.click("pavlova", times=2)
        await hands.press("ctrl+u", *"walnu")
        await hands.settle(0.6)
        await hands.press(*"t cake")
        await hands.settle(0.6)
        card = customers.get(desk, beth.id)
        assert card.favorite_dessert == "pavlova" and "walnut cake" in card.drafts.values()
        assert card.dessert_confirmed_at == beth.dessert_confirmed_at
        await hands.press("enter")
        hands.sees("Beth must not have walnuts.", "They like it all the same")
        assert customers.get(desk, beth.id).favorite_dessert == "pavlova"
        await hands.press("down", "enter")
        hands.sees("was: pavlova, still on the card")
    card = customers.get(desk, beth.id)
    assert card.favorite_dessert == "walnut cake" and "pavlova" in [one.item for one in card.preferences.values()]
    assert card.drafts == {}


async def test_a_dessert_changed_in_its_field_keeps_the_one_before(desk: Session) -> None:
    card = customers.set_text(desk, customers.make(desk, "Beth"), "favorite_dessert", "pavlova")
    async with at_the_desk(desk) as hands:
        await hands.press("f3", "enter")
        await hands.click("pavlova", times=2)
        await hands.press("ctrl+u", *"lemon tart", "enter")
        hands.sees("was: pavlova, still on the card")
    card = customers.get(desk, card.id)
    assert (card.favorite_dessert, [one.item for one in card.preferences.values()]) == ("lemon tart", ["pavlova"])


async def test_other_words_of_a_liking_that_may_be_an_allergy_are_asked_about(desk: Session) -> None:
    card = customers.add_preference(desk, customers.make(desk, "Beth"), "tea", group="drink")
    async with at_the_desk(desk) as hands:
        await hands.press("f3", "enter")
        await hands.click("tea", times=2)
        await hands.press("ctrl+u", *"no nuts", "enter")
        hands.sees("What is it: no nuts?")
        await hands.press("enter")
    assert [one.item for one in customers.get(desk, card.id).with_stance("allergy")] == ["no nuts"]


@pytest.mark.parametrize("window", [(40, 12), (60, 15), (80, 24)], ids=lambda window: f"{window[0]}x{window[1]}")
async def test_in_a_low_window_every_allergy_is_seen_before_who_else_is_here_and_before_the_steps(
    desk: Session, now: StandingClock, window: Size
) -> None:
    items = ["walnuts", "penicillin", "latex gloves", "shellfish", "sesame", "peanuts"]
    card = customers.make(desk, "Anna Berger")
    for item in items:
        card = customers.add_preference(desk, card, item, stance="allergy")
    anna = log.identify(desk, log.begin(desk, "walk-in"), card)
    for name in ("Bo", "Cem", "Dee", "Eve"):
        now.on(seconds=10)
        log.begin(desk, "walk-in", called=name)
    now.on(minutes=6)
    async with at_the_desk(desk, window) as hands:
        hands.app.open_interaction(anna.id)
        for _ in range(2):
            hands.app._tick()
            await hands.settle()
        hands.sees("has been waiting", *items)


@pytest.mark.parametrize("window", [(40, 12), (80, 24)], ids=lambda window: f"{window[0]}x{window[1]}")
async def test_more_allergies_than_there_is_room_for_are_counted_with_the_key_that_shows_them(
    desk: Session, window: Size
) -> None:
    items = [f"allergen{number}" for number in range(10, 40)]
    card = customers.make(desk, "Anna Berger")
    for item in items:
        card = customers.add_preference(desk, card, item, stance="allergy")
    log.identify(desk, log.begin(desk, "walk-in"), card)
    async with at_the_desk(desk, window) as hands:
        hands.sees("more (PageDown)")
        seen = hands.words
        for _ in range(3 if window[1] > 12 else 36):
            await hands.press("pagedown")
            seen += hands.words
        assert [item for item in items if item not in seen] == []


@pytest.mark.parametrize("width", [38, 60, 100])
def test_what_is_pinned_of_many_or_long_allergies_stays_short_and_says_how_many_are_left(
    desk: Session, now: StandingClock, width: int
) -> None:
    card = customers.make(desk, "Anna Berger")
    for number in range(60):
        card = customers.add_preference(desk, card, f"allergen number {number}", stance="allergy")
    rows = [line.text for line in pinned_lines(card, now.at, width)]
    left = int("".join(rows).split("+")[1].split()[0])
    assert len(rows) <= MOST_ALLERGIES and "".join(rows).count("number") + left == 60
    assert all(cell_len(row) <= width for row in rows)
    below = " ".join(" ".join(line.text for line in known_lines(card, now.at, width, is_pinned=True)).split())
    assert all(f"allergen number {number}" in below for number in range(60))
    long = customers.add_preference(desk, customers.make(desk, "Bo"), "dust " * 200, stance="allergy")
    rows = [line.text for line in pinned_lines(long, now.at, width)]
    assert len(rows) == MOST_ALLERGIES and "in full (below)" in rows[-1]
