"""The fields of a card, each declared once: every face, file, search, merge and erasure goes by what stands here.

A further line of text takes two steps: a field of `Customer` with "" as its default, and a row in `CARD_FIELDS`, at its
place on the card. A field that is more than text has its own reader or writer in each room, by its name.
"""

from typing import Any

from deskapp.model.frozen import dataclass

KEPT = "It is kept as you type."
TYPED = ("name", "text", "day", "lines")
"""The kinds of fields that are plain text, set as it is typed."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of tables that cards are read from: `target` is what its cells are.

    `headers` are the words over it in anybody's table, in small letters with commas between; `written` is its header in
    our own tables, "" where they have none; `offered` is what a person chooses who says what a column is, "" where it
    isn't on that list, and `first` where it stands there among what most tables have.
    """

    target: str
    headers: str = ""
    written: str = ""
    offered: str = ""
    first: bool = False


@dataclass(frozen=True, slots=True)
class CardField:
    """One field of `Customer`: what it is called, how it is asked for, where it shows, and what becomes of it.

    `kind`: `text` one line, `name` one that is never empty, `day` a date or what was written for one, `lines` text of
    several lines, `choice` a word of ours, `plan`, `entries` several under short keys, `instant`, `id`, or `own`, which
    only its own code reads. `entry` names the texts of an entry, the one that is shown first.
    `label` stands before it on the card's own screen, where a field without one has no row; `hint` and `example` are
    what its question says; `called` is its name in a sentence (the label, if none), a plural where it is `several`.
    `pane`, `spoken`, `table` and `sheet` give its place in the card's pane, in what `deskapp card` says, in our CSV
    files and in printed lists: the lowest first, then as declared here, 0 nowhere. `pane_label` and `said` are its
    labels in the first two where it has another one there, `shown` is what of a `Customer` stands there instead of the
    field alone; `joins` is the field in whose line it stands there, instead of in one of its own.
    `vcard` are the properties that it is read from; it is written as the first one.
    `merges`, when two cards become one: `one` of the two, `each` entry once, `lines` of both, the `earliest`, `either`
    that is there without asking, `with` the field it belongs to, or `not`.
    `searched` is where the search looks for it: in the `name`, on the `card`, in the `notes`, among the `numbers`.
    `identifies` says how it tells who somebody is, for whoever erases them: by `name`, as a way to `reach` them, by
    `place`, as an `address` they are spoken to by, by a `day`, only by rare `words`, or `not`, as no instant
    does; `ours` is a word of the program's own where it looks like one.
    """

    name: str
    kind: str = "text"
    label: str = ""
    hint: str = KEPT
    example: str = ""
    called: str = ""
    several: bool = False
    entry: tuple[str, ...] = ()
    pane: int = 4
    spoken: int = 3
    table: int = 7
    sheet: int = 0
    pane_label: str = ""
    said: str = ""
    shown: str = ""
    joins: str = ""
    columns: tuple[Column, ...] = ()
    vcard: tuple[str, ...] = ()
    merges: str = "one"
    searched: str = ""
    identifies: str = "words"
    may_tell_allergy: bool = False

    @property
    def spoken_of(self) -> str:
        """What it is called in a sentence; "" for one that is only spoken of with the whole card."""
        return self.called or self.label.lower()

    @property
    def shown_as(self) -> str:
        """The name of what is shown of a `Customer` for it."""
        return self.shown or self.name


