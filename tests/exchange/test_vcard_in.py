"""Each sample is written by hand after the way that a program is known to write its cards."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.errors import RefusedError
from deskapp.exchange.vcard_in import read_vcards
from deskapp.model.customer import Customer
from deskapp.text.charsets import as_utf8
from tests.conftest import Within


def one_card(*lines: str | bytes, version: str = "3.0") -> Customer:
    body = b"\r\n".join(line if isinstance(line, bytes) else line.encode() for line in lines)
    batch = read_vcards(b"BEGIN:VCARD\r\nVERSION:" + version.encode() + b"\r\n" + body + b"\r\nEND:VCARD\r\n")
    assert not batch.refused
    return batch.cards[0].customer


def phones(customer: Customer) -> list[tuple[str, str]]:
    return [(phone.typed, phone.label) for phone in customer.phones.values()]


def test_a_card_of_an_android_phone() -> None:
    card = one_card(
        "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Mu=C3=B1oz;Jos=C3=A9;;;",
        "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Jos=C3=A9 Mu=C3=\r\n=B1oz",
        "TEL;CELL;PREF:0917-555-0123",
        "TEL;WORK;FAX:02 8123 4567",
        "EMAIL;HOME:jose@example.org",
        "NOTE;ENCODING=QUOTED-PRINTABLE:first=0D=0Asecond=\r\n line",
        "PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQSkZJRgABAQ",
        " AAAQABAAD/2wBDAAMCAgMCAgMDAwMEAwM",
        "",
        version="2.1",
    )
    assert card.name == "José Muñoz"
    assert phones(card) == [("0917-555-0123", "mobile"), ("02 8123 4567", "work fax")]
    assert [(email.address, email.label) for email in card.emails.values()] == [("jose@example.org", "home")]
    assert card.notes == "first\nsecond line"


def test_a_card_of_apple_with_groups_and_labels() -> None:
    card = one_card(
        "PRODID:-//Apple Inc.//macOS 15//EN",
        "N:Santos;Maria;Clara;Dr.;",
        "FN:Dr. Maria Clara Santos",
        "ORG:Harbour Clinic;Reception;",
        "TITLE:Head nurse",
        "item1.TEL;type=pref:+63 917 555 0123",
        "item1.X-ABLabel:_$!<Mobile>!$_",
        "item2.TEL:12345",
        "item2.X-ABLabel:night desk",
        "item3.ADR;type=HOME;type=pref:;;12 Mabini St\\nUnit 4;Makati;NCR;1200;Philippines",
        "item3.X-ABADR:ph",
        "BDAY;X-APPLE-OMIT-YEAR=1604:1604-03-09",
        "item4.URL;type=pref:https\\://example.org/maria",
        "item4.X-ABLabel:_$!<HomePage>!$_",
    )
    assert card.name == "Dr. Maria Clara Santos"
    assert (card.company, card.role) == ("Harbour Clinic", "Head nurse")
    assert phones(card) == [("+63 917 555 0123", "mobile"), ("12345", "night desk")]
    assert list(card.addresses.values()) == ["12 Mabini St\nUnit 4\nMakati, NCR 1200\nPhilippines"]
    assert card.birthday == "--03-09"
    assert card.notes == "Department: Reception\nWebsite: https://example.org/maria"


def test_a_card_of_google() -> None:
    card = one_card(
        "FN:Ana Cruz",
        "N:Cruz;Ana;;;",
        "NICKNAME:Annie",
        "EMAIL;TYPE=INTERNET;TYPE=HOME:ana@example.org",
        "TEL;TYPE=CELL:0917 555 0001",
        "CATEGORIES:myContacts,Regulars",
        "NOTE:two\\nlines\\, and a \\; too",
        version="3.0",
    )
    assert (card.address_form, card.notes) == ("Annie", "two\nlines, and a ; too\nGroups: myContacts,Regulars")


def test_a_card_of_nextcloud_in_version_4() -> None:
    card = one_card(
        "UID:9b7c2f62-0000-4e2c-a111-d7b43ee0fb52",
        "FN:Jörg Weiß",
        'TEL;VALUE=uri;PREF=1;TYPE="voice,work":tel:+49-30-901820;ext=12',
        "EMAIL;TYPE=WORK:joerg@example.org",
        "BDAY;VALUE=DATE:19840229",
        "ORG:Werkstatt\\; Söhne",
        "PRONOUNS:er",
        version="4.0",
    )
    assert phones(card) == [("+49-30-901820 ext. 12", "work")]
    assert (card.birthday, card.company, card.pronouns) == ("1984-02-29", "Werkstatt; Söhne", "er")


def test_a_card_of_outlook_in_the_charset_of_windows() -> None:
    card = one_card(
        b"N;LANGUAGE=de;CHARSET=Windows-1252:M\xfcller;J\xfcrgen",
        b"FN;CHARSET=Windows-1252:J\xfcrgen M\xfcller",
        b"LABEL;WORK;PREF;ENCODING=QUOTED-PRINTABLE:Hafen 1=0D=0A=",
        b"20457 Hamburg",
        b"X-MS-OL-DEFAULT-POSTAL-ADDRESS:2",
        version="2.1",
    )
    assert card.name == "Jürgen Müller"


def test_a_wrong_charset_is_forgiven() -> None:
    assert one_card(b"FN:J\xfcrgen").name == "Jürgen"
    assert one_card("FN;CHARSET=no-such-thing:Ñino").name == "Ñino"
    assert one_card("FN;CHARSET=rot13:Ana").name == "Ana"


def test_a_fold_inside_a_character_is_mended() -> None:
    raw = "FN:Ana Peña".encode()
    cut = raw.index(b"\xc3") + 1
    assert one_card(raw[:cut] + b"\r\n " + raw[cut:]).name == "Ana Peña"


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["N:Cruz;Ana;Maria;Dr.;Jr."], "Dr. Ana Maria Cruz Jr."),
        (["FN:", "ORG:Harbour Clinic"], "Harbour Clinic"),
        (["EMAIL:ana@example.org"], "ana@example.org"),
        (["TEL:0917"], "0917"),
        (["fn:lower case"], "lower case"),
        (["A.B.C.FN:nested groups"], "nested groups"),
        (["FN:tab\tand\x00zero"], "tab andzero"),
    ],
)
def test_a_name_is_found_where_there_is_any(lines: list[str], name: str) -> None:
    assert one_card(*lines).name == name


def test_a_raw_line_end_inside_a_note_belongs_to_the_note() -> None:
    assert (
        one_card("FN:Ana", "NOTE:first line", "second line without indent").notes
        == "first line\nsecond line without indent"
    )


def test_one_bad_card_never_loses_the_file() -> None:
    data = b"""BEGIN:VCARD
