"""Sealed months: what is closed leaves the hot table, and everything still reads as one history."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tinydb import TinyDB

from deskapp.model.document import from_document
from deskapp.model.interaction import Interaction
from deskapp.store import Book, open_book
from deskapp.store.engine.difference import META
from deskapp.store.history.archive import Month
from deskapp.store.history.timeline import DAMAGED
from tests.store.books import NOW, entry, put

pytestmark = pytest.mark.usefixtures("the_clock_stands")
NAMES = ("Beth Ocampo", "Łukasz Müller", "Zoë", "Ana", "O'Neil", "Ωmega", 'Quote "x"')


def bare(document: dict[str, object] | None) -> dict[str, object] | None:
    return None if document is None else {k: v for k, v in document.items() if k not in META or k == "id"}


def a_year(book: Book) -> list[dict[str, object]]:
    days = [entry(n, NOW - timedelta(days=400 - n), reason=f"visit {n} of {NAMES[n % 7]}") for n in range(401)]
    put(book, *days)
    book.checkpoint.save()
    return days


def test_closed_months_are_sealed_and_this_and_last_month_stay(tmp_path: Path) -> None:
    with open_book(tmp_path / "book") as book:
        days = a_year(book)
        hot = [d["id"] for d in book.select("interactions")]
        assert hot == [d["id"] for d in reversed(days) if str(d["arrived_at"]) >= "2026-10"]
        files = sorted(path.name for path in (tmp_path / "book" / "archive").glob("*.json"))
        assert files[0] == "interactions-2025-10.json"
        assert files[-1] == "interactions-2026-09.json"
        assert len(files) == 12
        assert bare(book.get("interactions", "int_00003")) == days[3]
    with TinyDB(tmp_path / "book" / "archive" / files[-1], encoding="utf-8", access_mode="r") as db:
        assert len(db.table("interactions")) == 30


def test_open_ones_and_those_with_an_open_promise_stay_hot(tmp_path: Path) -> None:
    long_ago = NOW - timedelta(days=300)
    promise: dict[str, object] = {
        "id": "pro_1",
        "made_at": "2026-01-20T00:00:00.000Z",
        "interaction": "int_00002",
        "kept_at": None,
    }
    with open_book(tmp_path / "book") as book:
        put(book, entry(1, long_ago, "on_hold"), entry(2, long_ago), entry(3, long_ago), entry(4, NOW))
        put(
            book,
            promise,
            {**promise, "id": "pro_2", "made_at": "2026-11-01T00:00:00.000Z", "interaction": ""},
            table="promises",
        )
        book.checkpoint.save()
        assert set(book.ids("interactions")) == {"int_00001", "int_00002", "int_00004"}
        assert set(book.ids("promises")) == {"pro_1", "pro_2"}
        put(book, {**promise, "kept_at": "2026-02-01T00:00:00.000Z"}, table="promises")
        book.checkpoint.save()
        assert set(book.ids("interactions")) == {"int_00001", "int_00004"}
        assert set(book.ids("promises")) == {"pro_2"}
        book.checkpoint.save()
        history = book.history("interactions")
        assert [d["id"] for d in history] == ["int_00004", "int_00003", "int_00002", "int_00001"]
        assert not (tmp_path / "book" / "archive" / "interactions-2026-01.json").exists()
        assert (tmp_path / "book" / "archive" / "interactions-2026-01.2.json").exists()


@pytest.mark.parametrize("year", [1970, 2099])
def test_a_clock_that_jumps_seals_nothing_of_the_present(
    tmp_path: Path, year: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deskapp.clock.now", lambda: datetime(year, 1, 1, tzinfo=UTC))
    with open_book(tmp_path / "book") as book:
        put(book, entry(1, NOW - timedelta(days=10)), entry(2, NOW))
        book.checkpoint.save()
        assert book.count("interactions") == 2


def test_the_history_reads_as_one_list(tmp_path: Path) -> None:
    with open_book(tmp_path / "book") as book:
        days = a_year(book)[::-1]
        put(book, {**days[350], "reason": "edited"}, entry(9000, NOW - timedelta(days=200, hours=5), "waiting"))
        days[350] = {**days[350], "reason": "edited"}
        days.insert(201, entry(9000, NOW - timedelta(days=200, hours=5), "waiting"))
        history = book.history("interactions")
        assert len(history) == 402
        assert [bare(document) for document in history] == days
        assert bare(history[-1]) == days[-1]
        assert history[5:7] == [history[5], history[6]]
        with pytest.raises(IndexError):
            history[402]


def test_a_view_stays_readable_when_upkeep_seals_what_it_shows(tmp_path: Path) -> None:
    with open_book(tmp_path / "book") as book:
        put(book, *(entry(n, NOW - timedelta(days=30 * n)) for n in range(8)))
        history = book.history("interactions")
        ids = [document["id"] for document in history]
        book.checkpoint.save()
        assert book.count("interactions") == 2
        assert [document["id"] for document in history] == ids
        with book.change("delete", by="", at=NOW) as change:
            change.delete("interactions", "int_00000")
        assert history[0]["reason"] == "(This entry was deleted.)"


def test_search_finds_all_words_without_case_and_accents_newest_first(tmp_path: Path) -> None:
    with open_book(tmp_path / "book") as book:
        days = a_year(book)
        found = [d["id"] for d in book.search("interactions", "LUKASZ mull")]
        assert found == [d["id"] for d in reversed(days) if "Łukasz" in str(d["reason"])]
        assert len(list(book.search("interactions", "visit beth", limit=3))) == 3
        assert [d["id"] for d in book.search("interactions", 'visit 7 quote "x"')][-1] == "int_00027"
        assert list(book.search("interactions", "nowhere")) == []
        assert len(list(book.search("interactions", ""))) == 401
        assert list(book.search("interactions", "ended")) == []
        assert list(book.search("promises", "x")) == []


def test_search_finds_phone_numbers_in_any_notation(tmp_path: Path) -> None:
    with open_book(tmp_path / "book") as book:
        put(book, entry(1, NOW, phone="(0151) 123-45 67"), entry(2, NOW - timedelta(days=200), phone="+49 151 1234567"))
        put(book, entry(3, NOW, phone="0800 1"))
        book.checkpoint.save()
        for words in ("01511234567", "0151 1234567", "(0151) 123 4567", "511234"):
            assert {d["id"] for d in book.search("interactions", words)} == {"int_00001", "int_00002"}, words


@pytest.mark.parametrize("words", ["000000", "0000001", "0000 0001", "0000067"])
def test_a_number_of_zeros_and_a_few_digits_is_part_of_none(tmp_path: Path, words: str) -> None:
    with open_book(tmp_path / "book") as book:
        put(book, entry(1, NOW, phone="(0151) 123-45 67", about="1 lid"), entry(2, NOW, phone=words))
        assert [d["id"] for d in book.search("interactions", words)] == ["int_00002"]


def test_a_lost_search_text_is_made_again(tmp_path: Path) -> None:
    with open_book(tmp_path / "book") as book:
        a_year(book)
        before = [d["id"] for d in book.search("interactions", "zoe")]
    folds = sorted((tmp_path / "book" / "archive").glob("*.fold"))
    folds[0].unlink()
    data = bytearray(folds[1].read_bytes())
    data[-20] ^= 4
    folds[1].write_bytes(data)
    with open_book(tmp_path / "book") as book:
        assert [d["id"] for d in book.search("interactions", "zoe")] == before
        assert folds[0].exists()


def test_an_archived_document_that_is_deleted_or_edited_is_so_everywhere(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    with open_book(folder) as book:
        a_year(book)
        with book.change("delete", by="", at=NOW) as change:
            change.delete("interactions", "int_00007")
        put(book, entry(8, NOW - timedelta(days=392), reason="other words"))
    for _ in range(2):
        with open_book(folder) as book:
            assert book.get("interactions", "int_00007") is None
            assert len(book.history("interactions")) == 400
            ids = [d["id"] for d in book.search("interactions", "beth")]
            assert "int_00007" not in ids
            assert [d["id"] for d in book.search("interactions", "other words")] == ["int_00008"]
            assert len({d["id"] for d in book.select("interactions", archived=True)}) == 400
    with open_book(folder) as book:
        book.undo(by="", at=NOW)
        book.undo(by="", at=NOW)
        assert (book.get("interactions", "int_00007") or {})["reason"] == "visit 7 of Beth Ocampo"


def test_damage_in_a_sealed_month_is_told_and_costs_only_what_was_hit(tmp_path: Path) -> None:
    with open_book(tmp_path / "book") as book:
        a_year(book)
    path = tmp_path / "book" / "archive" / "interactions-2026-03.json"
    data = bytearray(path.read_bytes())
    data[data.index(b"visit 150")] ^= 1
    path.write_bytes(data)
    with open_book(tmp_path / "book") as book:
        assert book.notices.sentences == []
        found = list(book.select("interactions", archived=True))
        assert len([d for d in found if "id" in d]) == 400
        assert book.notices.sentences == ["archive/interactions-2026-03.json is damaged (line 20)."]
        history = book.history("interactions")
        unread = [document for document in history if not document["id"]]
        assert [from_document(Interaction, document).reason for document in unread] == [DAMAGED]
        assert unread[0]["arrived_at"] == "2026-03-01T00:00:00.000Z"


def test_a_few_hits_in_a_sealed_month_are_read_alone_and_many_with_the_month(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    whole: Callable[[Month], bytes] = vars(Month)["data"].func

    def data(month: Month) -> bytes:
        read.append(month.path.name)
        return whole(month)

    with open_book(tmp_path / "book") as book:
        visits = [f"visit {number}" + ", gauge" * (number > 55) for number in range(60)]
        put(book, *(entry(n, NOW - timedelta(days=110, minutes=n), reason=text) for n, text in enumerate(visits)))
        put(book, entry(99, NOW))
        book.checkpoint.save()
        monkeypatch.setattr(Month, "data", property(data))
        assert [one["reason"] for one in book.search("interactions", "gauge")] == visits[56:]
        assert read == []
        assert [one["reason"] for one in book.search("interactions", "visit")] == visits
        assert read


def test_a_line_damaged_since_its_month_was_folded_is_not_taken_for_truth(tmp_path: Path) -> None:
    with open_book(tmp_path / "book") as book:
        put(book, *(entry(n, NOW - timedelta(days=110), reason=f"visit {n}, gauge") for n in range(3)))
        put(book, entry(99, NOW))
        book.checkpoint.save()
        (file,) = (book.path / "archive").glob("*.json")
        file.write_bytes(file.read_bytes().replace(b"visit 1,", b"visit 7,"))
        found = [one["reason"] for one in book.search("interactions", "gauge")]
        assert "visit 7, gauge" not in found
        assert any("damaged" in notice for notice in book.notices.sentences)
