"""A person is erased for good: nothing of them is left in any byte of the book, and nothing of anybody else is lost."""

import json
import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from tinydb import TinyDB

from deskapp.desk.cards import customers
from deskapp.desk.handover import handover
from deskapp.desk.privacy import erasing, person, subject
from deskapp.desk.privacy.person_rule import PersonRule
from deskapp.desk.promises import promises
from deskapp.desk.reports import lessons
from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.desk.shifts import shifts
from deskapp.desk.visits import log
from deskapp.errors import RefusedError
from deskapp.model.customer import Customer
from deskapp.store import open_book
from deskapp.store.copies.doctor import check
from deskapp.store.engine.kept_aside import keep
from tests.builders import StandingClock, a_desk, refused
from tests.lives import found_in, life, merged, today


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Session]:
    with a_desk(tmp_path / "book", today()) as desk:
        yield desk


def erased(desk: Session, card: Customer) -> erasing.Erased:
    return erasing.erase(desk, person.of(desk, card))


def texts_of(card: Customer, number: int) -> list[str]:
    own = [card.id, card.name, *(one.address for one in card.emails.values())]
    phones = [form for one in card.phones.values() for form in (one.typed, one.number, one.number[1:])]
    return [*own, *phones, f"secret{number} ", f'secret{number}"', f"secret{number},"]


@pytest.mark.parametrize("seed", range(4))
def test_no_byte_of_any_file_knows_them_any_more(desk: Session, seed: int) -> None:
    some = random.Random(seed)
    cards = life(desk, some)
    number = some.randrange(len(cards))
    before = {one["id"] for one in desk.book.select("interactions", archived=True)}
    there = found_in(desk.book.path, *texts_of(cards[number], number))
    for place in ("customers.json", ".prev", "journal/", "archive/", ".fold", "backups/", ".zip:", "kept/"):
        assert any(place in name for name, _ in there), place
    told = erased(desk, cards[number])
    assert told.left == () and told.foreign == () and told.backups
    assert found_in(desk.book.path, *texts_of(cards[number], number)) == []
    desk.book.close()
    assert found_in(desk.book.path, *texts_of(cards[number], number)) == []
    assert check(desk.book.path) == []
    with open_book(desk.book.path) as book:
        assert {one["id"] for one in book.select("interactions", archived=True)} == before
        assert len(book.history("interactions")) == len(before)
        for other, card in enumerate(cards):
            found = list(book.search("interactions", f"secret{other}"))
            assert bool(found) is (other != number)
            assert (book.get("customers", card.id) is None) is (other == number)
    for path in [*desk.book.path.glob("*.json"), *(desk.book.path / "archive").glob("*.json")]:
        with TinyDB(path, encoding="utf-8") as plain:
            assert plain.tables()


def test_others_are_left_as_they_were(desk: Session) -> None:
    cards = life(desk, random.Random(9))
    theirs = person.of(desk, cards[2])
    kept = {}
    for table in ("interactions", "promises", "customers", "faq", "handovers"):
        for one in desk.book.select(table, archived=True):
            if not theirs.has(one) and one["id"] not in theirs.ids and not theirs.marks.in_value(one):
                kept[table, one["id"]] = one
    erased(desk, cards[2])
    assert kept and {key: desk.book.get(*key) for key in kept} == kept


def test_visits_leave_their_clocks_and_settled_promises_too(desk: Session, clock_: StandingClock) -> None:
    beth = customers.make(desk, "Beth Ocampo", phone="202 555 0143")
    it = log.begin(desk, "walk-in", customer=beth, reason="gauge")
    log.greet(desk, it)
    kept = promises.make(desk, "call back", desk.now() + timedelta(hours=1), interaction=it)
    promises.keep(desk, kept)
    still = promises.make(desk, "send the gauge", desk.now() + timedelta(hours=1), interaction=it)
    log.end(desk, log.get(desk, it.id), "repaired", overruled="test")
    plan = erasing.outlook(desk, person.of(desk, beth))
    assert (plan.visits, plan.promises, plan.open_promises) == (1, 2, ("send the gauge",))
    erased(desk, beth)
    left = log.get(desk, it.id)
    assert left.kind == "walk-in" and left.state == "ended" and left.greeted_at and left.ended_at
    assert (left.customer, left.reason, left.outcome, left.phone, left.notes) == (None, "", "", "", {})
    assert promises.get(desk, kept.id).kept_at and promises.get(desk, kept.id).customer is None
    assert desk.book.get("promises", still.id) is None and desk.book.get("tombstones", beth.id) is None


