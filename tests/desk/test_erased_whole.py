"""Erasing is whole: nothing switches the search off, nobody else suffers, and each erasure can be finished."""

import base64
import gzip
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from deskapp.desk.cards import customers
from deskapp.desk.privacy import deciding, erasing, person, subject
from deskapp.desk.reports import lessons
from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.desk.shifts import shifts
from deskapp.desk.visits import log
from deskapp.model.customer import Customer
from deskapp.store import open_book
from deskapp.store.erase.identifiers import Identifiers
from tests.builders import StandingClock, a_desk
from tests.lives import found_in


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Session]:
    with a_desk(tmp_path / "book", StandingClock()) as desk:
        yield desk


@pytest.fixture
def bozena(desk: Session) -> Customer:
    return customers.make(desk, "Bożena Żółkiewski", phone="030 8901234")


def listed(desk: Session, card: Customer) -> list[str]:
    return deciding.listed(desk, erasing.decision_on(desk, person.of(desk, card)).items)


def erased(desk: Session, card: Customer, also: str = "all") -> erasing.Erased:
    return erasing.erase(desk, person.of(desk, card), also=also)


@pytest.mark.parametrize("name", ["Hanka Żółkiewski", "Żółkiewski", "Bożena Maria Żółkiewski", "Frau Zolkiewski"])
def test_a_name_at_the_desk_switches_no_search_off_and_is_listed_once(
    desk: Session, bozena: Customer, name: str
) -> None:
    for _ in range(3):
        shifts.begin(desk, name)
        log.end(desk, log.begin(desk, "call", reason="about the price"), "done", overruled="quiet")
        shifts.begin(desk, "Kim")
    lesson = lessons.add(desk, "Żółkiewski war da")
    co_worker, place = listed(desk, bozena)
    assert f"“{name}”, a name at this desk: " in co_worker and "“Żółkiewski war da” (for “zolkiewski”)" in place
    done = erased(desk, bozena, also=deciding.in_full(erasing.decision_on(desk, person.of(desk, bozena)).items, "2"))
    assert done.is_clean and done.kept > 3 and lessons.get(desk, lesson.id).text == "(erased) war da"
    assert name in {one["staff"] for one in desk.book.select("shifts")}


def test_a_name_at_the_desk_goes_from_everything_where_that_is_said(desk: Session, bozena: Customer) -> None:
    shifts.begin(desk, "Hanka Żółkiewski")
    desk.staff = "Hanka Żółkiewski"
    visit = log.begin(desk, "walk-in", customer=bozena, reason="a lamp")
    log.end(desk, visit, "done", overruled="quiet")
    shifts.begin(desk, "Kim")
    desk.staff = "Kim"
    assert erased(desk, bozena).is_clean
    assert found_in(desk.book.path, "Żółkiewski", "Zolkiewski") == []


def test_the_name_of_the_desk_is_listed_like_any_other_text(desk: Session, bozena: Customer) -> None:
    settings.write(desk, desk_name="Haus Żółkiewski")
    lessons.add(desk, "Żółkiewski war da")
    assert {line.split(" of ")[0][8:] for line in listed(desk, bozena)} == {"Settings", "Lesson"}


def test_what_an_earlier_erasure_kept_joins_nobody_and_stops_no_later_one(desk: Session, bozena: Customer) -> None:
    hanka = customers.make(desk, "Hanka Ruprecht")
    customers.set_text(desk, hanka, "notes", "tea like Bożena")
    assert erased(desk, bozena, "none").kept == 1
    assert hanka.id not in json.dumps(list(desk.book.select("erasures")))
    assert erased(desk, hanka).is_clean


def test_an_erasure_that_an_older_note_made_unfinishable_is_finished(desk: Session, bozena: Customer) -> None:
    with desk.book.change("erase", by="", at=desk.now()) as change:
        change.put("erasures", {"id": "era_01M86FYZ80QE3Q0Q0Q0Q0Q0Q0Q", "kept": [f"customers/{bozena.id}"]})
        change.put("alerts", {"id": "ale_01M86FYZ80QE3Q0Q0Q0Q0Q0Q0Q", "words": f"{bozena.id} waits"})
    done = erased(desk, bozena)
    assert done.left == () and found_in(desk.book.path, bozena.id) == []
    assert not (desk.book.path / "ERASING").exists()


