"""What is closed and old leaves no name behind; co-workers, open things and whatever is young stay."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from deskapp.desk.answers import faq
from deskapp.desk.cards import customers
from deskapp.desk.documents import edit
from deskapp.desk.privacy import retention
from deskapp.desk.privacy.erasing import Erasure
from deskapp.desk.promises import promises
from deskapp.desk.reports import lessons
from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.errors import BookDamagedError, RefusedError
from deskapp.model.customer import Customer
from deskapp.store.copies.doctor import check
from tests.builders import StandingClock, a_desk, refused
from tests.lives import found_in, life, merged, person, today, visit


@pytest.fixture
def clock_() -> StandingClock:
    return today()


@pytest.fixture
def desk(tmp_path: Path, clock_: StandingClock) -> Iterator[Session]:
    with a_desk(tmp_path / "book", clock_) as desk:
        yield desk


def long_ago(desk: Session, clock_: StandingClock, number: int, **changes: Any) -> Customer:
    """A person with one visit, written down two years ago."""
    present = clock_.at
    clock_.at = present - timedelta(days=730)
    card = person(desk, number, random.Random(number))
    visit(desk, card, number, timedelta(hours=1), random.Random(number))
    if changes:
        card = edit(desk, card, "test", lambda it: replace(it, **changes))
    clock_.at = present
    return card


def test_a_person_not_seen_for_so_long_leaves_no_trace(desk: Session, clock_: StandingClock) -> None:
    old, young = long_ago(desk, clock_, 1), person(desk, 2, random.Random(2))
    visit(desk, young, 2, timedelta(days=10), random.Random(2))
    seen = retention.look(desk, 12)
    assert (seen.visits, seen.cards) == (1, (old.name,))
    told = retention.retain(desk, 12)
    assert told.left == () and told.erased == {"customers": 1, "interactions": 1}
    assert found_in(desk.book.path, old.id, old.name, "secret1 ") == []
    assert desk.book.get("customers", young.id) and len(desk.book.history("interactions")) == 2
    assert retention.look(desk, 12).is_empty


def test_whoever_was_seen_since_keeps_the_card_but_not_the_old_visit(desk: Session, clock_: StandingClock) -> None:
    card = long_ago(desk, clock_, 1)
    visit(desk, card, 1, timedelta(days=10), random.Random(1))
    assert retention.look(desk, 12).cards == ()
    retention.retain(desk, 12)
    texts = [one.get("reason") for one in desk.book.select("interactions", archived=True)]
    assert texts == ["reason secret1 ä", None] and desk.book.get("customers", card.id)


def test_coworkers_and_whoever_was_changed_or_is_promised_something_stay(desk: Session, clock_: StandingClock) -> None:
    coworker = long_ago(desk, clock_, 1, kind="coworker")
    changed = customers.set_text(desk, long_ago(desk, clock_, 2), "notes", "new")
    promised = long_ago(desk, clock_, 3)
    made = promises.make(desk, "send it", desk.now() + timedelta(days=1), customer=promised)
    gone = long_ago(desk, clock_, 4)
    assert retention.look(desk, 12).cards == (gone.name,)
    retention.retain(desk, 12)
    assert all(desk.book.get("customers", one.id) for one in (coworker, changed, promised))
    assert promises.get(desk, made.id).what == "send it"


def test_whoever_is_still_promised_something_stays_however_old_the_promise_is(
    desk: Session, clock_: StandingClock
) -> None:
    present = clock_.at
    clock_.at = present - timedelta(days=700)
    promised, settled = (person(desk, number, random.Random(number)) for number in (1, 2))
    owed = promises.make(desk, "send it", present + timedelta(days=1), customer=promised)
    promises.keep(desk, promises.make(desk, "send it", present, customer=settled))
    of_visit = visit(desk, person(desk, 3, random.Random(3)), 3, timedelta(hours=1), random.Random(3))
    promises.make(desk, "call back", present, interaction=of_visit)
    clock_.at = present
    assert retention.look(desk, 12).cards == (settled.name,)
    retention.retain(desk, 12)
    assert desk.book.get("customers", promised.id) and promises.get(desk, owed.id).what == "send it"
    assert log.get(desk, of_visit.id).customer and desk.book.get("customers", settled.id) is None


def test_lessons_and_faq_entries_stay_and_the_older_ones_are_counted(desk: Session, clock_: StandingClock) -> None:
    present = clock_.at
    clock_.at = present - timedelta(days=700)
    old = lessons.add(desk, "call first"), faq.make(desk, "When do you open?", "At nine.")
    clock_.at = present
    lessons.add(desk, "a young one")
    long_ago(desk, clock_, 1)
    seen = retention.look(desk, 12)
    assert (seen.lessons, seen.faq, seen.visits) == (1, 1, 1)
    retention.retain(desk, 12)
    assert lessons.get(desk, old[0].id).text == "call first" and faq.get(desk, old[1].id).answer == "At nine."


def test_a_visit_with_an_open_promise_stays_whole(desk: Session, clock_: StandingClock) -> None:
    long_ago(desk, clock_, 1)
    [document] = list(desk.book.select("interactions"))
    promises.make(desk, "still owed", desk.now(), interaction=log.get(desk, document["id"]))
    assert retention.look(desk, 12).is_empty
    with refused(desk, "Nothing that is closed is older", RefusedError):
        retention.retain(desk, 12)


def test_cards_of_one_person_go_together_or_not_at_all(desk: Session, clock_: StandingClock) -> None:
    present = clock_.at
    clock_.at = present - timedelta(days=730)
    one, other = (person(desk, number, random.Random(number)) for number in (1, 2))
    merged(desk, one, other)
    clock_.at = present
    visit(desk, other, 2, timedelta(days=10), random.Random(2))
    assert retention.look(desk, 12).cards == ()


@pytest.mark.parametrize("seed", range(3))
def test_sealed_months_lose_their_words_and_keep_their_counts(desk: Session, seed: int) -> None:
    life(desk, random.Random(seed))
    before = len(desk.book.history("interactions"))
    sealed = [dict(one) for one in desk.book.shelf("interactions").sealed]
    typed = {entry["owner"] for one in desk.book.select("drafts") for entry in one["typed"].values()}
    retention.retain(desk, 4)
    assert len(desk.book.history("interactions")) == before
    limit = retention.months_ago(desk.now(), 4).isoformat()
    promised = {one["interaction"] for one in desk.book.select("promises") if not one.get("kept_at")}
    for one in desk.book.select("interactions", archived=True):
        old = one["ended_at"] < limit and one["id"] not in {*promised, *typed}
        assert bool(one.get("erased")) is old, one
    assert [one["month"] for one in desk.book.shelf("interactions").sealed if one["month"] < limit[:7]]
    assert sealed != desk.book.shelf("interactions").sealed
    desk.book.close()
    assert check(desk.book.path) == []


def test_a_damaged_month_is_told_and_nothing_goes(desk: Session) -> None:
    life(desk, random.Random(1), visits=30)
    month = min((desk.book.path / "archive").glob("interactions-*.json"))
    month.write_bytes(month.read_bytes().replace(b"secret", b"sacret", 1))
    before = len(desk.book.history("interactions"))
    with pytest.raises(BookDamagedError, match=r"(?i)nothing was erased"):
        retention.retain(desk, 1)
    assert len(desk.book.history("interactions")) == before
    assert not list((desk.book.path / "backups").glob("before-erase*"))


@pytest.mark.parametrize(
    ("now", "months", "day"),
    [
        (datetime(2026, 3, 31, 12, tzinfo=UTC), 1, "2026-02-28"),
        (datetime(2024, 3, 31, 12, tzinfo=UTC), 1, "2024-02-29"),
        (datetime(2026, 1, 15, 12, tzinfo=UTC), 1, "2025-12-15"),
        (datetime(2026, 1, 15, 12, tzinfo=UTC), 25, "2023-12-15"),
    ],
)
def test_months_are_counted_by_the_calendar(desk: Session, now: datetime, months: int, day: str) -> None:
    assert retention.months_ago(now, months).date().isoformat() == day


@pytest.mark.parametrize("months", [0, -1, 99_999])
def test_a_number_of_months_that_makes_no_sense_is_refused(desk: Session, months: int) -> None:
    with pytest.raises(RefusedError):
        retention.months_ago(desk.now(), months)


def test_who_comes_in_while_it_is_prepared_keeps_their_card(desk: Session, clock_: StandingClock) -> None:
    here, away = long_ago(desk, clock_, 1), long_ago(desk, clock_, 2)
    rule = retention.AgeRule(desk, retention.months_ago(desk.now(), 12))
    under_way = Erasure(desk, rule, "let old entries go")
    under_way.prepare()
    it = log.begin(desk, "walk-in", customer=here)
    under_way.commit()
    assert under_way.finish().left == ()
    assert customers.get(desk, here.id).name == here.name and desk.book.get("customers", away.id) is None
    assert log.end(desk, log.get(desk, it.id), "done", overruled="test").customer == it.customer
