"""What “undo is mine” means, in so few words that one can read it: no book, no screen, no clock of its own.

The world is a map of facts; a fact that is not there is None. An act belongs to somebody and came by some way. It is
taken back when each of its facts is still as the act left it, and else told once and left alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

Fact = tuple[str, str]
"""What it is, and of whom: `("reason", "int_1")`."""
DESK, COMMAND = "desk", "command"
PAUSE = 5.0


@dataclass(eq=False)
class Act:
    """What one person did by one way: each change is a fact, what it was, and what it is."""

    by: str
    way: str
    changes: list[tuple[Fact, Any, Any]] = field(default_factory=list)
    also: tuple[str, ...] = ()
    makes: str = ""
    """Who came to be by this act: with anything more known of them than it says, it cannot be taken back."""
    state: str = "done"
    turn: int = 0

    def is_of(self, person: str, ways: Iterable[str]) -> bool:
        return (self.by == person or person in self.also) and self.way in ways

    @property
    def comes_to_nothing(self) -> bool:
        """Whether it left all as it found it; not where somebody else changed one of its facts in between."""
        first: dict[Fact, Any] = {}
        last: dict[Fact, Any] = {}
        for fact, was, becomes in self.changes:
            if last.get(fact, was) != was:
                return False
            first.setdefault(fact, was)
            last[fact] = becomes
        return first == last


@dataclass
class Model:
    """The facts, all acts in the order in which they were last gone on with, and the typing that may go on."""

    facts: dict[Fact, Any] = field(default_factory=dict)
    acts: list[Act] = field(default_factory=list)
    typing: tuple[Act, Fact, float] | None = None
    turns: int = 0

    def put(self, fact: Fact, value: Any) -> None:
        """A fact that is nobody's act, as the phone makes it."""
        self.facts.pop(fact, None)
        if value is not None:
            self.facts[fact] = value

    def do(self, act: Act, changes: dict[Fact, Any]) -> None:
        """Somebody changes facts, as a new act or as more of one; it ends what they could redo by this way."""
        new = [(fact, self.facts.get(fact), value) for fact, value in changes.items() if self.facts.get(fact) != value]
        if act.way == DESK:
            self.typing = None
        if not new:
            return
        self.acts = [
            one for one in self.acts if one is not act and not (one.state == "undone" and one.is_of(act.by, (act.way,)))
        ]
        act.changes += new
        for fact, _, value in new:
            self.put(fact, value)
        if not act.comes_to_nothing:
            self.acts.append(act)

    def type(self, person: str, fact: Fact, text: Any, at: float, *, enters: bool = False) -> None:
        """A text is typed: more of the same act, unless a pause, an Enter or another person ended that."""
        act = Act(person, DESK)
        if self.typing and self.typing[0].by == person and self.typing[1] == fact:
            act = self.typing[0] if enters or at - self.typing[2] <= PAUSE else act
        if self.facts.get(fact) != text:
            self.do(act, {fact: text})
            self.typing = (act, fact, at)
        if enters:
            self.typing = None

    def step(self, person: str, way: str, *, again: bool = False) -> str:
        """Undo, or redo `again`: `done`, `nothing` where there is nothing, `cannot` where others changed it since."""
        self.typing = None
        mine = [
            one for one in self.acts if one.state == ("undone" if again else "done") and one.is_of(person, (way, DESK))
        ]
        if not mine:
            return "nothing"
        act = max(mine, key=lambda one: one.turn) if again else mine[-1]
        turned = [(fact, becomes, was) for fact, was, becomes in reversed(act.changes)]
        after, known = dict(self.facts), {fact for fact, _, _ in act.changes}
        is_same = again or not act.makes or all(fact in known for fact in after if fact[1] == act.makes)
        for fact, was, becomes in act.changes if again else turned:
            is_same = is_same and after.get(fact) == was
            after[fact] = becomes
        if not is_same:
            act.state = "stepped over"
            return "cannot"
        self.facts = {fact: value for fact, value in after.items() if value is not None}
        self.turns += 1
        act.state, act.turn = ("done", 0) if again else ("undone", self.turns)
        return "done"