VERSION:3.0
FN:First
BEGIN:VCARD
VERSION:3.0
FN:Second
END:VCARD
BEGIN:VCARD
VERSION:3.0
X-NOTHING:here
END:VCARD
BEGIN:VCARD
KIND:group
FN:Friends
END:VCARD
stray:line
BEGIN:VCARD
FN:Last"""
    batch = read_vcards(data)
    assert [(draft.customer.name, draft.line) for draft in batch.cards] == [("First", 1), ("Second", 4), ("Last", 17)]
    assert [(one.line, one.reason) for one in batch.refused] == [
        (8, "it has no name, company, e-mail or phone"),
        (12, "it is a group, not a person or a company"),
        (16, "it stands outside of any card, and so may the next lines"),
    ]
    assert sum("no end" in note for note in batch.notes) == 2


def test_a_card_inside_a_card_is_passed_over() -> None:
    card = one_card("FN:Chief", "AGENT:", "BEGIN:VCARD", "FN:Helper", "TEL:1", "END:VCARD", "TEL:2", version="2.1")
    assert card.name == "Chief"
    assert [phone.typed for phone in card.phones.values()] == ["2"]


def test_pictures_and_unknown_properties_are_told() -> None:
    photo = b"PHOTO;ENCODING=b;TYPE=JPEG:" + b"A" * 60 + (b"\r\n " + b"B" * 74) * 5000
    batch = read_vcards(b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana\r\n" + photo + b"\r\nX-FOO:1\r\nEND:VCARD\r\n")
    assert batch.cards[0].customer.name == "Ana"
    assert batch.notes == (
        "Pictures, sounds and keys left out, for a card holds words only: 1.",
        "Left out, as a card has no place for it: X-FOO (1).",
    )


def test_utf_16_is_read_with_and_without_its_mark() -> None:
    text = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Peña\r\nEND:VCARD\r\n"
    for data in (text.encode("utf-16"), text.encode("utf-16-le"), text.encode("utf-16-be"), text.encode("utf-8-sig")):
        assert read_vcards(as_utf8(data)).cards[0].customer.name == "Peña"


def test_old_macs_line_ends_are_read() -> None:
    assert read_vcards(as_utf8(b"BEGIN:VCARD\rFN:Ana\rEND:VCARD\r")).cards[0].customer.name == "Ana"


@pytest.mark.parametrize(
    ("start", "piece", "times"),
    [
        (b"NOTE:", b"x", 50_000_000),
        (b'TEL;"', b'";"', 17_000_000),
        (b"NOTE:", b"=\n", 300_000),
        (b"", b"a:b\n", 100_000),
        (b"NOTE:", b"x" * 262_144 + b"\r" * 262_144, 100),
        (b"TEL;", b"X-CUSTOM(", 5_000_000),
    ],
    ids=["one line", "quotes", "folds", "lines", "bare returns", "labels"],
)
def test_a_line_of_fifty_megabytes_costs_little_and_leaves_the_card(
    start: bytes, piece: bytes, times: int, within: Within
) -> None:
    data = b"BEGIN:VCARD\nFN:Ana\n" + start + piece * times + b"\nEND:VCARD\n"
    with within(20):
        batch = read_vcards(data)
    assert [draft.customer.name for draft in batch.cards] == ["Ana"]
    assert any("left out" in note for note in batch.notes)


PIECES = st.sampled_from(
    [
        *b"BEGIN:VCARD|END:VCARD|VERSION:2.1|VERSION:3.0|FN:A|N:;;|AGENT:|TEL;|:|;|=|^|item1.|PHOTO:|BDAY:--".split(
            b"|"
        ),
        *b"ENCODING=QUOTED-PRINTABLE|ENCODING=b|CHARSET=utf-16|X-DESKAPP-EXTRA:{|X-DESKAPP-PREFERENCE:".split(b"|"),
        *b"X-DESKAPP-PLAN:{}|X-DESKAPP-CREATED:0001-01-01T00:00:00+23:00|X-ABLabel:".split(b"|"),
        *(b"\n", b"\r\n", b"\n ", b'"', b"\\", b"\0", b"\xff"),
    ]
)


@given(st.lists(PIECES | st.binary(max_size=12), max_size=40).map(b"".join))
def test_any_bytes_end_in_cards_or_refusals(data: bytes) -> None:
    batch = read_vcards(as_utf8(b"BEGIN:VCARD\n" + data))
    assert batch.cards or batch.refused
    for draft in batch.cards:
        assert draft.customer.name
        assert not any(ord(one) < 32 for one in draft.customer.name)


@pytest.mark.parametrize("start", [b"", b"BEGIN:VCARD\nFN:Ana\n"], ids=["outside", "inside"])
def test_a_file_of_lines_that_belong_to_no_card_is_one_sentence(start: bytes) -> None:
    with pytest.raises(RefusedError, match="too many lines"):
        read_vcards(start + b"a:b\n" * 103_000)
