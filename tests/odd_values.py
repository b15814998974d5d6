"""A sample book, and for every table and field of it copies of a document with an odd value in that one place.

The copies go into the book's journal as they are (see `odd`). Some are understood all the same, such as another text in
place of a text: they have to be shown like any other.
"""

import json
from collections.abc import Iterator
from copy import deepcopy
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import hypothesis

from deskapp import clock
from deskapp.desk.answers import faq
from deskapp.desk.cards import customers
from deskapp.desk.crisis import crisis, resolution
from deskapp.desk.demo import day
from deskapp.desk.drafts import drafts
from deskapp.desk.drafts.drafts import DraftPlace
from deskapp.desk.handover import handover
from deskapp.desk.promises import alerts, promises
from deskapp.desk.reports import lessons
from deskapp.desk.session import PREFIXES, Session
from deskapp.desk.shifts import shifts
from deskapp.desk.visits import log, requests, transfers
from deskapp.desk.words import edits
from deskapp.model.customer import Customer
from deskapp.model.document import from_document, is_shallow
from deskapp.model.faq_entry import FaqEntry
from deskapp.model.handover import Handover, Shift
from deskapp.model.interaction import Interaction
from deskapp.model.lesson import Lesson
from deskapp.model.promise import Promise
from deskapp.model.words import WordsEdit
from deskapp.store import Book, open_book
from deskapp.store.engine.codec import Op, decode, encode_std
from deskapp.store.engine.difference import META
from deskapp.words.loader import replies

MARK = "\u0001MARK\u0001"
DEEP = b"[" * 10_000 + b"]" * 10_000
VALUES: dict[str, bytes] = {
    "null": b"null",
    "number": b"7",
    "list": b"[]",
    "list of lists": b'[["x"],null,{"a":[1]}]',
    "map": b"{}",
    "map of odd things": b'{"K1":null,"K2":"x","K3":{"at":"soon"},"":[1]}',
    "text": b'"a/b \\u0000 [/] \\u202e"',
    "yes": b"true",
    "last year": b'"9999-12-31T23:59:59.999Z"',
    "first year": b'"0001-01-01T00:00:00.000Z"',
    "huge number": b"1" + b"0" * 40,
    "half a character": b'"\\ud800"',
    "deep": DEEP,
    "a little deep": b"[" * 200 + b"]" * 200,
    "too long": b'"' + b"long " * 400_000 + b'"',
    "long": b'"' + b"long " * 20_000 + b'"',
}
NOUNS: dict[str, type] = {
    "interactions": Interaction,
    "customers": Customer,
    "promises": Promise,
    "handovers": Handover,
    "lessons": Lesson,
    "faq": FaqEntry,
    "shifts": Shift,
    "playbook": WordsEdit,
}
GONE = "missing"
EVERY = (*VALUES, GONE)
MIXED = ("mixed 0", "mixed 7")
"""Each place has another value, in turn: a part that the gate can wait for."""
NAMES = EVERY if hypothesis.settings.get_current_profile_name() == "hunt" else MIXED
SINGLES = EVERY if NAMES is EVERY else ("map of odd things", "a little deep", GONE)
HEAVY, FEW = ("deep", "long", "too long"), 12
"""For so many places of a table a text of two megabytes, or ten thousand lists, is enough."""


