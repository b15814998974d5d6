"""Promises: made, moved with the customer told, kept or given up (practice D)."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from deskapp.desk.cards import customers
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.errors import NotFoundError
from deskapp.model.interaction import CustomerRef
from deskapp.model.promise import Promise
from tests.builders import StandingClock, refused


@pytest.fixture
def made(desk: Session, clock_: StandingClock) -> Promise:
    return promises.make(desk, "ring back", clock_.at + timedelta(hours=1), due_typed="in 1h")


def test_it_keeps_what_to_whom_by_when_and_the_typed_words(desk: Session, clock_: StandingClock) -> None:
    beth = customers.make(desk, "Beth Ocampo")
    visit = log.identify(desk, log.begin(desk, "walk-in"), beth)
    due = clock_.at + timedelta(minutes=20)
    one = promises.make(desk, " a  price ", due, due_typed="in 20m", interaction=visit, channel="call")
    one = promises.get(desk, one.id)
    assert (one.what, one.due, one.made_at, one.due_typed) == ("a price", due, clock_.at, "in 20m")
    assert (one.customer, one.interaction, one.owner) == (CustomerRef(beth.id, "Beth Ocampo"), visit.id, "Robin")
    assert promises.make(desk, "b", due, owner="Mo").owner == "Mo"


def test_making_it_takes_its_draft_off_the_interaction_in_the_same_change(desk: Session, clock_: StandingClock) -> None:
    visit = log.begin(desk, "walk-in")
    for name, text in (("promise", "a pri"), ("due", "in 2"), ("note", "half")):
        visit = log.draft(desk, visit, name, text)
    one = promises.make(desk, "a price", clock_.at + timedelta(hours=1), interaction=visit)
    assert log.get(desk, visit.id).drafts == {"note": "half"}
    desk.book.undo(by="Robin", at=desk.now())
    assert promises.all_open(desk) == [] and desk.book.get("promises", one.id) is None


@pytest.mark.parametrize("what", ["", "  \n"])
def test_nothing_cannot_be_promised(desk: Session, clock_: StandingClock, made: Promise, what: str) -> None:
    with refused(desk, "Nothing was promised"):
        promises.make(desk, what, clock_.at)
    with refused(desk, "needs words"):
        promises.reword(desk, made, what)


def test_open_ones_come_by_their_time_without_those_settled(desk: Session, clock_: StandingClock) -> None:
    later, sooner, kept, broken = (
        promises.make(desk, f"in {hours}", clock_.at + timedelta(hours=hours)) for hours in (5, 2, 1, 3)
    )
    promises.keep(desk, kept)
    clock_.on(minutes=1)
    promises.give_up(desk, broken)
    assert [one.id for one in promises.all_open(desk)] == [sooner.id, later.id]
    assert [one.id for one in promises.settled(desk, most=9)] == [broken.id, kept.id]
    assert len(promises.settled(desk, most=1)) == 1


def test_keeping_and_giving_up_are_final_but_for_undo(desk: Session, clock_: StandingClock, made: Promise) -> None:
    kept = promises.keep(desk, made)
    assert kept.kept_at == clock_.at and kept.state(clock_.at + timedelta(days=9)) == "kept"
    desk.book.undo(by="Robin", at=desk.now())
    assert promises.get(desk, made.id).is_open
    broken = promises.give_up(desk, made)
    assert broken.broken_at == clock_.at and broken.state(clock_.at) == "broken"


VERBS: dict[str, Callable[[Session, Promise], Promise]] = {
    "keep": promises.keep,
    "give up": promises.give_up,
    "move": lambda desk, one: promises.move(desk, one, one.due, told=True),
    "hand": lambda desk, one: promises.hand_to(desk, one, "Mo"),
}


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)
@pytest.mark.parametrize(("settle", "words"), [(promises.keep, "kept already"), (promises.give_up, "given up")])
def test_a_settled_promise_is_left_alone(
    desk: Session,
    made: Promise,
    verb: Callable[[Session, Promise], Promise],
    settle: Callable[[Session, Promise], Promise],
    words: str,
) -> None:
    settled = settle(desk, made)
    with refused(desk, words):
        verb(desk, settled)


def test_a_move_keeps_the_old_time_and_whether_they_were_told(
    desk: Session, clock_: StandingClock, made: Promise
) -> None:
    clock_.on(minutes=30)
    due = clock_.at + timedelta(hours=3)
    moved = promises.move(desk, made, due, told=False, due_typed="in 3h")
    (move,) = moved.moves.values()
    assert (move.at, move.was, move.to, move.told, move.by) == (clock_.at, made.due, due, False, "Robin")
    assert (moved.due, moved.due_typed) == (due, "in 3h") and moved.soon_at > made.due


def test_handing_it_on_names_its_new_owner_and_the_trail(desk: Session, made: Promise) -> None:
    handed = promises.hand_to(desk, promises.hand_to(desk, made, " Mo "), "Ines")
    assert handed.owner == "Ines" and [one.to for one in handed.handed.values()] == ["Mo", "Ines"]
    with refused(desk, "A promise goes to a person"):
        promises.hand_to(desk, handed, "  ")


def test_rewording_as_it_is_typed_is_one_step_for_undo(desk: Session, made: Promise) -> None:
    for text in ("ring back s", "ring back soon"):
        promises.reword(desk, made, text)
    assert promises.get(desk, made.id).what == "ring back soon"
    desk.book.undo(by="Robin", at=desk.now())
    assert promises.get(desk, made.id).what == "ring back"


def test_one_that_was_undone_is_not_kept(desk: Session, made: Promise) -> None:
    desk.book.undo(by="Robin", at=desk.now())
    with refused(desk, "no longer in the book", NotFoundError):
        promises.keep(desk, made)
    with refused(desk, "no promise", NotFoundError):
        promises.get(desk, made.id)


def test_what_somebody_settled_meanwhile_is_not_settled_moved_or_handed_again(desk: Session, made: Promise) -> None:
    stale = promises.repeat(desk, made, "daily")
    promises.keep(desk, stale)
    for act in (
        partial(promises.keep, desk, stale),
        partial(promises.give_up, desk, stale),
        partial(promises.move, desk, stale, stale.due + timedelta(hours=1), told=True),
        partial(promises.hand_to, desk, stale, "Mo"),
        partial(promises.pause, desk, stale),
        partial(promises.repeat, desk, stale, "no"),
    ):
        with refused(desk, "kept already|settled"):
            act()
    assert len(promises.all_open(desk)) == 1
