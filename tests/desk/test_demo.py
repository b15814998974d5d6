"""The invented day: what a visitor finds in it, at whatever hour they come."""

import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskapp import clock
from deskapp.desk.demo import day as demo
from deskapp.desk.visits.gates import open_points
from deskapp.model.customer import GROUPS, Customer
from deskapp.model.document import from_document
from deskapp.model.faq_entry import FaqEntry
from deskapp.model.interaction import Interaction
from deskapp.model.promise import Promise
from deskapp.model.settings import Settings
from deskapp.store import open_book, where
from deskapp.text import phones
from tests.builders import so_many, words_to_undo

NOON = datetime(2026, 11, 19, 12, 30, tzinfo=UTC)


class FakeBook:
    """What `fill` needs of a book: changes that put documents."""

    def __init__(self) -> None:
        self.tables: defaultdict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
        self.changes: list[tuple[str, bool]] = []

    @contextmanager
    def change(self, words: str, *, by: str, at: datetime, undoable: bool = True) -> Iterator["FakeBook"]:
        self.changes.append((words, undoable))
        yield self

    def put(self, table: str, document: dict[str, Any]) -> None:
        assert document["id"] not in self.tables[table]
        self.tables[table][document["id"]] = document

    def all(self, table: str, kind: type) -> list[Any]:
        return [from_document(kind, document) for document in self.tables[table].values()]


def day(now: datetime = NOON, seed: int = 7) -> FakeBook:
    book = FakeBook()
    demo.fill(book, now=now, seed=seed)  # type: ignore[arg-type]
    return book


def by_name(book: FakeBook, name: str) -> Customer:
    card: Customer = next(one for one in book.all("customers", Customer) if one.name == name)
    return card


def in_state(book: FakeBook, state: str) -> list[Interaction]:
    return [one for one in book.all("interactions", Interaction) if one.state == state]


def test_it_is_one_change_that_undo_does_not_take_back() -> None:
    assert day().changes == [("an invented day", False)]


def test_the_same_instant_and_seed_give_the_same_day() -> None:
    assert day().tables == day().tables
    assert day(seed=8).tables != day().tables


def test_forty_cards_of_all_kinds_with_their_scripts() -> None:
    cards = day().all("customers", Customer)
    assert len(cards) == len({card.name for card in cards}) == 40
    assert Counter(card.kind for card in cards) == {"customer": 33, "prospect": 3, "coworker": 4}
    assert {"ليلى حداد", "דוד לוי", "山本 結衣", "김서연", "Łukasz Wiśniewski"} <= {card.name for card in cards}


def test_cards_hold_what_the_desk_should_know() -> None:
    book, today = day(), clock.today(NOON)
    cards = book.all("customers", Customer)
    assert sum(bool(card.with_stance("allergy")) for card in cards) == 4
    assert sum(bool(card.favorite_dessert) for card in cards) >= 35
    plans = [card.plan.is_running(today) for card in cards if card.plan]
    assert (plans.count(True), plans.count(False)) == (21, 3)
    assert sum(len(card.warnings) for card in cards) == 2
    assert {preference.group for card in cards for preference in card.preferences.values()} <= set(GROUPS)
    assert [one.item for one in by_name(book, "Margaret Abernathy").with_stance("allergy")] == ["Walnuts"]


def test_phone_numbers_are_kept_as_typed_with_the_form_the_desk_would_read() -> None:
    typed = [phone for card in day().all("customers", Customer) for phone in card.phones.values()]
    assert len({phone.number for phone in typed}) > 30
    for phone in typed:
        assert phone.number == phones.normalise(phone.typed, "GB"), phone.typed


def test_the_desk_has_its_name() -> None:
    (settings_of_desk,) = day().all("settings", Settings)
    assert (settings_of_desk.desk_name, settings_of_desk.staff) == ("Harbour Lane Instruments", "Robin")


def test_a_walk_in_waits_too_long_and_nobody_greeted() -> None:
    (waiting,) = in_state(day(), "waiting")
    assert (waiting.kind, waiting.name) == ("walk-in", "Margaret Abernathy")
    assert waiting.waited(NOON) == timedelta(minutes=6)
    assert waiting.waits_too_long(NOON)
    assert list(waiting.runs) == ["greeting_walk_in"]
    assert not waiting.ticks


def test_a_call_boils_with_one_request_unanswered() -> None:
    (serving,) = in_state(day(), "serving")
    assert (serving.kind, serving.temperature) == ("call", 75)
    assert [reading.celsius for reading in serving.readings.values()] == [65, 85, 75]
    assert len(serving.requests) == 2
    assert [request.text for request in serving.open_requests.values()] == ["A pedal that fits, before seven"]
    assert set(serving.runs) == {"greeting_call", "resolution", "steam"}
    assert sum(key.startswith("steam-") for key in serving.ticks) == 2


def test_a_call_is_on_hold() -> None:
    (held,) = in_state(day(), "on_hold")
    assert held.kind == "call"
    assert held.in_state_since() == NOON - timedelta(minutes=4)


def test_who_became_a_customer_when_their_card_was_made_and_who_did_not() -> None:
    for card in day().all("customers", Customer):
        assert card.customer_since == (card.created_at if card.kind == "customer" else None)


