"""The consent rule: whatever stands on a crisis sheet, a brief never holds what consent excludes (F3, F4)."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.desk.crisis import brief
from deskapp.errors import RefusedError
from deskapp.model.crisis import (
    AMOUNTS,
    Approval,
    CrisisSheet,
    Fact,
    Need,
    Option,
    PlanStep,
    Shared,
    Side,
    Stakeholder,
)
from deskapp.model.document import from_document, to_document
from deskapp.text import escaping

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
TOKEN = re.compile(r"zz\d+zz")
SHARES = st.sampled_from(get_args(Shared))


@st.composite
def sheets(draw: st.DrawFn) -> CrisisSheet:
    """A sheet in which every text is a token of its own."""
    numbers = count()

    def token() -> str:
        return f"zz{next(numbers)}zz"

    def some(make: Callable[[], Any]) -> dict[str, Any]:
        return {f"K{number}": make() for number in range(draw(st.integers(0, 3)))}

    def person() -> Stakeholder:
        early = draw(st.sampled_from([None, NOW - timedelta(hours=1), NOW, NOW + timedelta(hours=1)]))
        return Stakeholder(
            token(), draw(st.sampled_from(get_args(Side))), token(),
            draw(st.sampled_from(["not_asked", "no", "yes"])), early,
            token(), draw(st.sampled_from(AMOUNTS)),
        )  # fmt: skip

    return CrisisSheet(
        NOW,
        background=token(),
        background_shared=draw(SHARES),
        first=token(),
        second=token(),
        facts=some(lambda: Fact(token(), NOW, draw(st.sampled_from(["known", "checked", "unknown"])), draw(SHARES))),
        needs=some(lambda: Need(token(), NOW)),
        people=some(person),
        approvals=some(
            lambda: Approval(token(), token(), NOW, draw(st.sampled_from(["asked", "given"])), None, draw(SHARES))
        ),
        options=some(
            lambda: Option(
                token(), token(), draw(st.sampled_from(["stand-in", "lasting"])), draw(st.booleans()), draw(SHARES)
            )
        ),
        plan=some(lambda: PlanStep(token(), token(), "", draw(SHARES))),
    )


def written(sheet: CrisisSheet, side: Side, now: datetime = NOW) -> set[str]:
    """The tokens of a brief, as text and as Markdown; none where it is refused."""
    try:
        made = brief.make(sheet, side, now)
    except RefusedError:
        return set()
    assert set(TOKEN.findall(made.text)) == set(TOKEN.findall(made.markdown))
    return set(TOKEN.findall(made.text))


@given(sheets(), st.sampled_from(get_args(Side)))
def test_f4_nothing_at_all_is_written_while_nobody_may_be_told(sheet: CrisisSheet, side: Side) -> None:
    people = {key: replace(one, told="no" if one.side == side else "yes") for key, one in sheet.people.items()}
    with pytest.raises(RefusedError, match="may be told yet"):
        brief.make(replace(sheet, people=people), side, NOW)


@given(sheets(), st.sampled_from(get_args(Side)))
def test_f4_a_brief_holds_only_what_is_shared_with_that_side(sheet: CrisisSheet, side: Side) -> None:
    shown = written(sheet, side)
    allowed_shares = {"both"} | ({"ours"} if side == "ours" else set())
    entries = [
        *((one.text, one.shared) for one in sheet.facts.values()),
        *((text, one.shared) for one in sheet.options.values() for text in (one.text, one.lead)),
        *((text, one.shared) for one in sheet.approvals.values() for text in (one.what, one.who)),
        *((text, one.shared) for one in sheet.plan.values() for text in (one.what, one.who)),
        (sheet.background, sheet.background_shared),
    ]
    assert not {text for text, shared in entries if shared not in allowed_shares} & shown


@given(sheets(), st.sampled_from(get_args(Side)))
def test_f4_nobody_who_may_not_be_told_is_even_named(sheet: CrisisSheet, side: Side) -> None:
    shown = written(sheet, side)
    for one in sheet.people.values():
        if one.side != side or one.told != "yes" or (one.not_before and one.not_before > NOW):
            assert not {one.name, one.role, one.teller} & shown
        else:
            assert one.name in shown


@given(sheets(), st.sampled_from(get_args(Side)))
def test_f4_the_most_restricted_reader_sets_how_much(sheet: CrisisSheet, side: Side) -> None:
    readers = sheet.readers(side, NOW)
    shown = written(sheet, side)
    least = min((AMOUNTS.index(one.how_much) for one in readers), default=-1)
    facts = {one.text for one in sheet.facts.values()}
    doing = {one.text for one in sheet.options.values()} | {one.what for one in sheet.plan.values()}
    assert least >= AMOUNTS.index("facts") or not facts & shown
    assert least >= AMOUNTS.index("everything") or not (doing | {one.what for one in sheet.approvals.values()}) & shown


@given(sheets(), st.sampled_from(get_args(Side)))
def test_f2_what_a_human_being_needs_is_in_no_brief(sheet: CrisisSheet, side: Side) -> None:
    assert not {one.text for one in sheet.needs.values()} & written(sheet, side)


@given(sheets(), st.sampled_from(get_args(Side)), st.sampled_from(["desk", "ours"]))
def test_f4_sharing_less_never_shows_more(sheet: CrisisSheet, side: Side, shared: Shared) -> None:
    less = {key: replace(one, shared=shared) if one.shared == "both" else one for key, one in sheet.facts.items()}
    assert written(replace(sheet, facts=less), side) <= written(sheet, side)


@given(sheets(), st.sampled_from(get_args(Side)))
def test_f4_before_the_named_time_nothing_is_told(sheet: CrisisSheet, side: Side) -> None:
    moment = NOW + timedelta(hours=2)
    later = replace(sheet, people={key: replace(one, not_before=moment) for key, one in sheet.people.items()})
    assert written(later, side, moment - timedelta(seconds=1)) == set()
    willing = {one.name for one in sheet.people.values() if one.side == side and one.told == "yes"}
    assert willing <= written(later, side, moment)


@given(sheets())
def test_a_sheet_survives_the_book(sheet: CrisisSheet) -> None:
    assert from_document(CrisisSheet, to_document(sheet)) == sheet


@given(st.text(max_size=60))
def test_text_from_people_is_no_markup_and_no_control_in_a_brief(text: str) -> None:
    people = {"A": Stakeholder("Ann", "ours", told="yes", how_much="everything")}
    sheet = CrisisSheet(NOW, background="B", people=people, facts={"F": Fact(text, NOW)} if text.strip() else {})
    made = brief.make(sheet, "ours", NOW)
    for shown in (made.text, made.markdown):
        assert all(one == "\n" or one.isprintable() or ord(one) > 0x9F for one in shown)
    starts = ("# Brief", "## ", "- ", "As of ", "For ", "")
    assert all(line.startswith(starts) for line in made.markdown.split("\n"))


def test_markdown_is_taken_literally() -> None:
    assert escaping.markdown("1. *bold* [x](y) <b> # h") == r"1\. \*bold\* \[x\](y) \<b\> \# h"
    assert escaping.markdown("- no list") == r"\- no list"
