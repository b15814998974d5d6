"""Whom a command writes on: a whole name, a number or an id, never the beginning of somebody's name."""

import pytest

from tests.cli.conftest import Tool

WRITES = (
    ("note", "Ann", "hello"), ("end", "Ann", "sold"), ("hold", "Ann"), ("greet", "Ann"), ("request", "Ann", "a string"),
    ("temperature", "Ann", "80"), ("tick", "Ann", "1"), ("transfer", "Ann", "Robin"), ("reason", "Ann", "tuning"),
    ("identify", "Ann", "Zoe"), ("promise", "Ann", "a call", "--by", "in 20m"), ("preference", "Ann", "t: e-mail"),
    ("subject", "Ann", "-o", "out.json"), ("erase", "Ann", "--yes"), ("merge", "Ann", "Annabel Lee"),
)  # fmt: skip


@pytest.mark.parametrize("words", WRITES, ids=lambda words: str(words[0]))
def test_the_beginning_of_a_name_is_listed_and_nothing_is_written(tool: Tool, words: tuple[str, ...]) -> None:
    tool("log", "walk-in", "Annabel Lee")
    before = tool("list", "--json").out, tool("customers", "--json").out
    answer = tool(*words)
    assert answer.status == 1 and "may be" in answer.err and "Annabel Lee" in answer.err
    assert (tool("list", "--json").out, tool("customers", "--json").out) == before


@pytest.mark.parametrize("words", ["Annabel Lee", "annabel lee", "Lee", "Annabel", "0113 496 0102", "01134960102"])
def test_whole_words_of_a_name_and_a_number_are_enough(tool: Tool, words: str) -> None:
    tool("log", "walk-in", "Annabel Lee", "--phone", "0113 496 0102")
    assert tool("note", words, "hello").status == 0
    assert tool("preference", words, "t: e-mail").status == 0


def test_a_whole_word_of_a_name_is_meant_rather_than_the_beginning_of_another(tool: Tool) -> None:
    tool("log", "walk-in", "Annabel Lee")
    tool("log", "walk-in", "Ann Cho")
    assert tool("note", "Ann", "hello").status == 0
    notes = {one["customer"]["name"]: one.get("notes") for one in tool("list", "--json").json}
    assert notes["Ann Cho"] and not notes["Annabel Lee"]


def test_a_promise_is_kept_by_whole_words_only(tool: Tool) -> None:
    tool("log", "walk-in", "Annabel Lee")
    tool("promise", "Annabel", "prices for strings", "--by", "in 20m")
    for begun in ("price", "Ann"):
        answer = tool("keep", begun)
        assert answer.status == 1 and "prices for strings" in answer.err
    assert tool("keep", "prices").status == 0


def test_the_last_visit_is_opened_again_by_a_whole_name_only(tool: Tool) -> None:
    tool("log", "walk-in", "Annabel Lee", "--end", "sold")
    answer = tool("reopen", "Ann")
    assert answer.status == 1 and "Annabel Lee" in answer.err
    assert tool("reopen", "Annabel").status == 0


def test_a_command_that_only_looks_takes_a_beginning_that_one_card_has(tool: Tool) -> None:
    tool("log", "walk-in", "Annabel Lee")
    assert "Annabel Lee" in tool("card", "Annab").out


def test_of_cards_that_fit_less_well_none_is_listed_beside_two_that_fit_best(tool: Tool) -> None:
    for name in ("Ann Lee", "Ann Lee", "Ann Lee Cho"):
        tool("log", "walk-in", name, "--new", "--end", "x")
    letters = {card["id"][-6:]: card["name"] for card in tool("customers", "--json").json}
    told = tool("preference", "Lee, Ann", "t: e-mail")
    assert told.status == 1 and "letters in brackets" in told.err
    assert sorted(name for end, name in letters.items() if end in told.err) == ["Ann Lee", "Ann Lee"]
    every = tool("preference", "Lee", "t: e-mail").err
    assert all(end in every for end in letters), "a part of each name fits all of them as well"


def test_a_number_that_two_cards_share_is_listed(tool: Tool) -> None:
    for name in ("Ann Cho", "Joe Cho"):
        tool("log", "walk-in", name, "--phone", "0113 496 0102", "--new", "--shared", "--end", "sold")
    answer = tool("preference", "0113 496 0102", "t: e-mail")
    assert answer.status == 1 and "Ann Cho (" in answer.err and "Joe Cho (" in answer.err


def test_a_missed_call_is_rung_back_by_a_whole_name_or_the_end_of_its_number(tool: Tool) -> None:
    tool("log", "walk-in", "Annabel Lee", "--phone", "0113 496 0102", "--end", "sold")
    tool("ring", "0113 496 0102", "--call", "1")
    tool("ring", "0113 496 0102", "--call", "1", "--hung-up")
    for begun in ("Ann", "9", "11"):
        answer = tool("ring-back", begun)
        assert answer.status == 1, begun
    assert "Annabel Lee" in tool("ring-back", "Ann").err
    assert "Ringing back Annabel Lee" in tool("ring-back", "0102").out