class Case(NamedTuple):
    """A copy of a document with one odd value: where it goes, and its line."""

    table: str
    path: tuple[str, ...]
    id: str
    line: bytes

    @property
    def is_understood(self) -> bool:
        """Whether a desk can show it."""
        try:
            document = decode(self.line)
            from_document(NOUNS[self.table], document) if self.table in NOUNS else None
        except (ValueError, RecursionError):
            return False
        return is_shallow(document)

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong with it, nor with what the store itself adds."""
        return self.table in NOUNS and self.path[0] not in META and self.is_understood


def fill(folder: Path) -> None:
    """A book with documents of every table, and things of every kind in them."""
    with open_book(folder, staff="Robin") as book:
        day.fill(book, now=clock.now())
        desk = Session(book, "Robin")
        beth = customers.make(desk, "Beth Ocampo")
        visit = log.identify(desk, log.begin(desk, "walk-in"), beth)
        _live(desk, visit)
        shifts.begin(desk, "Robin")
        drafts.keep(desk, DraftPlace("customers", "new"), "name", "half a name")
        alerts.keep(desk, alerts.Alerts({"2999-01-01T00:00:00.000Z due pro_1"}))
        handover.note(desk, "the till is short of coins")
        handover.hand_over(desk, "Kim")
        lessons.add(desk, "ask sooner")
        edits.set_field(desk, "reply", next(iter(replies())), "title", "Another title")
        gone = faq.make(desk, "Where is the lens shop?", "Next door.")
        faq.remove(desk, gone)


def _live(desk: Session, visit: Interaction) -> None:
    """A visit with as much in it as a visit can have."""
    visit = requests.add(desk, log.note(desk, visit, "a red light"), "a cable")
    visit = log.resume(desk, log.hold(desk, visit))
    visit = transfers.refer(desk, visit, "Kim", "knows lenses")
    visit = resolution.write(desk, visit, "listen", "it broke twice")
    visit = crisis.add(desk, crisis.start(desk, visit), "facts", crisis.fact(desk, "the stage is dark"))
    promise = promises.make(desk, "ring back", desk.now() + timedelta(hours=2), interaction=visit)
    promises.move(desk, promise, desk.now() + timedelta(hours=3), told=True)


def cases(folder: Path, name: str) -> list[Case]:
    """For every table and field the copy with the value of that name."""
    with open_book(folder, read_only=True) as book:
        return [case for table in sorted(book.engine.shelves) for case in _of_table(book, table, name)]


def _of_table(book: Book, table: str, name: str) -> Iterator[Case]:
    lines = sorted(book.shelf(table).lines.values(), key=len)
    if not lines or table in ("settings", "drafts", "alerts"):
        return
    sample = decode(lines[-1])
    places = list(dict.fromkeys(_paths(sample)))
    if name in HEAVY:
        places = places[: FEW if name == "deep" else 4]
    for number, path in enumerate(places):
        value = EVERY[(number + int(name.removeprefix("mixed "))) % len(EVERY)] if name in MIXED else name
        if value in HEAVY and name in MIXED and (number > len(EVERY) or table != "interactions"):
            continue
        identifier = f"{PREFIXES.get(table, str(sample['id']).partition('_')[0])}_{number:026d}"
        copy = _with(sample, ("id",), identifier)
        line = encode_std(_with(copy, path, None if value == GONE else MARK, is_gone=value == GONE))
        if value != GONE:
            line = line.replace(json.dumps(MARK).encode(), VALUES[value])
        yield Case(table, path, identifier, line)


def _paths(value: Any, before: tuple[str, ...] = (), most: int = 2) -> Iterator[tuple[str, ...]]:
    """The way to each field, and to those of the first two entries of a map."""
    for place, (key, inner) in enumerate(value.items()):
        path = (*before, key)
        yield path
        if isinstance(inner, dict) and len(path) < 4 and (len(before) % 2 == 0 or place < most):
            yield from _paths(inner, path)


def _with(document: dict[str, Any], path: tuple[str, ...], value: Any, *, is_gone: bool = False) -> dict[str, Any]:
    changed = deepcopy(document)
    holder = changed
    for name in path[:-1]:
        holder = holder[name]
    if is_gone:
        del holder[path[-1]]
    else:
        holder[path[-1]] = value
    return changed


def put(folder: Path, some: list[Case]) -> None:
    """Put the copies into the book, as nothing of the program would."""
    with open_book(folder) as book:
        ops = []
        numbers: dict[str, int] = {}
        for case in some:
            number = numbers.get(case.table, book.shelf(case.table).next_number)
            numbers[case.table] = number + 1
            ops.append(Op(case.table, number, case.line))
        book.engine.record(ops)


def put_singles(folder: Path, name: str) -> None:
    """Put the odd value into every field, but for the id, of the settings and of what is half typed and told."""
    with open_book(folder) as book:
        for table in ("settings", "drafts", "alerts"):
            for number, line in list(book.shelf(table).lines.items()):
                document = decode(line)
                fields = [field for field in document if field not in META]
                odd = dict.fromkeys(fields, MARK) if name != GONE else {}
                kept = {**{field: value for field, value in document.items() if field in META}, **odd}
                line = encode_std(kept).replace(json.dumps(MARK).encode(), VALUES.get(name, b""))
                book.engine.record([Op(table, number, line)])
