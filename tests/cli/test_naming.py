"""Who somebody is, on the command line: known people are known, and nobody gets a second card without a word."""

import pytest

from tests.cli.conftest import Tool


def names(tool: Tool) -> list[str]:
    return sorted(one["name"] for one in tool("customers", "--json").json)


@pytest.mark.parametrize(
    "typed",
    ["Dr. Anna Berger", "Berger, Anna", "anna  BERGER", "Ánna Berger", "Anna Berger (Acme)", "Anna Berger, Acme"],
)
def test_a_known_person_is_known_in_every_way_to_write_the_name(tool: Tool, typed: str) -> None:
    tool("log", "call", "Anna Berger, Acme", "--end", "x")
    answer = tool("log", "walk-in", typed)
    assert answer.status == 0 and names(tool) == ["Anna Berger"]
    assert tool("list", "--open", "--json").json[0]["customer"]["name"] == "Anna Berger"


@pytest.mark.parametrize(
    ("known", "typed"),
    [
        ("John Smith", "Jon Smith"),
        ("Ana Li", "Anna Li"),
        ("Anna Berger", "Anna Maria Berger"),
        ("Anna Maria Berger", "Anna Berger"),
        ("Beth Marlow", "Beth Marlwo"),
        ("Beth Marlow", "Beth"),
        ("Tom Lawson Jr", "Tom Lawson Sr"),
    ],
)
def test_who_may_be_known_is_refused_until_somebody_says_who_it_is(tool: Tool, known: str, typed: str) -> None:
    tool("log", "call", known, "--end", "x")
    refused = tool("log", "walk-in", typed)
    assert refused.status == 1 and f"'{typed}' may be {known} (" in refused.err and "--new" in refused.err
    assert tool("list", "--open", "--json").json == [] and names(tool) == [known]
    letters = refused.err.partition("(")[2].partition(")")[0]
    assert tool("log", "walk-in", letters).status == 0
    assert tool("list", "--open", "--json").json[0]["customer"]["name"] == known
    assert tool("log", "walk-in", typed, "--new").status == 0
    assert names(tool) == sorted([known, typed])


def test_identify_refuses_and_takes_the_same_options(tool: Tool) -> None:
    tool("log", "call", "John Smith", "--end", "x")
    visit = tool("log", "walk-in", "--json").json[0]["id"]
    refused = tool("identify", visit, "Jon", "Smith")
    assert refused.status == 1 and "may be John Smith (" in refused.err
    kept = tool("identify", visit, "Jon", "Smith", "--no-card")
    assert kept.status == 0 and names(tool) == ["John Smith"]
    assert tool("list", "--open", "--json").json[0]["called"] == "Jon Smith"
    assert tool("identify", visit, "Jon", "Smith", "--new").status == 0
    assert names(tool) == ["John Smith", "Jon Smith"]


@pytest.mark.parametrize("number", ["212 555 0143", "tel:+12125550143", "\u202a+1 212 555 0143\u202c", "204", "12"])
def test_a_number_of_nobody_is_the_visits_number_and_makes_no_card(tool: Tool, number: str) -> None:
    assert tool("log", "call", number).status == 0
    (visit,) = tool("list", "--json").json
    assert visit["phone"].endswith(number.strip("\u202a\u202c").removeprefix("tel:"))
    assert not visit.get("called") and not visit.get("customer") and names(tool) == []
    tool("log", "call", number, "--no-card")
    assert [one.get("called") for one in tool("list", "--json").json] == ["", ""] and names(tool) == []


def test_a_number_of_another_card_goes_on_a_new_one_only_where_it_is_shared(tool: Tool) -> None:
    tool("log", "walk-in", "Kim Falk", "--new", "--phone", "212 555 0143")
    told = tool("log", "call", "Ann Bee", "--new", "--phone", "212 555 0143").err
    assert "2125550143" in told.replace(" ", "") and "on the card of Kim Falk already" in told
    assert "212" not in tool("card", "Ann Bee").out and tool("list", "--json").json[0]["phone"] == "212 555 0143"
    tool("log", "message", "Xia New", "--no-card", "--phone", "212 555 0143")
    assert "on the card of Kim Falk already" in tool("identify", "--new", "Xia", "Xia New").err
    tool("log", "call", "Bob Bee", "--new", "--phone", "212 555 0143", "--shared")
    assert "212" in tool("card", "Bob Bee").out and "212" not in tool("card", "Xia New").out


