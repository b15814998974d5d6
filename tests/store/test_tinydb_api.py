"""TinyDB's whole surface on the book and on plain TinyDB in memory: one state machine does the same to both."""

import shutil
import tempfile
from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)
from tinydb import Query, TinyDB, where
from tinydb.operations import delete, increment
from tinydb.queries import QueryInstance
from tinydb.storages import MemoryStorage
from tinydb.table import Document

from deskapp.store import open_book
from deskapp.store.change import Change
from deskapp.store.engine.codec import decode, encode
from deskapp.store.engine.difference import META
from deskapp.store.queries import sieve_of

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
TABLES = st.sampled_from(("promises", "customers", "Ödd / näme"))
WORDS = st.sampled_from(
    ("", "open", "2026-11-22", 'quote " and \\ slash', '"state":"open"', "漢字\n", "\u2028\x00", "kept")
)
IDS = st.sampled_from([f"pro_{n}" for n in range(6)])
VALUES = st.one_of(st.none(), st.booleans(), st.integers(0, 3), st.just(1.0), WORDS, st.lists(WORDS, max_size=2))
FIELDS = st.dictionaries(
    st.sampled_from(("state", "n", "none", 'od"d')), VALUES | st.dictionaries(WORDS, VALUES, max_size=2), max_size=4
)
WITHOUT_ID = FIELDS.map(lambda fields: {**fields, "state": fields.get("state")})
WITH_ID = st.builds(lambda identifier, fields: {"id": identifier, **fields}, IDS, FIELDS)
NAMES = st.sampled_from(("state", "n", "none", "id", 'od"d'))


def _of_a_field(name: str, word: str, value: Any) -> list[QueryInstance]:
    field = where(name)
    return [
        field == value,
        field == word,
        field != value,
        field[word] == word,
        field.exists(),
        field.one_of([word, value]),
        field.one_of([word, "open"]),
        field.matches("2026-11"),
        field.matches(r"\w"),
        field.search("e"),
        field.test(lambda one: isinstance(one, str)),
        field.any([word]),
        field.all([word]),
        field.map(lambda one: {"state": one})["state"] == word,
        Query().fragment({name: value}),
        Query().fragment({name: word, "none": None}),
        Query().noop(),
    ]


SIMPLE = st.builds(_of_a_field, NAMES, WORDS | IDS, VALUES).flatmap(st.sampled_from)
QUERIES = st.recursive(
    SIMPLE,
    lambda inner: st.one_of(
        st.builds(lambda a, b: a & b, inner, inner),
        st.builds(lambda a, b: a | b, inner, inner),
        inner.map(lambda query: ~query),
    ),
    max_leaves=4,
)


@settings(max_examples=400)
@given(QUERIES, WITH_ID | WITHOUT_ID)
def test_no_document_is_passed_over_of_which_the_query_is_true(query: QueryInstance, document: dict[str, Any]) -> None:
    line = encode(document)
    if answer(query, decode(line)) is True:
        sieve = sieve_of(query)
        assert sieve.passes(line), (query, sieve)
        assert sieve.identifier in ("", document.get("id"))


def test_a_query_of_an_equal_field_looks_at_the_bytes_first() -> None:
    assert sieve_of((where("state") == "open") & (where("n") == 1)).needles == (b'"state":"open"', b'"n":') or (
        sieve_of((where("state") == "open") & (where("n") == 1)).needles == (b'"n":', b'"state":"open"')
    )
    assert sieve_of(where("state").one_of(["open", "kept"])).choices == ((b'"state":"open"', b'"state":"kept"'),)
    assert sieve_of(Query().fragment({"kept_at": None})).needles == (b'"kept_at":null',)
    assert sieve_of((where("id") == "pro_1") & (where("n") == 1)).identifier == "pro_1"


def answer(act: Callable[..., Any], *arguments: Any) -> Any:
    """What it gives, or the kind of error that it raises."""
    try:
        return act(*arguments)
    except (ValueError, KeyError, RuntimeError, TypeError, AttributeError) as error:
        return type(error)


def bare(document: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in document.items() if name == "id" or name not in META}


