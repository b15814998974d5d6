"""Each sample is written by hand after the columns that a program is known to export."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.errors import DeskError, RefusedError, UsageError
from deskapp.exchange.columns import guess_columns
from deskapp.exchange.csv_in import read_choices, read_csv
from deskapp.exchange.csv_table import find_delimiter, read_table
from deskapp.model.customer import Customer
from tests.conftest import Within


def only(text: str | bytes, **chosen: str) -> Customer:
    batch = read_csv(text if isinstance(text, bytes) else text.encode(), chosen)
    assert len(batch.cards) == 1
    return batch.cards[0].customer


def phones(customer: Customer) -> list[tuple[str, str]]:
    return [(phone.typed, phone.label) for phone in customer.phones.values()]


def test_googles_old_layout() -> None:
    card = only(
        "Name,Given Name,Family Name,Nickname,Birthday,Notes,Group Membership,E-mail 1 - Type,E-mail 1 - Value,"
        "Phone 1 - Type,Phone 1 - Value,Phone 2 - Type,Phone 2 - Value,Address 1 - Type,Address 1 - Formatted,"
        "Organization 1 - Name,Organization 1 - Title\n"
        'Ana Cruz,Ana,Cruz,Annie,1984-02-29,"line one\nline two",* myContacts ::: Regulars,* Home,'
        "ana@example.org ::: a2@example.org,Mobile,0917 555 0001 ::: 0917 555 0002,Work,02 8123,Home,"
        '"12 Mabini St\nMakati",Harbour Clinic,Nurse\n'
    )
    assert (card.name, card.address_form, card.company, card.role) == ("Ana Cruz", "Annie", "Harbour Clinic", "Nurse")
    assert phones(card) == [("0917 555 0001", "mobile"), ("0917 555 0002", "mobile"), ("02 8123", "work")]
    emails = [("ana@example.org", "home"), ("a2@example.org", "home")]
    assert [(email.address, email.label) for email in card.emails.values()] == emails
    assert list(card.addresses.values()) == ["12 Mabini St\nMakati"]
    assert card.birthday == "1984-02-29"
    assert card.notes == "line one\nline two\nGroups: Regulars"


def test_a_target_that_there_is_not_is_told_with_those_that_there_are() -> None:
    with pytest.raises(UsageError) as refused:
        read_choices(["Whole=nobody"])
    assert (refused.value.next_step or "").startswith("Write HEADER=WHAT, with one of name, ")


def test_googles_new_layout() -> None:
    card = only(
        "First Name,Middle Name,Last Name,Phonetic First Name,Name Prefix,Name Suffix,Nickname,File As,"
        "Organization Name,Organization Title,Organization Department,Birthday,Notes,Photo,Labels,"
        "E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - Label,"
        "Address 1 - Street,Address 1 - City,Address 1 - Postal Code,"
        "Address 1 - Country,Website 1 - Label,Website 1 - Value\n"
        "Ana,Maria,Cruz,,Dr.,,,,Harbour Clinic,,Reception,,,https://example.org/p,* myContacts,Work,ana@example.org,"
        "Front desk,0917 555 0001,Home,12 Mabini St,Makati,1200,PH,,https://example.org\n"
    )
    assert card.name == "Dr. Ana Maria Cruz"
    assert phones(card) == [("0917 555 0001", "Front desk")]
    assert list(card.addresses.values()) == ["12 Mabini St\nMakati, 1200\nPH"]
    assert card.notes.split("\n") == ["Website: https://example.org", "Department: Reception"]


def test_outlook_in_the_charset_of_windows() -> None:
    card = only(
        (
            '"Title","First Name","Middle Name","Last Name","Suffix","Company","Department","Job Title",'
            '"Business Street","Business City","Business Postal Code","Business Country/Region",'
            '"Business Fax","Business Phone",'
            '"Business Phone 2","Home Phone","Mobile Phone","Birthday","Anniversary","E-mail Address","E-mail Type",'
            '"E-mail 2 Address","Gender","Notes","Priority"\r\n'
            '"Herr","Jürgen","","Weiß","","Werft","","Meister","Hafen 1","Hamburg","20457","Germany","040 1","040 2",'
            '"040 3","040 4","0171 5","0/0/00","0/0/00","jw@example.org","SMTP","j2@example.org","Unspecified","Gruß",'
            '"Normal"\r\n'
        ).encode("cp1252")
    )
    assert (card.name, card.company, card.role, card.birthday) == ("Herr Jürgen Weiß", "Werft", "Meister", "")
    assert phones(card) == [
        ("040 1", "work fax"),
        ("040 2", "work"),
        ("040 3", "work"),
        ("040 4", "home"),
        ("0171 5", "mobile"),
    ]
    assert [one.address for one in card.emails.values()] == ["jw@example.org", "j2@example.org"]
    assert list(card.addresses.values()) == ["Hafen 1\nHamburg, 20457\nGermany"]
    assert card.notes == "Gruß"


def test_a_semicolon_table_with_german_headers() -> None:
    card = only("Vorname;Nachname;Firma;Mobiltelefon;E-Mail-Adresse\nKäthe;Groß;Werft, GmbH;0171 1;k@example.org\n")
    assert (card.name, card.company) == ("Käthe Groß", "Werft, GmbH")
    assert phones(card) == [("0171 1", "mobile")]


@pytest.mark.parametrize(
    "header", ["First name,Last name,Phone (mobile),Work Email", "first_name,last_name,Mobile,Email work"]
)
def test_what_apples_exporters_write(header: str) -> None:
    card = only(f"{header}\nAna,Cruz,0917 555 0001,ana@example.org\n")
    assert card.name == "Ana Cruz"
    assert phones(card) == [("0917 555 0001", "mobile")]
    assert [(one.address, one.label) for one in card.emails.values()] == [("ana@example.org", "work")]


def test_a_table_without_a_header_is_read_by_what_stands_in_it() -> None:
    batch = read_csv(b"Ana Cruz,0917 555 0001,ana@example.org\nBen Lee,0917 555 0002,ben@example.org\n")
    assert [draft.customer.name for draft in batch.cards] == ["Ana Cruz", "Ben Lee"]
    assert [phones(draft.customer)[0][0] for draft in batch.cards] == ["0917 555 0001", "0917 555 0002"]


def test_an_unclear_table_asks_for_its_columns_and_takes_a_choice() -> None:
    data = b"Alpha,Beta\nAna Cruz,tea\n"
    with pytest.raises(RefusedError, match="not clear which column") as refusal:
        read_csv(data)
    assert "'Alpha', 'Beta'" in refusal.value.sentence
    card = read_csv(data, {"Alpha": "name"}).cards[0].customer
    assert (card.name, card.notes) == ("Ana Cruz", "Beta: tea")


def test_a_number_that_a_spreadsheet_rounded_is_no_phone() -> None:
    card = only("Name,Phone\nAna,9.17556E+11\n")
    assert not card.phones
    assert "9.17556E+11" in card.notes


def test_allergies_become_a_class_of_their_own() -> None:
    card = only("Name,Allergies,Dessert\nAna,peanuts; shrimp,leche flan\n")
    assert [one.item for one in card.with_stance("allergy")] == ["peanuts", "shrimp"]
    assert card.favorite_dessert == "leche flan"
    assert not only("Name,Allergies\nAna,none\n").preferences


def test_rows_without_anybody_are_refused_with_their_line() -> None:
    batch = read_csv(b"Name,City,Notes\nAna,Makati,\n,Pasig,?\n\nBen,,\n")
    assert [draft.line for draft in batch.cards] == [2, 5]
    assert [(one.line, one.excerpt) for one in batch.refused] == [(3, "Pasig ?")]


def test_what_was_left_out_or_kept_in_the_notes_is_told() -> None:
    notes = read_csv(b"Name,Hobby,Photo\nAna,chess,x\n").notes
    assert notes == ("Kept in the notes: Hobby.", "Columns left out: Photo.")


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"])
def test_the_charset_is_found_out(codec: str) -> None:
    assert only("Name,Phone\nJosé Peña,0917 555 0001\n".encode(codec)).name == "José Peña"


def test_cyrillic_and_japanese_are_told_apart_from_western_text() -> None:
    cyrillic, japanese = "Name;Phone\nИван Петров;495\nОльга Смирнова;9", "Name,Phone\nやまだ たろう,03\nサトウ,04"
    assert read_csv(cyrillic.encode("cp1251")).cards[0].customer.name == "Иван Петров"
    assert read_csv(japanese.encode("cp932")).cards[0].customer.name == "やまだ たろう"
    assert read_csv("Name\nŽofie".encode("cp1250"), codec="cp1250").cards[0].customer.name == "Žofie"


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a,b\n1,2", ","),
        ("a;b\n1,5;2", ";"),
        ("a\tb\n1\t2", "\t"),
        ("a|b\n1|2", "|"),
        ("sep=;\na,b;c", ";"),
        ("a", ","),
    ],
)
def test_the_delimiter_is_found_out(text: str, delimiter: str) -> None:
    assert find_delimiter(text) == delimiter


def test_a_quote_that_never_closes_is_told_with_its_line() -> None:
    data = b"Name,Notes\nAna,ok\nBen," + b'"never closed\n' + b"x,y\n" * 300
    batch = read_csv(data)
    assert [draft.customer.name for draft in batch.cards] == ["Ana"]
    assert batch.refused[0].line == 3
    assert "a quote is opened here and not closed" in batch.refused[0].reason


@pytest.mark.parametrize("header", ["Cumpleaños", "CUMPLEANOS", "cumplean\u0303os", "  cumpleaños:"])
def test_a_header_is_known_with_its_accents_or_without(header: str) -> None:
    assert [one.target for one in guess_columns([header, "MÓVIL", "telefono"], [])] == [
        *("birthday", "phone.mobile.value", "phone.phone.value")
    ]


def test_the_confidence_tells_a_known_header_from_a_guess() -> None:
    name, phone, unknown = guess_columns(["Full Name", "Kontakt", "Misc"], [["Ana", "0917 555 0001", "tea"]])
    assert (name.target, name.confidence) == ("name", 1.0)
    assert phone.target.startswith("phone.")
    assert 0.5 < phone.confidence < 1
    assert unknown.confidence < 0.5


@pytest.mark.parametrize(
    ("start", "piece", "times"),
    [(b"", b"x", 50_000_000), (b"", b",", 50_000_000), (b"Ana,", b'"', 50_000_001), (b'Ana,"', b"\n", 400_000)],
    ids=["one line", "commas", "quotes", "open quote"],
)
def test_a_hostile_table_costs_little(start: bytes, piece: bytes, times: int, within: Within) -> None:
    with within(15):
        batch = read_csv(b"Name,Notes\nEve,ok\n" + start + piece * times)
    assert [draft.customer.name for draft in batch.cards] == ["Eve"]
    assert batch.refused


@given(st.binary(max_size=200) | st.text(',;"\n\t=ab@1', max_size=80).map(str.encode))
def test_any_bytes_end_in_a_table_or_one_sentence(data: bytes) -> None:
    try:
        batch = read_csv(b"Name,Phone\n" + data)
    except DeskError as refusal:
        assert refusal.next_step
    else:
        assert all(draft.customer.name for draft in batch.cards)


def test_too_many_rows_are_one_sentence() -> None:
    with pytest.raises(RefusedError, match="more than 100,000 rows"):
        read_table(b"Name\n" + b"A\n" * 100_001)
