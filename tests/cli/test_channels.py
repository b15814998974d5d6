"""Channels and numbers from the command line."""

from typing import Any

import pytest


def channel_of(tool: Any) -> str:
    return str(tool("list", "--open", "--json").json[0]["channel"])


def test_the_channel_of_a_visit_is_said_at_once_and_changed_later(tool: Any) -> None:
    tool("log", "walk-in", "Beth Marlow", "--channel", "by e-mail")
    assert channel_of(tool) == "e-mail"
    assert tool("channel", "Beth", "phone").out.startswith("Answer to Beth Marlow: by phone (")
    assert channel_of(tool) == "call"
    assert tool("channel", "Beth", "none").status == 0 and channel_of(tool) == ""
    answer = tool("channel", "Beth", "pigeon")
    assert (answer.status, "Choose one of call, e-mail" in answer.err) == (1, True)
    assert tool("log", "call", "Tom", "--channel", "pigeon").status == 1


@pytest.mark.parametrize("by_id", [True, False])
def test_the_channel_of_a_promise_is_said_and_changed(tool: Any, by_id: bool) -> None:
    tool("log", "walk-in", "Beth Marlow")
    (made,) = tool("promise", "Beth", "a price", "--by", "in 2h", "--channel", "by post", "--json").json
    assert made["channel"] == "letter"
    words = [made["id"], "phone"] if by_id else ["a price", "phone", "--promise"]
    assert tool("channel", *words).out.startswith("By phone: a price (")
    assert tool("promises", "--json").json[0]["channel"] == "call"
    assert tool("promise", "Beth", "more", "--by", "in 2h", "--channel", "pigeon").status == 1


def test_a_call_back_without_a_number_names_the_command_that_keeps_it(tool: Any) -> None:
    tool("settings", "country", "US")
    tool("log", "walk-in", "Beth Marlow")
    answer = tool("promise", "Beth", "call back", "--by", "in 2h")
    assert "No phone number of Beth Marlow is known: `deskapp number " in answer.err
    whom = answer.err.partition("`deskapp number ")[2].partition(" ")[0]
    assert tool("number", whom, "soon").status == 1
    assert tool("number", whom, "202 555 0123").out == "Number of Beth Marlow: 202 555 0123\n"
    (phone,) = tool("card", "Beth", "--json").json["phones"].values()
    assert (phone["typed"], phone["number"]) == ("202 555 0123", "+12025550123")
    assert tool("promise", "Beth", "call again", "--by", "in 3h").err == ""


def test_the_number_may_come_with_the_promise_and_a_wrong_one_promises_nothing(tool: Any) -> None:
    tool("log", "walk-in", "Beth Marlow", "--end", "done")
    assert tool("promise", "Beth", "call back", "--by", "in 2h", "--phone", "soon").status == 1
    assert tool("promises", "--json").json == []
    assert tool("promise", "Beth", "call back", "--by", "in 2h", "--phone", "202 555 0123").err == ""
    assert [one["typed"] for one in tool("card", "Beth", "--json").json["phones"].values()] == ["202 555 0123"]


def test_who_prefers_another_channel_is_told_of(tool: Any) -> None:
    tool("log", "walk-in", "Beth Marlow", "--phone", "202 555 0123")
    tool("preference", "Beth", "t: e-mail")
    answer = tool("promise", "Beth", "call back", "--by", "in 2h")
    assert "Beth Marlow prefers e-mail." in answer.err and "deskapp channel --promise" in answer.err
    (made,) = tool("promise", "Beth", "a price", "--by", "in 2h", "--json").json
    assert made["channel"] == "e-mail"
