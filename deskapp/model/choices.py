"""The words that the program itself writes into documents, and that are nobody's: kinds, states, ids of checklists."""

import dataclasses
import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

from deskapp.model import card_fields

SLUG = re.compile(r"[a-z0-9]+(?:[_-][a-z0-9]+)*|[A-Z]{2}")
NAMED_BY_US = frozenset(
    ("theme", "country", "channel", "checklist", "reply", "hints_gone", *card_fields.names(identifies="ours"))
)
"""Fields with an id of ours in them, where it looks like one."""
KEYED_BY_US = frozenset({"runs", "ticks", "resolution", "keys", "gates"})
"""Maps with ids of ours as their keys."""


def is_ours(field: str, text: str) -> bool:
    """Whether a text in a field is a word of the program's own."""
    if field in NAMED_BY_US:
        return bool(SLUG.fullmatch(text))
    return text in choices().get(field, ())


def is_our_key(field: str, key: str) -> bool:
    """Whether the name of an entry, in the map of a field ("": in the document itself), is the program's own."""
    return key in fields() or (field in KEYED_BY_US and bool(SLUG.fullmatch(key)))


@cache
def choices() -> Mapping[str, frozenset[str]]:
    """What may stand in the fields that have only a few values."""
    by_field: dict[str, frozenset[str]] = {}
    for kind in _nouns():
        hints = get_type_hints(kind)
        for field in dataclasses.fields(kind):
            by_field[field.name] = by_field.get(field.name, frozenset()) | frozenset(_literals(hints[field.name]))
    return {name: values for name, values in by_field.items() if values}


@cache
def fields() -> frozenset[str]:
    """The names of all fields of nouns."""
    return frozenset(field.name for kind in _nouns() for field in dataclasses.fields(kind))


def _nouns() -> Iterator[type]:
    import deskapp.model

    for module in pkgutil.iter_modules(deskapp.model.__path__):
        for kind in vars(importlib.import_module(f"deskapp.model.{module.name}")).values():
            is_noun = isinstance(kind, type) and dataclasses.is_dataclass(kind)
            if is_noun and kind.__module__.startswith("deskapp.model.") and kind.__module__ != card_fields.__name__:
                yield kind


def _literals(hint: Any) -> Iterator[str]:
    if get_origin(hint) is Literal:
        yield from (choice for choice in get_args(hint) if isinstance(choice, str))
    else:
        for inner in get_args(hint):
            yield from _literals(inner)