def test_the_copy_lists_the_places_that_erasing_lists(desk: Session, bozena: Customer) -> None:
    shifts.begin(desk, "Hanka Żółkiewski")
    for number in range(12):
        lessons.add(desk, f"Żółkiewski {number}")
    (desk.book.path / "list.txt").write_text("Żółkiewski")
    held = subject.everything(desk, person.of(desk, bozena))
    told = {(one["where"], one["text"]) for one in held["may_mean_them"]}
    items = erasing.decision_on(desk, person.of(desk, bozena)).items
    assert told == {(deciding.where(desk, place), place.said) for item in items for place in item.places}
    assert len(items) == 13 and held["other_files"] == [{"file": "list.txt"}]


WAYS: dict[str, Callable[[str], bytes]] = {
    "plain": lambda text: text.encode(),
    "utf-16": lambda text: text.encode("utf-16"),
    "base64": lambda text: base64.b64encode(text.encode()),
    "gzip": lambda text: gzip.compress(text.encode()),
    "escaped": lambda text: json.dumps(text).encode(),
}


@pytest.mark.parametrize("also", ["all", "none"])
@pytest.mark.parametrize("said", ["Bożena Żółkiewski was here", "Żółkiewski war da"])
@pytest.mark.parametrize("shared", ["Bożena Żółkiewski", "Hanka Żółkiewski"])
def test_a_file_that_is_not_the_books_is_named_whoever_else_bears_the_name(
    desk: Session, bozena: Customer, shared: str, said: str, also: str
) -> None:
    customers.make(desk, shared)
    lessons.add(desk, "Żółkiewski war da")
    folder = desk.book.path
    for place in ("", "more", "kept", "backups", "archive"):
        (folder / place).mkdir(exist_ok=True)
        for way, written in WAYS.items():
            (folder / place / f"{way}.txt").write_bytes(written(said))
        (folder / place / f"{said}.bak").write_bytes(b"")
    before = set(erasing.outlook(desk, person.of(desk, bozena), deep=True).files)
    done = erased(desk, bozena, also)
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.suffix in (".txt", ".bak")}
    assert names <= set(done.foreign) <= before and len(names) >= 4 * 6 and not done.is_clean


@pytest.mark.parametrize(
    "born", ["1973-03-21", "21.3.1973", "21/03/1973", "3/21/1973", "21 March 1973", "March 21st, 1973"]
)
def test_a_birthday_is_a_clue_in_each_notation(desk: Session, bozena: Customer, born: str) -> None:
    customers.set_text(desk, bozena, "birthday", "1973-03-21")
    lesson = lessons.add(desk, f"born on {born}, she said")
    assert len(listed(desk, bozena)) == 1 and erased(desk, bozena).is_clean
    assert lessons.get(desk, lesson.id).text == "born on (erased), she said"


def test_what_others_bear_as_their_own_stays_whole(desk: Session) -> None:
    maria = customers.make(desk, "María Muñoz Ibáñez")
    maria = customers.put(desk, replace(maria, addresses={"A1": "Weg 5\n10115 Berlin\nGermany"}))
    munoz = customers.make(desk, "Muñoz Ibáñez")
    munoz = customers.put(desk, replace(munoz, addresses={"A1": "Allee 7\n10115 Berlin\nGermany"}))
    lessons.add(desk, "the train to Berlin")
    visit = log.begin(desk, "call", customer=maria, reason="Berlin, Weg 5")
    log.end(desk, visit, "done", overruled="quiet")
    before = desk.book.get("customers", maria.id), desk.book.get("interactions", visit.id)
    assert listed(desk, munoz) == [] and erased(desk, munoz).is_clean
    assert (desk.book.get("customers", maria.id), desk.book.get("interactions", visit.id)) == before


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Ελένη Παπαδοπούλου", "ask Papadopoulou"),
        ("Ελένη Παπαδοπούλου", "ask Papadopoyloy"),
        ("Eleni Papadopoulou", "ask Παπαδοπούλου"),
        ("Eleni Papadopoulou", "ask ΠΑΠΑΔΟΠΟΥΛΟΥ"),
    ],
)
def test_a_greek_name_is_known_in_either_script(desk: Session, name: str, said: str) -> None:
    card, lesson = customers.make(desk, name), lessons.add(desk, said)
    assert len(listed(desk, card)) == 1 and erased(desk, card).is_clean
    assert lessons.get(desk, lesson.id).text == "ask (erased)"


