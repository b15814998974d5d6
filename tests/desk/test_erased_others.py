"""An erasure leaves others alone: words that only look alike, the program's own words, and files of others."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deskapp.desk.answers import faq
from deskapp.desk.cards import customers
from deskapp.desk.privacy import erasing, person
from deskapp.desk.privacy.person_rule import PersonRule
from deskapp.desk.reports import lessons
from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.desk.shifts import shifts
from deskapp.desk.visits import log, requests
from deskapp.desk.visits.day import look
from deskapp.errors import RefusedError
from deskapp.model.choices import choices, fields, is_our_key, is_ours
from deskapp.model.customer import Customer
from deskapp.store import open_book
from deskapp.store.copies.doctor import check
from deskapp.store.engine.reader import NOTE
from tests.builders import StandingClock, a_desk
from tests.lives import found_in


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Session]:
    with a_desk(tmp_path / "book", StandingClock()) as desk:
        yield desk


def erased(desk: Session, card: Customer, also: str = "all") -> erasing.Erased:
    return erasing.erase(desk, person.of(desk, card), also=also)


@pytest.mark.parametrize(
    ("name", "other", "text"),
    [
        ("Li Sa", "Lisa Norrington", "Lisa wants a chair"),
        ("Jo Ng", "Piet de Jong", "Jong pays"),
        ("Mark Down", "Carl Rossi", "markdown file"),
        ("Ana Bell", "Anabell Cole", "ask Anabell"),
    ],
)
def test_a_name_of_two_words_takes_nothing_of_one_word_unasked(desk: Session, name: str, other: str, text: str) -> None:
    card, twin, lesson = customers.make(desk, name), customers.make(desk, other), lessons.add(desk, text)
    assert erased(desk, card, "none").is_clean
    assert customers.get(desk, twin.id).name == other
    assert lessons.get(desk, lesson.id).text == text


def test_a_name_that_lost_its_blank_is_a_place_to_decide(desk: Session) -> None:
    card, lesson = customers.make(desk, "Beth Ocampo"), lessons.add(desk, "ask #BethOcampo or ocampobeth@quarry")
    [item] = erasing.decision_on(desk, person.of(desk, card)).items
    assert set(item.clues) == {"bethocampo", "ocampobeth"}
    erased(desk, card)
    assert lessons.get(desk, lesson.id).text == "ask #(erased) or (erased)@quarry"


@pytest.mark.parametrize(
    "name",
    ["Walk In", "Mess Age", "End Ed", "Wait Ing", "G B", "Let Ters", "Counter", "Dark", "Letters", "Greeting Walk In",
     "Arrived At", "Inter Actions", "Custom Ers", "E Mail"],
)  # fmt: skip
def test_the_programs_own_words_stay_whatever_somebody_is_called(desk: Session, name: str) -> None:
    settings.write(desk, country="GB")
    card, other = customers.make(desk, name), customers.make(desk, "Tom Ash")
    other = customers.set_text(desk, other, "preferred_channel", "e-mail")
    gone, stays = (log.begin(desk, "walk-in", customer=one) for one in (card, other))
    for visit in (gone, stays):
        log.end(desk, log.get(desk, visit.id), "ok", overruled="so")
    before = log.get(desk, stays.id)
    erased(desk, card)
    assert log.get(desk, stays.id) == before
    assert stays.id in look(desk).ended and customers.get(desk, other.id).preferred_channel == "e-mail"
    assert settings.read(desk).country == "GB" and settings.faults(desk) == ""
    assert check(desk.book.path) == []


def test_whose_words_a_field_holds() -> None:
    assert {"kind", "state", "stance", "key_preset"} <= choices().keys() and {"arrived_at", "runs"} <= fields()
    assert is_ours("kind", "walk-in") and is_ours("theme", "dark") and is_ours("answer", "asked")
    assert not is_ours("reason", "walk-in") and not is_ours("answer", "on Monday") and not is_ours("channel", "by Mary")
    assert is_our_key("", "ended_at") and is_our_key("ticks", "greeting-smile") and not is_our_key("", "beth_ocampo")


def test_who_works_here_is_no_rare_word_of_a_customer(desk: Session) -> None:
    shifts.begin(desk, "Ruth Okafor")
    desk.staff = "Ruth Okafor"
    card = customers.make(desk, "Perpetua Quarry")
    visit = requests.add(desk, log.begin(desk, "walk-in", customer=card), "a form")
    visit = requests.answer(desk, visit, next(iter(visit.requests)), "here")
    log.end(desk, visit, "done", overruled="quiet")
    assert erasing.decision_on(desk, person.of(desk, card)).items == []
    erased(desk, card)
    assert settings.read(desk).staff == "Ruth Okafor"


def test_a_rare_word_is_sought_also_where_somebody_works_under_it(desk: Session) -> None:
    card = customers.make(desk, "Perpetua Quarry")
    log.end(desk, log.begin(desk, "walk-in", customer=card, reason="the zanzibar lamp"), "done", overruled="quiet")
    shifts.begin(desk, "Kim Zanzibar")
    shifts.begin(desk, "Ruth Okafor")
    lessons.add(desk, "a ZANZIBAR too")
    assert "zanzibar" in {
        clue for item in erasing.decision_on(desk, person.of(desk, card)).items for clue in item.clues
    }


def test_no_syllable_of_a_word_is_a_clue(desk: Session) -> None:
    card = customers.make(desk, "이 서연")
    log.end(desk, log.begin(desk, "walk-in", customer=card, reason="유방암 진료"), "done", overruled="quiet")
    entry = faq.make(desk, "Who?", "유방암 기록과 안방 수리")
    assert erasing.decision_on(desk, person.of(desk, card)).items == []
    erased(desk, card)
    assert faq.get(desk, entry.id).answer == "유방암 기록과 안방 수리"


@pytest.mark.parametrize("name", ["kept/list.txt", "kept/Ocampo", "backups/mine.zip"])
def test_a_file_of_somebody_elses_stays_as_it_was_told_before(desk: Session, name: str) -> None:
    import zipfile

    card = customers.make(desk, "Beth Ocampo")
    file = desk.book.path / name
    file.parent.mkdir(exist_ok=True)
    if file.suffix == ".zip":
        with zipfile.ZipFile(file, "w") as whole:
            whole.writestr("list.txt", "Beth Ocampo")
    else:
        file.write_text("Beth Ocampo", "utf-8")
    assert erasing.outlook(desk, person.of(desk, card), deep=True).files == (name,)
    assert erased(desk, card).foreign == (name,)
    assert file.exists()


@pytest.mark.parametrize("answer", [" ", ",", ", ,", "\t"])
def test_an_answer_without_a_word_decides_nothing_and_erases_nothing(desk: Session, answer: str) -> None:
    card = customers.make(desk, "Beth Ocampo")
    lessons.add(desk, "Ocampo pays")
    with pytest.raises(RefusedError, match="Nothing was erased"):
        erased(desk, card, answer)
    assert customers.get(desk, card.id).name == "Beth Ocampo"


def test_undo_joins_no_words_to_a_visit_of_theirs(desk: Session) -> None:
    card = customers.make(desk, "Beth Ocampo")
    visit = log.begin(desk, "walk-in", customer=card)
    lessons.add(desk, "the lady cried", interaction=visit)
    log.end(desk, visit, "done", overruled="quiet")
    assert erased(desk, card, "none").is_clean
    held = [line for name in ("undo.json", "undo.json.prev") for line in lines_of(desk.book.path / name)]
    assert not any("the lady cried" in line and visit.id in line for line in held)


def lines_of(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines() if path.exists() else []


def test_a_broken_off_erasure_is_finished_before_anybody_looks(desk: Session) -> None:
    card = customers.make(desk, "Beth Ocampo")
    under_way = erasing.Erasure(desk, PersonRule(desk, person.of(desk, card)), "erase", card.name, ())
    under_way.prepare(None)
    under_way.commit()
    desk.book.close()
    assert (desk.book.path / NOTE).exists()
    open_book(desk.book.path, read_only=True).close()
    assert not (desk.book.path / NOTE).exists()
    assert found_in(desk.book.path, "Ocampo") == []
