"""Who can take something over: a person by name, never a department; and the names that this desk knows."""

import json
from functools import cache

from deskapp import slots
from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.desk.shifts import shifts
from deskapp.errors import RefusedError, line_of
from deskapp.messages import said
from deskapp.store import where
from deskapp.text.folding import same, words
from deskapp.words import loader

FILE = "not_a_person.json"
MOST = 4


def named(typed: str, *, what: str = "A transfer") -> str:
    """The name of a person on one line. Raises RefusedError for no name, and for a department or a role."""
    person = line_of(typed, said("Give the name of somebody who can act."), said("{what} goes to a person.", what=what))
    return on_record(person, said("Ask who takes it there, and give that name."))


def taker(desk: Session, typed: str, *, what: str = "A transfer") -> str:
    """The name of a person who takes something over. Refuses like `named`, and the beginning of several known names."""
    return named(meant(typed, known(desk)), what=what)


def at_the_desk(desk: Session) -> str:
    """The name of whoever is at the desk, for what is on record as theirs. Raises RefusedError where nobody said it."""
    if not desk.staff:
        raise RefusedError(
            said("Nobody has said who is at the desk."),
            said("Say who you are first: {shift}.", shift=slots.key("shift")),
        )
    return desk.staff


def on_record(typed: str, next_step: str) -> str:
    """The name of a person on one line, for a sheet. Raises RefusedError for none, and for a department."""
    name = line_of(typed, next_step)
    if not is_person(name):
        raise RefusedError(said("“{name:.40}” is not a person's name.", name=name), next_step)
    return name


def is_person(typed: str) -> bool:
    """Whether some word of a text may be a person's name: not all are departments, roles, articles or numbers."""
    beside, roles, endings = _listed()
    return any(
        not word[0].isdigit() and word not in beside and word not in roles and not word.endswith(endings)
        for word in _apart(typed)
    )


@cache
def _listed() -> tuple[frozenset[str], frozenset[str], tuple[str, ...]]:
    """Words that name nobody: those that stand beside others, roles and departments, and endings of compounds."""
    lists: dict[str, list[str]] = json.loads(loader.shipped(FILE))
    endings = tuple(lists.pop("endings"))
    beside = frozenset(word for text in lists.pop("beside") for word in _apart(text))
    return beside, frozenset(word for texts in lists.values() for text in texts for word in _apart(text)), endings


def _apart(text: str) -> list[str]:
    """The words of a text, those before and after an apostrophe too: `l'accueil` is two."""
    return words(text.replace("'", " ").replace("’", " "))


def known(desk: Session) -> list[str]:
    """The names of those who may take something over: who was at this desk lately, then co-workers with a card."""
    cards = desk.book.table("customers").search(where("kind") == "coworker")
    coworkers = [str(card.get("name") or "") for card in cards if not card.get("merged_into")]
    names: dict[tuple[str, ...], str] = {}
    for name in (*shifts.names(desk), settings.read(desk).staff, *sorted(coworkers)):
        if name and is_person(name):
            names.setdefault(tuple(words(name)), name)
    names.pop(tuple(words(desk.staff)), None)
    return list(names.values())


def fitting(names: list[str], typed: str) -> list[str]:
    """The names of which some word begins with each typed word; all of them where nothing is typed."""
    sought = words(typed)
    return [name for name in names if all(any(part.startswith(word) for part in words(name)) for word in sought)]


def meant(typed: str, names: list[str]) -> str:
    """What was typed, where it is not the beginning of several names. Raises RefusedError naming those."""
    alike = fitting(names, typed) if typed.strip() else []
    if len(alike) > 1 and not any(same(name, typed) for name in alike):
        raise RefusedError(
            f"“{typed.strip():.40}” may be {' or '.join(alike[:MOST])}.", said("Write more of the name.")
        )
    return " ".join(typed.split())
