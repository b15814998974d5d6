from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from deskapp.desk.find import meant
from deskapp.desk.find.classes import EXACT, IN_NOTES
from deskapp.desk.find.finder import Finder, Match
from deskapp.desk.find.likeness import LIKE, SAME
from deskapp.text.folding import folded, same, words


def card(identifier: str, name: str, **fields: Any) -> dict[str, Any]:
    phones = {f"p{place}": phone for place, phone in enumerate(fields.pop("phones", []))}
    emails = {f"e{place}": {"address": one} for place, one in enumerate(fields.pop("emails", []))}
    return {"id": identifier, "name": name, "phones": phones, "emails": emails, "updated_at": identifier, **fields}


CARDS = [
    card(
        "c1",
        "Beth Ocampo",
        company="Harbour Bakery",
        phones=[{"typed": "0917 555 0123", "number": "+639175550123"}],
        emails=["beth.o@harbour.example"],
        notes="Waits for the blue kettle lid.\nPeanut allergy in the family.",
    ),
    card("c2", "José Ångström", company="Łódź Glass", phones=[{"typed": "(02) 8123-4567", "number": "+63281234567"}]),
    card("c3", "Anne-Marie O'Brien", emails=["am@obrien.example"]),
    card("c4", "Ann Bethune", company="Ocampo & Sons"),
    card("c5", "김민준", company="Seoul Noodles", phones=[{"typed": "0123", "number": ""}]),
    card("c6", "Beth Ocampo-Reyes"),
]


@pytest.fixture
def finder() -> Finder:
    finder = Finder()
    finder.fill(CARDS)
    return finder


def names(found: list[Match]) -> list[str]:
    return [one.name for one in found]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("beth ocampo", "Beth Ocampo"),
        ("BETH  OCAMPO", "Beth Ocampo"),
        ("ocampo, beth", "Beth Ocampo"),
        ("angstrom", "José Ångström"),
        ("jose", "José Ångström"),
        ("lodz", "José Ångström"),
        ("obrien", "Anne-Marie O'Brien"),
        ("o’brien", "Anne-Marie O'Brien"),
        ("marie", "Anne-Marie O'Brien"),
        ("harbour", "Beth Ocampo"),
        ("beth.o@harb", "Beth Ocampo"),
        ("민준", "김민준"),
        ("0917 555 01 23", "Beth Ocampo"),
        ("+63-917-5550123", "Beth Ocampo"),
        ("0063 917 555 0123", "Beth Ocampo"),
        ("9175550123", "Beth Ocampo"),
        ("+44 917 555 0123", "Beth Ocampo"),
        ("028123", "José Ångström"),
        ("4567", "José Ångström"),
        ("beth 0917 555", "Beth Ocampo"),
        ("ocmpo reyes", "Beth Ocampo-Reyes"),
        ("Agnstrom", "José Ångström"),
        ("hrabour", "Beth Ocampo"),
        ("beth ocmap", "Beth Ocampo-Reyes"),
        ("peanut", "Beth Ocampo"),
        ("beth kettle", "Beth Ocampo"),
    ],
)
def test_a_person_is_found_as_they_are_typed(finder: Finder, typed: str, first: str) -> None:
    assert names(finder.search(typed))[:1] == [first]


@pytest.mark.parametrize("typed", ["zzzz", "@@", "...", "99999999999", "xy", "5550123 zorro"])
def test_nobody_is_found_for_what_nobody_has(finder: Finder, typed: str) -> None:
    assert finder.search(typed) == []


def test_the_best_hits_stand_first_and_the_newest_first_among_equals(finder: Finder) -> None:
    assert names(finder.search("ocampo")) == ["Beth Ocampo-Reyes", "Beth Ocampo", "Ann Bethune"]
    assert names(finder.search("beth")) == ["Beth Ocampo-Reyes", "Beth Ocampo", "Ann Bethune"]
    assert names(finder.search("beth ocampo")) == ["Beth Ocampo", "Beth Ocampo-Reyes", "Ann Bethune"]
    assert finder.search("beth ocampo")[0].score == EXACT
    scores = [one.score for one in finder.search("an")]
    assert scores == sorted(scores, reverse=True)


def test_a_card_that_is_only_like_what_is_typed_goes_before_no_newer_one_of_its_class() -> None:
    finder = Finder()
    finder.fill([card("c1", "Ana Li"), card("c2", "Anna Li"), card("c3", "Dr Priya Nair", company="Riverside Clinic")])
    found = finder.search("Li Na")
    assert names(found) == ["Dr Priya Nair", "Anna Li", "Ana Li"] and meant.selected(found) == -1
    assert [one.grade for one in found] == [0, 0, LIKE]
    assert names(finder.search("Ana Li")) == ["Ana Li", "Anna Li"], "one that fits goes before every other"


