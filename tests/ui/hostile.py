"""Text that people may have typed, pasted or imported, and a book in which every field holds it."""

import dataclasses
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, TypeVar, get_type_hints

from textual.app import App

from deskapp.desk.answers import faq
from deskapp.desk.cards import customers
from deskapp.desk.cards.typed_card import TypedCard
from deskapp.desk.handover import handover
from deskapp.desk.promises import promises
from deskapp.desk.reports import lessons
from deskapp.desk.session import Session
from deskapp.desk.settings import settings as desk_settings
from deskapp.desk.visits import log
from deskapp.model.customer import CardWarning, Customer, Plan, Preference
from deskapp.model.document import to_document
from deskapp.model.interaction import CustomerRef, Interaction, Note, Referral, Request
from deskapp.model.promise import Promise

Noun = TypeVar("Noun")

REFERENCES = ("id", "interaction", "repeat", "repeats", "merged_into")
OBEYED = "\u2028\u2029\u202a\u202b\u202d\u202e\u2066\u2067"
HARM = re.compile(f"[\0-\x1f\x7f-\x9f{OBEYED}]")
TEXTS = {
    "closing tag": "[/]",
    "click": "[@click=app.quit]x[/]",
    "style": "[bold red on white]loud[/bold red on white]",
    "variable": "$primary [$error]x",
    "e-mail in brackets": "[a@example.org] #tag {name}",
    "clipboard": "a\x1b]52;c;aGFja2Vk\x07b",
    "title": "a\x1b]0;owned\x1b\\b",
    "colour": "\x1b[31mred\x1b[0m",
    "erase": "\x1b[2J\x1b[Hgone",
    "8 bit": "a\x9b31mb\x9d0;t\x9c",
    "bell": "a\x07b\x08c",
    "nul": "a\x00b",
    "lines": "one\ntwo\r\nthree\x0b\x0cfour\u2028five\u0085six",
    "tab": "a\tb",
    "delete": "a\x7fb",
    "override": "a\u202etxt.exe\u202c",
    "isolate": "\u2066x\u2069\u200f\u061c",
    "long": "letters " * 1250,
    "one word": "x" * 10_000,
    "wide": "漢字" * 40,
    "combining": "e\u0301\u0323" * 60,
    "joined": "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 12,
    "tags": "a\U000e0041\ufeffb",
}
TELLING = ("closing tag", "click", "clipboard", "8 bit", "lines", "override", "long", "one word", "wide", "combining")
WORST = "[/][@click=app.quit]\x1b]52;c;aGk=\x07\x1b[31m\x9b2J\x00\u202e漢\n"


def everywhere(noun: Noun, text: str) -> Noun:
    """The noun with this text in every field that takes any text."""
    hints = get_type_hints(type(noun))
    own = [field.name for field in dataclasses.fields(noun)]  # type: ignore[arg-type]
    names = [
        name
        for name in own
        if hints[name] is str and name not in ("id", "interaction", "repeat", "repeats", "merged_into")
    ]
    return dataclasses.replace(noun, **dict.fromkeys(names, text))  # type: ignore[type-var]


def a_hostile_book(desk: Session) -> list[Interaction]:
    """Cards, interactions, promises, an answer, a lesson, a hand-over and settings with such text in all their fields.

    There is an open interaction for each telling text, the first with the worst, and their promises are of today.
    """
    desk_settings.write(desk, desk_name=WORST)
    opened = [_visit(desk, text) for text in (WORST, *(TEXTS[name] for name in TELLING))]
    entry = faq.make(desk, "Is it hostile?", "Yes.")
    with desk.book.change("hostile", by=WORST, at=desk.now()) as change:
        change.put("faq", to_document(everywhere(entry, WORST)))
    handover.note(desk, WORST)
    lessons.add(desk, WORST, "bad")
    promises.give_up(desk, promises.make(desk, WORST, desk.now() + timedelta(hours=1), interaction=opened[0]))
    return opened


def _visit(desk: Session, text: str) -> Interaction:
    now = desk.now()
    card = everywhere(customers.from_line(desk, TypedCard("x", "202 555 0143", "a@example.org")), text)
    tastes = {str(at): Preference(text, text, stance, now, text) for at, stance in enumerate(("likes", "allergy"))}  # type: ignore[arg-type]
    card = dataclasses.replace(
        card,
        plan=Plan(text, level=text),
        preferences=tastes,
        addresses={"A": text},
        warnings={"W": CardWarning(text, now, by=text)},
        phones={key: everywhere(one, text) for key, one in card.phones.items()},
        emails={key: everywhere(one, text) for key, one in card.emails.items()},
    )
    past, visit = (log.begin(desk, "walk-in") for _ in range(2))
    with desk.book.change(text, by=text, at=now) as change:
        change.put("customers", to_document(card))
        change.put("interactions", to_document(_filled(past, card, text, state="ended", ended_at=now)))
        filled = _filled(visit, card, text, drafts={"note": text})
        change.put("interactions", to_document(filled))
        made = promises.make(desk, "x", now + timedelta(hours=1), interaction=filled)
    with desk.book.change(text, by=text, at=now) as change:
        change.put("promises", to_document(everywhere(_fresh(made), text)))
    return filled


def _fresh(promise: Promise) -> Promise:
    return dataclasses.replace(promise, extra={})


def _filled(it: Interaction, card: Customer, text: str, **more: Any) -> Interaction:
    now = it.arrived_at
    it = dataclasses.replace(
        everywhere(it, text),
        customer=CustomerRef(card.id, text),
        requests={"R": Request(now, text), "S": Request(now, text, text, now)},
        notes={"N": Note(now, text, text)},
        referrals={"F": Referral(now, text, text, text)},
        extra={},
    )
    return dataclasses.replace(it, overruled="", outcome="" if not more.get("ended_at") else text, **more)


def painted_harm(app: App[Any]) -> Iterator[str]:
    """What a painted screen must not hold: a control character, or a style that acts."""
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            for sign in HARM.findall(segment.text):
                yield f"{sign!r} in {segment.text!r}"
            if segment.style and any("click" in str(key) for key in segment.style.meta):
                yield f"a click in {segment.text!r}"
