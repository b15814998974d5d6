"""Random acts of two people, a phone and a command line, at a desk and in the model of what undo takes back."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from deskapp.model.handover import Shift
from deskapp.ui.widgets import entry
from tests.ui.undo_desk import MOST_HERE, UndoDesk
from tests.ui.undo_model import COMMAND, DESK, PAUSE, Act, Fact

PEOPLE = ("Robin", "Kim")
NAMES = ("Abel", "Ulla", "Ivo")
WARMEST, STEPS = 50, 3
SIGNS = {"tick": "", "note": "n", "request": "a", "warmer": "plus", "promise": "p", "greet": "g", "end": "e"}
COMMANDS = ("tick", "note", "request", "temperature", "reason", "end", "log", "shift")
BETWEEN = ("nothing", "pause", "ring", "reason", "shift", "compact")
person, word = st.sampled_from(PEOPLE), st.sampled_from(("tea", "bow"))
is_somebody_here = precondition(lambda life: bool(life.here))
has_been_busy = precondition(lambda life: bool(life.model.acts))
is_room_left = precondition(lambda life: len(life.here) < MOST_HERE)


class UndoLife(UndoDesk):
    """Each rule does something at the desk and in the model; after each the two hold the same."""

    # What is done at the desk

    @is_room_left
    @rule(name=st.sampled_from(NAMES), end=st.sampled_from(("ctrl+n", "escape", "")))
    def walk_in(self, name: str, end: str) -> None:
        self.now.on(seconds=1)
        self.press("w")
        visit = self.app.context.selected
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
        text, left, told = self.waiting.get(visit, first), first, first
        """What stands in the field, what the field left in the book, and what it last told of the book."""
        for piece, between in pieces:
            self.now.on(seconds=1)
            text += piece
            self.press(*piece)
            while self.app.screen.query_one(entry.EntryPanel)._timer:
                self.runner.run(self.hands.settle(0.002))
            told = self.model.facts.get(fact, "")
            if told == left:
                self.model.type(self.desk.staff, fact, text, self.now().timestamp())
                left = told = text
                self.waiting.pop(visit, None)
            else:
                self.waiting[visit], self.model.typing = text, None
            self.agree()
            self.meanwhile(between, visit, piece)
        there = self.model.facts.get(fact, "")
        if end == "enter":
            if there not in (left, told, text):
                self.press("enter")
                self.read("Changed meanwhile")
                self.model.typing = None
                self.agree()
            self.model.type(self.desk.staff, fact, text, self.now().timestamp(), enters=True)
        elif first and there == left:
            self.model.type(self.desk.staff, fact, first, self.now().timestamp())
        self.press(end)
        if end == "enter" or first:
            self.waiting.pop(visit, None)
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

    @has_been_busy
    @rule(again=st.booleans(), times=st.integers(1, 4))
    def step(self, again: bool, times: int) -> None:
        for _ in range(times):
            told = self.model.step(self.desk.staff, DESK, again=again)
            self.tally[f"{'U' if again else 'u'} {told}"] += 1
            self.press("U" if again else "u")
            if told == "nothing":
                self.read("There is nothing to redo." if again else "There is nothing to undo.")
            elif told == "cannot":
                self.read("cannot be redone: " if again else "cannot be undone: ")
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
        is_served = self.is_served(visit)
        self.answered |= {visit} if became == "answered" else set()
        self.hung_up |= {visit} if became == "hung-up" and is_served and visit not in self.answered else set()
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

    @has_been_busy
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
        self.desk.book.checkpoint.save()
        self.agree()

    @rule()
    def wait(self) -> None:
        self.now.on(seconds=PAUSE + 1)
