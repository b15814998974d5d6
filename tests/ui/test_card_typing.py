"""What is typed on a card is on the disk within half a second, and what a thing is can be said later."""

import pytest

from deskapp.desk.cards import customers
from deskapp.desk.crisis import boundary
from deskapp.desk.drafts import card_drafts
from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.exchange import exporters
from deskapp.exchange.formats import FORMATS
from deskapp.model.customer import Customer
from deskapp.ui.screens.list_screen import ListScreen
from tests.builders import StandingClock
from tests.ui.hands import Hands, at_the_desk

HALF_A_SECOND = 0.5


@pytest.fixture
def beth(desk: Session) -> Customer:
    return customers.make(desk, "Beth Marlow", phone="202 555 0123", email="beth@example.org")


def kept(desk: Session, card: Customer) -> Customer:
    return customers.get(desk, card.id)


async def on_row(hands: Hands, label: str) -> None:
    """Open the only card and put the cursor on the first row with that label."""
    if not isinstance(hands.app.screen, ListScreen):
        await hands.press("f3", "enter")
    screen = hands.app.screen
    assert isinstance(screen, ListScreen)
    rows = [screen.line_at(index, 76, False).text.strip() for index in range(screen.table.count)]
    screen.table.go(next(index for index, text in enumerate(rows) if text.startswith(label)))
    await hands.settle()
    await hands.press("enter")


async def test_a_plan_is_stored_as_it_is_typed_and_one_undo_takes_it_off(
    desk: Session, beth: Customer, size: tuple[int, int]
) -> None:
    async with at_the_desk(desk, size) as hands:
        await on_row(hands, "Plan")
        await hands.write("Care, go")
        await hands.settle(HALF_A_SECOND)
        plan = kept(desk, beth).plan
        assert plan and (plan.name, plan.level, plan.until) == ("Care", "go", None)
        await hands.write("ld")
        await hands.press("tab")
        await hands.write("2027-11-2")
        await hands.settle(HALF_A_SECOND)
        plan = kept(desk, beth).plan
        assert plan and (plan.name, plan.level) == ("Care", "gold")
        await hands.write("4")
        await hands.press("escape")
        plan = kept(desk, beth).plan
        assert plan and (plan.level, str(plan.until)) == ("gold", "2027-11-24")
        hands.sees("Care gold until 2027-11-24")
        await hands.press("u")
        assert kept(desk, beth).plan is None


@pytest.mark.parametrize(
    ("label", "place", "words"),
    [
        ("Phone", "phones text", "0917 555 0"),
        ("E-mail", "emails text", "beth@ex"),
        ("Address  ", "addresses text", "1 Qu"),
        ("Preference", "preferences taste", "allergic to pea"),
        ("Warning", "warnings fact", "No calls at wo"),
    ],
)
async def test_what_is_typed_for_a_further_entry_stays_until_it_is_done(
    desk: Session, beth: Customer, label: str, place: str, words: str
) -> None:
    bare = customers.make(desk, "Ana Cruz")
    async with at_the_desk(desk) as hands:
        await hands.press("f3")
        await on_row(hands, "Ana Cruz")
        await on_row(hands, label)
        await hands.write(words)
        await hands.settle(HALF_A_SECOND)
        assert kept(desk, bare).drafts == {place: words}
        await hands.press("escape")
        hands.sees(words, "unfinished")
    async with at_the_desk(desk) as hands:
        await hands.press("f3")
        await on_row(hands, "Ana Cruz")
        await on_row(hands, label)
        hands.sees(words)
        await hands.write("x.org")
        await hands.press("enter", *(["enter"] if label == "Warning" else []))
        assert kept(desk, bare).drafts == {}
        hands.sees(f"{words}x.org")
        hands.does_not_see("unfinished")


async def test_a_new_preference_at_the_desk_survives_a_power_cut(desk: Session, beth: Customer) -> None:
    log.identify(desk, log.begin(desk, "walk-in"), beth)
    async with at_the_desk(desk) as hands:
        await hands.press("d")
        await hands.write("allergic to pean")
        await hands.settle(HALF_A_SECOND)
        assert kept(desk, beth).drafts == {"preferences taste": "allergic to pean"}
    async with at_the_desk(desk) as hands:
        await hands.press("d")
        await hands.write("uts")
        await hands.press("enter")
        (one,) = kept(desk, beth).preferences.values()
        assert (one.stance, one.item, kept(desk, beth).drafts) == ("allergy", "allergic to peanuts", {})
        await hands.press("u")
        assert not kept(desk, beth).preferences


async def test_what_they_said_at_the_boundary_is_kept_as_it_is_typed(desk: Session, beth: Customer) -> None:
    call = log.identify(desk, log.begin(desk, "call"), beth)
    async with at_the_desk(desk) as hands:
        await hands.press("b")
        await hands.write("You idi")
        await hands.settle(HALF_A_SECOND)
        assert log.get(desk, call.id).drafts == {"boundary": "You idi"}
        await hands.write("ot")
        await hands.press("enter")
    after = log.get(desk, call.id)
    assert ([one.fact for one in after.boundary.values()], after.drafts) == (["You idiot"], {})
    assert boundary.is_warned(after)


