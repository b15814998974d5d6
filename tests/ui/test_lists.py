"""Customers, promises and the log: listed, filtered as one types, opened, edited, and back."""

from datetime import timedelta

import pytest

from deskapp.desk.cards import customers
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.visits import day as days
from deskapp.desk.visits import log
from deskapp.model.customer import Customer
from deskapp.model.interaction import Interaction
from deskapp.ui.screens.list_screen import ListScreen
from tests.builders import StandingClock
from tests.ui.hands import Hands, at_the_desk, screen_rows

Size = tuple[int, int]


def selected_row(hands: Hands) -> str:
    """The row of the list that has the cursor."""
    return next(row for row in screen_rows(hands.app) if "▌" in row)


@pytest.fixture
def people(desk: Session) -> None:
    for name, company, phone in (
        ("Zoë Ångström", "Choir", "202 555 0101"),
        ("Beth Ocampo", "Harbour Choir", "202 555 0102"),
        ("Gus Whitfield", "", "202 555 0103"),
    ):
        customers.make(desk, name, company=company, phone=phone)


@pytest.fixture
def visits(desk: Session, now: StandingClock) -> list[Interaction]:
    """Three days, the last one's call still open."""
    made = []
    for kind, name, reason, outcome in (
        ("walk-in", "Beth", "a broken string", "two sold"),
        ("call", "Gus", "rental of a cello", "sent the sheet"),
        ("call", "Zoë", "a lesson", ""),
    ):
        one = log.identify_new(desk, log.begin(desk, kind), name)  # type: ignore[arg-type]
        one = log.set_reason(desk, one, reason)
        made.append(log.end(desk, one, outcome) if outcome else one)
        now.on(days=1)
    return made


@pytest.mark.usefixtures("people")
async def test_cards_are_listed_by_name_and_found_by_any_part(desk: Session, size: Size) -> None:
    async with at_the_desk(desk, size) as hands:
        await hands.press("f3")
        hands.sees("Customers", "3 cards")
        assert hands.screen.index("Beth") < hands.screen.index("Gus") < hands.screen.index("Zoë")
        for typed, found in (("angstr", "Zoë Ångström"), ("0103", "Gus Whitfield"), ("harbour", "Beth Ocampo")):
            await hands.press("slash", *typed)
            hands.sees("1 found", found)
            await hands.press("escape")
            hands.sees("3 cards")
        await hands.press("slash", *"nobody at all")
        hands.sees("0 found")
        await hands.press("enter", "escape")
        hands.sees("3 cards")
        await hands.press("escape")
        hands.sees("Here and today")


@pytest.mark.usefixtures("people")
async def test_a_card_is_opened_and_a_field_edited_as_one_types(desk: Session) -> None:
    async with at_the_desk(desk) as hands:
        await hands.press("f3", "enter")
        hands.sees("Beth Ocampo")
        for _ in range(30):
            if "essert" in selected_row(hands):
                break
            await hands.press("down")
        await hands.press("enter", *"pear tart")
        await hands.settle(0.4)
        (beth,) = [one for one in cards(desk) if one.name == "Beth Ocampo"]
        assert beth.favorite_dessert == "pear tart"
        await hands.press("enter")
        hands.sees("pear tart")
        await hands.press("u")
        hands.sees("undone: favorite dessert of Beth Ocampo")
        await hands.press("escape")
        hands.sees("3 cards")


def cards(desk: Session) -> list[Customer]:
    return [customers.get(desk, identifier) for identifier in desk.book.ids("customers")]


async def test_a_new_card_is_made_on_the_customers_screen(desk: Session) -> None:
    async with at_the_desk(desk) as hands:
        await hands.press("f3")
        hands.sees("0 cards")
        await hands.press("n", *"Ines Vega", "enter")
        hands.sees("Ines Vega")
    assert [one.name for one in cards(desk)] == ["Ines Vega"]


