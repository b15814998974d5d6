"""What is not understood: shape and reader agree, a later version loses nothing, doctor sets aside only the rest."""

import json
import stat
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.desk import document_shapes, odd_documents
from deskapp.desk.cards import customers, entries
from deskapp.desk.promises import promises
from deskapp.desk.reports import lessons
from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.desk.visits import day as days
from deskapp.desk.visits import log
from deskapp.errors import DeskError, NotFoundError
from deskapp.model.customer import Customer
from deskapp.model.document import DocumentError, _plain, from_document, to_document
from deskapp.model.handover import Handover
from deskapp.model.interaction import Interaction
from deskapp.model.promise import Promise
from deskapp.model.settings import Settings
from deskapp.model.shape import fault_in
from deskapp.model.words import WordsEdit
from deskapp.store import open_book
from deskapp.store.copies.doctor import check
from tests.builders import StandingClock, a_desk
from tests.cli.conftest import Answer, call
from tests.model.strategies import nouns
from tests.odd import put_as_it_is

WORDS = ("call", "2026-01-01", "2026-01-01T00:00:00.000Z")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(WORDS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)
ANY_NOUN: st.SearchStrategy[Any] = st.deferred(
    lambda: st.one_of(*map(nouns, (Interaction, Customer, Promise, Handover, WordsEdit, Settings)))
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Session]:
    with a_desk(tmp_path / "book", StandingClock()) as desk:
        yield desk


def at(folder: Path, *words: str) -> Answer:
    return call("--data", str(folder), "--staff", "Robin", *words)


@given(st.data())
def test_a_document_has_its_shape_exactly_where_it_can_be_read(data: st.DataObject) -> None:
    noun = data.draw(ANY_NOUN)
    document = json.loads(json.dumps(to_document(noun)))
    holder, kind = document, type(noun)
    assert fault_in(kind, document) == ""
    name = data.draw(st.sampled_from(sorted(holder)))
    holder[name] = data.draw(JSON)
    try:
        from_document(kind, document)
    except DocumentError:
        assert fault_in(kind, document) == name
    else:
        assert fault_in(kind, document) == ""


def later(value: Any) -> Any:
    """A document as a later version may write it: a field more in each noun of it."""
    if is_dataclass(value):
        own = {one.name: later(getattr(value, one.name)) for one in fields(value) if one.name != "extra"}
        return {**own, "later": [1]}
    if isinstance(value, dict):
        return {name: later(one) for name, one in value.items()}
    return _plain(value)


def count(value: Any) -> int:
    """How many fields of a later version there are."""
    if isinstance(value, dict):
        return sum(1 if name == "later" else count(one) for name, one in value.items())
    return sum(map(count, value)) if isinstance(value, list) else 0


def test_fields_of_a_later_version_are_kept_wherever_they_stand(desk: Session) -> None:
    beth = entries.add_email(desk, customers.make(desk, "Beth Ocampo", phone="202 555 0101"), "beth@mail.example")
    visit = log.note(desk, log.hold(desk, log.begin(desk, "walk-in", customer=beth)), "the lens")
    promise = promises.make(desk, "send it", desk.now(), interaction=visit)
    held: Any = (("customers", beth), ("interactions", visit), ("promises", promise))
    for table, noun in held:
        put_as_it_is(desk.book, table, {**later(noun), "schema": 9})
    had = {table: count(desk.book.get(table, noun.id)) for table, noun in held}
    assert min(had.values()) >= 2
    customers.set_text(desk, customers.get(desk, beth.id), "notes", "tea")
    log.note(desk, log.resume(desk, log.get(desk, visit.id)), "one more")
    promises.keep(desk, promises.get(desk, promise.id))
    for table, noun in held:
        document = desk.book.get(table, noun.id) or {}
        assert (count(document), document["schema"]) == (had[table], 9)


def test_what_is_not_understood_is_never_changed(desk: Session) -> None:
    beth = customers.make(desk, "Beth Ocampo")
    document = {**(desk.book.get("customers", beth.id) or {}), "kind": "friend", "schema": 2}
    put_as_it_is(desk.book, "customers", document)
    for change in (
        lambda: customers.set_text(desk, beth, "notes", "tea"),
        lambda: customers.get(desk, beth.id),
        lambda: desk.book.undo(by="Robin", at=desk.now()),
        lambda: _put(desk, document),
        lambda: _put(desk, None, beth.id),
    ):
        with pytest.raises(DeskError):
            change()
    with pytest.raises(NotFoundError, match=r"comes from a later version \(kind\), so it stays as it is"):
        customers.set_text(desk, beth, "notes", "tea")
    line = desk.book.shelf("customers").find(beth.id)
    assert line and json.loads(line) == document


