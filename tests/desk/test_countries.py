"""The country: never assumed, guessed only from what says where the machine stands, and changed with its numbers."""

from pathlib import Path

import pytest

from deskapp.desk import countries, customers, log, ring, settings, settings_typed
from deskapp.desk import find as finding
from deskapp.desk.session import Desk
from deskapp.desk.settings import read
from deskapp.errors import RefusedError
from deskapp.model.settings import Settings
from deskapp.store import open_book
from tests.builders import StandingClock

ANNA = "0917 555 01 23"


def numbers(desk: Desk, name: str) -> list[str]:
    (card,) = (one for one in desk.book.select("customers") if one["name"] == name)
    return [one["number"] for one in card["phones"].values()]


def test_nobodys_country_is_assumed() -> None:
    assert Settings().country == ""


@pytest.mark.parametrize(
    ("zone", "language", "guess"),
    [
        ("Europe/London", "en_US.UTF-8", "GB"),
        ("Asia/Manila", "", "PH"),
        ("America/New_York", "C.UTF-8", "US"),
        ("UTC", "de_AT.UTF-8", "AT"),
        ("UTC", "en_US.UTF-8", ""),
        ("Etc/UTC", "C", ""),
        ("No/Where", "xx_YY", ""),
    ],
)
def test_a_guess_needs_something_that_says_where_the_machine_stands(zone: str, language: str, guess: str) -> None:
    code, source = countries.guess(zone, language)
    assert code == guess and bool(source) == bool(guess)


def test_a_country_is_two_letters_and_a_name_gets_them_told() -> None:
    assert countries.read(" gb ") == "GB" and countries.read("") == ""
    for typed, step in (("UK", "Write GB"), ("the netherlands", "Write NL"), ("ZZ", "two letters"), ("x", "such as")):
        with pytest.raises(RefusedError) as refusal:
            countries.read(typed)
        assert step in refusal.value.next_step


def test_without_a_country_a_local_number_stays_as_typed_and_is_found_by_its_end(tmp_path: Path) -> None:
    with open_book(tmp_path / "book") as book:
        desk = Desk(book, "Robin", now=StandingClock())
        anna = customers.make(desk, "Anna Berger", phone=ANNA)
        assert numbers(desk, "Anna Berger") == [""] and next(iter(anna.phones.values())).typed == ANNA
        customers.make(desk, "Beth Marlow", phone="+44 20 7946 0958")
        assert numbers(desk, "Beth Marlow") == ["+442079460958"]
        call = ring.ring(desk, ring.Caller("+639175550123", ""))
        assert call.customer and call.customer.id == anna.id
        assert settings.without_country(desk).endswith("Set it under Settings.")


def test_another_country_reads_the_numbers_again_as_one_step_that_undo_takes_back(desk: Desk) -> None:
    settings.write(desk, country="")
    customers.make(desk, "Anna Berger", phone=ANNA)
    customers.make(desk, "Beth Marlow", phone="+44 20 7946 0958")
    settings_typed.put(desk, "country", "US")
    assert numbers(desk, "Anna Berger") == [""], "no number of the United States"
    settings_typed.put(desk, "country", "PH")
    assert numbers(desk, "Anna Berger") == ["+639175550123"]
    assert numbers(desk, "Beth Marlow") == ["+442079460958"]
    desk.book.undo(by="Robin", at=desk.now())
    assert (read(desk).country, numbers(desk, "Anna Berger")) == ("US", [""])
    desk.book.redo(by="Robin", at=desk.now())
    assert (read(desk).country, numbers(desk, "Anna Berger")) == ("PH", ["+639175550123"])


def test_a_local_number_read_in_the_wrong_country_is_read_again_and_what_a_file_brought_stays(desk: Desk) -> None:
    settings.write(desk, country="US")
    carl = customers.make(desk, "Carl Ito", phone="0201 234 5678")
    dora = customers.make(desk, "Dora Lind", phone="030 901820")
    with desk.book.change("by hand", by="", at=desk.now()) as change:
        document = change.get("customers", dora.id) or {}
        next(iter(document["phones"].values()))["number"] = "+4930901820"
        change.put("customers", document)
    before = numbers(desk, "Carl Ito")
    settings.write(desk, country="GB")
    assert numbers(desk, "Carl Ito") == ["+442012345678"] != before
    assert numbers(desk, "Dora Lind") == ["+4930901820"]
    assert customers.get(desk, carl.id).phones


def test_the_numbers_of_a_merged_card_are_read_again_too(desk: Desk) -> None:
    from deskapp.desk import merge

    settings.write(desk, country="US")
    kept = customers.make(desk, "Anna Berger")
    other = customers.make(desk, "Anna B.", phone=ANNA)
    merge.merge(desk, kept, other)
    settings.write(desk, country="PH")
    texts = [str(one) for one in desk.book.select("customers")]
    assert not any(f"'typed': '{ANNA}', 'number': ''" in text for text in texts)
    assert any("+639175550123" in text for text in texts)


def test_the_finder_follows_the_country(desk: Desk) -> None:
    settings.write(desk, country="DE")
    card = customers.make(desk, "Anna Berger", phone="030 9018 2000")
    finder = finding.Finder()
    for _ in finder.fill_in_slices(desk.book.select("customers")):
        pass
    assert finder.of_number("493090182000") == [card.id]
    with_change: list[frozenset[tuple[str, str]]] = []
    stop = desk.book.watch(with_change.append)
    settings_typed.put(desk, "country", "GB")
    stop()
    assert ("customers", card.id) in with_change[-1]
    finder.follow(desk.book.get("customers", card.id), card.id)
    assert finder.of_number("443090182000") == [card.id] and finder.of_number("493090182000") == []


def test_a_visit_logged_before_is_no_obstacle(desk: Desk) -> None:
    log.begin(desk, "call", phone=ANNA)
    settings_typed.put(desk, "country", "PH")
    settings_typed.put(desk, "country", "")
    assert read(desk).country == ""
