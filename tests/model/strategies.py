"""Any noun, made from the types of its own fields, so that a new field is tried without being named here."""

import dataclasses
import types
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

Noun = TypeVar("Noun")
INSTANTS = st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1)).map(
    lambda one: one.replace(microsecond=one.microsecond // 1000 * 1000, tzinfo=UTC)
)
KEYS = st.text("ABCDEFGHJKMNPQRSTVWXYZ0123456789", min_size=1, max_size=6)
PLAIN = st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=8)
VALUES = st.recursive(PLAIN, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(KEYS, inner, max_size=2))


def nouns(kind: type[Noun]) -> st.SearchStrategy[Noun]:
    """Any noun of a kind, with fields of a newer version in `extra`."""
    hints = get_type_hints(kind)
    fields = {field.name: any_of(hints[field.name]) for field in dataclasses.fields(kind) if field.name != "extra"}  # type: ignore[arg-type]
    if "extra" in hints:
        newer = st.text("abcdefgh", min_size=1, max_size=5).map(lambda name: f"x_{name}")
        fields["extra"] = st.dictionaries(newer, VALUES, max_size=2)
    return st.builds(kind, **fields)


def any_of(hint: Any) -> st.SearchStrategy[Any]:
    """Any value of a type hint."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return st.one_of(*(st.none() if one is type(None) else any_of(one) for one in arguments))
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin is tuple:
        return st.lists(any_of(arguments[0]), max_size=3).map(tuple)
    if origin is not None and issubclass(origin, Mapping):
        return st.dictionaries(KEYS, any_of(arguments[1]), max_size=2)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return nouns(hint)
    return SCALARS[hint]


SCALARS: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(max_size=12),
    int: st.integers(-(10**6), 10**6),
    bool: st.booleans(),
    float: st.floats(-1e6, 1e6),
    datetime: INSTANTS,
    date: st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    Any: VALUES,
}
