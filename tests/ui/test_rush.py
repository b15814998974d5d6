"""A rush: twelve people in a row, by keys alone, some of them at the same time, and nothing of it is lost."""

from collections import Counter
from pathlib import Path

from deskapp.desk.cards import customers
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.visits import day as days
from deskapp.desk.visits import log
from tests.builders import StandingClock, a_desk, all_in
from tests.ui.hands import Hands, at_the_desk

RUSH = (
    ("w", "Beth Ocampo", "strings for a viola", "sold a set"),
    ("c", "Gus Whitfield", "rental of a cello", "sent the sheet"),
    ("w", "Ines Vega", "a bow to rehair", "ready on Friday"),
    ("m", "Zoë Ångström", "wants a lesson", "answered by mail"),
    ("w", "", "asks for the toilet", "shown the way"),
    ("c", "202 555 0143", "wrong number", "wished a good day"),
    ("w", "Cem Uruo Hoke", "piano out of tune", "tuner comes on Monday"),
    ("w", "beth ocampo", "forgot the rosin", "given one"),
    ("c", "Mo Adeyemi", "parcel came broken", "a new one is on its way"),
    ("w", "김민준", "a ukulele for a child", "sold one"),
    ("m", "Harbour Choir", "an offer for ten stands", "offer sent"),
    ("w", "Al", "just looking", "will be back"),
)


async def serve(hands: Hands, now: StandingClock, visit: tuple[str, str, str, str]) -> None:
    """One of them from arrival to end."""
    key, name, reason, outcome = visit
    await hands.press(key, *name, "enter" if name else "escape", "1", "2", "3", "g")
    now.on(seconds=20)
    await hands.press("i", *reason, "enter", "a", *reason, "enter", "A", *"done", "enter", "n", *"noted", "enter")
    now.on(seconds=40)
    await hands.press("p", *f"see to {reason}", "tab", *"in 2h", "enter", "k", "e", *outcome, "enter")
    hands.sees("0 here")


async def test_twelve_people_one_after_the_other(desk: Session, now: StandingClock) -> None:
    async with at_the_desk(desk) as hands:
        for visit in RUSH:
            await serve(hands, now, visit)
    ended = days.look(desk).ended_newest()
    assert [(one.reason, one.outcome) for one in ended] == [(reason, outcome) for *_, reason, outcome in RUSH[::-1]]
    assert all(len(one.ticks) == 3 and len(one.notes) == 1 and one.greeted_at for one in ended)
    assert all(request.answer == "done" for one in ended for request in one.requests.values())
    assert promises.all_open(desk) == [] and len(promises.settled(desk, most=99)) == 12
    counted = Counter(one.name for one in ended)
    assert counted["Beth Ocampo"] == 2 and counted[""] == 2 and desk.book.count("customers") == 9


async def test_twelve_greeted_and_ended_on_a_large_screen(desk: Session, now: StandingClock) -> None:
    async with at_the_desk(desk, (120, 36)) as hands:
        for key, name, _, outcome in RUSH:
            await hands.press(key, *name, "enter" if name else "escape", "1", "2", "e", *outcome, "enter")
            now.on(minutes=1)
        hands.sees("0 here", "12 ended")
    assert [one.outcome for one in days.look(desk).ended_newest()] == [outcome for *_, outcome in RUSH[::-1]]


async def test_all_twelve_at_once_and_each_keeps_what_is_theirs(desk: Session, now: StandingClock) -> None:
    async with at_the_desk(desk) as hands:
        for key, name, *_ in RUSH:
            await hands.press(key, *name, "enter" if name else "escape", "1")
            now.on(seconds=25)
        hands.sees("12 here")
        for _ in RUSH:
            await hands.press("right_square_bracket", "2", "n", *"seen", "enter")
    opened = days.look(desk).open_first()
    assert [one.kind[0] for one in opened] == [key for key, *_ in RUSH]
    assert all(len(one.ticks) == 2 and [note.text for note in one.notes.values()] == ["seen"] for one in opened)


async def test_what_a_rush_left_is_the_same_after_the_book_was_closed(folder: Path, now: StandingClock) -> None:
    with a_desk(folder, now) as desk:
        async with at_the_desk(desk) as hands:
            for visit in RUSH[:1]:
                await serve(hands, now, visit)
        before = all_in(desk)
    with a_desk(folder, now) as desk:
        assert all_in(desk) == before
        names = {customers.get(desk, key).name: key for key in desk.book.ids("customers")}
        assert [one.outcome for one in log.with_customer(desk, names["Beth Ocampo"], most=9)] == ["sold a set"]
