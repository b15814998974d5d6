"""The country: never assumed, guessed only from what says where the machine stands, and changed with its numbers."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from deskapp.desk.cards import customers
from deskapp.desk.find import finder as finding
from deskapp.desk.session import Session
from deskapp.desk.settings import numbers_again, settings
from deskapp.desk.settings import typed as settings_typed
from deskapp.desk.settings.settings import read
from deskapp.desk.visits import log, ring
from deskapp.errors import RefusedError
from deskapp.model.settings import Settings
from deskapp.store import open_book
from deskapp.text import countries
from tests.builders import StandingClock, words_to_undo

ANNA = "0917 555 01 23"
A_SCREEN = object()
LATER = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


def numbers(desk: Session, name: str) -> list[str]:
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
        desk = Session(book, "Robin", now=StandingClock())
        anna = customers.make(desk, "Anna Berger", phone=ANNA)
        assert numbers(desk, "Anna Berger") == [""] and next(iter(anna.phones.values())).typed == ANNA
        customers.make(desk, "Beth Marlow", phone="+44 20 7946 0958")
        assert numbers(desk, "Beth Marlow") == ["+442079460958"]
        call = ring.ring(desk, ring.Caller("+639175550123", ""))
        assert call.customer and call.customer.id == anna.id
        assert settings.without_country(desk).endswith("Set it under Settings.")


def test_another_country_reads_the_numbers_again_as_one_step_that_undo_takes_back(desk: Session) -> None:
    settings.write(desk, country="")
    customers.make(desk, "Anna Berger", phone=ANNA)
    customers.make(desk, "Beth Marlow", phone="+44 20 7946 0958")
    settings_typed.put(desk, "country", "US")
    assert numbers(desk, "Anna Berger") == [""], "no number of the United States"
    settings_typed.put(desk, "country", "PH")
    assert numbers(desk, "Anna Berger") == ["+639175550123"]
    assert numbers(desk, "Beth Marlow") == ["+442079460958"]
    desk.book.undo(by="Robin", at=desk.now())
    settings.follow_country(desk)
    assert (read(desk).country, numbers(desk, "Anna Berger")) == ("US", [""])
    desk.book.redo(by="Robin", at=desk.now())
    settings.follow_country(desk)
    assert (read(desk).country, numbers(desk, "Anna Berger")) == ("PH", ["+639175550123"])


def test_a_local_number_read_in_the_wrong_country_is_read_again_and_what_a_file_brought_stays(desk: Session) -> None:
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


def test_the_numbers_of_a_merged_card_are_read_again_too(desk: Session) -> None:
    from deskapp.desk.cards import merge

    settings.write(desk, country="US")
    kept = customers.make(desk, "Anna Berger")
    other = customers.make(desk, "Anna B.", phone=ANNA)
    merge.merge(desk, kept, other)
    settings.write(desk, country="PH")
    texts = [str(one) for one in desk.book.select("customers")]
    assert not any(f"'typed': '{ANNA}', 'number': ''" in text for text in texts)
    assert any("+639175550123" in text for text in texts)


def test_the_finder_follows_the_country(desk: Session) -> None:
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


def test_a_visit_logged_before_is_no_obstacle(desk: Session) -> None:
    log.begin(desk, "call", phone=ANNA)
    settings_typed.put(desk, "country", "PH")
    settings_typed.put(desk, "country", "")
    assert read(desk).country == ""


def readings(desk: Session) -> dict[str, tuple[str, str]]:
    """The form and the country of each number, by its name."""
    cards = (card for card in desk.book.select("customers"))
    return {card["name"]: (entry["number"], entry["read_in"]) for card in cards for entry in card["phones"].values()}


def a_street(desk: Session, count: int) -> None:
    for number in range(count):
        customers.make(desk, f"Person {number:02d}", phone=f"020 7946 {number:04d}")


def test_numbers_read_in_parts_survive_a_power_cut_and_another_country_halfway(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    with open_book(folder) as book:
        desk = Session(book, "Robin")
        settings.write(desk, country="DE")
        a_street(desk, 40)
        desk.at_hand = A_SCREEN  # type: ignore[assignment]
        settings_typed.put(desk, "country", "GB")
        reading = numbers_again.NumbersPass(desk, "GB")
        assert settings.numbers_are_due(desk) and "40" in reading.progress.words
        while reading.go_on(0.0003).done == 0:
            pass
        half = [name for name, (number, _) in readings(desk).items() if number.startswith("+44")]
        assert 0 < len(half) < 40 and not reading.is_over
        left_by_kill_9 = tmp_path / "copy"
        shutil.copytree(folder, left_by_kill_9)
    with open_book(left_by_kill_9) as book:
        desk = Session(book, "Robin")
        assert settings.numbers_are_due(desk) and "United Kingdom" in settings.told_due(desk)
        desk.at_hand = A_SCREEN  # type: ignore[assignment]
        settings_typed.put(desk, "country", "FR")
        desk.at_hand = None
        settings.follow_country(desk)
        assert not settings.numbers_are_due(desk) and settings.told_due(desk) == ""
        assert {read_in for number, read_in in readings(desk).values() if number} <= {"FR"}
        assert all(not number.startswith(("+44", "+49")) for number, _ in readings(desk).values())
        settings_typed.put(desk, "country", "GB")
        assert {number[:3] for number, _ in readings(desk).values()} == {"+44"}


def test_undo_brings_back_every_form_also_one_that_a_file_brought_and_says_nothing_of_who_changed_a_card(
    desk: Session,
) -> None:
    settings.write(desk, country="GB")
    a_street(desk, 3)
    dora = customers.make(desk, "Dora Lind", phone="030 901820")
    with desk.book.change("brought", by="Robin", at=desk.now()) as change:
        document = change.get("customers", dora.id) or {}
        for entry in document["phones"].values():
            entry.update(number="+4930901820", read_in="")
        change.put("customers", document)
    before = readings(desk)
    when = {card["id"]: (card["updated_at"], card["rev"]) for card in desk.book.select("customers")}
    desk.now = lambda: LATER
    settings_typed.put(desk, "country", "DE")
    assert readings(desk)["Dora Lind"] == before["Dora Lind"] != readings(desk)["Person 01"]
    assert words_to_undo(desk.book) == "setting: country"
    desk.book.undo(by="Robin", at=desk.now())
    settings.follow_country(desk)
    assert readings(desk) == before
    for card in desk.book.select("customers"):
        assert card["updated_at"] == when[card["id"]][0]
        assert card["name"] == "Dora Lind" or card["rev"] > when[card["id"]][1]


def test_how_far_the_reading_is_is_told_where_it_takes_longer(desk: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.write(desk, country="DE")
    a_street(desk, 30)
    monkeypatch.setattr(numbers_again, "AT_ONCE", 0.0)
    told: list[str] = []
    desk.tell = told.append
    settings_typed.put(desk, "country", "GB")
    assert told and all(words.startswith("Reading the numbers again: ") for words in told)
    assert told[-1].endswith(" of 30 cards.") and not settings.numbers_are_due(desk)
