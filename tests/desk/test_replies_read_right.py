"""All replies, filled from fifty random books, read as a person would have written them."""

import random
import re
from dataclasses import replace
from datetime import timedelta

import pytest

from deskapp.desk.answers import replies, reply_slots
from deskapp.desk.cards import customers
from deskapp.desk.cards.typed_card import TypedCard
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.desk.visits import log
from deskapp.model.customer import Customer
from deskapp.model.words import PLACEHOLDERS, Reply
from deskapp.words import loader

REASONS = (
    "wants a refund", "the cracked violin", "Where is my order?", "about the bow", "called twice. Very upset!", "",
    "VAT {due} 19 %", "she said: \"never again\"", "waiting for 3 strings", "reclamação", "by post", "{reason}",
)  # fmt: skip
PROMISES = ("call back", "a new price", "ring about the 2 bows.", "Send the invoice!", "find out", "{staff} calls")
NAMES = ("Beth Marlow", "van Dyke", "Dr. Öz", "mcleod 7", "李 小龙", "O'Neil, Ann", "Duran Duran", "ann")
FORMS = ("", "", "Ms Marlow", "beth", "Herr Öz", "Dr. Öz")
HOURS = ("", "mon-fri 9:00-18:00", "mon-fri 9-12, sat 10:00-13:00")
ANSWERS = {
    "promise": ("a new price", "a repair."), "due": ("15:00", "tomorrow 9:00", "by noon", "fri 14:00"),
    "when": ("16:30", "at noon", "mon 10:00"), "reason": ("the bow", "about your order"), "address": ("Ann", "ms ito"),
    "topic": ("the bow", "with your order."), "cause": ("the part is late", "The part is late."),
    "amount": ("€25", "12.50"), "thing": ("your violin", "for the bow"), "place": ("at 4 High Street", "in the shop."),
    "hours": ("Monday 9:00-12:00",), "offer": ("a loan violin.", "you bring it back"), "answer": ("yes, we do.",),
    "person": ("Sam", "maria"), "customer": ("Ann Lee",), "staff": ("Robin",), "desk": ("Harbour Lane",),
}  # fmt: skip
GREETING = r"(?:Dear|Hello) [^\n]*,\n\n?"


def a_book(desk: Session, dice: random.Random) -> replies.About:
    settings.write(desk, desk_name=dice.choice(("Harbour Lane", "Front desk 2")), hours=dice.choice(HOURS))
    card = None
    if dice.random() < 0.8:
        card = replace(customers.from_line(desk, TypedCard(dice.choice(NAMES))), address_form=dice.choice(FORMS))
    visit = log.begin(desk, dice.choice(("call", "walk-in", "message")), called="" if card else dice.choice(NAMES))
    if reason := dice.choice(REASONS):
        visit = log.set_reason(desk, visit, reason)
    made = [
        promises.make(
            desk,
            dice.choice(PROMISES),
            desk.now() + timedelta(hours=dice.randint(1, 90)),
            interaction=visit,
            though_closed=True,
        )
        for _ in range(dice.randint(0, 2))
    ]
    return replies.About(visit, card, open=tuple(made))


def chosen(reply: Reply, about: replies.About, dice: random.Random) -> replies.About:
    return replace(about, promise=dice.choice(about.open), open=()) if replies.undecided(reply, about) else about


def faults(reply: Reply, ready: replies.Filled) -> list[str]:
    """What a reader would stumble over. The words of people are marked out first, for they may say what they like."""
    marked = {name: f"⟦{value}⟧" for name, value in ready.values.items()}
    text, ours = ready.text, f"{reply.subject}\n\n{reply.text}" if reply.subject else reply.text
    found = [f"gap {gap}" for gap in reply_slots.gaps(text, ready.values.values())]
    known = " ".join([*ready.values.values(), ours])
    found += [f"number {n}" for n in re.findall(r"\d+", text) if n not in re.findall(r"\d+", known)]
    plain = "\n".join(
        line for line in text.split("\n") if not any(v in line for v in ready.values.values() if " " in v)
    )
    found += [f"doubled {w}" for w in re.findall(r"\b(\w+)[ ,:]+\1\b", plain, re.IGNORECASE)]
    for name in reply.placeholders:
        value = ready.values[name]
        for before in re.findall(rf"(\w+) \{{{name}\}}", reply.text):
            if re.search(rf"\b{before} {before}\b", text, re.IGNORECASE):
                found.append(f"doubled {before} before {value}")
    found += [f"start {line}" for line in re.findall(r"(?:\A|\n)([^\W\d_]\w*)", text) if line[0].islower()]
    found += [f"stops {stops}" for stops in re.findall(r"[.?!]{2,}", text) if stops not in known]
    for name in reply_slots.OF_PEOPLE:
        spliced = name in marked and any(
            f"{{{name}}}" in line and not reply_slots.own_lines(line, name) for line in ours.split("\n")
        )
        found += [f"spliced {name}"] if spliced and not reply.id.startswith("old") else []
    return found


