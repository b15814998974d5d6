"""A phone rings: who it is, which card opens, and what Asterisk says of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.desk import customers, log, merge, ring
from deskapp.desk.asterisk import LONGEST_MESSAGE, Reader, Rings, action
from deskapp.desk.ring import Caller, read_caller
from deskapp.desk.session import Desk
from deskapp.errors import RefusedError
from tests.ami_server import BANNER, dial_begin


@pytest.mark.parametrize(
    ("told", "name", "expected"),
    [
        ("0917 555 0123", "", Caller("0917 555 0123")),
        ("sip:+639175550123@pbx.example.org;user=phone", "", Caller("+639175550123")),
        ("tel:+63-917-5550123", "", Caller("+63-917-5550123")),
        ('"Beth Marlow" <sip:204@pbx>', "", Caller("204", "Beth Marlow")),
        ("0917", "<unknown>", Caller("0917")),
        ("0917", "0917", Caller("0917")),
        ("anonymous", "", Caller("")),
        ("anonymous", "Beth", Caller("", "Beth")),
        ("sip:beth@example.org", "", Caller("", "beth")),
        ("", "", Caller("")),
    ],
)
def test_what_phones_say_of_a_caller_is_read(told: str, name: str, expected: Caller) -> None:
    assert read_caller(told, name) == expected


@given(st.text(max_size=200), st.text(max_size=50))
def test_any_words_of_a_phone_give_a_caller(told: str, name: str) -> None:
    caller = read_caller(told, name)
    assert len(caller.number) <= 80 and len(caller.name) <= 80
    assert "\n" not in caller.number + caller.name


def test_a_known_number_begins_a_waiting_call_on_its_card_as_one_step(desk: Desk) -> None:
    beth = customers.make(desk, "Beth Marlow", phone="(202) 555-0123")
    call = ring.ring(desk, Caller("+1 202 555 0123"))
    assert (call.kind, call.state, call.phone) == ("call", "waiting", "+1 202 555 0123")
    assert call.customer is not None and call.customer.id == beth.id
    assert call.runs
    desk.book.undo(by="Robin", at=desk.now())
    assert desk.book.get("interactions", call.id) is None


def test_an_unknown_number_is_filled_in_with_the_name_that_the_phone_shows(desk: Desk) -> None:
    call = ring.ring(desk, Caller("202 555 9999", "J Park"))
    assert (call.customer, call.called, call.phone) == (None, "J Park", "202 555 9999")


def test_while_it_waits_the_same_number_rings_once_and_after_that_again(desk: Desk) -> None:
    first = ring.ring(desk, Caller("202 555 9999"))
    assert ring.ring(desk, Caller("+12025559999")).id == first.id
    log.greet(desk, first)
    assert ring.ring(desk, Caller("+12025559999")).id != first.id


def test_callers_without_a_number_are_different_calls(desk: Desk) -> None:
    assert ring.ring(desk, Caller("")).id != ring.ring(desk, Caller("")).id


def test_of_a_number_that_two_share_the_name_decides_and_else_nobody(desk: Desk) -> None:
    ann = customers.make(desk, "Ann Park", phone="202 555 0100")
    customers.make(desk, "Joe Park", phone="202 555 0100")
    assert ring.ring(desk, Caller("202 555 0100")).customer is None
    call = ring.ring(desk, Caller("202-555-0100", "Ann Park"))
    assert call.customer is None, "it is the same call that still waits"
    log.greet(desk, call)
    named = ring.ring(desk, Caller("202-555-0100", "Ann Park"))
    assert named.customer is not None and named.customer.id == ann.id


def test_an_extension_and_the_number_of_a_merged_card_are_found(desk: Desk) -> None:
    joe = customers.make(desk, "Joe Park", phone="204", kind="coworker")
    other = customers.make(desk, "J. Park", phone="202 555 0111")
    merge.merge(desk, joe, other)
    assert [it.id for it in ring.with_number(desk, "204")] == [joe.id]
    assert [it.id for it in ring.with_number(desk, "2025550111")] == [joe.id]


def messages(*pieces: bytes) -> list[dict[str, str]]:
    reader = Reader()
    return [dict(one) for piece in pieces for one in reader.feed(piece)]


def test_messages_come_whole_however_the_bytes_are_cut() -> None:
    data = BANNER + b"Response: Success\r\nActionID: login\r\n\r\n" + dial_begin("0917", "Beth: M")
    whole = messages(data)
    assert whole == messages(*(data[n : n + 1] for n in range(len(data))))
    assert [one.get("calleridname") for one in whole] == [None, "Beth: M"]


@given(st.lists(st.binary(max_size=60), max_size=20))
def test_any_bytes_do_no_harm(pieces: list[bytes]) -> None:
    assert all(isinstance(one, dict) for one in messages(*pieces))


def test_an_endless_line_is_refused_in_one_sentence() -> None:
    with pytest.raises(RefusedError, match="no Asterisk manager"):
        messages(b"x" * (LONGEST_MESSAGE + 1))


def test_a_call_rings_once_however_many_phones_ring() -> None:
    rings = Rings()
    events = messages(dial_begin("0917", call="1"), dial_begin("0917", call="1"), dial_begin("0918", call="2"))
    assert [rings.caller(one) for one in events] == [Caller("0917"), None, Caller("0918")]


@pytest.mark.parametrize(
    ("device", "rings"), [("PJSIP/204-0001", True), ("SIP/2045-01", False), ("Local/204@queue-01;1", True)]
)
def test_only_the_desks_own_extension_rings_where_it_is_named(device: str, rings: bool) -> None:
    (event,) = messages(dial_begin("0917", device=device))
    assert (Rings("204").caller(event) is not None) is rings


def test_a_call_that_the_desk_makes_itself_does_not_ring() -> None:
    (event,) = messages(dial_begin("204", device="PJSIP/204-01"))
    assert Rings("204").caller(event) is None


def test_events_of_older_asterisks_are_known_and_others_are_passed_over() -> None:
    old = b"Event: Dial\r\nSubEvent: Begin\r\nDestination: SIP/204-01\r\nCallerIDNum: 0917\r\nUniqueID: 7\r\n\r\n"
    ended = b"Event: Dial\r\nSubEvent: End\r\nUniqueID: 8\r\n\r\nEvent: Hangup\r\nCallerIDNum: 1\r\n\r\n"
    rings = Rings("204")
    assert [rings.caller(one) for one in messages(old, ended)] == [Caller("0917"), None, None]


def test_no_line_break_gets_into_a_request() -> None:
    assert action("Login", Username="desk") == b"Action: Login\r\nUsername: desk\r\n\r\n"
    with pytest.raises(RefusedError):
        action("Login", Secret="x\r\nAction: Originate")
