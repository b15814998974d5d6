"""A dish of what a card says they must not have, and the word for an allergy in many languages: asked, not guessed."""

import pytest

from deskapp.desk.cards import customers, health, preferences
from deskapp.desk.cards.typed_card import TypedCard
from deskapp.desk.session import Session
from deskapp.errors import RefusedError


@pytest.mark.parametrize(
    ("allergy", "liked", "is_refused"),
    [
        ("Walnuts", "walnut brownie", True),
        ("severe allergy to sesame", "sesame bagel", True),
        ("Erdnüsse", "Erdnussbutter", True),
        ("latex", "latex gloves", True),
        ("Walnuts", "brownie without walnuts", False),
        ("Walnuts", "lemon posset", False),
        ("nuts", "walnut bread", True),
        ("nuts", "doughnut", False),
        ("egg", "egg sandwich", True),
        ("egg", "eggplant curry", False),
        ("tree nuts", "almond milk", False),
        ("food colouring", "good food", False),
        ("food colouring", "sweets with food colouring", True),
    ],
)
@pytest.mark.parametrize("letter", ["d", "f"])
def test_a_dish_of_what_they_must_not_have_is_a_like_only_where_somebody_says_so(
    desk: Session, allergy: str, liked: str, is_refused: bool, letter: str
) -> None:
    card = customers.add_preference(desk, customers.make(desk, "Ann Berg"), allergy, group="food", stance="allergy")
    kind = preferences.BY_LETTER[letter]
    if is_refused:
        with pytest.raises(RefusedError, match="must not have"):
            preferences.put(desk, card, kind, liked)
        with pytest.raises(RefusedError, match=r"must not have|may be an allergy"):
            preferences.told(card, liked)
        assert len(customers.get(desk, card.id).preferences) == 1 and not customers.get(desk, card.id).favorite_dessert
    preferences.put(desk, card, kind, liked, is_said=is_refused)
    newest = customers.get(desk, card.id)
    assert liked in [one.item for one in newest.preferences.values()] + [newest.favorite_dessert]


def test_a_dessert_of_what_they_must_not_have_is_not_typed_on_the_card_unless_somebody_says_so(desk: Session) -> None:
    before = customers.make(desk, "Ann Berg")
    customers.add_preference(desk, before, "walnuts", group="food", stance="allergy")
    with pytest.raises(RefusedError, match="Ann Berg must not have walnuts"):
        customers.set_text(desk, before, "favorite_dessert", "walnut brownie")
    assert not customers.get(desk, before.id).favorite_dessert
    assert customers.set_text(desk, before, "notes", "walnut brownie").notes == "walnut brownie"
    liked = customers.set_text(desk, before, "favorite_dessert", "walnut brownie", although=True)
    assert liked.favorite_dessert == "walnut brownie"


def test_what_they_must_not_have_is_told_of_no_other_card(desk: Session) -> None:
    customers.add_preference(desk, customers.make(desk, "Ann Berg"), "walnuts", group="food", stance="allergy")
    assert preferences.put(desk, customers.make(desk, "Bea Lind"), preferences.BY_LETTER["f"], "walnut bread")


@pytest.mark.parametrize(
    "words",
    [
        "αλλεργία στους ξηρούς καρπούς",
        "аллергия на орехи",
        "对花生过敏",
        "ピーナッツアレルギー",
        "땅콩 알레르기",
        "fıstık alerjisi",
        "uczulenie na orzechy",
        "dị ứng đậu phộng",
        "حساسية من الفول السوداني",
        "אלרגיה לבוטנים",
        "overgevoelig voor noten",
    ],
)
def test_the_word_for_an_allergy_is_known_in_the_languages_of_names(desk: Session, words: str) -> None:
    assert health.level(words)
    assert preferences.guessed(words).stance == "allergy"
    with pytest.raises(RefusedError, match="may be an allergy"):
        preferences.told(customers.from_line(desk, TypedCard("Ann Berg")), words)


@pytest.mark.parametrize("words", ["紅茶", "чай с лимоном", "chá preto", "sütlaç"])
def test_what_somebody_likes_in_another_language_is_not_asked(words: str) -> None:
    assert not health.level(words)
