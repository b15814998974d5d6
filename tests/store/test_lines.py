"""Properties of the small parts: JSON and its frames, differences and their way back, folded text, the hybrid clock."""

import os
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp import clock
from deskapp.store import open_book
from deskapp.store.engine import codec
from deskapp.store.engine.codec import START, tick_after
from deskapp.store.engine.difference import TrampledError, body, edits_between, taken_back
from deskapp.store.engine.journal import without_reserve
from deskapp.store.engine.shelf import identifier_of
from deskapp.store.engine.table_file import (
    TableFile,
    TableFileError,
    file_name,
    parse_table,
    read_documents,
    read_table,
    table_name,
    write_table,
)
from deskapp.store.history.search import needles, searchable
from tests.store.faulty import FaultyDisk

ROOT = Path(__file__).parents[2]
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
scalars = (
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | words | st.floats(allow_nan=False, allow_infinity=False)
)
values = st.recursive(scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3))
names = st.sampled_from(["name", "reason", "ticks", "notes", "state"])
documents = st.dictionaries(names, scalars | st.dictionaries(st.sampled_from("abcd"), scalars, max_size=4), max_size=5)


@given(values)
def test_both_json_libraries_read_each_other(value: object) -> None:
    for encode in (codec.encode_std, codec.encode_fast):
        for decode in (codec.decode_std, codec.decode):
            assert decode(encode(value)) == value
    assert b"\n" not in codec.encode(value)


