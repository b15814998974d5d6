"""A new preference: the words first, their kind guessed from them. What may concern safety is never guessed away."""

from collections.abc import Mapping
from typing import Any

from deskapp import slots
from deskapp.desk.cards import allergens, allergies, customers
from deskapp.desk.cards.preference_words import listed
from deskapp.desk.session import Session
from deskapp.errors import DecideError, RefusedError, line_of
from deskapp.messages import said
from deskapp.model.customer import STANCES, Customer, Stance
from deskapp.model.frozen import dataclass
from deskapp.text.folding import same, words

SAME_DESSERT = 0.75


@dataclass(frozen=True, slots=True)
class Taste:
    """One kind of preference; its letter with a colon before the words (`a: peanuts`) chooses it."""

    letter: str
    label: str
    group: str
    stance: Stance


@dataclass(frozen=True, slots=True)
class Put:
    """What was put on a card: as what, and how that is told."""

    card: Customer
    kind: Taste
    words: str

    @property
    def touched(self) -> frozenset[tuple[str, str]]:
        """The card, by its table and id."""
        return frozenset({("customers", self.card.id)})


class UnsaidError(DecideError):
    """Nobody said what some words are, and they may concern safety; `instead` are the stances that would do."""

    wants = "stance"

    def __init__(self, sentence: str, ways: Mapping[str, str]) -> None:
        instead = [(words, {self.wants: stance}) for stance, words in ways.items()]
        super().__init__(sentence, said("Say what it is first."), instead=instead)


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
BY_LETTER = {taste.letter: taste for taste in TASTES}


def read_preference(typed: str) -> tuple[Taste | None, str]:
    """The kind that a letter before a colon names, if any, and the words."""
    letter, colon, rest = typed.partition(":")
    if colon and letter.strip().casefold() in BY_LETTER:
        return BY_LETTER[letter.strip().casefold()], rest.strip()
    return None, typed.strip()


def may_be_allergy(text: str) -> bool:
    """Whether the words may concern somebody's safety without saying so: that is to be asked, not guessed."""
    from deskapp.desk.cards import health

    return health.level(text) == "possible"


def guessed(text: str) -> Taste:
    """The kind to offer first: an allergy where the words may concern safety, else what they speak for."""
    from deskapp.desk.cards import health

    return BY_LETTER["a"] if health.level(text) else _best(text, ("n", "x"))


def of_stance(stance: str, text: str) -> Taste:
    """The kind of some words whose stance was said. Raises RefusedError where there is no such stance."""
    if stance not in STANCES:
        raise RefusedError(
            said("There is no stance {stance!r:.40}.", stance=stance),
            said("It is one of {stances}.", stances=", ".join(STANCES)),
        )
    return _best(text, ()) if stance == "likes" else next(taste for taste in TASTES if taste.stance == stance)


def told(customer: Customer, typed: str, stance: str = "") -> tuple[Taste, str]:
    """The kind and the words of what was typed about somebody.

    Raises UnsaidError where neither a letter nor a stance says what they are, and the words may be an allergy, or a
    dish of what the card says they must not have.
    """
    named, text = read_preference(typed)
    if stance:
        return of_stance(stance, text), text
    if named is None and may_be_allergy(text):
        sentence = f"'{' '.join(text.split()):.60}' may be an allergy or an illness."
        raise UnsaidError(sentence, {stance: stance for stance in (*STANCES[3:], *STANCES[:3])})
    if named is None and (allergy := against(customer, guessed(text), text)):
        raise UnsaidError(allergens.against_words(customer, allergy), {"likes": "they like this all the same"})
    return named or guessed(text), text


def _best(text: str, first: tuple[str, ...]) -> Taste:
    """The kind with the most signs among the words; those that come first need only one."""
    known = set(words(text))
    hits = {letter: len(known & listed(letter)) for letter in BY_LETTER}
    liked = max((taste.letter for taste in TASTES if taste.stance == "likes"), key=lambda letter: hits[letter])
    return BY_LETTER[next((letter for letter in (*first, liked) if hits[letter]), "f")]


def put(desk: Session, customer: Customer, kind: Taste, text: str, *, is_said: bool = False) -> str:
    """Put it on the card; gives what to say. A dessert that it takes the place of stays on the card, and is named.

    Where nobody said what it is (`is_said`), as where a bare Enter takes a guess, a dish of what they must not have is
    refused as a like.
    """
    line_of(text, said("Write what they like, need or must not have."))
    card = customers.of(desk, customer.id) or customer
    allergies.check_none(text, kind.stance)
    allergies.check_like(card, text, kind.stance)
    if not is_said and (allergy := against(card, kind, text)):
        raise RefusedError(allergens.against_words(card, allergy), said("Say what it is first."))
    if not kind.group:
        customers.set_dessert(desk, card, text, although=is_said)
        return dessert_words(text, card.favorite_dessert)
    here = customers.open_visits(desk, card)
    visit = here[0].id if len(here) == 1 else ""
    customers.add_preference(desk, card, text, group=kind.group, stance=kind.stance, visit=visit)
    return f"{'ALLERGY' if kind.stance == 'allergy' else 'On the card'}: {' '.join(text.split())}"


def add(desk: Session, who: Customer, text: str, *, stance: str = "") -> Put:
    """Put on a card what was typed about somebody. Refused like `told` and `put`."""
    kind, words = told(who, text, stance)
    return Put(who, kind, put(desk, who, kind, words, is_said=True))


def check(desk: Session, text: str, given: Mapping[str, Any]) -> None:
    """Refuse words of which somebody has to say what they are, where that was not said."""
    told(given["who"], text, given.get("stance", ""))


def way_back(desk: Session, put: Put) -> str:
    """How the dessert before comes back where another one took its place; "" where none did."""
    return (
        said("`{deskapp}undo` puts it back.", deskapp=slots.DESKAPP)
        if "(was: " in put.words and not put.kind.group
        else ""
    )


def against(customer: Customer, kind: Taste, text: str) -> str:
    """The allergy that speaks against putting it on the card as a like; "" where none does."""
    return allergens.in_like(customer, text) if kind.stance == "likes" else ""


def dessert_words(text: str, before: str) -> str:
    """What to say of a favorite dessert, and of the one before it."""
    line = f"Favorite dessert: {' '.join(text.split())}"
    return f"{line} (was: {before}, still on the card)" if before and not same(before, text) else line


def is_another(before: str, text: str) -> bool:
    """Whether a dessert is another one, and not the same one spelt better."""
    from rapidfuzz.distance import OSA

    mine, other = " ".join(words(before)), " ".join(words(text))
    return bool(mine and other) and OSA.normalized_similarity(mine, other) < SAME_DESSERT