def test_a_number_that_two_cards_share_takes_neither(tool: Tool) -> None:
    for name in ("Mum Lee", "Kid Quill"):
        tool("log", "call", name, "--phone", "212 555 0143", "--end", "x", "--new", "--shared")
    answer = tool("log", "call", "2125550143")
    assert answer.status == 0 and "2 cards have the number 2125550143" in answer.err
    assert tool("list", "--open", "--json").json[0].get("customer") is None
    tool("log", "call", "Kid Quill 212 555 0143")
    assert tool("list", "--open", "--json").json[0]["customer"]["name"] == "Kid Quill"


def test_a_number_on_somebody_elses_card_is_not_taken_for_a_stranger(tool: Tool) -> None:
    tool("log", "call", "Beth Ocampo", "--phone", "212 555 0143", "--end", "x")
    refused = tool("log", "call", "Zoe Ng", "--phone", "212 555 0143")
    assert refused.status == 1 and "may be Beth Ocampo (" in refused.err


def test_a_known_cards_new_number_is_said_and_added_where_that_is_asked(tool: Tool) -> None:
    tool("log", "call", "Beth Ocampo", "--phone", "212 555 0143", "--end", "x")
    answer = tool("log", "call", "Beth Ocampo", "--phone", "212 555 0199")
    assert "212 555 0199 is not on the card of Beth Ocampo." in answer.err and "--add-number" in answer.err
    visit = tool("list", "--open", "--json").json[0]
    added = tool("identify", visit["id"], visit["customer"]["id"], "--add-number")
    assert "212 555 0199 is on the card of Beth Ocampo now." in added.err
    (card,) = tool("customers", "--json").json
    assert sorted(one["typed"] for one in card["phones"].values()) == ["212 555 0143", "212 555 0199"]
    assert "is not on the card" not in tool("identify", visit["id"], visit["customer"]["id"]).err


def test_a_new_card_takes_the_company_and_each_of_two_numbers(tool: Tool) -> None:
    tool("settings", "country", "US")
    tool("log", "call", "Dr. Anna Berger, Harbour Bakery, 212 555 0143 / 212 555 0199")
    (card,) = tool("customers", "--json").json
    assert (card["name"], card["company"], card["address_form"]) == ("Anna Berger", "Harbour Bakery", "Dr. Berger")
    assert [one["typed"] for one in card["phones"].values()] == ["212 555 0143", "212 555 0199"]


@pytest.mark.parametrize(
    ("known", "typed"),
    [
        ("Robert Whitfield", "Bob Whitfield"),
        ("Karl Meyer", "Karl Maier"),
        ("Steven Hawk", "Stephen Hawk"),
        ("Claire Dunn", "Clare Dunn"),
        ("Jean-Luc Picard", "Picard JL"),
        ("Beth Ocampo", "beth.ocampo@example.org"),
        ("Beth Ocampo", "Beth Ocampo <beth@example.org>"),
        ("Beth Ocampo", "Beth Ocampo - Acme"),
    ],
)
def test_no_twin_is_made_of_a_name_that_may_be_the_same_persons(tool: Tool, known: str, typed: str) -> None:
    tool("log", "walk-in", known, "--end", "sold")
    answer = tool("log", "walk-in", typed)
    assert answer.status == 1 and "may be" in answer.err and known in answer.err
    assert [one["name"] for one in tool("customers", "--json").json] == [known]
    assert tool("log", "walk-in", typed, "--new").status == 0


@pytest.mark.parametrize(
    "typed", ["Dr med. Anna Berger", "Beth Ocampo - Harbour Bakery", "Beth Ocampo (Harbour Bakery)"]
)
def test_a_title_of_several_parts_and_a_company_beside_the_name_go_where_they_belong(tool: Tool, typed: str) -> None:
    tool("log", "walk-in", typed)
    (card,) = tool("customers", "--json").json
    assert (card["name"], card.get("company", ""), card.get("address_form", "")) in (
        ("Anna Berger", "", "Dr Berger"),
        ("Beth Ocampo", "Harbour Bakery", ""),
    )
