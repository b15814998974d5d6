"""A rush with random interruptions: whatever a key stores is stored on the person shown when it was pressed."""

import random
from typing import Any

import pytest

from deskapp.desk.session import Session
from deskapp.desk.visits import day as days
from deskapp.desk.visits import log
from deskapp.ui.app import DeskApp
from tests.builders import StandingClock, all_in
from tests.ui.hands import SIZES, Hands, at_the_desk
from tests.ui.people import beside

Size = tuple[int, int]
Documents = dict[tuple[str, str], dict[str, Any]]
WALK_INS, CALLS, INTERRUPTIONS = 20, 5, 3
ANGRY = frozenset((7, 22))
GUESTS = (
    "Abel Tornquist", "Birgit Okafor", "Cosima Vex", "Dragan Pell", "Edith Hallow", "Fabio Kruse", "Greta Ximenes",
    "Hugo Brandvold", "Ilse Quennell", "Jasper Nwosu", "Kirsten Dray", "Lorenzo Pitt", "Magda Ferreux", "Nestor Iyer",
    "Odile Zuber", "Pascal Wrenn", "Quirin Massey", "Rosalind Thum", "Stellan Cobb", "Tamsin Urquhart", "Ulrich Jansky",
    "Viola Ramdass", "Wendel Foss", "Xenia Lockhart", "Yorick Embury",
)  # fmt: skip
SYLLABLES = ("bal", "dor", "fim", "gul", "hax", "jep", "kiv", "lom", "nud", "pyr", "rost", "tob", "vun", "wix", "zeg")


