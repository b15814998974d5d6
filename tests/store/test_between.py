"""A stretch of time out of the history: the same documents as a look at all of them, months outside left unread."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskapp import clock
from deskapp.model.document import instant_text
from deskapp.store import Book
from tests.benchmarks.store_books import make_book

YEAR = 366 * 86_400


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """A year of interactions, ten of its months sealed, one of the sealed ones changed and one taken out since."""
    with make_book(tmp_path_factory.mktemp("between") / "book", 400, years=1) as book:
        for number in (30, 31):
            with book.change("x", by="Ana", at=clock.now()) as change:
                identifier = f"int_{number:026d}"
                document = change.get("interactions", identifier)
                assert document
                if number == 30:
                    change.put("interactions", {**document, "reason": "changed"})
                else:
                    change.delete("interactions", identifier)
        yield book


def ids(documents: Iterator[dict[str, object]]) -> list[object]:
    return [one["id"] for one in documents]


@settings(deadline=None)
@given(st.integers(-YEAR, 86_400), st.integers(0, YEAR))
def test_it_holds_what_lies_in_it_and_nothing_else(book: Book, start: int, length: int) -> None:
    first = clock.now() + timedelta(seconds=start)
    after = first + timedelta(seconds=length)
    wanted = [
        one["id"]
        for one in book.select("interactions", archived=True)
        if instant_text(first) <= one["arrived_at"] < instant_text(after)
    ]
    assert ids(book.between("interactions", first, after)) == wanted


def test_what_was_changed_or_deleted_since_it_was_sealed_counts_as_it_is_now(book: Book) -> None:
    now = clock.now()
    found = {one["id"]: one for one in book.between("interactions", now - timedelta(days=400), now)}
    assert found[f"int_{30:026d}"]["reason"] == "changed" and f"int_{31:026d}" not in found
    assert len(found) == 399


def test_months_outside_are_not_read(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    lines = book.archive.lines
    monkeypatch.setattr(book.archive, "lines", lambda file: read.append(file) or lines(file))
    month = datetime.fromisoformat(f"{book.shelf('interactions').sealed[4]['month']}-10T00:00:00Z")
    assert list(book.between("interactions", month, month + timedelta(days=9)))
    assert {file[:20] for file in read} == {f"interactions-{month:%Y-%m}"}


def test_each_change_raises_the_number_of_the_book(book: Book) -> None:
    before = book.serial
    with book.change("x", by="Ana", at=clock.now()) as change:
        change.put("faq", {"id": "faq_x", "question": "?"})
    assert book.serial == before + 1