class SameAsTinyDB(RuleBasedStateMachine):
    """The book and plain TinyDB. `numbers`: for each table plain TinyDB's number of what the book calls by `doc_id`."""

    @initialize()
    def begin(self) -> None:
        self.parent = Path(tempfile.mkdtemp(prefix="tinydb-api-"))
        self.folder = self.parent / "book"
        self.book = open_book(self.folder)
        self.plain = TinyDB(storage=MemoryStorage)
        self.plain_storage: Any = self.plain.storage
        self.numbers: dict[str, dict[Any, int]] = {}
        self.change: Change | None = None
        self.before: Any = None

    def ours(self, table: str) -> Any:
        return self.change.table(table) if self.change else self.book.db.table(table)

    def known(self, table: str) -> dict[Any, int]:
        return self.numbers.setdefault(table, {})

    def has_id(self, table: str, *identifiers: Any) -> bool:
        there = {document.get("id") for document in self.plain.table(table)}
        return any(identifier in there for identifier in identifiers if identifier)

    def read(self, table: str, act: Callable[[Any], Any]) -> None:
        ours, theirs = answer(act, self.ours(table)), answer(act, self.plain.table(table))
        assert self.shown(ours) == self.shown(theirs)

    def shown(self, result: Any) -> Any:
        if isinstance(result, list):
            return [self.shown(one) for one in result]
        return bare(result) if isinstance(result, dict) else result

    def write(self, table: str, act: Callable[[Any], Any], on_plain: Callable[[Any], Any] | None = None) -> None:
        known = self.known(table)
        ours, theirs = answer(act, self.ours(table)), answer(on_plain or act, self.plain.table(table))
        if isinstance(ours, type):
            assert ours == theirs
            return
        ours, theirs = (one if isinstance(one, list) else [one] for one in (ours, theirs))
        assert len(ours) == len(theirs)
        for doc_id, number in zip(ours, theirs, strict=True):
            if doc_id is not None:
                assert known.setdefault(doc_id, number) == number
        for doc_id in [one for one, number in known.items() if not self.plain.table(table).contains(doc_id=number)]:
            del known[doc_id]

    def numbered(self, table: str, doc_ids: list[Any]) -> list[int]:
        return [self.known(table).get(doc_id, 10_000) for doc_id in doc_ids]

    @rule(table=TABLES, document=WITH_ID | WITHOUT_ID)
    def insert(self, table: str, document: dict[str, Any]) -> None:
        if self.has_id(table, document.get("id")):
            assert answer(self.ours(table).insert, document) is ValueError
        else:
            self.write(table, lambda t: t.insert(document))

    @rule(
        table=TABLES,
        documents=st.lists(
            WITH_ID | WITHOUT_ID, max_size=3, unique_by=lambda document: str(document.get("id") or id(document))
        ),
    )
    def insert_multiple(self, table: str, documents: list[dict[str, Any]]) -> None:
        if self.has_id(table, *(one.get("id") for one in documents)):
            assert answer(self.ours(table).insert_multiple, documents) is ValueError
        else:
            self.write(table, lambda t: t.insert_multiple(documents))

    @rule(table=TABLES, fields=FIELDS, query=QUERIES)
    def update(self, table: str, fields: dict[str, Any], query: QueryInstance) -> None:
        self.write(table, lambda t: t.update(fields, query))

    @rule(table=TABLES, query=QUERIES)
    def update_by_operations(self, table: str, query: QueryInstance) -> None:
        self.write(table, lambda t: t.update(delete("state"), where("state").exists() & query))
        self.write(
            table,
            lambda t: t.update(
                increment("n"), where("n").test(lambda n: isinstance(n, int) and not isinstance(n, bool)) & query
            ),
        )

    @rule(table=TABLES, fields=FIELDS)
    def update_all(self, table: str, fields: dict[str, Any]) -> None:
        self.write(table, lambda t: t.update(fields))

    @rule(table=TABLES, fields=FIELDS, one=QUERIES, two=QUERIES)
    def update_multiple(self, table: str, fields: dict[str, Any], one: QueryInstance, two: QueryInstance) -> None:
        self.write(table, lambda t: t.update_multiple([(fields, one), ({"n": 1}, two)]))

    @rule(table=TABLES, fields=FIELDS, query=QUERIES)
    def upsert(self, table: str, fields: dict[str, Any], query: QueryInstance) -> None:
        self.write(table, lambda t: t.upsert(fields, query))

    @rule(table=TABLES, document=WITH_ID)
    def upsert_by_id(self, table: str, document: dict[str, Any]) -> None:
        self.write(
            table,
            lambda t: t.upsert(Document(document, document["id"])),
            lambda t: t.upsert(document, where("id") == document["id"]),
        )

    @rule(table=TABLES, query=QUERIES)
    def remove(self, table: str, query: QueryInstance) -> None:
        self.write(table, lambda t: t.remove(query))

    @rule(table=TABLES, data=st.data())
    def update_and_remove_by_ids(self, table: str, data: st.DataObject) -> None:
        some = st.lists(st.sampled_from([*self.known(table), "pro_99"]), max_size=3, unique=True)
        doc_ids = data.draw(some)
        numbers = self.numbered(table, doc_ids)
        self.write(table, lambda t: t.update({"n": 2}, doc_ids=doc_ids), lambda t: t.update({"n": 2}, doc_ids=numbers))
        doc_ids = data.draw(some)
        numbers = self.numbered(table, doc_ids)
        self.write(table, lambda t: t.remove(doc_ids=doc_ids), lambda t: t.remove(doc_ids=numbers))

    @rule(table=TABLES)
    def truncate(self, table: str) -> None:
        self.write(table, lambda t: t.truncate())

    @rule(table=TABLES, query=QUERIES)
    def look(self, table: str, query: QueryInstance) -> None:
        self.read(table, lambda t: t.search(query))
        self.read(table, lambda t: t.get(query))
        self.read(table, lambda t: t.contains(query))
        self.read(table, lambda t: t.count(query))
        self.read(table, lambda t: t.get())
        self.read(table, lambda t: t.remove())

    @rule(table=TABLES)
    def look_by_id(self, table: str) -> None:
        known = self.known(table)
        ours, theirs = self.ours(table), self.plain.table(table)
        for doc_id, number in known.items():
            assert bare(ours.get(doc_id=doc_id)) == theirs.get(doc_id=number)
            assert ours.contains(doc_id=doc_id)
        assert ours.get(doc_id="pro_99") is ours.get(doc_id=10_000) is None
        some = list(known)[::2]
        found = theirs.get(doc_ids=[known[one] for one in some])
        assert [bare(one) for one in ours.get(doc_ids=some)] == found

    @rule(table=TABLES)
    def look_at_all(self, table: str) -> None:
        ours, theirs = self.ours(table), self.plain.table(table)
        assert [bare(one) for one in ours] == [bare(one) for one in ours.all()] == theirs.all()
        assert len(ours) == len(theirs)
        assert [self.known(table)[one.doc_id] for one in ours] == [one.doc_id for one in theirs]

    @precondition(lambda self: self.change is None)
    @rule(table=TABLES, all_of_them=st.booleans())
    def drop(self, table: str, all_of_them: bool) -> None:
        for db in (self.book.db, self.plain):
            if all_of_them:
                db.drop_tables()
            else:
                db.drop_table(table)
        for name in list(self.numbers) if all_of_them else [table]:
            self.known(name).clear()
        named = [{name for name in db.tables() if len(db.table(name))} for db in (self.book.db, self.plain)]
        assert named[0] == named[1]

    @precondition(lambda self: self.change is None)
    @rule()
    def begin_change(self) -> None:
        self.change = self.book.change("several", by="Ana", at=NOON)
        self.before = deepcopy((self.plain_storage.memory, self.numbers))

    @precondition(lambda self: self.change is not None)
    @rule(is_kept=st.booleans())
    def end_change(self, is_kept: bool) -> None:
        change, self.change = self.change, None
        assert change is not None
        serial = self.book.serial
        if is_kept:
            change.__exit__(None, None, None)
            assert self.book.serial <= serial + 1
            return
        change.__exit__(RuntimeError, None, None)
        assert self.book.serial == serial
        self.plain_storage.memory, self.numbers = self.before
        self.plain._tables.clear()

    @precondition(lambda self: self.change is None)
    @rule(way=st.sampled_from(("close", "kill", "save")))
    def reopen(self, way: str) -> None:
        if way == "save":
            self.book.checkpoint.save()
            return
        if way == "kill":
            shutil.copytree(self.folder, self.parent / "copy")
        self.book.close()
        if way == "kill":
            shutil.rmtree(self.folder)
            (self.parent / "copy").rename(self.folder)
        self.book = open_book(self.folder)

    def teardown(self) -> None:
        if not hasattr(self, "book"):
            return
        if self.change:
            self.end_change(is_kept=True)
        for way in ("kill", "close"):
            self.reopen(way)
            for table in sorted(self.numbers):
                self.look_at_all(table)
                self.look_by_id(table)
        assert self.book.notices.sentences == []
        self.book.close()
        shutil.rmtree(self.parent)


GATE = settings(max_examples=40, stateful_step_count=30, phases=[Phase.generate])  # a shrunk one takes minutes
SameAsTinyDB.TestCase.settings = GATE
TestSameAsTinyDB = SameAsTinyDB.TestCase


@pytest.mark.long
def test_many_lives_side_by_side() -> None:
    many = settings(GATE, max_examples=1500, stateful_step_count=60, derandomize=False)
    run_state_machine_as_test(SameAsTinyDB, settings=many)