class Rush:
    """Twenty walk-ins and five calls, two of them angry, three interruptions each, and one who serves them all."""

    def __init__(self, desk: Session, hands: Hands, now: StandingClock, seed: int) -> None:
        self.desk, self.hands, self.now = desk, hands, now
        self.dice = random.Random(seed)
        self.acts = 0
        self.before: Documents = all_in(desk)

    @property
    def shown(self) -> str:
        """The name in the title of the person's pane, as it is painted."""
        people = {str(visit["name"]) for visit in self._visits().values() if visit["name"]}
        for row in self.hands.screen.splitlines():
            for name in people:
                if f"─ {name} ─" in row or f"· {name} ─" in row:
                    return name
        return ""

    def _visits(self) -> dict[str, dict[str, Any]]:
        visits = {}
        for document in self.desk.book.select("interactions", archived=True):
            customer = document.get("customer") or {}
            visits[document["id"]] = {**document, "name": customer.get("name") or document.get("called") or ""}
        return visits

    async def act(self, *keys: str, halfway: bool = False) -> None:
        """Press keys, perhaps with an interruption before the last; what they changed is the shown person's."""
        name = self.shown
        assert name, f"nobody is shown on\n{self.hands.screen}"
        visits = self._visits()
        called = [identifier for identifier, visit in visits.items() if visit["name"] == name]
        assert len(called) == 1, f"{len(called)} visits of {name} on\n{self.hands.screen}"
        visit_id = called[0]
        self.before = all_in(self.desk)
        if halfway and len(keys) > 1:
            await self.hands.press(*keys[:-1])
            await self.from_beside()
            assert self.shown == name, f"{name} was taken from under the fingers on\n{self.hands.screen}"
            self.before = all_in(self.desk)
            await self.hands.press(keys[-1])
        else:
            await self.hands.press(*keys)
        card = (visits[visit_id].get("customer") or {}).get("id", "")
        for (table, identifier), document in all_in(self.desk).items():
            if self.before.get((table, identifier)) != document:
                owner = document.get("interaction") if table == "promises" else identifier
                assert owner in (visit_id, card), f"{keys} on {name} changed {table} {identifier}: {document}"
        self.acts += 1

    async def from_beside(self) -> None:
        """A phone rings, or a command comes."""
        shown = self.shown
        others = [visit for visit in days.look(self.desk).open.values() if visit.name != shown and visit.name]
        kind = self.dice.choice(("ring", "note", "log", "tick"))
        if kind == "ring":
            await beside(self.hands, "ring", f"+44 20 7946 0{self.dice.randrange(100, 999)}")
        elif kind == "log":
            await beside(self.hands, "log", "message", "".join(self.dice.choices(SYLLABLES, k=4)).capitalize())
        elif others:
            await beside(self.hands, kind, self.dice.choice(others).id, *(["seen"] if kind == "note" else ["1"]))
        await self.hands.settle()

    async def interrupt(self) -> None:
        """Something else happens between two acts; who is selected may change, and what is shown tells."""
        kind = self.dice.choice(("beside", "half", "keys", "tab", "walk", "bracket", "clock", "burst"))
        if kind == "beside":
            await self.from_beside()
        elif kind == "half":
            await self.hands.press("n", *"half a not", "escape")
        elif kind == "keys":
            await self.hands.press("n", *"half", self.dice.choice(("f3", "f5", "f7")), "f2")
        elif kind == "tab":
            await self.hands.press("tab")
        elif kind == "walk":
            await self.hands.press(self.dice.choice(("up", "down")))
        elif kind == "bracket":
            await self.hands.press(self.dice.choice(("left_square_bracket", "right_square_bracket")))
        elif kind == "burst":
            await self.hands.burst("4006381333931")
            await self.hands.settle(0.25)
        else:
            self.now.on(minutes=self.dice.choice((1, 4)))
            app = self.hands.app
            assert isinstance(app, DeskApp)
            app._tick()
            await self.hands.settle()
        await self.only_here()

    async def only_here(self) -> None:
        """The one shown is here and has a name, as whoever serves sees to before going on."""
        for _ in range(12):
            name = self.shown
            if name and any(visit.name == name for visit in days.look(self.desk).open.values()):
                return
            await self.hands.press("right_square_bracket")
        raise AssertionError(f"nobody with a name is shown on\n{self.hands.screen}")

    async def serve(self, number: int) -> None:
        """One comes, is named, and acts go to whoever is shown, with interruptions between and within them."""
        self.now.on(seconds=30)
        await self.hands.press("c" if number >= WALK_INS else "w", *GUESTS[number], "enter")
        await self.only_here()
        if number in ANGRY:
            await self.act("plus")
            for _ in range(4):
                await self.act("plus")
        for turn in range(INTERRUPTIONS):
            await self.interrupt()
            word = f"word{number}x{turn}"
            halfway = self.dice.random() < 0.5
            await self.act(*self.dice.choice((
                ("n", *word, "enter"), ("a", *word, "enter"), ("i", *word, "enter"), ("1",), ("g",),
                ("p", *word, "tab", *"in 2h", "enter"),
            )), halfway=halfway)  # fmt: skip
        if self.dice.random() < 0.7:
            name = self.shown
            await self.act("e", *f"done{number}", "enter")
            if self.hands.app.screen.is_asking:  # type: ignore[attr-defined]
                await self.hands.press(*"because", "enter")
            if days.look(self.desk).open:
                assert self.shown != name


FIRST = [(size, 1) for size in SIZES]
MORE = [pytest.param(size, seed, marks=pytest.mark.long) for size in SIZES for seed in range(2, 22)]
"""The first of each size is played in each run of the tests, these 40 take some minutes: `-m long`."""


@pytest.mark.parametrize(("size", "seed"), [*FIRST, *MORE])
async def test_in_a_rush_every_fact_lands_on_the_person_shown(
    desk: Session, now: StandingClock, size: Size, seed: int
) -> None:
    async with at_the_desk(desk, size) as hands:
        rush = Rush(desk, hands, now, seed)
        for number in range(WALK_INS + CALLS):
            await rush.serve(number)
        assert rush.acts >= (WALK_INS + CALLS) * INTERRUPTIONS


async def test_at_80x24_those_waiting_longest_are_in_sight_in_a_crowd(desk: Session, now: StandingClock) -> None:
    for number in range(20):
        log.begin(desk, "walk-in", called=f"Guest {number:02d}")
        now.on(seconds=40)
    async with at_the_desk(desk) as hands:
        await hands.press("w", *"Late Comer", "enter")
        hands.sees("Guest 00", "Guest 01", "Late Comer")
