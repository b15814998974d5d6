"""An act of typing ends at Enter, at leaving the field, after 5 s without a key, at a restart and at another person.

That holds for each field of each question whose words are stored as they are typed; all others are one act by Enter.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from deskapp.desk.session import Session
from deskapp.desk.undo import undoing
from deskapp.desk.visits import log, missed, ring
from deskapp.desk.visits.ring import read_caller
from deskapp.errors import DeskError
from deskapp.store import open_book, undo
from deskapp.store.undo import RING
from deskapp.ui.question_drafts import Questions
from deskapp.ui.widgets.question import Question
from tests.builders import StandingClock, all_in
from tests.ui.test_every_question import KEPT, Given, fill

TYPED = {"until": "2027-11-24"}
"""What is typed into fields that take no other words."""
STORED = (
    *(
        "card.plan",
        "card.text_field",
        "card._dessert",
        "crisis.text",
        "entries.entry",
        "faq.mend",
        "reports.change_lesson",
        "visit_lines.reason",
    ),
    *("playbook.words", "visit_lines.reword", "checklists._options", "checklists._promise", "checklists.field"),
)
"""The questions whose words are a change of the book as they are typed, not only kept on the way."""
NO_FREE_WORDS = (
    "entries.entry of a number",
    *(
        f"playbook.words {field}"
        for field in ("checklist starts_with", "phrase coldest", "phrase hottest", "phrase steps", "reply channels")
    ),
)
"""Their fields that take only certain words: what is no such word yet is kept on the way."""


def is_stored(name: str) -> bool:
    """Whether a question, or one of its fields, is stored as it is typed."""
    return name.partition(" ")[0] in STORED and name not in NO_FREE_WORDS


class Sitting:
    """Somebody at the questions of a desk, with its clock."""

    def __init__(self, folder: Path) -> None:
        self.now, self.folder, self.stack = StandingClock(), folder, ExitStack()
        self.desk = self.stack.enter_context(fill(folder, self.now))
        self.given = Given(self.desk)

    def ask(self, name: str) -> Question:
        return Questions(self.desk).prepare(KEPT[name](self.given), "test", self.given.visit.id)

    def type(self, question: Question, *pieces: str, only_first: bool = False) -> dict[str, str]:
        """Words into each field, stored piece by piece, a second between them; gives what stands there then."""
        stand = {field: text for field, _, text in question.fields}
        for field in [*stand][:1] if only_first else stand:
            text = ""
            for piece in (TYPED[field],) if field in TYPED else pieces:
                text += piece
                self.now.on(seconds=1)
                question.store(field, text)
            stand[field] = text
        return stand

    def enter(self, question: Question, values: dict[str, str]) -> None:
        question.submit(values, "")
        self.desk.book.end_of_act()

    def held(self) -> dict[Any, Any]:
        edited = {("playbook", one["id"]): {"fields": one["fields"]} for one in self.desk.book.select("playbook")}
        whole = {key: {name: value for name, value in document.items() if name != "drafts"}
                 for key, document in all_in(self.desk).items()}  # fmt: skip
        return {**whole, **edited}

    def restart(self) -> None:
        """The book is closed, and opened again by the same person."""
        self.desk.book.close()
        self.desk = Session(open_book(self.folder, staff="Robin"), "Robin", now=self.now)
        self.stack.callback(self.desk.book.close)
        self.given = Given(self.desk)

    def undo(self) -> None:
        undoing.undo(self.desk)


@pytest.fixture
def sitting(tmp_path: Path) -> Iterator[Sitting]:
    one = Sitting(tmp_path / "book")
    with one.stack:
        yield one


def stores(sitting: Sitting, name: str) -> bool:
    mark = undo.standing(sitting.desk.book)
    sitting.type(sitting.ask(name), f"quilted {name}")
    return undo.standing(sitting.desk.book) != mark


def test_the_fields_that_are_stored_as_they_are_typed_are_these(sitting: Sitting) -> None:
    assert [name for name in sorted(KEPT) if stores(sitting, name) != is_stored(name)] == []
    assert {name.partition(" ")[0] for name in KEPT} >= {*STORED}


@pytest.mark.parametrize("name", sorted(KEPT))
def test_what_is_typed_and_confirmed_is_one_act_and_what_is_typed_after_that_another(
    sitting: Sitting, name: str
) -> None:
    question = sitting.ask(name)
    before = sitting.held()
    values = sitting.type(question, "quil", "ted ", "zither", only_first=is_stored(name))
    try:
        sitting.enter(question, values)
    except DeskError:
        return
    first = sitting.held()
    if first == before:
        return
    sitting.undo()
    assert sitting.held() == before
    undoing.redo(sitting.desk)
    assert sitting.held() == first
    if is_stored(name):
        again = sitting.ask(name)
        sitting.enter(again, sitting.type(again, "another", only_first=True))
        assert sitting.held() != first
        sitting.undo()
        assert sitting.held() == first


def another_person(sitting: Sitting) -> None:
    sitting.desk.staff = "Kim"


def a_pause(sitting: Sitting) -> None:
    sitting.now.on(seconds=6)


def leaving_the_field(sitting: Sitting) -> None:
    sitting.desk.book.end_of_act()


def a_restart(sitting: Sitting) -> None:
    sitting.restart()


def a_tick(sitting: Sitting) -> None:
    log.note(sitting.desk, sitting.given.unnamed, "something else")


@pytest.mark.parametrize("ends", [another_person, a_pause, leaving_the_field, a_restart, a_tick])
@pytest.mark.parametrize("name", STORED)
def test_each_end_of_an_act_keeps_what_was_typed_before_it(
    sitting: Sitting, name: str, ends: Callable[[Sitting], None]
) -> None:
    question = sitting.ask(name)
    field = question.fields[0][0]
    question.store(field, "quilted")
    ends(sitting)
    between = sitting.held()
    if ends is a_restart:
        question = sitting.ask(name)
    question.store(field, "quilted zither")
    assert sitting.held() != between
    sitting.undo()
    assert sitting.held() == between


@pytest.mark.parametrize("name", STORED)
def test_a_phone_that_rings_or_a_command_ends_no_typing_and_is_not_taken_back_with_it(
    sitting: Sitting, name: str
) -> None:
    question = sitting.ask(name)
    before = sitting.held()
    field = question.fields[0][0]
    question.store(field, "quil")
    with sitting.desk.book.came_by(RING), sitting.desk.book.one_act():
        call = ring.ring(sitting.desk, read_caller("020 7946 0018", "", ""))
    question.store(field, "quilted")
    with sitting.desk.book.came_by(RING), sitting.desk.book.one_act():
        missed.hang_up(sitting.desk, read_caller("020 7946 0018", "", ""))
    sitting.now.on(seconds=1)
    question.store(field, "quilted zither")
    rung = sitting.held()["interactions", call.id]
    sitting.undo()
    assert sitting.held() == {**before, ("interactions", call.id): rung}
    undoing.redo(sitting.desk)
    assert timedelta(seconds=0) < sitting.now() - call.arrived_at
