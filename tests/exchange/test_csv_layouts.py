"""Tables of Outlook in other languages, of Thunderbird and Yahoo, and what Google says of people, places and days."""

import pytest

from deskapp.exchange.csv_in import read_csv
from deskapp.model.customer import Customer
from tests.exchange.test_csv_in import only, phones


def row(*pairs: str, by: str = ",") -> str:
    """A table of one row out of `header=cell` pairs."""
    header, cells = zip(*(pair.split("=", 1) for pair in pairs), strict=True)
    return by.join(f'"{one}"' for one in header) + "\r\n" + by.join(f'"{one}"' for one in cells) + "\r\n"


def reached(card: Customer) -> list[str]:
    return [one.address for one in card.emails.values()]


GERMAN = row(
    "Anrede=Dr.", "Vorname=Jürgen", "Weitere Vornamen=", "Nachname=Weiß", "Firma=Werft", "Abteilung=Dock",
    "Position=Meister", "Straße geschäftlich=Hafen 1", "Ort geschäftlich=Hamburg", "Postleitzahl geschäftlich=20457",
    "Land/Region geschäftlich=Deutschland", "Fax geschäftlich=040 1", "Telefon geschäftlich=040 2",
    "Telefon geschäftlich 2=040 3", "Fax privat=040 4", "Telefon (privat)=040 5", "Mobiltelefon=0170 6",
    "Geburtstag=0.0.00", "E-Mail-Adresse=j@example.org", "E-Mail-Typ=SMTP", "E-Mail: Angezeigter Name=Jürgen",
    "E-Mail 2: Adresse=j2@example.org", "Kategorien=Stamm;Hafen", "Geschlecht=Keine Angabe", "Notizen=Gruß", by=";"
)  # fmt: skip
FRENCH = row(
    "Titre=Dr.", "Prénom=Jürgen", "Nom=Weiß", "Société=Werft", "Service=Dock", "Titre=Meister",
    "Rue (bureau)=Hafen 1", "Ville (bureau)=Hamburg", "Code postal (bureau)=20457", "Pays/Région (bureau)=Deutschland",
    "Télécopie (bureau)=040 1", "Téléphone (bureau)=040 2", "Téléphone 2 (bureau)=040 3", "Télécopie (domicile)=040 4",
    "Téléphone (domicile)=040 5", "Tél. mobile=0170 6", "Adresse de messagerie=j@example.org",
    "Type de messagerie=SMTP",
    "Nom complet de l'adresse de messagerie=Jürgen", "Adresse de messagerie 2=j2@example.org", "Notes=Gruß",
)  # fmt: skip
SPANISH = row(
    "Tratamiento=Dr.", "Nombre=Jürgen", "Apellidos=Weiß", "Organización=Werft", "Departamento=Dock", "Puesto=Meister",
    "Calle del trabajo=Hafen 1", "Ciudad de trabajo=Hamburg", "Código postal del trabajo=20457",
    "País o región del trabajo=Deutschland", "Fax del trabajo=040 1", "Teléfono del trabajo=040 2",
    "Teléfono del trabajo 2=040 3", "Fax particular=040 4", "Teléfono particular=040 5", "Teléfono móvil=0170 6",
    "Cumpleaños=0/0/00", "Dirección de correo electrónico=j@example.org", "Tipo de correo electrónico=SMTP",
    "Nombre de pantalla de correo electrónico=Jürgen", "Dirección de correo electrónico 2=j2@example.org", "Notas=Gruß",
)  # fmt: skip


@pytest.mark.parametrize("table", [GERMAN, FRENCH, SPANISH], ids=["German", "French", "Spanish"])
@pytest.mark.parametrize("codec", ["cp1252", "utf-8-sig", "utf-16"])
def test_outlook_speaks_the_language_of_its_user(table: str, codec: str) -> None:
    card = only(table.encode(codec))
    assert (card.name, card.company, card.role, card.birthday) == ("Dr. Jürgen Weiß", "Werft", "Meister", "")
    assert phones(card) == [
        ("040 1", "work fax"),
        ("040 2", "work"),
        ("040 3", "work"),
        ("040 4", "home fax"),
        ("040 5", "home"),
        ("0170 6", "mobile"),
    ]
    assert reached(card) == ["j@example.org", "j2@example.org"]
    assert list(card.addresses.values()) == ["Hafen 1\nHamburg, 20457\nDeutschland"]
    assert card.notes.startswith("Gruß\n") and "Dock" in card.notes
    assert ("Groups: Stamm, Hafen" in card.notes) is (table is GERMAN)


