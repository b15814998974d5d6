"""One equality for redaction, proof and copy: every spelling of a text is found in bytes and taken out of texts."""

import base64
import gzip
import io
import json
import unicodedata
import urllib.parse
import zipfile
from pathlib import Path

import pytest

from deskapp.store.erase import verify_erasure
from deskapp.store.erase.identifiers import Identifiers
from deskapp.store.erase.readings import plain_text, readings
from tests.conftest import Within

NAME = "Béth Müller"
SPELLINGS = {
    "as it is": NAME,
    "small": NAME.lower(),
    "large": NAME.upper(),
    "without accents": "Beth Muller",
    "other accents": "Bêth Mûller",
    "apart": unicodedata.normalize("NFD", NAME),
    "one of them apart": "Be\u0301th Müller",
    "full width": "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in NAME),
    "a space of no width": "Bé\u200bth Mü\u2060ller",
    "a soft hyphen and a mark of direction": "B\u00adéth\u202e Müller",
    "another blank": "Béth\u00a0\u2009Müller",
    "a line end": "Béth\nMüller",
    "by its file name": "beth_muller-2.txt",
    "JSON": json.dumps(NAME)[1:-1],
    "JSON in JSON": json.dumps(json.dumps({"a": f"x\n{NAME}"})),
    "percent": urllib.parse.quote(NAME),
    "every letter percent": "".join(f"%{one:02X}" for one in NAME.encode()),
    "quoted printable": "B=C3=A9th M=C3=BCller",
    "HTML": "B&eacute;th M&#252;ller",
    "a programmer's": "B\\xe9th M\\u{fc}ller",
    "base64": base64.b64encode(f"a picture of {NAME}".encode()).decode(),
    "base64 in base64": base64.b64encode(base64.b64encode(f"to {NAME} now".encode())).decode(),
}


@pytest.mark.parametrize("way", SPELLINGS)
def test_a_name_is_found_in_each_spelling_and_taken_out(way: str) -> None:
    marks, text = Identifiers((), (NAME,)), f"to {SPELLINGS[way]}, today"
    assert marks.may_be_in(text.encode()) and marks.in_text(text)
    gone = marks.redacted(text)
    assert "(erased)" in gone and gone.startswith("to ") and gone.endswith("today")
    assert not marks.in_text(gone) and not any(b"muller" in one for one in readings(gone.encode()))


