"""What strangers' files do beyond the standards: joined files, mixed line ends, agents, ranks, labels of one's own."""

import pytest

from deskapp.exchange.reading import read_bytes
from deskapp.exchange.vcard_in import read_vcards
from deskapp.model.customer import Customer
from deskapp.text.charsets import as_utf8
from tests.exchange.test_vcard_in import one_card, phones

ANA = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana\r\nTEL:0917\r\nEND:VCARD"


def cards(data: bytes) -> list[Customer]:
    batch = read_bytes(data, ".vcf")
    assert not batch.refused
    return [draft.customer for draft in batch.cards]


@pytest.mark.parametrize("between", [b"", b"\r\n", b"\n", b"\r", b" ", b"\xef\xbb\xbf", b"\r\n\xef\xbb\xbf"])
def test_cards_of_joined_files_are_all_there(between: bytes) -> None:
    joined = b"\xef\xbb\xbf" + between.join([ANA, ANA.replace(b"Ana", b"Ben"), ANA.replace(b"Ana", b"Cleo")])
    assert [one.name for one in cards(joined)] == ["Ana", "Ben", "Cleo"]
    assert all([phone for phone, _ in phones(one)] == ["0917"] and not one.notes for one in cards(joined))


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\r\n", b"\n\n"])
def test_lines_may_end_in_any_way_also_in_several(end: bytes) -> None:
    for data in (ANA.replace(b"\r\n", end), ANA.replace(b"\r\n", end, 2) + b"\r\n"):
        assert phones(cards(data)[0]) == [("0917", "")]


def test_utf_16_halves_are_joined_too() -> None:
    assert [one.name for one in cards(ANA.decode().encode("utf-16") + ANA.decode().encode("utf-16"))] == ["Ana", "Ana"]


@pytest.mark.parametrize("begin", ["AGENT:\r\nBEGIN:VCARD", "AGENT:BEGIN:VCARD", "item1.AGENT: begin:vcard"])
def test_an_agents_own_card_gives_nothing_to_the_chief(begin: str) -> None:
    data = (
        "BEGIN:VCARD\r\nVERSION:2.1\r\nFN:Chief\r\n"
        f"{begin}\r\nVERSION:2.1\r\nFN:Helper\r\nTEL:1\r\nEND:VCARD\r\nTEL:2\r\nNOTE:a\\nb\r\nEND:VCARD\r\n"
    )
    batch = read_vcards(as_utf8(data.encode()))
    (chief,) = (draft.customer for draft in batch.cards)
    assert (chief.name, phones(chief), chief.notes) == ("Chief", [("2", "")], "a\\nb")
    assert not batch.refused
    assert "AGENT (1)" in batch.notes[0]


def test_an_agent_in_one_line_of_version_3_is_passed_over() -> None:
    card = one_card("FN:Chief", "AGENT:BEGIN:VCARD\\nFN:Helper\\nTEL:1\\nEND:VCARD\\n", "TEL:2")
    assert (card.name, phones(card)) == ("Chief", [("2", "")])


def test_the_ranks_of_version_4_order_phones_e_mails_and_names() -> None:
    card = one_card(
        "FN;ALTID=1;LANGUAGE=en:Ann",
        "FN;ALTID=1;PREF=1;LANGUAGE=fr:Anne",
        "TEL;PREF=50;TYPE=home:1",
        "TEL:4",
        'TEL;PREF=10;VALUE=uri;TYPE="work,cell,voice,video,text":tel:+1-418-262-6501;ext=102',
        "EMAIL;PREF=2:b@example.org",
        "EMAIL;PREF=1:a@example.org",
        version="4.0",
    )
    assert card.name == "Anne"
    assert phones(card) == [("+1-418-262-6501 ext. 102", "work mobile"), ("1", "home"), ("4", "")]
    assert [one.address for one in card.emails.values()] == ["a@example.org", "b@example.org"]


def test_labels_of_ones_own_are_kept_as_each_writer_writes_them() -> None:
    samsung = "TEL;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=4B=C3=BC=63=68=65):030 1"
    assert phones(one_card("FN:Ana", samsung, "TEL;X-Festnetz:030 2", version="2.1")) == [
        ("030 1", "k\u00fcche"),
        ("030 2", "festnetz"),
    ]
    apple = one_card("FN:Ana", "item1.EMAIL:a@example.org", "item1.X-ABLabel:Night desk")
    assert [one.label for one in apple.emails.values()] == ["Night desk"]


