"""Who is it? What is selected, what Enter takes, and what becomes of what was typed."""

import pytest

from deskapp.desk.cards import customers
from deskapp.desk.cards.recognising import recognise
from deskapp.desk.find.finder import Finder
from deskapp.desk.session import Session
from deskapp.desk.visits import day as days
from deskapp.desk.visits import log, ring
from deskapp.errors import RefusedError
from deskapp.model.interaction import Interaction
from deskapp.ui.app import DeskApp
from deskapp.ui.context import Context
from deskapp.ui.questions import cards_alike, who
from deskapp.ui.widgets.line_pane import LinePane
from tests.builders import StandingClock
from tests.ui.hands import Hands, at_the_desk, terminal_of

Size = tuple[int, int]


def the_only_one(desk: Session) -> Interaction:
    (one,) = days.look(desk).open.values()
    return one


@pytest.mark.parametrize(
    ("typed", "selected"), [("Sam Lee", False), ("sam", False), ("Jon Smith", False), ("Sam Lee, Harbour", True)]
)
async def test_enter_makes_nothing_where_somebody_may_be_meant_and_asks_which(
    desk: Session, size: Size, typed: str, selected: bool
) -> None:
    first = customers.make(desk, "Sam Lee", phone="202 555 0143", company="Harbour Choir")
    customers.make(desk, "Sam Lee", phone="202 555 0199")
    customers.make(desk, "John Smith")
    async with at_the_desk(desk, size) as hands:
        await hands.press("w", *typed, "enter")
        if selected:
            named = the_only_one(desk).customer
            assert named and named.id == first.id
        else:
            hands.sees("Which one is it?", "Ctrl+N")
            assert the_only_one(desk).customer is None
            await hands.press("down", "enter")
            assert the_only_one(desk).customer is not None
    assert desk.book.count("customers") == 3


async def test_two_of_one_name_are_told_apart_in_their_rows(desk: Session, now: StandingClock) -> None:
    first = customers.make(desk, "Sam Lee", phone="202 555 0143", company="Harbour Choir")
    customers.add_preference(desk, customers.make(desk, "Sam Lee", phone="202 555 0199"), "walnuts", stance="allergy")
    log.end(desk, log.identify(desk, log.begin(desk, "walk-in"), first), "done")
    now.on(days=3)
    async with at_the_desk(desk, (120, 36)) as hands:
        await hands.press("w", *"sam lee")
        hands.sees("Sam Lee, Harbour C", "…0143", "24 Nov", "…0199", "walnuts", "2 cards fit.")


async def test_the_selected_card_shows_while_it_is_typed_its_allergy_first_and_goes_again(
    desk: Session, size: Size
) -> None:
    for name, item in (("Anna Berger", "walnuts"), ("Anna Cruz", "latex")):
        customers.add_preference(desk, customers.make(desk, name, phone="202 555 0143"), item, stance="allergy")
    async with at_the_desk(desk, size) as hands:
        await hands.press("w", *"anna b")
        hands.sees("ALLERGY", "walnuts", "Address as Anna Berger")
        hands.does_not_see("has no card yet")
        assert hands.words.index("ALLERGY") < hands.words.index("Address as")
        await hands.press("backspace", "backspace")
        hands.does_not_see("Address as")
        await hands.press("down", "down")
        hands.sees("Address as Anna")
        one = "latex" if "Address as Anna Cruz" in hands.words else "walnuts"
        assert f"ALLERGY {one}" in hands.words
        await hands.press("up")
        other = "walnuts" if one == "latex" else "latex"
        assert f"ALLERGY {other}" in hands.words
        await hands.press("escape")
        hands.does_not_see("Address as")
        hands.sees("anna has no card yet")
    assert the_only_one(desk).name == "anna" and desk.book.count("customers") == 2


async def test_what_was_typed_just_before_escape_stays_as_the_name(desk: Session) -> None:
    async with at_the_desk(desk) as hands:
        await hands.press("w", *"Zed", "escape")
        hands.sees("Zed has no card yet")
        await hands.press("space", *["backspace"] * 3, "escape")
        assert the_only_one(desk).name == ""


async def test_leaving_a_visit_that_has_its_card_leaves_it_so(desk: Session) -> None:
    beth = customers.make(desk, "Beth Ocampo")
    log.identify(desk, log.begin(desk, "walk-in"), beth)
    async with at_the_desk(desk) as hands:
        await hands.press("space", *"Zo", "escape")
    visit = the_only_one(desk)
    assert visit.customer and visit.customer.id == beth.id and visit.called == ""


@pytest.mark.parametrize("keys", [["enter"], ["escape"]])
async def test_a_number_of_nobody_becomes_the_number_of_the_visit(desk: Session, keys: list[str]) -> None:
    async with at_the_desk(desk) as hands:
        await hands.press("c", *"202 555 0143", *keys)
    visit = the_only_one(desk)
    assert (visit.phone, visit.name, desk.book.count("customers")) == ("202 555 0143", "", 0)


