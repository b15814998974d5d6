"""A report's first sentences: only what was counted, never praise or advice about nothing."""

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given

from deskapp.desk.reports import summary
from deskapp.model.report import Heat, People, Promised, Report, Topic, Topics, around
from tests.model.strategies import nouns

EMPTY = Report(around("week", date(2026, 11, 24)), datetime(2026, 11, 24, 10, 0, tzinfo=UTC))
STRINGS, HOURS = Topic("new strings", 4, in_faq=True), Topic("opening hours", 3, in_faq=False)


def test_nothing_is_said_of_nothing() -> None:
    assert summary.sentences(EMPTY) == []


def test_five_sentences_in_their_order() -> None:
    full = replace(
        EMPTY,
        promises=Promised(due=5, kept_in_time=3, kept_in_time_of=4, overdue=1, still_open=2, not_yet_due=1),
        topics=Topics(9, 4, 44, 9, (STRINGS, HOURS)),
    )
    assert summary.sentences(full) == [
        "3 of 4 promises were kept in time.",
        "1 promise is late.",
        "Came up most, 4 times: new strings.",
        "2 promises are still open, 1 of them late.",
        "Try this: call everybody whose promise is late before you start anything new.",
    ]


def test_praise_needs_more_than_half() -> None:
    assert summary.went_well(replace(EMPTY, promises=Promised(kept_in_time=1))) == ""
    few = replace(EMPTY, promises=Promised(due=4, kept_in_time=1, kept_in_time_of=4))
    assert summary.went_well(few) == ""
    calm = replace(few, kettle=Heat(came_to_60_celsius=1, cooled_below_60_celsius=1, cooled_below_60_celsius_of=1))
    assert summary.went_well(calm) == "The one person who got upset calmed down again."
    quick = replace(few, people=People(greeted_within_5_minutes=2, greeted_within_5_minutes_of=3))
    assert summary.went_well(quick) == "2 of 3 people were greeted within 5 minutes."
    assert summary.went_badly(quick) == "1 person waited more than 5 minutes."


def test_what_went_wrong_is_told_in_the_order_of_its_weight() -> None:
    people = replace(EMPTY, people=People(missed_calls=2))
    assert summary.went_badly(people) == "2 callers hung up before anybody answered."
    assert summary.to_try(people) == "Try this: call back the people you missed."
    unseen = replace(EMPTY, people=People(missed_calls=2, left_unseen=1))
    assert summary.went_badly(unseen) == "1 person was never greeted."
    broken = replace(unseen, promises=Promised(due=1, broken=1, kept_in_time_of=1))
    assert summary.went_badly(broken) == "1 promise was broken."


def test_what_was_compared_in_part_is_told_as_about() -> None:
    part = replace(EMPTY, topics=Topics(9000, 0, 0, 2000, (Topic("new strings", 40, in_faq=False),)))
    assert summary.repeats(part) == "Came up most, about 40 times: new strings."
    once = replace(EMPTY, topics=Topics(1, 0, 0, 1, (Topic("a bow", 1, in_faq=False),)))
    assert summary.repeats(once) == summary.to_try(once) == ""


def test_a_question_without_an_entry_is_one_to_write() -> None:
    asked = replace(EMPTY, topics=Topics(7, 4, 57, 7, (STRINGS, HOURS)))
    assert summary.to_try(asked) == "Try this: write a FAQ entry for this question: opening hours."


@given(nouns(Report))
def test_of_any_report_at_most_five_whole_sentences_are_said(report: Report) -> None:
    told = summary.sentences(report)
    assert len(told) <= 5 and all(sentence.endswith(".") and "{" not in sentence.split(": ")[0] for sentence in told)
