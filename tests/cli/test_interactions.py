from pathlib import Path
from typing import Any

import pytest

from deskapp.desk.cards import customers
from deskapp.desk.session import Session
from deskapp.store import open_book
from tests.cli.conftest import Clock, Tool


def only(tool: Tool, *options: str) -> dict[str, Any]:
    visit: dict[str, Any]
    (visit,) = tool("list", "--json", *options).json
    return visit


def test_a_walk_in_is_logged_and_a_card_is_made(tool: Tool) -> None:
    answer = tool("log", "walk-in", "Beth", "Ocampo", "--reason", "collect a lens")
    assert (answer.status, answer.err) == (0, "A new card was made for Beth Ocampo.\n")
    one = only(tool)
    assert (one["kind"], one["state"], one["reason"], one["staff"]) == ("walk-in", "waiting", "collect a lens", "Robin")
    (card,) = tool("customers", "--json").json
    assert one["customer"] == {"id": card["id"], "name": "Beth Ocampo"}
    assert list(one["runs"]) == ["greeting_walk_in"]


def test_a_name_that_is_known_takes_its_card(tool: Tool) -> None:
    tool("log", "walk-in", "Beth Ocampo")
    answer = tool("log", "call", "beth  OCAMPO")
    assert (answer.status, answer.err.count("\n")) == (0, 1) and "is here already since" in answer.err
    assert len(tool("customers", "--json").json) == 1
    assert {one["customer"]["name"] for one in tool("list", "--json").json} == {"Beth Ocampo"}


def test_a_phone_number_that_is_known_takes_its_card(tool: Tool) -> None:
    tool("log", "call", "Beth Ocampo", "--phone", "(212) 555-0123")
    answer = tool("log", "call", "Beth", "--phone", "+1 212 555 0123")
    taken, also = answer.err.splitlines()
    assert taken == "+1 212 555 0123 is the number of Beth Ocampo, whose card was taken."
    assert also.startswith("Beth Ocampo is here already since ") and ", waiting. That visit is " in also
    answer = tool("log", "call", "212.555.0123")
    assert "Beth Ocampo" in answer.err
    assert len(tool("customers", "--json").json) == 1


def test_two_cards_of_one_name_are_not_guessed_between(tool: Tool, folder: Path) -> None:
    with open_book(folder) as book:
        cards = [customers.make(Session(book), "Sam Lee", phone=phone) for phone in ("212 555 0101", "212 555 0102")]
    answer = tool("log", "call", "Sam Lee")
    assert "2 cards are named Sam Lee" in answer.err
    one = only(tool)
    assert (one["customer"], one["called"]) == (None, "Sam Lee")
    tool("identify", one["id"], cards[0].id)
    assert only(tool)["customer"]["id"] == cards[0].id
    tool("log", "call", "Sam Lee", "--phone", "2125550102")
    assert tool("list", "--json").json[0]["customer"]["id"] == cards[1].id
    assert len(tool("customers", "--json").json) == 2


def test_nobody_has_to_be_named(tool: Tool) -> None:
    assert tool("log", "message").out.startswith("Logged: message without a name")
    assert only(tool)["customer"] is None
    assert tool("customers", "--json").json == []


def test_written_down_afterwards_with_its_outcome(tool: Tool) -> None:
    tool("log", "walk-in", "Tom", "--at", "30m ago", "--end", "sold a case")
    one = only(tool, "--since", "2 h ago")
    assert (one["state"], one["outcome"], one["runs"]) == ("ended", "sold a case", {})
    assert one["ended_at"] == one["arrived_at"]


def test_written_down_at_once_with_its_outcome_ends_now(tool: Tool) -> None:
    tool("log", "call", "Tom", "--end", "asked the way")
    one = only(tool)
    assert (one["state"], one["runs"]) == ("ended", {})
    assert one["ended_at"] >= one["arrived_at"]


@pytest.mark.parametrize("at", ["in 20m", "soon", "tomorrow 9:00"])
def test_an_arrival_that_has_not_come_is_refused_and_nothing_is_stored(tool: Tool, at: str) -> None:
    answer = tool("log", "walk-in", "Tom", "--at", at)
    assert (answer.status, answer.out) == (1, "")
    assert answer.err.startswith("deskapp: '")
    assert tool("list", "--json").json == []


def test_an_empty_outcome_is_refused(tool: Tool) -> None:
    assert tool("log", "walk-in", "Tom", "--end", " ").status == 1
    assert tool("list", "--json").json == []


def test_each_verb_through_a_visit(at_desk: Tool, clock: Clock) -> None:
    at_desk("log", "walk-in", "Beth Ocampo")
    clock.later(minutes=2)
    assert at_desk("greet", "beth").out.startswith("Greeted for Beth Ocampo after 2 min")
    assert at_desk("note", "beth", "lens", "cap", "is", "loose").status == 0
    assert at_desk("request", "beth", "a new cap").out.startswith("Request written down for Beth Ocampo: 1 open")
    assert at_desk("hold", "beth").status == 0
    clock.later(minutes=1)
    assert at_desk("resume", "beth").status == 0
    assert at_desk("reason", "beth", "loose lens cap").status == 0
    assert at_desk("refer", "beth", "Ana Cruz", "--why", "optics").status == 0
    refused = at_desk("end", "beth", "fixed")
    assert refused.status == 1
    assert "Not answered: a new cap" in refused.err
    assert at_desk("answer", "beth", "in the drawer").status == 0
    assert at_desk("end", "beth", "fixed").status == 0
    (one,) = at_desk("list", "--json").json
    assert (one["state"], one["outcome"], one["reason"]) == ("ended", "fixed", "loose lens cap")
    assert [note["text"] for note in one["notes"].values()] == ["lens cap is loose"]
    assert [request["answer"] for request in one["requests"].values()] == ["in the drawer"]
    assert [referral["to"] for referral in one["referrals"].values()] == ["Ana Cruz"]
    (hold,) = one["holds"].values()
    assert (hold["since"][11:16], hold["until"][11:16]) == ("10:02", "10:03")


