"""Two people of one name are told apart by what only one of their cards has; everybody else keeps the plain name."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from deskapp.desk.cards import customers, merge
from deskapp.desk.find.finder import Finder
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.visits import day as days
from deskapp.desk.visits import log, namesakes
from deskapp.model.customer import Customer
from deskapp.store.engine.shelf import Touched
from deskapp.ui.context import Context
from tests.builders import StandingClock, all_in


def here(desk: Session, *cards: Customer) -> list[str]:
    for card in cards:
        log.identify(desk, log.begin(desk, "walk-in"), card)
    day = namesakes.told_apart(desk, days.look(desk))
    return [visit.name for visit in sorted(day.open.values(), key=lambda visit: visit.id)]


TOLD: dict[str, tuple[dict[str, Any], dict[str, Any], str, str]] = {
    "company": ({"company": "Rosin Bows"}, {"company": "Quay"}, "Rosin Bows", "Quay"),
    "digits": ({"phone": "020 7946 0018"}, {"phone": "020 7946 0999"}, "…0018", "…0999"),
    "both": ({"company": "Quay", "phone": "020 7946 0018"}, {"phone": "020 7946 0999"}, "Quay", "…0999"),
    "one company": ({"company": "Quay", "phone": "020 7946 0018"}, {"company": "Quay"}, "…0018", "no number"),
    "e-mail": ({"email": "a@quay.example"}, {"email": "b@quay.example"}, "a@quay.example", "b@quay.example"),
}  # fmt: skip


@pytest.mark.parametrize("case", TOLD)
def test_what_only_one_of_them_has_stands_behind_the_name(desk: Session, case: str, clock_: StandingClock) -> None:
    one, other, first, second = TOLD[case]
    anna, second_anna = (customers.make(desk, "Anna Berger", **fields) for fields in (one, other))
    names = here(desk, anna, second_anna, customers.make(desk, "Tom Berger", company="Quay"))
    assert sorted(names) == sorted([f"Anna Berger ({first})", f"Anna Berger ({second})", "Tom Berger"])


def test_cards_that_have_nothing_of_their_own_are_told_apart_by_the_day_they_came(
    desk: Session, clock_: StandingClock
) -> None:
    old = customers.make(desk, "Anna Berger")
    clock_.on(days=400)
    assert sorted(here(desk, old, customers.make(desk, "Anna Berger"))) == [
        "Anna Berger (since 24 Nov 2026)",
        "Anna Berger (since 29 Dec 2027)",
    ]


def test_a_running_desk_knows_a_namesake_who_is_not_here_and_a_change_of_a_card_shows_at_once(
    desk: Session, clock_: StandingClock
) -> None:
    anna = customers.make(desk, "Anna Berger", phone="020 7946 0018")
    other = customers.make(desk, "ANNA Berger", phone="020 7946 0999")
    log.identify(desk, log.begin(desk, "walk-in"), anna)
    promises.make(desk, "a price", clock_.at + timedelta(hours=1), customer=other)
    context = Context.of(desk)
    desk.at_hand = context

    def follow(touched: Touched) -> None:
        context.follow(touched)

    desk.book.watch(follow)
    context.finder.finish()
    before = all_in(desk)
    assert [visit.name for visit in context.shown_day.open.values()] == ["Anna Berger (…0018)"]
    assert [one.customer.name for one in context.shown_day.promises.values() if one.customer] == ["ANNA Berger (…0999)"]
    assert all_in(desk) == before and [visit.name for visit in context.day.open.values()] == ["Anna Berger"]
    assert context.shown_day is context.shown_day, "worked out once, until something changes"
    customers.set_text(desk, other, "name", "Hanna Berger")
    assert [visit.name for visit in context.shown_day.open.values()] == ["Anna Berger"]


def test_a_card_merged_into_another_is_no_namesake_of_it(desk: Session) -> None:
    anna, twin = (customers.make(desk, "Anna Berger", phone=phone) for phone in ("020 7946 0018", "020 7946 0999"))
    visit = log.identify(desk, log.begin(desk, "walk-in"), twin)
    merge.merge(desk, anna, twin, {})
    assert here(desk, customers.get(desk, anna.id)) == ["Anna Berger", "Anna Berger"] and visit.customer


def test_somebody_without_a_card_is_told_from_one_with_a_card(desk: Session) -> None:
    log.begin(desk, "walk-in", called="anna berger")
    assert sorted(here(desk, customers.make(desk, "Anna Berger"))) == ["Anna Berger", "anna berger (no card)"]


def test_it_costs_little_among_many_cards(desk: Session) -> None:
    finder = Finder()
    finder.fill({"id": f"cus_{number:05}", "name": f"Guest {number // 2}"} for number in range(2000))
    assert finder.namesakes("cus_00011") == ["cus_00010", "cus_00011"] and finder.namesakes("cus_gone") == []
    assert replace(days.look(desk)) == namesakes.told_apart(desk, days.look(desk)), "an empty day stays as it is"
