"""The allergies that a file names in a field of their own, and the words by which it says that none are known."""

import re

from deskapp.desk.folding import words
from deskapp.model.customer import Preference

_BETWEEN = re.compile(r"[,;/\n]+")
_NAMES = ("ALLERG", "ALERG", "INTOLERAN", "UNVERTRAG")
_UNKNOWN = frozenset(
    tuple(words(text))
    for text in ("unknown", "not known", "unbekannt", "nicht bekannt", "inconnu", "inconnue", "inconnues",
                 "desconocido", "desconocida", "desconocidas", "tbc", "ask")
)  # fmt: skip
_DENIALS = frozenset(
    words(
        "no none not never nothing nil non nope without free nka nkda nkfa na n kein keine keinen keinerlei nichts "
        "nein ohne aucun aucune pas rien sans neant néant ningun ningún ninguna ninguno nada sin zero 0"
    )
)
_SHORT_FOR_NONE = frozenset(("na", "nka", "nkda", "nkfa"))
_AROUND = frozenset(
    words(
        "a any known allergy allergies allergic allergen allergens food foods drug drugs medicine medication "
        "intolerance intolerances reported recorded stated declared of that we know to anything at all so far yet is "
        "are has have there the she he they d bekannt bekannte bekannten bekannter allergie allergien "
        "unverträglichkeit unverträglichkeiten lebensmittelallergie lebensmittelallergien hat sind es de la "
        "connue connues connu connus allergique alergia alergias alérgico alérgica conocida conocidas conocido "
        "conocidos alimentaire alimentaires alimentaria alimentarias nkda nka nkfa"
    )
)
_SAYS_ALLERGY = ("allerg", "alerg", "intoler", "unvertr", "lebensmittelallerg", "known", "bekannt", "connu", "conocid")


def is_field(name: str) -> bool:
    """Whether the name of a property, or the label of a field, says that it holds allergies."""
    plain = "".join(words(name)).upper()
    return any(one in plain for one in _NAMES)


def says_none(text: str) -> bool:
    """Whether it says that no allergy is known (`none`, `NKA`, `keine bekannt`), and nothing else: `no nuts` does."""
    told = words(text.replace("'", " ").replace("’", " "))
    if not told:
        return not any(letter.isalnum() or letter == "?" for letter in text)
    if "".join(told) in _SHORT_FOR_NONE:
        return True
    if _DENIALS.isdisjoint(told) or not all(word in _DENIALS or word in _AROUND for word in told):
        return False
    return (
        len(told) == 1 or all(word in _DENIALS for word in told) or any(one.startswith(_SAYS_ALLERGY) for one in told)
    )


def is_none(preference: Preference) -> bool:
    """Whether an entry among the allergies only says that none is known."""
    return preference.stance == "allergy" and says_none(preference.item)


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
