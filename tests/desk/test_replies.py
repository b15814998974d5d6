"""Replies: found by a few letters, filled from the book, and logged once they are copied."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.desk.answers import channels, replies, sent
from deskapp.desk.cards import customers
from deskapp.desk.cards.typed_card import TypedCard
from deskapp.desk.documents import fetch
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.desk.times.closed_hours import ClosedThenError
from deskapp.desk.visits import log
from deskapp.errors import NotFoundError, RefusedError
from deskapp.model.customer import Customer, Plan
from deskapp.model.document import to_document
from deskapp.model.interaction import Interaction
from deskapp.model.promise import Promise
from deskapp.model.words import Reply
from deskapp.words import loader
from tests.builders import StandingClock, refused

NOTE = Reply("note", "A note", "Dear {address},\n\nI do this by {due}:\n{promise}\n{staff}", subject="About: {reason}")


def visited(desk: Session, kind: Any = "call", **card: Any) -> replies.About:
    customer = replace(customers.from_line(desk, TypedCard("Beth Marlow")), **card)
    with desk.book.change("card", by="Robin", at=desk.now()) as change:
        change.put("customers", to_document(customer))
    interaction = log.identify(desk, log.begin(desk, kind), customer)
    return replies.About(log.set_reason(desk, interaction, "the cracked violin"), customer)


def test_a_few_letters_find_a_reply_and_typing_errors_are_forgiven() -> None:
    known = loader.replies().values()
    assert replies.search(known, "keep promise")[0].id == "promise_missed"
    assert replies.search(known, "thnaks prais")[0].id == "thanks_praise"
    assert replies.search(known, "zzzz qqqq") == []
    assert len(replies.search(known, "")) == len(known) >= 25


def test_replies_for_the_channel_stand_before_the_others() -> None:
    found = replies.search(loader.replies().values(), "we have it", "letter")
    assert found[0].id == "acknowledge_letter"
    assert not found[-1].fits("letter")


def test_a_reply_is_filled_from_card_interaction_promise_and_desk(desk: Session) -> None:
    settings.write(desk, desk_name="Harbour Lane")
    about = visited(desk, address_form="Ms Marlow")
    promise = promises.make(desk, "a price", desk.now() + timedelta(hours=5), interaction=about.interaction)
    ready = replies.fill(desk, NOTE, replace(about, promise=promise))
    assert ready.missing == ()
    assert ready.text == "About: the cracked violin\n\nDear Ms Marlow,\n\nI do this by 15:00 today:\nA price\nRobin"


def test_missing_values_are_named_in_the_order_of_the_text(desk: Session) -> None:
    ready = replies.fill(desk, NOTE, visited(desk))
    assert ready.missing == ("due", "promise")
    assert "{promise}" in ready.text
    with pytest.raises(RefusedError, match="due, promise"):
        sent.copied(desk, ready, replies.About())


def test_a_typed_time_is_written_out_and_words_that_are_no_time_stay(desk: Session) -> None:
    about = visited(desk)
    assert replies.fill(desk, NOTE, about, {"due": "in 20m"}).values["due"] == "10:20 today"
    assert replies.fill(desk, NOTE, about, {"due": "fri 14:00"}).values["due"] == "14:00 on Friday 27 November"
    assert replies.fill(desk, NOTE, about, {"due": "the end of spring"}).values["due"] == "the end of spring"


def test_a_reply_about_a_plan_names_the_last_day_of_the_plan(desk: Session) -> None:
    about = visited(desk, plan=Plan("Service", date(2027, 1, 31)))
    ready = replies.fill(desk, loader.replies()["plan_ending"], about)
    assert ready.values["due"] == "Sunday 31 January 2027"


@given(st.text(), st.text())
def test_any_text_is_data(name: str, what: str) -> None:
    values = {"address": name, "promise": what, "due": "noon", "staff": "{desk}", "reason": "x"}
    ready = replies.Filled(Reply("a", "A", "Dear {address}, by {due}: {promise}, {staff}"), values, (), "", "")
    assert ready.body == f"Dear {name}, by noon: {what}, {{desk}}"


def test_what_was_copied_is_logged_with_whom_how_and_by_whom(desk: Session) -> None:
    about = visited(desk)
    promise = promises.make(desk, "a price", desk.now() + timedelta(hours=1), interaction=about.interaction)
    about = replace(about, promise=promise)
    assert sent.copied(desk, replies.fill(desk, NOTE, about), about) is None
    (one,) = fetch(desk, Interaction, about.interaction.id if about.interaction else "").copied.values()
    assert (one.reply, one.to, one.channel, one.by, one.at) == ("note", "Beth Marlow", "call", "Robin", desk.now())
    assert one.text.startswith("About: the cracked violin")


def test_the_time_in_an_acknowledgement_becomes_the_promise_and_one_undo_takes_both_back(desk: Session) -> None:
    about = visited(desk)
    reply = replies.acknowledgement(about.channel)
    assert reply.id == "acknowledge_voicemail"
    due = desk.now() + timedelta(hours=4)
    made = sent.copied(desk, replies.fill(desk, reply, about, {"due": "14:00"}), about, due=due)
    assert made is not None and about.interaction is not None
    kept = fetch(desk, Promise, made.id)
    assert (kept.due, kept.what, kept.channel, kept.acknowledged_at) == (
        datetime(2026, 11, 24, 14, 0, tzinfo=UTC), "answer: the cracked violin", "call", desk.now()
    )  # fmt: skip
    assert kept.customer and kept.customer.name == "Beth Marlow" and kept.interaction == about.interaction.id
    desk.book.undo(by="Robin", at=desk.now())
    assert desk.book.get("promises", made.id) is None
    assert not fetch(desk, Interaction, about.interaction.id).copied


@pytest.mark.parametrize("channel", ["e-mail", "chat", "letter", "call", ""])
def test_each_channel_has_its_acknowledgement_and_its_word_of_delay(desk: Session, channel: str) -> None:
    for reply in (replies.acknowledgement(channel), replies.delay(channel)):
        assert channel in reply.channels if channel else "e-mail" in reply.channels
        assert {"acknowledge", "delay"} & set(reply.topics)


def test_an_unknown_name_lists_those_that_there_are(desk: Session) -> None:
    assert replies.named(desk, "done").id == "done"
    with pytest.raises(NotFoundError, match="acknowledge_email"):
        replies.named(desk, "qqqqzzzz")


def test_the_channel_asked_for_goes_before_the_one_that_was_used(desk: Session) -> None:
    about = visited(desk, preferred_channel="by e-mail, please")
    assert about.channel == "e-mail"
    assert about.interaction is not None
    wanted = channels.put(desk, about.interaction, "post")
    assert channels.asked_for(wanted, about.customer) == "letter"
    assert channels.asked_for(log.begin(desk, "call")) == "call"
    assert channels.asked_for(log.begin(desk, "walk-in"), Customer("cus_1", "Ann")) == ""
    with pytest.raises(RefusedError, match="no channel"):
        channels.put(desk, about.interaction, "pigeon")


def test_a_planned_answer_in_another_channel_is_told() -> None:
    mail = loader.replies()["acknowledge_email"]
    assert channels.differs(mail, "letter") == "They asked for a letter; this one is an e-mail."
    assert channels.differs(mail, "e-mail") == channels.differs(mail, "") == ""
    assert channels.planned(loader.replies()["done"], "chat") == "chat"


def test_a_word_of_delay_tells_them_of_the_new_time(desk: Session) -> None:
    about = visited(desk)
    promise = promises.make(desk, "a price", desk.now() + timedelta(hours=1), interaction=about.interaction)
    moved = promises.move(desk, promise, desk.now() + timedelta(hours=2), told=False)
    about = replies.about_promise(desk, moved)
    assert about.name == "Beth Marlow" and about.channel == "call"
    sent.copied(desk, replies.fill(desk, loader.replies()["done"], about), about)
    assert not next(iter(promises.get(desk, promise.id).moves.values())).told
    ready = replies.fill(desk, replies.delay(about.channel), about)
    assert "12:00 today" in ready.text and sent.copied(desk, ready, about) is None
    assert next(iter(promises.get(desk, promise.id).moves.values())).told


def test_a_time_in_a_reply_is_refused_while_the_desk_is_closed_unless_it_is_meant(desk: Session) -> None:
    settings.write(desk, hours="mon-fri 9:00-18:00")
    about, night = visited(desk), desk.now() + timedelta(hours=10)
    ready = replies.fill(desk, NOTE, about, {"due": "20:00", "promise": "a price"})
    with refused(desk, "outside the opening hours", ClosedThenError):
        sent.copied(desk, ready, about, due=night)
    made = sent.copied(desk, ready, about, due=night, though_closed=True)
    assert made and (made.due, made.what) == (night, "a price")


def test_a_reason_that_was_typed_for_the_reply_stays_on_the_interaction(desk: Session) -> None:
    interaction = log.draft(desk, log.begin(desk, "message", channel="e-mail"), "reply reason", "a bow")
    about = replies.About(interaction)
    ready = replies.fill(desk, NOTE, about, {"reason": "a bow", "address": "Ann", "promise": "a price", "due": "x"})
    assert sent.copied(desk, ready, about) is None
    newest = log.get(desk, interaction.id)
    assert newest.reason == "a bow" and not newest.drafts and len(newest.copied) == 1


def test_where_every_acknowledgement_is_switched_off_that_is_said(
    desk: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = {"done": loader.replies()["done"]}
    monkeypatch.setattr(loader, "replies", lambda: left)
    for find in (replies.acknowledgement, replies.delay):
        with pytest.raises(NotFoundError, match="No reply has the topic"):
            find("e-mail")


def test_a_reply_to_a_person_who_is_not_here_is_logged_with_todays_interaction_or_as_its_own(
    desk: Session, clock_: StandingClock
) -> None:
    about = visited(desk)
    assert about.interaction and about.customer
    log.end(desk, about.interaction, "done")
    gone = replies.About(None, about.customer)
    ready = replies.fill(desk, loader.replies()["done"], gone, {"reason": "the bow", "promise": "the bow"})
    sent.copied(desk, ready, gone, text="In other words.")
    assert [one.text for one in log.get(desk, about.interaction.id).copied.values()] == ["In other words."]
    clock_.on(days=1)
    sent.copied(desk, ready, gone)
    newest, older = log.with_customer(desk, about.customer.id, most=5)
    assert older.id == about.interaction.id and len(older.copied) == 1
    assert (newest.kind, newest.state, newest.outcome) == ("message", "ended", ready.reply.title)
    assert [(one.text, one.to) for one in newest.copied.values()] == [(ready.text, "Beth Marlow")]
    desk.book.undo(by="Robin", at=clock_.at)
    assert len(log.with_customer(desk, about.customer.id, most=5)) == 1


def test_replies_stand_under_their_first_topic() -> None:
    groups = replies.by_topic([*loader.replies().values(), NOTE])
    assert next(iter(groups)) == "acknowledge" and groups["other"] == [NOTE]
    assert {"apology", "delay", "options", "follow-up", "thanks", "cannot", "boundary", "letter"} <= groups.keys()
    assert sum(map(len, groups.values())) == len(loader.replies()) + 1
