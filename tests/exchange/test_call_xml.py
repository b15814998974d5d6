from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.errors import RefusedError
from deskapp.exchange.batch import CallDraft
from deskapp.exchange.call_logs import read_call_xml
from tests.conftest import Within

WHEN = datetime(2026, 11, 22, 13, 18, 7, tzinfo=UTC)
MILLIS = int(WHEN.timestamp() * 1000)
HEAD = (
    b"<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<!--File Created on 22/11/26-->\n<calls count=\"1\">\n"
)


def call(**attributes: str) -> str:
    told = {"number": "+639175550123", "duration": "42", "date": str(MILLIS), "type": "1", "presentation": "1"}
    words = " ".join(f'{name}="{value}"' for name, value in {**told, **attributes}.items())
    return f'  <call {words} readable_date="Nov 22, 2026" contact_name="Ana Cruz" />\n'


def read(*calls: str, tail: str = "</calls>") -> tuple[CallDraft, ...]:
    return read_call_xml(HEAD + "".join(calls).encode() + tail.encode()).calls


def test_a_call_comes_with_its_number_name_time_and_length() -> None:
    assert read(call()) == (CallDraft("+639175550123", WHEN, "in", "Ana Cruz", 42, 0, True, 4),)


@pytest.mark.parametrize(
    ("kind", "seconds", "direction", "answered"),
    [
        ("1", "42", "in", True),
        ("2", "42", "out", True),
        ("2", "0", "out", False),
        ("3", "0", "in", False),
        ("4", "9", "in", False),
        ("5", "0", "in", False),
        ("6", "0", "in", False),
        ("7", "0", "in", True),
    ],
)
def test_each_type_of_call_is_told_apart(kind: str, seconds: str, direction: str, answered: bool) -> None:
    draft = read(call(type=kind, duration=seconds))[0]
    assert (draft.direction, draft.answered) == (direction, answered)
    assert draft.duration_s == (int(seconds) if answered else 0)


@pytest.mark.parametrize("number", ["-1", "-2", "", "Unknown"])
def test_a_hidden_number_is_no_number(number: str) -> None:
    assert read(call(number=number))[0].number == ""


def test_a_smiley_in_two_halves_and_a_zero_are_mended() -> None:
    text = call().replace("Ana Cruz", "Ana &#55357;&#56832; &#0;&amp; Co &#55357;")
    assert read(text)[0].name == "Ana 😀 & Co"


@pytest.mark.parametrize("declared", ["UTF-16", "no-such-thing", "zip", "Shift_JIS", "idna"])
def test_a_wrong_declaration_of_the_charset_is_forgiven(declared: str) -> None:
    text = f"<?xml version='1.0' encoding='{declared}'?><calls>{call()}</calls>".replace("Ana Cruz", "José")
    for data in (text.encode(), text.encode("cp1252"), text.encode("utf-16")):
        assert read_call_xml(data).calls[0].name == "José"


def test_a_bad_record_is_refused_with_its_line_and_the_rest_is_kept() -> None:
    batch = read_call_xml(HEAD + (call(date="soon") + call() + call(date="-9" * 20)).encode() + b"</calls>")
    assert len(batch.calls) == 1
    assert [one.line for one in batch.refused] == [4, 6]


def test_what_stands_before_a_break_is_kept() -> None:
    batch = read_call_xml(HEAD + (call() + call()).encode() + b"<call number=")
    assert len(batch.calls) == 2
    assert batch.refused[0].reason.startswith("the file breaks off here")


def test_an_entity_bomb_is_refused_before_it_grows() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    with pytest.raises(RefusedError, match="document type"):
        read_call_xml(f"{bomb}]><calls>&i;</calls>".encode())


def test_a_file_of_the_machine_is_never_fetched() -> None:
    with pytest.raises(RefusedError, match="document type"):
        read_call_xml(b'<!DOCTYPE c [<!ENTITY x SYSTEM "file:///etc/hostname">]><calls>&x;</calls>')


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<smses count='1'/>", "backup of messages"),
        (b"<gpx/>", "is no call log"),
        (b"<calls", "breaks at line 1"),
        (b"<calls>" + b"<a>" * 200_000, "breaks at line 1"),
        (b"<calls a='" + b"x" * 50_000_000, "breaks at line 1"),
    ],
    ids=["messages", "other", "cut", "deep", "long"],
)
def test_other_files_are_one_sentence(data: bytes, words: str, within: Within) -> None:
    with within(15), pytest.raises(RefusedError, match=words):
        read_call_xml(data)


@given(st.binary(max_size=100) | st.text("<>/cal s=\"'&#;!0", max_size=60).map(str.encode))
def test_any_bytes_end_in_calls_or_one_sentence(data: bytes) -> None:
    try:
        batch = read_call_xml(b"<calls>" + call().encode() + data)
    except RefusedError as refusal:
        assert refusal.next_step
    else:
        assert batch.calls