async def test_a_card_made_of_a_number_is_asked_for_its_name(desk: Session) -> None:
    async with at_the_desk(desk) as hands:
        await hands.press("c", *"202 555 0143", "ctrl+n")
        hands.sees("Whose number is 202 555 0143?")
        await hands.press(*"Beth Ocampo", "enter")
    (card,) = desk.book.select("customers")
    assert card["name"] == "Beth Ocampo" and [one["typed"] for one in card["phones"].values()] == ["202 555 0143"]


@pytest.mark.parametrize(("key", "numbers"), [("enter", 2), ("escape", 1)])
async def test_a_number_that_the_card_lacks_is_offered_to_it_once(
    desk: Session, size: Size, key: str, numbers: int
) -> None:
    beth = customers.make(desk, "Beth Ocampo", phone="202 555 0143")
    log.begin(desk, "call", phone="202 555 0199")
    async with at_the_desk(desk, size) as hands:
        await hands.press("space", *"beth", "enter")
        hands.sees("Add 202 555 0199 to Beth Ocampo's card?")
        await hands.press(key)
        hands.does_not_see("Add it?")
        hands.sees("Address as Beth Ocampo")
    assert len(customers.get(desk, beth.id).phones) == numbers


async def test_the_considered_card_stands_alone_although_the_visit_has_another(desk: Session, size: Size) -> None:
    beth = customers.add_preference(desk, customers.make(desk, "Beth Ocampo"), "eggs", stance="allergy")
    customers.add_preference(desk, customers.make(desk, "Anna Cruz"), "latex", stance="allergy")
    log.identify(desk, log.begin(desk, "walk-in"), beth)
    async with at_the_desk(desk, size) as hands:
        hands.sees("ALLERGY eggs")
        await hands.press("space", *"anna")
        hands.sees("ALLERGY latex", "Address as Anna Cruz")
        hands.does_not_see("ALLERGY eggs")
        await hands.press("escape")
        hands.sees("ALLERGY eggs", "Address as Beth Ocampo")


async def test_a_number_that_was_added_by_mistake_comes_off_with_the_corrected_name(desk: Session) -> None:
    beth, gus = (customers.make(desk, name, phone=number) for name, number in (("Beth Ocampo", "1"), ("Gus Hay", "2")))
    log.begin(desk, "call", phone="202 555 0199")
    async with at_the_desk(desk) as hands:
        await hands.press("space", *"beth", "enter", "enter", "space", *"gus", "enter")
        hands.sees("Address as Gus Hay")
    assert [one.typed for one in customers.get(desk, beth.id).phones.values()] == ["1"]
    assert [one.typed for one in customers.get(desk, gus.id).phones.values()] == ["2", "202 555 0199"]


async def test_a_number_of_two_cards_lists_both_and_lights_none(desk: Session, size: Size) -> None:
    for name in ("Mum Lee", "Kid Lee"):
        customers.make(desk, name, phone="202 555 0143")
    log.begin(desk, "call", phone="202 555 0143")
    async with at_the_desk(desk, size) as hands:
        await hands.press("space")
        hands.sees("Mum Lee", "Kid Lee", "2 cards have the number")
        hands.does_not_see("▌ Mum", "▌ Kid")


@pytest.mark.parametrize(
    ("typed", "name", "company"),
    [("Beth Ocampo, Harbour Bakery", "Beth Ocampo", "Harbour Bakery"), ("Ocampo, Beth", "Beth Ocampo", "")],
)
async def test_a_new_card_takes_the_company_behind_the_comma(
    desk: Session, typed: str, name: str, company: str
) -> None:
    async with at_the_desk(desk) as hands:
        await hands.press("w", *typed)
        hands.sees(f"Enter makes a new card: {name}")
        await hands.press("enter")
    (card,) = desk.book.select("customers")
    assert (card["name"], card.get("company", "")) == (name, company)


