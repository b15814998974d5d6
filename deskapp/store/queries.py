"""What TinyDB asks by: its queries.

A query says what a document's bytes hold where it is true: a line that lacks it is passed over unparsed."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from tinydb.queries import Query, QueryInstance, QueryLike, where
from tinydb.table import Document as TinyDocument

from deskapp.store.engine.codec import encode

__all__ = ["EVERY", "Query", "QueryInstance", "QueryLike", "Sieve", "sieve_of", "where"]

_OF_A_FIELD = frozenset(
    {"==", "!=", "<", "<=", ">", ">=", "exists", "matches", "search", "test", "any", "all", "one_of"}
)
_FIGURES = re.compile(r"[0-9:-]+")
"""The patterns that are what they say, such as the beginning of an instant (TinyDB doesn't tell a pattern's flags)."""
Group = tuple[bytes, ...]
OWN = frozenset({"undo", "asked", "tombstones"})
"""Tables of the store itself, which follow from what is done to the others."""


class Sieve(NamedTuple):
    """What a line holds when a query is true of its document: all `needles`, and one of each group of `choices`.

    `identifier` is the id that the document then has, where the query says so.
    """

    needles: Group = ()
    choices: tuple[Group, ...] = ()
    identifier: str = ""

    def passes(self, line: bytes) -> bool:
        """Whether the query may be true of the document of that line."""
        for needle in self.needles:
            if needle not in line:
                return False
        return not self.choices or all(any(needle in line for needle in group) for group in self.choices)


EVERY = Sieve()


def sieve_of(query: QueryLike | None) -> Sieve:
    """The sieve of a query; one that every line passes for what isn't made of TinyDB's own tests of fields.

    Read from what TinyDB 4.9 hashes a query by (`QueryInstance._hash`), which is None as soon as a function is in it.
    """
    said = getattr(query, "_hash", None)
    if not said:
        return EVERY
    groups = list(_groups(said))
    needles = tuple(group[0] for group in groups if len(group) == 1)
    return Sieve(needles, tuple(group for group in groups if len(group) > 1), _identifier(said))


def _groups(said: Any) -> Iterator[Group]:
    """Groups of bytes, of each of which the line holds one at least."""
    kind, *rest = said if isinstance(said, tuple) and said else ("",)
    if kind == "and":
        for part in rest[0]:
            yield from _groups(part)
    elif kind == "or":
        each = [max(_groups(part), key=lambda group: len(group[0]), default=()) for part in rest[0]]
        if all(each):
            yield tuple(dict.fromkeys(needle for group in each for needle in group))
    elif kind == "fragment":
        yield from (_held(name, "==", [value]) for name, value in rest[0].items() if isinstance(name, str))
    elif kind in _OF_A_FIELD and rest[0] and all(isinstance(part, str) for part in rest[0]):
        yield _held(rest[0][-1], kind, rest[1:])


def _held(name: str, kind: str, about: list[Any]) -> Group:
    """What is held by a line in which a field passes a test: its name, and its value where that is sure."""
    key = encode(name) + b":"
    values = about if kind == "==" else about[0] if kind == "one_of" and isinstance(about[0], tuple | frozenset) else ()
    if values and all(value is None or type(value) is str for value in values):
        return tuple(key + encode(value) for value in values)
    if kind == "matches" and _FIGURES.fullmatch(about[0]):
        return (key + b'"' + about[0].encode(),)
    return (key + b'"',) if kind in ("matches", "search") else (key,)


def _identifier(said: Any) -> str:
    if said[0] == "and":
        return next(filter(None, map(_identifier, filter(None, said[1]))), "")
    return said[2] if said[:2] == ("==", ("id",)) and type(said[2]) is str else ""


def own_id(document: Mapping[str, Any]) -> str:
    """The `id` that a document has of its own, or nothing."""
    identifier = document.get("id")
    return identifier if isinstance(identifier, str) else ""


def named(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """A document that TinyDB takes by its own `id`, where it has one and TinyDB was not told another."""
    if isinstance(document, TinyDocument) or not isinstance(document, Mapping):
        return document
    identifier = own_id(document)
    return TinyDocument(document, identifier) if identifier else document  # type: ignore[arg-type]
