import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from deskapp.cli.lists import LOG_HEADER
from deskapp.desk.cards import customers
from deskapp.desk.crisis import boundary
from deskapp.desk.session import Session
from deskapp.store import open_book
from tests.cli.conftest import Clock, Tool

HOSTILE = "[/]\x1b[31m[@click=app.quit]x[/]\x07\u202eevil\x9b2J\x7f"


def test_the_list_shows_open_ones_first_then_todays_ended(at_desk: Tool, clock: Clock) -> None:
    at_desk("log", "walk-in", "Beth Ocampo")
    clock.later(minutes=10)
    at_desk("log", "call", "Tom", "--end", "asked the way")
    clock.later(minutes=1)
    at_desk("log", "message", "Zoe")
    lines = at_desk("list").out.splitlines()
    assert lines[0].split() == ["id", "kind", "state", "arrived", "took", "who", "about"]
    assert [line.split("  ")[1].strip() for line in lines[1:]] == ["message", "walk-in", "call"]
    assert "waiting !" in lines[2]
    assert lines[3].endswith("asked the way")


def test_the_list_can_be_narrowed(at_desk: Tool, clock: Clock) -> None:
    at_desk("log", "walk-in", "Beth Ocampo", "--reason", "lens")
    clock.later(days=2)
    at_desk("log", "call", "Tom", "--end", "asked the way")

    def names(*options: str) -> list[str]:
        return [one["customer"]["name"] for one in at_desk("list", "--json", *options).json]

    assert names() == ["Beth Ocampo", "Tom"]
    assert names("--open") == ["Beth Ocampo"]
    assert names("--today") == ["Tom"]
    assert names("--since", "3 days ago") == ["Tom", "Beth Ocampo"]
    assert names("--since", "yesterday") == ["Tom"]
    assert names("--find", "LENS") == ["Beth Ocampo"]
    assert names("--find", "lens", "--today") == []
    assert names("--open", "--since", "yesterday") == []


def test_the_list_is_narrowed_by_days_in_words_and_says_what_was_understood(at_desk: Tool, clock: Clock) -> None:
    at_desk("log", "walk-in", "Beth Ocampo", "--reason", "lens", "--end", "sold")
    clock.later(days=7)
    at_desk("log", "call", "Beth Ocampo", "--end", "asked the way")

    def reasons(*options: str) -> list[str]:
        return [one["reason"] for one in at_desk("list", "--json", *options).json]

    assert reasons("--find", "beth last week") == reasons("--find", "BTEH last week") == ["lens"]
    assert reasons("--on", "last week") == reasons("--find", "lens", "--on", "last week") == ["lens"]
    assert reasons("--on", "today") == reasons("--since", "this week") == [""]
    assert reasons("--since", "last week") == ["", "lens"]
    assert reasons("--who", "beth") == ["", "lens"] and reasons("--who", "beth", "--find", "last week") == ["lens"]
    assert at_desk("list", "--who", "nobody at all").status == 1
    assert at_desk("list", "--find", "beth last week").err == at_desk("list", "--on", "last week").err
    assert at_desk("list", "--on", "last week").err.startswith("Week of Mon ")
    refused = at_desk("list", "--on", "beth last week")
    assert (refused.status, "18 nov" in refused.err) == (1, True)


def test_empty_lists_say_so_beside_the_result(tool: Tool) -> None:
    for command in ("list", "customers", "promises"):
        answer = tool(command)
        assert (answer.status, answer.out) == (0, "")
        assert answer.err
        assert tool(command, "--json").json == []


def test_looking_makes_no_book(tool: Tool, folder: Path) -> None:
    tool("list")
    assert not folder.exists()


def test_a_card_says_first_how_to_address_them_and_what_they_must_not_have(tool: Tool, folder: Path) -> None:
    with open_book(folder) as book:
        desk = Session(book, "Robin")
        card = customers.make(desk, "Beth Ocampo", phone="0917 555 0123", company="Harbour Bakery")
        card = customers.set_text(desk, card, "address_form", "Ms Ocampo")
        card = customers.add_preference(desk, card, "peanuts", group="food", stance="allergy")
        customers.set_text(desk, card, "favorite_dessert", "leche flan")
    tool("log", "call", "Beth Ocampo", "--reason", "opening hours")
    tool("promise", "beth", "send the list", "--by", "in 2 h")
    lines = tool("card", "beth").out.splitlines()
    assert lines[0] == "Ms Ocampo"
    assert lines[1].split() == ["ALLERGY:", "peanuts"]
    page = "\n".join(lines)
    for words in ("leche flan", "Harbour Bakery", "0917 555 0123", "send the list", "opening hours"):
        assert words in page
    assert tool("card", "5550123", "--json").json["favorite_dessert"] == "leche flan"
    assert "ALLERGY: peanuts" in tool("customers").out