def test_a_lesson_stays_without_the_visit_that_taught_it(desk: Session) -> None:
    beth = customers.make(desk, "Beth Ocampo")
    it = log.end(desk, log.begin(desk, "call", customer=beth), "done", overruled="test")
    lesson = lessons.add(desk, "Beth Ocampo should have been called back", "bad", interaction=it)
    assert [one["id"] for one in subject.everything(desk, person.of(desk, beth))["lessons"]] == [lesson.id]
    erased(desk, beth)
    left = lessons.get(desk, lesson.id)
    assert (left.text, left.interaction, left.decision) == ("(erased) should have been called back", "", "bad")


def test_nothing_in_what_stays_joins_their_visits(desk: Session) -> None:
    beth = customers.make(desk, "Beth Ocampo")
    visits = []
    for _ in range(2):
        it = log.begin(desk, "call", customer=beth)
        visits.append(log.end(desk, it, "done", overruled="test").id)
    erased(desk, beth)
    for document in (desk.book.get("interactions", one) for one in visits):
        assert document and not {"updated_at", "updated_by", "stamps", "customer"} & set(document)


def test_who_is_here_is_not_erased(desk: Session) -> None:
    beth = customers.make(desk, "Beth Ocampo")
    log.begin(desk, "walk-in", customer=beth)
    with refused(desk, "is here now", RefusedError):
        erased(desk, beth)


@pytest.mark.parametrize("with_card", [True, False])
def test_who_comes_in_while_it_is_prepared_is_not_erased(desk: Session, with_card: bool) -> None:
    cards = life(desk, random.Random(6))
    desk.book.checkpoint.save()
    one = person.of(desk, cards[0])
    files = {path.name for path in (desk.book.path / "archive").iterdir()}
    under_way = erasing.Erasure(desk, PersonRule(desk, one), "erase a person", one.name, one.shared)
    under_way.prepare()
    made = {path.name for path in (desk.book.path / "archive").iterdir()} - files
    assert made and under_way.before and under_way.before.exists()
    it = log.begin(desk, "walk-in", customer=cards[0]) if with_card else log.begin(desk, "call", called=one.name)
    log.note(desk, it, "brings the cello back")
    with refused(desk, f"{one.name} is here now"):
        under_way.commit()
    left = {path.name for path in (desk.book.path / "archive").iterdir()}
    assert not made & left and not under_way.before.exists() and not (desk.book.path / "ERASING").exists()
    assert check(desk.book.path) == []
    log.end(desk, log.get(desk, it.id), "done", overruled="test")
    assert erased(desk, cards[0]).left == () and found_in(desk.book.path, one.name) == []


def test_all_cards_of_a_merged_person_go(desk: Session) -> None:
    cards = life(desk, random.Random(5))
    both = merged(desk, cards[1], cards[4])
    told = erased(desk, both)
    assert told.erased["customers"] == 2
    assert found_in(desk.book.path, cards[1].name, cards[4].name, cards[1].id, cards[4].id) == []


def test_what_others_bear_too_stays_and_is_told(desk: Session) -> None:
    beth = customers.make(desk, "Beth Ocampo", phone="202 555 0143")
    other = customers.make(desk, "Carl Ocampo", phone="(202) 555-0143")
    handover.note(desk, "Call 202 555 0143 about Beth Ocampo and beth ocampos")
    told = erased(desk, beth)
    assert "202 555 0143" in told.shared and told.left == ()
    note = next(iter(handover.draft(desk).notes.values())).text  # type: ignore[union-attr]
    assert note == "Call 202 555 0143 about (erased) and beth ocampos"
    assert desk.book.get("customers", other.id)


