"""Times as they are typed at a counter, in the languages of the desk, read by its hours and its country."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp import clock
from deskapp.errors import RefusedError
from deskapp.model.settings import Settings
from deskapp.text import typed_when, when
from deskapp.text.hours import Habits, of_settings
from tests.builders import time_zone

# Saturday 28 November 2026, noon on the wall in London.
SATURDAY_NOON = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)
WEEK = "mon-fri 9:00-18:00, sat 9:00-17:00"
ZONES = ("Europe/London", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe")


def of(country: str = "GB", hours: str = WEEK) -> Habits:
    return of_settings(Settings(country=country, hours=hours))


@pytest.fixture(autouse=True)
def london() -> Iterator[None]:
    with time_zone("Europe/London"):
        yield


def wall(moment: datetime) -> str:
    return f"{clock.local(moment):%a %Y-%m-%d %H:%M}"


TODAY, TOMORROW = "Sat 2026-11-28", "Sun 2026-11-29"
TYPED = {
    f"{TODAY} 15:00": (
        "15; 1500; 15h; 15:00; 15.00; 3pm; 3 PM; 3p; 3 p.m.; 3; at three; 3 o'clock; 15 Uhr; à 15h; a las 15; "
        "um 15 Uhr; bis 15 Uhr; 15 heures; this afternoon 3; 3 in the afternoon; today 15; sat 15; in 3h; "
        "in three hours; +3h; heute 15 Uhr; aujourd'hui 15h; hoy a las 15; 3 de la tarde; samstag 15; "
        "samedi 15h; sábado 15:00; 28.11. 15; 28.11. 15 Uhr; 28.11. um 15 Uhr; 28.11., 15; before 3pm; before 15:00; "
        "until 3; "
        "till 3pm; vor 15 Uhr; avant 15h; antes de las 3; around 3; ca 15 Uhr; trois heures; "
        "a las tres"
    ),
    f"{TODAY} 15:30": (
        "15h30; 15.30; 1530; 15 h 30; 3:30 pm; 3.30pm; 3:30; 330; half past 3; half past three; half 3pm; "
        "halb vier; 15 Uhr 30; 3 y media; 30 past 3; in 3h30; +3h30; before half past 3; in 3:30h; "
        "in 3:30 hours; "
        "in three and a half hours"
    ),
    f"{TODAY} 15:15": (
        "quarter past 3; a quarter past three; viertel nach 3; 3 y cuarto; 15 past 3; viertel nach drei; tres y cuarto"
    ),
    f"{TODAY} 15:45": (
        "quarter to 4; a quarter to four; viertel vor vier; 4 menos cuarto; 15 to 4pm; "
        "quarter of four; dreiviertel vier"
    ),
    f"{TODAY} 14:00": ("sat 14:00; sat 14; 2pm; saturday at 14:00; sam 14h; 14:00 today; this saturday 14:00; 2h"),
    f"{TODAY} 12:20": (
        "in 20m; +20; + 20; in 20; in 20 min; 20 minutes; in 20 Minuten; dans 20 minutes; en 20 minutos"
    ),
    f"{TODAY} 12:30": ("in half an hour; in 30m; +30"),
    f"{TODAY} 13:30": (
        "in 1h30; in 1 h and 30 minutes; 1h30; in 1.5 h; in 1,5 h; in an hour and a half; in anderthalb Stunden; "
        "in 1:30h"
    ),
    f"{TODAY} 13:00": ("in an hour; in one hour; in einer Stunde; dans une heure; en una hora; 1pm; in 60"),
    f"{TODAY} 17:00": ("end of day; end of the day; eod; close; closing time; cob; today; sat; feierabend; today eod"),
    f"{TODAY} 20:00": (
        "tonight 8; 8 tonight; tonight 20:00; this evening 8; 8 this evening; heute abend 8; ce soir 20h; 8 at night"
    ),
    f"{TOMORROW} 00:00": ("midnight; tonight 12; 24:00; mitternacht; minuit; tomorrow 0:00"),
    f"{TOMORROW} 09:00": (
        "tom 9:00; tom 9; 9 tom; tomo 9am; tomorrow before 9; 29.11. 9; "
        "tomorrow 9; tomorrow 9:00; 9 tomorrow; tomorrow morning 9; tomorrow at 9 in the morning; tmrw 9; "
        "morgen 9 Uhr; demain 9h; demain à 9h; mañana a las 9; sun 9; 29 nov 9; tomorrow Sun 29 Nov 9:00"
    ),
    f"{TOMORROW} 12:00": ("noon tomorrow; tomorrow noon; tomorrow 12; morgen mittag; demain midi"),
    "Mon 2026-11-30 09:00": (
        "mon 9; monday 9; mon 09:00; montag 9; lundi 9h; lunes 9; day after tomorrow 9; übermorgen 9; "
        "après-demain 9h; pasado mañana 9; in 2 days 9:00; Mon 30 Nov 9:00; 30.11. 9:00; 30.11 9:00; 30/11 9; "
        "2026-11-30 9; 30 nov 9; nov 30 9am; 9:00 on Monday 30 November; next mon 9"
    ),
    "Fri 2026-12-04 14:00": (
        "fri 14:00; fri 14; next fri 14:00; Freitag 14 Uhr; vendredi à 14h; viernes 14:00; freitag, 14:00"
    ),
    "Fri 2026-12-04 18:00": ("fri; friday; by friday; fri eod; Freitag"),
    "Sat 2026-12-05 11:00": ("sat 11:00; saturday 11"),
    "Sat 2026-12-05 00:00": ("fri midnight; fri 24:00"),
    "Fri 2026-12-18 10:00": (
        "18 dec 10:00; dec 18 10:00; 18 december 10; am 18. Dezember 10 Uhr; le 18 décembre 10h; 18/12 10:00; "
        "18 de diciembre 10:00; 18.12. 10:00; 12/18 10:00; 18/12/26 10:00; 18.12.2026 10:00; "
        "2026-12-18T11:00+01:00; 18th of dec 10"
    ),
    "Tue 2026-12-01 09:00": ("1 dec 9; 1er décembre 9h; december 1st 9:00; 1.12. 9:00; Tue 1 Dec 9:00"),
    "Thu 2027-11-18 14:00": ("18 nov 14:00; nov 18 14:00; 18 nov 2027 14:00; 18/11 14:00; 11/18 14:00"),
    "Thu 2027-11-18 18:00": ("nov 18; 18/11; 11/18; 18.11.; 18 nov"),
}


@pytest.mark.parametrize(
    ("meant", "text"), [(meant, text.strip()) for meant, texts in TYPED.items() for text in texts.split(";")]
)
def test_a_time_means_what_the_person_who_types_it_means(meant: str, text: str) -> None:
    for typed in (text, text.upper(), f"  {text.replace(' ', '   ')} ", text.capitalize()):
        assert wall(typed_when.read(typed, SATURDAY_NOON, of()).at) == meant


MORNING = {
    "quarter to ten": "09:45", "quarter past nine": "09:15", "half past 3": "15:30", "half past nine": "09:30",
    "halb vier": "15:30", "halb zehn": "09:30", "viertel nach neun": "09:15", "viertel vor zehn": "09:45",
    "dreiviertel zehn": "09:45", "neuf heures et quart": "09:15", "nueve y media": "09:30", "ten to nine": "08:50",
}  # fmt: skip


@pytest.mark.parametrize(("text", "hour"), MORNING.items())
@pytest.mark.parametrize("hours", ["", WEEK])
def test_an_hour_in_words_that_is_still_ahead_is_today(text: str, hour: str, hours: str) -> None:
    eight = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)
    assert wall(typed_when.read(text, eight, of(hours=hours)).at) == f"Fri 2026-11-27 {hour}"


@pytest.mark.parametrize("text", ["quarter to ten", "halb zehn", "viertel nach neun", "before 9:30", "9"])
def test_an_hour_in_words_that_has_passed_is_refused_and_tomorrow_is_offered(text: str) -> None:
    with pytest.raises(typed_when.PassedError, match="has passed today") as refusal:
        typed_when.read(text, SATURDAY_NOON, of())
    assert wall(refusal.value.tomorrow).startswith(TOMORROW)


@pytest.mark.parametrize("text", ["1:30h", "1:30 h", "2.15h", "6:45h"])
def test_what_can_be_an_hour_or_a_length_is_refused_with_both_ways_to_write_it(text: str) -> None:
    eleven = SATURDAY_NOON - timedelta(hours=1)
    with pytest.raises(RefusedError, match=r"can be 1\d:\d\d, or in \d h \d\d min") as refusal:
        typed_when.read(text, eleven, of())
    first, second = refusal.value.next_step.removeprefix("Write ").rstrip(".").split(", or ")
    assert typed_when.read(first, eleven, of()).at != typed_when.read(second, eleven, of()).at


@pytest.mark.parametrize("text", ["viertel vier", "after 3pm", "90", "tom pm", "before", "until"])
def test_what_has_passed_or_says_no_time_is_refused(text: str) -> None:
    with pytest.raises(RefusedError):
        typed_when.read(text, SATURDAY_NOON, of())


def test_a_weekday_is_today_until_its_hour_has_passed() -> None:
    at_three = SATURDAY_NOON + timedelta(hours=3)
    assert wall(typed_when.read("sat 14:00", SATURDAY_NOON, of()).at) == f"{TODAY} 14:00"
    assert wall(typed_when.read("sat 14:00", at_three, of()).at) == "Sat 2026-12-05 14:00"
    tuesday = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
    assert wall(typed_when.read("fri 9", tuesday, of()).at) == "Fri 2026-11-27 09:00"
    next_friday = typed_when.read("next fri 9", tuesday, of())
    assert wall(next_friday.at) == "Fri 2026-12-04 09:00" and "next week's" in next_friday.why


@pytest.mark.parametrize(
    ("hours", "now", "typed", "meant"),
    [
        (WEEK, (28, 12), "3", "Sat 15:00"),
        ("", (28, 12), "3", "Sat 15:00"),
        (WEEK, (27, 8), "9", "Fri 09:00"),
        ("mon-sun 18:00-24:00", (27, 8), "9", "Fri 21:00"),
        ("mon-sun 0:00-24:00", (27, 2), "3", "Fri 03:00"),
        ("mon-sun 0:00-24:00", (27, 4), "3", "Fri 15:00"),
        ("mon-fri 9:00-18:00", (27, 8), "tomorrow 3", "Sat 15:00"),
    ],
)
def test_an_hour_without_its_half_of_the_day_is_the_next_in_which_the_desk_is_open(
    hours: str, now: tuple[int, int], typed: str, meant: str
) -> None:
    moment = datetime(2026, 11, *now, tzinfo=UTC)
    assert f"{clock.local(typed_when.read(typed, moment, of(hours=hours)).at):%a %H:%M}" == meant


def test_what_was_decided_is_said_and_the_other_reading_can_be_typed() -> None:
    three = typed_when.read("3", SATURDAY_NOON, of())
    assert three.why == "Write 03:00 if you mean that."
    assert wall(typed_when.read("tomorrow 03:00", SATURDAY_NOON, of()).at) == f"{TOMORROW} 03:00"
    assert typed_when.read("15:00", SATURDAY_NOON, of()).why == ""


@pytest.mark.parametrize(
    ("country", "typed", "meant", "why"),
    [
        ("GB", "3/4", "Sat 2027-04-03", "Day first, as in the United Kingdom."),
        ("US", "3/4", "Thu 2027-03-04", "Month first, as in the United States."),
        ("PH", "3/4", "Thu 2027-03-04", "Month first, as in the Philippines."),
        ("US", "3.4.2027", "Thu 2027-03-04", "Month first, as in the United States."),
        ("", "3.4.", "Sat 2027-04-03", "Day first, as dates with dots are written."),
        ("DE", "3.4.27", "Sat 2027-04-03", "Day first, as in Germany."),
        ("US", "18/12", "Fri 2026-12-18", ""),
        ("GB", "12/18", "Fri 2026-12-18", ""),
        ("", "12/18/2026", "Fri 2026-12-18", ""),
        ("", "5/5", "Wed 2027-05-05", ""),
    ],
)
def test_the_country_decides_about_a_date_in_figures_and_that_is_said(
    country: str, typed: str, meant: str, why: str
) -> None:
    reading = typed_when.read(f"{typed} 10:00", SATURDAY_NOON, of(country))
    assert wall(reading.at) == f"{meant} 10:00" and reading.why == why


@pytest.mark.parametrize(("country", "step"), [("", "set the country under Settings"), ("CA", "Write 3 apr.")])
def test_a_date_with_two_readings_is_refused_where_nobody_can_tell(country: str, step: str) -> None:
    with pytest.raises(RefusedError, match="3/4 can be 3 Apr or 4 Mar") as refusal:
        typed_when.read("3/4 10:00", SATURDAY_NOON, of(country))
    assert step in refusal.value.next_step


@pytest.mark.parametrize("text", ["lunchtime", "tomorrow morning", "this afternoon", "tonight", "fri evening"])
def test_a_part_of_the_day_without_an_hour_is_refused_with_the_next_step(text: str) -> None:
    with pytest.raises(RefusedError, match="has no exact hour") as refusal:
        typed_when.read(text, SATURDAY_NOON, of())
    assert wall(typed_when.read(refusal.value.next_step.split("as ")[1].rstrip("."), SATURDAY_NOON, of()).at)


def test_the_end_of_the_day_is_closing_time_or_asked_for() -> None:
    late = of(hours="mon-sun 9:00-21:00")
    assert wall(typed_when.read("tonight", SATURDAY_NOON, late).at) == f"{TODAY} 21:00"
    assert wall(typed_when.read("tomorrow eod", SATURDAY_NOON, late).at) == f"{TOMORROW} 21:00"
    with pytest.raises(RefusedError, match="The opening hours aren't set yet"):
        typed_when.read("eod", SATURDAY_NOON, of(hours=""))
    with pytest.raises(RefusedError, match="no closing time on Sun 29 Nov"):
        typed_when.read("tomorrow eod", SATURDAY_NOON, of())
    assert typed_when.read("tomorrow", SATURDAY_NOON, of(hours="")).why == "No hour given: 17:00."


def test_a_day_and_a_date_that_disagree_are_refused() -> None:
    with pytest.raises(RefusedError, match="30 Nov is a Monday, not a Tuesday"):
        typed_when.read("tue 30 nov 9:00", SATURDAY_NOON, of())
    with pytest.raises(RefusedError, match="Tomorrow is not Mon 30 Nov"):
        typed_when.read("tomorrow 30 nov 9:00", SATURDAY_NOON, of())


def test_a_time_gone_by_is_read_the_same_way() -> None:
    at_four = SATURDAY_NOON + timedelta(hours=4)
    for text, meant in (("3", "28 15:00"), ("9", "28 09:00"), ("1530", "28 15:30"), ("yesterday 3", "27 15:00"),
                        ("sat 9", "28 09:00"), ("sat 17:00", "21 17:00"), ("27/11 10", "27 10:00")):  # fmt: skip
        assert f"{clock.local(typed_when.read(text, at_four, of(), past=True).at):%d %H:%M}" == meant, text


FORWARD = {
    "Europe/London": ((2027, 3, 28), "1:30", "2:30"),
    "Europe/Berlin": ((2027, 3, 28), "2:30", "3:30"),
    "America/New_York": ((2027, 3, 14), "2:30", "3:30"),
    "Australia/Lord_Howe": ((2026, 10, 4), "2:15", "2:45"),
}
BACK = {
    "Europe/London": ((2026, 10, 25), "1:30", 60),
    "Europe/Berlin": ((2026, 10, 25), "2:30", 60),
    "America/New_York": ((2026, 11, 1), "1:30", 60),
    "Australia/Lord_Howe": ((2027, 4, 4), "1:45", 30),
}


@pytest.mark.parametrize("zone", ZONES)
def test_an_hour_that_a_clock_change_skips_or_brings_twice_says_so(zone: str) -> None:
    with time_zone(zone):
        day, typed, shown = FORWARD[zone]
        eve = clock.from_local(datetime(*day, 12)) - timedelta(days=1)
        skipped = typed_when.read(f"tomorrow 0{typed}", eve, of())
        assert f"{clock.local(skipped.at):%H:%M}" == f"0{shown}" and f"skip 0{typed}, so it is 0{shown}" in skipped.why
        day, typed, apart = BACK[zone]
        eve = clock.from_local(datetime(*day, 12)) - timedelta(days=1)
        first = typed_when.read(f"tomorrow 0{typed}", eve, of())
        assert f"0{typed} comes twice: this is the first" in first.why
        second = typed_when.read(f"tomorrow 0{typed} the second time", eve, of())
        assert second.at - first.at == timedelta(minutes=apart)
        for reading in (first, second):
            assert typed_when.read(when.describe(reading.at, eve), eve, of()).at == reading.at


@given(
    zone=st.sampled_from(ZONES),
    country=st.sampled_from(["GB", "US", "", "CA"]),
    hours=st.sampled_from(["", WEEK, "mon-sun 0:00-24:00", "mon-sun 18:00-24:00", "tue 5:00-6:30"]),
    now=st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)).map(lambda moment: moment.replace(tzinfo=UTC)),
    minutes=st.one_of(st.integers(1, 3000), st.integers(1, 60 * 24 * 800)),
)
def test_every_shown_time_typed_again_is_the_same_instant(
    zone: str, country: str, hours: str, now: datetime, minutes: int
) -> None:
    with time_zone(zone):
        due, known = (now + timedelta(minutes=minutes)).replace(second=0, microsecond=0), of(country, hours)
        if due <= now:
            return
        assert typed_when.read(when.describe(due, now), now, known).at == due
        assert typed_when.read(when.describe(due, now).upper(), now, known).at == due


WORDS = (
    "in 20 m h 3 15 1500 15h30 15.30 3pm half past quarter to noon midnight tonight tomorrow morgen demain mañana fri "
    "next last sat 14:00 mon 18 nov 18/11 3/4 18.11. 2026-11-18 T10:00 +20 eod lunchtime morning evening halb vier Uhr "
    "à las y media vor ago the second time 24 0 at by on of a an und 9999 ½ ² \u202e ( ) , . 31 feb"
)
PIECES = st.sampled_from(WORDS.split())


@given(
    st.one_of(st.lists(PIECES, max_size=6).map(" ".join), st.text(max_size=40)),
    st.sampled_from(["GB", "US", ""]),
    st.sampled_from(["", WEEK]),
    st.booleans(),
)
def test_any_words_are_a_time_that_is_shown_and_read_alike_or_a_refusal(
    text: str, country: str, hours: str, past: bool
) -> None:
    known = of(country, hours)
    try:
        reading = typed_when.read(text, SATURDAY_NOON, known, past=past)
    except RefusedError as refusal:
        assert refusal.sentence.endswith(".") and refusal.next_step.endswith(".")
        assert len(str(refusal)) < 240
        return
    assert (reading.at <= SATURDAY_NOON) is past
    spaced = f"  {text.upper() if text.isascii() else text}  "
    assert typed_when.read(spaced, SATURDAY_NOON, known, past=past) == reading
    if not past:
        assert typed_when.read(when.describe(reading.at, SATURDAY_NOON), SATURDAY_NOON, known).at == reading.at
