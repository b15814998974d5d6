"""Channels: the one that somebody prefers, the one that a promise names, and changing either."""

from datetime import timedelta

import pytest

from deskapp.desk.answers import channels
from deskapp.desk.cards import customers
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.model.customer import Customer, Preference
from tests.builders import refused


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("by e-mail, please", "e-mail"), ("phone", "call"), ("by post", "letter"), ("WhatsApp", "chat"),
        ("in person", "counter"), ("ring her", "call"), ("pigeon", ""), ("during the week", ""), ("", ""),
        ("a string", ""), ("postponed", "letter"),
    ],
)  # fmt: skip
def test_the_channel_that_words_mean(text: str, channel: str) -> None:
    assert channels.named(text) == channel


@pytest.mark.parametrize(
    ("what", "channel"),
    [
        ("call back", "call"), ("Call Beth about the lamp", "call"), ("ring her back", "call"), ("ring back", "call"),
        ("a call when it is ready", "call"), ("phone him", "call"), ("we'll call", "call"), ("callback", "call"),
        ("e-mail the quote", "e-mail"), ("send an email", "e-mail"), ("answer by letter", "letter"),
        ("text her", "chat"), ("repair the phone", ""), ("ring resized", ""), ("recall notice", ""), ("the price", ""),
        ("look for the letterbox", ""),
    ],
)  # fmt: skip
def test_the_channel_that_a_promise_names(what: str, channel: str) -> None:
    assert channels.in_promise(what) == channel


def card(*talk: tuple[str, str], channel: str = "") -> Customer:
    kept = {str(n): Preference("communication", item, stance) for n, (item, stance) in enumerate(talk)}  # type: ignore[arg-type]
    return Customer(id="cus_1", name="Beth", preferred_channel=channel, preferences=kept)


@pytest.mark.parametrize(
    ("customer", "channel"),
    [
        (card(channel="by e-mail, please"), "e-mail"),
        (card(("speaks slowly", "likes")), ""),
        (card(("e-mail rather than phone", "likes")), "e-mail"),
        (card(("phone", "dislikes")), ""),
        (card(("never call before noon", "likes")), ""),
        (card(("don\u2019t ring", "likes")), ""),
        (card(("a letter", "needs"), channel="call"), "call"),
    ],
)
def test_the_channel_that_somebody_prefers(customer: Customer, channel: str) -> None:
    assert channels.preferred(customer) == channel


def test_the_channel_of_any_visit_and_of_a_promise_is_said_and_changed_and_taken_away(desk: Session) -> None:
    for kind in ("walk-in", "call", "message"):
        visit = log.begin(desk, kind)
        for typed, kept in (("phone", "call"), ("by post", "letter"), ("none", "")):
            assert channels.put(desk, log.get(desk, visit.id), typed).channel == kept
    promise = promises.make(desk, "a price", desk.now() + timedelta(hours=1), channel="call")
    assert channels.put(desk, promise, "mail me an e-mail").channel == "e-mail"
    desk.book.undo(by="Robin", at=desk.now())
    assert promises.get(desk, promise.id).channel == "call"
    with refused(desk, "is no channel here"):
        channels.put(desk, promise, "pigeon")


@pytest.mark.parametrize(
    ("what", "via", "phone", "needed"),
    [
        ("call back", "", "", True),
        ("call back", "", "204", False),
        ("a price", "call", "", True),
        ("a price", "", "", False),
    ],
)
def test_a_number_is_needed_for_a_call_only_and_only_where_none_is_known(
    desk: Session, what: str, via: str, phone: str, needed: bool
) -> None:
    beth = customers.make(desk, "Beth", phone=phone)
    visit = log.begin(desk, "walk-in", customer=beth)
    promise = promises.make(desk, what, desk.now() + timedelta(hours=1), interaction=visit, channel=via)
    assert channels.needs_number(promise, visit, beth) is needed
