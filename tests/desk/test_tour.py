"""The first days' hints: each after the other, each once, none for an old hand."""

import pytest

from deskapp.desk.demo import tour
from deskapp.desk.demo.day import fill
from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.desk.visits import checklists, log
from deskapp.desk.visits import day as days
from tests.builders import words_to_undo


@pytest.fixture(autouse=True)
def first_day(desk: Session) -> None:
    settings.write(desk, hints_gone=())


def learned(desk: Session) -> list[str]:
    return tour.learned(settings.read(desk), days.look(desk))


def test_a_hint_for_each_thing_until_it_was_done(desk: Session) -> None:
    held = settings.read(desk)
    assert tour.is_for(desk) and tour.hint(held, None) == "begin" and learned(desk) == []
    visit = log.begin(desk, "walk-in")
    assert tour.hint(held, visit) == "tick" and learned(desk) == ["begin"]
    visit = checklists.toggle(desk, visit, checklists.running(visit)[0], 1)
    assert tour.hint(held, visit) == "end" and learned(desk) == ["begin", "tick"]
    visit = log.end(desk, visit, "done")
    assert tour.hint(held, visit) == "" and learned(desk) == ["begin", "tick", "end"]


def test_what_was_put_away_never_comes_back(desk: Session) -> None:
    tour.put_away(desk, ["begin"])
    tour.put_away(desk, ["begin", "tick"])
    assert settings.read(desk).hints_gone == ("begin", "tick")
    assert words_to_undo(desk.book) is None
    assert tour.hint(settings.read(desk), None) == ""
    assert tour.put_away(desk).hints_gone == tour.HINTS


def test_nobody_is_new_to_a_book_with_a_history(desk: Session) -> None:
    fill(desk.book, now=desk.now())
    assert not tour.is_for(desk)
