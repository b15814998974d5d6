"""Plain mode asks which card is meant, and makes no second one unasked."""

from pathlib import Path

import pytest

from tests.plain.conftest import Spoken, stored


def names(folder: Path) -> list[str]:
    return sorted(one["name"] for one in stored(folder, "customers"))


@pytest.mark.parametrize(
    ("answer", "card", "cards"),
    [("1", "John Smith", 1), ("n", "Jon Smith", 2), ("", None, 1), ("7", None, 1)],
)
@pytest.mark.parametrize("lines", [("w Jon Smith",), ("w", "Jon Smith"), ("w", "", "who Jon Smith")])
def test_of_a_name_like_a_known_one_it_is_asked_who_is_meant(
    spoken: Spoken, folder: Path, lines: tuple[str, ...], answer: str, card: str | None, cards: int
) -> None:
    spoken("w John Smith, Acme", "e done")
    text = spoken(*lines, answer)
    assert "1, John Smith, Acme" in text and "may be meant" in text
    visit = next(one for one in stored(folder) if one["state"] != "ended")
    named = visit.get("customer")
    assert (named["name"] if named else None) == card and len(names(folder)) == cards
    assert card or visit["called"] == "Jon Smith"


def test_a_known_name_is_taken_without_a_question_and_a_new_one_gets_its_card(spoken: Spoken, folder: Path) -> None:
    text = spoken("w Anna Berger", "e done", "w Dr. Anna Berger", "e done", "w Zoe Ng")
    assert "may be meant" not in text and names(folder) == ["Anna Berger", "Zoe Ng"]


def test_a_number_makes_no_card(spoken: Spoken, folder: Path) -> None:
    spoken("c 212 555 0143")
    (visit,) = stored(folder)
    assert visit["phone"] == "212 555 0143" and not visit.get("called") and names(folder) == []


@pytest.mark.parametrize(("answer", "numbers"), [("y", 2), ("", 1)])
def test_a_number_that_the_card_lacks_is_offered_to_it(spoken: Spoken, folder: Path, answer: str, numbers: int) -> None:
    spoken("log call Beth Ocampo --phone 2125550143 --end done", "c 212 555 0199")
    text = spoken("who Beth Ocampo", answer)
    assert "Add 212 555 0199 to Beth Ocampo's card?" in text
    (card,) = stored(folder, "customers")
    assert len(card["phones"]) == numbers


@pytest.mark.parametrize(
    ("known", "typed"),
    [("Robert Whitfield", "Bob Whitfield"), ("Karl Meyer", "Karl Maier"), ("Claire Dunn", "Clare Dunn")],
)
def test_a_short_form_and_a_name_that_sounds_alike_are_asked_about(
    spoken: Spoken, folder: Path, known: str, typed: str
) -> None:
    text = spoken(f"w {known}", "e sold", f"w {typed}", "1")
    assert f"1, {known}" in text
    assert [one["name"] for one in stored(folder, "customers")] == [known]
