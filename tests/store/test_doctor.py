"""The doctor names each fault by file and place; a repair keeps originals and saves the longest valid state."""

import random
import shutil
from pathlib import Path

import pytest

from deskapp.errors import BookDamagedError, BookInUseError
from deskapp.store import open_book
from deskapp.store.copies.backup import sealed_files
from deskapp.store.copies.doctor import check, repair, scrub
from deskapp.store.copies.rotation import daily
from deskapp.store.engine.load import load
from tests.store.books import content, flip, flip_at, grow, whole

pytestmark = pytest.mark.usefixtures("the_clock_stands")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A book with sealed months, a previous copy, and changes in the journal that no table's file has yet."""
    live = tmp_path / "live"
    with open_book(live) as book:
        grow(book, 30, 60, 75)
        shutil.copytree(live, tmp_path / "book")
    return tmp_path / "book"


def test_a_sound_book_has_no_findings_and_needs_no_repair(folder: Path) -> None:
    assert len(whole(folder)) == 94
    assert check(folder) == []
    assert repair(folder).done == ["Nothing needs repair."]
    assert list((folder / "kept").iterdir()) == []


def test_a_damaged_table_is_read_from_the_copy_before_and_the_journal(folder: Path) -> None:
    before = whole(folder)
    flip_at(folder / "customers.json", b"Customer 8")
    original = (folder / "customers.json").read_bytes()
    (finding,) = check(folder)
    assert (finding.path.name, finding.place, finding.loses) == ("customers.json", "line 6", False)
    assert "the copy before it and the journal were read instead" in finding.sentence
    with open_book(folder) as book:
        assert content(book) == before
        assert book.notices.sentences == [finding.sentence]
    assert [path.read_bytes() for path in (folder / "kept").glob("customers.json.????????")] == [original]
    with open_book(folder) as book:
        assert content(book) == before
        assert book.notices.sentences == []


def test_a_missing_table_is_told_and_read_from_the_copy_before(folder: Path) -> None:
    before = whole(folder)
    (folder / "interactions.json").unlink()
    (finding,) = check(folder)
    assert finding.sentence.startswith("interactions.json is missing")
    assert repair(folder).lost == []
    assert (whole(folder), check(folder)) == (before, [])


def test_a_table_damaged_in_both_copies_costs_the_damaged_document_alone(folder: Path) -> None:
    before = whole(folder)
    for name in ("customers.json", "customers.json.prev"):
        flip_at(folder / name, b"Customer 8")
    with pytest.raises(BookDamagedError, match="doctor --repair") as caught:
        open_book(folder)
    assert caught.value.exit_status == 3
    report = repair(folder)
    assert report.lost == ["customers.json, line 6: this document could not be read."]
    del before["cus_008"]
    assert (whole(folder), check(folder)) == (before, [])


def test_damage_in_the_middle_of_the_journal_costs_that_change_alone(folder: Path) -> None:
    before = whole(folder)
    journal = sorted((folder / "journal").glob("*.jsonl"))[-1]
    flip_at(journal, b'"reason 66"')
    original = journal.read_bytes()
    with pytest.raises(BookDamagedError, match=r"1 change cannot be read in 0+\d\.jsonl from byte \d+ on; lost for:"):
        open_book(folder)
    report = repair(folder)
    assert len(report.lost) == 1
    assert original in [path.read_bytes() for path in report.kept]
    del before["int_066"]
    assert (whole(folder), check(folder)) == (before, [])


def test_a_torn_end_of_the_journal_is_told_once_and_kept(folder: Path) -> None:
    before = whole(folder)
    journal = sorted((folder / "journal").glob("*.jsonl"))[-1]
    data = journal.read_bytes().rstrip(b"\0")
    journal.write_bytes(data[:-9])
    with open_book(folder) as book:
        assert len(book.notices) == 1
        assert book.notices.sentences[0].startswith("The last line of the journal was torn")
        del before["int_074"]
        assert content(book) == before
    with open_book(folder) as book:
        assert book.notices.sentences == []
    assert len(list((folder / "kept").glob("*.jsonl.*"))) == 2


def test_a_damaged_month_is_taken_from_the_backup(folder: Path) -> None:
    before = whole(folder)
    open_book(folder).close()
    with open_book(folder) as book:
        book.checkpoint.save()
        daily(book)
    months = sorted((folder / "archive").glob("*.json"))
    flip_at(months[0], b"reason")
    months[1].unlink()
    assert [finding.loses for finding in check(folder)] == [False, False]
    report = repair(folder)
    assert (len(report.done), report.lost) == (3, [])
    assert (whole(folder), check(folder)) == (before, [])


def test_a_damaged_month_without_a_copy_costs_the_damaged_document_alone(folder: Path) -> None:
    before = whole(folder)
    month = sorted((folder / "archive").glob("*.json"))[0]
    flip_at(month, b"reason 5")
    lost = [finding for finding in check(folder) if finding.loses]
    assert [finding.path for finding in lost] == [month]
    assert len(repair(folder).lost) == 1
    after = whole(folder)
    assert (len(after), after.items() <= before.items(), check(folder)) == (len(before) - 1, True, [])


def test_a_damaged_search_text_is_made_again(folder: Path) -> None:
    fold = sorted((folder / "archive").glob("*.fold"))[0]
    flip(fold, 20)
    assert [finding.path for finding in check(folder)] == [fold]
    repair(folder)
    assert check(folder) == []


