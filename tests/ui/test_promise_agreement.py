"""The desk, the card, the Promises screen, the top line and the command line say the same of every promise."""

import io
import random
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from deskapp.cli.run import run
from deskapp.desk.cards import customers
from deskapp.desk.promises import alerts, promises
from deskapp.desk.promises.groups import DAYS, is_for_today
from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.model.promise import Promise, PromiseState
from deskapp.ui.app import DeskApp
from deskapp.ui.render.line import Line
from deskapp.ui.widgets.line_pane import Drawn, LinePane
from deskapp.ui.widgets.virtual_list import VirtualList
from tests.builders import StandingClock, a_desk
from tests.ui.hands import Hands, at_the_desk

SIGNS: dict[str, PromiseState] = {"◇": "open", "◆": "due_soon", "▲": "overdue"}
ROLES: dict[str, PromiseState] = {"soon": "due_soon", "alarm": "overdue"}
MOMENT = timedelta(microseconds=1)


@pytest.fixture
def now() -> StandingClock:
    """Half an hour before midnight, in the night in which the clocks go back."""
    return StandingClock(datetime.fromisoformat("2026-10-24T23:30+02:00"))


@pytest.fixture
def desk(folder: Path, now: StandingClock) -> Iterator[Session]:
    with a_desk(folder, now, zone="Europe/Berlin") as desk:
        yield desk


def meant(promise: Promise, now: datetime) -> PromiseState:
    """What the practice says, of a promise that was neither moved nor paused: 80 % of its time, or 10 min before."""
    whole, gone = promise.due - promise.made_at, now - promise.made_at
    if gone >= whole:
        return "overdue"
    return "due_soon" if gone >= whole * 0.8 or whole - gone <= timedelta(minutes=10) else "open"


def a_few(desk: Session, chance: random.Random) -> list[Promise]:
    """Promises of all lengths to one person who is here; the third is moved, the fourth waiting for them."""
    beth = customers.make(desk, "Beth Marlow")
    log.identify(desk, log.begin(desk, "call"), beth)
    lengths = [timedelta(seconds=chance.choice((30, 600, 3000, 3001, 20000, 200000)) + number) for number in range(7)]
    made = [
        promises.make(desk, f"p{number} thing", desk.now() + length, customer=beth)
        for number, length in enumerate(lengths)
    ]
    made[2] = promises.move(desk, made[2], desk.now() + timedelta(hours=1), told=True)
    made[3] = promises.pause(desk, made[3])
    return made


def instants(made: list[Promise], chance: random.Random) -> list[datetime]:
    """The moments at which something changes, a microsecond before, and some between."""
    edges = [edge for one in made for edge in (one.soon_at, one.due)]
    first, last = min(edges), max(edges)
    between = [first + (last - first) * chance.random() ** 3 for _ in range(12)]
    return sorted({*edges, *(edge - MOMENT for edge in edges), *between, last + timedelta(days=1)})


def shown(lines: list[Line], name: str) -> tuple[PromiseState, str]:
    """The state that a promise's row shows by its symbol, and its words, there or below; its colour says the same."""
    at = next(number for number, one in enumerate(lines) if f"{name} thing" in one.text)
    line = lines[at]
    sign = next(one for one in line.spans if one.text.strip() in SIGNS)
    state = SIGNS[sign.text.strip()]
    left = line.spans[-1] if line.spans[-1].text.strip() else lines[at + 1].spans[-1]
    assert ROLES.get(sign.role, "open") == state == ROLES.get(left.role, "open"), line
    return state, left.text.split("  ")[-1].strip()


def by_words(words: str) -> PromiseState:
    if "late" in words or "overdue" in words:
        return "overdue"
    return "due_soon" if "soon" in words else "open"


def typed_list(desk: Session, *arguments: str) -> dict[str, PromiseState]:
    """What `deskapp promises` says of each."""
    out = io.StringIO()
    assert run(["promises", *arguments], desk=desk, out=out, err=io.StringIO(), width=160) == 0
    rows = re.findall(r"^.*?(! overdue|~ due soon|open|waiting for them|~ due soon, \S+|! overdue, \S+).* (p\d) thing",
                      out.getvalue(), re.MULTILINE)  # fmt: skip
    return {name: by_words(words) for words, name in rows}


def counted(hands: Hands) -> tuple[int, int, int]:
    """Due, soon and overdue, as the top line counts them."""
    text = "".join(one.text for one in hands.app.screen.query_one("#top", Drawn).lines)
    due, soon, late = (re.search(rf"(\d+) {word}", text) for word in ("due\\b", "soon", "overdue"))
    return tuple(int(one[1]) if one else 0 for one in (due, soon, late))  # type: ignore[return-value]


async def second(hands: Hands) -> None:
    """A second passes."""
    assert isinstance(hands.app, DeskApp)
    hands.app._tick()
    await hands.settle()


@pytest.mark.parametrize("seed", range(3))
async def test_every_face_says_the_same_at_every_instant(desk: Session, now: StandingClock, seed: int) -> None:
    chance = random.Random(seed)
    made, start = a_few(desk, chance), now.at
    told: dict[str, set[str]] = {one.id: set() for one in made}
    async with at_the_desk(desk, (120, 36)) as hands:
        for now.at in instants(made, chance):
            await second(hands)
            panes = [hands.app.screen.query_one(f"#{name}", LinePane).lines for name in ("card", "here")]
            typed = typed_list(desk)
            states = {one.id: one.state(now.at) for one in made}
            for number, one in enumerate(made):
                state = states[one.id]
                assert number in (2, 3) or state == meant(one, now.at)
                on_card, words = shown(panes[0], f"p{number}")
                assert on_card == state == by_words(words) == typed[f"p{number}"]
                told[one.id] |= {event.kind for event in alerts.events(one, now.at)}
                assert ("due" in told[one.id]) == (state == "overdue")
            first = min(made, key=lambda one: (one.due, one.id))
            assert shown(panes[1], first.what[:2]) == shown(panes[0], first.what[:2])
            counts = list(states.values())
            today = sum(is_for_today(one, now.at) for one in made)
            late = counts.count("overdue")
            soon = sum(is_for_today(one, now.at) for one in made if states[one.id] == "due_soon")
            assert counted(hands) == (today - late, soon, late)
            assert len(typed_list(desk, "--overdue")) == counts.count("overdue")
            assert len(typed_list(desk, "--today")) == today
        now.at = start
        await hands.press("f4")
        for now.at in instants(made, chance):
            await second(hands)
            table = hands.app.screen.query_one("#list", VirtualList)
            rows = [table._line_at(at, 80, False) for at in range(table.count)]
            heading = ""
            for row in rows:
                heading = row.text.strip() if row.text.strip() in DAYS else heading
                if " thing" in row.text:
                    number = int(row.text.split(" thing")[0][-1])
                    state, words = shown(rows, f"p{number}")
                    assert state == made[number].state(now.at) == by_words(words)
                    assert (heading == "Overdue") == (state == "overdue")
                    assert (heading in ("Overdue", "Today")) == is_for_today(made[number], now.at)
            assert sum(" thing" in row.text for row in rows) == len(made)