def _put(desk: Session, document: dict[str, Any] | None, identifier: str = "") -> None:
    with desk.book.change("test", by="Robin", at=desk.now()) as change:
        if document:
            change.put("customers", {**document, "kind": "customer"})
        else:
            change.delete("customers", identifier)


def test_settings_of_a_later_version_keep_what_is_not_understood(desk: Session) -> None:
    document = desk.book.get("settings", settings.ID) or {}
    put_as_it_is(desk.book, "settings", {**document, "theme": {"by day": "light"}, "hold_minutes": 10**30})
    settings.write(desk, desk_name="Pier 4")
    held = desk.book.get("settings", settings.ID) or {}
    assert (held["desk_name"], held["theme"]) == ("Pier 4", {"by day": "light"})
    settings.write(desk, theme="light")
    assert (desk.book.get("settings", settings.ID) or {})["theme"] == "light"


def test_doctor_names_each_and_sets_aside_all_but_a_later_versions(desk: Session) -> None:
    folder, mine = desk.book.path, lessons.add(desk, "ask sooner")
    put_as_it_is(desk.book, "customers", {"id": "cus_1", "name": "Secret Name", "kind": "friend"})
    put_as_it_is(desk.book, "interactions", {"id": "int_1", "state": "waiting", "arrived_at": "soon", "kind": "call"})
    put_as_it_is(desk.book, "promises", b'{"id":"pro_1","x":' + b"[" * 3000 + b"]" * 3000 + b"}")
    put_as_it_is(desk.book, "lessons", {"id": "les_2", "text": 7, "schema": 2})
    desk.book.close()
    told = at(folder, "doctor")
    assert told.status == 3 and "Secret" not in told.out
    assert [line.split(":")[0] for line in told.out.splitlines()] == [
        "customers, cus_1", "interactions, int_1", "lessons, les_2", "promises, pro_1",
    ]  # fmt: skip
    done = at(folder, "doctor", "--repair")
    assert done.out.count("was set aside into kept/not-understood.jsonl.") == 3 and done.status == 3
    [kept] = [path for path in (folder / "kept").glob("not-understood*") if not path.name.endswith(".why.txt")]
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    lines = kept.read_bytes().splitlines()
    assert len(lines) == 3 and any(b"Secret Name" in line for line in lines)
    assert [line.split(":")[0] for line in at(folder, "doctor").out.splitlines()] == ["lessons, les_2"]
    assert check(folder) == []
    with open_book(folder) as book:
        assert not list(book.shelf("customers").lines) and book.get("lessons", mine.id)
        assert [one.odd.is_later for one in odd_documents.each(book)] == [True]


def test_an_odd_open_visit_is_told_at_each_start_until_it_is_set_aside(desk: Session) -> None:
    folder = desk.book.path
    put_as_it_is(desk.book, "interactions", {"id": "int_1", "state": "waiting", "kind": "video"})
    desk.book.close()
    told = "interactions/int_1 is not understood (kind), and is left out."
    for _ in range(2):
        assert told_at_start(folder) == [told]
    at(folder, "doctor", "--repair")
    assert told_at_start(folder) == []


def told_at_start(folder: Path) -> list[str]:
    with open_book(folder) as book:
        day = days.look(Session(book, "Robin"))
        assert day.open == {}
        return book.notices.sentences


def test_many_are_told_in_a_few_sentences(desk: Session) -> None:
    put_as_it_is(desk.book, "customers", *({"id": f"cus_{one}", "name": 7} for one in range(60)))
    assert list(desk.book.select("customers")) == [] == list(desk.book.select("customers"))
    told = [one for one in desk.book.notices.sentences if "customers" in one]
    assert len(told) == 9 and told[-1] == "More entries of customers are not understood, and are left out."
    assert all(document_shapes.judge("customers", {"id": "x"}) == "name" for _ in told)
