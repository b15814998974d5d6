"""An answer that was given, by prompts and lines: told first, and changed only where somebody says so."""

from pathlib import Path

from tests.plain.conftest import Spoken, stored


def test_an_answer_that_was_given_is_told_and_changed_only_where_somebody_says_so(spoken: Spoken, folder: Path) -> None:
    lines = ("w Beth Ocampo", "a a fuse", "A two in stock")
    text = spoken(*lines, "A none left", "n", "A", "none left", "y")
    assert text.count("answered a fuse: two in stock. Write none left instead?") == 2
    assert "The answer stays as it was. Not stored: none left" in text
    (visit,) = stored(folder, "interactions")
    assert [request["answer"] for request in visit["requests"].values()] == ["none left"]


def test_one_of_several_answers_is_changed_by_its_number(spoken: Spoken, folder: Path) -> None:
    lines = ("w Beth Ocampo", "a a fuse", "a a lamp", "A 1 two", "A 2 three")
    text = spoken(*lines, "A", "2", "four", "y", "A 1 five", "y", "A", "")
    assert "2, a lamp, answered: three" in text and "No answer was changed." in text
    (visit,) = stored(folder, "interactions")
    assert [request["answer"] for request in visit["requests"].values()] == ["five", "four"]
