"""Preferences: their kind is offered or asked, and shown as a person says it."""

import pytest

from deskapp.desk import customers, tastes
from deskapp.desk.preference_words import shown
from deskapp.desk.session import Desk
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
    kind, words = tastes.told(NOBODY, typed)
    assert (kind.stance, words) == (stance, text)


@pytest.mark.parametrize(
    "typed", ["peanuts", "Penizillin", "sin gluten", "never nuts", "must avoid aspirin", "makes her ill"]
)
def test_words_that_may_be_an_allergy_are_refused_without_a_stance(typed: str) -> None:
    with pytest.raises(tastes.UnsaidError, match="may be an allergy or an illness") as error:
        tastes.told(NOBODY, typed)
    assert [*error.value.values] == ["allergy", "likes", "dislikes", "needs"]
    assert tastes.told(NOBODY, typed, "allergy")[0].stance == "allergy"
    assert tastes.told(NOBODY, typed, "dislikes")[0].stance == "dislikes"
    assert tastes.told(NOBODY, typed, "likes")[0].stance == "likes"


def test_an_unknown_stance_is_refused() -> None:
    with pytest.raises(RefusedError, match="one of"):
        tastes.told(NOBODY, "tea", "loves")


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


def test_a_new_dessert_names_the_one_before(desk: Desk) -> None:
    card = customers.make(desk, "Beth")
    sweet = tastes.BY_LETTER["s"]
    assert tastes.put(desk, card, sweet, "pavlova") == "Favorite dessert: pavlova"
    said = tastes.put(desk, card, sweet, "lemon tart")
    assert said == "Favorite dessert: lemon tart (was: pavlova, still on the card)"
    assert tastes.put(desk, card, sweet, "Lemon Tart") == "Favorite dessert: Lemon Tart"


@pytest.mark.parametrize(
    ("before", "text", "is_another"),
    [("pavlova", "lemon tart", True), ("pavlva", "pavlova", False), ("Flan", "flan", False), ("", "flan", False)],
)
def test_a_corrected_dessert_is_not_another_one(before: str, text: str, is_another: bool) -> None:
    assert tastes.is_another(before, text) is is_another
