"""Settings that are broken are told and never fatal, and each setting that can be changed has its words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deskapp.desk.session import Session
from deskapp.desk.settings import settings as desk_settings
from deskapp.desk.settings import typed
from deskapp.desk.shifts import shifts
from deskapp.desk.undo import undoing
from deskapp.model.settings import Settings
from deskapp.store import open_book
from tests.builders import StandingClock, a_desk, so_many, words_to_undo

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Session]:
    with a_desk(tmp_path / "book", StandingClock()) as desk:
        yield desk


def store(desk: Session, **fields: object) -> None:
    with desk.book.change("by hand", by="", at=desk.now()) as change:
        change.put("settings", {"id": "set_desk", **fields})


def test_foreign_types_are_told_and_what_can_be_read_is_kept(desk: Session) -> None:
    store(desk, desk_name="Harbour Lane", hold_minutes="three", theme=7, holidays="12-25", future={"a": 1})
    held, usual = desk_settings.read(desk), Settings()
    assert (held.desk_name, held.extra["future"]) == ("Harbour Lane", {"a": 1})
    assert (held.hold_minutes, held.theme, held.holidays) == (usual.hold_minutes, usual.theme, usual.holidays)
    sentence = desk_settings.faults(desk)
    assert all(name in sentence for name in ("hold minutes", "theme", "holidays")) and "desk name" not in sentence


def test_setting_it_again_mends_it(desk: Session) -> None:
    store(desk, hold_minutes="three")
    typed.put(desk, "hold_minutes", "4")
    assert desk_settings.faults(desk) == "" and desk_settings.read(desk).hold_minutes == 4


@settings(max_examples=so_many(40), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(list(Settings.__dataclass_fields__)), JSON, max_size=5))
def test_no_document_of_settings_is_fatal(desk: Session, fields: dict[str, object]) -> None:
    store(desk, **{name: value for name, value in fields.items() if name != "id"})
    assert isinstance(desk_settings.read(desk), Settings)
    assert desk_settings.faults(desk) == "" or desk_settings.faults(desk).endswith("under Settings.")


def test_a_setting_that_was_typed_can_be_undone_and_others_cannot(desk: Session) -> None:
    typed.put(desk, "theme", "light")
    assert words_to_undo(desk.book) == "setting: theme"
    desk.book.undo(by="Robin", at=desk.now())
    assert desk_settings.read(desk).theme == "dark" and words_to_undo(desk.book) is None


def test_every_setting_that_can_be_changed_has_words_and_its_value_can_be_typed_again(desk: Session) -> None:
    assert {one.name for one in typed.ALL} == set(typed.names()) - {"keys"}
    for one in typed.ALL:
        held = desk_settings.read(desk)
        assert one.read(one.told(held)) == getattr(held, one.name)
        for choice in one.choices:
            one.read(choice)


def test_the_first_shift_taken_back_leaves_a_desk_that_was_set_up_and_nobody_at_it(tmp_path: Path) -> None:
    with open_book(tmp_path / "new", staff="") as book:
        desk = Session(book, "", now=StandingClock())
        shifts.begin(desk, "Robin")
        assert desk_settings.read(desk).staff == "Robin"
        undoing.undo(desk)
        assert desk_settings.exist(desk) and desk_settings.read(desk).staff == "" == desk.staff
        assert words_to_undo(book) is None and shifts.running(desk) is None
        undoing.redo(desk)
        assert desk_settings.read(desk).staff == "Robin" == desk.staff
