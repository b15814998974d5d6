"""A preference in words, as a person says it: `not dogs`, `needs a ramp`, and `no sugar please` without a `not`.

What only says that no allergy is known is no preference.
"""

from functools import cache

from deskapp.model.customer import Preference
from deskapp.text.folding import words
from deskapp.words import loader

FILE, BEGINNING = "taste_words.json", 4
_SHORT_FOR_NONE = frozenset(("na", "nka", "nkda", "nkfa"))
_SAYS_ALLERGY = ("allerg", "alerg", "intoler", "unvertr", "lebensmittelallerg", "known", "bekannt", "connu", "conocid")


@cache
def listed(kind: str) -> frozenset[str]:
    """The words of a kind in the shipped list, such as `says no`, or the letter of a taste. Raises PlaybookError."""
    document: dict[str, str] = loader.parse_json(loader.shipped(FILE), FILE)
    return frozenset(words(document.get(kind, "")))


def says_itself(item: str, *, needs: bool = False) -> bool:
    """Whether the words themselves say no (or need), so that nothing is to be put before them."""
    beginning = words(item)[:BEGINNING]
    says_need = needs and not listed("says need").isdisjoint(beginning)
    return says_need or not listed("says no").isdisjoint(beginning)


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
    none = listed("none")
    if none.isdisjoint(told) or not none.union(listed("none, and beside it")).issuperset(told):
        return False
    return len(told) == 1 or none.issuperset(told) or any(word.startswith(_SAYS_ALLERGY) for word in told)
