"""Cards by keys: what a person presses, what they see, and what is then in the book."""

from dataclasses import replace
from datetime import timedelta

import pytest
from textual.pilot import Pilot

from deskapp.desk.cards import customers, entries, merge
from deskapp.desk.documents import edit
from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.model.customer import Customer
from deskapp.ui.app import DeskApp
from deskapp.ui.screens.list_screen import ListScreen
from tests.builders import StandingClock
from tests.ui.hands import worked_out
from tests.ui.typing_in import lines_of, said, seen, type_in

NOON = StandingClock()


@pytest.fixture
def beth(desk: Session) -> Customer:
    return customers.make(desk, "Beth Marlow", phone="202 555 0123", company="Harbour Bakery")


def kept(desk: Session, card: Customer) -> Customer:
    return customers.get(desk, card.id)


def listed(pilot: Pilot[int]) -> list[str]:
    screen = pilot.app.screen
    assert isinstance(screen, ListScreen)
    return [screen.line_at(index, 76, False).text.rstrip() for index in range(screen.table.count)]


async def at(pilot: Pilot[int], label: str) -> None:
    """Put the cursor on the first row with that label."""
    screen = pilot.app.screen
    assert isinstance(screen, ListScreen)
    row = next(index for index, text in enumerate(listed(pilot)) if text.strip().startswith(label))
    screen.table.go(row)
    await pilot.pause()


async def filled(pilot: Pilot[int]) -> None:
    app = pilot.app
    assert isinstance(app, DeskApp)
    for _ in range(200):
        if app.context.finder_is_full:
            break
        await pilot.pause(0.01)
    assert app.context.finder_is_full
    await worked_out(pilot)


async def opened(pilot: Pilot[int]) -> None:
    await filled(pilot)
    await pilot.press("f3")
    await pilot.pause()
    await pilot.press("enter")
    await pilot.pause()


@pytest.mark.parametrize(
    ("keys", "words", "stance", "item"),
    [
        (("d",), "strong tea", "likes", "strong tea"),
        (("d",), "allergic to peanuts", "allergy", "allergic to peanuts"),
        (("d", "a", "colon"), "peanuts", "allergy", "peanuts"),
        (("d", "x", "colon"), "small talk", "dislikes", "small talk"),
    ],
)
async def test_a_preference_is_on_the_card_in_three_keys_and_its_words(
    desk: Session, beth: Customer, keys: tuple[str, ...], words: str, stance: str, item: str
) -> None:
    log.identify(desk, log.begin(desk, "walk-in"), beth)
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys)
        await type_in(pilot, words)
        await pilot.press("enter")
        await pilot.pause()
        assert item in seen(pilot, "#pinned" if stance == "allergy" else "#card")
    (one,) = kept(desk, beth).preferences.values()
    assert (one.stance, one.item, one.told_by) == (stance, item, "Robin")


async def test_the_dessert_is_a_field_of_its_own(desk: Session, beth: Customer) -> None:
    log.identify(desk, log.begin(desk, "walk-in"), beth)
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("d")
        await type_in(pilot, "lemon tart")
        assert "Sweet" in seen(pilot, "#found")
        await pilot.press("enter")
    assert kept(desk, beth).favorite_dessert == "lemon tart"


async def test_fields_and_entries_are_changed_in_place_kept_as_typed_and_undone(desk: Session, beth: Customer) -> None:
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await at(pilot, "Phone")
        await pilot.press("enter", "backspace", "4")
        await pilot.pause(0.5)
        (phone,) = kept(desk, beth).phones.values()
        assert phone.typed == "202 555 0123" and list(kept(desk, beth).drafts.values()) == ["202 555 0124"]
        await pilot.press("enter")
        await pilot.pause()
        (phone,) = kept(desk, beth).phones.values()
        assert (phone.typed, phone.number) == ("202 555 0124", "+12025550124") and not kept(desk, beth).drafts
        await at(pilot, "Address as")
        await pilot.press("enter")
        await type_in(pilot, "Ms Marlow")
        await pilot.press("enter")
        await pilot.pause()
        assert kept(desk, beth).address_form == "Ms Marlow"
        await pilot.press("u", "u")
        await pilot.pause()
        (phone,) = kept(desk, beth).phones.values()
        assert (kept(desk, beth).address_form, phone.typed) == ("", "202 555 0123")


