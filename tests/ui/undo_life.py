"""A desk at which two people, a phone and a command line do random acts, beside the model of what undo takes back.

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
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule
from textual.screen import Screen

from deskapp.cli.handover import Desktop
from deskapp.desk import log, shifts, tour
from deskapp.desk import settings as desk_settings
from deskapp.desk.session import Desk
from deskapp.model.shift import Shift
from deskapp.playbook import loader
from deskapp.store import open_book
from deskapp.ui import app as desk_app
from deskapp.ui.app import DeskApp
from deskapp.ui.line_in import LineIn
from deskapp.ui.widgets import entry
from tests.builders import StandingClock, time_zone
from tests.ui.hands import Hands, at_the_desk
from tests.ui.undo_model import COMMAND, DESK, PAUSE, Act, Fact, Model

PEOPLE = ("Robin", "Kim")
NAMES = ("Abel", "Ulla", "Ivo")
MOST_HERE, WARMEST, STEPS = 4, 50, 3
SIGNS = {"tick": "", "note": "n", "request": "a", "warmer": "plus", "promise": "p", "greet": "g", "end": "e"}
COMMANDS = ("tick", "note", "request", "temperature", "reason", "end", "log", "shift")
BETWEEN = ("nothing", "pause", "ring", "reason", "shift", "compact")
person, word = st.sampled_from(PEOPLE), st.sampled_from(("tea", "bow"))
is_somebody_here = precondition(lambda life: bool(life.here))
is_room_left = precondition(lambda life: len(life.here) < MOST_HERE)


class UndoLife(RuleBasedStateMachine):
    """Each rule does something at the desk and in the model; after each the two hold the same.

    `tally` counts the histories that were lived to their end, and what became of each undo and redo.
    """

    tally: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.model, self.now, self.numbers = Model(), StandingClock(), itertools.count(1)
        self.phones: dict[str, str] = {}
        self.folder = Path(tempfile.mkdtemp(prefix="deskapp-undo-"))
        self.runner, self.stack = asyncio.Runner(), ExitStack()
        patch = self.stack.enter_context(pytest.MonkeyPatch.context())
        patch.setattr(entry, "STORED_AFTER", 0.001)
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
        self.desk = Desk(open_book(self.folder / "book", staff="Robin"), "Robin", now=self.now)
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
        held, expected = self.held(), self.model.facts
        differ = {fact for fact in held.keys() | expected.keys() if held.get(fact) != expected.get(fact)}
        assert not differ, {fact: f"the book: {held.get(fact)}, the model: {expected.get(fact)}" for fact in differ}

    @property
    def running(self) -> Shift:
        found = shifts.running(self.desk)
        assert found
        return found

    @property
    def here(self) -> list[str]:
        return [key for (name, key), value in self.model.facts.items() if name == "state" and value != "ended"]

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

    def beside(self, *words: str, staff: str = "") -> str:
        """A command that comes from beside the desk: "", or why it was refused."""

        async def send() -> dict[str, Any]:
            answer = LineIn(self.app, Desktop(self.desk)).handle({"argv": [*words], "staff": staff})
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
            if self.app.context.lit == visit:
                return visit
            self.press("right_square_bracket")
        raise AssertionError(f"{visit} cannot be reached on\n{self.hands.screen}")

    # What is done at the desk

    @is_room_left
    @rule(name=st.sampled_from(NAMES), end=st.sampled_from(("ctrl+n", "escape", "")))
    def walk_in(self, name: str, end: str) -> None:
        self.now.on(seconds=1)
        self.press("w")
        visit = self.app.context.lit
        self.model.do(Act(self.desk.staff, DESK, makes=visit), {("state", visit): "waiting"})
        name = f"{name}{next(self.numbers)}"
        self.press(*(name if end else ""), end or "escape")
        if end:
            self.model.do(Act(self.desk.staff, DESK), {("name", visit): name})
        self.agree()

    @is_somebody_here
    @rule(data=st.data(), what=st.sampled_from(sorted(SIGNS)), step=st.integers(1, STEPS), text=word)
    def serve(self, data: st.DataObject, what: str, step: int, text: str) -> None:
        self.now.on(seconds=1)
        visit, text = self.choose(data), f"{text} {next(self.numbers)}"
        keys: tuple[str, ...] = (SIGNS[what], *text, "enter")
        changes: dict[Fact, Any] = {(f"{what} {text}", visit): True}
        if what == "tick":
            keys, changes = (str(step),), {self.tick(visit, step): self.instant}
        elif what == "warmer":
            warm = (self.model.facts.get(("temperature", visit)) or 40) + 5
            keys, changes = ("plus",), {("temperature", visit): warm}
        elif what == "promise":
            keys, changes = ("p", *text, "tab", *"in 2h", "enter"), {("promise", text): True}
        elif what == "greet":
            keys, changes = ("g",), {}
        is_ticked = what == "tick" and self.tick(visit, step) in self.model.facts
        if is_ticked or changes.get(("temperature", visit), 0) > WARMEST:
            return
        changes |= self.served(visit)
        if what == "end":
            changes = {("state", visit): "ended", ("outcome", visit): text}
        self.press(*keys)
        self.model.do(Act(self.desk.staff, DESK), changes)
        self.agree()

    @is_somebody_here
    @rule(data=st.data(), pieces=st.lists(st.tuples(word, st.sampled_from(BETWEEN)), min_size=1, max_size=3),
          end=st.sampled_from(("enter", "escape")))  # fmt: skip
    def type_a_reason(self, data: st.DataObject, pieces: list[tuple[str, str]], end: str) -> None:
        visit = self.choose(data)
        fact, first = ("reason", visit), self.model.facts.get(("reason", visit), "")
        self.press("i")
        text = first
        for piece, between in pieces:
            self.now.on(seconds=1)
            text += piece
            self.press(*piece)
            while self.app.screen.query_one(entry.EntryPanel)._timer:
                self.runner.run(self.hands.settle(0.002))
            self.model.type(self.desk.staff, fact, text, self.now().timestamp())
            self.agree()
            self.meanwhile(between, visit, piece)
        self.press(end)
        if end == "enter":
            self.model.type(self.desk.staff, fact, text, self.now().timestamp(), enters=True)
        elif first:
            self.model.type(self.desk.staff, fact, first, self.now().timestamp())
        self.model.typing = None
        self.agree()

    def meanwhile(self, what: str, visit: str, text: str) -> None:
        """Something happens while somebody types."""
        other = next(one for one in PEOPLE if one != self.desk.staff)
        if what == "pause":
            self.now.on(seconds=PAUSE + 1)
        elif what == "ring":
            self.ring()
        elif what == "reason":
            self.tell("reason", visit, f"{text} by {other}", staff=other)
            self.model.do(Act(other, COMMAND), {("reason", visit): f"{text} by {other}"})
        elif what == "shift":
            self.take_over(other)
        elif what == "compact":
            self.compact()

    @rule(who=person)
    def shift(self, who: str) -> None:
        before = self.running
        self.press("s", *who, "enter")
        self.taken_over(DESK, before)

    def taken_over(self, way: str, before: Shift) -> None:
        """Somebody is at the desk; that is an act of theirs and of who was there, unless they were there already."""
        shift = self.running
        changes: dict[Fact, Any] = {
            ("shift", before.id): "ended",
            ("shift", shift.id): "runs",
            ("staff", ""): shift.staff,
        }
        self.model.do(Act(shift.staff, way, also=(before.staff,)), changes)
        self.agree()

    @rule(again=st.booleans(), times=st.integers(1, 4))
    def step(self, again: bool, times: int) -> None:
        for _ in range(times):
            told = self.model.step(self.desk.staff, DESK, again=again)
            self.tally[f"{'U' if again else 'u'} {told}"] += 1
            self.press("U" if again else "u")
            if told == "nothing":
                self.hands.sees("There is nothing to redo." if again else "There is nothing to undo.")
            elif told == "cannot":
                self.hands.sees("cannot be redone: " if again else "cannot be undone: ")
            self.agree()

    # What comes from beside

    def ring(self) -> None:
        if len(self.here) >= MOST_HERE:
            return
        number, before = f"+4420794600{next(self.numbers):02d}", set(self.app.context.day.open)
        self.tell("ring", number)
        (visit,) = set(self.app.context.day.open) - before
        self.phones[visit] = number
        self.model.put(("state", visit), "waiting")

    @rule()
    def it_rings(self) -> None:
        self.ring()
        self.agree()

    @precondition(lambda life: bool(life.phones))
    @rule(data=st.data(), became=st.sampled_from(("answered", "hung-up", "elsewhere")))
    def the_phone_tells(self, data: st.DataObject, became: str) -> None:
        self.now.on(seconds=1)
        visit = data.draw(st.sampled_from(sorted(self.phones)))
        if self.beside("ring", self.phones[visit], f"--{became}"):
            return
        known = {name.partition(" ")[0] for name, key in self.model.facts if key == visit}
        is_served = self.model.facts[("state", visit)] != "waiting" or known & {
            "tick",
            "note",
            "request",
            "temperature",
        }
        outcome = {"hung-up": "Missed call", "elsewhere": "Answered on another phone"}.get(became)
        changes = self.served(visit) if not outcome else {("state", visit): "ended", ("outcome", visit): outcome}
        for fact, value in ({} if outcome and is_served else changes).items():
            self.model.put(fact, value)
        self.agree()

    @is_somebody_here
    @rule(data=st.data(), who=person, what=st.sampled_from(COMMANDS), step=st.integers(1, STEPS), text=word)
    def command(self, data: st.DataObject, who: str, what: str, step: int, text: str) -> None:
        self.now.on(seconds=1)
        visit, text = data.draw(st.sampled_from(self.here)), f"{text} {next(self.numbers)}"
        act, changes = Act(who, COMMAND), {(f"{what} {text}", visit): True} | self.served(visit)
        words: tuple[str, ...] = (what, visit, text)
        if what == "shift":
            return self.take_over(who)
        if what == "log":
            return self.log(who, text)
        if what == "tick":
            words, changes = (what, visit, str(step)), {self.tick(visit, step): self.instant} | self.served(visit)
            if self.tick(visit, step) in self.model.facts:
                return None
        elif what == "temperature":
            words, changes = (what, visit, str(30 + step)), {(what, visit): 30 + step} | self.served(visit)
            if self.model.facts.get((what, visit)) == 30 + step:
                return None
        elif what == "reason":
            changes = {(what, visit): text}
        elif what == "end":
            changes = {("state", visit): "ended", ("outcome", visit): text}
        self.tell(*words, staff=who)
        self.model.do(act, changes)
        return self.agree()

    def take_over(self, who: str) -> None:
        before = self.running
        self.tell("shift", who)
        self.taken_over(COMMAND, before)

    def log(self, who: str, text: str) -> None:
        if len(self.here) >= MOST_HERE:
            return
        before = set(self.app.context.day.open)
        self.tell("log", "--no-card", "walk-in", text, staff=who)
        (visit,) = set(self.app.context.day.open) - before
        self.model.do(Act(who, COMMAND, makes=visit), {("state", visit): "waiting", ("name", visit): text})
        self.agree()

    @rule(who=person, again=st.booleans())
    def step_by_a_command(self, who: str, again: bool) -> None:
        told = self.model.step(who, COMMAND, again=again)
        self.tally[f"{'redo' if again else 'undo'} {told}"] += 1
        refused = self.beside("redo" if again else "undo", staff=who)
        assert bool(refused) == (told != "done"), refused
        self.agree()

    # What happens to the book

    @rule()
    def restart(self) -> None:
        self.close()
        self.begin_book()
        self.begin_screen()
        self.model.typing = None
        self.agree()

    @rule()
    def compact(self) -> None:
        self.desk.book.upkeep.save()
        self.agree()

    @rule()
    def wait(self) -> None:
        self.now.on(seconds=PAUSE + 1)
