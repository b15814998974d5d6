"""A preference in words, as a person says it: `not dogs`, `needs a ramp`, and `no sugar please` without a `not`.

What only says that no allergy is known is no preference.
"""

from deskapp.model.customer import Preference
from deskapp.text.folding import words

BEGINNING = 4
_DENIALS = frozenset(
    words(
        """no not never none nothing without dont doesnt cant cannot wont hates hate dislikes dislike avoid avoids less
    kein keine keinen keiner keinem nicht nie niemals ohne hasst ungern pas sans jamais ne aucun aucune deteste evite
    eviter sin nunca ningun ninguna odia detesta evitar nada"""
    )
)
_NEEDS = frozenset(words("needs need must has requires braucht muss besoin doit necesita debe"))
_NONE = frozenset(
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


def says_itself(item: str, *, needs: bool = False) -> bool:
    """Whether the words themselves say no (or need), so that nothing is to be put before them."""
    beginning = words(item)[:BEGINNING]
    return not _DENIALS.isdisjoint(beginning) or (needs and not _NEEDS.isdisjoint(beginning))


def shown(preference: Preference) -> str:
    """The words for a card; an allergy stands in a row of its own, which says so."""
    if preference.stance == "dislikes" and not says_itself(preference.item):
        return f"not {preference.item}"
    if preference.stance == "needs" and not says_itself(preference.item, needs=True):
        return f"needs {_inside(preference.item)}"
    return preference.item


def _inside(item: str) -> str:
    """Words inside a sentence: no capital at an `A` or `The` that began a line."""
    first, space, rest = item.partition(" ")
    return first.lower() + space + rest if first in ("A", "An", "The", "To", "Some") else item


def says_none(text: str) -> bool:
    """Whether it says that no allergy is known (`none`, `NKA`, `keine bekannt`), and nothing else: `no nuts` does."""
    told = words(text.replace("'", " ").replace("’", " "))
    if not told:
        return not any(letter.isalnum() or letter == "?" for letter in text)
    if "".join(told) in _SHORT_FOR_NONE:
        return True
    if _NONE.isdisjoint(told) or not _NONE.union(_AROUND).issuperset(told):
        return False
    return len(told) == 1 or _NONE.issuperset(told) or any(word.startswith(_SAYS_ALLERGY) for word in told)
