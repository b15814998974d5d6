"""Cards that may be one person's are found, and those that only look alike a little are not."""

from typing import Any

import pytest

from deskapp.desk.cards import duplicates
from deskapp.desk.cards.duplicates import SAME_EMAIL, SAME_END, SAME_NUMBER
from deskapp.desk.find.alike import NEAR_NAME, SAME_NAME
from deskapp.desk.find.finder import Finder


def card(identifier: str, name: str, *, phone: str = "", number: str = "", email: str = "", **more: Any) -> Any:
    phones = {"a": {"typed": phone or number, "number": number}} if phone or number else {}
    emails = {"a": {"address": email}} if email else {}
    return {"id": identifier, "name": name, "phones": phones, "emails": emails, **more}


def found(*cards: Any) -> dict[tuple[str, str], tuple[str, ...]]:
    return {(one.first, one.second): one.why for one in duplicates.pairs(cards)}


def test_the_same_number_in_two_spellings_is_told() -> None:
    cards = card("1", "Beth", phone="0917", number="+639175550123"), card("2", "B. M.", number="+639175550123")
    assert found(*cards) == {("1", "2"): (SAME_NUMBER,)}


@pytest.mark.parametrize(("phone", "why"), [("204", ()), ("55 0143", ()), ("555 0143", (SAME_NUMBER,))])
def test_a_number_of_fewer_than_seven_figures_such_as_an_extension_says_nothing(
    phone: str, why: tuple[str, ...]
) -> None:
    cards = card("1", "Beth Marlow", phone=phone), card("2", "Joe Park", phone=phone)
    assert found(*cards) == ({("1", "2"): why} if why else {})


def test_the_same_email_and_name_are_told_together() -> None:
    cards = card("1", "Beth Marlow", email="B@x.org"), card("2", "Marlow, Beth", email="b@x.org")
    assert found(*cards) == {("1", "2"): (SAME_EMAIL, SAME_NAME)}


@pytest.mark.parametrize(
    ("one", "other"),
    [("Beth Marlow", "Beth Marlwo"), ("Anna Lindqvist", "Ana Lindquist"), ("José Peña", "Jose Penna"),
     ("Marlow Elizabeth", "Elizabet Marlow"), ("A. Berger", "Anna Berger"), ("Jo Berger", "J Berger")],
)  # fmt: skip
def test_typing_errors_accents_and_initials_make_nearly_the_same_name(one: str, other: str) -> None:
    assert found(card("1", one), card("2", other)) == {("1", "2"): (NEAR_NAME,)}


@pytest.mark.parametrize(
    ("one", "other"),
    [("Beth Marlow", "Joe Marlow"), ("Bo Li", "Ba Li"), ("Beth", "Bert"), ("Ann Lee Cho", "Ann Lee"),
     ("Beth", "Beth"), ("Dr Berger", "Berger")],
)  # fmt: skip
def test_different_names_are_left_alone(one: str, other: str) -> None:
    assert found(card("1", one), card("2", other)) == {}


def test_a_switchboard_that_many_share_is_no_sign() -> None:
    many = [card(str(n), f"{chr(97 + n) * 5} {chr(98 + n) * 6}", number="+6328880000") for n in range(20)]
    assert found(*many) == {}


def test_merged_cards_are_no_duplicates() -> None:
    assert found(card("1", "Beth Marlow"), card("2", "Beth Marlow", merged_into="1")) == {}


def test_the_surest_pair_comes_first_and_odd_documents_do_no_harm() -> None:
    cards = (
        card("1", "Beth Marlow", number="+639175550123"),
        card("2", "Beth Marlow", number="+639175550123"),
        card("3", "Bath Marlow"),
        {"id": "4", "name": 7, "phones": [], "emails": {"a": 3}},
    )
    pairs = duplicates.pairs(cards)
    assert (pairs[0].first, pairs[0].second, pairs[0].why) == ("1", "2", (SAME_NUMBER, SAME_NAME))
    assert {(one.first, one.second) for one in pairs[1:]} == {("1", "3"), ("2", "3")}


@pytest.fixture
def finder() -> Finder:
    finder = Finder()
    finder.fill(
        [
            card("1", "Beth Marlow", phone="0917 555 0123", number="+639175550123", email="beth@example.org"),
            card("2", "Anna Lindqvist"),
        ]
    )
    return finder


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("0917 555 0123", [("1", SAME_NUMBER)]),
        ("+63-917-5550123", [("1", SAME_NUMBER)]),
        ("555 0123", [("1", SAME_END)]),
        ("55 0123", []),
        ("0123", []),
        ("BETH@example.org", [("1", SAME_EMAIL)]),
        ("other@example.org", []),
        ("marlow beth", [("1", SAME_NAME)]),
        ("Bet Marlow", [("1", NEAR_NAME)]),
        ("Anna Lindquist", [("2", NEAR_NAME)]),
        ("Beth", []),
        ("", []),
    ],
)
def test_while_typing_the_card_that_is_there_already_is_told(
    finder: Finder, typed: str, expected: list[tuple[str, str]]
) -> None:
    assert [(one.card.id, one.why) for one in duplicates.likely(finder, typed)] == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dr Anna Berger", "Anna Berger"),
        ("Anna Maria Berger", "Anna Berger"),
        ("Anna Berger, PhD", "Berger, Anna"),
        ("Anna Berger (Acme)", "Anna Berger"),
        ("Maria de la Cruz", "Maria Delacruz"),
        ("Jan van der Berg", "Jan Vanderberg"),
        ("Marie-Claire Dubois", "Marieclaire Dubois"),
        ("Jon Smith", "John Smith"),
        ("Ana Li", "Anna Li"),
        ("Eva Novak", "Ewa Novak"),
        ("Jürgen Müller", "Juergen Mueller"),
        ("Юрий Соколов", "Yuri Sokolov"),
    ],
)
def test_every_way_to_write_a_name_is_a_pair_and_is_warned_of_while_typing(one: str, other: str) -> None:
    assert list(found(card("1", one), card("2", other))) == [("1", "2")]
    for known, typed in ((one, other), (other, one)):
        finder = Finder()
        finder.fill([card("1", known)])
        assert [it.card.id for it in duplicates.likely(finder, typed)] == ["1"], typed


@pytest.mark.parametrize(
    ("one", "other"),
    [("Tom Lawson Jr", "Tom Lawson Sr"), ("Mr P. Hughes", "Mrs P. Hughes"), ("Robert James Whit", "Robert Mike Whit")],
)
def test_who_is_surely_somebody_else_is_no_pair(one: str, other: str) -> None:
    assert found(card("1", one), card("2", other)) == {}
