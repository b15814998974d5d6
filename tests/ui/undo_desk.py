"""A desk and the model of what undo takes back, side by side: its book and screen, hands, and what lies beside it.

Everything goes through the program as it is used: keys, requests to the running desk, a restart on the same book.
"""

import asyncio
import itertools
import shutil
import tempfile
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine
from textual.screen import Screen

from deskapp.cli.running_desk import RunningDesk
from deskapp.desk.demo import tour
from deskapp.desk.session import Session
from deskapp.desk.settings import settings as desk_settings
from deskapp.desk.shifts import shifts
from deskapp.desk.visits import log
from deskapp.model.handover import Shift
from deskapp.store import open_book
from deskapp.ui import app as desk_app
from deskapp.ui.app import DeskApp
from deskapp.ui.remote_commands import RemoteCommands
from deskapp.ui.widgets import half_typed
from deskapp.words import loader
from tests.builders import StandingClock, time_zone
from tests.ui.hands import Hands, at_the_desk
from tests.ui.undo_model import Fact, Model

MOST_HERE = 4


class UndoDesk(RuleBasedStateMachine):
    """An open desk of Robin's with two who wait, and the model of it.

    `tally` counts the histories that were lived to their end, and what became of each undo and redo.
    """

    tally: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.model, self.now, self.numbers = Model(), StandingClock(), itertools.count(1)
        self.phones: dict[str, str] = {}
        self.hung_up: set[str] = set()
        """The calls whose caller hung up while they were being served, of which no phone told that it was answered."""
        self.answered: set[str] = set()
        self.waiting: dict[str, str] = {}
        """What was typed as a reason and waits as a draft, since another changed the reason meanwhile, by visit."""
        self.folder = Path(tempfile.mkdtemp(prefix="deskapp-undo-"))
        self.runner, self.stack = asyncio.Runner(), ExitStack()
        patch = self.stack.enter_context(pytest.MonkeyPatch.context())
        patch.setattr(half_typed, "STORED_AFTER", 0.001)
        patch.setattr(desk_app, "SETTLED_AFTER", 0.001)
        patch.setattr(Screen, "_compositor_refresh", lambda screen: None)  # what is read is drawn when it is read
        self.stack.enter_context(time_zone("UTC"))
        self.begin_book()
        usual = {"staff": "Robin", "desk_name": "Lane", "country": "US", "gate": "soft", "hints_gone": tour.HINTS}
        desk_settings.write(self.desk, **usual)
        with self.desk.book.came_by("the first day"):
            shifts.begin(self.desk, "Robin")
            visits = [log.begin(self.desk, "walk-in") for _ in range(MOST_HERE // 2)]
        for visit in visits:
            self.model.put(("state", visit.id), "waiting")
        self.model.put(("staff", ""), "Robin")
        self.model.put(("shift", self.running.id), "runs")
        self.begin_screen()

    def begin_book(self) -> None:
        self.desk = Session(open_book(self.folder / "book", staff="Robin"), "Robin", now=self.now)
        self.desk.staff = desk_settings.read(self.desk).staff or "Robin"

    def begin_screen(self) -> None:
        self.screen = at_the_desk(self.desk)
        self.hands: Hands = self.runner.run(self.screen.__aenter__())
        assert isinstance(self.hands.app, DeskApp)
        self.app = self.hands.app

    def close(self) -> None:
        self.runner.run(self.screen.__aexit__(None, None, None))
        self.desk.book.close()

    def teardown(self) -> None:
        self.close()
        self.runner.close()
        self.stack.close()
        shutil.rmtree(self.folder, ignore_errors=True)
        self.tally["histories"] += 1

    # What the two hold

    def held(self) -> dict[Fact, Any]:
        """The facts as the book holds them."""
        assert self.running.staff == self.desk.staff == desk_settings.read(self.desk).staff
        found: dict[Fact, Any] = {("staff", ""): self.desk.staff}
        for one in self.desk.book.select("shifts"):
            found["shift", one["id"]] = "ended" if one["ended_at"] else "runs"
        for visit in self.desk.book.select("interactions"):
            key, named = visit["id"], (visit["customer"] or {}).get("name") or visit["called"]
            plain = {"greeted": visit["greeted_at"], "name": named}
            plain |= {name: visit[name] for name in ("state", "reason", "temperature", "outcome")}
            found |= {(name, key): value for name, value in plain.items() if value not in (None, "")}
            found |= {(f"tick {step}", key): tick["at"] for step, tick in visit["ticks"].items()}
            found |= {(f"note {one['text']}", key): True for one in visit["notes"].values()}
            found |= {(f"request {one['text']}", key): True for one in visit["requests"].values()}
        promises = self.desk.book.select("promises")
        return found | {("promise", one["what"]): True for one in promises}

    def agree(self) -> None:
        held, expected = self.held(), self.facts
        differ = {fact for fact in held.keys() | expected.keys() if held.get(fact) != expected.get(fact)}
        assert not differ, {fact: f"the book: {held.get(fact)}, the model: {expected.get(fact)}" for fact in differ}

    @property
    def facts(self) -> dict[Fact, Any]:
        """The facts as the model has them; a hung-up call is missed for as long as nothing is done for its caller."""
        missed = {key for key in self.hung_up if not self.is_served(key)}
        outcomes: dict[Fact, Any] = {("outcome", key): "Missed call" for key in missed}
        return {**self.model.facts, **{("state", key): "ended" for key in missed}, **outcomes}

    def is_served(self, visit: str) -> bool:
        """Whether anything was done for somebody, of which an end is a part."""
        known = {name.partition(" ")[0] for name, key in self.model.facts if key == visit}
        is_begun = self.model.facts[("state", visit)] != "waiting"
        return is_begun or bool(known & {"tick", "note", "request", "temperature"})

    @property
    def running(self) -> Shift:
        found = shifts.running(self.desk)
        assert found
        return found

    @property
    def here(self) -> list[str]:
        return [key for (name, key), value in self.facts.items() if name == "state" and value != "ended"]

    def served(self, visit: str) -> dict[Fact, Any]:
        """Whatever is done for somebody who waits is the greeting too."""
        is_waiting = self.model.facts[("state", visit)] == "waiting"
        return {("state", visit): "serving", ("greeted", visit): self.instant} if is_waiting else {}

    def tick(self, visit: str, step: int) -> Fact:
        checklist = loader.starting_with("call" if visit in self.phones else "walk-in")
        assert checklist
        return f"tick {checklist.tick_key(checklist.steps[step - 1])}", visit

    # Hands, and what lies beside them

    @property
    def instant(self) -> str:
        return f"{self.now():%Y-%m-%dT%H:%M:%S}.000Z"

    def press(self, *keys: str) -> None:
        self.app._letter_until = 0.0
        self.runner.run(self.hands.press(*keys))

    def read(self, words: str) -> None:
        async def look() -> None:
            self.hands.sees(words)

        self.runner.run(look())

    def beside(self, *words: str, staff: str = "") -> str:
        """A command that comes from beside the desk: "", or why it was refused."""

        async def send() -> dict[str, Any]:
            answer = RemoteCommands(self.app, RunningDesk(self.desk)).handle({"argv": [*words], "staff": staff})
            await self.hands.settle()
            return answer if isinstance(answer, dict) else await answer

        answer = self.runner.run(send())
        return f"{answer['err']} {words}" if answer["status"] else ""

    def tell(self, *words: str, staff: str = "") -> None:
        refused = self.beside(*words, staff=staff)
        assert not refused, refused

    def choose(self, data: st.DataObject) -> str:
        """Somebody who is here is selected, by the keys that go from one to the next."""
        visit = data.draw(st.sampled_from(self.here))
        for _ in range(len(self.here) + 1):
            if self.app.context.selected == visit:
                return visit
            self.press("right_square_bracket")
        raise AssertionError(f"{visit} cannot be reached on\n{self.hands.screen}")