CARD_FIELDS = (
    CardField(
        "name", "name", "Name", hint="Enter puts it on the card.", pane=0, spoken=1, table=1, sheet=1, vcard=("FN",),
        searched="name", identifies="name", columns=(
            Column("name", "name, full name, display name, contact name, contact, customer, customer name, client, "
                   "client name, vollständiger name, nombre completo, nom complet, pangalan, person, guest, naam, "
                   "nome completo", "Name", "Name", first=True),
            Column("given", "first name, given name, firstname, givenname, first, vorname, nombre, nombres, prénom, "
                   "prenom, voornaam, nome", offered="First name", first=True),
            Column("additional", "middle name, additional name, middlename, middle, weitere vornamen, segundo nombre, "
                   "deuxième prénom"),
            Column("family", "last name, family name, lastname, surname, familyname, last, nachname, familienname, "
                   "apellido, apellidos, nom, nom de famille, apelyido, achternaam, cognome, sobrenome",
                   offered="Last name", first=True),
            Column("prefix", "name prefix, prefix, honorific prefix, anrede, salutation, titre, tratamiento",
                   offered="Title before the name", first=True),
            Column("suffix", "name suffix, suffix, honorific suffix, namenszusatz, suffixe, sufijo"),
        ),
    ),
    CardField(
        "address_form", label="Address as", hint="How to address them first, such as: Ms Ocampo.",
        called="form of address", pane=1, spoken=0, table=3, sheet=2, vcard=("NICKNAME",), searched="card",
        identifies="address", columns=(
            Column("address_form", "nickname, address as, addressed as, how to address, spitzname, apodo, surnom",
                   "Address as", "How to address them"),
        ),
    ),
    CardField(
        "pronouns", label="Pronouns", several=True, pane=0, spoken=0, table=3, joins="address_form",
        vcard=("X-DESKAPP-PRONOUNS", "PRONOUNS"), columns=(Column("pronouns", "pronouns", "Pronouns"),),
    ),
    CardField(
        "company", label="Company", pane=1, table=3, sheet=5, pane_label="From", shown="work", vcard=("ORG",),
        searched="card", columns=(
            Column("company", "company, organization, organisation, organization name, company name, firma, empresa, "
                   "société, employer, business name, unternehmen, organización, organizacion, bedrijf, azienda",
                   "Company", "Company", first=True),
            Column("department", "department, organization department, abteilung, departamento, afdeling"),
        ),
    ),
    CardField(
        "role", label="Role", pane=0, spoken=0, table=3, joins="company", vcard=("TITLE",), columns=(
            Column("role", "job title, title, role, organization title, position, occupation, beruf, cargo, fonction, "
                   "puesto, functie", "Role", "Role", first=True),
        ),
    ),
    CardField(
        "kind", "choice", "Kind", called="kind of card", pane=1, spoken=2, table=2, vcard=("X-DESKAPP-KIND",),
        columns=(Column("kind", "kind", "Kind"),),
    ),
    CardField(
        "plan", "plan", "Plan", example="Care, gold", sheet=8, vcard=("X-DESKAPP-PLAN",), columns=(
            Column("plan", "plan", "Plan", "Plan"),
            Column("plan_until", "plan until, enrolled until", "Plan until"),
            Column("plan_level", "plan level", "Plan level"),
        ),
    ),
    CardField(
        "favorite_dessert", label="Dessert", hint="The favorite dessert, as they would say it.", pane=3, table=5,
        sheet=4, vcard=("X-DESKAPP-FAVORITE-DESSERT",), searched="notes", may_tell_allergy=True, columns=(
            Column("favorite_dessert", "favorite dessert, favourite dessert, dessert", "Favorite dessert",
                   "Favorite dessert"),
        ),
    ),
    CardField(
        "dessert_confirmed_at", "instant", called="dessert", pane=0, spoken=0, table=0,
        vcard=("X-DESKAPP-DESSERT-CONFIRMED",), merges="with",
    ),
    CardField(
        "preferences", "entries", "Preference", called="preferences", several=True, entry=("item",), pane=3, spoken=4,
        table=4, sheet=3, vcard=("X-DESKAPP-PREFERENCE",), merges="each", searched="notes", columns=(
            Column("allergies", "allergies, allergy, allergien, alergias, alergias e intolerancias, food allergies, "
                   "allergens, allergie, alergia, allergene, allergènes, intolerances, unverträglichkeiten, "
                   "intolérances, intolerancias, allergies and intolerances, allergien und unverträglichkeiten, "
                   "allergies et intolérances", "Allergies", "Allergies"),
        ),
    ),
    CardField(
        "phones", "entries", "Phone", called="numbers", several=True, entry=("typed", "number"), pane_label="Reach",
        spoken=4, table=6, sheet=6, vcard=("TEL", "X-MS-TEL"), merges="each", searched="numbers", identifies="reach",
        columns=(
            Column("phone", written="Phone"),
            Column("phone.mobile.value", offered="Mobile phone", first=True),
            Column("phone.work.value", offered="Phone at work", first=True),
            Column("phone.home.value", offered="Phone at home", first=True),
            Column("phone.phone.value", offered="Phone", first=True),
        ),
    ),
    CardField(
        "emails", "entries", "E-mail", called="e-mail addresses", several=True, entry=("address",), pane=0, spoken=4,
        table=6, sheet=7, joins="phones", vcard=("EMAIL",), merges="each", searched="card", identifies="reach",
        columns=(Column("email", written="E-mail"), Column("email.email.value", offered="E-mail", first=True)),
    ),
    CardField(
        "addresses", "entries", "Address", called="addresses", several=True, pane=0, spoken=0, table=6, vcard=("ADR",),
        merges="each", identifies="place",
        columns=(Column("address", written="Address"), Column("address.address.value", offered="Address", first=True)),
    ),
    CardField(
        "warnings", "entries", "Warning", called="warnings", several=True, entry=("text",), pane=0, spoken=4, table=0,
        vcard=("X-DESKAPP-WARNING",), merges="each",
    ),
    CardField("parting", "own", called="parting", pane=0, spoken=4, table=0, merges="either"),
    CardField(
        "preferred_channel", label="Channel", hint="phone, e-mail, letter, chat or counter", pane_label="Prefers",
        said="answer by", shown="answer_by", vcard=("X-DESKAPP-CHANNEL",), identifies="ours",
        columns=(Column("preferred_channel", "preferred channel", "Preferred channel"),),
    ),
    CardField(
        "preferred_hours", label="Hours", called="hours to call", several=True, pane=0, spoken=0,
        joins="preferred_channel", vcard=("X-DESKAPP-HOURS",),
        columns=(Column("preferred_hours", "preferred hours", "Preferred hours"),),
    ),
    CardField(
        "birthday", "day", "Birthday", pane=0, vcard=("BDAY",), identifies="day", columns=(
            Column("birthday", "birthday, birth date, date of birth, dob, bday, geburtstag, geburtsdatum, cumpleaños, "
                   "anniversaire", "Birthday", "Birthday"),
            Column("birth_year", "birth year"), Column("birth_month", "birth month"), Column("birth_day", "birth day"),
        ),
    ),
    CardField(
        "notes", "lines", "Notes", several=True, pane=5, spoken=5, table=8, vcard=("NOTE",), merges="lines",
        searched="notes", may_tell_allergy=True, columns=(
            Column("notes", "notes, note, comments, comment, remarks, notizen, bemerkungen, notas, remarques", "Notes",
                   "Notes"),
            Column("said.groups.value", "group membership, labels, categories, category, kategorien, categorías, "
                   "catégories"),
        ),
    ),
    CardField("created_at", "instant", pane=0, spoken=0, table=0, vcard=("X-DESKAPP-CREATED",), merges="earliest"),
    CardField(
        "customer_since", "instant", pane=0, spoken=0, table=0, vcard=("X-DESKAPP-CUSTOMER-SINCE",), merges="earliest"
    ),
    CardField("merged_into", "id", pane=0, spoken=0, table=0, vcard=("X-DESKAPP-MERGED-INTO",), merges="not"),
    CardField("merged", "own", pane=0, spoken=0, table=0, merges="not", identifies="name"),
    CardField("drafts", "own", pane=0, spoken=0, table=0, merges="not", identifies="not"),
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
    with_a_place = (field for field in CARD_FIELDS if getattr(field, where))
    return tuple(sorted(with_a_place, key=lambda field: int(getattr(field, where))))