async def test_a_plan_an_address_and_a_warning_get_on_the_card(desk: Session, beth: Customer) -> None:
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await at(pilot, "Plan")
        await pilot.press("enter")
        await type_in(pilot, "Care, gold")
        await pilot.press("tab")
        await type_in(pilot, "1y")
        await pilot.press("enter")
        await at(pilot, "Address  ")
        await pilot.press("enter")
        await type_in(pilot, "1 Quay | Harbour")
        await pilot.press("enter")
        await at(pilot, "Warning")
        await pilot.press("enter")
        await type_in(pilot, "Wants no calls at work")
        await pilot.press("tab", "enter")
        await pilot.pause()
        assert "symbol" in said(pilot)
        assert any("Care gold until 2027-11-24" in row for row in listed(pilot))
    card = kept(desk, beth)
    assert card.plan is not None and (card.plan.name, card.plan.level) == ("Care", "gold")
    assert list(card.addresses.values()) == ["1 Quay\nHarbour"]
    (warning,) = card.warnings.values()
    assert str(warning.review_on) == "2027-05-25"


async def test_what_was_not_confirmed_for_a_year_asks_again_and_is_confirmed(
    desk: Session, beth: Customer, now: StandingClock
) -> None:
    customers.add_preference(desk, beth, "strong tea", group="drink")
    now.on(days=400)
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert any("strong tea" in row and "ask again" in row for row in listed(pilot))
        await at(pilot, "Drink")
        await pilot.press("enter", "down", "enter")
        await pilot.pause()
        assert "Confirmed today" in said(pilot)
    (one,) = kept(desk, beth).preferences.values()
    assert one.confirmed_at == now()


async def test_an_entry_comes_off_the_card_and_undo_brings_it_back(desk: Session, beth: Customer) -> None:
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await at(pilot, "Phone")
        await pilot.press("enter", "down", "enter")
        await pilot.pause()
        assert kept(desk, beth).phones == {}
        await pilot.press("u")
        assert len(kept(desk, beth).phones) == 1


async def test_a_prospect_is_a_customer_by_one_key_with_the_date(desk: Session, now: StandingClock) -> None:
    joe = customers.make(desk, "Joe Park", kind="prospect")
    helped = log.identify(desk, log.begin(desk, "call", reason="which glue holds wet wood"), joe)
    log.end(desk, log.get(desk, helped.id), "told him", overruled="test")
    now.on(days=3)
    log.identify(desk, log.begin(desk, "walk-in"), joe)
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        assert "which glue holds wet wood" in seen(pilot, "#card")
        assert "prospect" in seen(pilot, "#card")
        await pilot.press("C")
        await pilot.pause()
        assert "is a customer now" in said(pilot)
        assert (kept(desk, joe).kind, kept(desk, joe).customer_since) == ("customer", now())
        await pilot.press("u")
        assert (kept(desk, joe).kind, kept(desk, joe).customer_since) == ("prospect", None)


async def test_anybody_can_become_a_coworker_and_since_when_is_changed(desk: Session, beth: Customer) -> None:
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await at(pilot, "Since")
        await pilot.press("enter", *["backspace"] * 10)
        await type_in(pilot, "2024-03-31")
        await pilot.press("enter")
        await pilot.pause()
        assert any("31 Mar 2024" in row for row in listed(pilot))
        await pilot.press("C", "down", "enter")
        await pilot.pause()
    assert kept(desk, beth).kind == "coworker"


async def test_a_new_card_is_made_of_one_line_and_warns_of_the_one_that_is_there(desk: Session, beth: Customer) -> None:
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await filled(pilot)
        await pilot.press("f3", "n")
        await type_in(pilot, "B. M., 202-555-0123")
        await pilot.pause()
        assert "may have a card already (same number)" in seen(pilot, "#found")
        await pilot.press(*["backspace"] * 30)
        await type_in(pilot, "Joe Park, 202 555 0199, joe@example.org")
        await pilot.press("enter")
        await pilot.pause()
        assert "New card: Joe Park, a customer" in said(pilot)
    joe = next(one for one in desk.book.select("customers") if one["name"] == "Joe Park")
    assert [one["typed"] for one in joe["phones"].values()] == ["202 555 0199"]
    assert [one["address"] for one in joe["emails"].values()] == ["joe@example.org"]


