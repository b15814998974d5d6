"""What plain mode asks for, and which lines it hands to the command line as they stand."""

from pathlib import Path

import pytest

from tests.plain.conftest import Spoken, stored


@pytest.mark.parametrize(("verb", "kind"), [("w", "walk-in"), ("c", "call"), ("m", "message")])
def test_a_verb_alone_asks_who_it_is(spoken: Spoken, folder: Path, verb: str, kind: str) -> None:
    text = spoken(verb, "Beth", "n for beth")
    (one,) = stored(folder)
    assert "Who? " in text and (one["kind"], one["customer"]["name"]) == (kind, "Beth")
    assert [note["text"] for note in one["notes"].values()] == ["for beth"]


def test_an_empty_line_leaves_them_unnamed(spoken: Spoken, folder: Path) -> None:
    spoken("w", "", "n in a hurry")
    (one,) = stored(folder)
    assert one.get("customer") is None and len(one["notes"]) == 1
    assert "Who? " not in spoken("w Ann")


def test_a_time_is_asked_for_until_it_is_one(spoken: Spoken, folder: Path) -> None:
    text = spoken(
        "w Beth", "p a call", "soonish", "2020-01-01T10:00", "tomorrow 9:00", "v call", "never", "fri 9:00", "y"
    )
    (made,) = stored(folder, "promises")
    assert "'soonish' is not a time." in text and "has passed." in text and "'never' is not a time." in text
    assert text.count("By when? ") == 3 and text.count("To when? ") == 2
    assert made["what"] == "a call" and len(made["moves"]) == 1


def test_no_time_promises_nothing_and_moves_nothing(spoken: Spoken, folder: Path) -> None:
    text = spoken("w Beth", "p a call", "soonish", "", "p a price by tomorrow 9:00", "v price", "", "n still here")
    (made,) = stored(folder, "promises")
    assert "Nothing was promised." in text and "Nothing was moved." in text
    assert made["what"] == "a price" and not made.get("moves")
    assert [note["text"] for note in stored(folder)[0]["notes"].values()] == ["still here"]


def test_a_line_with_an_option_is_the_command_lines_own(spoken: Spoken, folder: Path) -> None:
    text = spoken(
        "w Ann", "w Beth", 'promise --by "in 20m" Ann call back', "Promise Ann a price --by=in\\ 30m",
        "p --by=in\\ 2h Ann a bow",
        "e Ann --anyway early sold strings", "end Beth done --nope",
    )  # fmt: skip
    by_name = {one["customer"]["name"]: one for one in stored(folder)}
    made = stored(folder, "promises")
    assert {(one["what"], one["customer"]["name"]) for one in made} == {
        ("call back", "Ann"),
        ("a price", "Ann"),
        ("a bow", "Ann"),
    }
    assert "By when?" not in text and "Unrecognized arguments: --nope." in text
    assert (by_name["Ann"]["outcome"], by_name["Beth"]["state"]) == ("sold strings", "waiting")


def test_dashes_that_are_no_option_are_words(spoken: Spoken, folder: Path) -> None:
    spoken("w Beth", "note -- well -- --- 5", "n --by post")
    assert [note["text"] for note in stored(folder)[0]["notes"].values()] == ["-- well -- --- 5", "--by post"]


def test_the_help_begins_with_the_way_out_and_tells_whom_a_line_is_about(spoken: Spoken) -> None:
    lines = spoken("help").partition("> help\n")[2].splitlines()
    assert lines[0].startswith("quit: leave")
    assert "These verbs work on the one you speak of." in lines
    assert any(
        line.startswith("With options (promise Beth a call --by 15:00) the command line's own") for line in lines
    )


@pytest.mark.parametrize(
    ("answer", "stance"), [("", "allergy"), ("likes", "likes"), ("d", "dislikes"), ("n", None), ("no", None)]
)
def test_what_may_be_an_allergy_is_asked_and_enter_says_that_it_is_one(
    spoken: Spoken, folder: Path, answer: str, stance: str | None
) -> None:
    text = spoken("w Beth", "d peanuts", answer)
    assert "'peanuts' may be an allergy or an illness." in text
    (card,) = stored(folder, "customers")
    assert [one["stance"] for one in card.get("preferences", {}).values()] == ([stance] if stance else [])


def test_clear_words_are_not_asked_about(spoken: Spoken) -> None:
    text = spoken("w Beth", "d walnut cake", "d a: eggs", "d allergic to nuts")
    assert "may be an allergy" not in text and "ALLERGY: eggs" in text


@pytest.mark.parametrize(
    ("answer", "allergies", "notes"),
    [
        ("", ["allergic to nuts"], ["allergic to nuts"]),
        ("n", [], ["allergic to nuts"]),
        ("n blue lid", [], ["allergic to nuts", "blue lid"]),
    ],
)
def test_a_note_that_may_be_an_allergy_is_kept_and_asked_about(
    spoken: Spoken, folder: Path, answer: str, allergies: list[str], notes: list[str]
) -> None:
    text = spoken("w Beth", "n allergic to nuts", answer)
    (visit,), (card,) = stored(folder), stored(folder, "customers")
    assert "may be an allergy" in text and "deskapp preference" not in text
    found = [one["item"] for one in card.get("preferences", {}).values() if one["stance"] == "allergy"]
    assert (found, [note["text"] for note in visit["notes"].values()]) == (allergies, notes)
