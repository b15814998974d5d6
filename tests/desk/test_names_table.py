"""500 ways to type 60 names: who is lit and who is listed, with precision and recall of both.

`names.json` was written without knowledge of the code: `means` are the cards that may be meant, `top` the one that is
to be lit. An entry that was corrected since says why in `reason`.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from deskapp.desk import meant, phones
from deskapp.desk.find import Finder
from deskapp.desk.likeness import fit

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
    """Each typed form with the rows listed for it, and which of them is lit."""
    finder = Finder()
    finder.fill(map(document, CARDS))
    told = []
    for one in TYPED:
        found = finder.search(one["typed"], limit=ROWS)
        at = meant.lit(found)
        told.append((one, [row.id for row in found], found[at].id if at >= 0 else None))
    return told


def test_the_table_is_large_enough() -> None:
    assert len(CARDS) >= 60 and len(TYPED) >= 200
    assert len({one["kind"] for one in TYPED}) >= 12


def test_nobody_wrong_is_ever_lit(shown: list[Any]) -> None:
    wrong = [(one["typed"], lit, one["top"]) for one, _, lit in shown if lit is not None and lit != one["top"]]
    assert wrong == []


def test_nearly_everybody_who_can_be_told_apart_is_lit(shown: list[Any]) -> None:
    wanted = [(one, lit) for one, _, lit in shown if one["top"]]
    missed = [one["typed"] for one, lit in wanted if lit != one["top"]]
    recall = 1 - len(missed) / len(wanted)
    assert recall >= 0.95, missed


def test_all_who_may_be_meant_are_listed(shown: list[Any]) -> None:
    wanted = [(one["typed"], card) for one, _, _ in shown for card in one["means"]]
    missed = [(one["typed"], card) for one, rows, _ in shown for card in one["means"] if card not in rows]
    assert 1 - len(missed) / len(wanted) >= 0.98, missed


def test_who_cannot_be_told_apart_is_listed_and_not_lit(shown: list[Any]) -> None:
    for one, rows, lit in shown:
        if one["means"] and not one["top"]:
            assert lit is None and rows, one["typed"]


def test_a_stranger_who_resembles_somebody_is_not_given_a_card_without_a_word(shown: list[Any]) -> None:
    alike = {
        one["typed"]: [card["id"] for card in CARDS if fit(one["typed"], card["name"], card.get("company", ""))]
        for one in TYPED
        if one["kind"] == "nobody"
    }
    listed = {one["typed"]: rows for one, rows, _ in shown}
    assert [typed for typed, cards in alike.items() if not set(cards) <= set(listed[typed])] == []