def test_thunderbird_keeps_town_and_birthday_in_columns_of_their_own() -> None:
    card = only(
        row(
            "First Name=Ana", "Last Name=Cruz", "Display Name=Ana Cruz", "Primary Email=a@example.org",
            "Secondary Email=b@example.org", "Mobile Number=0917", "Home Address=12 Mabini", "Home Address 2=Unit 4",
            "Home City=Makati", "Home State=NCR", "Home ZipCode=1200", "Home Country=PH", "Birth Year=1990",
            "Birth Month=5", "Birth Day=9",
        )
    )  # fmt: skip
    assert list(card.addresses.values()) == ["12 Mabini\nUnit 4\nMakati, NCR 1200\nPH"]
    assert (card.birthday, reached(card)) == ("1990-05-09", ["a@example.org", "b@example.org"])
    assert only(row("Name=Ana", "Birth Year=", "Birth Month=5", "Birth Day=9")).birthday == "--05-09"


def test_columns_that_are_only_called_home_or_work_are_phones_where_numbers_stand_in_them() -> None:
    assert phones(only(row("First=Ana", "Last=Cruz", "Home=02 8123 4567", "Work=02 8123 4568", "Other=tea"))) == [
        ("02 8123 4567", "home"),
        ("02 8123 4568", "work"),
    ]


def test_two_columns_of_one_name_are_two_phones() -> None:
    assert phones(only(row("Name=Ana", "Phone=0917", "Phone=0918", "Mobile=0919", "Handy=0920"))) == [
        ("0917", ""),
        ("0918", ""),
        ("0919", "mobile"),
        ("0920", "mobile"),
    ]


@pytest.mark.parametrize("label", ["Type", "Label"])
def test_google_says_who_is_who_and_which_day_is_which(label: str) -> None:
    card = only(
        row(
            "Name=Ana Cruz", f"Relation 1 - {label}=spouse", "Relation 1 - Value=Ben",
            f"Event 1 - {label}=Anniversary", "Event 1 - Value=2001-02-03", f"Custom Field 1 - {label}=Shoe",
            "Custom Field 1 - Value=42", f"IM 1 - {label}=Other", "IM 1 - Service=Skype", "IM 1 - Value=ana.c",
            f"Phone 1 - {label}=Work Fax", "Phone 1 - Value=02 8123", f"Website 1 - {label}=",
            "Website 1 - Value=x.org",
        )
    )  # fmt: skip
    assert card.notes.split("\n") == [
        "Spouse: Ben",
        "Anniversary: 2001-02-03",
        "Shoe: 42",
        "Skype: ana.c",
        "Website: x.org",
    ]
    assert phones(card) == [("02 8123", "work fax")]


def test_an_address_in_one_cell_beside_its_parts_is_written_once() -> None:
    told = ("Address 1 - Street=12 Mabini", "Address 1 - City=Makati", "Address 1 - Country=PH")
    whole = only(row("Name=Ana", "Address 1 - Formatted=12 Mabini, Makati, PH", *told))
    assert list(whole.addresses.values()) == ["12 Mabini, Makati, PH"]
    other = only(row("Name=Ana", "Address 1 - Formatted=Corner house", *told))
    assert list(other.addresses.values()) == ["Corner house\n12 Mabini\nMakati\nPH"]


def test_cells_beyond_the_header_are_kept_in_the_notes() -> None:
    assert read_csv(b"Name,Phone\nAna,0917,extra,,more\n").cards[0].customer.notes == "Column 3: extra\nColumn 5: more"


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n", "\r\r\n"])
def test_rows_may_end_in_any_way_also_in_two(end: str) -> None:
    for text in (f"Name,Phone{end}Ana,0917{end}Ben,0918{end}", f"Name,Phone{end}Ana,0917{end}Ben,0918\n"):
        batch = read_csv(text.encode())
        assert [draft.customer.name for draft in batch.cards] == ["Ana", "Ben"]
        assert not batch.refused
