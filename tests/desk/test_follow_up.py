"""A call back that is promised is a follow-up, wherever it was promised."""

from datetime import timedelta

import pytest

from deskapp.desk.cards import customers, merge
from deskapp.desk.crisis import resolution
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.visits import gates, log
from deskapp.model.interaction import Interaction

LACKS = "No follow-up is promised"


def complaint(desk: Session) -> Interaction:
    visit = log.identify(desk, log.begin(desk, "call"), customers.make(desk, "Beth"))
    return resolution.write(desk, visit, "listen", "it fell")


def lacks(desk: Session, visit: Interaction) -> bool:
    return LACKS in [point.text for point in gates.points(desk, log.get(desk, visit.id))]


@pytest.mark.parametrize(
    "what", ["call back", "Ring her on Friday", "follow up", "check how it went", "Rückruf am Freitag", "la rappeler",
             "llamar mañana", "send an e-mail", "let know"],
)  # fmt: skip
def test_a_promise_to_get_in_touch_is_a_follow_up(desk: Session, what: str) -> None:
    visit = complaint(desk)
    assert lacks(desk, visit)
    promise = promises.make(desk, what, desk.now() + timedelta(days=2), interaction=visit)
    assert not lacks(desk, visit)
    promises.give_up(desk, promise)
    assert lacks(desk, visit)


def test_a_channel_says_it_too_and_a_thing_to_do_does_not(desk: Session) -> None:
    visit = complaint(desk)
    promises.make(desk, "mend the pedal", desk.now(), interaction=visit)
    assert lacks(desk, visit)
    promises.make(desk, "the price", desk.now(), interaction=visit, channel="e-mail")
    assert not lacks(desk, visit)


def test_one_to_the_customer_counts_also_under_a_merged_card_and_one_to_others_does_not(desk: Session) -> None:
    visit, bet, gus = complaint(desk), customers.make(desk, "Bet"), customers.make(desk, "Gus")
    promises.make(desk, "call back", desk.now(), customer=gus)
    promises.make(desk, "call back", desk.now(), customer=bet)
    assert lacks(desk, visit) and visit.customer
    merge.merge(desk, customers.get(desk, visit.customer.id), bet)
    assert not lacks(desk, visit)
