"""Preferences: their kind is offered or asked, and shown as a person says it."""

import pytest

from deskapp.desk.cards import customers, preferences
from deskapp.desk.cards.preference_words import shown
from deskapp.desk.session import Session
from deskapp.errors import RefusedError
from deskapp.model.customer import Customer, Preference, Stance

NOBODY = Customer("cus_1", "Ann Berg")


@pytest.mark.parametrize(
    ("typed", "stance", "text"),
    [
        ("no sugar please", "dislikes", "no sugar please"),
        ("never before ten", "dislikes", "never before ten"),
        ("a chair with arms", "needs", "a chair with arms"),
        ("walnut cake", "likes", "walnut cake"),
        ("allergic to eggs", "allergy", "allergic to eggs"),
        ("a: peanuts", "allergy", "peanuts"),
        ("f: peanuts", "likes", "peanuts"),
    ],
)
def test_words_that_are_clear_are_told(typed: str, stance: str, text: str) -> None:
    kind, words = preferences.told(NOBODY, typed)
    assert (kind.stance, words) == (stance, text)


@pytest.mark.parametrize(
    "typed", ["peanuts", "Penizillin", "sin gluten", "never nuts", "must avoid aspirin", "makes her ill"]
)
def test_words_that_may_be_an_allergy_are_refused_without_a_stance(typed: str) -> None:
    with pytest.raises(preferences.UnsaidError, match="may be an allergy or an illness") as error:
        preferences.told(NOBODY, typed)
    assert [*error.value.values] == ["allergy", "likes", "dislikes", "needs"]
    assert preferences.told(NOBODY, typed, "allergy")[0].stance == "allergy"
    assert preferences.told(NOBODY, typed, "dislikes")[0].stance == "dislikes"
    assert preferences.told(NOBODY, typed, "likes")[0].stance == "likes"


def test_an_unknown_stance_is_refused() -> None:
    with pytest.raises(RefusedError, match="one of"):
        preferences.told(NOBODY, "tea", "loves")


@pytest.mark.parametrize(
    ("item", "stance", "words"),
    [
        ("small talk", "dislikes", "not small talk"),
        ("no sugar please", "dislikes", "no sugar please"),
        ("never before ten", "dislikes", "never before ten"),
        ("hates dogs", "dislikes", "hates dogs"),
        ("sin azúcar", "dislikes", "sin azúcar"),
        ("A chair with arms", "needs", "needs a chair with arms"),
        ("needs a ramp", "needs", "needs a ramp"),
        ("Earl Grey", "needs", "needs Earl Grey"),
        ("tea", "likes", "tea"),
        ("peanuts", "allergy", "peanuts"),
    ],
)
def test_a_preference_is_shown_as_people_say_it(item: str, stance: Stance, words: str) -> None:
    assert shown(Preference("other", item, stance)) == words


def test_a_new_dessert_names_the_one_before(desk: Session) -> None:
    card = customers.make(desk, "Beth")
    sweet = preferences.BY_LETTER["s"]
    assert preferences.put(desk, card, sweet, "pavlova") == "Favorite dessert: pavlova"
    said = preferences.put(desk, card, sweet, "lemon tart")
    assert said == "Favorite dessert: lemon tart (was: pavlova, still on the card)"
    assert preferences.put(desk, card, sweet, "Lemon Tart") == "Favorite dessert: Lemon Tart"


@pytest.mark.parametrize(
    ("before", "text", "is_another"),
    [("pavlova", "lemon tart", True), ("pavlva", "pavlova", False), ("Flan", "flan", False), ("", "flan", False)],
)
def test_a_corrected_dessert_is_not_another_one(before: str, text: str, is_another: bool) -> None:
    assert preferences.is_another(before, text) is is_another
