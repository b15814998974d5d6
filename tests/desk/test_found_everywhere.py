"""One folding: who is found by the search of the cards is found by every other search too, and the other way round."""

import unicodedata
from collections.abc import Callable
from datetime import timedelta
from itertools import chain

import pytest

from deskapp.commands.declared import Command
from deskapp.desk.answers.faq_search import FaqIndex
from deskapp.desk.find.finder import Finder
from deskapp.desk.promises import promises
from deskapp.desk.promises.groups import fitting
from deskapp.desk.session import Session
from deskapp.desk.shifts import people
from deskapp.desk.visits import history, log, naming
from deskapp.model.faq_entry import FaqEntry
from deskapp.text.folding import holds
from deskapp.ui.lookup import find

WRITTEN = [
    ("น้ำฝน ใจดี", "นำฝน ใจดี"),
    ("น้ำฝน", "น\u0e49\u0e4d\u0e32ฝน"),
    ("फ़िरोज़ ख़ान", "फिरोज खान"),
    ("किरण बेदी", "किरण बेदी"),
    ("김민준", unicodedata.normalize("NFD", "김민준")),
    ("Işıl Yıldız", "isil yildiz"),
    ("İPEK", "ipek"),
    ("Groß", "GROSS"),
    ("STRAẞE", "straße"),
    ("أحمد", "احمد"),
    ("مُحَمَّد علي", "محمد علي"),
    ("محـــمد", "محمد"),
    ("می\u200cنا", "مینا"),
    ("שָׁלוֹם", "שלום"),
    ("Nguyễn Thị Đào", "nguyen thi dao"),
    ("Nguyễn Thị Đào", unicodedata.normalize("NFD", "nguyễn thị đào")),
    ("Zoe\u0308 A\u030angstro\u0308m", "zoë ångström"),
    ("q\u0323\u0307aro", "qaro"),
    ("Ŋaŧa Þór", "ngata thor"),
    ("がくと", unicodedata.normalize("NFD", "がくと")),
    ("Ｂｅｔｈ", "beth"),
    ("Beth\u00ad\u200bOcampo", "bethocampo"),
    ("O\u2019Brien", "o'brien"),
    ("O'Brien", "obrien"),
    ("Anne-Marie", "anne marie"),
    ("Anne\u2011Marie", "anne-marie"),
]
BOTH_WAYS = list(dict.fromkeys(chain.from_iterable(((one, other), (other, one)) for one, other in WRITTEN)))
OTHERS = ("Gus Otieno", "Харитонов", "Θεοδώρα")


def on_a_card(desk: Session, name: str, typed: str) -> bool:
    finder = Finder()
    finder.fill([{"id": str(place), "name": one} for place, one in enumerate((name, *OTHERS))])
    return [one.id for one in finder.search(typed)] == ["0"]


def in_the_notes_of_a_card(desk: Session, name: str, typed: str) -> bool:
    finder = Finder()
    finder.fill([{"id": "0", "name": "Gus", "notes": f"Comes with {name}."}, {"id": "1", "name": "Ana"}])
    return [one.id for one in finder.search(typed)] == ["0"]


def in_the_log(desk: Session, name: str, typed: str) -> bool:
    mine, *others = [naming.AtWho(desk, log.begin(desk, "walk-in")).keep(one).id for one in (name, *OTHERS)]
    found = set(history.search(desk, typed))
    return mine in found and found.isdisjoint(others)


def in_a_list_of_promises(desk: Session, name: str, typed: str) -> bool:
    made = [promises.make(desk, f"Ring {one} back", desk.now() + timedelta(hours=3)) for one in (name, *OTHERS)]
    return fitting(desk, made, typed, desk.now()) == [made[0]]


def in_the_faq(desk: Session, name: str, typed: str) -> bool:
    entries = [FaqEntry(str(place), f"{one}?", "Yes.") for place, one in enumerate((name, *OTHERS))]
    return [entry.id for share, entry in FaqIndex(entries).search(typed) if share >= 1.0] == ["0"]


def in_the_palette(desk: Session, name: str, typed: str) -> bool:
    commands = [Command(one, one, keys="f1", label=one) for one in (name, *OTHERS)]
    return [one.id for one in find(commands, typed)] == [name]


def among_the_staff(desk: Session, name: str, typed: str) -> bool:
    return people.fitting([name, *OTHERS], typed) == [name]


def in_a_list_that_narrows(desk: Session, name: str, typed: str) -> bool:
    return [one for one in (name, *OTHERS) if holds(one, typed)] == [name]


NUMBERS = (
    "020 7946 0018",
    "020\u20117946\u20110018",
    "(020) 7946-0018",
    "٠٢٠ ٧٩٤٦ ٠٠١٨",
    "\u200e020 7946 0018",
    "02079460018",
)


def test_a_number_in_the_log_is_found_in_any_notation(desk: Session) -> None:
    for written in NUMBERS:
        visit = log.note(desk, log.begin(desk, "call"), written)
        for typed in NUMBERS:
            assert visit.id in set(history.search(desk, typed)), (written, typed)


SEARCHES = (
    on_a_card,
    in_the_notes_of_a_card,
    in_the_log,
    in_a_list_of_promises,
    in_the_faq,
    in_the_palette,
    among_the_staff,
    in_a_list_that_narrows,
)


@pytest.mark.parametrize("search", SEARCHES, ids=lambda search: search.__name__)
def test_a_name_is_found_however_it_is_written(desk: Session, search: Callable[[Session, str, str], bool]) -> None:
    missed = [(name, typed) for name, typed in BOTH_WAYS if not search(desk, name, typed)]
    assert missed == []
