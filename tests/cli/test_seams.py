"""Where an erasure meets what the doctor set aside, what nobody understands, and another erasure."""

from pathlib import Path

import pytest

from deskapp.desk.cards import customers
from deskapp.desk.privacy import erasing, person
from deskapp.desk.privacy.person_rule import PersonRule
from deskapp.desk.session import Session
from deskapp.errors import RefusedError
from deskapp.store import open_book
from deskapp.store.copies.inspection import newest_sound
from deskapp.store.copies.rotation import daily
from deskapp.store.engine.codec import Op, encode
from tests.cli.conftest import Tool
from tests.lives import found_in

BETH = "Beth Ocampo"


@pytest.fixture
def beth(folder: Path, tool: Tool) -> None:
    assert tool("log", "walk-in", BETH, "--end", "A pressure gauge").status == 0
    assert tool("log", "walk-in", "Quentin Zimmer", "--end", "A cable").status == 0


def test_a_backup_that_the_doctor_set_aside_keeps_no_erasure_from_its_end(folder: Path, tool: Tool, beth: None) -> None:
    assert tool("backup", str(folder / "backups" / "by-hand.zip")).status == 0
    unsound = folder / "backups" / "by-hand.zip"
    unsound.write_bytes(unsound.read_bytes()[:-10])
    assert tool("doctor").status == 3
    assert tool("doctor", "--repair").status == 0
    assert [path.name for path in (folder / "kept").glob("by-hand.zip*")]
    answer = tool("erase", BETH, "--yes")
    assert answer.status == 0, answer
    assert found_in(folder, BETH) == [] and not list((folder / "kept").glob("by-hand.zip*"))


def test_an_erasure_done_whole_is_done_although_somebody_elses_entry_is_not_understood(
    folder: Path, tool: Tool, beth: None
) -> None:
    with open_book(folder) as book:
        odd = {"id": "int_odd", "kind": "hologram", "state": "ended", "schema": 99}
        book.engine.record([Op("interactions", 900, encode(odd))])
    answer = tool("erase", BETH, "--yes")
    assert answer.status == 0 and "int_odd" in answer.err, answer
    refused = tool("subject", "Quentin Zimmer", "-o", "-")
    assert refused.status == 3 and "Update the program" in refused.err and "--repair" not in refused.err, refused


def test_a_second_erasure_waits_for_the_first_one_to_be_finished(folder: Path, tool: Tool, beth: None) -> None:
    with open_book(folder) as book:
        desk = Session(book, "Robin")
        cards = {str(one["name"]): customers.get(desk, str(one["id"])) for one in book.select("customers")}
        first, second = (
            erasing.Erasure(desk, PersonRule(desk, person.of(desk, cards[name])), "erase a person", name)
            for name in (BETH, "Quentin Zimmer")
        )
        first.prepare()
        second.prepare()
        first.commit()
        with pytest.raises(RefusedError, match="not finished"):
            second.commit()
        assert (folder / "ERASING").exists()
        first.finish()
        assert not (folder / "ERASING").exists()
    assert found_in(folder, BETH) == []
    assert tool("card", "Quentin Zimmer").status == 0


def test_the_doctor_names_the_backup_that_holds_what_is_lost(folder: Path, tool: Tool, beth: None) -> None:
    assert tool("backup", str(folder / "backups" / "by-hand.zip")).status == 0
    for path in (folder / "customers.json", folder / "customers.json.prev"):
        path.unlink(missing_ok=True)
    for path in sorted((folder / "journal").glob("*.jsonl"))[:-1]:
        path.unlink()
    told = tool("doctor")
    assert told.status == 3 and f"restore {folder / 'backups' / 'by-hand.zip'}" in told.err, told
    mended = tool("doctor", "--repair")
    assert "Lost:" in mended.out and "by-hand.zip" in mended.err, mended
    assert tool("restore", str(folder / "backups" / "by-hand.zip")).status == 0
    assert tool("card", BETH).status == 0 and tool("doctor").status == 0


def test_a_backup_that_lacks_a_month_is_not_advised(folder: Path, tool: Tool, beth: None) -> None:
    with open_book(folder) as book:
        old = {"id": "int_old", "kind": "call", "state": "ended", "arrived_at": "2026-01-05T09:00:00.000Z"}
        book.engine.record([Op("interactions", 900, encode(old | {"ended_at": old["arrived_at"]}))])
        book.checkpoint.save()
        daily(book)
    [copy] = (folder / "backups" / "archive").glob("*.json")
    assert newest_sound(folder)
    copy.unlink()
    assert newest_sound(folder) is None
