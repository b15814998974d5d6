"""Random books for the tests of privacy: years of visits of several people, in every place where a book keeps text."""

import json
import random
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from deskapp import clock
from deskapp.desk.answers import faq
from deskapp.desk.cards import customers, merge
from deskapp.desk.drafts import drafts
from deskapp.desk.handover import handover
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.exchange import importer
from deskapp.model.customer import Customer
from deskapp.model.document import to_document
from deskapp.model.interaction import Copied, Interaction, Note
from deskapp.store import where
from deskapp.store.copies import rotation
from deskapp.store.engine.kept_aside import keep
from deskapp.text.folding import sought
from tests.builders import StandingClock

FIRST = ("Béth", "Łukasz", "Zoë", "Ana", "José", "Mary", "Chidi", "Noor")
LAST = ("Ocampo", "Müller", 'O"Hara', "Nováková", "García\\Ruiz", "Bełch", "Quist", "Straße")


def today() -> StandingClock:
    """A clock that stands at the machine's own present, by which months are sealed."""
    return StandingClock(clock.now())


def name_of(number: int) -> str:
    """A name that nobody else has."""
    return f"{FIRST[number % len(FIRST)]} {LAST[(number * 3) % len(LAST)]}{'x' * (number // 8)}"


def person(desk: Session, number: int, some: random.Random) -> Customer:
    """A card with everything on it."""
    name = name_of(number)
    card = customers.make(
        desk, name, phone=f"+49 151 77{number:05d}", email=f"p{number}.{some.randrange(999)}@example.org"
    )
    card = customers.add_preference(desk, card, f"likes secret{number} tea")
    card = customers.add_warning(desk, card, f"warning secret{number} ünique")
    return customers.set_text(desk, card, "notes", f"notes of secret{number} \U0001f370 end")


def visit(desk: Session, card: Customer, number: int, back: timedelta, some: random.Random) -> Interaction:
    """A visit of the past with a secret in each of its texts."""
    when = desk.now() - back
    it = log.begin(desk, "call", customer=card, at=when, afterwards=True, reason=f"reason secret{number} ä")
    it = replace(
        it,
        state="ended",
        ended_at=when + timedelta(minutes=9),
        greeted_at=when + timedelta(minutes=1),
        outcome=f"outcome secret{number}",
        phone=next(iter(card.phones.values())).typed,
        notes={"N1": Note(when, f"note secret{number} for {card.name}", "Robin")},
        copied={"C1": Copied(when, "apology", f"Dear {card.name}, secret{number}", to=card.name)},
        drafts={"note": f"draft secret{number}"},
    )
    with desk.book.change("past", by="Robin", at=desk.now(), undoable=some.random() < 0.1) as change:
        change.put("interactions", to_document(it))
    return it


def life(desk: Session, some: random.Random, *, people: int = 6, visits: int = 60) -> list[Customer]:
    """Fill a book and give the cards; some of it is sealed, in backups, in `kept/`, undone, and in others' texts."""
    cards = [person(desk, number, some) for number in range(people)]
    for turn in range(visits):
        number = some.randrange(people)
        it = visit(desk, cards[number], number, timedelta(days=some.randrange(1, 400)), some)
        made = promises.make(desk, f"promise secret{number}", desk.now() + timedelta(days=2), interaction=it)
        if turn < people:
            for owner in (it.id, made.id, cards[number].id):
                drafts.keep(
                    desk, drafts.DraftPlace("desk", "test", owner), "text", f"draft of {owner[:3]}, secret{number}"
                )
        if some.random() < 0.8:
            promises.keep(desk, made)
        if turn == visits // 2:
            _age(desk)
            rotation.daily(desk.book)
            keep(desk.book.path, desk.book.path / "customers.json", "for the test", desk.book.engine.disk)
    for number in range(people):
        other = cards[(number + 1) % people]
        it = visit(desk, other, (number + 1) % people, timedelta(days=100), some)
        log_note = f"came with {cards[number].name.upper()}, call {next(iter(cards[number].phones.values())).typed}"
        log.note(desk, it, log_note)
        handover.note(desk, f"{cards[number].name} waits for a call")
        faq.make(desk, f"What did {cards[number].name} ask, {number}?", "Nothing.")
    with desk.book.change("unnamed", by="", at=desk.now()) as change:
        lone = replace(visit(desk, cards[0], 0, timedelta(days=80), some), customer=None, called=cards[0].name)
        change.put("interactions", to_document(lone))
    desk.book.undo(by="", at=desk.now())
    desk.book.redo(by="", at=desk.now())
    _age(desk)
    importer.back_up(desk)
    return cards


def _age(desk: Session) -> None:
    """What is settled is as old as its visit, so that its months can be sealed too."""
    with desk.book.change("age", by="", at=desk.now(), undoable=False) as change:
        for document in desk.book.select("promises", where("kept_at").matches(r"\d")):
            it = change.get("interactions", document["interaction"])
            if it and it["arrived_at"] < document["made_at"]:
                change.put("promises", document | {"made_at": it["arrived_at"], "kept_at": it["ended_at"]})
    desk.book.checkpoint.save()


def merged(desk: Session, kept: Customer, other: Customer) -> Customer:
    """Two cards of one person."""
    return merge.merge(desk, kept, other)


def forms(text: str) -> list[bytes]:
    """The bytes as which a text may lie in a file."""
    found = {text, text.upper(), text.lower(), sought(text)}
    return [form for one in found for form in (one.encode(), json.dumps(one)[1:-1].encode(),
            json.dumps(one, ensure_ascii=False)[1:-1].encode())]  # fmt: skip


def every_file(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every byte of a folder, packed files unpacked too."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield str(path.relative_to(folder)), path.read_bytes()
            if path.suffix == ".zip":
                with zipfile.ZipFile(path) as whole:
                    yield from ((f"{path.name}:{name}", whole.read(name)) for name in whole.namelist())


def found_in(folder: Path, *texts: str) -> list[tuple[str, str]]:
    """Which texts stand in which files, in any form."""
    wanted = [(text, form) for text in texts for form in forms(text)]
    return sorted({(name, text) for name, data in every_file(folder) for text, form in wanted if form in data})
