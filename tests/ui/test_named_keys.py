"""A sentence names only keys that do what it says where it stands, or says how to get to where they do."""

import re

import pytest

from deskapp import slots
from deskapp.commands.keys import shown
from deskapp.desk.cards import customers
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.visits import log, missed, ring
from deskapp.desk.visits.ring import Caller
from deskapp.desk.visits.watch import Alarm
from deskapp.ui.commands import BY_ID, COMMANDS, on_screen
from deskapp.ui.frame.base_screen import BaseScreen
from deskapp.ui.render.interaction import interaction_lines
from deskapp.ui.render.keys import IN_FIELDS, OPENED_BY, SAME_KEY, filled, way_to
from tests.builders import StandingClock
from tests.ui.hands import at_the_desk

PLACES = sorted({place for command in COMMANDS for place in command.where} - {"all"})
OPENED = {"desk": "f2", "customers": "f3", "promises": "f4", "log": "f5", "replies": "f6", "reports": "f7"}
WAYS = re.compile(r"Press (.+?) (?:to |when )")


def after(keys: list[str], place: str, *, is_typing: bool) -> str:
    """What the last of some keys runs, pressed one after the other; each does something where one is by then."""
    ran = ""
    for key in keys:
        if is_typing and key == "Esc":
            is_typing = False
            continue
        assert not (is_typing and (len(key) == 1 or key in IN_FIELDS)), f"{key} is typed, not run"
        command = next((one for one in on_screen(place) if one.shown_key == key), None)
        assert command is not None, f"{key} is dead on {place}"
        ran, is_typing = command.id, False
        place = command.id if command.id in PLACES else {"import": "imports"}.get(ran, place)
    return ran


@pytest.mark.parametrize("is_typing", [False, True], ids=["at no field", "in a field"])
@pytest.mark.parametrize("place", PLACES)
def test_the_way_to_every_command_leads_over_keys_that_work(place: str, is_typing: bool) -> None:
    for name in (*BY_ID, *SAME_KEY):
        command = BY_ID[SAME_KEY.get(name, name)]
        if command.id == "tick" or command.where[0] in OPENED_BY:
            continue  # those screens are opened from a row
        keys = way_to(name, place, is_typing=is_typing).split(", then ")
        ran = after(keys, place, is_typing=is_typing)
        assert shown(BY_ID[ran].keys_now[0]) == shown(command.keys_now[0]), (place, name, keys)


def test_words_of_people_that_look_like_a_slot_are_only_words() -> None:
    typed = "Kept: {key:nothing_known}, {press:undo}, {press:undo#0123456789abcdef}"
    assert filled(f"{typed}. {slots.press('undo')}.", "desk") == f"{typed}. Press u."


@pytest.mark.parametrize("is_asking", [False, True], ids=["at no field", "in a field"])
async def test_the_alarm_names_a_key_that_works_where_it_is_shown(
    desk: Session, now: StandingClock, is_asking: bool
) -> None:
    visit = log.begin(desk, "walk-in", called="Beth")
    card = customers.make(desk, "Cem")
    made = promises.make(desk, "a price", now.at, customer=card)
    ring.ring(desk, Caller("020 7946 0018"))
    call = missed.hang_up(desk, Caller("020 7946 0018"))
    async with at_the_desk(desk) as hands:
        for place, key in OPENED.items():
            await hands.press("escape", key)
            screen = hands.app.screen
            assert isinstance(screen, BaseScreen) and place == screen.NAME
            if is_asking:
                await hands.press("n" if place in ("desk", "reports") else "slash")
                assert screen.is_asking
            for subject in (visit.id, call.id, made.id, card.id, "promises"):
                for command in ("greet", "hold", "hand_over", "ring_back", "keep", "promises"):
                    screen.select(subject) if hasattr(screen, "select") else None
                    told = screen._alarm_sentence(Alarm("key", subject, "A fact.", command, "to help", now.at))
                    named = WAYS.findall(told)
                    assert len(named) == 1, told
                    ran = after(named[0].split(", then "), place, is_typing=is_asking)
                    assert ran == "attend" or (ran == command and screen.selected_id() == subject), told


def test_a_panel_beside_a_list_names_no_key_of_the_desk(desk: Session, now: StandingClock) -> None:
    ring.ring(desk, Caller("020 7946 0018"))
    call = missed.hang_up(desk, Caller("020 7946 0018"))
    at_desk, beside = (
        " ".join(line.text for line in interaction_lines(call, now.at, 60, is_at_desk=is_at_desk))
        for is_at_desk in (True, False)
    )
    assert "Ring back: B." in at_desk and "press" not in beside and " B" not in beside