def test_the_greeting_runs_from_the_arrival_and_what_calms_down_from_the_greeting() -> None:
    for visit in in_state(day(), "ended"):
        first, *others = (run.started_at for run in visit.runs.values())
        assert first == visit.arrived_at and all(at == visit.greeted_at for at in others)


def test_what_was_promised_lately_is_due_on_a_quarter_of_an_hour_while_the_shop_is_open() -> None:
    past = {one.id for one in in_state(day(), "ended")}
    due = [clock.local(one.due) for one in day().all("promises", Promise) if one.interaction in past]
    assert len(due) > 10
    for at in due:
        assert (at.minute % 15, at.second, at.microsecond) == (0, 0, 0)
        assert 9 <= at.hour < 18 and at.weekday() != 6


def test_a_promise_was_moved_and_they_know_it() -> None:
    moved = [one for one in day().all("promises", Promise) if one.moves]
    assert len(moved) == 1
    (move,) = moved[0].moves.values()
    assert move.told and moved[0].made_at < move.at < NOON and move.to == moved[0].due != move.was


def test_promises_stand_at_every_state() -> None:
    promises = day().all("promises", Promise)
    states = Counter(promise.state(NOON) for promise in promises)
    assert states["overdue"] == states["broken"] == 1
    assert states["due_soon"] == 1
    assert states["open"] == 5
    assert states["kept"] >= 10
    assert sum(promise.kept_at > promise.due for promise in promises if promise.kept_at) == 1
    assert {promise.owner for promise in promises} >= {"Robin", "Ingrid", "Priya"}


def test_open_promises_fall_due_today_and_tomorrow() -> None:
    today = clock.today(NOON)
    due = Counter((clock.today(one.due) - today).days for one in day().all("promises", Promise) if one.is_open)
    assert due == {0: 4, 1: 3}


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Asia/Kolkata"])
def test_ended_days_lie_in_opening_hours(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        now = clock.from_local(datetime(2026, 11, 19, 12, 30))
        ended = in_state(day(now), "ended")
        assert len(ended) == 63
        for one in ended:
            assert one.ended_at
            start, end = clock.local(one.arrived_at), clock.local(one.ended_at)
            assert start.hour >= 9 and end.hour < 18 and start.date() == end.date()
            assert start.weekday() != 6
        days = {clock.today(one.arrived_at) for one in ended}
        assert len(days) == 13
        assert clock.today(now) - min(days) == timedelta(days=14)
    finally:
        monkeypatch.undo()
        time.tzset()


def test_ended_interactions_hold_reasons_outcomes_and_ticks() -> None:
    ended = in_state(day(), "ended")
    assert {one.kind for one in ended} == {"walk-in", "call", "message"}
    for one in ended:
        assert one.reason and one.outcome and one.greeted_at and one.ticks
        assert not one.open_requests
        assert one.greeted_at in {tick.at for tick in one.ticks.values()}
        assert bool(open_points(one)) == bool(one.overruled)
    assert max(one.waited(NOON) for one in ended) < timedelta(minutes=5)
    assert sum(one.temperature is not None for one in ended) >= 12


@settings(max_examples=so_many(40), deadline=None)
@given(st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)), st.integers(0, 99))
def test_at_any_hour_nothing_lies_in_the_future_and_all_of_it_can_be_read(now: datetime, seed: int) -> None:
    book = day(now, seed)
    for one in book.all("interactions", Interaction):
        moments = [tick.at for tick in one.ticks.values()] + [note.at for note in one.notes.values()]
        moments += [request.answered_at for request in one.requests.values() if request.answered_at]
        assert all(one.arrived_at <= moment <= (one.ended_at or now) <= now for moment in moments)
        assert all(key.isalnum() for key in one.requests)
    for promise in book.all("promises", Promise):
        closed = promise.kept_at or promise.broken_at
        assert promise.made_at <= (closed or now) <= now
        assert promise.made_at < promise.due


def test_a_real_book_takes_it_and_keeps_it(tmp_path: Path) -> None:
    book = open_book(tmp_path / "book", staff="Robin")
    demo.fill(book, now=NOON)
    assert words_to_undo(book) is None
    book.close()
    again = open_book(tmp_path / "book", staff="Robin")
    try:
        assert {table: again.count(table) for table in ("customers", "interactions", "promises", "settings")} == {
            "customers": 40,
            "interactions": 66,
            "promises": 21,
            "settings": 1,
        }
        (waiting,) = again.select("interactions", where("state") == "waiting")
        assert from_document(Interaction, waiting).name == "Margaret Abernathy"
        assert [card["name"] for card in again.select("customers", where("name").search("ليلى"))] == ["ليلى حداد"]
    finally:
        again.close()


def test_the_faq_answers_what_was_asked_in_the_log() -> None:
    book = day()
    entries = book.all("faq", FaqEntry)
    logged = {one.id for one in book.all("interactions", Interaction)}
    assert len(entries) == 6 and all(one.question.endswith("?") and one.answer for one in entries)
    assert all(one.times >= 2 and set(one.asked) <= logged for one in entries)