def test_the_same_ending_of_a_number_comes_before_the_same_digits_inside_it(finder: Finder) -> None:
    finder.follow(card("c7", "Inside", phones=[{"typed": "0123 555"}]), "c7")
    assert names(finder.search("0123")) == ["김민준", "Beth Ocampo", "Inside"]
    assert names(finder.search("8123")) == ["José Ångström"]


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("beth", ""),
        ("0917 555", "phone …0123"),
        ("beth 0917", "phone …0123"),
        ("bakery", "Harbour Bakery"),
        ("harbour example", "beth.o@harbour.example"),
        ("allergy", "note: …kettle lid peanut allergy in the family…"),
        ("bakrey", "nearly"),
    ],
)
def test_the_hint_says_what_matched(finder: Finder, typed: str, hint: str) -> None:
    assert next(one.hint for one in finder.search(typed) if one.id == "c1") == hint


def test_a_merged_or_deleted_card_never_shows(finder: Finder) -> None:
    finder.follow({**CARDS[0], "merged_into": "c6"}, "c1")
    finder.follow(None, "c4")
    assert names(finder.search("ocampo")) == ["Beth Ocampo-Reyes"]
    assert finder.search("bethune") == finder.search("peanut") == finder.search("0917 555") == []
    other = Finder()
    other.fill([{**CARDS[0], "deleted": True}, {**CARDS[1], "merged_into": "c9"}])
    assert len(other) == 0


def test_a_changed_card_is_found_by_what_it_is_now_and_counts_as_the_newest(finder: Finder) -> None:
    finder.follow({**CARDS[0], "name": "Beth Cruz"}, "c1")
    assert names(finder.search("beth")) == ["Beth Cruz", "Beth Ocampo-Reyes", "Ann Bethune"]
    assert names(finder.search("curz")) == ["Beth Cruz"]
    assert "Beth Cruz" not in names(finder.search("ocmapo"))


def test_filling_can_pause_and_finds_what_is_in_so_far() -> None:
    finder = Finder()

    def documents() -> Iterator[dict[str, Any]]:
        yield from CARDS

    steps = finder.fill_in_slices(documents(), seconds=0)
    assert next(steps) == 1
    assert names(finder.search("beth")) == ["Beth Ocampo"]
    finder.follow(CARDS[5], "c6")
    assert list(steps)[-1] == 6
    assert len(finder) == 6


def test_the_limit_holds(finder: Finder) -> None:
    assert len(finder.search("b", limit=2)) == 2
    assert len(finder.search("", limit=3)) == 3


def test_fields_of_a_wrong_shape_do_no_harm() -> None:
    finder = Finder()
    finder.fill([{"id": "c1", "name": 5, "phones": [1], "emails": {"a": "b"}, "notes": None}, {"name": "No id"}])
    assert len(finder) == 1
    assert finder.search("5") == []


def test_folding_evens_out_case_accents_and_stroked_letters() -> None:
    assert folded("ÅNGSTRÖM Łódź Straße Ｂｅｔｈ Ærø") == "angstrom lodz strasse beth aero"
    assert words("Anne-Marie  O'Brien\t(beth@example.org)") == ["anne", "marie", "obrien", "beth", "example", "org"]
    assert same("BETH ocampo", "Beth  Ocampo")
    assert not same("Beth", "Bethan")


@given(st.text(st.characters(exclude_categories=())))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize("name", ["TEL:", "tel: Aviv", "Tel", "callto:", "SIP: Wine bar", "sips:", "tel:5", "Ext."])
def test_a_name_that_looks_like_the_front_of_a_number_is_found(name: str) -> None:
    finder = Finder()
    finder.fill([card("c1", name), card("c2", ""), card("c3", "Aviv"), card("c4", "Wine bar"), card("c5", "5")])
    assert [one.name for one in finder.search(name, limit=1)] == [name]


@given(st.lists(st.text(), max_size=5), st.text())
@example(["TEL:", ""], "")
@example([], "000000")
def test_any_typing_over_any_names_finds_or_finds_nothing(texts: list[str], typed: str) -> None:
    finder = Finder()
    finder.fill(card(f"c{place}", text, company=text[::-1], notes=text) for place, text in enumerate(texts))
    found = finder.search(typed)
    assert len({one.id for one in found}) == len(found) <= 8
    for text in texts:
        if words(text) and len(words(text)) <= 6 and len(text) < 100:
            assert words(text) == words(finder.search(text, limit=1)[0].name) or words(text)[0].isdigit()


