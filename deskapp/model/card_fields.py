"""The fields of a card, each declared once: every face, file, search, merge and erasure goes by what stands here.

A further line of text takes two steps: a field of `Customer` with "" as its default, and a row in `CARD_FIELDS`, at its
place on the card. A field that is more than text has its own reader or writer in each room, by its name.
"""

from typing import Any

from deskapp.model.card_field import CardField, Column

TYPED = ("name", "text", "day", "lines")
"""The kinds of fields that are plain text, set as it is typed."""
CARD_FIELDS = (
    CardField(
        "name", "name", "Name", hint="Enter puts it on the card.", pane=0, spoken=1, table=1, sheet=1,
        columns=(
            Column(
                "name", "name, full name, display name, contact name, contact, customer, customer name, client, client "
                "name, vollständiger name, nombre completo, nom complet, pangalan, person, guest, naam, nome completo",
                "Name", "Name", first=True,
            ),
            Column(
                "given", "first name, given name, firstname, givenname, first, vorname, nombre, nombres, prénom, "
                "prenom, voornaam, nome", offered="First name", first=True,
            ),
            Column(
                "additional", "middle name, additional name, middlename, middle, weitere vornamen, segundo nombre, "
                "deuxième prénom",
            ),
            Column(
                "family", "last name, family name, lastname, surname, familyname, last, nachname, familienname, "
                "apellido, apellidos, nom, nom de famille, apelyido, achternaam, cognome, sobrenome",
                offered="Last name", first=True,
            ),
            Column(
                "prefix", "name prefix, prefix, honorific prefix, anrede, salutation, titre, tratamiento",
                offered="Title before the name", first=True,
            ),
            Column("suffix", "name suffix, suffix, honorific suffix, namenszusatz, suffixe, sufijo"),
        ),
        vcard=("FN",), searched="name", identifies="name",
    ),
    CardField(
        "address_form", label="Address as", hint="How to address them first, such as: Ms Ocampo.",
        called="form of address", pane=1, spoken=0, table=3, sheet=2,
        columns=(
            Column(
                "address_form", "nickname, address as, addressed as, how to address, spitzname, apodo, surnom",
                "Address as", "How to address them",
            ),
        ),
        vcard=("NICKNAME",), searched="card", identifies="address",
    ),
    CardField(
        "pronouns", label="Pronouns", several=True, pane=0, spoken=0, table=3, joins="address_form",
        columns=(Column("pronouns", "pronouns", "Pronouns"),), vcard=("X-DESKAPP-PRONOUNS", "PRONOUNS"),
    ),
    CardField(
        "company", label="Company", pane=1, table=3, sheet=5, pane_label="From", shown="work",
        columns=(
            Column(
                "company", "company, organization, organisation, organization name, company name, firma, empresa, "
                "société, employer, business name, unternehmen, organización, organizacion, bedrijf, azienda",
                "Company", "Company", first=True,
            ),
            Column("department", "department, organization department, abteilung, departamento, afdeling"),
        ),
        vcard=("ORG",), searched="card",
    ),
    CardField(
        "role", label="Role", pane=0, spoken=0, table=3, joins="company",
        columns=(
            Column(
                "role", "job title, title, role, organization title, position, occupation, beruf, cargo, fonction, "
                "puesto, functie", "Role", "Role", first=True,
            ),
        ),
        vcard=("TITLE",),
    ),
    CardField(
        "kind", "choice", "Kind", called="kind of card", pane=1, spoken=2, table=2,
        columns=(Column("kind", "kind", "Kind"),), vcard=("X-DESKAPP-KIND",),
    ),
    CardField(
        "plan", "plan", "Plan", example="Care, gold", sheet=8,
        columns=(
            Column("plan", "plan", "Plan", "Plan"),
            Column("plan_until", "plan until, enrolled until", "Plan until"),
            Column("plan_level", "plan level", "Plan level"),
        ),
        vcard=("X-DESKAPP-PLAN",),
    ),
    CardField(
        "favorite_dessert", label="Dessert", hint="The favorite dessert, as they would say it.",
        pane=3, table=5, sheet=4,
        columns=(
            Column(
                "favorite_dessert", "favorite dessert, favourite dessert, dessert", "Favorite dessert",
                "Favorite dessert",
            ),
        ),
        vcard=("X-DESKAPP-FAVORITE-DESSERT",), searched="notes", may_tell_allergy=True,
    ),
    CardField(
        "dessert_confirmed_at", "instant", called="dessert", pane=0, spoken=0, table=0,
        vcard=("X-DESKAPP-DESSERT-CONFIRMED",), merges="with",
    ),
    CardField(
        "preferences", "entries", "Preference", called="preferences", several=True, entry=("item",),
        pane=3, spoken=4, table=4, sheet=3,
        columns=(
            Column(
                "allergies", "allergies, allergy, allergien, alergias, alergias e intolerancias, food allergies, "
                "allergens, allergie, alergia, allergene, allergènes, intolerances, unverträglichkeiten, intolérances, "
                "intolerancias, allergies and intolerances, allergien und unverträglichkeiten, "
                "allergies et intolérances", "Allergies", "Allergies",
            ),
        ),
        vcard=("X-DESKAPP-PREFERENCE",), merges="each", searched="notes",
    ),
    CardField(
        "phones", "entries", "Phone", called="numbers", several=True, entry=("typed", "number"),
        spoken=4, table=6, sheet=6,
        columns=(
            Column("phone", written="Phone"),
            Column("phone.mobile.value", offered="Mobile phone", first=True),
            Column("phone.work.value", offered="Phone at work", first=True),
            Column("phone.home.value", offered="Phone at home", first=True),
            Column("phone.phone.value", offered="Phone", first=True),
        ),
        vcard=("TEL", "X-MS-TEL"), merges="each", searched="numbers", identifies="reach",
    ),
    CardField(
        "emails", "entries", "E-mail", called="e-mail addresses", several=True, entry=("address",),
        pane=0, spoken=4, table=6, sheet=7, joins="phones",
        columns=(Column("email", written="E-mail"), Column("email.email.value", offered="E-mail", first=True)),
        vcard=("EMAIL",), merges="each", searched="card", identifies="reach",
    ),
    CardField(
        "addresses", "entries", "Address", called="addresses", several=True, pane=0, spoken=0, table=6,
        columns=(Column("address", written="Address"), Column("address.address.value", offered="Address", first=True)),
        vcard=("ADR",), merges="each", identifies="place",
    ),
    CardField(
        "warnings", "entries", "Warning", called="warnings", several=True, entry=("text",), pane=0, spoken=4, table=0,
        vcard=("X-DESKAPP-WARNING",), merges="each",
    ),
    CardField("parting", "own", called="parting", pane=0, spoken=4, table=0, merges="either"),
    CardField(
        "preferred_channel", label="Channel", hint="phone, e-mail, letter, chat or counter",
        pane_label="Prefers", said="answer by", shown="answer_by",
        columns=(Column("preferred_channel", "preferred channel", "Preferred channel"),),
        vcard=("X-DESKAPP-CHANNEL",), identifies="ours",
    ),
    CardField(
        "preferred_hours", label="Hours", called="hours to call", several=True, pane=0, spoken=0,
        joins="preferred_channel",
        columns=(Column("preferred_hours", "preferred hours", "Preferred hours"),), vcard=("X-DESKAPP-HOURS",),
    ),
    CardField(
        "birthday", "day", "Birthday", pane=0,
        columns=(
            Column(
                "birthday", "birthday, birth date, date of birth, dob, bday, geburtstag, geburtsdatum, cumpleaños, "
                "anniversaire", "Birthday", "Birthday",
            ),
            Column("birth_year", "birth year"), Column("birth_month", "birth month"), Column("birth_day", "birth day"),
        ),
        vcard=("BDAY",), identifies="day",
    ),
    CardField(
        "notes", "lines", "Notes", several=True, pane=5, spoken=5, table=8,
        columns=(
            Column(
                "notes", "notes, note, comments, comment, remarks, notizen, bemerkungen, notas, remarques",
                "Notes", "Notes",
            ),
            Column(
                "said.groups.value", "group membership, labels, categories, category, kategorien, categorías, "
                "catégories",
            ),
        ),
        vcard=("NOTE",), merges="lines", searched="notes", may_tell_allergy=True,
    ),
    CardField(
        "created_at", "instant", pane=0, spoken=0, table=0, vcard=("X-DESKAPP-CREATED",), merges="earliest"
    ),
    CardField(
        "customer_since", "instant", pane=0, spoken=0, table=0, vcard=("X-DESKAPP-CUSTOMER-SINCE",), merges="earliest"
    ),
    CardField("merged_into", "id", pane=0, spoken=0, table=0, vcard=("X-DESKAPP-MERGED-INTO",), merges="not"),
    CardField("merged", "own", pane=0, spoken=0, table=0, merges="not", identifies="name"),
    CardField("drafts", "own", pane=0, spoken=0, table=0, merges="not"),
)  # fmt: skip
BY_NAME = {field.name: field for field in CARD_FIELDS}
TYPED_FIELDS = tuple(field.name for field in CARD_FIELDS if field.kind in TYPED)
ENTRY_TEXTS = tuple(field.entry[0] for field in CARD_FIELDS if field.entry)


def entry_text(name: str, entry: Any) -> str:
    """The words of an entry of a field, such as a phone number as it was typed."""
    texts = BY_NAME[name].entry
    return str(getattr(entry, texts[0]) if texts else entry)


def those(**said: object) -> tuple[CardField, ...]:
    """The fields whose declaration says all of this, in the order of the card, such as `those(merges="each")`."""
    wanted = said.items()
    return tuple(field for field in CARD_FIELDS if all(getattr(field, name) == value for name, value in wanted))


def names(**said: object) -> tuple[str, ...]:
    """The names of `those` fields."""
    return tuple(field.name for field in those(**said))


def placed(where: str) -> tuple[CardField, ...]:
    """The fields with a place of their own in the `pane`, the `table`, the `sheet` or what is `spoken`, in order."""
    found = (field for field in CARD_FIELDS if getattr(field, where))
    return tuple(sorted(found, key=lambda field: int(getattr(field, where))))
