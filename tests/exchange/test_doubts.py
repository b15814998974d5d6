"""What may be an allergy in the notes of an address book is told before it is taken in, and never becomes a liking."""

import json
from pathlib import Path

import pytest

from deskapp.exchange.batch import Batch, ImportPlan
from deskapp.exchange.csv_in import read_csv
from deskapp.exchange.importer import dry_run
from deskapp.exchange.json_file import read_json_file
from deskapp.exchange.vcard_in import read_vcards
from tests.cli.conftest import Tool, folder, plain_surroundings, tool

__all__ = ["folder", "plain_surroundings", "tool"]


def planned(batch: Batch) -> ImportPlan:
    return dry_run(batch, [], "GB")


def doubts(plan: ImportPlan) -> list[str]:
    return [one.words for one in plan.doubts]


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("Name,Notes\nAna,Peanut allergy in the family. Likes tea.\n", "Peanut allergy in the family."),
        ("Name,Preferences\nAna,peanuts\n", "Preferences: peanuts"),
        ("Name,Diet\nAna,gluten free\n", "Diet: gluten free"),
        ("Name,Essen\nAna,keine Nüsse\n", "Essen: keine Nüsse"),
        ("Name,Dessert\nAna,anything without nuts\n", "anything without nuts"),
    ],
)
def test_a_column_that_may_hold_an_allergy_is_told(table: str, words: str) -> None:
    plan = planned(read_csv(table.encode()))
    assert doubts(plan) == [words] and plan.doubts[0].name == "Ana"
    assert "may be an allergy" in plan.notes[0]
    assert not plan.new[0].customer.preferences


def test_harmless_notes_and_known_allergies_are_not_told() -> None:
    plan = planned(read_csv(b"Name,Notes,Allergies\nAna,Waits for the blue lid,peanuts\n"))
    assert doubts(plan) == [] and plan.notes == ()


@pytest.mark.parametrize(("cell", "notes"), [("unknown", "Allergies: unknown"), ("?", "Allergies: ?"), ("none", "")])
def test_an_unknown_allergy_is_neither_one_nor_none(cell: str, notes: str) -> None:
    customer = planned(read_csv(f"Name,Allergies\nAna,{cell}\n".encode())).new[0].customer
    assert (customer.preferences, customer.notes) == ({}, notes)


def test_a_note_of_a_vcard_is_told_and_a_preference_without_a_stance_becomes_no_liking() -> None:
    card = (
        "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ana\r\nNOTE:Reacts badly to penicillin\r\n"
        'X-DESKAPP-PREFERENCE:{"group":"food"\\,"item":"peanuts"}\r\n'
        'X-DESKAPP-PREFERENCE:{"group":"drink"\\,"item":"strong tea"}\r\nEND:VCARD\r\n'
    )
    plan = planned(read_vcards(card.encode()))
    assert doubts(plan) == ["Reacts badly to penicillin"]
    stances = {one.item: one.stance for one in plan.new[0].customer.preferences.values()}
    assert stances == {"peanuts": "allergy", "strong tea": "likes"}


def test_a_preference_of_our_json_without_a_stance_becomes_no_liking() -> None:
    card = {"id": "cus_A", "name": "Ana", "preferences": {"K": {"group": "food", "item": "peanuts"}}}
    (one,) = planned(read_json_file(json.dumps([card]).encode())).new[0].customer.preferences.values()
    assert one.stance == "allergy"


def test_the_command_line_tells_it_first(tool: Tool, tmp_path: Path) -> None:
    file = tmp_path / "cards.csv"
    file.write_text("Name,Notes\nBo,Likes tea\nAna,no nuts please\n")
    answer = tool("import", str(file), "--dry-run")
    assert answer.out.splitlines()[1].split()[:2] == ["allergy?", "Ana"] and "may be an allergy" in answer.err
    assert tool("import", str(file), "--dry-run", "--json").json["doubts"][0]["words"] == "no nuts please"
