"""Words that change what is known of somebody's safety are never taken by a guess, wherever they are written."""

import pytest

from deskapp.desk.cards import allergies, customers, entries, preferences
from deskapp.desk.session import Session
from deskapp.errors import RefusedError
from deskapp.model.customer import Customer, Stance
from deskapp.model.interaction import CustomerRef


@pytest.fixture
def beth(desk: Session) -> Customer:
    return customers.make(desk, "Beth Ocampo")


def with_preference(desk: Session, card: Customer, item: str, stance: Stance) -> tuple[Customer, str]:
    card = customers.add_preference(desk, card, item, stance=stance)
    return card, next(iter(card.preferences))


@pytest.mark.parametrize("stance", ["likes", "dislikes", "needs"])
@pytest.mark.parametrize("text", ["peanuts", "allergic to tea", "no pork", "Erdbeeren", "gluten free bread"])
def test_no_preference_is_reworded_into_an_allergy_unasked(
    desk: Session, beth: Customer, stance: Stance, text: str
) -> None:
    card, key = with_preference(desk, beth, "green tea", stance)
    with pytest.raises(RefusedError, match="may be an allergy"):
        entries.set_text(desk, card, "preferences", key, text)
    assert customers.get(desk, card.id).preferences == card.preferences
    after = entries.reword(desk, card, key, text, "food", "allergy")
    assert [one.item for one in after.with_stance("allergy")] == [text]


@pytest.mark.parametrize("text", ["long walks", "green tea", "the window seat"])
def test_no_allergy_is_reworded_into_harmless_words_unasked(desk: Session, beth: Customer, text: str) -> None:
    card, key = with_preference(desk, beth, "walnuts", "allergy")
    with pytest.raises(RefusedError, match="walnuts is an allergy"):
        entries.set_text(desk, card, "preferences", key, text)
    assert [one.item for one in customers.get(desk, card.id).with_stance("allergy")] == ["walnuts"]


@pytest.mark.parametrize(
    ("before", "stance", "text"),
    [
        ("walnuts", "allergy", "walnuts and eggs"),
        ("walnuts", "allergy", "Walnuts"),
        ("green tea", "likes", "mint tea"),
        ("xylitol", "allergy", "Xylitol"),
    ],
)
def test_other_words_of_the_same_kind_need_no_question(
    desk: Session, beth: Customer, before: str, stance: Stance, text: str
) -> None:
    card, key = with_preference(desk, beth, before, stance)
    after = entries.set_text(desk, card, "preferences", key, text)
    assert [(one.item, one.stance) for one in after.preferences.values()] == [(text, stance)]


def test_what_is_an_allergy_cannot_be_added_as_liked(desk: Session, beth: Customer) -> None:
    card, _ = with_preference(desk, beth, "Peanuts", "allergy")
    for letter in ("f", "s"):
        with pytest.raises(RefusedError, match="is an allergy on the card of Beth"):
            preferences.put(desk, card, preferences.BY_LETTER[letter], "peanuts")


@pytest.mark.parametrize(
    ("note", "words"),
    [
        ("allergic to nuts", "allergic to nuts"),
        ("Came for the guitar. Peanut allergy in the family!", "Peanut allergy in the family!"),
        ("hat eine Nussallergie", "hat eine Nussallergie"),
        ("allergique aux noix", "allergique aux noix"),
        ("no gluten please", "no gluten please"),
        ("diabetic, bring water", "diabetic, bring water"),
        ("waits for the blue lid", ""),
        ("is ill today, comes tomorrow", ""),
        ("likes strawberry ice cream", ""),
    ],
)
def test_a_note_that_may_tell_of_an_allergy_is_offered(desk: Session, beth: Customer, note: str, words: str) -> None:
    assert allergies.to_offer(desk, CustomerRef(beth.id, beth.name), note) == words
    assert allergies.to_offer(desk, None, note) == words


def test_what_the_card_knows_is_not_offered_again(desk: Session, beth: Customer) -> None:
    card, _ = with_preference(desk, beth, "nuts", "allergy")
    assert allergies.to_offer(desk, CustomerRef(card.id, card.name), "allergic to nuts") == ""
    assert allergies.to_offer(desk, CustomerRef(card.id, card.name), "allergic to eggs") == "allergic to eggs"


@pytest.mark.parametrize("words", ["none", "No known allergies", "keine", "NKA", "aucune allergie", "ninguna"])
def test_that_none_is_known_is_never_put_on_a_card_as_an_allergy(desk: Session, beth: Customer, words: str) -> None:
    with pytest.raises(RefusedError, match="no allergy is known"):
        preferences.put(desk, beth, preferences.BY_LETTER["a"], words)
    assert not customers.get(desk, beth.id).preferences