def test_the_third_hand_over_is_told_as_what_it_is(at_desk: Tool) -> None:
    at_desk("log", "call", "Tom")
    answers = [at_desk("refer", "tom", to) for to in ("Ana", "Ben", "Cho")]
    assert [bool(one.err) for one in answers] == [False, False, True]
    assert "being passed around" in answers[2].err


def test_a_request_is_chosen_by_its_number_where_several_are_open(at_desk: Tool) -> None:
    at_desk("log", "call", "Tom")
    at_desk("request", "tom", "price")
    at_desk("request", "tom", "colour")
    refused = at_desk("answer", "tom", "blue")
    assert (refused.status, "1 price; 2 colour" in refused.err) == (1, True)
    assert at_desk("answer", "tom", "blue", "--request", "2").status == 0
    assert at_desk("answer", "tom", "x", "--request", "3").status == 1
    assert at_desk("answer", "tom", "12").status == 0
    assert at_desk("answer", "tom", "again").status == 1
    (one,) = at_desk("list", "--json").json
    assert [request["answer"] for request in one["requests"].values()] == ["12", "blue"]


@pytest.mark.parametrize(("typed", "shown"), [("75", 75), ("+5", 45), ("-5", 35), ("300", 100), ("5", 30)])
def test_the_kettle_is_set_or_turned(at_desk: Tool, typed: str, shown: int) -> None:
    at_desk("log", "walk-in", "Tom")
    assert at_desk("temperature", "tom", typed).status == 0
    assert at_desk("list", "--json").json[0]["temperature"] == shown


def test_a_temperature_that_is_none_is_wrong_usage(at_desk: Tool) -> None:
    at_desk("log", "walk-in", "Tom")
    assert at_desk("temperature", "tom", "hot").status == 2


def test_steps_are_ticked_by_number_and_by_words_and_taken_back(at_desk: Tool) -> None:
    at_desk("log", "walk-in", "Tom")
    assert "(Greeting 1/7)" in at_desk("tick", "tom", "3").out
    assert "(Greeting 2/7)" in at_desk("tick", "tom", "say", "hello").out
    assert at_desk("list", "--json").json[0]["state"] == "serving"
    shown = at_desk("tick", "tom").out.splitlines()
    assert [line[2:5] for line in shown[1:]] == ["[ ]", "[ ]", "[x]", "[ ]", "[x]", "[ ]", "[ ]"]
    assert at_desk("tick", "tom", "3").status == 1
    assert at_desk("untick", "tom", "3").status == 0
    assert at_desk("untick", "tom", "3").status == 1
    assert at_desk("tick", "tom", "99").status == 1
    assert at_desk("tick", "tom", "1", "--list", "resolution").status == 0
    assert "resolution" in at_desk("list", "--json").json[0]["runs"]


def test_undo_and_redo_say_what_they_did(tool: Tool) -> None:
    tool("log", "walk-in", "Tom")
    tool("tick", "tom", "1")
    assert tool("undo").out.startswith("Undone: tick '")
    assert only(tool)["ticks"] == {}
    assert tool("redo").out.startswith("Redone: tick '")
    assert len(only(tool)["ticks"]) == 1
    assert tool("redo").status == 1


def test_whom_a_name_means(at_desk: Tool) -> None:
    at_desk("log", "walk-in", "Beth Ocampo")
    at_desk("log", "call", "Beth Cruz")
    several = at_desk("note", "beth", "hello")
    assert several.status == 1
    assert "the call of Beth Cruz at" in several.err
    assert "the walk-in of Beth Ocampo at" in several.err
    nobody = at_desk("note", "zoe", "hello")
    assert (nobody.status, "Nobody called 'zoe' is here now." in nobody.err) == (1, True)
    identifier = at_desk("list", "--json").json[0]["id"]
    assert at_desk("note", identifier, "by id").status == 0
    assert at_desk("note", identifier[-6:].lower(), "by the end of it").status == 0
    assert at_desk("note", "int_none", "x").status == 1


def test_an_interaction_is_identified_later(at_desk: Tool) -> None:
    unnamed = at_desk("log", "walk-in", "--json").json[0]["id"]
    assert at_desk("identify", unnamed, "Zoe", "Ng").err == "A new card was made for Zoe Ng.\n"
    card = at_desk("card", "zoe", "--json").json
    other = at_desk("log", "walk-in", "--json").json[0]["id"]
    at_desk("identify", other, card["id"])
    assert {one["customer"]["id"] for one in at_desk("list", "--json").json} == {card["id"]}


def test_a_refusal_names_the_command_of_the_command_line_and_no_key(at_desk: Tool) -> None:
    at_desk("log", "walk-in", "Beth")
    at_desk("hold", "Beth")
    assert at_desk("hold", "Beth").err.strip().endswith("Use `deskapp resume WHO` to come back to them.")
    assert "{" not in (told := at_desk("crisis", "Beth").err) and "Press" not in told
