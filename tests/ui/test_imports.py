"""Import and export by keys: a file is chosen, looked through, taken in as one step, and written out again."""

import json
from pathlib import Path
from threading import Event

import pytest
from textual.pilot import Pilot

from deskapp.desk.cards import customers
from deskapp.desk.session import Session
from deskapp.exchange import importer
from deskapp.store.copies import given_out
from deskapp.ui.app import DeskApp
from deskapp.ui.questions.files import completions, named_after
from deskapp.ui.screens.imports import ImportsScreen
from deskapp.ui.screens.list_screen import ListScreen
from deskapp.ui.widgets.bottom_lines import MessageLine
from tests.builders import VCARDS
from tests.ui.hands import worked_out
from tests.ui.typing_in import said, seen, type_in


@pytest.fixture
def desk(desk: Session, home: Path) -> Session:
    customers.make(desk, "Beth Marlow", phone="202 555 0123")
    return desk


def listed(pilot: Pilot[int]) -> list[str]:
    screen = pilot.app.screen
    assert isinstance(screen, ListScreen)
    return [screen.line_at(index, 100, False).text.rstrip() for index in range(screen.table.count)]


def title(pilot: Pilot[int]) -> str:
    screen = pilot.app.screen
    assert isinstance(screen, ListScreen)
    return str(screen.table.border_title)


async def chosen(pilot: Pilot[int], name: str) -> None:
    await pilot.pause(0.05)
    await pilot.press("f3")
    await pilot.pause()
    await pilot.press("i")
    await type_in(pilot, name)
    await pilot.press("enter")
    await worked_out(pilot)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_file_is_looked_through_then_taken_in_and_taken_back(
    desk: Session, home: Path, size: tuple[int, int]
) -> None:
    (home / "phones.vcf").write_text(VCARDS)
    async with DeskApp(desk).run_test(size=size) as pilot:
        await chosen(pilot, "pho")
        rows = listed(pilot)
        assert [row.split()[0] for row in rows] == ["refused", "changed", "new"]
        assert "company: Harbour Bakery" in rows[1] and "Joe Park" in rows[2]
        assert desk.book.count("customers") == 1, "a dry run changes nothing"
        await pilot.press("enter")
        await worked_out(pilot)
        assert "Imported: 1 new, 1 changed" in said(pilot)
        assert "done: " in title(pilot)
        assert desk.book.count("customers") == 2
        assert len(list((desk.book.path / "backups").glob("before-import-*.zip"))) == 1
        await pilot.press("enter")
        await worked_out(pilot)
        assert desk.book.count("customers") == 2, "once is enough"
        await pilot.press("u")
        await pilot.pause()
    assert [one["company"] for one in desk.book.select("customers")] == [""]


async def test_columns_are_chosen_where_they_are_unclear(desk: Session, home: Path) -> None:
    (home / "odd.csv").write_text("alpha;beta\nJoe Park;likes trains\nAnn Lee;likes boats\n")
    async with DeskApp(desk).run_test(size=(120, 36)) as pilot:
        await chosen(pilot, "odd")
        assert "what are these columns?" in title(pilot)
        assert "alpha" in listed(pilot)[0] and "Joe Park" in listed(pilot)[0]
        await pilot.press("enter")
        await type_in(pilot, "name")
        await pilot.press("enter")
        await pilot.pause()
        assert "alpha: Name" in said(pilot)
        await pilot.press("o")
        await worked_out(pilot)
        assert [row.split()[:2] for row in listed(pilot)] == [["new", "Joe"], ["new", "Ann"]]
        await pilot.press("enter")
        await worked_out(pilot)
    notes = {one["name"]: one["notes"] for one in desk.book.select("customers")}
    assert notes["Joe Park"] == "beta: likes trains"


async def test_columns_can_be_looked_at_where_they_were_clear(desk: Session, home: Path) -> None:
    (home / "clear.csv").write_text("Name,Shoe\nJoe Park,44\n")
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await chosen(pilot, "clear")
        await pilot.press("o", "down", "enter")
        await type_in(pilot, "leave")
        await pilot.press("enter", "o")
        await worked_out(pilot)
        await pilot.press("enter")
        await worked_out(pilot)
    assert {one["name"]: one["notes"] for one in desk.book.select("customers")}["Joe Park"] == ""


HOSTILE_FILES = {
    "zip": (b"PK\x03\x04zip", "zip archive"),
    "NULs": (b"\x00" * 5000, "file is empty"),
    "empty": (b"", "file is empty"),
    "one line": (b"a" * 300_000, "no table in this file"),
    "web page": (b"<html><body>sign in</body></html>", "web page"),
    "begins only": (b"BEGIN:VCARD\n" * 5000, ""),
    "wrong charset": (b"\xff\xfe\x00\x01\x02\x03" * 500, ""),
}


async def test_hostile_files_end_in_a_sentence_and_the_desk_goes_on(desk: Session, home: Path) -> None:
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        for number, (name, (content, sentence)) in enumerate(HOSTILE_FILES.items()):
            (home / f"{number}.csv").write_bytes(content)
            await chosen(pilot, str(number))
            assert isinstance(pilot.app.screen, ImportsScreen), name
            assert sentence in said(pilot) or sentence in str(pilot.app.screen._refusal), name
            await pilot.press("enter", "escape")
            await pilot.pause()
            await pilot.press("f2")
            assert desk.book.count("customers") == 1, name


