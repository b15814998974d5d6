"""A report in words: only what there is something to tell of, with its count beside it."""

from datetime import date, timedelta

from deskapp.desk.promises import promises
from deskapp.desk.reports import reports, wording
from deskapp.desk.session import Session
from deskapp.desk.visits import log
from tests.builders import StandingClock

TODAY = date(2026, 11, 24)


def told(desk: Session, title: str) -> dict[str, tuple[str, str]]:
    report = reports.make(desk, reports.period("day", TODAY))
    shown = {section.title: section.facts for section in wording.sections(report, names=True)}
    return {line.label: (line.value, line.note) for line in shown.get(title, ())}


def visited(desk: Session, clock_: StandingClock, minutes: int) -> None:
    visit = log.begin(desk, "walk-in")
    clock_.on(minutes=minutes)
    visit = log.greet(desk, visit)
    clock_.on(minutes=10)
    log.end(desk, visit, "helped", overruled="no time")


def test_the_longest_is_told_only_beside_others(desk: Session, clock_: StandingClock) -> None:
    assert told(desk, "Waiting and serving") == {}
    visited(desk, clock_, 5)
    once = {"Typical wait": ("5 min", ""), "Typical time to greet": ("5 min", ""), "Typical visit": ("10 min", "")}
    assert told(desk, "Waiting and serving") == {**once, "Greeted within 5 min": ("1 of 1", "")}
    visited(desk, clock_, 7)
    twice = told(desk, "Waiting and serving")
    assert twice["Typical wait"] == twice["Typical time to greet"] == ("6 min", "longest 7 min")
    assert twice["Typical visit"] == ("10 min", "longest 10 min")
    assert twice["Greeted within 5 min"] == ("1 of 2", "")


def test_of_promises_only_what_has_a_figure_is_told(desk: Session, clock_: StandingClock) -> None:
    assert told(desk, "Promises") == told(desk, "Broken promises") == {}
    promises.make(desk, "tomorrow", clock_.at + timedelta(days=1))
    assert told(desk, "Promises") == {"Made": ("1", ""), "Due": ("0", "")}
    promises.keep(desk, promises.make(desk, "a price", clock_.at + timedelta(hours=1)))
    assert told(desk, "Promises") == {"Made": ("2", ""), "Due": ("1", ""), "Kept in time": ("1", "of 1")}
    promises.give_up(desk, promises.make(desk, "a bow", clock_.at + timedelta(hours=1)))
    assert told(desk, "Promises")["Broken"] == ("1", "") and told(desk, "Broken promises") == {"a bow": ("24 Nov", "")}
    late, moved = (promises.make(desk, what, clock_.at + timedelta(hours=1)) for what in ("late", "moved"))
    promises.move(desk, moved, clock_.at + timedelta(hours=2), told=False)
    clock_.on(minutes=90)
    assert told(desk, "Promises")["Still open"] == ("2", "1 late")
    promises.keep(desk, late)
    assert told(desk, "Promises") == {
        "Made": ("5", ""),
        "Due": ("4", ""),
        "Kept in time": ("1", "of 3"),
        "Kept late": ("1", ""),
        "Broken": ("1", ""),
        "Still open": ("1", ""),
        "Moved": ("1", "0 told"),
    }
