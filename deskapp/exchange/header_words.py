"""The headers that address books write over their columns, and what each of them is; accents make no difference."""

from deskapp.model.card_fields import CARD_FIELDS
from deskapp.text.folding import words


def fold(header: str) -> str:
    """The words of a header one space apart, without case and accents; what is no letter and no digit parts them."""
    return " ".join(words(header.replace("'", " ").replace("’", " ")))


CARD = "deskapp card"
"""The header of the whole card in our own tables."""
FIELDS = {
    fold(word): column.target
    for field in CARD_FIELDS
    for column in field.columns
    if column.headers
    for word in column.headers.split(",")
} | {CARD: "card"}

_LABEL_WORDS = {
    "home": "home, private, privat, domicile, maison, particular, residencia, casa",
    "work": "business, work, office, geschäftlich, bureau, travail, professionnel, trabajo",
    "main": "firma, hauptanschluss, principal, main, primary",
    "mobile": "mobile, cell, mobil, handy, móvil, movil, celular, portable, mobiltelefon",
    "other": "other",
    "fax": "fax",
    "pager": "pager, localizador",
    "car": "car",
    "whatsapp": "whatsapp",
    "viber": "viber",
    "assistant": "assistant, assistent",
}
LABELS = {fold(word): label for label, listed in _LABEL_WORDS.items() for word in listed.split(", ")}

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