async def test_only_the_card_pane_is_drawn_again_with_each_letter(
    desk: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("Anna Lindqvist", "Ben Cruz"):
        customers.make(desk, name)
    monkeypatch.setattr("deskapp.ui.widgets.half_typed.STORED_AFTER", 60)
    async with at_the_desk(desk, (120, 36)) as hands:
        await hands.press("w")
        drawn: list[str] = []
        for pane in ("steps", "here", "card"):
            widget = hands.app.screen.query_one(f"#{pane}", LinePane)
            draw = widget._draw_lines
            monkeypatch.setattr(
                widget, "_draw_lines", lambda width, draw=draw, pane=pane: (drawn.append(pane), draw(width))[1]
            )
        hands.app.screen.tick = lambda: None  # type: ignore[attr-defined]
        await hands.press(*"an", "backspace", "backspace", "b")
        hands.sees("Address as Ben Cruz")
        assert set(drawn) == {"card"}


def test_a_name_typed_before_all_cards_were_read_gets_no_twin(desk: Session) -> None:
    beth = customers.make(desk, "Beth Ocampo", phone="202 555 0143")
    customers.make(desk, "Jon Smith")
    for typed in ("Beth Ocampo", "202 555 0143", "Jon Smyth", "Nobody Yet"):
        finder = Finder()
        finder.begin(desk.book.select("customers"))
        visit = log.begin(desk, "walk-in")
        ask = who.who(desk, finder, visit, rows=5)
        assert not ask.on_change({"who": typed}).choices
        if typed == "Jon Smyth":
            with pytest.raises(RefusedError, match="Which one is it"):
                ask.submit({"who": typed}, "")
            continue
        ask.submit({"who": typed}, "")
        named = log.get(desk, visit.id).customer
        assert named and (named.id == beth.id) is (typed != "Nobody Yet")
    assert desk.book.count("customers") == 3


def test_while_the_cards_are_still_read_that_is_said_and_not_that_enter_makes_a_card(desk: Session) -> None:
    customers.make(desk, "Beth Ocampo")
    visit = log.begin(desk, "walk-in")
    ringing = log.begin(desk, "call", phone="+44 20 7946 0018")
    finder = Finder()
    finder.begin(desk.book.select("customers"))
    ask, of_number = (who.who(desk, finder, one, rows=5) for one in (visit, ringing))
    for offer in (ask.on_change({"who": "Beth Oc"}), of_number.on_change({"who": ""})):
        assert offer.hint.startswith("Still reading the cards") and "makes a new card" not in offer.hint
    finder.finish()
    assert ask.on_change({"who": "Beth Oc"}).choices
    assert "makes a new card" in ask.on_change({"who": "Nobody Yet"}).hint
    assert "it goes on the new card" in of_number.on_change({"who": ""}).hint


async def test_what_is_typed_while_the_cards_are_read_is_looked_up_again_when_they_are_there(
    desk: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    customers.make(desk, "Beth Ocampo")
    read = Finder.go_on
    monkeypatch.setattr(Finder, "go_on", lambda self, seconds: False)
    with terminal_of((80, 24)):
        async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
            hands = Hands(pilot)
            await hands.press("w", *"Beth Oc")
            hands.sees("Still reading the cards: more may be found in a moment.", "Still reading the cards.")
            hands.does_not_see("has no card yet", "makes a new card")
            monkeypatch.setattr(Finder, "go_on", read)
            while not pilot.app.context.finder_is_full:  # type: ignore[attr-defined]
                await hands.settle(0.01)
            await hands.settle()
            hands.sees("Enter takes the selected card")


def test_a_new_card_or_a_promise_asks_all_cards_before_it_is_made(desk: Session) -> None:
    customers.make(desk, "Beth Ocampo")
    finder = Finder()
    finder.begin(desk.book.select("customers"))
    ask = cards_alike.new(desk, finder)
    with pytest.raises(RefusedError, match="Beth Ocampo may have a card already"):
        ask.submit({"card": "Beth Ocampo"}, "customer")
    assert desk.book.count("customers") == 1
    ask.submit({"card": "Beth Ocampo"}, "")
    assert desk.book.count("customers") == 2
    finder = Finder()
    finder.begin(desk.book.select("customers"))
    with pytest.raises(RefusedError, match="No card is selected"):
        who.to_promise(desk, finder).submit({"whom": "Beth Ocampo"}, "")
    assert finder.is_full


def test_a_name_from_beside_the_desk_is_recognised_as_without_one(desk: Session) -> None:
    for name in ("Beth Ocampo", "Sam Lee", "Sam Lee", "John Smith", "Petra Kowalski"):
        customers.make(desk, name)
    typed = ("beth ocampo", "Sam Lee", "Jon Smith", "Petra Kowalsky", "Petra", "Nobody Yet")
    alone = [recognise(desk, name) for name in typed]
    context = desk.at_hand = Context.of(desk)
    assert context.full_finder() is None
    assert [recognise(desk, name) for name in typed] == alone
    context.finder.finish()
    assert context.full_finder() is context.finder
    assert [recognise(desk, name) for name in typed] == alone
    assert alone[0].card and len(alone[1].namesakes) == 2 and not (alone[-1].card or alone[-1].may_be)


def test_who_may_be_calling_follows_the_cards(desk: Session) -> None:
    tom = customers.make(desk, "Tom Berger", phone="020 7946 0018")
    customers.make(desk, "Anna Berger", phone="020 7946 0018")
    call = ring.ring(desk, ring.Caller("020 7946 0018"))
    assert [card.name for card in ring.possible(desk, call)] == ["Anna Berger", "Tom Berger"]
    ring.possible(desk, call).clear()
    customers.make(desk, "Zoe Berger", phone="020 7946 0018")
    assert [card.name for card in ring.possible(desk, call)] == ["Anna Berger", "Tom Berger", "Zoe Berger"]
    assert ring.possible(desk, log.identify(desk, call, tom)) == []
