"""`deskapp preference`: what may be an allergy is refused until it is said, and nothing replaces a dessert unsaid."""

import shlex

import pytest

from tests.cli.conftest import Tool


@pytest.fixture(autouse=True)
def beth(tool: Tool) -> None:
    assert tool("log", "walk-in", "Beth Ocampo").status == 0


def kinds(tool: Tool) -> list[tuple[str, str]]:
    card = tool("card", "Beth", "--json").json
    return [(one["stance"], one["item"]) for one in card.get("preferences", {}).values()]


@pytest.mark.parametrize(
    "words",
    [["nuts"], ["penicillin"], ["gluten", "free"], ["never", "nuts"], ["sin", "lactosa"], ["kiwi"], ["no", "pork"]],
)
def test_what_may_be_an_allergy_is_refused_in_one_sentence_that_names_the_option(tool: Tool, words: list[str]) -> None:
    answer = tool("preference", "Beth", *words)
    assert answer.status == 1 and "--stance allergy" in answer.err and answer.err.count("\n") == 1
    assert kinds(tool) == []


@pytest.mark.parametrize("stance", ["allergy", "likes", "dislikes", "needs"])
@pytest.mark.parametrize("first", [True, False])
def test_the_option_says_what_it_is(tool: Tool, stance: str, first: bool) -> None:
    option = ["--stance", stance]
    words = ["preference", "Beth", *option, "nuts"] if first else ["preference", "Beth", "nuts", *option]
    assert tool(*words).status == 0
    assert kinds(tool) == [(stance, "nuts")]


def test_a_letter_and_clear_words_need_no_option(tool: Tool) -> None:
    for words in ("a: nuts", "allergic to eggs", "rye bread", "no sugar please"):
        assert tool("preference", "Beth", words).status == 0
    stances = ["allergy", "allergy", "likes", "dislikes"]
    assert [stance for stance, _ in kinds(tool)] == stances
    card = tool("card", "Beth").out
    assert "said:           no sugar please" in card and "dislikes" not in card


def test_a_wrong_stance_is_a_wrong_use(tool: Tool) -> None:
    assert tool("preference", "Beth", "tea", "--stance", "loves").status == 2


def test_a_new_dessert_says_what_it_was_and_undo_puts_it_back(tool: Tool) -> None:
    tool("preference", "Beth", "s: pavlova")
    answer = tool("preference", "Beth", "s: lemon tart")
    assert "lemon tart (was: pavlova, still on the card)" in answer.out and "undo" in answer.err
    assert "pavlova" in tool("card", "Beth").out
    tool("undo")
    card = tool("card", "Beth", "--json").json
    assert card["favorite_dessert"] == "pavlova" and not card.get("preferences")


def test_a_name_that_only_resembles_a_card_puts_nothing_on_it(tool: Tool) -> None:
    tool("log", "call", "Ann Leeson", "--end", "x")
    for words in (("preference", "Ann Lee", "walnuts", "--stance", "allergy"), ("card", "Ann Lee")):
        refused = tool(*words)
        assert refused.status == 1 and "'Ann Lee' may be Ann Leeson (" in refused.err
    assert tool("customers", "--json").json[0]["preferences"] == {}


def test_a_note_that_may_be_an_allergy_is_kept_and_names_the_command_that_puts_it_on_the_card(tool: Tool) -> None:
    answer = tool("note", "Beth", "allergic to nuts")
    assert answer.status == 0 and "Noted" in answer.out and kinds(tool) == []
    command = answer.err.partition("`deskapp ")[2].partition("`")[0]
    assert tool(*shlex.split(command)).status == 0
    assert kinds(tool) == [("allergy", "allergic to nuts")]
    assert "allergy" not in tool("note", "Beth", "allergic to nuts").err


def test_a_note_of_somebody_without_a_card_is_told_as_well(tool: Tool) -> None:
    visit = tool("log", "walk-in", "", "--json").json[0]["id"]
    assert "may be an allergy" in tool("note", visit, "no nuts please").err


def test_an_allergy_of_theirs_cannot_be_added_as_liked(tool: Tool) -> None:
    tool("preference", "Beth", "a: peanuts")
    answer = tool("preference", "Beth", "peanuts", "--stance", "likes")
    assert answer.status == 1 and "is an allergy" in answer.err
    assert kinds(tool) == [("allergy", "peanuts")]


def test_a_dish_of_what_they_must_not_have_is_a_like_only_where_that_is_said(tool: Tool) -> None:
    assert tool("preference", "Beth", "a: nuts").status == 0
    answer = tool("preference", "Beth", "walnut bread")
    assert answer.status == 1 and "must not have nuts" in answer.err and "--stance likes" in answer.err
    assert kinds(tool) == [("allergy", "nuts")]
    assert tool("preference", "Beth", "--stance", "likes", "walnut bread").status == 0
    assert kinds(tool) == [("allergy", "nuts"), ("likes", "walnut bread")]
