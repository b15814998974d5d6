"""Promises in words and in groups, the same for every face."""

from datetime import timedelta

from deskapp.commands.every import NAMED as COMMANDS
from deskapp.desk.cards import customers, merge
from deskapp.desk.promises import promises
from deskapp.desk.promises.groups import GROUPINGS, day_of, fits, grouped, is_for_today, state_words
from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.model.promise import Promise
from tests.builders import StandingClock


def several(desk: Session) -> None:
    beth, ann = customers.make(desk, "Beth Marlow"), customers.make(desk, "Ann Ocampo")
    hours = timedelta(hours=1)
    promises.make(desk, "in an hour", desk.now() + hours, customer=ann, channel="by phone", owner="Kim")
    promises.make(desk, "tomorrow", desk.now() + 24 * hours, customer=beth, channel="call", owner="kim")
    promises.make(desk, "in days", desk.now() + 80 * hours, customer=ann, channel="pigeon")
    promises.make(desk, "in weeks", desk.now() + 800 * hours)


def groups(desk: Session, by: str) -> dict[str, list[str]]:
    found = grouped(desk, promises.all_open(desk), by, desk.now())
    return {heading: [one.what for one in members] for heading, members in found}


def test_by_day_the_late_ones_stand_first(desk: Session, clock_: StandingClock) -> None:
    several(desk)
    clock_.on(hours=2)
    found = groups(desk, "day")
    assert list(found) == ["Overdue", "Within a week", "Later"]
    assert found["Within a week"] == ["tomorrow", "in days"]


def test_by_person_channel_and_owner_whoever_hears_first_stands_first(desk: Session) -> None:
    several(desk)
    assert groups(desk, "person") == {
        "Ann Ocampo": ["in an hour", "in days"],
        "Beth Marlow": ["tomorrow"],
        "To nobody named": ["in weeks"],
    }
    assert groups(desk, "channel") == {
        "By call": ["in an hour", "tomorrow"],
        "By pigeon": ["in days"],
        "No channel named": ["in weeks"],
    }
    assert groups(desk, "owner") == {"Kim": ["in an hour", "tomorrow"], "Robin": ["in days", "in weeks"]}


def test_a_promise_without_a_channel_of_its_own_goes_the_way_they_asked_for(desk: Session) -> None:
    beth = customers.set_text(desk, customers.make(desk, "Beth Marlow"), "preferred_channel", "letter")
    called = log.begin(desk, "call")
    promises.make(desk, "as she likes", desk.now() + timedelta(hours=1), customer=beth)
    promises.make(desk, "as they came", desk.now() + timedelta(hours=2), interaction=called)
    assert groups(desk, "channel") == {"By letter": ["as she likes"], "By call": ["as they came"]}


def test_two_people_of_one_name_stay_apart_and_a_merged_card_counts_as_one(desk: Session) -> None:
    one, other = customers.make(desk, "Ann Ocampo"), customers.make(desk, "Ann Ocampo")
    for number, card in enumerate((one, other)):
        promises.make(desk, f"p{number}", desk.now() + timedelta(hours=1 + number), customer=card)
    assert [len(members) for _, members in grouped(desk, promises.all_open(desk), "person", desk.now())] == [1, 1]
    merge.merge(desk, one, other)
    assert groups(desk, "person") == {"Ann Ocampo": ["p0", "p1"]}


def test_what_waits_on_them_says_so_and_what_was_late_stays_late(desk: Session, clock_: StandingClock) -> None:
    made = promises.make(desk, "a price", clock_.at + timedelta(hours=1))
    waiting = promises.pause(desk, made)
    assert state_words(waiting, clock_.at) == "waiting for them" and state_words(made, clock_.at) == "open"
    clock_.on(hours=2)
    assert (state_words(made, clock_.at), state_words(waiting, clock_.at)) == ("overdue", "waiting for them")
    late = promises.pause(desk, promises.resume(desk, waiting))
    assert state_words(late, clock_.at + timedelta(hours=2)) == "waiting for them"


def test_yesterdays_promise_that_waits_is_still_for_today(desk: Session, clock_: StandingClock) -> None:
    waiting = promises.pause(desk, promises.make(desk, "a price", clock_.at + timedelta(hours=1)))
    clock_.on(days=2)
    assert is_for_today(waiting, clock_.at) and day_of(waiting, clock_.at) == "Today"


def test_a_promise_is_found_by_any_of_its_words(desk: Session, clock_: StandingClock) -> None:
    one = promises.make(
        desk, "a price", clock_.at + timedelta(minutes=9), customer=customers.make(desk, "Łukasz"), channel="letter"
    )

    def found(text: str, promise: Promise = one) -> bool:
        return fits(promise, text, clock_.at)

    assert all(map(found, ("PRICE", "lukasz", "letter robin", "due soon", "today", "")))
    assert not found("overdue") and not found("price beth")
    assert found("given up", promises.give_up(desk, one))


def test_the_command_line_offers_every_grouping() -> None:
    (command,) = [one for one in COMMANDS if one.name == "promises"]
    (option,) = [one for one in command.arguments if "--group" in one.flags]
    assert option.choices == GROUPINGS
