"""Words that are half typed: kept on the disk under safe keys, with whom they are about, and not for ever."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deskapp.desk.cards import customers, merge
from deskapp.desk.drafts import card_drafts, drafts
from deskapp.desk.drafts.drafts import KEPT_FOR, DraftPlace
from deskapp.desk.privacy import erasing, person, retention, subject
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.errors import NotFoundError
from tests.builders import StandingClock, a_desk, words_to_undo


@pytest.fixture
def now() -> StandingClock:
    return StandingClock()


@pytest.fixture
def desk(tmp_path: Path, now: StandingClock) -> Iterator[Session]:
    with a_desk(tmp_path / "book", now) as desk:
        yield desk


def texts(desk: Session) -> set[str]:
    """All half-typed words in the book."""
    typed = [document.get("typed", {}) for document in desk.book.select(drafts.TABLE)]
    return {entry["text"] for entries in typed for entry in entries.values()}


def test_words_are_kept_by_field_until_they_are_emptied_or_done(desk: Session) -> None:
    place, other = DraftPlace("desk", "Number", "none"), DraftPlace("desk", "Number", "another")
    drafts.keep(desk, place, "first", "020 79")
    drafts.keep(desk, place, "second", "46")
    drafts.keep(desk, other, "first", "030")
    assert drafts.read(desk, place) == {"first": "020 79", "second": "46"}
    drafts.keep(desk, place, "second", " ")
    assert drafts.read(desk, place) == {"first": "020 79"}
    drafts.forget(desk, place)
    assert drafts.read(desk, place) == {} and drafts.read(desk, other) == {"first": "030"}
    assert words_to_undo(desk.book) is None


def test_what_is_typed_for_somebody_is_there_on_every_screen_that_asks_for_it(desk: Session) -> None:
    promise = promises.make(desk, "a call", desk.now())
    here, there = (DraftPlace(screen, "Move due", promise.id) for screen in ("desk", "promises"))
    drafts.keep(desk, here, "due", "fri 14")
    assert drafts.read(desk, there) == {"due": "fri 14"}
    drafts.keep(desk, there, "due", "fri 14:00")
    assert drafts.read(desk, here) == {"due": "fri 14:00"} and texts(desk) == {"fri 14:00"}
    drafts.keep(desk, DraftPlace("desk", "Note", ""), "note", "of the desk")
    assert drafts.read(desk, DraftPlace("log", "Note", "")) == {}


@pytest.mark.parametrize("name", ["Who?", "a.b", "$", "_x", "Ünï."])
def test_no_name_of_a_field_holds_what_a_screen_or_a_person_wrote(desk: Session, name: str) -> None:
    drafts.keep(desk, DraftPlace(f"screen {name}", f"question {name}", f"owner {name}"), f"field {name}", "words")
    (document,) = desk.book.select(drafts.TABLE)
    for key, entry in document["typed"].items():
        assert key.isalnum() and key.isascii()
        assert all(field.isalpha() for field in entry)


def test_what_was_typed_for_a_merged_card_is_with_the_one_that_stays(desk: Session) -> None:
    kept, other = customers.make(desk, "Beth Marlow"), customers.make(desk, "Elizabeth Marlow")
    drafts.keep(desk, DraftPlace("desk", "Promise", other.id), "what", "call ba")
    merge.merge(desk, kept, other)
    assert drafts.read(desk, DraftPlace("desk", "Promise", kept.id)) == {"what": "call ba"}
    drafts.keep(desk, DraftPlace("desk", "Promise", kept.id), "what", "call back")
    assert drafts.read(desk, DraftPlace("desk", "Promise", kept.id)) == {"what": "call back"}
    assert texts(desk) == {"call back"}
    drafts.forget(desk, DraftPlace("desk", "Promise", kept.id))
    assert texts(desk) == set()


def test_what_belongs_to_an_erased_person_goes_at_once_and_never_comes_again(desk: Session) -> None:
    beth = customers.make(desk, "Beth Marlow")
    visit = log.begin(desk, "walk-in", customer=beth)
    promise = promises.make(desk, "a call", desk.now(), interaction=visit)
    log.end(desk, visit, "well", overruled="test")
    gus = customers.make(desk, "Gus Orr")
    for owner in (beth.id, visit.id, promise.id, gus.id, ""):
        drafts.keep(desk, DraftPlace("desk", "test", owner), "text", f"of {owner}")
    drafts.keep(desk, DraftPlace("log", "test"), "text", "ring Beth Marlow about it")
    copy = subject.everything(desk, person.of(desk, beth))["half_typed"]
    assert {one["text"] for one in copy} == {f"of {owner}" for owner in (beth.id, visit.id, promise.id)}
    erasing.erase(desk, person.of(desk, beth))
    assert texts(desk) == {f"of {gus.id}", "of ", "ring (erased) about it"}
    for owner in (beth.id, visit.id, promise.id):
        with pytest.raises(NotFoundError, match="no longer in the book"):
            drafts.keep(desk, DraftPlace("desk", "test", owner), "text", "still typing")


def test_what_was_typed_goes_some_time_after_its_visit_ended(desk: Session, now: StandingClock) -> None:
    ended, still_open = log.begin(desk, "walk-in"), log.begin(desk, "walk-in")
    kept, owed = (promises.make(desk, what, desk.now()) for what in ("a call", "a price"))
    gus = customers.make(desk, "Gus Orr")
    log.end(desk, ended, "well", overruled="test")
    promises.keep(desk, kept)
    for owner in (ended.id, still_open.id, kept.id, owed.id, gus.id, ""):
        drafts.keep(desk, DraftPlace("desk", "test", owner), "text", owner)
    now.on(days=KEPT_FOR.days - 1)
    drafts.keep(desk, DraftPlace("log", "test"), "text", "young")
    assert {ended.id, kept.id} < texts(desk)
    now.on(days=2)
    drafts.keep(desk, DraftPlace("log", "test"), "text", "youn")
    assert texts(desk) == {still_open.id, owed.id, gus.id, "", "youn"} - {""}


def test_what_was_typed_goes_only_where_both_its_typing_and_the_end_are_longer_ago(
    desk: Session, now: StandingClock
) -> None:
    visit = log.begin(desk, "walk-in")
    log.end(desk, visit, "well", overruled="test")
    now.on(minutes=1)
    drafts.keep(desk, DraftPlace("desk", "Number", visit.id), "text", "a minute after the end")
    now.on(days=KEPT_FOR.days)
    drafts.keep(desk, DraftPlace("log", "test"), "text", "y")
    assert "a minute after the end" in texts(desk), "to the instant as long as they are kept"
    now.on(seconds=1)
    drafts.keep(desk, DraftPlace("log", "test"), "text", "yo")
    assert texts(desk) == {"yo"}


def test_what_was_typed_long_ago_stays_as_long_after_the_end_of_its_visit(desk: Session, now: StandingClock) -> None:
    visit = log.begin(desk, "walk-in")
    drafts.keep(desk, DraftPlace("desk", "Number", visit.id), "text", "long before the end")
    now.on(days=KEPT_FOR.days)
    log.end(desk, visit, "well", overruled="test")
    now.on(days=KEPT_FOR.days)
    drafts.keep(desk, DraftPlace("log", "test"), "text", "y")
    assert "long before the end" in texts(desk), "to the instant as long as they are kept"
    now.on(seconds=1)
    drafts.keep(desk, DraftPlace("log", "test"), "text", "yo")
    assert texts(desk) == {"yo"}


def test_what_is_typed_on_a_card_is_kept_by_question_and_no_step_for_undo(desk: Session) -> None:
    beth, twin = (customers.make(desk, name) for name in ("Beth Marlow", "Elizabeth Marlow"))
    card_drafts.keep(desk, twin, "phones text", "0917 5")
    card_drafts.keep(desk, twin, "notes text", "likes")
    assert card_drafts.read(desk, twin) == {"phones text": "0917 5", "notes text": "likes"}
    merge.merge(desk, beth, twin)
    merged = words_to_undo(desk.book)
    assert card_drafts.read(desk, beth) == {"phones text": "0917 5", "notes text": "likes"}
    card_drafts.keep(desk, beth, "phones text", "0917 55")
    card_drafts.forget(desk, beth, "notes")
    assert card_drafts.read(desk, beth) == {"phones text": "0917 55"}
    card_drafts.keep(desk, beth, "phones text", "")
    assert card_drafts.read(desk, beth) == {}
    assert words_to_undo(desk.book) == merged, "typing is nothing to take back"
    desk.book.undo(by=desk.staff, at=desk.now())
    assert words_to_undo(desk.book) != merged, "nor is there a step of it behind the merge"


def test_what_was_typed_for_an_undone_visit_is_there_when_it_is_redone(desk: Session) -> None:
    visit = log.begin(desk, "walk-in")
    place = DraftPlace("desk", "Number", visit.id)
    drafts.keep(desk, place, "number", "020 79")
    desk.book.undo(by=desk.staff, at=desk.now())
    drafts.keep(desk, DraftPlace("desk", "test"), "text", "another")
    desk.book.redo(by=desk.staff, at=desk.now())
    assert drafts.read(desk, place) == {"number": "020 79"}


def test_old_words_are_let_go_with_what_is_as_old(desk: Session, now: StandingClock) -> None:
    drafts.keep(desk, DraftPlace("desk", "test"), "text", "old")
    visit = log.begin(desk, "walk-in")
    log.end(desk, visit, "well", overruled="test")
    now.on(days=400)
    drafts.keep(desk, DraftPlace("log", "test"), "text", "young")
    retention.retain(desk, 12)
    assert texts(desk) == {"young"}