async def test_an_import_that_is_left_while_it_is_read_does_no_harm(desk: Session, home: Path) -> None:
    (home / "many.vcf").write_text(VCARDS * 2000)
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.05)
        await pilot.press("f3", "i", *"many", "enter")
        await pilot.press("escape", "f2", "w")
        await worked_out(pilot)
        assert desk.book.count("interactions") == 1
    assert desk.book.count("customers") == 1


@pytest.mark.parametrize("way", [("escape",), ("f2",), ("f4",), ("f3", "down")], ids="-".join)
async def test_who_leaves_an_import_before_its_backup_is_done_is_told_that_nothing_was_imported(
    desk: Session, home: Path, monkeypatch: pytest.MonkeyPatch, way: tuple[str, ...]
) -> None:
    is_done, back_up = Event(), importer.back_up
    monkeypatch.setattr(importer, "back_up", lambda *given: (is_done.wait(20), back_up(*given))[1])
    (home / "phones.vcf").write_text(VCARDS)
    async with DeskApp(desk).run_test(size=(120, 36)) as pilot:
        try:
            await chosen(pilot, "pho")
            await pilot.press("enter", *way)
            await pilot.pause()
            assert "Nothing was imported: you left before the book was backed up." in said(pilot)
            assert "then i to" in said(pilot) or "Press i to" in said(pilot)
        finally:
            is_done.set()
        await worked_out(pilot)
        assert "Nothing was imported" in said(pilot)
    assert desk.book.count("customers") == 1


async def test_who_leaves_an_import_that_is_done_or_not_begun_is_told_nothing(desk: Session, home: Path) -> None:
    (home / "phones.vcf").write_text(VCARDS)
    async with DeskApp(desk).run_test(size=(120, 36)) as pilot:
        for keys in ((), ("enter",)):
            await chosen(pilot, "pho")
            await pilot.press(*keys)
            await worked_out(pilot)
            await pilot.press("escape")
            await worked_out(pilot)
            told = [line.text for pane in pilot.app.screen.query(MessageLine) for line in pane.lines]
            assert "Nothing was imported" not in " ".join(told)


async def test_a_folder_is_entered_and_a_file_that_is_not_there_is_told(desk: Session, home: Path) -> None:
    (home / "deep").mkdir()
    (home / "deep" / "joe.vcf").write_text(VCARDS)
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("f3", "i", *"de", "enter")
        await pilot.pause()
        assert "joe.vcf" in seen(pilot, "#found")
        await pilot.press(*"xyz", "enter")
        await pilot.pause()
        assert "There is no file" in seen(pilot, "#found")


async def test_cards_are_written_to_a_file_and_read_back_as_they_were(desk: Session, home: Path) -> None:
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.05)
        await pilot.press("f3", "x")
        await type_in(pilot, "json")
        await pilot.press("enter", "enter")
        await worked_out(pilot)
        assert "Written to" in said(pilot)
    content = json.loads((home / "customers.json").read_text())
    assert [one["name"] for one in content["customers"]] == ["Beth Marlow"]


@pytest.mark.parametrize("is_refused", [False, True])
async def test_what_came_of_a_file_is_told_though_its_screen_was_left_meanwhile(
    desk: Session, home: Path, monkeypatch: pytest.MonkeyPatch, is_refused: bool
) -> None:
    is_left, write = Event(), given_out.write
    monkeypatch.setattr(given_out, "write", lambda *given, **more: (is_left.wait(20), write(*given, **more)))
    async with DeskApp(desk).run_test(size=(120, 36)) as pilot:
        try:
            await pilot.press("f3", "x", "enter")
            await type_in(pilot, "/no/such/folder" if is_refused else "")
            await pilot.press("enter", "f2", "w")
            await pilot.pause()
        finally:
            is_left.set()
        await worked_out(pilot)
        assert ("cannot be written" if is_refused else "Written to") in " ".join(said(pilot).split())


async def test_one_card_alone_is_written_under_its_own_name(desk: Session, home: Path) -> None:
    customers.make(desk, "Zoe Other")
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.1)
        await pilot.press("f3", "x")
        await type_in(pilot, "only 4.0")
        await pilot.press("enter", "enter")
        await worked_out(pilot)
    text = (home / "Beth-Marlow.vcf").read_text()
    assert "FN:Beth Marlow" in text and "Zoe" not in text


async def test_a_file_that_cannot_be_written_is_told(desk: Session, home: Path) -> None:
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("f3", "x", "enter")
        await type_in(pilot, "/no/such/folder")
        await pilot.press("enter")
        await worked_out(pilot)
        assert "cannot be written" in said(pilot)


def test_completion_shows_folders_and_fitting_files_and_hides_the_hidden(home: Path) -> None:
    for name in ("a.vcf", "b.txt", "c.pdf", ".hidden.vcf"):
        (home / name).write_text("")
    (home / "sub").mkdir()
    assert [one.name for one in completions(f"{home}/", (".vcf", ".txt"))] == ["sub", "a.vcf", "b.txt"]
    assert [one.name for one in completions(f"{home}/.h", (".vcf",))] == [".hidden.vcf"]
    assert completions(f"{home}/nowhere/x", (".vcf",)) == []


def test_a_file_is_named_after_a_person_without_their_slashes_and_as_short_as_disks_want() -> None:
    assert named_after("Beth / ../Marlow", "card") == "Beth------Marlow"
    assert named_after("[/]\x1b", "card") == "card"
    assert len(named_after("Ж" * 10_000, "card").encode()) <= 200
