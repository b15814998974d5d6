"""The file is read back by an independent parser."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
from hypothesis import given, settings

from deskapp.desk.promises import promises
from deskapp.exchange.calendar_out import promises_ics
from deskapp.exchange.exporters import ExportRequest
from deskapp.exchange.formats import FORMATS
from deskapp.model.interaction import CustomerRef
from deskapp.model.promise import Move, Pause, Promise
from tests.builders import StandingClock, a_desk, so_many
from tests.exchange.cards import INSTANTS, ONE_LINE

NOW = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)
DUE = NOW + timedelta(hours=2)
RING = Promise("pro_01", "ring back; price, terms", DUE, NOW, "15:00", CustomerRef("cus_01", "Beth Reyes"), owner="Mia")


def events(*promises: Promise) -> list[Any]:
    calendar = icalendar.Calendar.from_ical(promises_ics(promises, NOW, "Front desk"))
    assert not calendar.errors
    return list(calendar.walk("VEVENT"))


def test_a_promise_is_an_event_at_its_due_time() -> None:
    event = events(RING)[0]
    assert event.decoded("dtstart") == DUE
    assert event.decoded("dtend") == DUE + timedelta(minutes=15)
    assert str(event["summary"]) == "Beth Reyes: ring back; price, terms"
    assert str(event["description"]) == "By: Mia\nDue as told: 15:00"
    assert str(event["status"]) == "CONFIRMED"
    assert not event.errors


def test_the_alarms_ring_when_the_desk_turns_amber_and_at_the_time() -> None:
    triggers = [alarm.decoded("trigger") for alarm in events(RING)[0].walk("VALARM")]
    assert triggers == [RING.soon_at - DUE, timedelta(0)]


def test_a_moved_promise_replaces_its_older_self() -> None:
    later = DUE + timedelta(days=1)
    moved = replace(RING, due=later, moves={"m": Move(NOW, DUE, later, True)}, extra={"rev": 2})
    before, after = events(RING)[0], events(moved)[0]
    assert before["uid"] == after["uid"]
    assert (before["sequence"], after["sequence"]) == (0, 1)
    assert after.decoded("dtstart") == DUE + timedelta(days=1)


@pytest.mark.parametrize(("ended", "words"), [("kept_at", "Kept."), ("broken_at", "Given up.")])
def test_a_promise_that_is_over_leaves_the_calendar(ended: str, words: str) -> None:
    over: dict[str, Any] = {ended: NOW + timedelta(hours=1)}
    event = events(replace(RING, extra={"rev": 2}, **over))[0]
    assert (str(event["status"]), event["sequence"]) == ("CANCELLED", 1)
    assert not event.walk("VALARM")
    assert str(event["description"]).startswith(words)
    assert event.decoded("last-modified") == NOW + timedelta(hours=1)


def test_a_calendar_without_promises_is_still_one() -> None:
    calendar = icalendar.Calendar.from_ical(promises_ics([], NOW, "Front desk"))
    assert (str(calendar["method"]), str(calendar["x-wr-calname"])) == ("PUBLISH", "Promises: Front desk")


@settings(max_examples=so_many(50), deadline=None)
@given(ONE_LINE.filter(bool), ONE_LINE, INSTANTS)
def test_any_words_come_back_as_they_were_in_lines_of_75_bytes(what: str, name: str, due: datetime) -> None:
    promise = replace(RING, what=what, customer=CustomerRef("cus_1", name) if name else None, due=due)
    assert str(events(promise)[0]["summary"]) == (f"{name}: {what}" if name else what)
    assert all(len(line) <= 75 for line in promises_ics([promise], NOW, name).encode().split(b"\r\n"))


def test_a_line_end_in_a_promise_cannot_add_a_property() -> None:
    text = promises_ics([replace(RING, what="a\r\nATTACH:file:///etc/hostname", owner="b\nc")], NOW, "d\r\ne")
    assert not any(line.startswith("ATTACH") for line in text.split("\r\n"))


def test_what_waits_on_them_rings_nobody() -> None:
    waiting = replace(RING, pauses={"p": Pause(NOW + timedelta(minutes=5))})
    (event,) = events(waiting)
    assert str(event["status"]) == "TENTATIVE" and not event.walk("VALARM")
    assert str(event["description"]).startswith("Waiting for them.")
    assert event.decoded("last-modified") == NOW + timedelta(minutes=5)


def test_over_a_whole_life_each_file_outdoes_the_one_before(tmp_path: Path) -> None:
    """Made, moved, paused, run on, kept, the keeping undone, then all of it: a calendar takes the last file of each."""
    now = StandingClock()
    with a_desk(tmp_path / "book", now) as desk:
        one = promises.make(desk, "a price", now.at + timedelta(hours=2))
        lives: list[Callable[[], object]] = [
            lambda: promises.move(desk, one, now.at + timedelta(hours=3), told=True),
            lambda: promises.pause(desk, promises.get(desk, one.id)),
            lambda: promises.resume(desk, promises.get(desk, one.id)),
            lambda: promises.keep(desk, promises.get(desk, one.id)),
            *[lambda: desk.book.undo(by="Robin", at=now.at)] * 5,
            lambda: desk.book.redo(by="Robin", at=now.at),
        ]
        seen = []
        for live in [lambda: None, *lives]:
            now.on(minutes=10)
            live()
            text = FORMATS["promises"]["ics"].write(ExportRequest(desk))
            (event,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
            assert not event.errors and str(event["uid"]) == f"{one.id}@deskapp"
            seen.append((event.decoded("sequence"), str(event["status"])))
    numbers = [number for number, _ in seen]
    assert numbers[0] == 0 and numbers == sorted(set(numbers))
    states = [status for _, status in seen]
    assert states[:5] == ["CONFIRMED", "CONFIRMED", "TENTATIVE", "CONFIRMED", "CANCELLED"]
    assert states[5] == "CONFIRMED" and states[9:] == ["CANCELLED", "CONFIRMED"]