def test_each_sealed_month_and_previous_copy_is_read_once_in_a_cycle(folder: Path) -> None:
    months = [folder / "archive" / name for name in sealed_files(load(folder))]
    for month in months:
        flip_at(month, b"reason")
    flip_at(folder / "customers.json.prev", b"Customer")
    days = [scrub(folder, day, 3) for day in range(738_000, 738_003)]
    found = sorted(finding.path.name for day in days for finding in day)
    assert found == sorted(["customers.json.prev", *(month.name for month in months)])
    assert all(len(day) < len(found) for day in days)


def test_a_book_in_use_is_not_repaired(folder: Path) -> None:
    with open_book(folder), pytest.raises(BookInUseError):
        repair(folder)


def flip_everywhere(folder: Path, seed: int, count: int, tmp_path: Path) -> None:
    """Each flip is told, or changes nothing; after a repair all is there but what one record held, or two of them
    whose line end was flipped: a card and its visit each."""
    some = random.Random(seed)
    print("seed", seed)
    before = whole(folder)
    files = [p for p in folder.rglob("*") if p.is_file() and p.parent.name != "kept" and p.name != "LOCK"]
    for turn in range(count):
        copy = tmp_path / "flipped"
        shutil.copytree(folder, copy)
        path = copy / some.choice(files).relative_to(folder)
        data = path.read_bytes().rstrip(b"\0")
        place = some.randrange(len(data))
        flip(path, place, some.randrange(8))
        what = (seed, turn, path.name, place)
        findings = check(copy)
        if not findings:
            assert whole(copy) == before, what
        else:
            report = repair(copy)
            after = whole(copy)
            missing = {key for key in before if after.get(key) != before[key]}
            assert set(after) <= set(before), what
            assert len(missing) <= (4 if data[place : place + 1] == b"\n" else 2), (what, missing, report)
            assert not missing or report.lost or any("torn" in one.sentence for one in findings), (what, missing)
            assert check(copy) == [], what
        shutil.rmtree(copy)


def test_a_flipped_bit_anywhere_is_told_or_harmless(folder: Path, tmp_path: Path) -> None:
    flip_everywhere(folder, 883753, 40, tmp_path)  # the 31st is a line end of the journal


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10))
def test_a_thousand_flips(folder: Path, tmp_path: Path, seed: int) -> None:
    flip_everywhere(folder, seed, 150, tmp_path)


def test_a_lost_line_end_is_told_as_the_documents_that_it_costs(folder: Path) -> None:
    before = whole(folder)
    month = next(path for path in (folder / "archive").glob("*.json") if path.read_bytes().count(b"\n") == 7)
    flip_at(month, b'\n"' + month.read_bytes().split(b'\n"')[-2][:4])
    report = repair(folder)
    after = whole(folder)
    assert len(before) - len(after) == 1 and len(report.lost) == 1
    assert report.lost[0].startswith(f"{month.name}, a line that ran into another")
    assert check(folder) == []


def cut_everywhere(folder: Path, step: int, tmp_path: Path) -> int:
    journal = sorted((folder / "journal").glob("*.jsonl"))[-1]
    data = journal.read_bytes().rstrip(b"\0")
    ends = [place + 1 for place in range(len(data)) if data[place : place + 1] == b"\n"]
    copy = tmp_path / "cut"
    shutil.copytree(folder, copy)
    target = copy / journal.relative_to(folder)
    states = []
    for end in ends:
        target.write_bytes(data[:end])
        states.append(whole(copy))
    assert len(states[-1]) - len(states[0]) == 19
    for length in range(ends[0], len(data) + 1, step):
        target.write_bytes(data[:length] + bytes(3))
        with open_book(copy, read_only=True) as book:
            count = sum(1 for end in ends if end <= length)
            assert content(book) == states[count - 1], length
            assert len(book.notices) == (0 if length in ends else 1), length
    return len(range(ends[0], len(data) + 1, step))


def test_a_journal_cut_anywhere_gives_the_whole_changes_before_the_cut(folder: Path, tmp_path: Path) -> None:
    assert cut_everywhere(folder, 37, tmp_path) > 100


@pytest.mark.long
def test_a_journal_cut_at_every_byte(folder: Path, tmp_path: Path) -> None:
    print("cuts:", cut_everywhere(folder, 1, tmp_path))


@pytest.mark.parametrize("data", ['{"a": 1}', "hello", ""])
def test_a_file_that_was_never_a_table_stops_nobody_and_is_named(folder: Path, data: str) -> None:
    (folder / "notes.json").write_text(data)
    with open_book(folder) as book:
        assert content(book)["int_000"] == "reason 0" and book.notices.sentences == []
    assert [one.sentence for one in check(folder)] == ["notes.json is not a file of this program, and is left alone."]
    assert repair(folder).done == ["Nothing needs repair."]
    assert (folder / "notes.json").read_text() == data and not list((folder / "kept").glob("notes*"))


def test_a_table_that_became_something_else_is_no_stranger(folder: Path) -> None:
    (folder / "customers.json").write_text("hello")
    (folder / "customers.json.prev").unlink(missing_ok=True)
    with pytest.raises(BookDamagedError):
        open_book(folder).close()


def test_an_erasure_that_is_not_finished_is_named(folder: Path) -> None:
    (folder / "ERASING").write_text("{}")
    assert "erasure cannot be read" in check(folder)[-1].sentence
