"""What may concern safety is asked, never guessed away; what is only a liking is not asked about.

The lists of `first_aid/` are read as a whole folder: `allergy*.json` must never become a like, `likes*.json` may ask
seldom. Each is a list of objects with a `text`.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from deskapp.desk.cards import health, preferences

FOLDER = Path(__file__).parent / "first_aid"
MOST_ASKED = 5 / 150


def texts(kind: str) -> list[str]:
    files = sorted(FOLDER.glob(f"{kind}*.json"))
    assert files
    return [entry["text"] for file in files for entry in json.loads(file.read_text("utf-8"))]


def test_no_phrase_of_the_first_aid_lists_becomes_anything_but_an_allergy() -> None:
    told = {
        text: preferences.guessed(text).label
        for text in texts("allergy")
        if preferences.guessed(text).stance != "allergy"
    }
    assert not told


def test_harmless_likings_are_asked_about_seldom() -> None:
    harmless = texts("likes")
    asked = [text for text in harmless if health.level(text)]
    assert len(asked) <= MOST_ASKED * len(harmless), asked


@pytest.mark.parametrize(
    "text",
    [
        "nuts", "NUTS!", "walnuts", "Nüsse", "Nuesse", "Haselnüsse", "noix", "frutos secos", "penicillin", "Penizillin",
        "pénicilline", "aspirina", "latex", "Latexhandschuhe", "wasp stings", "Bienengift", "piqûre de guêpe", "abejas",
        "milk", "œufs", "Sesamöl", "peanut butter", "egg white", "Mr Patel: shellfish", "Frau Roth - Nüsse",
    ],
)  # fmt: skip
def test_an_allergen_alone_is_asked_about(text: str) -> None:
    assert health.level(text) == "possible"


@pytest.mark.parametrize(
    "text",
    [
        "kiwi", "Kiwis", "strawberry", "strawberries", "a banana", "mango", "peaches", "apple", "cherries", "celery",
        "mustard", "sesame", "lupin", "soy", "egg", "milk", "fish", "shellfish", "tomatoes", "carrots", "lentils",
        "Erdbeeren", "Banane", "Pfirsich", "Äpfel", "Kirschen", "Sellerie", "Senf", "Sesam", "Lupine", "Soja", "Ei",
        "Milch", "Fisch", "Tomaten", "Möhren", "Erbsen", "fraises", "banane", "mangue", "pêche", "pomme", "cerises",
        "céleri", "moutarde", "sésame", "lupin", "soja", "œuf", "lait", "poisson", "crustacés", "lentilles", "fresas",
        "plátano", "mango", "melocotón", "manzanas", "cerezas", "apio", "mostaza", "sésamo", "altramuces", "huevo",
        "leche", "pescado", "mariscos", "garbanzos", "kiwi and nuts", "Mr Patel: kiwi", "cats", "Hunde", "yeast",
    ],
)  # fmt: skip
def test_a_fruit_or_an_animal_alone_that_many_are_allergic_to_is_asked_about(text: str) -> None:
    assert health.level(text) == "possible" and preferences.guessed(text).stance == "allergy"


@pytest.mark.parametrize(
    "text",
    [
        "strawberry ice cream", "strawberries and cream", "milk in coffee", "kiwi smoothie", "mango lassi",
        "banana bread", "peach melba", "apple pie", "orange juice", "strawberry milk", "tomato soup", "carrot cake",
        "Erdbeerkuchen", "Apfelschorle", "Kirschtorte", "Bananenbrot", "tarte aux fraises", "jus d'orange",
        "compote de pommes", "zumo de naranja", "tarta de manzana", "macedonia de frutas con nata", "likes kiwi",
        "loves strawberries", "mag Erdbeeren", "aime les cerises", "le gustan las fresas", "walks her dog at noon",
        "alcohol-free beer", "alkoholfreies Bier", "bière sans alcool", "cerveza sin alcohol", "roast pork",
        "ham and cheese toast", "no sugar", "ohne Zucker", "not too spicy", "a glass of red wine",
    ],
)  # fmt: skip
def test_a_dish_with_a_fruit_in_it_and_what_they_say_they_like_is_not_asked_about(text: str) -> None:
    assert health.level(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "no pork", "no alcohol", "No pork please", "kein Schweinefleisch", "kein Alkohol", "ohne Alkohol",
        "pas de porc", "pas d'alcool", "sans alcool", "sin cerdo", "sin alcohol", "nada de alcohol", "pork: no",
        "doesn't eat pork", "does not drink alcohol", "isst kein Schwein", "trinkt keinen Alkohol",
        "ne mange pas de porc", "ne boit pas d'alcool", "no come cerdo", "no bebe alcohol", "no pork sausages",
        "no alcohol in desserts", "no beef", "no meat", "ohne Gelatine", "no onions", "ohne Zwiebeln", "sans ail",
        "no mushrooms", "alcohol-free", "alkoholfrei", "nothing raw",
    ],
)  # fmt: skip
def test_food_that_is_avoided_is_asked_about_before_it_is_a_dislike(text: str) -> None:
    assert health.level(text) == "possible"


@pytest.mark.parametrize(
    "text",
    [
        "walnut cake", "Walnusskuchen", "peanut butter cookies", "almond croissant", "egg sandwich", "tarte aux noix",
        "tarta de almendras", "oat milk in her coffee", "tea with milk, no sugar", "coffee without milk", "Milchreis",
        "Fischbrötchen", "fish on Fridays", "moules frites", "gambas al ajillo", "walnut desk, not pine", "Leberkäse",
        "mousse au chocolat", "blood orange juice", "Tofu mit Reis", "beer", "custard", "Genuss", "nuts about football",
    ],
)  # fmt: skip
def test_a_dish_or_a_thing_with_an_allergen_in_it_is_none(text: str) -> None:
    assert health.level(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "gluten free", "nut-free", "glutenfrei", "nussfrei", "laktosefreie Milch", "sans gluten", "sin gluten",
        "pain sans lactose", "cake without nuts", "ohne Erdnüsse", "never shellfish", "nie Penicillin",
        "nunca mariscos",
        "jamais d'arachides", "nuts: no", "latex gloves no", "must avoid grapefruit", "Nüsse meiden", "évite le lait",
        "debe evitar el huevo", "can't eat pork", "no puede tomar ibuprofeno", "ne peut pas manger de noix",
        "keep sesame well away from her", "prefers no nuts", "mag es ohne Sesam", "careful with nuts",
        "Vorsicht: Nüsse",
    ],
)  # fmt: skip
def test_words_of_avoiding_are_asked_about(text: str) -> None:
    assert health.level(text)


@pytest.mark.parametrize(
    "text",
    [
        "reacts badly to ibuprofen", "milk makes her ill", "von Nüssen wird ihm schlecht", "le sienta mal la leche",
        "le lait la rend malade", "wheezes near cats", "a rash from strawberries", "se pone mala con los huevos",
        "diabetic", "schwanger", "enceinte", "marcapasos", "takes blood thinners", "A&E after a prawn curry",
        "Hals schwillt zu", "Kontrastmittel", "epileptic",
    ],
)  # fmt: skip
def test_words_of_illness_are_asked_about(text: str) -> None:
    assert health.level(text)


@pytest.mark.parametrize(
    "text", ["allergic to nuts", "Nussallergie", "allergique au lait", "alergica al latex", "celiaca", "anaphylaxis"]
)
def test_what_says_that_it_is_an_allergy_needs_no_question(text: str) -> None:
    assert health.level(text) == "stated" and not preferences.may_be_allergy(text)


@pytest.mark.parametrize("text", ["no allergies", "not allergic to nuts", "keine Allergien", "sans allergie"])
def test_a_denied_allergy_is_asked_about(text: str) -> None:
    assert health.level(text) == "possible"


@pytest.mark.parametrize(
    "text",
    [
        "loves prawns", "doesn't like fish", "mag keinen Fisch", "n'aime pas le poisson", "no le gusta el pescado",
        "never before ten", "nie vor neun", "jamais le lundi", "nunca los lunes", "avoid Mondays", "no sugar please",
        "must not be kept waiting", "step-free entrance", "barrierefrei", "feel free to text", "don't forget the milk",
        "reagiert schnell auf Mails", "sick of newsletters", "I'll call him",
    ],
)  # fmt: skip
def test_tastes_and_times_are_no_allergies(text: str) -> None:
    assert health.level(text) == ""


@pytest.mark.parametrize("word", ["hazelnuts", "penicillin", "ibuprofen", "anaphylactic", "epileptic", "shellfish"])
def test_one_wrong_letter_in_a_long_word_is_forgiven(word: str) -> None:
    for at in range(1, len(word)):
        typed = [word[:at] + word[at + 1 :], word[:at] + "q" + word[at:], word[:at] + "q" + word[at + 1 :]]
        typed += [word[:at] + word[at + 1] + word[at] + word[at + 2 :]] if at + 1 < len(word) else []
        assert [one for one in typed if len(one) >= 7 and not health.level(one)] == []


@pytest.mark.parametrize(
    ("typed", "level"),
    [("caqshew", "possible"), ("cashewq", "possible"), ("alqmond", "possible"), ("alqmonds", "possible"),
     ("casqew", ""), ("qashews", ""), ("pecqans", ""), ("latqexes", "")],
)  # fmt: skip
def test_a_wrong_letter_is_forgiven_in_seven_letters_for_a_word_of_six_that_begins_the_same(
    typed: str, level: str
) -> None:
    assert health.level(typed) == level and not health.level(typed, forgiving=False)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("ihr wird schlecht", "possible"),
        ("ihr wird am Abend im Bus schlecht", "possible"),
        ("ihr wird am Abend im vollen Bus schlecht", ""),
        ("brings her mostly out in spots", "possible"),
        ("brings her out really in spots", ""),
    ],
)
def test_up_to_four_words_may_stand_in_the_gap_of_a_phrase_and_none_elsewhere_in_it(text: str, level: str) -> None:
    assert health.level(text) == level


@pytest.mark.parametrize(
    ("short", "longer"),
    [("the alarm is set off", "the alarm is set off early"), ("sin aire", "sin aire acondicionado"),
     ("brazil nut", "brazil nut oil hair mask")],
)  # fmt: skip
def test_a_longer_phrase_counts_before_the_one_that_it_begins_with(short: str, longer: str) -> None:
    assert (health.level(short), health.level(longer)) == ("possible", "")


def test_any_text_is_read_without_a_fault() -> None:
    for text in ("", " ", "::::", "a" * 5000, "nuts, " * 500, "\x00\x1b[31mnuts", "–", "'", "ﬂour", "nuts\nno", "坚果"):
        assert health.level(text) in ("", "possible", "stated")


def test_the_sentences_of_a_note_that_may_concern_safety_are_found() -> None:
    note = "Waits for the blue lid. Peanut allergy in the family!\nPrefers the window; no nuts please"
    assert list(health.sentences(note)) == ["Peanut allergy in the family!", "no nuts please"]


def test_the_words_are_read_only_when_a_preference_is() -> None:
    code = (
        "import sys, deskapp.ui.app, deskapp.ui.question_drafts, deskapp.desk.cards.preferences, deskapp.cli.run;"
        "print('deskapp.desk.cards.health' in sys.modules, 'deskapp.desk.cards.health_words' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
