"""What a card names as an allergy is never put on it as a like, nor a dish with it in."""

import pytest

from deskapp.desk import customers, health, tastes
from deskapp.desk.session import Desk
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
        ("nuts", "doughnut", False),
        ("food colouring", "good food", False),
    ],
)
@pytest.mark.parametrize("letter", ["d", "f"])
def test_a_dish_of_what_they_must_not_have_is_no_like(
    desk: Desk, allergy: str, liked: str, is_refused: bool, letter: str
) -> None:
    card = customers.add_preference(desk, customers.make(desk, "Ann Berg"), allergy, group="food", stance="allergy")
    if is_refused:
        with pytest.raises(RefusedError, match="must not have"):
            tastes.put(desk, card, tastes.BY_LETTER[letter], liked)
    else:
        tastes.put(desk, card, tastes.BY_LETTER[letter], liked)
    newest = customers.get(desk, card.id)
    held = [one.item for one in newest.preferences.values() if one.stance != "allergy"] + [newest.favorite_dessert]
    assert (liked in held) is not is_refused


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
def test_the_word_for_an_allergy_is_known_in_the_languages_of_names(words: str) -> None:
    assert health.level(words)
    assert tastes.guessed(words).stance == "allergy"
    with pytest.raises(RefusedError, match="may be an allergy"):
        tastes.told(words)


@pytest.mark.parametrize("words", ["紅茶", "чай с лимоном", "chá preto", "sütlaç"])
def test_what_somebody_likes_in_another_language_is_not_asked(words: str) -> None:
    assert not health.level(words)