@pytest.mark.parametrize("is_shared", [False, True])
def test_a_call_without_a_card_is_theirs_by_a_number_that_nobody_else_has(desk: Session, is_shared: bool) -> None:
    beth = customers.make(desk, "Beth Ocampo", phone="202 555 0143")
    if is_shared:
        customers.make(desk, "Carl Rossi", phone="202 555 0143")
    call = log.end(desk, log.begin(desk, "call", phone="+1 202-555-0143", reason="a bow"), "done", overruled="test")
    other = log.end(desk, log.begin(desk, "call", phone="555 0143", reason="a bow"), "done", overruled="test")
    held = subject.everything(desk, person.of(desk, beth))["interactions"]
    assert [visit["id"] for visit in held] == ([] if is_shared else [call.id])
    erased(desk, beth)
    assert log.get(desk, call.id).reason == ("a bow" if is_shared else "")
    assert log.get(desk, other.id).reason == "a bow"


def test_a_single_name_and_a_name_of_the_staff_stay_where_others_are_spoken_of(desk: Session) -> None:
    shifts.begin(desk, "Robin Hale")
    settings.write(desk, desk_name="Harbour Lane")
    cards = [customers.make(desk, "May"), customers.make(desk, "Robin Hale")]
    handover.note(desk, "May we ask Robin Hale?")
    for card in cards:
        assert erased(desk, card).shared == (card.name,)
    assert next(iter(handover.draft(desk).notes.values())).text == "May we ask Robin Hale?"  # type: ignore[union-attr]


def test_a_coworker_who_is_erased_stays_where_their_work_is_on_record(desk: Session) -> None:
    ana = customers.make(desk, "Ana Petrov", kind="coworker", phone="202 555 0177")
    carl = customers.make(desk, "Carl Rossi")
    it = log.begin(Session(desk.book, "Ana Petrov", now=desk.now), "call", customer=carl, phone="202 555 0177")
    told = erased(desk, ana)
    assert told.shared == ("Ana Petrov",) and told.left == ()
    assert (log.get(desk, it.id).staff, log.get(desk, it.id).phone) == ("Ana Petrov", "(erased)")


def test_undo_says_once_that_it_cannot_and_then_goes_on(desk: Session) -> None:
    other = customers.make(desk, "Carl Rossi")
    customers.set_text(desk, other, "notes", "likes tea")
    beth = customers.make(desk, "Beth Ocampo")
    erased(desk, beth)
    with pytest.raises(RefusedError, match="cannot be undone"):
        desk.book.undo(by="Robin", at=desk.now())
    assert desk.book.undo(by="Robin", at=desk.now()).words == "notes of Carl Rossi"
    assert desk.book.get("customers", other.id)["notes"] == ""  # type: ignore[index]


def test_a_record_of_it_stays_without_a_name(desk: Session) -> None:
    beth = customers.make(desk, "Beth Ocampo")
    erased(desk, beth)
    [record] = list(desk.book.select("erasures"))
    assert record["what"] == "erase a person" and record["erased"] == {"customers": 1} and record["by"] == "Robin"


def test_a_file_of_somebody_elses_is_told_and_left_alone(desk: Session) -> None:
    beth = customers.make(desk, "Beth Ocampo")
    mine = desk.book.path / "letter.txt"
    mine.write_text("To Beth Ocampo")
    told = erased(desk, beth)
    assert told.foreign == ("letter.txt",) and told.left == () and mine.exists()


def test_an_original_without_a_name_goes_too_where_it_is_about_a_visit_of_theirs(desk: Session) -> None:
    beth = customers.make(desk, "Beth Ocampo")
    it = log.begin(desk, "call", reason="a lump on the left")
    keep(desk.book.path, next((desk.book.path / "journal").glob("*.jsonl")), "test", desk.book.engine.disk)
    log.end(desk, log.identify(desk, it, beth), "done", overruled="test")
    other = desk.book.path / "kept" / "interactions.json.12345678"
    other.write_text(json.dumps({"interactions": {"1": {"id": it.id, "reason": "a lump on the left"}}}))
    told = erased(desk, beth)
    assert "kept/interactions.json.12345678" in told.originals
    assert found_in(desk.book.path, "lump on the left") == []


def test_the_copy_taken_before_goes_and_a_fresh_backup_takes_the_old_ones_place(desk: Session) -> None:
    cards = life(desk, random.Random(3), visits=20)
    folder = desk.book.path / "backups"
    before = {path.name for path in folder.glob("*.zip")}
    told = erased(desk, cards[0])
    assert before and set(told.backups) == before
    assert [path.name for path in folder.glob("*.zip")] == [f"{desk.now().astimezone():%Y-%m-%d}.zip"]
    assert not (desk.book.path / "ERASING").exists()
