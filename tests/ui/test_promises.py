"""Promises by keys: asked about closed hours, waiting on the customer, coming again, and found."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot

from deskapp.desk.cards import customers
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.desk.visits import log
from deskapp.text import typed_when, when
from deskapp.ui.app import DeskApp
from deskapp.ui.questions.typed import meant, resolved_time
from deskapp.ui.render.promise_clock import left_words
from deskapp.ui.widgets.virtual_list import VirtualList
from tests.builders import StandingClock
from tests.ui.typing_in import said, seen, type_in


def listed(pilot: Pilot[int]) -> list[str]:
    table = pilot.app.screen.query_one("#list", VirtualList)
    return [" ".join(table.render_line(y).text.split()) for y in range(min(table.count, 18))]


@pytest.mark.parametrize(("keys", "due"), [(["enter"], "2026-11-25 09:00"), (["down", "enter"], "2026-11-24 21:00")])
async def test_a_time_in_closed_hours_is_asked_about(desk: Session, keys: list[str], due: str) -> None:
    settings.write(desk, hours="mon-fri 9-18")
    log.begin(desk, "call", called="Beth")
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("p")
        await type_in(pilot, "ring back")
        await pilot.press("tab")
        await type_in(pilot, "21:00")
        await pilot.press("enter")
        assert "Tuesday 21:00 is outside the opening hours" in seen(pilot, "#found")
        assert promises.all_open(desk) == []
        await pilot.press(*keys)
        await pilot.pause()
    (one,) = promises.all_open(desk)
    assert f"{one.due:%Y-%m-%d %H:%M}" == due and one.due_typed == "21:00"


async def test_a_moved_promise_is_asked_about_a_holiday_first_and_then_whether_they_know(desk: Session) -> None:
    settings.write(desk, holidays=("2026-11-27",))
    one = promises.make(desk, "a price", desk.now() + timedelta(hours=1))
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("v")
        await type_in(pilot, "fri 14:00")
        await pilot.press("enter")
        assert "Friday 27 November is a holiday" in seen(pilot, "#found")
        await pilot.press("down", "enter", "y", "enter")
        await pilot.pause()
    assert f"{promises.get(desk, one.id).due:%d %H:%M}" == "27 14:00"


async def test_waiting_on_them_stops_the_clock_and_the_same_key_lets_it_run_on(
    desk: Session, now: StandingClock
) -> None:
    one = promises.make(desk, "a price", desk.now() + timedelta(hours=1))
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("f4", "o")
        await pilot.pause()
        assert "Waiting for them" in said(pilot) and "waiting for them" in listed(pilot)[1]
        now.on(hours=3)
        await pilot.press("o")
        await pilot.pause()
        assert "The clock runs again: a price, today 14:00 (in 1 h)" in said(pilot)
    assert promises.get(desk, one.id).due == one.due + timedelta(hours=3)


async def test_a_rhythm_is_chosen_and_keeping_makes_the_next_one(desk: Session) -> None:
    promises.make(desk, "water the reeds", desk.now() + timedelta(hours=1))
    async with DeskApp(desk).run_test(size=(120, 36)) as pilot:
        await pilot.press("f4", "r", "w", "o", "r", "enter")
        await pilot.pause()
        assert "Workdays: water the reeds" in said(pilot) and "workdays" in seen(pilot, "#aside")
        await pilot.press("k")
        await pilot.pause()
        rows = listed(pilot)
        assert rows[0] == "Within a week" and "tomorrow 11:00" in rows[1] and rows[2] == "Settled"


async def test_promises_stand_under_their_days_and_are_found_by_person_owner_and_channel(
    desk: Session, now: StandingClock
) -> None:
    beth = customers.make(desk, "Beth Marlow")
    promises.make(desk, "late", desk.now() + timedelta(minutes=1), customer=beth)
    promises.make(desk, "soon", desk.now() + timedelta(hours=2), owner="Kim")
    promises.make(desk, "in days", desk.now() + timedelta(days=3), channel="letter")
    promises.make(desk, "in weeks", desk.now() + timedelta(days=20))
    now.on(minutes=5)
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("f4")
        await pilot.pause()
        headings = [one for one in listed(pilot) if one in ("Overdue", "Today", "Within a week", "Later")]
        assert headings == ["Overdue", "Today", "Within a week", "Later"]
        for words, what in (("beth", "late"), ("kim", "soon"), ("letter", "in days")):
            await pilot.press("slash")
            await type_in(pilot, words)
            assert [one for one in listed(pilot) if what in one] and len(listed(pilot)) == 2
            await pilot.press("escape")
            await pilot.pause()


async def test_one_key_groups_by_person_channel_and_owner_and_the_selected_one_stays_selected(
    desk: Session, now: StandingClock
) -> None:
    beth = customers.make(desk, "Beth Marlow")
    promises.make(desk, "a price", desk.now() + timedelta(minutes=1), customer=beth, channel="letter", owner="Kim")
    promises.make(desk, "strings", desk.now() + timedelta(hours=2), owner="Kim")
    promises.make(desk, "a stool", desk.now() + timedelta(hours=3), customer=beth)
    now.on(minutes=5)
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("f4", "down", "down")
        await pilot.pause()
        seen_by = {}
        for by in ("person", "channel", "owner", "day"):
            await pilot.press("g")
            await pilot.pause()
            rows = listed(pilot)
            seen_by[by] = [one for one in rows if not any(word in one for word in ("a price", "strings", "a stool"))]
            assert next(one for one in rows if "a stool" in one).startswith("▌")
            assert f"by {by}" in str(pilot.app.screen.query_one("#list").border_title)
    assert seen_by == {
        "person": ["Beth Marlow · 2 open, 1 overdue", "To nobody named · 1 open"],
        "channel": ["By letter · 1 open, 1 overdue", "No channel named · 2 open"],
        "owner": ["Kim · 2 open, 1 overdue", "Robin · 1 open"],
        "day": ["Overdue", "Today"],
    }


async def test_a_promise_that_comes_due_goes_to_its_heading_and_stays_selected(
    desk: Session, now: StandingClock
) -> None:
    for what, minutes in (("first", 1), ("second", 2), ("third", 90)):
        promises.make(desk, what, desk.now() + timedelta(minutes=minutes))
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("f4", "down")
        await pilot.pause()
        assert listed(pilot)[0] == "Today"
        now.on(minutes=3)
        pilot.app._tick()  # type: ignore[attr-defined]
        await pilot.pause()
        rows = listed(pilot)
        assert rows[0] == "Overdue" and rows[3] == "Today" and "second" in rows[2] and rows[2].startswith("▌")
        await pilot.press("k")
        await pilot.pause()
    assert [one.what for one in promises.all_open(desk)] == ["first", "third"]


async def test_an_hour_that_has_passed_is_asked_about_and_never_promised_by_itself(desk: Session) -> None:
    log.begin(desk, "call", called="Beth")
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("p")
        await type_in(pilot, "ring back")
        await pilot.press("tab")
        await type_in(pilot, "9:00")
        found = seen(pilot, "#found")
        assert "9:00 tomorrow, Wed 25 Nov" in found and "9:00 has passed today." in found
        await pilot.press("enter")
        await pilot.pause()
        assert promises.all_open(desk) == [] and "Write tomorrow 9:00" in seen(pilot, "#found")
        await pilot.press("down", "enter")
        await pilot.pause()
    (one,) = promises.all_open(desk)
    assert f"{one.due:%Y-%m-%d %H:%M}" == "2026-11-25 09:00" and one.due_typed == "tomorrow 9:00"


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_time_that_is_offered_for_tomorrow_is_never_cut(desk: Session, size: tuple[int, int]) -> None:
    log.begin(desk, "call", called="Beth")
    async with DeskApp(desk).run_test(size=size) as pilot:
        await pilot.press("p")
        await type_in(pilot, "ring back")
        await pilot.press("tab")
        await type_in(pilot, "09:30")
        assert "9:30 tomorrow, Wed 25 Nov" in seen(pilot, "#found")


async def test_an_acknowledgement_takes_no_words_for_a_time(desk: Session) -> None:
    beth = log.identify(desk, log.begin(desk, "call"), customers.make(desk, "Beth Marlow"))
    log.set_reason(desk, beth, "the bow")
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("j")
        await type_in(pilot, "a price")
        assert "'a price' is not a time." in seen(pilot, "#found")
        await pilot.press("enter")
        await pilot.pause()
        assert "Write it as 15:00" in " ".join(seen(pilot, "#found").split())
        await pilot.press(*["backspace"] * len("a price"))
        await type_in(pilot, "by 9:30")
        await pilot.press("down", "enter")
        await pilot.pause()
        assert "by 9:30 on Wednesday 25 November" in " ".join(seen(pilot, "#text").split())
        await pilot.press("escape")


@given(st.one_of(st.text(), st.sampled_from(["9:00", "by 9:00", "at 9:59", "9am", "noon", "in 20m", "fri 14:00"])))
def test_whatever_is_typed_is_a_time_shown_or_a_sentence(text: str) -> None:
    now = StandingClock().at
    offer = resolved_time(text, now)
    assert offer.hint.strip() and len(offer.choices) <= 1
    if offer.choices:
        tomorrow = typed_when.read(meant(text, offer.choices[0].value), now).at
        assert tomorrow > now and when.tomorrow_at(tomorrow, now) in offer.choices[0].text
    elif not offer.bad and text.strip():
        assert when.describe(typed_when.read(meant(text, ""), now).at, now) in offer.hint


async def test_a_promise_is_made_to_somebody_who_is_not_here(desk: Session) -> None:
    beth = customers.make(desk, "Beth Marlow")
    customers.make(desk, "Bethany Ocampo")
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.1)
        await pilot.press("f4", "p")
        await type_in(pilot, "be")
        assert "Beth Marlow" in seen(pilot, "#found") and "Bethany Ocampo" in seen(pilot, "#found")
        await pilot.press("enter")
        await pilot.pause()
        assert "No card is selected." in seen(pilot, "#found")
        await type_in(pilot, "th marlow")
        await pilot.press("enter")
        await pilot.pause()
        assert "Promise only what you're sure of." in seen(pilot, "#found")
        await type_in(pilot, "a price")
        await pilot.press("tab")
        await type_in(pilot, "15:00")
        await pilot.press("enter")
        await pilot.pause()
        assert (
            "Promised to Beth Marlow: a price, today 15:00" in said(pilot)
            and "a price · Beth Marlow" in listed(pilot)[1]
        )
        await pilot.press("p", "enter")
        await type_in(pilot, "count the till")
        await pilot.press("tab")
        await type_in(pilot, "16:00")
        await pilot.press("enter")
        await pilot.pause()
    first, second = promises.all_open(desk)
    assert first.customer and first.customer.id == beth.id and second.customer is None


def test_the_clock_of_a_promise_counts_the_minute_that_has_begun(desk: Session) -> None:
    promise = promises.make(desk, "a price", desk.now() + timedelta(minutes=20))
    words = [left_words(promise, promise.due - timedelta(seconds=seconds)) for seconds in (1190, 470)]
    assert words == ["in 20 min", "soon, 8 min"]
