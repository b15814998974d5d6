"""The log is searched by days and words together, in closed months too, whatever is mistyped."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from deskapp import clock
from deskapp.desk.documents import every
from deskapp.desk.session import Session
from deskapp.desk.visits import history, log
from deskapp.errors import RefusedError
from deskapp.model.customer import Customer
from deskapp.model.interaction import Interaction
from tests.builders import StandingClock


def visit(desk: Session, name: str, reason: str) -> Interaction:
    known = {card.name: card for card in every(desk, Customer)}
    begun = log.begin(desk, "walk-in")
    made = log.identify(desk, begun, known[name]) if name in known else log.identify_new(desk, begun, name)
    return log.end(desk, log.set_reason(desk, made, reason), "done")


def found(desk: Session, typed: str, *, whose: str = "") -> list[str]:
    ids = filter(None, history.search(desk, typed, whose=whose))
    visits = [log.get(desk, identifier) for identifier in ids]
    return [f"{shown.name}, {shown.reason}" for shown in visits]


@pytest.fixture
def week_before(desk: Session, clock_: StandingClock) -> None:
    """Tuesday of last week, Friday of last week, and today, a Tuesday."""
    clock_.at = datetime(2026, 11, 24, 11, tzinfo=UTC)
    visit(desk, "Beth Ocampo", "refund of a lens")
    clock_.on(minutes=1)
    visit(desk, "Siobhan O'Neill", "a lesson")
    clock_.at = datetime(2026, 11, 27, 11, tzinfo=UTC)
    visit(desk, "Jörg Müller", "refund of a case")
    clock_.on(minutes=1)
    visit(desk, "May Sun", "a quote")
    clock_.at = datetime(2026, 12, 1, 11, tzinfo=UTC)
    visit(desk, "Beth Ocampo", "came for statues")


BETH, SIOBHAN, JOERG, MAY = (
    "Beth Ocampo, refund of a lens",
    "Siobhan O'Neill, a lesson",
    "Jörg Müller, refund of a case",
    "May Sun, a quote",
)
TODAYS = "Beth Ocampo, came for statues"


@pytest.mark.usefixtures("week_before")
@pytest.mark.parametrize(
    ("typed", "visits"),
    [
        ("last week", [MAY, JOERG, SIOBHAN, BETH]),
        ("beth last week", [BETH]),
        ("refund last week", [JOERG, BETH]),
        ("24 nov", [SIOBHAN, BETH]),
        ("yesterday", []),
        ("today", [TODAYS]),
        ("beth tue", [TODAYS]),
        ("beth last tue", [BETH]),
        ("mueller last week", [JOERG]),
        ("muller", [JOERG]),
        ("Müller nov 2026", [JOERG]),
        ("ONeill", [SIOBHAN]),
        ("o’neill 24 nov", [SIOBHAN]),
        ("bteh last week", [BETH]),
        ("siobahn", [SIOBHAN]),
        ("refnd last week", [JOERG, BETH]),
        ("sun", [MAY]),
        ("may", [MAY]),
        ('"tue"', [TODAYS]),
        ("nobody at all", []),
    ],
)
def test_words_and_days_find_what_has_both(desk: Session, typed: str, visits: list[str]) -> None:
    assert found(desk, typed) == visits


def test_a_day_that_is_a_name_too_shows_both_and_the_newest_first(desk: Session, clock_: StandingClock) -> None:
    clock_.at = datetime(2026, 4, 30, 11, tzinfo=UTC)
    visit(desk, "May Lim", "before May")
    clock_.at = datetime(2026, 5, 20, 11, tzinfo=UTC)
    visit(desk, "Gus", "in the month")
    clock_.at = datetime(2026, 6, 10, 11, tzinfo=UTC)
    visit(desk, "May Lim", "after it")
    visit(desk, "Ines", "neither")
    assert found(desk, "may") == ["May Lim, after it", "Gus, in the month", "May Lim, before May"]


def test_one_persons_history_is_theirs_alone_and_is_narrowed_too(desk: Session, clock_: StandingClock) -> None:
    clock_.at = datetime(2026, 11, 24, 11, tzinfo=UTC)
    visit(desk, "Beth Ocampo", "a lens")
    visit(desk, "Gus", "for Beth Ocampo, a lens")
    clock_.at = datetime(2026, 12, 1, 11, tzinfo=UTC)
    visit(desk, "Beth Ocampo", "a case")
    (beth,) = [card.id for card in every(desk, Customer) if card.name == "Beth Ocampo"]
    assert found(desk, "", whose=beth) == ["Beth Ocampo, a case", "Beth Ocampo, a lens"]
    assert found(desk, "lens", whose=beth) == found(desk, "last week", whose=beth) == ["Beth Ocampo, a lens"]


def test_each_day_of_a_week_is_counted(desk: Session, clock_: StandingClock) -> None:
    for day, times in ((23, 2), (25, 1), (29, 3)):
        clock_.at = datetime(2026, 11, day, 12, tzinfo=UTC)
        for _ in range(times):
            visit(desk, "Beth", "x")
    days = [history.beginning(date(2026, 11, day)) for day in range(23, 31)]
    since = [history.since(history.everything(desk), day) for day in days]
    assert [more - fewer for more, fewer in pairwise(since)] == [2, 0, 1, 0, 0, 0, 3]


def test_closed_months_are_searched_by_day_and_person_and_are_counted(
    desk: Session, clock_: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in (5, 6, 6):
        clock_.at = datetime(2026, 5, day, 12, tzinfo=UTC) + timedelta(minutes=len(list(every(desk, Interaction))))
        last = visit(desk, "Beth Ocampo", f"a lens {len(list(every(desk, Interaction)))}")
    visit(desk, "Gus", "a case")
    clock_.at = datetime(2026, 12, 1, 12, tzinfo=UTC)
    visit(desk, "Ines", "a quote")
    monkeypatch.setattr(clock, "now", clock_)
    desk.book.checkpoint.save()
    assert desk.book.shelf("interactions").sealed
    log.note(desk, last, "changed after its month was closed")
    (beth,) = [card.id for card in every(desk, Customer) if card.name == "Beth Ocampo"]
    theirs = ["Beth Ocampo, a lens 2", "Beth Ocampo, a lens 1", "Beth Ocampo, a lens 0"]
    assert found(desk, "", whose=beth) == found(desk, "beth may 2026") == found(desk, "BTEH may 2026") == theirs
    assert found(desk, "6 may", whose=beth) == theirs[:2] and found(desk, "lens 5 may") == theirs[2:]
    assert sorted(found(desk, "6 may")) == sorted([*theirs[:2], "Gus, a case"])
    since = [history.since(history.everything(desk), history.beginning(date(2026, 5, day))) for day in (5, 6, 7)]
    assert since == [5, 4, 1]


def test_what_is_no_day_is_refused_with_examples(desk: Session) -> None:
    with pytest.raises(RefusedError, match="not a day"):
        history.days(desk, "beth last week")