def test_what_android_and_apple_know_of_nicknames_people_and_days_is_kept() -> None:
    kind = "X-ANDROID-CUSTOM:vnd.android.cursor.item/"
    android = one_card(
        "FN:Ana",
        f"{kind}nickname;Annie;1;;;;",
        f"{kind}relation;Ben;14;;;",
        f"{kind}relation;Zed;0;Neighbour;;",
        f"{kind}contact_event;2001-02-03;1;;",
        f"{kind}contact_event;--06-07;99999;;",
        f"{kind}im;;",
        version="2.1",
    )
    assert android.address_form == "Annie"
    assert android.notes == "Spouse: Ben\nNeighbour: Zed\nAnniversary: 2001-02-03\nDate: --06-07"
    apple = one_card(
        "FN:Ana",
        "item1.X-ABDATE;type=pref:2001-02-03",
        "item1.X-ABLabel:_$!<Anniversary>!$_",
        "item2.X-ABRELATEDNAMES:Ben",
        "item2.X-ABLabel:_$!<Spouse>!$_",
        "X-SOCIALPROFILE;type=mastodon:https://example.org/@ana",
    )
    assert apple.notes == "Anniversary: 2001-02-03\nSpouse: Ben\nProfile: https://example.org/@ana"


def test_words_of_outlook_and_of_version_4_are_kept_and_its_design_is_told() -> None:
    data = (
        b"BEGIN:VCARD\r\nVERSION:2.1\r\nN:Gump;Forrest\r\nX-MS-TEL;VOICE;ASSISTANT:555 0101\r\n"
        b"X-MS-SPOUSE;N:Jenny\r\nX-MS-IMADDRESS:forrest@example.org\r\nX-MS-OL-DESIGN;CHARSET=utf-8:<card/>\r\nEND:VCARD"
    )
    batch = read_vcards(data)
    card = batch.cards[0].customer
    assert phones(card) == [("555 0101", "assistant")]
    assert card.notes == "Spouse: Jenny\nMessenger: forrest@example.org"
    assert "X-MS-OL-DESIGN (1)" in batch.notes[0]
    assert one_card("FN:Ana", "RELATED;TYPE=spouse;VALUE=text:Bob", version="4.0").notes == "Spouse: Bob"


def test_charsets_of_phones_are_read_as_they_say() -> None:
    quoted = b"".join(b"=%02X" % one for one in "\u738b\u5c0f\u660e".encode("gb18030"))
    card = one_card(b"N;CHARSET=GB18030;ENCODING=QUOTED-PRINTABLE:" + quoted, version="2.1")
    assert card.name == "\u738b\u5c0f\u660e"
    shift = "\u8868 \u592a\u90ce".encode("shift_jis")
    assert one_card(b"FN;CHARSET=SHIFT_JIS:" + shift, version="2.1").name == "\u8868 \u592a\u90ce"


@pytest.mark.parametrize(
    ("lines", "name", "kept", "note"),
    [
        (b"NICKNAME:Nana\r\nNICKNAME:Annie", "address_form", "Nana", "Address as: Annie"),
        (b"X-DESKAPP-HOURS:9 to 12\r\nX-DESKAPP-HOURS:after 3", "preferred_hours", "after 3", "Hours: 9 to 12"),
        (b"PRONOUNS:she\r\nX-DESKAPP-PRONOUNS:they", "pronouns", "they", "Pronouns: she"),
        (b"BDAY:19840229\r\nBDAY:1985-02-28", "birthday", "1984-02-29", "Birthday: 1985-02-28"),
        (b"TITLE:Cook\r\nTITLE:Chef", "role", "Cook", "Role: Chef"),
        (b"FN:Ana Cruz", "name", "Ana", "Name: Ana Cruz"),
    ],
)
def test_a_second_value_of_one_field_goes_to_the_notes(lines: bytes, name: str, kept: str, note: str) -> None:
    card = cards(ANA.replace(b"TEL:0917", lines))[0]
    assert (getattr(card, name), card.notes) == (kept, note)


@pytest.mark.parametrize("line", [b"NICKNAME:Nana", b"BDAY:19840229", b"TITLE:Cook", b"PRONOUNS:she", b"FN:Ana"])
def test_the_same_value_twice_is_told_once(line: bytes) -> None:
    assert cards(ANA.replace(b"TEL:0917", line + b"\r\n" + line))[0].notes == ""
