"""A report for others: each form says the same, none holds a name that nobody asked for, and no word is markup."""

import json
import re
from datetime import UTC, date, datetime
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deskapp.exchange.report_out import WRITERS, as_json, markdown, page, text
from deskapp.model.document import from_document, to_document
from deskapp.model.report import (
    SPANS,
    Bar,
    Broken,
    Habit,
    Learnt,
    Lengths,
    People,
    Promised,
    Report,
    Topic,
    Topics,
    around,
)
from tests.model.strategies import nouns

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
WEEK = around("week", date(2026, 11, 24))
FULL = Report(
    WEEK,
    NOW,
    "Harbour Lane",
    people=People(walk_ins=2, calls=1, still_open=1, waited=Lengths(3, 125, 400), greeted=Lengths(2, 60, 61)),
    promises=Promised(made=2, due=2, kept_in_time=1, broken=1, broken_ones=(Broken("the bow", "Beth Ocampo", NOW),)),
    topics=Topics(3, 1, 33, 3, (Topic("strings | bow", 2, True),)),
    habits=(Habit("Greeting", "Smile", 6, 83, 5, 60),),
    lessons=(Learnt(NOW, "bad", "<b>asked</b> *nobody*"),),
    bars=(Bar(date(2026, 11, 23), 1), Bar(date(2026, 11, 24), 2), Bar(date(2026, 11, 25), 0)),
)


def test_a_text_has_figures_bars_and_words_in_columns() -> None:
    shown = text(FULL)
    assert shown.startswith("Harbour Lane: Week 48, 23 to 29 November 2026\n3 visits, counted 2026-11-24")
    assert re.search(r"^  Typical wait +2 min 5 s  longest 6 min$", shown, re.M)
    assert re.search(r"^  Smile +83 %  \+23$", shown, re.M) and "Grown most: Smile" in shown
    assert "  Mon 23        1  ████████████████████\n" in shown and "Wed 25" not in shown
    assert "otherwise next time" in shown and "█" not in text(FULL, block="#")


@pytest.mark.parametrize("form", WRITERS)
def test_broken_promises_are_named_only_where_somebody_asked_for_it(form: str) -> None:
    assert "Beth" not in WRITERS[form](FULL) and "the bow" not in WRITERS[form](FULL)
    assert "Beth Ocampo" in WRITERS[form](FULL, names=True)


def test_words_are_no_markup() -> None:
    assert r"\<b\>asked\</b\> \*nobody\*" in markdown(FULL) and r"strings \| bow" in markdown(FULL)
    assert "&lt;b&gt;asked&lt;/b&gt; *nobody*" in page(FULL)


def test_a_page_needs_nothing_from_anywhere() -> None:
    shown = page(FULL)
    assert "http" not in shown and "<script" not in shown and "@media print" in shown


def test_json_is_one_object_with_units_in_its_names() -> None:
    read = json.loads(as_json(FULL))
    assert read["period"] == {"span": "week", "first": "2026-11-23", "after": "2026-11-30", "last": "2026-11-29",
                              "title": WEEK.title}  # fmt: skip
    assert read["people"]["waited"] == {"count": 3, "median_seconds": 125, "longest_seconds": 400}
    assert read["promises"]["broken"] == 1 and read["promises"]["broken_ones"] == []
    assert read["bars"][1] == {"first": "2026-11-24", "interactions": 2}


@pytest.mark.parametrize("span", SPANS)
@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_where_nothing_was_there_is_a_sentence_and_no_zeros(span: str, form: str) -> None:
    shown = WRITERS[form](Report(around(span, date(2026, 11, 24)), NOW))  # type: ignore[arg-type]
    assert "Nothing was logged" in shown and "Walk" not in shown


def test_a_stretch_that_is_over_is_not_waited_for() -> None:
    assert "makes the report" in text(Report(WEEK, NOW))
    assert "makes the report" not in text(Report(around("day", date(2026, 11, 23)), NOW))


REPORTS = st.builds(
    Report,
    period=st.builds(around, st.sampled_from(SPANS), st.dates(date(1999, 1, 1), date(2030, 1, 1))),
    counted_at=st.just(NOW),
    desk_name=st.text(max_size=9),
    people=nouns(People),
    promises=nouns(Promised),
    topics=nouns(Topics),
    habits=st.lists(nouns(Habit), max_size=3).map(tuple),
    lessons=st.lists(nouns(Learnt), max_size=2).map(tuple),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(REPORTS)
def test_any_report_can_be_written(one: Report) -> None:
    for writer in WRITERS.values():
        written = writer(one, names=True)
        assert not {letter for letter in written if ord(letter) < 32 or 0x7F <= ord(letter) < 0xA0} - {"\n"}
    body = page(one, names=True).partition("<body>")[2].partition("</body>")[0]
    ElementTree.fromstring(f"<body>{body}</body>")
    assert from_document(Report, to_document(one)) == one
