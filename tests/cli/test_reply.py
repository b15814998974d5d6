from datetime import UTC, datetime

import pytest

from deskapp.desk.answers import clipboard
from tests.cli.conftest import Tool


@pytest.fixture(autouse=True)
def no_real_clipboard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    copied: list[str] = []
    monkeypatch.delenv("SSH_CONNECTION", raising=False)
    monkeypatch.setattr(clipboard, "by_pyperclip", copied.append)
    return copied


def test_without_a_name_the_replies_are_listed(tool: Tool) -> None:
    listed = tool("reply")
    assert listed.status == 0 and "acknowledge_email" in listed.out and "due, staff" in listed.out
    assert len(tool("reply", "--json").json) >= 25


def test_a_reply_is_filled_for_an_open_interaction_logged_and_its_time_promised(tool: Tool) -> None:
    tool("log", "call", "Beth Marlow", "--reason", "the cracked violin")
    done = tool("reply", "acknowledge_voicemail", "Beth", "--set", "due=in 2 h")
    assert done.status == 0 and done.out.startswith("Hello Beth Marlow, this is Robin from Front desk.")
    assert "Logged for Beth Marlow." in done.err and "Promised: answer: the cracked violin" in done.err
    (document,) = tool("list", "--json").json
    assert [one["reply"] for one in document["copied"].values()] == ["acknowledge_voicemail"]
    (promise,) = tool("promises", "--json").json
    assert datetime.fromisoformat(promise["due"]) > datetime.now(UTC)


def test_what_is_missing_is_named_and_nothing_is_logged(tool: Tool) -> None:
    tool("log", "call", "Beth Marlow")
    refused = tool("reply", "acknowledge_email", "Beth")
    assert refused.status == 1 and "due, reason" in refused.err and "--set reason=…" in refused.err and not refused.out
    assert tool("list", "--json").json[0]["copied"] == {}


def test_a_card_without_an_open_interaction_will_do(tool: Tool) -> None:
    tool("log", "call", "Beth Marlow", "--end", "done")
    filled = tool("reply", "thanks_praise", "Beth", "--set", "reason=your kind words", "--json")
    assert filled.json["to"] == "Beth Marlow" and "Beth Marlow" in filled.json["text"]


def test_words_find_a_reply_and_a_wrong_way_is_told(tool: Tool, no_real_clipboard: list[str]) -> None:
    tool("log", "call", "Beth Marlow", "--reason", "a bow")
    filled = tool("reply", "we have it letter", "Beth", "--set", "due=fri 10:00", "--copy")
    assert "! They asked for a call; this one is a letter." in filled.err and "Copied." in filled.err
    assert no_real_clipboard == [filled.out.rstrip("\n")]


@pytest.mark.parametrize("pair", ["due", "colour=red"])
def test_a_value_that_is_no_placeholder_is_wrong_usage(tool: Tool, pair: str) -> None:
    assert tool("reply", "done", "--set", pair).status == 2


def test_an_unknown_reply_or_person_is_one_sentence(tool: Tool) -> None:
    assert tool("reply", "qqqqzzz").status == tool("reply", "done", "Nobody Atall").status == 1


def test_an_acknowledged_time_becomes_a_promise_of_its_own_beside_another(tool: Tool) -> None:
    tool("log", "call", "Beth Marlow", "--reason", "the bow")
    tool("promise", "Beth", "a price", "--by", "in 40 d")
    done = tool("reply", "acknowledge_email", "Beth", "--set", "due=in 3 h")
    assert "Promised: answer: the bow" in done.err
    assert [one["what"] for one in tool("promises", "--json").json] == ["answer: the bow", "a price"]


def test_another_time_than_the_promised_one_is_told(tool: Tool) -> None:
    tool("log", "call", "Beth Marlow", "--reason", "the bow")
    tool("promise", "Beth", "a price", "--by", "in 40 d")
    done = tool("reply", "delay_call", "Beth", "--set", "due=in 50 d")
    assert "'a price' is promised for" in done.err and "`deskapp move` gives it the new time." in done.err
    assert "is promised for" not in tool("reply", "delay_call", "Beth").err
