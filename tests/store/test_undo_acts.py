"""Acts of several changes, with what others do in between; and a list of actions that stays short, of whole acts."""

import pytest

from deskapp.errors import RefusedError
from deskapp.store import Book, actions
from deskapp.store.undo import RING, Whose
from tests.store.books import NOW


def write(book: Book, words: str, identifier: str = "cus_1", **fields: object) -> None:
    with book.change(words, by="Ana", at=NOW) as change:
        change.put("customers", {**(change.get("customers", identifier) or {"id": identifier}), **fields})


def fields(book: Book) -> tuple[object, ...]:
    card = book.get("customers", "cus_1") or {}
    return tuple(card.get(name) for name in "ab")


def test_an_act_that_others_came_between_is_undone_and_redone_whole(book: Book) -> None:
    write(book, "make", a=0, b=0)
    with book.one_act("mine"):
        write(book, "first", a=1)
    with book.came_by(RING):
        write(book, "a ring", b=5)
    with book.one_act("mine"):
        write(book, "second", a=2)
    assert len(book.shelf(actions.TABLE)) == 4
    assert book.undo(by="Ana", at=NOW).words == "first; second"
    assert fields(book) == (0, 5)
    assert book.redo(by="Ana", at=NOW).words == "first; second"
    assert fields(book) == (2, 5)


def test_what_others_changed_between_the_changes_of_an_act_is_not_passed_over(book: Book) -> None:
    write(book, "make", a=0)
    with book.one_act("mine"):
        write(book, "first", a=1)
    with book.came_by(RING):
        write(book, "a ring", a=7)
    with book.one_act("mine"):
        write(book, "second", a=2)
    with pytest.raises(RefusedError, match="cannot be undone"):
        book.undo(by="Ana", at=NOW)
    assert fields(book)[0] == 2


def test_the_list_of_actions_stays_short_and_no_act_on_it_is_a_half_one(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "KEPT", 12)
    monkeypatch.setattr(actions, "SURPLUS", 4)
    for turn in range(20):
        for part in range(3):
            with book.one_act(f"act {turn}"):
                write(book, f"set {turn}", a=turn * 10 + part)
            with book.came_by(RING):
                write(book, "a ring", b=part)
        assert len(book.shelf(actions.TABLE)) <= 16
        by_act: dict[str, int] = {}
        for line in book.shelf(actions.TABLE).lines.values():
            by_act[actions._act_in(line)] = by_act.get(actions._act_in(line), 0) + 1
        assert {count for act, count in by_act.items() if act.startswith("act")} == {3}


def test_redo_begins_with_what_was_undone_last_whoever_did_it_first(book: Book) -> None:
    with book.change("of Ana", by="Ana", at=NOW) as change:
        change.put("customers", {"id": "cus_1"})
    with book.change("of Bo", by="Bo", at=NOW) as change:
        change.put("customers", {"id": "cus_2"})
    for name in ("Ana", "Bo"):
        assert book.undo(by=name, at=NOW, whose=Whose(name)).words == f"of {name}"
    for name in ("Bo", "Ana"):
        assert book.redo(by="Ana", at=NOW).words == f"of {name}"