@pytest.mark.parametrize(
    ("label", "typed", "field", "expected"),
    [
        ("Phone", ("m",), "phones", "mobile"),
        ("Phone", tuple("night desk"), "phones", "night desk"),
        ("E-mail", ("down", "down"), "emails", "home"),
    ],
)
async def test_a_number_or_an_address_is_said_to_be_of_the_work_or_the_home(
    desk: Session, beth: Customer, label: str, typed: tuple[str, ...], field: str, expected: str
) -> None:
    async with at_the_desk(desk) as hands:
        await on_row(hands, label)
        await hands.press("down", "down", "enter", *typed, "enter")
        hands.sees(expected)
    (entry,) = getattr(kept(desk, beth), field).values()
    assert entry.label == expected


async def test_a_preference_that_was_taken_for_another_kind_becomes_an_allergy(desk: Session, beth: Customer) -> None:
    customers.add_preference(desk, beth, "peanuts", group="food")
    async with at_the_desk(desk) as hands:
        await on_row(hands, "Food")
        await hands.press("down", "down", "down", "enter")
        await hands.write("allergy")
        await hands.press("enter")
        hands.sees("ALLERGY")
    (one,) = kept(desk, beth).with_stance("allergy")
    assert one.item == "peanuts"


@pytest.mark.parametrize("form", ["vcf", "csv"])
def test_what_is_not_done_yet_leaves_with_no_address_book(desk: Session, beth: Customer, form: str) -> None:
    card_drafts.keep(desk, beth, "phones text", "0917 half")
    assert "0917 half" not in FORMATS["customers"][form].write(exporters.ExportRequest(desk))


async def test_nothing_is_kept_of_a_question_that_was_emptied(desk: Session, beth: Customer) -> None:
    async with at_the_desk(desk) as hands:
        await on_row(hands, "Address  ")
        await hands.press("x", "backspace", "escape")
    assert kept(desk, beth).drafts == {}


async def test_an_old_dessert_and_an_old_allergy_ask_again_on_the_desk_and_are_confirmed(
    desk: Session, beth: Customer, now: StandingClock
) -> None:
    customers.set_text(desk, beth, "favorite_dessert", "lemon tart")
    customers.add_preference(desk, beth, "peanuts", group="food", stance="allergy")
    now.on(days=400)
    log.identify(desk, log.begin(desk, "walk-in"), beth)
    async with at_the_desk(desk) as hands:
        hands.sees("lemon tart (ask again)", "peanuts (ask again)")
        await on_row(hands, "Dessert")
        await hands.press("enter")
        assert kept(desk, beth).asks_dessert_again(desk.now())
        await on_row(hands, "Dessert")
        await hands.press("down", "enter")
        hands.sees("Confirmed today")
        assert "ask again" not in hands.row_with("lemon tart")
        assert kept(desk, beth).dessert_confirmed_at == now()
        await hands.press("u")
        assert "ask again" in hands.row_with("lemon tart")


async def test_a_name_that_is_refused_is_not_left_on_the_card(
    desk: Session, beth: Customer, size: tuple[int, int]
) -> None:
    customers.make(desk, "Rosa Diaz")
    async with at_the_desk(desk, size) as hands:
        await hands.press("f3")
        await on_row(hands, "Beth Marlow")
        await on_row(hands, "Name")
        for last in ("escape", "enter"):
            await hands.press("ctrl+u", *"Rosa Diaz")
            await hands.settle(HALF_A_SECOND)
            hands.sees("Rosa Diaz has a card already. Down says that it is somebody else.")
            assert kept(desk, beth).name == "Beth Marlow"
            await hands.press(last)
            assert kept(desk, beth).name == "Beth Marlow"
            await hands.press(*(["enter"] if last == "escape" else []))
        hands.sees("Rosa Diaz has a card already.")
        await hands.press("down", "enter")
        assert kept(desk, beth).name == "Rosa Diaz"
        await hands.press("u")
    assert kept(desk, beth).name == "Beth Marlow"


@pytest.mark.parametrize(("label", "typed"), [("Phone", "202 555 0177"), ("E-mail", "rosa@example.org")])
async def test_a_number_or_an_address_of_somebody_else_is_not_left_on_the_card(
    desk: Session, beth: Customer, label: str, typed: str
) -> None:
    customers.make(desk, "Rosa Diaz", phone="202 555 0177", email="rosa@example.org")

    def held() -> set[str]:
        card = kept(desk, beth)
        return {one.typed for one in card.phones.values()} | {one.address for one in card.emails.values()}

    before = held()
    async with at_the_desk(desk) as hands:
        await hands.press("f3")
        await on_row(hands, "Beth Marlow")
        await on_row(hands, label)
        await hands.press("ctrl+u", *typed)
        await hands.settle(HALF_A_SECOND)
        assert held() == before and typed in kept(desk, beth).drafts.values()
        await hands.press("enter")
        hands.sees(f"{typed} is on the card of Rosa Diaz already.")
        assert held() == before
        await hands.press("down", "enter")
        assert typed in held() and kept(desk, beth).drafts == {}
        await hands.press("u")
        assert held() == before