async def test_promises_stand_under_their_days_with_the_settled_last(
    desk: Session, now: StandingClock, size: Size
) -> None:
    for what, hours in (("price", -1), ("tuner", 2), ("parcel", 60), ("kept one", 3)):
        made = promises.make(desk, what, now.at + timedelta(hours=hours))
    promises.keep(desk, made)
    async with at_the_desk(desk, size) as hands:
        await hands.press("f4")
        hands.sees("Promises", "3 open", "Overdue", "Today", "Settled")
        order = [hands.screen.index(word) for word in ("price", "tuner", "parcel", "kept one")]
        assert order == sorted(order) and "60 min late" not in hands.screen
        hands.sees("1 h late", "in 2 h", "kept")
        await hands.press("slash", *"tun", "enter")
        hands.sees("tuner", "1 open")
        hands.does_not_see("parcel")
        await hands.press("k")
        hands.sees("Kept: tuner")
    assert [one.what for one in promises.all_open(desk)] == ["price", "parcel"]


async def test_a_promise_is_reworded_moved_handed_on_and_given_up_by_keys(desk: Session, now: StandingClock) -> None:
    promises.make(desk, "a price", now.at + timedelta(hours=1))
    async with at_the_desk(desk) as hands:
        await hands.press("f4", "enter", *["backspace"] * 5, *"tuner", "enter")
        hands.sees("a tuner")
        await hands.press("v", *"in 3h", "enter", *"yes", "enter")
        hands.sees("13:00")
        await hands.press("h", *"Mo", "enter")
        await hands.press("z")
        hands.sees("Given up, and on record: a tuner")
    (document,) = desk.book.select("promises")
    assert (document["what"], document["owner"], len(document["moves"])) == ("a tuner", "Mo", 1)
    assert document["broken_at"] and promises.all_open(desk) == []


async def test_the_log_shows_all_newest_first_with_its_days(
    desk: Session, visits: list[Interaction], size: Size
) -> None:
    async with at_the_desk(desk, size) as hands:
        await hands.press("f5")
        hands.sees("Log", "3 visits", "yesterday", "Zoë", "Gus", "Beth")
        assert hands.screen.index("Zoë") < hands.screen.index("Gus") < hands.screen.index("Beth")
        assert "Zoë" in selected_row(hands)
        await hands.press("end")
        assert "Beth" in selected_row(hands)
        await hands.press("home", "down")
        assert "Gus" in selected_row(hands)


async def test_the_log_is_searched_while_it_is_typed(desk: Session, visits: list[Interaction]) -> None:
    async with at_the_desk(desk) as hands:
        for typed, found in (("string", "Beth"), ("CELLO sheet", "Gus"), ("zoe", "Zoë")):
            await hands.press("f2", "slash", *typed)
            while hands.app.screen._search is not None:  # type: ignore[attr-defined]
                await hands.settle(0.01)
            hands.sees("1 found", found)
            listed = hands.app.screen.query_one("#list").region
            for other in {"Beth", "Gus", "Zoë"} - {found}:
                assert not [row for row in screen_rows(hands.app)[listed.y : listed.bottom] if other in row], typed
            await hands.press("enter", "escape")
            hands.sees("3 visits")


async def test_enter_opens_an_old_one_at_the_desk_where_it_can_be_changed(
    desk: Session, visits: list[Interaction]
) -> None:
    async with at_the_desk(desk) as hands:
        await hands.press("f5", "end", "enter")
        hands.sees("Looking back at", "─ Beth · Tue 24 Nov, 10:00 ─", "Outcome two sold")
        await hands.press("n", *"came back for it", "enter")
        hands.sees("came back for it")
    assert [note.text for note in log.get(desk, visits[0].id).notes.values()] == ["came back for it"]


EMPTY = [("f3", "n new card"), ("f4", "At the desk p makes one."), ("f5", "At the desk w begins a walk-in")]


async def test_an_empty_book_has_no_traps(desk: Session, size: Size) -> None:
    async with at_the_desk(desk, size) as hands:
        for key, words in EMPTY:
            await hands.press(key)
            hands.sees(words)
            for tried in ("up", "down", "enter", "home", "end", "pageup", "pagedown", "k", "z", "d", "escape"):
                await hands.press(tried)
                if tried == "enter":
                    await hands.press("escape", key)
            hands.sees("Here and today", "Nobody is here.")