def test_a_place_is_listed_once_and_taken_out_whole(desk: Session) -> None:
    card = customers.make(desk, "José Muñoz Ibáñez", phone="030 8901234")
    lesson = lessons.add(desk, "sent by Muñoz, José says Ibáñez, 8901234")
    whole = lessons.add(desk, "Muñoz Ibáñez, José and Ibáñez José Muñoz")
    [line] = listed(desk, card)
    assert line.endswith("(for “8901234”, “ibanez”, “jose”, “munoz”)")
    assert erased(desk, card).is_clean
    assert lessons.get(desk, lesson.id).text == "sent by (erased), (erased) says (erased), (erased)"
    assert lessons.get(desk, whole.id).text == "(erased) and (erased)"


@pytest.mark.parametrize("title", ["Pani", "Fru", "Mevrouw", "Señora", "Paní"])
def test_a_title_in_the_form_of_address_is_no_clue(desk: Session, title: str) -> None:
    card = customers.set_text(desk, customers.make(desk, "Bo Quistgaard"), "address_form", f"{title} Quistgaard")
    lessons.add(desk, f"{title} Lund called")
    assert listed(desk, card) == []


def test_what_is_read_but_stands_nowhere_is_taken_out_as_a_whole() -> None:
    marks = Identifiers((), ("Bożena Żółkiewski",))
    for text in (
        "Bo\\u017cena %C5%BB&oacute;\\u0142kiewski",
        base64.b64encode(base64.b64encode("Bożena Żółkiewski".encode())).decode(),
    ):
        assert marks.in_text(text) and not marks.in_text(marks.redacted(text))


def test_a_book_is_sound_after_each(desk: Session, bozena: Customer) -> None:
    path = desk.book.path
    erased(desk, bozena, "none")
    desk.book.close()
    with open_book(path) as book:
        assert book.notices.sentences == []


def test_an_erasure_that_could_never_finish_is_finished_at_the_next_start(desk: Session, bozena: Customer) -> None:
    path, era = desk.book.path, "era_01M86FYZ80QE3Q0Q0Q0Q0Q0Q0Q"
    with desk.book.change("erase", by="", at=desk.now(), undoable=False) as change:
        change.delete("customers", bozena.id)
        change.put("erasures", {"id": era, "at": "2026-11-24T10:00:00.000Z", "kept": [f"customers/{bozena.id}"]})
    note = {"id": era, "ids": [bozena.id], "texts": ["Bożena Żółkiewski"], "gone": [], "files": [], "all": False}
    (path / "ERASING").write_text(json.dumps({**note, "before": "backups/before-erase-x.zip"}))
    desk.book.close()
    with open_book(path) as book:
        assert book.notices.sentences == ["An erasure that was broken off is finished."]
        assert [one["kept"] for one in book.select("erasures")] == [1]
    assert not (path / "ERASING").exists() and found_in(path, bozena.id) == []


def test_a_file_is_named_for_a_name_that_is_an_everyday_word_too(desk: Session) -> None:
    young = customers.make(desk, "Peter Young")
    (desk.book.path / "odd.bak").write_text("about Young, as agreed")
    assert erased(desk, young).foreign == ("odd.bak",)


@pytest.mark.parametrize("said", ["Åkerstroem", "Aakerstroem", "Akerstrom", "Bjørn Åkerstroem"])
def test_umlauts_may_be_written_out_one_by_one(desk: Session, said: str) -> None:
    card, lesson = customers.make(desk, "Bjørn Åkerström"), lessons.add(desk, f"ask {said}")
    assert erased(desk, card).is_clean and lessons.get(desk, lesson.id).text == "ask (erased)"