def test_a_card_asks_again_what_is_old_and_keeps_no_note_beyond_its_review(tool: Tool, folder: Path) -> None:
    with open_book(folder) as book:
        desk = Session(book, "Robin", now=lambda: datetime(2024, 5, 1, tzinfo=UTC))
        card = customers.make(desk, "Beth Ocampo")
        card = customers.add_preference(desk, card, "peanuts", group="food", stance="allergy")
        card = customers.set_text(desk, card, "favorite_dessert", "leche flan")
        card = boundary.note(desk, card, "Shouted at Robin")
        boundary.part_ways(desk, card, "Threw a stand", "Mia")
    out = tool("card", "beth").out
    assert "peanuts (ask again)" in out and "leche flan (ask again)" in out
    assert "Robin and Mia" in out
    assert "Shouted" not in out and "Threw" not in out


def test_cards_are_found_and_listed(tool: Tool) -> None:
    for name in ("Zoe Ng", "beth ocampo", "Ángel Cruz"):
        tool("log", "call", name, "--end", "x")
    assert [one["name"] for one in tool("customers", "--json").json] == ["Ángel Cruz", "beth ocampo", "Zoe Ng"]
    assert [one["name"] for one in tool("customers", "--json", "angel").json] == ["Ángel Cruz"]
    assert "nearly" in tool("customers", "ocmapo").out
    assert tool("customers", "nobody-at-all").err == "Nobody was found for 'nobody-at-all'.\n"


def test_a_card_that_is_not_sure_is_not_opened(tool: Tool) -> None:
    tool("log", "call", "Beth Ocampo")
    tool("log", "call", "Beth Cruz")
    several = tool("card", "beth")
    assert (several.status, "Beth Ocampo (" in several.err, "Beth Cruz (" in several.err) == (1, True, True)
    assert "Did you mean Beth Ocampo?" in tool("card", "ocmapo").err
    assert tool("card", "nobody").status == 1


def test_promises_are_made_listed_moved_and_kept(at_desk: Tool, clock: Clock) -> None:
    at_desk("log", "call", "Beth Ocampo")
    made = at_desk("promise", "beth", "ring", "back", "--by", "in 20m", "--json").json[0]
    assert (made["what"], made["due_typed"], made["customer"]["name"]) == ("ring back", "in 20m", "Beth Ocampo")
    assert made["interaction"] == at_desk("list", "--json").json[0]["id"]
    assert made["due"] == "2026-11-22T10:20:00.000Z"
    at_desk("promise", "beth", "send the list", "--by", "in 3 days")
    assert [one["what"] for one in at_desk("promises", "--json").json] == ["ring back", "send the list"]
    assert [one["what"] for one in at_desk("promises", "--json", "--today").json] == ["ring back"]
    assert at_desk("promises", "--overdue", "--json").json == []
    clock.later(hours=1)
    assert [one["id"] for one in at_desk("promises", "--overdue", "--json").json] == [made["id"]]
    assert "overdue" in at_desk("promises").out
    assert at_desk("move", "ring back", "--by", "in 1h").status == 2
    assert at_desk("move", "ring back", "--by", "in 1h", "--told").status == 0
    assert at_desk("move", "ring", "--by", "in 2h", "--not-told").err == "Tell Beth Ocampo soon.\n"
    assert at_desk("keep", made["id"]).status == 0
    assert at_desk("keep", made["id"]).status == 1
    assert at_desk("give-up", "send").status == 0
    assert at_desk("promises", "--json").json == []
    assert at_desk("keep", "nothing").status == 1


def test_a_promise_to_somebody_who_is_not_here_goes_to_the_card(at_desk: Tool) -> None:
    at_desk("log", "call", "Beth Ocampo", "--end", "x")
    made = at_desk("promise", "beth", "ring back", "--by", "in 20m", "--json").json[0]
    assert (made["customer"]["name"], made["interaction"]) == ("Beth Ocampo", "")
    assert at_desk("promise", "zoe", "ring back", "--by", "in 20m").status == 1
    assert at_desk("promise", "beth", "ring back", "--by", "yesterday").status == 1
    assert at_desk("promise", "beth", "ring back").status == 2


