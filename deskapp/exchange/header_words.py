"""The headers that address books write over their columns, and what each of them is; accents make no difference."""

from deskapp.text.folding import words


def fold(header: str) -> str:
    """The words of a header one space apart, without case and accents; what is no letter and no digit parts them."""
    return " ".join(words(header.replace("'", " ").replace("’", " ")))


_FIELD_WORDS = {
    "name": "name, full name, display name, contact name, contact, customer, customer name, client, client name, "
    "vollständiger name, nombre completo, nom complet, pangalan, person, guest, naam, nome completo",
    "given": "first name, given name, firstname, givenname, first, vorname, nombre, nombres, prénom, voornaam, nome",
    "additional": "middle name, additional name, middlename, middle, weitere vornamen, segundo nombre, deuxième prénom",
    "family": "last name, family name, lastname, surname, familyname, last, nachname, familienname, apellido, "
    "apellidos, nom, nom de famille, apelyido, achternaam, cognome, sobrenome",
    "prefix": "name prefix, prefix, honorific prefix, anrede, salutation, titre, tratamiento",
    "suffix": "name suffix, suffix, honorific suffix, namenszusatz, suffixe, sufijo",
    "address_form": "nickname, address as, addressed as, how to address, spitzname, apodo, surnom",
    "pronouns": "pronouns",
    "company": "company, organization, organisation, organization name, company name, firma, empresa, société, "
    "employer, business name, unternehmen, organización, bedrijf, azienda",
    "department": "department, organization department, abteilung, departamento, afdeling",
    "role": "job title, title, role, organization title, position, occupation, beruf, cargo, fonction, puesto, functie",
    "birthday": "birthday, birth date, date of birth, dob, bday, geburtstag, geburtsdatum, cumpleaños, anniversaire",
    "birth_year": "birth year",
    "birth_month": "birth month",
    "birth_day": "birth day",
    "said.groups.value": "group membership, labels, categories, category, kategorien, categorías, catégories",
    "notes": "notes, note, comments, comment, remarks, notizen, bemerkungen, notas, remarques",
    "favorite_dessert": "favorite dessert, favourite dessert, dessert",
    "allergies": "allergies, allergy, allergien, alergias, alergias e intolerancias, food allergies, allergens, "
    "allergie, "
    "alergia, allergene, allergènes, intolerances, unverträglichkeiten, intolérances, intolerancias, "
    "allergies and intolerances, allergien und unverträglichkeiten, allergies et intolérances",
    "kind": "kind",
    "preferred_channel": "preferred channel",
    "preferred_hours": "preferred hours",
    "plan": "plan",
    "plan_until": "plan until, enrolled until",
    "plan_level": "plan level",
    "card": "deskapp card",
}
FIELDS = {fold(header): field for field, headers in _FIELD_WORDS.items() for header in headers.split(",")}

LABELS = {
    "home": "home",
    "private": "home",
    "privat": "home",
    "business": "work",
    "work": "work",
    "office": "work",
    "geschaftlich": "work",
    "bureau": "work",
    "travail": "work",
    "professionnel": "work",
    "trabajo": "work",
    "firma": "main",
    "domicile": "home",
    "maison": "home",
    "particular": "home",
    "residencia": "home",
    "casa": "home",
    "hauptanschluss": "main",
    "principal": "main",
    "mobile": "mobile",
    "cell": "mobile",
    "mobil": "mobile",
    "handy": "mobile",
    "movil": "mobile",
    "celular": "mobile",
    "portable": "mobile",
    "mobiltelefon": "mobile",
    "main": "main",
    "primary": "main",
    "other": "other",
    "fax": "fax",
    "pager": "pager",
    "localizador": "pager",
    "car": "car",
    "whatsapp": "whatsapp",
    "viber": "viber",
    "assistant": "assistant",
    "assistent": "assistant",
}

_PART_WORDS = {
    "street": "street, street address, address line 1, line 1, straße, calle, rue, straat",
    "street2": "street 2, address line 2, line 2, address 2, straße 2, calle 2, rue 2",
    "street3": "street 3, address line 3, line 3, address 3, straße 3, calle 3, rue 3",
    "extended": "extended address",
    "box": "po box, p o box",
    "city": "city, town, ort, stadt, ciudad, ville, locality, plaats",
    "region": "region, state, province, county, bundesland, bundesland kanton, state province, "
    "provincia, provincia o estado, dép région, provincie",
    "postcode": "postal code, postcode, zip, zip code, zip postal code, plz, zipcode, postleitzahl, código postal, "
    "code postal",
    "country": "country, country region, land, land region, país, país o región, pays, pays région",
    "value": "formatted",
}
PARTS = {fold(header): part for part, headers in _PART_WORDS.items() for header in headers.split(",")}

_SKIPPED_WORDS = (
    "photo, file as, initials, short name, maiden name, e mail type, e mail display name, e mail 2 type, "
    "e mail 2 display name, e mail 3 type, e mail 3 display name, gender, priority, private, sensitivity, "
    "billing information, directory server, mileage, internet free busy, organizational id number, language, "
    "account, categories color, user 1, user 2, user 3, user 4, geschlecht, vertraulichkeit, priorität, privat, "
    "sprache, initialen, abrechnungsinformation, konto, sexe, priorité, critère de diffusion, langue, initiales, sexo, "
    "prioridad, privado, confidencialidad, idioma, iniciales"
)
SKIPPED = frozenset(map(fold, _SKIPPED_WORDS.split(",")))
