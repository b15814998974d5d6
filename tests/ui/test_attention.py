"""The right person under every key: a question stays with whom it was asked about, keys act on who is selected."""

import json
from collections.abc import Awaitable, Callable

import pytest

from deskapp.desk.session import Session
from deskapp.desk.visits import log, requests
from deskapp.ui.frame.base_screen import BaseScreen
from tests.builders import all_in
from tests.ui.hands import Hands, at_the_desk
from tests.ui.people import People, asking, beside, select, selected

Size = tuple[int, int]
QUESTIONS = {
    "note": ("n", "zither"),
    "request": ("a", "zither"),
    "promise": ("p", "zither"),
    "reason": ("i", "zither"),
    "who": ("space", "zither"),
    "end": ("e", "zither"),
    "transfer": ("h", "Zither Kim"),
    "lesson": ("L", "zither"),
    "preference": ("d", "likes zither"),
    "faq of this": ("F", "zither"),
    "resolution": ("r", ""),
    "boundary": ("b", "zither"),
    "answer": ("A", "zither"),
}


async def ask(hands: Hands, question: str) -> None:
    """Open a question and half type an answer."""
    key, words = QUESTIONS[question]
    await hands.press(key, *words)
    if question == "resolution":
        await hands.press("enter", *"zither")


def holders(desk: Session, words: str) -> set[str]:
    """The ids of all documents in which these words stand, and of the visits and cards that they belong to."""
    found = set()
    for (_, identifier), document in all_in(desk).items():
        if words in json.dumps(document):
            found.add(str(document.get("interaction") or identifier))
    return found


async def by_click(hands: Hands, people: People) -> None:
    await hands.click("Gita")


async def by_search(hands: Hands, people: People) -> None:
    await hands.press("f5", "down", "enter") if selected(hands) != people.bea.id else None
    if selected(hands) == people.bea.id:
        await hands.press("f5", "enter")


async def by_another_screen(hands: Hands, people: People) -> None:
    await hands.press("f7", "f2")


async def by_the_alarm(hands: Hands, people: People) -> None:
    screen = hands.app.screen
    assert isinstance(screen, BaseScreen)
    screen.pick("alarm", people.gita.id)
    await hands.settle()


async def by_a_new_walk_in(hands: Hands, people: People) -> None:
    await hands.press("f2", "w", "escape", "u")


WAYS: dict[str, Callable[[Hands, People], Awaitable[None]]] = {
    "a click": by_click,
    "the log": by_search,
    "another screen": by_another_screen,
    "the alarm": by_the_alarm,
    "another walk-in": by_a_new_walk_in,
}


@pytest.mark.parametrize("question", QUESTIONS)
async def test_a_question_writes_to_nobody_but_whom_it_was_asked_about(
    desk: Session, people: People, size: Size, question: str
) -> None:
    async with at_the_desk(desk, size) as hands:
        await select(hands, people.bea)
        for name, way in WAYS.items():
            await select(hands, people.bea)
            await ask(hands, question)
            assert asking(hands), f"{question} is not asked"
            before = holders(desk, "a set of strings")
            await way(hands, people)
            assert not asking(hands), f"{question} still stands there after {name}"
            if selected(hands) == people.bea.id:
                await select(hands, people.gita)
            await hands.press("enter", "escape")
            theirs = {people.bea.id, people.bea.customer.id if people.bea.customer else ""}
            assert holders(desk, "ither") <= theirs, f"{question} wrote elsewhere after {name}"
            assert holders(desk, "a set of strings") == before
            assert all(log.get(desk, visit.id).is_open for visit in people.all), f"{question} ended after {name}"


async def arrows(hands: Hands, people: People) -> None:
    await hands.press("down", "up", "down")


async def brackets(hands: Hands, people: People) -> None:
    await hands.press("[", "]")


async def a_ring(hands: Hands, people: People) -> None:
    await beside(hands, "ring", "+44 20 7946 0018")


async def commands(hands: Hands, people: People) -> None:
    await beside(hands, "log", "walk-in", "Tom Hale", "--reason", "a capo")
    await beside(hands, "note", people.gita.id, "from the door")


async def an_undo_beside(hands: Hands, people: People) -> None:
    await beside(hands, "note", people.gita.id, "by mistake")
    await beside(hands, "undo")


STAYING = (arrows, brackets, a_ring, commands, an_undo_beside)


@pytest.mark.parametrize("question", QUESTIONS)
async def test_a_question_stays_with_its_person_whatever_comes_from_beside(
    desk: Session, people: People, size: Size, question: str
) -> None:
    cards = {identifier for table, identifier in all_in(desk) if table == "customers"}
    mine = log.identify_new(desk, log.begin(desk, "walk-in"), "Mia Orlov")
    requests.add(desk, mine, "a mute")
    async with at_the_desk(desk, size) as hands:
        await select(hands, mine)
        await ask(hands, question)
        for way in STAYING:
            await way(hands, people)
            assert asking(hands) and selected(hands) == mine.id, f"{question} went with {way.__name__}"
        everybody = cards | {identifier for table, identifier in all_in(desk) if table == "interactions"}
        await hands.press("enter", "escape")
        wrote = holders(desk, "ither") & everybody
        assert wrote <= {mine.id}, f"{question} wrote elsewhere"
        assert all(log.get(desk, visit.id).is_open for visit in people.all), f"{question} ended another"


async def test_words_left_behind_in_any_question_are_there_when_one_comes_back(
    desk: Session, people: People, size: Size
) -> None:
    async with at_the_desk(desk, size) as hands:
        for number, question in enumerate(("note", "request", "promise", "end", "transfer", "boundary", "answer")):
            key, words = QUESTIONS[question][0], f"Zither {'abcdefg'[number]}"
            await select(hands, people.bea)
            await hands.press(key, *words)
            hands.sees(words)
            await hands.click("Gita")
            await hands.press("escape", key)
            hands.does_not_see(words)
            await hands.press("escape")
            await select(hands, people.bea)
            await hands.press(key)
            hands.sees(words)
            await hands.press("escape")


async def test_the_title_says_whose_question_it_is(desk: Session, people: People, size: Size) -> None:
    async with at_the_desk(desk, size) as hands:
        for visit, name in ((people.bea, "Bea Lindqvist"), (people.walk_in, "Walk-in, no name yet")):
            await select(hands, visit)
            for key, title in (("n", "Note"), ("p", "Promise"), ("e", "End"), ("a", "Asked for")):
                await hands.press(key)
                hands.sees(f"{title} · {name}")
                await hands.press("escape")
                hands.does_not_see(f"{title} · {name}")
