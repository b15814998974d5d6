"""Every figure of a report, and the rows behind it, beside a second, naive count of 200 random books."""

from collections import Counter
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from deskapp import clock
from deskapp.desk.answers import faq
from deskapp.desk.documents import put
from deskapp.desk.reports import behind, definitions, reports
from deskapp.desk.session import Session
from deskapp.model.report import SPANS, Period, Report, before
from deskapp.words import loader
from tests.builders import StandingClock, a_desk, so_many
from tests.desk.naive_figures import Book, Naive, middle
from tests.desk.random_days import RandomDays

BOOKS, AT_ONCE = 200, 20


def fill(desk: Session, days: RandomDays, dice: Random) -> None:
    """Visits, promises, and an entry of the FAQ that answers some of them."""
    visits = [days.visit() for _ in range(dice.randrange(25))]
    promised = [days.promise() for _ in range(dice.randrange(12))]
    with desk.book.change("a random book", by="", at=desk.now()) as change:
        put(change, *visits, *promised)
    asked = [visit.id for visit in visits if days.chance(0.3)]
    faq.make(desk, "What do strings cost?", "20.", asked_in=asked, although=True)


def read(desk: Session, zone: str) -> Book:
    """The documents as they are on the disk, closed months too."""
    visits, promised = (list(desk.book.select(table, archived=True)) for table in ("interactions", "promises"))
    greetings = {one.id for one in loader.checklists().values() if one.starts_with}
    in_faq = {name for entry in faq.everything(desk) for name in entry.asked}
    return Book(visits, promised, in_faq, zone, desk.now(), greetings)


def same_figures(report: Report, told: Naive) -> None:
    """Each figure by its count, what it is a share of, the one in the middle and the largest."""
    hot = [peak for name, peak in told.peaks.items() if (name, "") in told.rows["kettle.came_to_60_celsius"]]
    for figure in definitions.figures(report):
        seconds, shares = told.seconds[figure.id], told.rows[f"{figure.id}_of"]
        if figure.unit == "s":
            known = (round(middle(seconds)), round(max(seconds))) if seconds else (None, None)
            assert (figure.count, figure.value, figure.longest) == (len(seconds), *known), figure
            assert figure.of == told.could_wait
        elif figure.id == behind.HIGHEST:
            most = max(told.peaks.values(), default=None)
            assert (figure.value, figure.count) == (most, list(told.peaks.values()).count(most or 0)), figure
        elif figure.id == behind.MEDIAN_PEAK:
            assert (figure.value, figure.count) == (round(middle([*hot])) if hot else None, len(hot)), figure
        elif figure.id.startswith("habits."):
            checklist = figure.id.removeprefix("habits.").partition("-")[0]
            assert (figure.count, figure.of) == (len(told.rows[figure.id]), told.runs[checklist]), figure
        elif not figure.id.startswith("topics.about "):
            assert figure.count == len(told.rows[figure.id]), figure
            assert figure.of in (None, len(shares), len(told.rows["promises.moved"]),
                                 len(told.rows["topics.with_reason"])), figure  # fmt: skip


def same_rows(desk: Session, looked_at: Period, report: Report, told: Naive) -> None:
    """As many rows behind each figure as it counts, and the same ones."""
    for figure in definitions.figures(report):
        rows = behind.rows(desk, looked_at, figure.id, habits_of=report.habits_of)
        assert len(rows) == figure.count, figure
        if figure.id not in (behind.HIGHEST, behind.MEDIAN_PEAK) and not figure.id.startswith("topics.about "):
            assert Counter((row.id, row.part) for row in rows) == Counter(told.rows[figure.id]), figure
        if seconds := told.seconds[figure.id]:
            assert sorted(row.amount or 0 for row in rows) == sorted(seconds), figure


def same_parts(report: Report, told: Naive) -> None:
    """The bars of its parts, the broken promises, and the habits of the span before."""
    for place, bar in enumerate(report.bars):
        after = report.bars[place + 1].first if place + 1 < len(report.bars) else report.period.after
        assert bar.interactions == sum(count for day, count in told.days.items() if bar.first <= day < after)
    if report.bars:
        assert sum(bar.interactions for bar in report.bars) == report.people.total
    assert len(report.promises.broken_ones) == len(told.rows["promises.broken"])


@pytest.mark.parametrize(
    "seeds", [range(start, start + AT_ONCE) for start in range(0, so_many(BOOKS), AT_ONCE)], ids=str
)
def test_every_figure_agrees_with_a_naive_count(tmp_path: Path, seeds: range, monkeypatch: pytest.MonkeyPatch) -> None:
    for seed in seeds:
        days, dice = RandomDays(seed, loader.checklists()), Random(seed)
        now = StandingClock(days.now)
        monkeypatch.setattr(clock, "now", now)
        with a_desk(tmp_path / f"book {seed}", now, zone=days.zone) as desk:
            fill(desk, days, dice)
            if seed % 4 == 0:
                now.at += timedelta(days=120)
                desk.book.checkpoint.save()
                fill(desk, days, dice) if seed % 8 == 0 else None
            book = read(desk, days.zone)
            for span in SPANS:
                looked_at = reports.period(span, book.day(days.around.isoformat()) + timedelta(dice.randint(-1, 1)))
                report = reports.make(desk, looked_at, habits_of=dice.choice(("", "Robin")))
                told = book.count(looked_at.first, looked_at.after, report.habits_of)
                same_figures(report, told)
                same_parts(report, told)
                earlier = before(looked_at)
                ran = book.count(earlier.first, earlier.after, report.habits_of).runs
                known = {habit.figure: habit.runs_before for habit in report.habits}
                assert all(runs == ran[name[7:].partition("-")[0]] for name, runs in known.items())
                if span == SPANS[seed % 4]:
                    same_rows(desk, looked_at, report, told)
