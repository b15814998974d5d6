"""Few rows: whatever is asked, its refusal and what Enter will do are on the screen, before anything else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from deskapp.desk.cards import customers
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.desk.settings.typed import ALL
from deskapp.desk.visits import log
from deskapp.errors import RefusedError
from deskapp.ui.commands import on_screen
from deskapp.ui.frame.base_screen import BaseScreen
from deskapp.ui.widgets.entry import EntryPanel, NextStep
from tests.ui.hands import Hands, at_the_desk

LOW = [(60, 15), (40, 12), (80, 10)]
SENTENCE = "That is not what was asked for here, as far as anybody can tell. Write it again, shorter."
LEADS_AWAY = {
    *(
        "leave",
        "curtain",
        "undo",
        "redo",
        "erase",
        "back",
        "desk",
        "customers",
        "promises",
        "log",
        "replies",
        "reports",
    ),
    *("playbook", "settings", "tick", "up", "down", "open", "crisis", "help", "palette", "jump", "handover", "attend"),
}
PLACES = {
    "desk": (),
    "customers": ("f3",),
    "customer": ("f3", "enter"),
    "promises": ("f4",),
    "log": ("f5",),
    "replies": ("f6",),
    "reports": ("f7",),
    "playbook": ("f8",),
    "crisis": ("x",),
}
ASKED = {
    "desk": {"promise", "note", "request", "end", "who", "keep", "move", "hand_over", "reply", "faq", "shift"},
    "customers": {"find", "new_card", "taste", "kind"},
    "customer": {"taste", "kind"},
    "promises": {"promise", "move", "repeat", "promise_assign", "find"},
    "log": {"find"},
    "replies": {"faq_new", "find"},
    "reports": {"report_at", "lesson_new"},
    "playbook": {"playbook_new", "playbook_read", "find"},
    "crisis": set(),
}
low = pytest.mark.parametrize("window", LOW, ids=lambda size: f"{size[0]}x{size[1]}")


def fill(desk: Session) -> None:
    """A visit of somebody with a card, in the middle of everything."""
    beth = customers.make(desk, "Beth Marlow", phone="+44 20 7946 0958")
    for name in ("Anna Berger", "Bethany Ocampo", "Carl Ito", "Dora Lind"):
        customers.make(desk, name)
    visit = log.identify(desk, log.begin(desk, "walk-in"), beth)
    for number in range(4):
        promises.make(desk, f"promise {number}", desk.now() + timedelta(hours=1 + number), interaction=visit)


def panel_of(hands: Hands) -> EntryPanel:
    return hands.app.screen.query_one(EntryPanel)


def starts_on_screen(hands: Hands, sentence: str, words: int = 3) -> bool:
    """Whether the beginning of a sentence is painted."""
    return " ".join(sentence.split()[:words]) in hands.words


async def is_told(hands: Hands, where: str) -> None:
    """The hint of the question that stands there is painted, and so is all of a refusal."""
    panel = panel_of(hands)
    assert panel.question is not None
    hint = panel._offer.hint
    assert not hint or starts_on_screen(hands, hint, 2), f"{where}: {hint!r} not on\n{hands.screen}"

    def refuse(values: dict[str, str], chosen: str) -> NextStep:
        raise RefusedError(SENTENCE)

    panel._question = replace(panel.question, submit=refuse)
    panel._refusal = ""
    for number in range(len(panel.question.fields)):
        panel.query_one(f"#input-{number}").fill("x")  # type: ignore[attr-defined]
    panel._submit()
    await hands.settle()
    assert SENTENCE in hands.words, f"{where}: no refusal on\n{hands.screen}"


def place_of(hands: Hands, place: str) -> BaseScreen:
    screen = hands.app.screen
    assert isinstance(screen, BaseScreen) and place.split()[0] == screen.NAME, place
    return screen


@low
@pytest.mark.parametrize("place", PLACES)
async def test_every_question_of_a_screen_shows_its_hint_and_its_refusal(
    desk: Session, window: tuple[int, int], place: str
) -> None:
    fill(desk)
    asked = set()
    async with at_the_desk(desk, window) as hands:
        await hands.press(*PLACES[place])
        screen = place_of(hands, place)
        for command in on_screen(place):
            if command.id in LEADS_AWAY:
                continue
            screen.action_do(command.id)
            await hands.settle()
            if hands.app.screen is screen and screen.is_asking:
                asked.add(command.id)
                await is_told(hands, f"{place} {command.id}")
            for _ in range(4):
                if hands.app.screen is not screen or screen.is_asking:
                    await hands.press("escape")
            if hands.app.screen is not screen:
                await hands.press("f2", *PLACES[place])
                screen = place_of(hands, f"{place} after {command.id}")
    assert ASKED[place] <= asked, f"not asked on {place}: {ASKED[place] - asked}"


@low
async def test_every_setting_shows_its_hint_and_its_refusal(desk: Session, window: tuple[int, int]) -> None:
    async with at_the_desk(desk, window) as hands:
        await hands.press("comma")
        for words in ALL:
            await hands.press("slash", *words.label, "enter", "enter")
            if not panel_of(hands).is_open:
                continue
            await is_told(hands, words.label)
            await hands.press("escape", "escape") if panel_of(hands).is_open else None
            if type(hands.app.screen).__name__ != "SettingsScreen":
                await hands.press("comma")


@low
async def test_a_promises_time_is_shown_resolved_and_a_closed_hour_asked_about(
    desk: Session, window: tuple[int, int]
) -> None:
    fill(desk)
    settings.write(desk, hours="mon-fri 9:00-18:00", country="GB")
    async with at_the_desk(desk, window) as hands:
        await hands.press("p", *"a price", "tab", *"1500")
        hands.sees("That is today 15:00")
        await hands.press("ctrl+u", *"soon", "enter")
        hands.sees("'soon' is not a time.", "Write it as 15:00")
        await hands.press("ctrl+u", *"3/4/27 10")
        hands.sees("That is Sat 3 Apr 2027 10:00. Day first, as in the United Kingdom.")
        await hands.press("enter")
        hands.sees("Saturday 10:00 is outside the opening hours.")
