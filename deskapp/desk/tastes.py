"""A new preference: the words first, their kind guessed from them."""

import re

from deskapp.desk import customers
from deskapp.desk.folding import words
from deskapp.desk.session import Desk
from deskapp.errors import RefusedError
from deskapp.model.customer import Customer, Stance
from deskapp.model.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Taste:
    """One kind of preference; its letter with a colon before the words (`a: peanuts`) chooses it."""

    letter: str
    label: str
    group: str
    stance: Stance


_SIGNS = {
    "d": """tea coffee espresso latte cappuccino water juice milk cocoa chocolate lemonade beer wine cola soda chai
        matcha americano decaf""",
    "s": """cake tart pie pudding gelato sorbet tiramisu brownie cheesecake flan mousse crumble pastry donut strudel
        dessert ice-cream halo-halo""",
    "f": """sandwich soup salad bread fruit vegan vegetarian halal kosher rice noodles biscuit biscuits cookie cookies
        breakfast lunch""",
    "a": "allergic allergy allergies anaphylaxis epipen intolerant intolerance coeliac celiac",
    "n": "needs need wheelchair ramp hearing quiet chair seat interpreter large print",
    "x": "dislikes hates no not never without",
    "t": "call calls email ring rings text slowly loud louder formal speak speaks mornings afternoons",
    "o": "football tennis music violin garden dog dogs cat cats children grandchildren sailing travel books",
}
TASTES = (
    Taste("d", "Drink", "drink", "likes"),
    Taste("s", "Sweet: the favorite dessert", "", "likes"),
    Taste("f", "Food", "food", "likes"),
    Taste("a", "ALLERGY, always on top", "food", "allergy"),
    Taste("n", "Needs", "comfort", "needs"),
    Taste("x", "Does not like", "other", "dislikes"),
    Taste("t", "How to talk with them", "communication", "likes"),
    Taste("o", "Topics they enjoy", "topics", "likes"),
)
BY_LETTER = {one.letter: one for one in TASTES}
# What must not be eaten is an allergy until somebody says otherwise: better a line too high than a line too low.
_MUST_NOT = re.compile(
    r"\b(cannot|cant|can not|must not|mustnt|may not) (eat|have|drink|take)\b"
    r"|\b(no|without|not any) (\w+ )?"
    r"(nuts?|peanuts?|walnuts?|hazelnuts?|almonds?|gluten|lactose|shellfish|sesame|penicillin)\b"
)
_KNOWN_BY = {letter: frozenset(words(signs)) for letter, signs in _SIGNS.items()}


def read_taste(typed: str) -> tuple[Taste | None, str]:
    """The kind that a letter before a colon names, if any, and the words."""
    letter, colon, rest = typed.partition(":")
    if colon and letter.strip().casefold() in BY_LETTER:
        return BY_LETTER[letter.strip().casefold()], rest.strip()
    return None, typed.strip()


def guessed(text: str) -> Taste:
    """The kind that the words speak for: an allergy before all, then what somebody needs or does not want."""
    known = set(words(text))
    if _MUST_NOT.search(" ".join(words(text))):
        return BY_LETTER["a"]
    hits = {letter: len(known & signs) for letter, signs in _KNOWN_BY.items()}
    denied = bool(known & {"no", "none", "not"})
    for letter in ("a", "x", "n"):
        if hits[letter] and not (letter == "a" and denied):
            return BY_LETTER[letter]
    best = max(TASTES, key=lambda one: hits[one.letter])
    return best if hits[best.letter] else BY_LETTER["f"]


def put(desk: Desk, customer: Customer, kind: Taste, text: str) -> str:
    """Put it on the card; gives what to say."""
    if not text:
        raise RefusedError("Nothing was written.", "Write what they like, need or must not have.")
    if not kind.group:
        customers.set_text(desk, customer, "favorite_dessert", text)
        return f"Favorite dessert: {text}"
    customers.add_preference(desk, customer, text, group=kind.group, stance=kind.stance)
    return f"{'ALLERGY' if kind.stance == 'allergy' else 'On the card'}: {' '.join(text.split())}"
