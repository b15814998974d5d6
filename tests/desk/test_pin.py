"""The curtain's PIN: kept as a salted hash, slower with each wrong try, and never a dead end."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskapp.desk.demo import tour
from deskapp.desk.handover import handover
from deskapp.desk.privacy import pin
from deskapp.desk.reports import lessons
from deskapp.desk.session import Session
from deskapp.desk.settings import settings as desk_settings
from deskapp.desk.undo import undoing
from deskapp.errors import RefusedError
from deskapp.store import open_book
from tests.builders import StandingClock, a_desk, all_in, refused, so_many

NOW = StandingClock()
REAL_COST = pin._COST


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Session]:
    NOW.at = StandingClock().at
    with a_desk(tmp_path / "book", NOW) as desk:
        yield desk


def test_only_the_pin_itself_fits_and_it_stands_nowhere_in_the_book(desk: Session, tmp_path: Path) -> None:
    kept = pin.put(desk, "8315 quay", "8315 quay").pin
    assert pin.fits(kept, "8315 quay")
    assert not any(pin.fits(kept, wrong) for wrong in ("", "8315 Quay", "8315 quay ", "8315"))
    desk.book.close()
    files = [path.read_bytes() for path in (tmp_path / "book").rglob("*") if path.is_file()]
    assert any(b"scrypt$" in data for data in files)
    assert not any(told in data for data in files for told in (b"8315 quay", b"quay"))


def test_a_try_costs_whoever_has_the_file_time_and_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    assert REAL_COST >= 2**14
    monkeypatch.setattr(pin, "_COST", REAL_COST)
    kept = pin.hashed("8315", b"sixteen letters.")
    assert pin.fits(kept, "8315") and not pin.fits(kept, "8316")
    monkeypatch.setattr(pin, "_COST", REAL_COST // 2)
    assert not pin.fits(kept, "8315")


def test_the_same_pin_is_kept_differently_each_time(desk: Session) -> None:
    assert pin.put(desk, "8315", "8315").pin != pin.put(desk, "8315", "8315", present="8315").pin


@settings(max_examples=so_many(5), deadline=None)
@given(st.text(min_size=1, max_size=20), st.binary(min_size=16, max_size=16))
def test_whatever_is_typed_can_be_a_pin(typed: str, salt: bytes) -> None:
    assert pin.fits(pin.hashed(typed, salt), typed)


@pytest.mark.parametrize("kept", ["", "8315", "scrypt$$", "scrypt$xy$00", "md5$00$00", "scrypt$00$00$00"])
def test_what_is_kept_in_no_known_shape_fits_nothing(kept: str) -> None:
    assert not pin.fits(kept, "8315") and not pin.fits(kept, "")


def test_a_pin_is_typed_twice_and_neither_too_short_nor_endless(desk: Session) -> None:
    for typed, again, words in (
        ("8315", "8316", "not the same"),
        ("831", "831", "4 to 64"),
        ("x" * 65, "x" * 65, "64"),
    ):
        with refused(desk, words):
            pin.put(desk, typed, again)


def test_wrong_tries_wait_longer_each_time_up_to_five_minutes(desk: Session) -> None:
    held, waits = pin.put(desk, "8315", "8315"), []
    for _ in range(11):
        held = pin.tried(desk, held, fitted=False)
        waits.append(int(pin.wait(held, NOW.at).total_seconds()))
        NOW.on(minutes=6)
        assert not pin.wait(held, NOW.at)
    assert waits == [0, 0, 5, 10, 20, 40, 80, 160, 300, 300, 300]
    assert pin.tried(desk, held, fitted=True).pin_wrong == 0


def test_a_clock_that_was_set_back_keeps_nobody_out_for_longer(desk: Session) -> None:
    held = pin.put(desk, "8315", "8315")
    for _ in range(3):
        held = pin.tried(desk, held, fitted=False)
    NOW.on(days=-300)
    assert pin.wait(held, NOW.at) == timedelta(seconds=5)


def test_wrong_tries_outlast_a_restart_and_need_no_book_that_can_be_written(desk: Session, tmp_path: Path) -> None:
    pin.put(desk, "8315", "8315")
    for _ in range(4):
        pin.tried(desk, desk_settings.read(desk), fitted=False)
    desk.book.close()
    with open_book(tmp_path / "book", read_only=True) as book:
        looking_on = Session(book, "Kim", now=NOW)
        held = pin.tried(looking_on, desk_settings.read(looking_on), fitted=False)
    assert held.pin_wrong == 5 and pin.wait(held, NOW.at) == timedelta(seconds=20)


def test_a_forgotten_pin_is_taken_off_and_the_next_person_reads_it(desk: Session) -> None:
    with refused(desk, "No PIN is set"):
        pin.forget(desk)
    pin.put(desk, "8315", "8315")
    pin.forget(desk)
    draft = handover.draft(desk)
    assert not desk_settings.read(desk).pin
    assert draft and ["--forget-pin" in note.text and "Robin" in note.text for note in draft.notes.values()] == [True]


@pytest.mark.parametrize(
    "change",
    [lambda desk, now: pin.put(desk, "4711", "4711", present=now), lambda desk, now: pin.take_off(desk, present=now)],
)
def test_who_changes_a_pin_or_takes_it_off_knows_it_and_wrong_tries_wait(
    desk: Session, change: Callable[[Session, str], object]
) -> None:
    kept = pin.put(desk, "8315", "8315").pin
    for wrong in ("", "0000", "4711"):
        with pytest.raises(RefusedError, match="That isn't the PIN"):
            change(desk, wrong)
    assert (desk_settings.read(desk).pin, desk_settings.read(desk).pin_wrong) == (kept, 3)
    with pytest.raises(RefusedError, match="The next try in 5 s"):
        change(desk, "8315")
    NOW.on(seconds=6)
    change(desk, "8315")
    assert desk_settings.read(desk).pin != kept


def test_undo_brings_no_pin_back(desk: Session) -> None:
    pin.put(desk, "8315", "8315")
    pin.take_off(desk, present="8315")
    for _ in range(2):
        with pytest.raises(RefusedError, match="cannot be undone"):
            undoing.undo(desk)
    with pytest.raises(RefusedError, match="nothing to undo"):
        undoing.undo(desk)
    assert desk_settings.read(desk).pin == ""


@pytest.mark.parametrize(
    "changes",
    [
        lambda desk: pin.put(desk, "4711", "4711", present="1234"),
        lambda desk: pin.take_off(desk, present="1234"),
        pin.forget,
        tour.put_away,
    ],
    ids=["set", "taken off", "forgotten", "hints"],
)
def test_what_undo_leaves_alone_says_so_once_and_takes_nothing_else_back(
    desk: Session, changes: Callable[[Session], object]
) -> None:
    desk_settings.write(desk, hints_gone=(), pin=pin.hashed("1234", b"salt"))
    lesson = lessons.add(desk, "ask first")
    changes(desk)
    after = all_in(desk)
    with pytest.raises(RefusedError, match="cannot be undone"):
        undoing.undo(desk)
    assert all_in(desk) == after
    undoing.undo(desk)
    assert desk.book.get("lessons", lesson.id) is None
