"""The rules of promises, with how each is pressed on the command line, by lines and by keys."""

from deskapp import clock
from deskapp.desk.crisis import crisis
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.desk.visits import log
from tests.ui.hands import Hands
from tests.ui.rules import Keys, Rule, selected

CHRISTMAS = "Saturday 25 December is a holiday."
THEN = "25 dec 2027 10:00"


def closed_then(desk: Session) -> None:
    """The desk is closed at Christmas, and Beth calls."""
    settings.write(desk, holidays=("12-25",))
    log.begin(desk, "call", called="Beth")


def with_a_promise(desk: Session) -> None:
    closed_then(desk)
    promises.make(desk, "a price", desk.now())


def with_sheet(desk: Session) -> None:
    settings.write(desk, holidays=("12-25",))
    crisis.start(desk, log.begin(desk, "call", called="Beth"))


def pressed(*keys: str) -> Keys:
    async def play(hands: Hands) -> None:
        await hands.press(*keys)
        await hands.settle(0.4)

    return play


def planned(*more: str) -> Keys:
    async def play(hands: Hands) -> None:
        await hands.press("x")
        await selected(hands, "what, who, by when")
        await hands.press(*"a call", "tab", *"Sam", "enter", *THEN, "enter", *more)
        await hands.settle(0.4)

    return play


def due(desk: Session) -> object:
    """What is promised, by whom and for when."""
    return [(one.what, one.owner, f"{clock.local(one.due):%Y-%m-%d %H:%M}") for one in promises.all_open(desk)]


PROMISES = (
    Rule(
        "closed_hours.refuse",
        "no promise for a time at which the desk is closed",
        CHRISTMAS,
        closed_then,
        ("promise", "Beth", "a price", "--by", THEN),
        (f"p a price by {THEN}", ""),
        pressed("p", *"a price", "tab", *THEN, "enter"),
        ("promise", "Beth", "a price", "--by", THEN, "--closed"),
        (f"p a price by {THEN}", "y", ""),
        pressed("p", *"a price", "tab", *THEN, "enter", "down", "enter"),
        due,
        [("a price", "Robin", "2027-12-25 10:00")],
        "promises",
    ),
    Rule(
        "closed_hours.refuse",
        "no promise moved to a time at which the desk is closed",
        CHRISTMAS,
        with_a_promise,
        ("move", "price", "--told", "--by", THEN),
        (f"v price to {THEN}", ""),
        pressed("v", "down", "enter", *THEN, "enter"),
        ("move", "price", "--told", "--by", THEN, "--closed"),
        (f"v price to {THEN}", "y", "y"),
        pressed("v", "down", "enter", *THEN, "enter", "down", "enter", "y", "enter"),
        due,
        [("a price", "Robin", "2027-12-25 10:00")],
        "promises",
    ),
    Rule(
        "closed_hours.refuse",
        "no part of a plan for a time at which the desk is closed",
        CHRISTMAS,
        with_sheet,
        ("crisis", "Beth", "plan", "a call", "--more", "Sam", "--by", THEN),
        ("x plan a call", "Sam", THEN, ""),
        planned(),
        ("crisis", "Beth", "plan", "a call", "--more", "Sam", "--by", THEN, "--closed"),
        ("x plan a call", "Sam", THEN, "y"),
        planned("down", "enter"),
        due,
        [("a call", "Sam", "2027-12-25 10:00")],
        "promises",
    ),
)
