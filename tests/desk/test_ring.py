"""A phone rings: who it is, which card opens, and what Asterisk says of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.desk.cards import candidates, customers, merge
from deskapp.desk.cards.recognising import recognise
from deskapp.desk.session import Session
from deskapp.desk.visits import log, missed, ring
from deskapp.desk.visits.asterisk import LONGEST_MESSAGE, PhoneEvent, Reader, Rings, action
from deskapp.desk.visits.ring import Caller, read_caller
from deskapp.errors import RefusedError
from tests.ami_server import BANNER, dial_begin, dial_end, hangup
from tests.builders import StandingClock


@pytest.mark.parametrize(
    ("told", "name", "expected"),
    [
        ("0917 555 0123", "", Caller("0917 555 0123")),
        ("sip:+639175550123@pbx.example.org;user=phone", "", Caller("+639175550123")),
        ("tel:+63-917-5550123", "", Caller("+63-917-5550123")),
        ("tel:+63-917-5550123;ext=11", "", Caller("+63-917-5550123 ext 11")),
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


def test_a_known_number_begins_a_waiting_call_on_its_card_as_one_step(desk: Session) -> None:
    beth = customers.make(desk, "Beth Marlow", phone="(202) 555-0123")
    call = ring.ring(desk, Caller("+1 202 555 0123"))
    assert (call.kind, call.state, call.phone) == ("call", "waiting", "+1 202 555 0123")
    assert call.customer is not None and call.customer.id == beth.id
    assert call.runs
    desk.book.undo(by="Robin", at=desk.now())
    assert desk.book.get("interactions", call.id) is None


def test_an_unknown_number_is_filled_in_with_the_name_that_the_phone_shows(desk: Session) -> None:
    call = ring.ring(desk, Caller("202 555 9999", "J Park"))
    assert (call.customer, call.called, call.phone) == (None, "J Park", "202 555 9999")


def test_while_it_waits_the_same_number_rings_once_and_after_that_again(desk: Session) -> None:
    first = ring.ring(desk, Caller("202 555 9999"))
    assert ring.ring(desk, Caller("+12025559999")).id == first.id
    log.greet(desk, first)
    assert ring.ring(desk, Caller("+12025559999")).id != first.id


@pytest.mark.parametrize(
    "told", ["", "anonymous", "Unknown", "withheld", "0", "0000", "sip:anonymous@anonymous.invalid", "Private Number"]
)
def test_rings_of_a_withheld_number_are_one_call_while_nobody_has_answered_it(
    desk: Session, clock_: StandingClock, told: str
) -> None:
    first = ring.ring(desk, read_caller(told))
    for _ in range(2):
        clock_.on(minutes=2)
        assert ring.ring(desk, read_caller(told)).id == first.id
    call = log.get(desk, first.id)
    assert (call.phone, call.called, len(call.rings), call.arrived_at) == ("", "", 3, first.arrived_at)
    clock_.on(minutes=11)
    assert ring.ring(desk, read_caller(told)).id != first.id, "so much later it may be anybody"


def test_a_withheld_call_that_is_served_is_not_the_next_one(desk: Session) -> None:
    first = ring.ring(desk, Caller(""))
    log.note(desk, first, "wants a table")
    assert ring.ring(desk, Caller("")).id != first.id


def test_a_walk_in_or_a_call_begun_by_hand_takes_no_ring_of_a_withheld_number(desk: Session) -> None:
    for kind in ("walk-in", "call"):
        log.begin(desk, kind)
    assert len(ring.ring(desk, Caller("")).rings) == 1


@pytest.mark.parametrize("number", ["", "202 555 0100"])
def test_two_that_are_on_the_line_together_are_two_calls_by_the_phone_systems_ids(desk: Session, number: str) -> None:
    first = ring.ring(desk, Caller(number, call="1.1"))
    second = ring.ring(desk, Caller(number, call="1.2"))
    assert first.id != second.id
    assert ring.ring(desk, Caller(number, call="1.1")).id == first.id
    assert [len(log.get(desk, call.id).rings) for call in (first, second)] == [1, 1]


def test_who_may_be_calling_is_told_where_two_share_the_number(desk: Session) -> None:
    customers.make(desk, "Tom Berger", phone="020 7946 0018")
    customers.make(desk, "Anna Berger", phone="020 7946 0018")
    call = ring.ring(desk, Caller("020 7946 0018"))
    assert call.customer is None
    assert ring.caller_words(desk, call) == "020 7946 0018: Anna Berger or Tom Berger"


def test_of_a_number_that_two_share_the_name_decides_and_else_nobody(desk: Session) -> None:
    ann = customers.make(desk, "Ann Park", phone="202 555 0100")
    customers.make(desk, "Joe Park", phone="202 555 0100")
    assert ring.ring(desk, Caller("202 555 0100")).customer is None
    call = ring.ring(desk, Caller("202-555-0100", "Ann Park"))
    assert call.customer is None, "it is the same call that still waits"
    log.greet(desk, call)
    named = ring.ring(desk, Caller("202-555-0100", "Ann Park"))
    assert named.customer is not None and named.customer.id == ann.id


def test_an_extension_and_the_number_of_a_merged_card_are_found(desk: Session) -> None:
    joe = customers.make(desk, "Joe Park", phone="204", kind="coworker")
    other = customers.make(desk, "J. Park", phone="202 555 0111")
    merge.merge(desk, joe, other)
    assert [it.id for it in candidates.with_number(desk, "204")] == [joe.id]
    assert [it.id for it in candidates.with_number(desk, "2025550111")] == [joe.id]


@pytest.mark.parametrize("first", ["020 7946 0018", "020 7946 0018 ext 11", "(020) 7946-0018;ext=11"])
@pytest.mark.parametrize("second", ["020 7946 0018", "020 7946 0018 ext 12", "020 7946 0018 x11"])
def test_another_extension_of_a_company_is_another_caller(desk: Session, first: str, second: str) -> None:
    call, other = ring.ring(desk, Caller(first)), ring.ring(desk, Caller(second))
    is_same = ("11" in first, "11" in second) in ((True, True), (False, False)) and "12" not in second
    assert (call.id == other.id) == is_same


def test_a_missed_call_of_one_extension_is_not_settled_by_another(desk: Session) -> None:
    ring.ring(desk, Caller("020 7946 0018 ext 11", call="1"))
    missed.hang_up(desk, Caller("020 7946 0018 ext 11", call="1"))
    ring.ring(desk, Caller("020 7946 0018 ext 12", call="2"))
    assert [call.phone for call in ring.missed_calls(desk)] == ["020 7946 0018 ext 11"]


def test_of_the_cards_of_a_company_the_one_with_the_extension_is_taken(desk: Session) -> None:
    customers.make(desk, "Acme", phone="020 7946 0018")
    joe = customers.make(desk, "Joe Park", phone="020 7946 0018 ext 11")
    customers.make(desk, "Ann Park", phone="020 7946 0018 ext 12")
    call = ring.ring(desk, Caller("020 7946 0018 ext 11"))
    assert call.customer and call.customer.id == joe.id
    assert ring.ring(desk, Caller("020 7946 0018")).customer is None


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


def told(*pieces: bytes, extension: str = "") -> list[tuple[str, str]]:
    """What the phone system tells by these messages: what, and of which call."""
    rings = Rings(extension)
    events = [rings.event(one) for one in messages(*pieces)]
    return [(event.kind, event.caller.call) for event in events if event]


def test_a_call_rings_once_however_many_phones_ring() -> None:
    rings = Rings()
    events = messages(dial_begin("0917", call="1"), dial_begin("0917", call="1"), dial_begin("0918", call="2"))
    assert [rings.event(one) for one in events] == [
        PhoneEvent("rings", Caller("0917", call="1")),
        None,
        PhoneEvent("rings", Caller("0918", call="2")),
    ]


def test_withheld_calls_without_ids_each_ring() -> None:
    rings = Rings()
    (event,) = messages(b"Event: DialBegin\r\nCallerIDNum: anonymous\r\n\r\n")
    assert [bool(rings.event(event)) for _ in range(3)] == [True, True, True]
    (event,) = messages(b"Event: DialBegin\r\n\r\n")
    assert [bool(rings.event(event)) for _ in range(3)] == [True, True, True]


@pytest.mark.parametrize(
    ("device", "rings"), [("PJSIP/204-0001", True), ("SIP/2045-01", False), ("Local/204@queue-01;1", True)]
)
def test_only_the_desks_own_extension_rings_where_it_is_named(device: str, rings: bool) -> None:
    (event,) = messages(dial_begin("0917", device=device))
    assert (Rings("204").event(event) is not None) is rings


def test_a_call_that_the_desk_makes_itself_does_not_ring() -> None:
    (event,) = messages(dial_begin("204", device="PJSIP/204-01"))
    assert Rings("204").event(event) is None


ONE, OTHER = "PJSIP/204-01", "PJSIP/205-01"


@pytest.mark.parametrize(
    ("extension", "after", "expected"),
    [
        ("", [dial_end("NOANSWER", ONE)], ["hung up"]),
        ("", [dial_end("CANCEL", ONE), hangup("1.1")], ["hung up"]),
        ("", [dial_end("BUSY", ONE)], ["hung up"]),
        ("", [hangup("1.1"), hangup("1.1")], ["hung up"]),
        ("", [dial_end("ANSWER", ONE), hangup("1.1")], ["answered", "hung up"]),
        ("", [hangup("9.9", linked="1.1")], []),
        ("204", [dial_end("ANSWER", OTHER), dial_end("CANCEL", ONE)], ["elsewhere"]),
        ("204", [dial_end("CANCEL", ONE), dial_end("ANSWER", OTHER)], ["hung up", "elsewhere"]),
        ("204", [dial_end("NOANSWER", OTHER)], []),
        ("204", [dial_end("ANSWER", OTHER), dial_begin("0917", device=ONE)], ["elsewhere", "rings"]),
        (
            "204",
            [dial_end("ANSWER", OTHER), dial_begin("0917", device=ONE), dial_end("ANSWER", ONE), hangup("1.1")],
            ["elsewhere", "rings", "answered", "hung up"],
        ),
        ("204", [dial_end("ANSWER", OTHER), dial_begin("0917", device=OTHER)], ["elsewhere"]),
        ("204", [dial_end("ANSWER", OTHER), hangup("1.1"), dial_begin("0917", device=ONE)], ["elsewhere", "hung up"]),
        ("", [dial_end("ANSWER", ONE), dial_begin("0917", device=OTHER)], ["answered"]),
        ("", [dial_end("NOANSWER", ONE), dial_begin("0917", device=OTHER)], ["hung up", "rings"]),
        ("", [dial_begin("0917", device=OTHER), dial_end("NOANSWER", ONE)], []),
        ("", [dial_begin("0917", device=OTHER), dial_end("NOANSWER", ONE), dial_end("NOANSWER", OTHER)], ["hung up"]),
    ],
)
def test_what_became_of_a_call_is_told_once(extension: str, after: list[bytes], expected: list[str]) -> None:
    found = told(dial_begin("0917", call="1.1", device=ONE), *after, extension=extension)
    assert found == [(kind, "1.1") for kind in ("rings", *expected)]


def test_events_of_older_asterisks_are_known_and_others_are_passed_over() -> None:
    old = b"Event: Dial\r\nSubEvent: Begin\r\nDestination: SIP/204-01\r\nCallerIDNum: 0917\r\nUniqueID: 7\r\n\r\n"
    other = b"Event: Dial\r\nSubEvent: End\r\nUniqueID: 8\r\n\r\nEvent: Hangup\r\nCallerIDNum: 1\r\n\r\n"
    ended = b"Event: Dial\r\nSubEvent: End\r\nUniqueID: 7\r\nDialStatus: ANSWER\r\n\r\n"
    ended += b"Event: Hangup\r\nUniqueid: 7\r\n\r\n"
    assert told(old, other, ended, extension="204") == [("rings", "7"), ("elsewhere", "7"), ("hung up", "7")]
    assert told(old, other, ended) == [("rings", "7"), ("answered", "7"), ("hung up", "7")]


def test_no_line_break_gets_into_a_request() -> None:
    assert action("Login", Username="desk") == b"Action: Login\r\nUsername: desk\r\n\r\n"
    with pytest.raises(RefusedError):
        action("Login", Secret="x\r\nAction: Originate")


def test_rings_of_a_missed_call_are_new_entries_of_the_next_one(desk: Session) -> None:
    ring.ring(desk, Caller("0917 555 0123"))
    earlier = missed.hang_up(desk, Caller("0917 555 0123"))
    call = ring.ring(desk, Caller("0917 555 0123"))
    assert len(call.rings) == 2 and not set(call.rings) & set(earlier.rings)
    assert sorted(rang.at for rang in call.rings.values())[0] == earlier.arrived_at


def test_a_call_that_a_colleague_took_and_transfers_here_rings_anew_and_is_answered(desk: Session) -> None:
    caller = Caller("202 555 0100", call="1.1")
    first = ring.ring(desk, caller)
    missed.answer_elsewhere(desk, caller)
    again = ring.ring(desk, caller)
    assert again.is_open and again.id != first.id
    assert missed.answer(desk, caller).id == again.id
    assert not log.get(desk, first.id).is_open


@pytest.mark.parametrize(
    ("known", "typed"),
    [
        ("Mario Lopez", "Maria Lopez"),
        ("Paul Fox", "Paula Fox"),
        ("Dan Cole", "Dana Cole"),
        ("Petr Novak", "Petra Novak"),
        ("John Smith Sr", "John Smith Jr"),
        ("Eric Lund", "Erica Lund"),
        ("Robert Dale", "Bobby Dale"),
    ],
)
def test_a_shared_number_makes_nobody_of_another_who_is_called_nearly_so(desk: Session, known: str, typed: str) -> None:
    card = customers.make(desk, known, phone="020 7946 0801")
    found = recognise(desk, typed, "020 7946 0801")
    assert found.card is None and card.id in [one.id for one in found.like]
    same = recognise(desk, known.split()[0], "020 7946 0801")
    assert same.card is not None and same.card.id == card.id
