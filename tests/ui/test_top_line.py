"""The line on top: what goes first where it is tight, and that no word of it is cut."""

import re
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp import clock
from deskapp.desk.handover import leaving
from deskapp.desk.visits.day import Counts, Day
from deskapp.model.interaction import Hold, Interaction, Kind, State
from deskapp.model.promise import Pause, Promise
from deskapp.ui.render.top import top_line
from tests.builders import time_zone

NOW = datetime(2026, 11, 27, 20, 36, tzinfo=UTC)
RUSH = Counts(here=11, waiting=5, too_long=3, held=2, held_too_long=1, due=4, soon=1, overdue=1)


def drawn(width: int, place: str = "", name: str = "Harbour Lane Instruments", counts: Counts = RUSH) -> str:
    with time_zone("UTC"):
        return top_line(name, "Robin", counts, NOW, width, place=place).text


ALARMS = "11 here · 5 waiting (▲ 3 long) · 2 on hold (▲ 1 long) · 4 due (◆ 1 soon) · ▲ 1 overdue"
BRIEFLY = "11 here 5 waiting ▲3 2 on hold ▲1 4 due ◆1 ▲1 overdue"


def words(text: str) -> str:
    return " ".join(text.split())


def test_a_wide_line_says_it_all() -> None:
    assert words(drawn(150)) == f"Harbour Lane Instruments · Robin {ALARMS} Fri 27 Nov 20:36"


def test_a_tight_line_says_where_one_is_before_whose_desk_it_is() -> None:
    assert words(drawn(80, "Customers")) == f"Customers {BRIEFLY} 20:36"


def test_a_long_name_gives_way_by_whole_words() -> None:
    assert words(drawn(110)) == f"Harbour Lane {ALARMS} 20:36"
    assert words(drawn(80)) == f"Harbour Lane {BRIEFLY} 20:36"


PLACES = ("", "Customers", "Replies & FAQ", "Same person?")
CALM = Counts(here=3, waiting=2, held=1, due=2)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("width", range(20, 210, 5))
@pytest.mark.parametrize("counts", [RUSH, CALM])
def test_no_word_is_cut_at_any_width(width: int, place: str, counts: Counts) -> None:
    text = drawn(width, place, name="Corner Shop", counts=counts)
    whole = words(drawn(300, place, name="Corner Shop", counts=counts) + f" {BRIEFLY} (3 long) (1 long) (1 soon)")
    assert "…" not in text and len(text) == width
    assert all(word in whole.split() for word in text.split())


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("width", range(80, 210, 5))
def test_every_count_the_hour_and_the_place_stand_at_80_columns_and_more(width: int, place: str) -> None:
    text = drawn(width, place, name="Corner Shop")
    assert numbers(text) == {"here": (11, 0), "waiting": (5, 3), "on hold": (2, 1), "due": (4, 1), "overdue": (1, 0)}
    assert "20:36" in text and place in text


@pytest.mark.parametrize("width", [60, 80, 120])
def test_only_what_is_due_soon_is_amber_and_only_what_is_late_is_red(width: int) -> None:
    with time_zone("UTC"):
        for counts in (RUSH, CALM):
            for part in top_line("Corner Shop", "Robin", counts, NOW, width).spans:
                if "soon" in part.role:
                    assert re.fullmatch(r"\((◆ )?1 soon\)|◆1", part.text)
                if "alarm" in part.role:
                    assert re.fullmatch(r"\((▲ )?\d long\)|▲\d|▲ ?1 overdue", part.text)


def numbers(text: str) -> dict[str, tuple[int, int]]:
    """The counts that a line tells, and how many of each are an alarm, as a person would read them."""
    told = re.findall(
        r"([▲◆]?)(\d+) (here|waiting|on hold|due|overdue)(?: (?:\([▲◆]? ?(\d+) \w+\)|[▲◆](\d+)(?! \w)))?", text
    )
    return {
        word: (int(count), int(part or brief or (count if sign and word != "overdue" else 0)))
        for sign, count, word, part, brief in told
    }


@st.composite
def days_of(draw: st.DrawFn) -> Day:
    """Any day: visits in every state, promises due at any time, some of them waiting for the customer or moved."""
    day = Day(clock.today(NOW), hold_limit=timedelta(minutes=3))
    for number in range(draw(st.integers(0, 12))):
        at = NOW - timedelta(minutes=draw(st.integers(0, 20)))
        state: State = draw(st.sampled_from(["waiting", "serving", "on_hold"]))
        holds = {"h": Hold(at)} if state == "on_hold" else {}
        kind: Kind = draw(st.sampled_from(["walk-in", "call", "message"]))
        day.open[str(number)] = Interaction(str(number), kind, state, at, holds=holds)
    for number in range(draw(st.integers(0, 12))):
        made = NOW - timedelta(minutes=draw(st.integers(0, 900)))
        due = made + timedelta(minutes=draw(st.integers(1, 3000)))
        pauses = {"p": Pause(made)} if draw(st.booleans()) else {}
        day.promises[str(number)] = Promise(str(number), "ring", due, made, pauses=pauses)
    return day


def recounted(day: Day) -> dict[str, tuple[int, int]]:
    """The same by hand, one visit and one promise after the other; without the counts of nobody."""
    found: Counter[str] = Counter(here=len(day.open))
    for visit in day.open.values():
        if visit.state == "waiting":
            found["waiting"] += 1
            found["waiting!"] += visit.kind != "message" and NOW - visit.arrived_at > timedelta(minutes=5)
        if visit.state == "on_hold":
            found["on hold"] += 1
            found["on hold!"] += NOW - visit.holds["h"].since > timedelta(minutes=3)
    for promise in day.promises.values():
        state = promise.state(NOW)
        if state == "overdue":
            found["overdue"] += 1
        elif clock.today(promise.due) == clock.today(NOW):
            found["due"] += 1
            found["due!"] += state == "due_soon"
    return {word: (many, found[f"{word}!"]) for word, many in found.items() if many and not word.endswith("!")}


@given(days_of())
def test_every_face_tells_what_a_recount_finds(day: Day) -> None:
    with time_zone("UTC"):
        expected, counts = recounted(day) or {}, day.counts(NOW)
        expected.setdefault("here", (0, 0))
        for width in (80, 120):
            assert numbers(top_line("Corner Shop", "Robin", counts, NOW, width).text) == expected
        assert numbers(counts.text.replace("promises ", "").replace("promise ", "")) == expected


@given(days_of())
def test_on_leaving_the_same_promises_are_told_as_due_and_overdue(day: Day) -> None:
    with time_zone("UTC"):
        expected, left = recounted(day), leaving.left_for_today(day, NOW, "Robin")
        told = leaving.told_counts(day, left, NOW)
        more = re.search(r"(\d+) more waits?", told)
        due, overdue = (expected.get(word, (0, 0))[0] for word in ("due", "overdue"))
        assert sum(count for count, _ in numbers(told).values()) + int(more[1] if more else 0) == due + overdue
        assert numbers(told).get("overdue", (0, 0))[0] == overdue