@pytest.mark.parametrize("code", ["utf-8", "latin-1", "utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("pack", [bytes, gzip.compress, base64.encodebytes])
def test_a_file_is_read_in_each_encoding_and_packing(tmp_path: Path, code: str, pack: object) -> None:
    file = tmp_path / "letter.txt"
    file.write_bytes(pack(f"Dear\n{NAME},\nthank you\n".encode(code)))  # type: ignore[operator]
    assert verify_erasure.is_in_file(file, Identifiers((), (NAME,)), ours=False)
    assert not verify_erasure.is_in_file(file, Identifiers((), ("Carl Rossi",)), ours=False)


def test_a_file_inside_a_packed_file_and_its_name_are_read(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as whole:
        whole.writestr("Beth Müller.txt", "nothing")
    file = tmp_path / "outer.dat"
    with zipfile.ZipFile(file, "w") as whole:
        whole.writestr("inner.zip", inner.getvalue())
    assert verify_erasure.is_in_file(file, Identifiers((), (NAME,)), ours=False)


FORMS = ("+49 151 7712345", "01517712345", "4901517712345", "1517712345", "00491517712345")


@pytest.mark.parametrize(
    "typed",
    ["+49 (0)151/77-12345", "0151 771 23 45", "0049 151.7712345", "1 5 1 7 7 1 2 3 4 5", "tel:+49-151-7712345",
     "٠١٥١٧٧١٢٣٤٥", "(0151) 7712345.", "+49\u200b1517712345"],
)  # fmt: skip
def test_a_number_is_found_in_each_notation(typed: str) -> None:
    marks = Identifiers((), FORMS)
    assert marks.in_text(f"call {typed} now") and not marks.in_text(marks.redacted(f"call {typed} now"))


def escaped(text: str, times: int) -> str:
    """A text as JSON writes it, so many times over."""
    for _ in range(times):
        text = json.dumps(text)[1:-1]
    return text


@pytest.mark.parametrize("coats", [0, 1, 2])
@pytest.mark.parametrize("name", ["Ξένου", "Ξένου", "ΟΥΡΑΝΟΥ", "Béth", "Béth", "한", "한", "Мария"])
def test_a_text_is_found_where_it_stands_under_each_coat_of_escapes(name: str, coats: int) -> None:
    text = f"zq: {escaped(name, coats)}; so {name}"
    marks = Identifiers((), (name,))
    spans = {text[start:end] for start, end in marks.spans(text)}
    assert spans == {name, escaped(name, coats)}


@pytest.mark.parametrize("name", ["이하은", "정하은", "王　美美", "김은정 씨", "ㅎㅎㅎ", "陳小明", "Ψι Χο", "Мария"])
def test_a_name_in_another_script_is_found_in_base64_that_looks_like_an_id(name: str) -> None:
    packed = base64.b64encode(name.encode()).decode()
    marks = Identifiers((), (name,))
    assert marks.in_text(packed) and not marks.in_text(marks.redacted(f"zq {packed}"))


@pytest.mark.parametrize(
    "text", ["01M86FYZ80MZF90NYA2S97P9RN", "internationally", "DONAUDAMPFSCHIFF", "150151771234567"]
)
def test_an_id_a_long_word_and_a_long_number_say_no_more_than_they_are(text: str) -> None:
    assert len(list(readings(text.encode()))) == 1


@pytest.mark.parametrize("text", ["1511517712345", "01517712345678", "15177123", "2015 177 12346"])
def test_another_number_stays(text: str) -> None:
    marks = Identifiers((), FORMS)
    assert marks.redacted(text) is text


@pytest.mark.parametrize("text", ["BéthMüller", "beth-und-müller", "Bethmuller Ltd"])
def test_a_name_without_its_blank_may_be_another_word_and_is_not_taken_out_unasked(text: str) -> None:
    assert Identifiers((), (NAME,)).redacted(text) is text


@pytest.mark.parametrize("text", ["Beth Mullers", "Lisbeth Müller", "Beth and Müller", "Beth Mul ler-Lüdenscheidt x"])
def test_another_name_stays(text: str) -> None:
    marks = Identifiers((), ("Beth Müllen", "Lis Müller"))
    assert marks.redacted(text) is text


@pytest.mark.parametrize(
    ("one", "other"), [("Мария", "Mariya"), ("Straße", "STRASSE"), ("Łódź", "lodz"), ("ﬁne", "fine")]
)
def test_scripts_and_signs_come_down_to_plain_letters(one: str, other: str) -> None:
    assert plain_text(one) == plain_text(other)


def test_names_of_fields_are_taken_out_too_and_none_takes_anothers_place() -> None:
    marks = Identifiers(("cus_A",), (NAME,))
    gone = marks.without({"id": "x", "a": {NAME: 1, "beth muller": 2, "cus_A": 3}, "b": ["see cus_A"]})
    assert not marks.in_value(gone) and sorted(gone["a"].values()) == [1, 2, 3] and gone["b"] == ["see (erased)"]


def test_much_data_is_read_in_parts_that_cut_no_name() -> None:
    marks, filler = Identifiers((), (NAME,)), "some other words 123 "
    for place in range(262_100, 262_180, 7):
        text = (filler * 20_000)[:place] + f" {NAME} " + filler * 9_000
        assert marks.may_be_in(text.encode()), place


@pytest.mark.parametrize("proper", [frozenset(), frozenset({"beth"})])
def test_many_marks_in_one_text_cost_no_more_each_than_few(proper: frozenset[str], within: Within) -> None:
    marks = Identifiers((), ("Beth",), proper=proper)
    with within(1.0):
        assert len(list(marks.spans("Beth was here again. " * 4000))) == 4000


def test_a_file_far_larger_than_the_book_is_read_in_stretches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "film.mkv"
    monkeypatch.setattr(verify_erasure, "WHOLE", 1000)
    monkeypatch.setattr(verify_erasure, "STRETCH", 300)
    monkeypatch.setattr(verify_erasure, "OVERLAP", 100)
    for at in (0, 290, 599, 1500, 1980):
        data = bytearray(b"." * 2000)
        data[at : at + len(NAME)] = NAME.encode()
        file.write_bytes(data)
        assert verify_erasure.is_in_file(file, Identifiers((), (NAME,)), ours=False)
        assert not verify_erasure.is_in_file(file, Identifiers((), ("Carl Rossi",)), ours=False)