@pytest.mark.parametrize("value", [object(), {1, 2}, "\ud800", 10**30])
def test_what_would_not_come_back_is_refused(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        codec.encode_fast({"x": value})


@given(st.binary(max_size=60).filter(lambda data: b"\n" not in data), st.integers(0, 500), st.integers(0, 7))
def test_a_framed_line_comes_back_and_a_flipped_bit_never_does(payload: bytes, place: int, bit: int) -> None:
    line = codec.frame(payload)
    assert codec.unframe(line[:-1]) == payload
    data = bytearray(line[:-1])
    data[place % len(data)] ^= 1 << bit
    assert codec.unframe(bytes(data)) in (None, payload) if chr(line[place % len(data)]) in "abcdef" else True
    assert codec.unframe(bytes(data)) is None or bytes(data).lower() == line[:-1].lower()


@given(documents, documents)
def test_edits_lead_back_to_the_document_before(old: dict[str, object], new: dict[str, object]) -> None:
    edits = edits_between("t", "id", old, new)
    assert body(taken_back(new, edits)) == old
    turned = [edit.turned() for edit in reversed(edits)]
    assert body(taken_back(old, turned)) == new
    assert (edits == []) == (old == new)


@given(documents, documents, st.sampled_from("abcd"), scalars)
def test_work_of_others_is_kept_or_the_way_back_is_refused(
    old: dict[str, object], new: dict[str, object], key: str, value: object
) -> None:
    edits = edits_between("t", "id", old, new)
    later = {**new, "elsewhere": value}
    assert body(taken_back(later, edits)) == {**old, "elsewhere": value}
    for edit in edits:
        field = edit.path[0]
        with pytest.raises(TrampledError):
            taken_back({**new, field: ["somebody", "else"]}, edits)


@given(documents, st.sampled_from(["reason", "name"]), words)
def test_every_word_of_a_text_finds_its_document(document: dict[str, object], field: str, text: str) -> None:
    line = searchable({**document, field: f"{text} tail"}).encode(errors="ignore")
    assert b"\n" not in line
    for needle in needles(f"{text} tail"):
        assert needle in line


def test_what_the_program_writes_is_not_searched() -> None:
    machine = {"id": "int_01ARZ3NDEKTSV4RRFFQ69G5FAV", "state": "ended", "arrived_at": "2026-11-22T12:00:00.000Z"}
    assert searchable({**machine, "updated_by": "Ana", "customer": {"id": "cus_01ARZ3NDEKTSV4RRFFQ69G5FAV"}}) == ""


@given(st.lists(st.integers(-(10**6), 10**14), max_size=20))
def test_the_hybrid_clock_always_moves_on(instants: list[int]) -> None:
    last = START
    for milliseconds in instants:
        tick = tick_after(last, milliseconds)
        assert tick > last
        assert len(tick) == 16
        last = tick


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_every_table_name_makes_a_file_name_and_comes_back(table: str) -> None:
    name = file_name(table)
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.~%")
    assert table_name(name.removesuffix(".json")) == table


def test_an_id_is_found_wherever_it_stands() -> None:
    assert identifier_of(b'{"id":"int_1","x":1}') == "int_1"
    assert identifier_of(b'{"x":{"id":"no"},"id":"int_1"}') == "int_1"
    assert identifier_of(b'{"x":{"id":"no"}}') == identifier_of(b'{"id":5}') == ""


@pytest.mark.parametrize("count", [0, 1, 2, 255, 256, 257, 600])
def test_a_table_file_comes_back_and_any_lost_byte_is_told(tmp_path: Path, count: int) -> None:
    path = tmp_path / "t.json"
    head = {"table": "t", "desk": "", "s": 1, "h": START, "touched": 1, "next": count + 1, "count": count}
    write_table(path, head, ((n, b'{"n":%d}' % n) for n in range(count)), FaultyDisk())
    assert [n for n, _ in read_table(path).numbered()] == list(range(count))
    assert read_documents(path) == (read_table(path).head, {n: b'{"n":%d}' % n for n in range(count)})
    data = path.read_bytes()
    for length in [*range(0, len(data) - 1, max(1, len(data) // 200)), len(data) - 1]:
        with pytest.raises(TableFileError):
            parse_table(path, data[:length])
        path.write_bytes(data[:length])
        with pytest.raises(TableFileError):
            read_documents(path)


@pytest.mark.parametrize("count", [0, 1, 5])
def test_a_changed_byte_is_told_alike_whole_and_in_stretches(
    tmp_path: Path, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deskapp.store.engine.table_file.STRETCH", 30)
    path = tmp_path / "t.json"
    head = {"table": "t", "desk": "", "s": 1, "h": START, "touched": 1, "next": count + 1, "count": count}
    write_table(path, head, ((n, b'{"n":"a:%d"}' % n) for n in range(count)), FaultyDisk())
    data = path.read_bytes()
    for place in range(len(data)):
        for byte in b"\n,:x":
            path.write_bytes(data[:place] + bytes([byte]) + data[place + 1 :])
            assert told_of(path, read_documents) == told_of(path, read_table), (place, byte)


def told_of(path: Path, read: Callable[[Path], object]) -> object:
    try:
        found = read(path)
    except TableFileError as error:
        return error.place, error.why, error.foreign
    return (found.head, dict(found.numbered())) if isinstance(found, TableFile) else found


@given(st.lists(st.sampled_from([b"a", b"\n", b"\0", b"\0" * 9])).map(b"".join), st.integers(0, 40))
def test_a_segment_ends_where_its_reserve_begins(data: bytes, zeros: int) -> None:
    assert without_reserve(data + bytes(zeros)) == data.rstrip(b"\0")


@pytest.mark.parametrize("encode", [codec.encode, codec.encode_std, codec.encode_fast])
def test_a_line_takes_no_more_memory_than_its_bytes(encode: Callable[[object], bytes]) -> None:
    card = {"id": "cus_1", "name": "Beth Ocampo", "notes": {str(number): "x" * 40 for number in range(10)}}
    tracemalloc.start()
    try:
        lines = [encode(card) for _ in range(100)]
        held = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert held < len(lines) * (len(lines[0]) + 100)


OF_A_CARD = 1_200
"""Bytes that a card of a change takes beside its line: its id, its place, what a search knows of it."""


def test_a_book_takes_no_more_memory_than_the_lines_written_in_bulk(tmp_path: Path) -> None:
    with open_book(tmp_path / "book") as book:
        tracemalloc.start()
        try:
            with book.change("fill", by="", at=clock.now(), undoable=False) as change:
                for number in range(1000):
                    change.put("customers", {"id": f"cus_{number:04d}", "name": f"Beth {number}", "notes": {}})
            held = tracemalloc.get_traced_memory()[0]
        finally:
            tracemalloc.stop()
        lines = sum(len(codec.encode(card)) for card in book.select("customers"))
    assert held < lines + 1000 * OF_A_CARD, (held, lines)


WITHOUT = "not many and not importing and not [2] and not [3] and not [4] and not [5]"


def test_the_store_works_the_same_without_orjson() -> None:
    """In one process, as the workers that a run is shared among would import it again."""
    code = (
        "import sys; sys.modules['orjson'] = None; from deskapp.store.engine import codec; import pytest; "
        "assert codec.encode is codec.encode_std; sys.exit(pytest.main(sys.argv[1:]))"
    )
    files = [
        f"tests/store/{name}.py"
        for name in ("test_book", "test_undo", "test_archive", "test_random_life", "test_same_as_tinydb")
    ]
    command = [sys.executable, "-c", code, "-n0", "-q", "-p", "no:cacheprovider", "-k", WITHOUT, *files]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert done.returncode == 0, done.stdout[-3000:]