@pytest.mark.parametrize("name", [HOSTILE, "x" * 10_000, "김민준" * 40, "e\u0301" * 300, "half \ud83d"])
def test_no_name_reaches_the_terminal_as_a_command(tool: Tool, name: str) -> None:
    answers = [
        tool("log", "walk-in", name, "--reason", name, "--phone", name[:50]),
        tool("list"),
        tool("list", "--json"),
        tool("customers"),
        tool("customers", "--json"),
        tool("log", "call", "Zed", "--json"),
        tool("promise", "zed", name, "--by", "in 2h"),
        tool("promises"),
        tool("card", name),
        tool("note", name, name),
        tool("keep", name),
        tool("card", name, name),
        tool("undo"),
        tool(name),
        tool("log", name),
        tool("promise", "zed", "x", "--by", name),
    ]
    for answer in answers:
        shown = answer.out + answer.err
        assert not set(shown) & {*map(chr, range(10)), *map(chr, range(11, 32)), *map(chr, range(0x7F, 0xA0)), "\u202e"}
        assert answer.status in (0, 1, 2)
        shown.encode("utf-8")
    assert [answer.status for answer in answers[:8]] == [0] * 8


def test_json_keeps_every_letter_of_a_hostile_name(tool: Tool) -> None:
    tool("log", "walk-in", HOSTILE)
    assert tool("list", "--json").json[0]["customer"]["name"] == HOSTILE


def test_promises_are_listed_by_words_and_under_headings(tool: Tool) -> None:
    for name in ("Beth", "Ann"):
        tool("log", "call", name, "--end", "done")
    for name, what, due in (("Beth", "a price", "in 2 h"), ("Ann", "strings", "in 20 d"), ("Beth", "stool", "in 9 d")):
        assert tool("promise", name, what, "--by", due, "--channel", "letter").status == 0
    assert [one["what"] for one in tool("promises", "beth", "letter", "--json").json] == ["a price", "stool"]
    assert [one["what"] for one in tool("promises", "--week", "--json").json] == ["a price"]
    lines = tool("promises", "--group", "person").out.splitlines()
    assert (lines[0], lines[4], lines[5]) == ("Beth:", "", "Ann:")
    assert "a price" in lines[2] and "stool" in lines[3] and "strings" in lines[7]
    assert tool("promises", "--group", "colour").status == 2
    assert tool("promises", "nobody").err == "No promise is open.\n"


def test_the_list_tells_the_day_of_an_old_visit_and_how_long_an_ended_one_took(at_desk: Tool, clock: Clock) -> None:
    at_desk("log", "walk-in", "Ann")
    clock.later(minutes=17)
    at_desk("end", "Ann", "sold", "--anyway", "a rush")
    clock.later(minutes=5)
    at_desk("log", "call", "Tom", "--end", "asked the way")
    arrived, took = LOG_HEADER.index("arrived"), LOG_HEADER.index("took")

    def cells() -> list[list[str]]:
        rows = at_desk("list", "--find", "a").out.splitlines()[1:]
        return [[part for part in row.split("  ") if part] for row in rows]

    assert [row[took].strip() for row in cells()] == ["-", "17 min"]
    clock.later(days=400)
    day = re.compile(r"[MTWFS][a-z]{2} \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d")
    assert all(day.fullmatch(row[arrived].strip()) for row in cells())


def test_the_list_ends_with_the_counts_of_the_top_line(at_desk: Tool, clock: Clock) -> None:
    for name in ("Ann", "Ben", "Cem"):
        at_desk("log", "walk-in", name)
    at_desk("hold", "Ann")
    at_desk("promise", "Ben", "a price", "--by", "in 4h")
    assert at_desk("list").err.strip() == "3 here, 1 waiting, 1 on hold, 1 promise due."
    clock.later(minutes=6)
    assert at_desk("list", "--open").err.strip() == "3 here, 1 waiting (1 long), 1 on hold (1 long), 1 promise due."
    assert at_desk("list", "--json").err == at_desk("list", "--find", "Ann").err == ""


def test_two_of_one_name_are_told_apart_and_promises_are_found_by_digits(tool: Tool) -> None:
    for phone in ("020 7946 0018", "020 7946 0999"):
        tool("log", "walk-in", "Anna Berger", "--phone", phone, "--new")
        tool("promise", phone, "a price", "--by", "tomorrow 9:00")
    listed, found = tool("list", "--open").out, tool("promises", "0018").out
    assert "Anna Berger (…0018)" in listed and "Anna Berger (…0999)" in listed
    assert found.count("Anna Berger") == 1 and "a price" in found