@pytest.mark.parametrize("seed", range(50))
def test_every_reply_reads_right_from_a_random_book(desk: Session, seed: int) -> None:
    dice = random.Random(seed)
    about = a_book(desk, dice)
    for reply in [*loader.replies().values(), *OLD]:
        whom = chosen(reply, about, dice)
        first = replies.fill(desk, reply, whom)
        answers = {name: dice.choice(ANSWERS[name]) for name in first.missing}
        ready = replies.fill(desk, reply, whom, answers)
        assert ready.missing == () and faults(reply, ready) == [], (reply.id, ready.text)
        for name in reply_slots.OF_PEOPLE:
            held = about.interaction.reason if name == "reason" and about.interaction else ""
            if name in reply.placeholders and not reply_slots.own_lines(reply.text, name):
                assert name in first.missing and (not held or ready.values[name] != held or held in ANSWERS[name])


OLD = (
    Reply("old", "Old", "Dear {address},\n\nthank you for your message about {reason}. I do {promise} by {due}."),
    Reply(
        "old_2", "Old", "{reason} is with us, {address}. {promise} comes by {due}.\n{staff}, {desk}", "About: {reason}"
    ),
)


def test_the_words_of_a_customer_are_never_put_into_a_sentence_of_ours(desk: Session) -> None:
    visit = log.set_reason(desk, log.begin(desk, "walk-in", called="Beth"), "wants a refund")
    ready = replies.fill(desk, OLD[0], replies.About(visit))
    assert ready.missing == ("reason", "promise", "due") and "wants a refund" not in ready.text
    given = {"reason": "about your refund.", "promise": "a price", "due": "by the end of spring"}
    asked = replies.fill(desk, OLD[0], replies.About(visit), given)
    assert (
        asked.text == "Dear Beth,\n\nThank you for your message about your refund. I do a price by the end of spring."
    )
    mail = replies.fill(desk, loader.replies()["acknowledge_email"], replies.About(visit), {"due": "15:00"})
    assert "\nAbout: wants a refund\n" in mail.text and mail.missing == ()


def test_which_promise_is_meant_is_asked_and_a_past_time_is_never_promised_again(desk: Session) -> None:
    beth = Customer("cus_1", "Beth")
    late = promises.make(desk, "call back", desk.now() + timedelta(hours=1))
    other = promises.make(desk, "a price", desk.now() + timedelta(hours=2))
    missed = loader.replies()["promise_missed"]
    assert replies.undecided(missed, replies.About(None, beth, open=(late, other))) == (late, other)
    assert replies.undecided(loader.replies()["acknowledge_chat"], replies.About(None, beth, open=(late, other))) == ()
    sole = replies.About(None, beth, open=(replace(late, due=desk.now() - timedelta(hours=1)),))
    assert replies.undecided(missed, sole) == ()
    assert replies.fill(desk, missed, sole).missing == ("due",)


@pytest.mark.parametrize("gap", ["by … .", "{due}", "…", "____", "..."])
def test_a_text_with_a_gap_is_refused_wherever_the_gap_came_from(desk: Session, gap: str) -> None:
    from deskapp.errors import RefusedError

    ready = replies.fill(desk, Reply("a", "A", "Hello {address}."), replies.About(), {"address": "Ann"})
    ready.check(ready.text)
    with pytest.raises(RefusedError, match="still lacks"):
        ready.check(f"I'll do it {gap}")
    if gap != "by … ." and gap != "{due}":
        assert replies.fill(desk, Reply("a", "A", "Hello {address}."), replies.About(), {"address": gap}).missing


def test_every_slot_is_asked_for_in_words() -> None:
    assert set(reply_slots.QUESTIONS) == set(PLACEHOLDERS)


def test_opening_hours_come_from_the_settings_or_are_asked_for(desk: Session) -> None:
    ready = loader.replies()["ready_message"]
    about = replies.About(None, Customer("cus_1", "Beth"))
    assert "hours" in replies.fill(desk, ready, about).missing
    settings.write(desk, hours="mon-fri 9:00-18:00")
    assert "We're open: Mon-Fri 9:00-18:00" in replies.fill(desk, ready, about, {"reason": "the bow"}).text
