"""A preference in words, as a person says it: `not dogs`, `needs a ramp`, and `no sugar please` without a `not`."""

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
