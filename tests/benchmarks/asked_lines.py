"""The commands that are tried beside a desk in trouble, and how often the book says that each was done."""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.settings import settings as desk_settings
from deskapp.desk.visits import log
from deskapp.store import Book, open_book

Documents = dict[str, list[dict[str, Any]]]
TABLES = ("interactions", "customers", "promises", "lessons", "handovers", "faq")


@dataclass
class Line:
    """A command line with words that are only its own. `counted` gives how often they are in the book."""

    argv: list[str]
    counted: Callable[[Documents], int]
    is_refused: bool = False
    begins: str = ""
    status: int | None = None
    said: str = ""
    spawned: float = 0.0
    asked_at: float = 0.0
    confirmed: int | None = field(default=None)


def fill(folder: Path, promised: list[str]) -> None:
    """A book with somebody who is here and some promises to keep."""
    with open_book(folder) as book:
        desk = Session(book, "Robin")
        desk_settings.write(desk, staff="Robin", country="US")
        visit = log.identify_new(desk, log.begin(desk, "walk-in"), "Ann Field")
        for words in promised:
            promises.make(desk, words, desk.now(), interaction=visit)


def documents(book: Book) -> Documents:
    """What the book holds."""
    return {table: list(book.select(table)) for table in TABLES}


def any_line(dice: random.Random, token: str, promised: list[str]) -> Line:
    """A command at random."""
    kinds = (_walk_in, _walk_in, _whole, _promise, _note, _ring, _keep, _lesson, _sheet, _answer, _refused)
    return dice.choice(kinds)(token, promised)


def _of(found: Documents, table: str, name: str, value: str) -> list[dict[str, Any]]:
    return [one for one in found[table] if one.get(name) == value]


def _walk_in(token: str, promised: list[str]) -> Line:
    def counted(found: Documents) -> int:
        visits = _of(found, "interactions", "reason", token)
        cards = [one for one in found["customers"] if one["name"] == f"P{token}"]
        assert len(visits) == len(cards), f"{token}: {len(visits)} visits, {len(cards)} cards"
        return len(visits)

    return Line(["log", "walk-in", f"P{token}", "--reason", token], counted, begins=token)


def _whole(token: str, promised: list[str]) -> Line:
    """Several changes in one command: all of them, or none."""

    def counted(found: Documents) -> int:
        visits = _of(found, "interactions", "reason", token)
        cards = [one for one in found["customers"] if one["name"] == f"W{token}"]
        ended = [one for one in visits if one["state"] == "ended" and one["outcome"] == token and one["customer"]]
        assert len(visits) == len(ended) == len(cards), f"{token} was done in part"
        return len(visits)

    return Line(["log", "call", f"W{token}", "--reason", token, "--end", token], counted)


def _promise(token: str, promised: list[str]) -> Line:
    argv = ["promise", "Ann Field", token, "--by", "in 20m"]
    return Line(argv, lambda found: len(_of(found, "promises", "what", token)))


def _note(token: str, promised: list[str]) -> Line:
    return Line(["note", "Ann Field", token], lambda found: json.dumps(found["interactions"]).count(f'"{token}"'))


def _ring(token: str, promised: list[str]) -> Line:
    number = f"+1202555{int(token[1:]):07d}"

    def counted(found: Documents) -> int:
        return sum(len(one["rings"]) for one in _of(found, "interactions", "phone", number))

    return Line(["ring", number], counted)


def _keep(token: str, promised: list[str]) -> Line:
    if not promised:
        return _note(token, promised)
    words = promised.pop()

    def counted(found: Documents) -> int:
        return sum(bool(one.get("kept_at")) for one in _of(found, "promises", "what", words))

    return Line(["keep", words], counted)


def _lesson(token: str, promised: list[str]) -> Line:
    return Line(["lesson", token], lambda found: json.dumps(found["lessons"]).count(f'"{token}"'))


def _sheet(token: str, promised: list[str]) -> Line:
    return Line(["handover-note", token], lambda found: json.dumps(found["handovers"]).count(f'"{token}"'))


def _answer(token: str, promised: list[str]) -> Line:
    return Line(["faq-add", f"Q{token}", "--answer", token], lambda found: json.dumps(found["faq"]).count(f'"{token}"'))


def _refused(token: str, promised: list[str]) -> Line:
    argv = ["note", f"Nobody{token}", token]
    return Line(argv, lambda found: json.dumps(found["interactions"]).count(token), is_refused=True)
