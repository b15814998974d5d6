"""600 ways to type 90 names: who is selected and who is listed, with precision and recall of both.

`names.json` was written without knowledge of the code: `means` are the cards that may be meant, `top` the one that is
to be selected. An entry that was corrected since says why in `reason`.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from deskapp.desk.cards import duplicates
from deskapp.desk.find import meant
from deskapp.desk.find.finder import Finder
from deskapp.desk.find.likeness import fit
from deskapp.text import phones

TABLE = json.loads((Path(__file__).parent / "names.json").read_text(encoding="utf-8"))
CARDS: list[dict[str, Any]] = TABLE["cards"]
TYPED: list[dict[str, Any]] = TABLE["typed"]
ROWS = 8


def document(card: dict[str, Any]) -> dict[str, Any]:
    """The card as the book holds it, at a desk in Britain."""
    typed = card.get("phones", [])
    numbers = {str(place): {"typed": one, "number": phones.normalise(one, "GB")} for place, one in enumerate(typed)}
    return {**card, "phones": numbers}


@pytest.fixture(scope="module")
def shown() -> list[tuple[dict[str, Any], list[str], str | None]]:
    """Each typed form with the rows listed for it, and which of them is selected."""
    finder = Finder()
    finder.fill(map(document, CARDS))
    told = []
    for one in TYPED:
        found = finder.search(one["typed"], limit=ROWS)
        at = meant.selected(found)
        told.append((one, [row.id for row in found], found[at].id if at >= 0 else None))
    return told


def test_the_table_is_large_enough() -> None:
    assert len(CARDS) >= 60 and len(TYPED) >= 200
    assert len({one["kind"] for one in TYPED}) >= 12


def test_nobody_wrong_is_ever_selected(shown: list[Any]) -> None:
    wrong = [
        (one["typed"], selected, one["top"])
        for one, _, selected in shown
        if selected is not None and selected != one["top"]
    ]
    assert wrong == []


def test_nearly_everybody_who_can_be_told_apart_is_selected(shown: list[Any]) -> None:
    wanted = [(one, selected) for one, _, selected in shown if one["top"]]
    missed = [one["typed"] for one, selected in wanted if selected != one["top"]]
    recall = 1 - len(missed) / len(wanted)
    assert recall >= 0.95, missed


def test_all_who_may_be_meant_are_listed(shown: list[Any]) -> None:
    wanted = [(one["typed"], card) for one, _, _ in shown for card in one["means"]]
    missed = [(one["typed"], card) for one, rows, _ in shown for card in one["means"] if card not in rows]
    assert 1 - len(missed) / len(wanted) >= 0.98, missed


def test_who_cannot_be_told_apart_is_listed_and_not_selected(shown: list[Any]) -> None:
    for one, rows, selected in shown:
        if one["means"] and not one["top"]:
            assert selected is None and rows, one["typed"]


def test_a_stranger_who_resembles_somebody_is_not_given_a_card_without_a_word(shown: list[Any]) -> None:
    alike = {
        one["typed"]: [card["id"] for card in CARDS if fit(one["typed"], card["name"], card.get("company", ""))]
        for one in TYPED
        if one["kind"] == "nobody"
    }
    listed = {one["typed"]: rows for one, rows, _ in shown}
    assert [typed for typed, cards in alike.items() if not set(cards) <= set(listed[typed])] == []


KIN_CARDS = (
    "Jean-Luc Picard", "JL Janeway", "Robert Whitfield", "Margaret Hollis", "Josef Huber", "José García", "Anna Berger",
    "Karl Meyer", "Steven Hawk", "Claire Dunn", "Elizabeth Ng", "William Tell", "Peter Schmidt", "Sean Ford",
    "Katherine Hill", "Bob Marsh", "Giuseppe Verdi", "Francisco Ruiz", "Anthony Abbott", "Aleksandr Orlov",
    "Jo Smith", "Alexandra Fox", "Philip Reid", "Sophia Klein", "Erik Bauer", "Teresa Vidal",
)  # fmt: skip
LIT = {
    "Jean-Luc Picard": "Picard JL; JL Picard; picard jl; Picard J.L.; Picard, JL; J L Picard; J.L. Picard; Picard J",
    "JL Janeway": "Jean-Luc Janeway; Jean Luc Janeway; Janeway Jean-Luc; J. L. Janeway; Janeway, J.L.",
    "Anna Berger": (
        "Dr med. Anna Berger; Dr. med. dent. Anna Berger; Prof. Dr. Anna Berger; Dipl.-Ing. Anna Berger; "
        "Dr. h.c. Anna Berger; PD Dr. Anna Berger; Frau Dr. Berger; Rechtsanwältin Anna Berger; Anna Berger, M.Sc.; "
        "Lt. Col. Anna Berger; Mag. Anna Berger; Univ.-Prof. Dr. Anna Berger; Dipl.-Ing. (FH) Anna Berger"
    ),
    "Jo Smith": "JO Smith; Smith Jo",
}
LISTED = {
    "Robert Whitfield": "Bob Whitfield; Bobby Whitfield; Whitfield Bob; Whitfield, Bob; Mr Bob Whitfield",
    "Bob Marsh": "Robert Marsh; Rob Marsh; Mr Robert Marsh",
    "Margaret Hollis": "Peggy Hollis; Maggie Hollis; Meg Hollis; Greta Hollis",
    "Josef Huber": "Sepp Huber; Beppi Huber; Huber Sepp",
    "José García": "Pepe García; Pepe Garcia; Garcia, Pepe",
    "Karl Meyer": "Karl Maier; Karl Mayr; Karl Meier; Carl Meyer; Carl Maier; Mayer Karl; Meir, Karl",
    "Steven Hawk": "Stephen Hawk; Stefan Hawk; Hawk, Stephen; Steve Hawke",
    "Claire Dunn": "Clare Dunn; Clair Dunn",
    "Elizabeth Ng": "Liz Ng; Lizzie Ng; Betty Ng; Elisabeth Ng",
    "William Tell": "Bill Tell; Billy Tell; Liam Tell",
    "Peter Schmidt": "Peter Schmid; Peter Schmitt; Peter Schmied; Pete Schmidt",
    "Sean Ford": "Shaun Ford; Shawn Ford",
    "Katherine Hill": "Kate Hill; Katie Hill; Kathryn Hill; Catherine Hill; Catharine Hill",
    "Giuseppe Verdi": "Beppe Verdi; Pino Verdi",
    "Francisco Ruiz": "Paco Ruiz; Pancho Ruiz",
    "Anthony Abbott": "Tony Abbott; Toni Abbott",
    "Aleksandr Orlov": "Sasha Orlov",
    "Alexandra Fox": "Sandra Fox; Lexi Fox",
    "Philip Reid": "Phillip Reid; Philip Reed; Phil Reed",
    "Sophia Klein": "Sofia Klein",
    "Erik Bauer": "Eric Bauer; Erik Baur",
    "Teresa Vidal": "Theresa Vidal; Tess Vidal",
}
NOBODY = ("Robert Huber", "Jane Olivia Smith", "Maria Ng", "Karl Mutter", "Paul Hill", "Bill Whitfield", "Anna Ford")


@pytest.fixture(scope="module")
def kin() -> Finder:
    finder = Finder()
    finder.fill({"id": name, "name": name} for name in KIN_CARDS)
    return finder


def apart(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(name, typed.strip()) for name, texts in table.items() for typed in texts.split(";")]


@pytest.mark.parametrize(("name", "typed"), apart(LIT))
def test_initials_on_either_side_and_titles_of_several_parts_light_the_card(kin: Finder, name: str, typed: str) -> None:
    found = kin.search(typed, limit=ROWS)
    at = meant.selected(found)
    assert at >= 0 and found[at].id == name


@pytest.mark.parametrize(("name", "typed"), apart(LISTED))
def test_a_short_form_and_a_name_that_sounds_alike_are_warned_of_and_never_selected(
    kin: Finder, name: str, typed: str
) -> None:
    found = kin.search(typed, limit=ROWS)
    assert meant.selected(found) == -1
    assert name in [one.id for one in meant.resembling(found)]
    assert name in [one.card.id for one in duplicates.among(typed, found)]


@pytest.mark.parametrize("typed", NOBODY)
def test_somebody_else_is_neither_selected_nor_warned_of(kin: Finder, typed: str) -> None:
    found = kin.search(typed, limit=ROWS)
    assert meant.selected(found) == -1 and meant.resembling(found) == []


def test_two_cards_of_kin_are_told_as_a_pair_that_may_be_one_person() -> None:
    names = [(name, typed) for name, typed in apart(LISTED) if not typed.startswith("Mr ")]
    missed = []
    for pair in names:
        cards = [{"id": one, "name": one} for one in pair]
        missed += [pair] if not duplicates.pairs(cards) else []
    assert missed == []
