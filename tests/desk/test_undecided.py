"""What may mean an erased person is shown with its place, and taken out or kept as somebody decides."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from deskapp.desk.answers import faq
from deskapp.desk.cards import customers
from deskapp.desk.handover import handover
from deskapp.desk.privacy import deciding, erasing, person, subject
from deskapp.desk.privacy.undecided import Item, Mention
from deskapp.desk.promises import promises
from deskapp.desk.reports import lessons
from deskapp.desk.session import Session
from deskapp.desk.shifts import shifts
from deskapp.desk.visits import log
from deskapp.errors import RefusedError
from deskapp.model.customer import Customer
from deskapp.model.document import to_document
from deskapp.model.words import WordsEdit
from tests.builders import StandingClock, a_desk
from tests.lives import found_in


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Session]:
    with a_desk(tmp_path / "book", StandingClock()) as desk:
        yield desk


@pytest.fixture
def beth(desk: Session) -> Customer:
    card = customers.make(desk, "Beth Ocampo", phone="202 555 0143", email="beth@quarry.example")
    card = customers.set_text(desk, card, "address_form", "Mrs O")
    a_visit(desk, card, "the zanzibar lamp flickers")
    return card


def a_visit(desk: Session, card: Customer | None, reason: str, *notes: str) -> str:
    visit = log.begin(desk, "call", customer=card, reason=reason)
    for text in notes:
        visit = log.note(desk, visit, text)
    return log.end(desk, visit, "done", overruled="test").id


def items(desk: Session, card: Customer) -> list[Item]:
    return erasing.decision_on(desk, person.of(desk, card)).items


def clues(desk: Session, card: Customer) -> set[str]:
    return {clue for item in items(desk, card) for clue in item.clues}


def texts(desk: Session) -> str:
    tables = ("interactions", "lessons", "faq", "handovers", "promises", "customers")
    return json.dumps([one for table in tables for one in desk.book.select(table)], ensure_ascii=False)


@pytest.mark.parametrize(
    ("said", "clue"),
    [
        ("never let Ocampo wait", "ocampo"),
        ("OCAMPO'S gauge", "ocampo"),
        ("the Ocampos are here", "ocampo"),
        ("ask Béth", "beth"),
        ("b\u200beth\u0301 rang", "beth"),
        ("call 555-0143 first", "5550143"),
        ("a zanzibar too", "zanzibar"),
        ("z%61nzibar", "zanzibar"),
        ("Mrs. O again", "mrs o"),
    ],
)
def test_a_part_of_the_name_an_end_of_the_number_and_a_rare_word_are_listed(
    desk: Session, beth: Customer, said: str, clue: str
) -> None:
    lesson = lessons.add(desk, said)
    [item] = [one for one in items(desk, beth) if clue in one.clues]
    assert [(place.table, place.id) for place in item.places] == [("lessons", lesson.id)]
    assert deciding.listed(desk, [item], [1])[0].startswith("1. Lesson of 24 November 2026: “")
    assert erasing.erase(desk, person.of(desk, beth), also="all").is_clean
    assert "(erased)" in lessons.get(desk, lesson.id).text


@pytest.mark.parametrize(
    "said", ["wait for tea", "the lampshade", "call 555 0199", "Bethlehem", "camp", "about the price"]
)
def test_other_words_are_not_listed(desk: Session, beth: Customer, said: str) -> None:
    lessons.add(desk, said)
    assert items(desk, beth) == []


def test_whoever_bears_the_name_too_is_left_alone(desk: Session, beth: Customer) -> None:
    dora = customers.make(desk, "Dora Ocampo", phone="202 555 0188")
    shifts.begin(desk, "Beth Hale")
    a_visit(desk, dora, "a refund", "Mrs Ocampo waits")
    handover.note(desk, "Dora Ocampo and Beth Hale and Ocampo, Dora")
    noted = a_visit(desk, None, "a refund", "Dora Ocampo brought Ocampo along")
    [item] = [one for one in items(desk, beth) if "ocampo" in one.clues]
    assert [place.id for place in item.places] == [noted]
    erasing.erase(desk, person.of(desk, beth), also="all")
    assert "Dora Ocampo brought (erased) along" in texts(desk) and "Mrs Ocampo waits" in texts(desk)


@pytest.mark.parametrize("form", ["Madam", "Dear Sir", "Don", "Mrs Ocampo"])
def test_a_title_alone_is_no_clue(desk: Session, form: str) -> None:
    card = customers.set_text(desk, customers.make(desk, "Beth Ocampo"), "address_form", form)
    lessons.add(desk, "Good day madam, dear sir, don't wait, Mrs Ocampo")
    assert clues(desk, card) == {"ocampo"}


@pytest.mark.parametrize(
    ("line", "said"), [("Ulm", ""), ("Bonn", "bonn"), ("Kai 7", "kai 7"), ("Mrs", ""), ("Ocampo", "")]
)
def test_a_line_of_an_address_is_a_clue_of_its_own_from_four_signs_on(desk: Session, line: str, said: str) -> None:
    card = customers.put(desk, replace(customers.make(desk, "Beth Ocampo"), addresses={"A1": f"12 Quay Row\n{line}"}))
    lessons.add(desk, "from Bonn to Ulm with Mrs Lee, by Kai 7")
    assert clues(desk, card) == ({said} if said else set())


@pytest.mark.parametrize(
    ("name", "said", "left"),
    [
        ("欧阳建国", "欧阳来电话了", "(erased)来电话了"),
        ("欧阳建国", "建国来电话了", "(erased)来电话了"),
        ("王小明", "王小来电话了", "王小来电话了"),
        ("王小明", "王小明来电话了", "(erased)来电话了"),
    ],
)
def test_of_a_chinese_name_of_four_signs_each_half_may_mean_them_and_of_a_shorter_one_the_whole(
    desk: Session, name: str, said: str, left: str
) -> None:
    card, lesson = customers.make(desk, name), lessons.add(desk, said)
    erasing.erase(desk, person.of(desk, card), also="all")
    assert lessons.get(desk, lesson.id).text == left


def test_a_name_that_is_an_everyday_word_counts_only_where_it_is_written_as_a_name(desk: Session) -> None:
    may = customers.make(desk, "May Quist")
    named = ("ask May first", r"ask \u004d\u0061\u0079 first", "ask %4D%61%79 first", "ask MAY first")
    everyday = ("may we ask her", r"\u006d\u0061\u0079 we ask her", "%6D%61%79 we ask her")
    made = [lessons.add(desk, text).id for text in (*named, *everyday)]
    erasing.erase(desk, person.of(desk, may), also="all")
    left = [lessons.get(desk, one).text for one in made]
    assert left == [*["ask (erased) first"] * len(named), *everyday]


def test_a_word_in_many_documents_is_common_and_a_name_in_many_is_decided_place_by_place(
    desk: Session, beth: Customer
) -> None:
    for number in range(30):
        lessons.add(desk, f"zanzibar number {number}")
        lessons.add(desk, f"Ocampo number {number}")
    found = items(desk, beth)
    assert [item.clues for item in found] == [("ocampo",)] * 30
    assert [line[-40:] for line in deciding.listed(desk, found) if "more" in line] == []
    numbers = deciding.numbers_of(found)
    assert erasing.erase(desk, person.of(desk, beth), also=f"{numbers[1]}-{numbers[-1]}").kept == 1
    assert texts(desk).count("Ocampo") == 1 and texts(desk).count("zanzibar") == 30


def test_without_an_answer_nothing_of_it_is_taken_out_and_that_is_told(desk: Session, beth: Customer) -> None:
    lesson = lessons.add(desk, "never let Ocampo wait")
    done = erasing.erase(desk, person.of(desk, beth))
    assert [item.clues for item in done.unsure] == [("ocampo",)] and not done.is_clean
    assert lessons.get(desk, lesson.id).text == "never let Ocampo wait"


def test_what_is_kept_stays_and_is_remembered_without_the_name(desk: Session, beth: Customer) -> None:
    kept, gone = lessons.add(desk, "never let Ocampo wait"), lessons.add(desk, "Ocampo should be called")
    listed = items(desk, beth)
    number = deciding.numbers_of(listed)[[item.places[0].id for item in listed].index(gone.id)]
    done = erasing.erase(desk, person.of(desk, beth), also=number)
    assert done.is_clean and done.kept == 1
    assert (lessons.get(desk, kept.id).text, lessons.get(desk, gone.id).text) == (
        "never let Ocampo wait",
        "(erased) should be called",
    )
    [record] = list(desk.book.select("erasures"))
    assert record["kept"] == 1 and kept.id not in json.dumps(record) and "ocampo" not in json.dumps(record).lower()


@pytest.mark.parametrize("answer", ["2", "0", "1-9", "some", "-", "1,x"])
def test_an_answer_that_fits_no_place_changes_nothing(desk: Session, beth: Customer, answer: str) -> None:
    lessons.add(desk, "never let Ocampo wait")
    with pytest.raises(RefusedError, match="fits none of these places"):
        erasing.erase(desk, person.of(desk, beth), also=answer)
    assert customers.get(desk, beth.id).name == "Beth Ocampo"


def test_undo_forgets_what_may_mean_them_and_keeps_what_was_kept(desk: Session, beth: Customer) -> None:
    gone = lessons.add(desk, "never let Ocampo wait")
    lessons.remove(desk, gone)
    kept = lessons.add(desk, "Ocampo should be called")
    erasing.erase(desk, person.of(desk, beth), also="none")
    assert [one["edits"][0][1] for one in desk.book.select("undo") if one["edits"]] == [kept.id]
    assert found_in(desk.book.path, "never let Ocampo") == []


def test_a_sheet_loses_every_line_about_them(desk: Session) -> None:
    beth, carl = customers.make(desk, "Beth Ocampo"), customers.make(desk, "Carl Rossi")
    visit = log.begin(desk, "walk-in", customer=beth, reason="a lump on the left arm")
    unnamed = log.begin(desk, "call", reason="a lump on the left arm")
    log.begin(desk, "call", customer=carl, reason="about the price")
    promises.make(desk, "ask the doctor on Monday", desk.now() + timedelta(hours=1), interaction=visit)
    handed = handover.hand_over(desk, "Kim")
    assert handed.sheet.count("left arm") == 2 and "doctor" in handed.sheet
    log.end(desk, log.get(desk, unnamed.id), "done", overruled="test")
    log.end(desk, log.get(desk, visit.id), "done", overruled="test")
    erasing.erase(desk, person.of(desk, beth))
    [document] = list(desk.book.select("handovers"))
    left = document["sheet"].lower()
    assert "(erased)" in left and "carl rossi" in left and "about the price" in left
    assert not any(one in left for one in ("beth", "ocampo", "left arm", "doctor"))


@pytest.mark.parametrize(
    ("reason", "is_telling"), [("buy a bow", True), ("a bow", False), ("bookbindings", True), ("bookbinding", False)]
)
def test_a_line_that_does_not_name_them_goes_for_three_words_or_twelve_signs_of_their_visit(
    desk: Session, reason: str, is_telling: bool
) -> None:
    card = customers.make(desk, "Beth Ocampo")
    visit = log.begin(desk, "walk-in", customer=card, reason=reason)
    log.begin(desk, "call", reason=reason)
    handover.hand_over(desk, "Kim")
    log.end(desk, log.get(desk, visit.id), "done", overruled="test")
    erasing.erase(desk, person.of(desk, card))
    [document] = list(desk.book.select("handovers"))
    assert "Beth" not in document["sheet"] and (reason in document["sheet"]) is not is_telling


def test_each_place_says_what_it_is_whose_and_of_which_day(desk: Session) -> None:
    carl, due = customers.make(desk, "Carl Rossi"), desk.now() + timedelta(hours=1)
    visits = [
        log.begin(desk, "walk-in", customer=carl),
        log.begin(desk, "call", phone="202 555 0199"),
        log.begin(desk, "message", called="Dora"),
        log.begin(desk, "call"),
    ]
    places = [("interactions", visit.id) for visit in visits]
    places += [("promises", promises.make(desk, "a price", due, customer=card).id) for card in (carl, None)]
    places += [("customers", carl.id), ("lessons", lessons.add(desk, "ring first").id)]
    assert [deciding.where(desk, Mention(table, identifier, "")) for table, identifier in places] == [
        f"{what} of 24 November 2026"
        for what in (
            "Visit of Carl Rossi", "Call of 202 555 0199", "Message of Dora", "Call of somebody without a name",
            "Promise to Carl Rossi", "Promise", "Card of Carl Rossi", "Lesson",
        )
    ]  # fmt: skip
    assert deciding.where(desk, Mention("odd", "odd_1", "")) == "Entry of “odd”"


def test_the_copy_says_what_it_is_and_who_made_it_when(desk: Session, beth: Customer) -> None:
    held = subject.everything(desk, person.of(desk, beth))
    assert {name: value for name, value in held.items() if not isinstance(value, list)} == {
        "format": "deskapp-subject",
        "version": 1,
        "made_at": "2026-11-24T10:00:00.000Z",
        "made_by": "Robin",
        "desk_name": "Harbour Lane",
        "name": "Beth Ocampo",
    }


def test_the_copy_for_them_lists_the_same_places(desk: Session, beth: Customer) -> None:
    lessons.add(desk, "never let Ocampo wait")
    faq.make(desk, "What did BETH OCAMPO ask?", "Nothing.")
    held = subject.everything(desk, person.of(desk, beth))
    assert held["may_mean_them"] == [
        {"where": "Lesson of 24 November 2026", "text": "never let Ocampo wait", "for": "ocampo"}
    ]
    assert [one["text"] for one in held["named_elsewhere"]] == ["What did BETH OCAMPO ask?"]


@pytest.mark.parametrize(
    ("name", "said"),
    [("Мария Петрова", "ask Petrova"), ("Maria Petrova", "ask Петрова"), ("Yuriy Petrov", "Юрий rang")],
)
def test_a_name_in_another_script_is_known_by_its_sound(desk: Session, name: str, said: str) -> None:
    card, lesson = customers.make(desk, name), lessons.add(desk, said)
    [item] = items(desk, card)
    assert item.places[0].said == said
    assert erasing.erase(desk, person.of(desk, card), also="all").is_clean
    assert "(erased)" in lessons.get(desk, lesson.id).text


def test_settings_and_the_shops_own_words_are_no_hiding_places(desk: Session, beth: Customer) -> None:
    with desk.book.change("words", by="", at=desk.now()) as change:
        edit = WordsEdit("wrd_1", "reply", "hello", {"text": "Good day Beth Ocampo"})
        change.put("playbook", to_document(edit))
        change.put("settings", {"id": "set_desk", "desk_name": "Beth Ocampo's shop", "country": "US"})
    done = erasing.erase(desk, person.of(desk, beth), also="all")
    assert done.is_clean and found_in(desk.book.path, "Ocampo") == []


def test_an_older_backup_and_an_original_with_a_part_of_the_name_go(desk: Session, beth: Customer) -> None:
    original = desk.book.path / "kept" / "lessons.json.12345678"
    original.write_text('{"lessons":{"1":{"id":"les_1","text":"never let Ocàmpo wait"}}}', "utf-8")
    done = erasing.erase(desk, person.of(desk, beth))
    assert done.originals == ("kept/lessons.json.12345678",) and done.is_clean


@pytest.mark.parametrize("name", ["Ocampo, Beth.txt", "letter.txt"])
def test_a_file_of_somebody_elses_is_told_by_its_name_or_content(desk: Session, beth: Customer, name: str) -> None:
    (desk.book.path / name).write_bytes("zum Haus Ocámpo".encode("latin-1") if name == "letter.txt" else b"")
    done = erasing.erase(desk, person.of(desk, beth))
    assert done.foreign == (name,) and not done.is_clean


def test_a_file_of_somebody_elses_is_told_also_where_the_word_was_kept_in_the_book(
    desk: Session, beth: Customer
) -> None:
    lessons.add(desk, "never let Ocampo wait")
    (desk.book.path / "letter.txt").write_text("Ocampo")
    assert erasing.erase(desk, person.of(desk, beth), also="none").foreign == ("letter.txt",)


def test_what_an_earlier_erasure_left_and_others_addresses_are_no_clues(desk: Session, beth: Customer) -> None:
    carl = customers.make(desk, "Carl Rossi", email="tubular@quince.example")
    a_visit(desk, beth, "(erased) and tubular@quince.example")
    customers.set_text(desk, carl, "notes", "(erased) wrote from tubular@quince.example")
    assert items(desk, beth) == []