async def test_who_warns_of_a_name_that_is_nearly_there(desk: Session, beth: Customer) -> None:
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await filled(pilot)
        await pilot.press("w")
        await type_in(pilot, "Bet Marlow")
        await pilot.pause()
        assert "Beth Marlow: nearly the same name" in seen(pilot, "#found")


async def test_two_cards_are_merged_side_by_side_with_a_choice_and_one_undo(desk: Session, beth: Customer) -> None:
    other = customers.make(desk, "Elizabeth Marlow", phone="202 555 0123", email="e@example.org")
    customers.add_preference(desk, other, "peanuts", group="food", stance="allergy")
    async with DeskApp(desk).run_test(size=(120, 36)) as pilot:
        await filled(pilot)
        await pilot.press("f3")
        await pilot.press("M")
        await pilot.pause()
        assert "Elizabeth Marlow" in seen(pilot, "#found") and "same number" in seen(pilot, "#found")
        await pilot.press("enter")
        await pilot.pause()
        assert any("Beth Marlow" in row and "Elizabeth Marlow" in row for row in listed(pilot))
        await at(pilot, "Name")
        await pilot.press("right")
        await pilot.pause()
        assert "Elizabeth Marlow" in seen(pilot, "#aside") and "peanuts" in seen(pilot, "#aside")
        await at(pilot, "Preferences")
        await pilot.press("left")
        assert "Allergies of both stay" in said(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert "one card now" in said(pilot)
        one = kept(desk, beth)
        assert (one.name, one.company, len(one.with_stance("allergy"))) == ("Elizabeth Marlow", "Harbour Bakery", 1)
        assert kept(desk, other).id == beth.id
        await pilot.press("u")
        assert kept(desk, other).id == other.id


async def test_a_merged_card_is_taken_apart_later_from_its_own_screen(desk: Session, beth: Customer) -> None:
    other = customers.make(desk, "Lizzy M")
    merge.merge(desk, beth, other)
    customers.make(desk, "Zoe Later")
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await at(pilot, "Merged with")
        await pilot.press("enter", "down", "enter")
        await pilot.pause()
        assert "two cards again" in said(pilot)
    assert kept(desk, other).id == other.id


async def test_pairs_that_may_be_one_person_are_listed_and_opened(desk: Session, beth: Customer) -> None:
    customers.make(desk, "Beth Marlwo")
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await filled(pilot)
        await pilot.press("f3", "t")
        await worked_out(pilot)
        (row,) = listed(pilot)
        assert "Beth Marlow" in row and "nearly the same name" in row
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert listed(pilot) == []


HOSTILE = "[/b]\x1b]52;c;eA==\x07[@click=app.quit()]x\x9b31m\u202e"


async def test_nothing_that_stands_on_a_card_is_obeyed_by_the_screen(desk: Session, beth: Customer) -> None:
    card = customers.add_preference(desk, beth, HOSTILE, stance="allergy")
    card = entries.add_address(desk, card, HOSTILE)
    card = customers.add_warning(desk, card, HOSTILE)
    card = entries.set_plan(desk, card, HOSTILE, HOSTILE)
    edit(desk, card, "x", lambda it: replace(it, name=HOSTILE, notes=HOSTILE + "\n" + HOSTILE))
    customers.make(desk, HOSTILE)
    async with DeskApp(desk).run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        rows = listed(pilot)
        await pilot.press("escape", "t")
        await worked_out(pilot)
        await pilot.press("enter")
        await pilot.pause()
        rows += listed(pilot) + lines_of(pilot, "#aside")
    assert any("[/b]" in row for row in rows)
    assert not [row for row in rows if any(ord(one) < 32 or one in "\x7f\x9b\u202e" for one in row)]


def test_a_day_is_read_as_people_write_it(desk: Session) -> None:
    from deskapp.desk.times.days import read_day
    from deskapp.errors import RefusedError

    expected = {"1y": "2027-11-24", "in 6 months": "2027-05-24", "31/12/2026": "2026-12-31", "today": "2026-11-24",
                "2w": "2026-12-08", "24 dec 2026": "2026-12-24"}  # fmt: skip
    assert {text: str(read_day(desk, text)) for text in expected} == expected
    assert str(read_day(desk, "1m", past=True)) == "2026-10-24"
    for text in ("soon", "", "31.2.2027", "9999y"):
        with pytest.raises(RefusedError):
            read_day(desk, text)
    assert read_day(desk, "today") + timedelta(days=1) == read_day(desk, "tomorrow")
