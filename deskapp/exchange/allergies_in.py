"""The allergies that a file names in a field of their own."""

import re

from deskapp.desk.cards.preference_words import says_none
from deskapp.model.customer import Preference
from deskapp.text.folding import words

_BETWEEN = re.compile(r"[,;/\n]+")
_NAMES = ("ALLERG", "ALERG", "INTOLERAN", "UNVERTRAG")
_UNKNOWN = frozenset(
    tuple(words(text))
    for text in ("unknown", "not known", "unbekannt", "nicht bekannt", "inconnu", "inconnue", "inconnues",
                 "desconocido", "desconocida", "desconocidas", "tbc", "ask")
)  # fmt: skip


def is_field(name: str) -> bool:
    """Whether the name of a property, or the label of a field, says that it holds allergies."""
    plain = "".join(words(name)).upper()
    return any(one in plain for one in _NAMES)


def is_unknown(text: str) -> bool:
    """Whether it says that nobody knows whether there is one."""
    return tuple(words(text)) in _UNKNOWN or (not words(text) and "?" in text)


def read(text: str, remarks: list[str]) -> list[Preference]:
    """The allergies that a field names. What says that none is known, or that nobody knows, goes to the notes."""
    whole = " ".join(text.split())
    if is_unknown(text) or says_none(text):
        if len(words(text)) > 1 or not says_none(text):
            remarks.append(f"Allergies: {whole}")
        return []
    items = [" ".join(item.split()) for item in _BETWEEN.split(text)]
    return [Preference("food", item, "allergy") for item in items if item and not says_none(item)]