@pytest.fixture
def phones() -> Finder:
    finder = Finder()
    finder.fill(
        [
            card("p1", "Ida Inside", phones=[{"typed": "204", "number": ""}]),
            card("p2", "Olga Outside", phones=[{"typed": "0917 555 0204", "number": "+639175550204"}]),
            card("p3", "Two Numbers", phones=[{"typed": "0917 555 0123 / 0918 555 0199", "number": "+639175550123"}]),
            card("p4", "Mum Shared", phones=[{"typed": "0917 555 0777", "number": "+639175550777"}]),
            card("p5", "Kid Shared", phones=[{"typed": "0917 555 0777", "number": "+639175550777"}]),
        ]
    )
    return finder


def test_a_short_internal_number_finds_only_its_own(phones: Finder) -> None:
    assert names(phones.search("204")) == ["Ida Inside"] and meant.selected(phones.search("204")) == 0
    assert meant.selected(phones.search("20")) == meant.selected(phones.search("555")) == -1


def test_a_number_too_short_to_be_the_end_of_another_has_to_be_the_whole(finder: Finder) -> None:
    assert finder.of_number("0123") == ["c5"]
    assert finder.of_number("5550123") == ["c1"]


@pytest.mark.parametrize("typed", ["0918 555 0199", "+63 917 555 0123", "0199"])
def test_each_of_two_numbers_in_one_field_finds_the_card(phones: Finder, typed: str) -> None:
    found = phones.search(typed)
    assert names(found)[:1] == ["Two Numbers"] and meant.selected(found) == 0


def test_a_number_that_two_cards_share_lists_both_and_lights_neither(phones: Finder) -> None:
    found = phones.search("+63 917 555 0777")
    assert sorted(names(found)) == ["Kid Shared", "Mum Shared"] and meant.selected(found) == -1
    found = phones.search("Kid 0917 555 0777")
    assert names(found)[0] == "Kid Shared" and meant.selected(found) == 0


def test_a_number_beside_another_name_lists_whoever_has_it_and_lights_nobody(phones: Finder) -> None:
    found = phones.search("0918 555 0199 Zoe Ng")
    assert names(found) == ["Two Numbers"] and meant.selected(found) == -1


@pytest.mark.parametrize(
    ("typed", "hint"),
    [("15 2345 6789", "phone …6789"), ("011 44 20 7946 0018", "phone …0018"), ("011 44 20 7946 00", "phone …0018"),
     ("+44 020 7946 0018", "phone …0018"), ("5 2345 6789", None), ("99 2345 6780", None)],
)  # fmt: skip
def test_a_number_dialled_with_other_figures_in_front_is_found_by_its_last_eight_once_it_has_ten(
    typed: str, hint: str | None
) -> None:
    finder = Finder()
    numbers = (("Ana Sosa", "+54 9 11 2345 6789"), ("Bea Lind", "+44 20 7946 0018"))
    finder.fill(card(name, name, phones=[{"typed": number}]) for name, number in numbers)
    assert [match.hint for match in finder.search(typed)] == ([hint] if hint else [])


def test_a_number_fits_a_card_wholly_by_its_tail_a_little_and_by_the_notes_not_at_all() -> None:
    finder = Finder()
    finder.fill([card("c1", "Ana Sosa", phones=[{"typed": "+54 9 11 2345 6789"}], notes="her son has 5 2345 6789")])
    grades = {typed: [match.grade for match in finder.search(typed)] for typed in ("2345 6789", "15 2345 6789")}
    assert grades == {"2345 6789": [SAME], "15 2345 6789": [LIKE]}
    assert [(match.score, match.fit) for match in finder.search("5 2345 6789")] == [(IN_NOTES, None)]


NOTHING_DIALLED = ["000000", "0000000", "0000 0000", "+000000", "00 00 00 / 00 00 00", "٠٠٠٠٠٠", "0000001", "00000204"]


@pytest.mark.parametrize("typed", NOTHING_DIALLED)
@pytest.mark.parametrize("beside", ["", " Olga", " Nobody Known"])
def test_a_number_of_nothing_but_zeros_and_a_few_digits_is_nobodys(phones: Finder, typed: str, beside: str) -> None:
    for found in (phones.search(typed + beside), Finder().search(typed + beside)):
        by_name = ["Olga Outside"] if "Olga" in beside else []
        assert names(found) in ([], by_name)
        assert all(not one.hint for one in found), "its digits are told as theirs"
    assert phones.of_number(typed) == []


def test_cards_are_taken_in_bit_by_bit_until_the_finder_is_full() -> None:
    cards = [{"id": f"cus_{number:04d}", "name": f"Beth Number{number}"} for number in range(3000)]
    finder = Finder()
    assert finder.is_full
    finder.begin(cards)
    assert not finder.go_on(0.0)
    assert 0 < len(finder) < len(cards)
    assert finder.finish() and finder.is_full
    assert not finder.finish()
    assert finder.search("Beth Number2999")[0].id == "cus_2999"