async def test_each_screen_is_one_key_from_each_other(desk: Session, visits: list[Interaction]) -> None:
    places = {"f3": "Customers", "f4": "Promises", "f5": "Log", "f6": "Replies & FAQ", "f7": "Reports"}
    async with at_the_desk(desk) as hands:
        for first in places:
            for second, place in places.items():
                await hands.press(first, second)
                assert place in screen_rows(hands.app)[0] and len(hands.app.screen_stack) == 2
        await hands.press("f2")
        assert len(hands.app.screen_stack) == 1


async def test_each_list_has_the_room_that_the_screen_has(desk: Session, size: Size) -> None:
    async with at_the_desk(desk, size) as hands:
        for key in ("f3", "f4", "f6", "f8"):
            await hands.press(key)
            assert hands.app.screen.query_one("#list").size.height >= size[1] - 5, key
        await hands.press("f5")
        assert hands.app.screen.query_one("#list").size.height >= (size[1] - 6 if size[0] < 110 else size[1] // 2)
        assert hands.app.screen.query_one("#list").size.width >= size[0] - 4


async def test_find_at_the_desk_finds_people_and_promises_above_the_log(
    desk: Session, now: StandingClock, size: Size, people: None
) -> None:
    customers.add_preference(desk, customers.make(desk, "Margaret Abernathy"), "Walnuts", stance="allergy")
    promises.make(desk, "walnut veneer price", now.at + timedelta(hours=1))
    async with at_the_desk(desk, size) as hands:
        await hands.press("slash", *"walnut")
        hands.sees("Margaret Abernathy", "walnut veneer price")
        await hands.press("down", "enter")
        hands.sees("Card", "Margaret Abernathy", "ALLERGY")


async def test_an_ended_visit_shows_its_day_and_how_long_it_took_everywhere(
    desk: Session, size: tuple[int, int]
) -> None:
    for days_ago, name in ((0, "Ada"), (3, "Ben"), (400, "Cy")):
        at = desk.now() - timedelta(days=days_ago, minutes=30)
        visit = log.begin(desk, "walk-in", called=name, at=at)
        log.end(desk, visit, "sold", at=at + timedelta(minutes=17), overruled="a rush")
    log.begin(desk, "walk-in", called="Written later", at=desk.now() - timedelta(minutes=9))
    later = next(iter(days.look(desk).open.values()))
    log.end(desk, later, "sold", at=later.arrived_at, overruled="a rush")
    async with at_the_desk(desk, size) as hands:
        await hands.press("f5")
        year = "20 Oct 2025" if size[0] == 80 else "Mon 20 Oct 2025"
        for words in ("today", "Sat 21 Nov", year, "17 min"):
            hands.sees(words)
        hands.does_not_see(" 0:00", " 0 min", " 0 s")
        for name, told in (
            ("Written later", "09:51"),
            ("Ada", "09:30–09:47 (17 min)"),
            ("Ben", "Sat 21 Nov, 09:30–09:47 (17 min)"),
            ("Cy", "Mon 20 Oct 2025, 09:30–09:47 (17 min)"),
        ):
            await hands.press("f5", *["down"] * ["Written later", "Ada", "Ben", "Cy"].index(name), "enter")
            hands.sees(f"─ {name} · {told} ─") if size[0] == 80 else hands.sees(f"{name} · {told[:16]}", told)
            hands.does_not_see(" 0:00", " 0 min", " 0 s")


@pytest.mark.parametrize("key", ["f3", "f4", "f5", "f6", "f8", "comma"])
async def test_a_clock_that_ticks_while_a_list_comes_or_goes_does_no_harm(desk: Session, key: str) -> None:
    async with at_the_desk(desk) as hands:
        await hands.press(key)
        screen = hands.app.screen
        assert isinstance(screen, ListScreen) and screen.is_built
        await screen.query("#list").remove()
        assert not screen.is_built and screen.selected_id() == ""
        hands.app._tick()
