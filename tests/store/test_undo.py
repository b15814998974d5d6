"""Undo and redo: over everything, after a restart, and never over somebody's newer work."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from deskapp.errors import RefusedError
from deskapp.store import Book, open_book
from deskapp.store.engine.difference import META
from deskapp.store.undo import COMMAND, DESK, RING, Whose, go_back_to, standing
from tests.builders import words_to_redo, words_to_undo
from tests.store.books import NOW


def write(book: Book, words: str, by: str = "Ana", coalesce: str = "", undoable: bool = True, **fields: object) -> None:
    with book.change(words, by=by, at=NOW, coalesce=coalesce, undoable=undoable) as change:
        change.put("customers", {**(change.get("customers", "cus_1") or {"id": "cus_1"}), **fields})


def card(book: Book) -> dict[str, Any] | None:
    found = book.get("customers", "cus_1")
    return None if found is None else {name: value for name, value in found.items() if name not in META}


def test_undo_and_redo_walk_back_and_forth_with_words(book: Book) -> None:
    write(book, "make Beth", name="Beth", tags={})
    write(book, "rename", name="Beth Ocampo")
    write(book, "tag", tags={"a": 1})
    assert (words_to_undo(book), words_to_redo(book)) == ("tag", None)
    assert book.undo(by="Ana", at=NOW).words == "tag"
    assert book.undo(by="Ana", at=NOW).touched == {("customers", "cus_1")}
    assert card(book) == {"name": "Beth", "tags": {}}
    assert (words_to_undo(book), words_to_redo(book)) == ("make Beth", "rename")
    book.undo(by="Ana", at=NOW)
    assert card(book) is None
    for _ in range(3):
        book.redo(by="Ana", at=NOW)
    assert card(book) == {"name": "Beth Ocampo", "tags": {"a": 1}}
    with pytest.raises(RefusedError, match="nothing to redo"):
        book.redo(by="Ana", at=NOW)


def test_there_is_nothing_to_undo_in_a_new_book(book: Book) -> None:
    with pytest.raises(RefusedError, match="nothing to undo"):
        book.undo(by="", at=NOW)


def test_a_new_action_ends_what_could_be_redone(book: Book) -> None:
    write(book, "one", a=1)
    write(book, "two", a=2)
    book.undo(by="", at=NOW)
    write(book, "three", b=3)
    assert (words_to_undo(book), words_to_redo(book)) == ("three", None)
    book.undo(by="", at=NOW)
    assert card(book) == {"a": 1}


def test_undo_touches_only_the_entry_of_a_map_that_the_action_touched(book: Book) -> None:
    write(book, "make", ticks={"x": 1, "y": 1, "z": 1})
    write(book, "untick", ticks={"x": 1, "z": 1})
    write(book, "not in the list", undoable=False, ticks={"x": 1, "z": 1, "n": 9}, other=5)
    book.undo(by="", at=NOW)
    assert card(book) == {"ticks": {"x": 1, "y": 1, "z": 1, "n": 9}, "other": 5}
    assert list((card(book) or {})["ticks"]) == ["x", "y", "z", "n"]


def test_an_undo_that_would_trample_on_newer_work_says_so(book: Book) -> None:
    write(book, "make", due_text="noon")
    write(book, "move", due_text="one")
    write(book, "by another way", by="Bo", undoable=False, due_text="two")
    with pytest.raises(RefusedError, match=r"“move” cannot be undone: “due text” was changed since by Bo"):
        book.undo(by="Ana", at=NOW)
    assert card(book) == {"due_text": "two"}
    with book.change("gone", by="Cy", at=NOW, undoable=False) as change:
        change.delete("customers", "cus_1")
    with pytest.raises(RefusedError, match=r"it was deleted since by Cy"):
        book.undo(by="Ana", at=NOW)


def test_a_draft_typed_since_does_not_stand_in_the_way(book: Book) -> None:
    write(book, "make", name="x", drafts={})
    write(book, "typing", undoable=False, drafts={"who": "Be"})
    book.undo(by="", at=NOW)
    assert card(book) is None


def test_what_was_being_typed_comes_back_with_what_is_redone(tmp_path: Path) -> None:
    typed = {"called": "Ri", "drafts": {"note": "left her sc"}}
    with open_book(tmp_path / "typed") as book:
        with book.change("new walk-in", by="R", at=NOW) as change:
            change.put("interactions", {"id": "int_1", "called": "", "drafts": {}})
        with book.change("typed text", by="R", at=NOW, undoable=False) as change:
            change.put("interactions", {"id": "int_1", **typed})
        for _ in range(2):
            book.undo(by="R", at=NOW)
            assert book.get("interactions", "int_1") is None and words_to_redo(book) == "new walk-in"
            book.redo(by="R", at=NOW)
            found = book.get("interactions", "int_1")
            assert found is not None and {name: found[name] for name in typed} == typed
        book.undo(by="R", at=NOW)
    with open_book(tmp_path / "typed") as book:
        book.redo(by="R", at=NOW)
        found = book.get("interactions", "int_1")
        assert found is not None and {name: found[name] for name in typed} == typed


@pytest.mark.parametrize(
    ("way", "by", "words"),
    [
        (COMMAND, "Bo", "“a note” was done after it by Bo, with a command."),
        (COMMAND, "Ana", "“a note” was done after it by Ana, with a command."),
        (COMMAND, "", "“a note” was done after it, with a command."),
        (RING, "Ana", "“a note” was done after it by the phone."),
        (DESK, "Bo", "“a note” was done after it by Bo."),
    ],
)
def test_a_refused_undo_names_what_stands_in_the_way_and_whose_it_is(book: Book, way: str, by: str, words: str) -> None:
    write(book, "new walk-in", by="Ana", notes={}, drafts={})
    with book.came_by(way):
        write(book, "a note", by=by, notes={"n1": "left a scarf"})
    write(book, "typing", by="Ana", undoable=False, drafts={"note": "left"})
    with pytest.raises(RefusedError) as told:
        book.undo(by="Ana", at=NOW, whose=Whose("Ana", frozenset({DESK})) if by != "Ana" or way else Whose("Ana"))
    assert told.value.sentence == f"“new walk-in” cannot be undone: {words}"


def test_typing_that_goes_on_is_one_step(book: Book) -> None:
    write(book, "make", reason="")
    for text in ("t", "te", "tea"):
        write(book, "reason", coalesce="reason-1", reason=text)
    write(book, "other", coalesce="other-1", note="n")
    write(book, "reason", coalesce="reason-1", reason="tea!")
    book.undo(by="", at=NOW)
    assert card(book) == {"reason": "tea", "note": "n"}
    book.undo(by="", at=NOW)
    book.undo(by="", at=NOW)
    assert (card(book), words_to_undo(book)) == ({"reason": ""}, "make")
    book.redo(by="", at=NOW)
    assert card(book) == {"reason": "tea"}


def test_a_coalesced_step_may_begin_with_a_new_document(book: Book) -> None:
    write(book, "card", coalesce="c", name="B")
    write(book, "card", coalesce="c", name="Be", tags={"a": 1})
    write(book, "card", coalesce="c", tags={"a": 1, "b": 2})
    book.undo(by="", at=NOW)
    assert (card(book), words_to_undo(book)) == (None, None)
    book.redo(by="", at=NOW)
    assert card(book) == {"name": "Be", "tags": {"a": 1, "b": 2}}


def test_at_least_200_actions_survive_a_restart_and_compaction(tmp_path: Path) -> None:
    folder = tmp_path / "more"
    with open_book(folder) as book:
        for number in range(500):
            write(book, f"set {number}", n=number)
            if number % 100 == 50:
                book.checkpoint.save()
    with open_book(folder) as book:
        for number in range(499, 150, -1):
            assert book.undo(by="", at=NOW).words == f"set {number}"
        assert card(book) == {"n": 150}
    with open_book(folder) as book:
        for _ in range(349):
            book.redo(by="", at=NOW)
        assert card(book) == {"n": 499}
        assert book.shelf("undo").lines.__len__() <= 400


def test_an_action_over_several_documents_is_undone_as_a_whole_or_not_at_all(book: Book) -> None:
    with book.change("both", by="", at=NOW) as change:
        change.put("customers", {"id": "cus_1", "n": 1})
        change.put("promises", {"id": "pro_1", "n": 1})
    with book.change("aside", by="Bo", at=NOW, undoable=False) as change:
        change.put("promises", {"id": "pro_1", "n": 2})
    with pytest.raises(RefusedError, match="“n” was changed since by Bo"):
        book.undo(by="", at=NOW)
    assert card(book) == {"n": 1}
    with book.change("aside", by="Bo", at=NOW, undoable=False) as change:
        change.put("promises", {"id": "pro_1", "n": 1})
    with pytest.raises(RefusedError, match="nothing to undo"):
        book.undo(by="", at=NOW)
    assert card(book) == {"n": 1} and book.get("promises", "pro_1") is not None


def test_what_cannot_be_undone_is_told_once_and_stepped_over(book: Book) -> None:
    write(book, "make", by="Bo", name="Beth")
    write(book, "first", a=1)
    write(book, "second", b=1)
    write(book, "beside it", by="Bo", undoable=False, b=2)
    with pytest.raises(RefusedError, match="“second” cannot be undone"):
        book.undo(by="Ana", at=NOW)
    assert book.undo(by="Ana", at=NOW, whose=Whose("Ana")).words == "first"


@pytest.mark.parametrize(
    ("pause", "by", "steps"),
    [(timedelta(seconds=1), "Ana", 1), (timedelta(seconds=6), "Ana", 2), (timedelta(seconds=1), "Bo", 2)],
    ids=["goes on", "a pause", "another person"],
)
def test_an_act_of_typing_ends_at_a_pause_and_at_another_person(
    book: Book, pause: timedelta, by: str, steps: int
) -> None:
    for text, at, who in (("t", NOW, "Ana"), ("te", NOW + pause, by)):
        with book.change("reason", by=who, at=at, coalesce="reason") as change:
            change.put("customers", {"id": "cus_1", "reason": text})
    book.undo(by="", at=NOW)
    assert card(book) == (None if steps == 1 else {"reason": "t"})


def test_an_act_of_typing_ends_where_it_is_confirmed_and_at_a_restart(tmp_path: Path) -> None:
    with open_book(tmp_path / "book") as book:
        write(book, "reason", coalesce="r", reason="tea")
        book.end_of_act()
        write(book, "reason", coalesce="r", reason="tea, twice")
    with open_book(tmp_path / "book") as book:
        write(book, "reason", coalesce="r", reason="coffee")
        for expected in ("tea, twice", "tea"):
            book.undo(by="", at=NOW)
            assert card(book) == {"reason": expected}


def test_typing_that_came_back_to_what_stood_there_is_no_step(book: Book) -> None:
    write(book, "make", reason="tea")
    for text in ("coffee", "tea"):
        write(book, "reason", coalesce="r", reason=text)
    assert words_to_undo(book) == "make"


def test_undo_is_mine_and_not_what_others_did_beside_me(book: Book) -> None:
    mine = Whose("Ana", frozenset({DESK}))
    write(book, "make", by="Bo")
    write(book, "tick", tick=1)
    with book.came_by(RING):
        write(book, "a ring", by="Ana", ring=1)
    with book.came_by(COMMAND):
        write(book, "a command", by="Ana", command=1)
    write(book, "tick of Bo", by="Bo", other=1)
    assert book.undo(by="Ana", at=NOW, whose=mine).words == "tick"
    assert card(book) == {"ring": 1, "command": 1, "other": 1}
    with pytest.raises(RefusedError, match="nothing to undo"):
        book.undo(by="Ana", at=NOW, whose=mine)
    with book.came_by(RING):
        write(book, "another ring", by="Ana", ring=2)
    assert book.redo(by="Ana", at=NOW, whose=mine).words == "tick"
    assert card(book) == {"ring": 2, "command": 1, "other": 1, "tick": 1}


def test_what_is_being_typed_neither_jams_undo_nor_comes_back(tmp_path: Path) -> None:
    with open_book(tmp_path / "typed") as book:
        with book.change("new walk-in", by="R", at=NOW) as change:
            change.put("interactions", {"id": "int_1", "called": "", "outcome": "", "drafts": {}})
        with book.change("typed name", by="R", at=NOW, undoable=False) as change:
            change.put("interactions", {**(change.get("interactions", "int_1") or {}), "called": "Rita"})
        with book.change("typed text", by="R", at=NOW, undoable=False) as change:
            change.put("interactions", {**(change.get("interactions", "int_1") or {}), "drafts": {"outcome": "fixed"}})
        with book.change("end", by="R", at=NOW) as change:
            change.put(
                "interactions", {**(change.get("interactions", "int_1") or {}), "outcome": "fixed", "drafts": {}}
            )
        assert book.undo(by="R", at=NOW).words == "end"
        assert (book.get("interactions", "int_1") or {})["drafts"] == {}
        assert book.undo(by="R", at=NOW).words == "new walk-in"
        assert book.get("interactions", "int_1") is None


def test_what_one_key_did_is_taken_back_and_not_what_came_beside_it(book: Book) -> None:
    write(book, "make", name="Beth")
    mark = standing(book)
    write(book, "greeted", greeted=1)
    with book.came_by(RING):
        write(book, "a ring", ring=1)
    go_back_to(book, mark, by="Ana", at=NOW)
    assert card(book) == {"name": "Beth", "ring": 1}
    with pytest.raises(RefusedError, match="nothing to redo"):
        book.redo(by="Ana", at=NOW, whose=Whose("Ana", frozenset({DESK})))
