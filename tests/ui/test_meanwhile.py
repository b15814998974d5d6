"""What a command puts on a visit or a card while somebody types there stays, and is never typed over unseen."""

from datetime import timedelta
from pathlib import Path

import pytest

from deskapp.desk.cards import customers
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.settings import settings as desk_settings
from deskapp.desk.visits import log
from deskapp.model.interaction import Interaction
from deskapp.ui.widgets.entry import EntryPanel
from tests.ui.every_place import fill
from tests.ui.hands import Hands, at_the_desk
from tests.ui.people import beside

NUMBER = "020 7946 0018"


@pytest.fixture
def visit(desk: Session) -> Interaction:
    desk_settings.write(desk, country="GB")
    customers.make(desk, "Beth Ocampo", phone="020 7946 0999")
    return log.begin(desk, "call")


async def at_who(hands: Hands, desk: Session, visit: Interaction) -> None:
    """Half a name is typed at “Who?” and stored; then a command keeps their number."""
    await hands.press("space", *"Bet")
    await hands.settle(0.4)
    assert log.get(desk, visit.id).called == "Bet"
    assert (await beside(hands, "number", visit.id, NUMBER))["status"] == 0
    assert log.get(desk, visit.id).phone == NUMBER


@pytest.mark.parametrize(
    ("keys", "name"),
    [(("h",), "Beth"), (("h", "escape"), "Beth"), (("enter",), "Beth Ocampo"), (("enter", "escape"), "Beth Ocampo"),
     (("x", "y", "ctrl+n"), "Betxy"), (("ctrl+u", "enter"), ""), (("ctrl+u", "escape"), ""),
     (("1", "2", "ctrl+u", *"77", "escape"), "")],
)  # fmt: skip
async def test_a_number_that_a_command_kept_outlives_what_is_typed_at_who(
    desk: Session, visit: Interaction, keys: tuple[str, ...], name: str
) -> None:
    async with at_the_desk(desk, (120, 36)) as hands:
        await at_who(hands, desk, visit)
        await hands.press(*keys)
        await hands.settle(0.4)
        newest = log.get(desk, visit.id)
        assert (newest.name, newest.phone) == (name, NUMBER)
        if newest.customer and name == "Betxy":
            card = customers.get(desk, newest.customer.id)
            assert [one.typed for one in card.phones.values()] == [NUMBER]


@pytest.mark.parametrize("key", ["enter", "ctrl+n", "escape"])
async def test_undo_of_who_it_is_leaves_the_number_that_a_command_kept(
    desk: Session, visit: Interaction, key: str
) -> None:
    async with at_the_desk(desk, (120, 36)) as hands:
        await at_who(hands, desk, visit)
        await hands.press("h", key)
        if hands.app.screen.is_asking:  # type: ignore[attr-defined]
            await hands.press("escape")
        assert log.get(desk, visit.id).name
        await hands.press("u")
        newest = log.get(desk, visit.id)
        assert (newest.name, newest.phone) == ("", NUMBER)
        await hands.press("U")
        newest = log.get(desk, visit.id)
        assert newest.name and newest.phone == NUMBER


@pytest.fixture
def beth(desk: Session) -> Interaction:
    visit = log.identify_new(desk, log.begin(desk, "walk-in"), "Zoe Quist")
    return log.set_reason(desk, visit, "strings")


async def at_a_reason(hands: Hands, desk: Session, visit: Interaction, *, typed: str = "x") -> None:
    """A reason is gone on with and stored; then a command says another one."""
    await hands.press("i", *typed)
    await hands.settle(0.4)
    assert (await beside(hands, "reason", visit.id, "cello broken, urgent"))["status"] == 0


def reason_of(desk: Session, visit: Interaction) -> str:
    return log.get(desk, visit.id).reason


@pytest.mark.parametrize("more", ["", "yz"])
@pytest.mark.parametrize("wait", [0, 0.4])
async def test_escape_puts_nothing_back_over_what_a_command_said(
    desk: Session, beth: Interaction, more: str, wait: float
) -> None:
    async with at_the_desk(desk, (120, 36)) as hands:
        await at_a_reason(hands, desk, beth)
        await hands.press(*more)
        await hands.settle(wait)
        assert reason_of(desk, beth) == "cello broken, urgent"
        await hands.press("escape")
        assert reason_of(desk, beth) == "cello broken, urgent"
        hands.sees("It was changed meanwhile; that stays.")
        hands.does_not_see("Put back as it was.")
        await hands.press("i")
        hands.sees("cello broken, urgent")
        hands.does_not_see("stringsx")


async def test_escape_puts_back_what_stood_there_where_nobody_else_changed_it(desk: Session, beth: Interaction) -> None:
    async with at_the_desk(desk, (120, 36)) as hands:
        await hands.press("i", *"x", "escape")
        assert reason_of(desk, beth) == "strings"
        hands.sees("Put back as it was.")


async def test_the_next_letter_tells_what_a_command_said_and_enter_puts_mine_there(
    desk: Session, beth: Interaction
) -> None:
    async with at_the_desk(desk, (120, 36)) as hands:
        await at_a_reason(hands, desk, beth)
        await hands.press("y")
        await hands.settle(0.4)
        hands.sees("Changed meanwhile, to “cello broken, urgent”.")
        assert reason_of(desk, beth) == "cello broken, urgent"
        await hands.press("enter")
        assert reason_of(desk, beth) == "stringsxy"
        await hands.press("u")
        assert reason_of(desk, beth) == "cello broken, urgent"


async def test_enter_without_another_letter_tells_once_before_it_writes_over(desk: Session, beth: Interaction) -> None:
    async with at_the_desk(desk, (120, 36)) as hands:
        await at_a_reason(hands, desk, beth)
        await hands.press("enter")
        hands.sees("Changed meanwhile, to “cello broken, urgent”.")
        assert reason_of(desk, beth) == "cello broken, urgent"
        await hands.press("enter")
        assert reason_of(desk, beth) == "stringsx"


async def test_words_typed_after_a_command_outlive_the_screen_that_goes(desk: Session, beth: Interaction) -> None:
    async with at_the_desk(desk, (120, 36)) as hands:
        await at_a_reason(hands, desk, beth)
        await hands.press(*"yz")
        await hands.settle(0.4)
        hands.app.do_customers()
        await hands.settle()
        hands.app.do_desk()
        await hands.settle()
        assert reason_of(desk, beth) == "cello broken, urgent"
        await hands.press("i")
        hands.sees("stringsxyz")


@pytest.mark.parametrize("selected", ["first", "last"])
@pytest.mark.parametrize("key", ["k", "t", "v", "h", "z"])
async def test_a_key_settles_no_other_promise_than_the_one_that_is_shown(
    desk: Session, tmp_path: Path, key: str, selected: str
) -> None:
    """A command kept the selected one a moment ago: the key settles none in its place and asks nothing."""
    fill(desk, tmp_path)
    made = [promises.make(desk, f"rosin {number}", desk.now() + timedelta(minutes=number)) for number in (1, 2, 3)]
    one = made[0] if selected == "first" else next(one for one in promises.all_open(desk) if one.what == "a price")
    async with at_the_desk(desk) as hands:
        await hands.press("ctrl+q", "l", *(["down"] * 3 if selected == "last" else []))
        promises.keep(desk, one)
        await hands.press(key)
        assert not hands.left and not hands.app.screen.query_one(EntryPanel).is_open
        hands.does_not_see(f"{one.what} ")
        hands.sees("Open promises: 3 due.")
    assert len(promises.all_open(desk)) == 3
