"""What is never changed or left aside by a guess: words that may be an allergy, wherever they are written.

An allergy that is only in a note is not pinned on the card, in lists and on the hand-over: it is offered as one.
"""

import re

from deskapp.desk import customers
from deskapp.desk.folding import same, words
from deskapp.desk.none_known import says_none
from deskapp.desk.session import Desk
from deskapp.errors import RefusedError
from deskapp.model.customer import Customer, Preference
from deskapp.model.interaction import CustomerRef

MOST, SHORTEST = 120, 4
_ENDING = re.compile("(?<=...)(es|s|en|n|e)$")
_AVOIDING = frozenset(("free", "without", "no", "not", "never", "frei", "ohne", "kein", "keine", "sans", "pas", "sin"))
_NO_ALLERGEN = frozenset(
    ("allergy", "allergic", "allergie", "allergisch", "alergia", "severe", "food", "fruit", "with")
)


def must_be_asked(before: Preference, text: str) -> bool:
    """Whether other words for a preference change what is known of somebody's safety, so that only a person may say.

    That is so where a preference begins to speak of an allergy, and where an allergy no longer does.
    """
    from deskapp.desk import health

    if same(before.item, text):
        return False
    concerns_safety = bool(health.level(text))
    if before.stance == "allergy":
        return not concerns_safety
    return concerns_safety


def check_words(before: Preference, text: str) -> None:
    """Refuse other words for a preference that change somebody's safety, where nobody said what they are now."""
    if not must_be_asked(before, text):
        return
    line = f"'{' '.join(text.split()):.60}'"
    if before.stance == "allergy":
        sentence = f"{before.item:.60} is an allergy, and {line} may not be one, so nothing was changed."
    else:
        sentence = f"{line} may be an allergy or an illness, so nothing was changed."
    raise RefusedError(sentence, "Say what it is first.")


def check_none(text: str, stance: str) -> None:
    """Refuse an allergy that only says that none is known."""
    if stance == "allergy" and says_none(text):
        sentence = f"'{' '.join(text.split()):.60}' says that no allergy is known, so nothing was put on the card."
        raise RefusedError(sentence, "{press:note} to write down that they were asked.")


def check_like(customer: Customer, text: str, stance: str) -> None:
    """Refuse to put on a card as liked what stands among its allergies, or has one of them in it."""
    if stance != "likes":
        return
    for allergy in customer.with_stance("allergy"):
        if same(allergy.item, text):
            sentence = (
                f"{text:.60} is an allergy on the card of {customer.name:.40}, so it can't be something they like."
            )
            raise RefusedError(sentence, "Take the allergy off the card first, if it is none.")
        if holds(text, allergy.item):
            sentence = f"{customer.name:.40} must not have {allergy.item:.60}, so '{text:.60}' can't be what they like."
            raise RefusedError(sentence, "Ask them. Take the allergy off the card first, if it is none.")


def holds(text: str, allergy: str) -> bool:
    """Whether words name what an allergy is to, as `walnut brownie` does of walnuts, and do not say it is avoided."""
    said = words(text)
    if not _AVOIDING.isdisjoint(said):
        return False
    stems = [_ENDING.sub("", word) for word in words(allergy) if len(word) >= SHORTEST and word not in _NO_ALLERGEN]
    return any(word.startswith(stem) for word in said for stem in stems)


def told_in(text: str) -> str:
    """The first sentence of a note that tells of an allergy or an illness; "" where none does."""
    from deskapp.desk import health

    return next((one[:MOST] for one in health.sentences(text) if health.names_what_is_harmful(one)), "")


def to_offer(desk: Desk, person: CustomerRef | None, text: str) -> str:
    """The words of a note that are to be offered as an allergy of its person; "" where the card has them already."""
    sentence = told_in(text)
    card = customers.of(desk, person.id) if sentence and person else None
    said = set(words(sentence))
    known = [set(words(one.item)) for one in card.with_stance("allergy")] if card else []
    return "" if any(item and item <= said for item in known) else sentence
