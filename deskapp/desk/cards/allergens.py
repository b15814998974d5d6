"""Whether something that a person is said to like has in it what they must not have: walnut brownie, and walnuts."""

import re

from deskapp.errors import RefusedError
from deskapp.messages import said
from deskapp.model.customer import Customer

SHORTEST = 3
_ENDING = re.compile("(?<=...)(es|s|en|n|e)$")
_AVOIDED = frozenset(("avoid", "eats not", "free", "never", "no", "not eat"))
_EATEN = frozenset(("alone", "dish", "food", "forbidden", "medicine", "substance"))


def in_like(customer: Customer, text: str) -> str:
    """The allergy of a card that speaks against something they are said to like; "" where none does."""
    allergies = (preference.item for preference in customer.with_stance("allergy"))
    return next((allergy for allergy in allergies if names(text, allergy)), "")


class MustNotHaveError(RefusedError):
    """It is said to be liked, and the card says that they must not have something that it names."""


def against_words(customer: Customer, allergy: str) -> str:
    """What is said of it: `Margaret Abernathy must not have Walnuts.`"""
    return said("{name:.40} must not have {allergy:.60}.", name=customer.name, allergy=allergy)


def refuse_like(customer: Customer, text: str, *, meant: bool = False) -> None:
    """Refuse what an allergy speaks against, unless it is `meant` all the same. Raises MustNotHaveError."""
    if not meant and (allergy := in_like(customer, text)):
        step = said("Say that they like it all the same, or write something else.")
        raise MustNotHaveError(against_words(customer, allergy), step)


def names(text: str, allergy: str) -> bool:
    """Whether words name what an allergy is to, as `walnut brownie` does of walnuts, and do not say they avoid it."""
    from deskapp.desk.cards import health

    found = health.kinds_of(text)
    if any(kinds & _AVOIDED for _, kinds in found):
        return False
    of_what = health.kinds_of(allergy)
    phrase = {word for word, kinds in of_what if "phrase" in kinds and kinds & _EATEN}
    if phrase and phrase <= {word for word, _ in found}:
        return True
    allergens = [word for word, kinds in of_what if (kinds & _EATEN or not kinds) and word not in phrase]
    stems = [stem for word in allergens if len(stem := _ENDING.sub("", word)) >= SHORTEST]
    return any(_is_of(word, kinds, stem) for word, kinds in found for stem in stems)


def _is_of(word: str, kinds: frozenset[str], stem: str) -> bool:
    """Whether a word is an allergen, begins with it (`walnuts`), or is one that ends in it (`walnut` of nuts)."""
    bare = _ENDING.sub("", word)
    is_kind_of = "substance" in kinds and bare.endswith(stem)
    return bare == stem or is_kind_of or (len(stem) > SHORTEST and word.startswith(stem))
