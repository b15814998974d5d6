"""Between nouns and the flat JSON documents of the book.

A noun is a frozen dataclass; a document is what `json` reads and writes. Instants are RFC 3339 text in UTC, days are
ISO dates. A noun that is `Kept` has in `extra` whatever the document holds beyond its own fields, so that an older
program never drops what a newer one has written.
"""

import dataclasses
import types
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

Document = dict[str, Any]
ERASED = "(erased)"
"""Stands where a name or words of a person stood who was erased."""
Noun = TypeVar("Noun")
Reader = Callable[[Any], Any]
_AS_THEY_ARE = frozenset((str, bool, int, float))
DEEPEST = 60
"""How many maps and lists may lie inside each other: nobody reads deeper, and JSON's own readers break at 254."""
YEARS = range(1000, 9000)
"""The years of an instant: far enough from both ends of the calendar for any time zone and any span."""
LARGEST, LONGEST = 10**9, 10**6
"""The largest number, and the most characters of a text: what is longer than a thick book holds up every list."""


class _Nothing(dict[str, Any]):
    """A map in which nothing can be put, as it is everybody's."""

    def __setitem__(self, name: str, value: Any) -> None:
        raise TypeError("the map of a noun is not changed: make another")

    setdefault = update = __ior__ = __setitem__  # type: ignore[assignment]


_NOTHING = _Nothing()
"""Every map with nothing in it: of the fifteen maps of a visit most are empty, and a day has hundreds of visits."""


class DocumentError(ValueError):
    """A document does not have the shape of its noun; the message names the field."""


def instant_text(instant: datetime) -> str:
    """RFC 3339 in UTC with milliseconds: `2026-11-22T13:18:07.250Z`. Sorts as text in the order of time."""
    if instant.tzinfo is None:
        raise ValueError("an instant without a time zone")
    return instant.astimezone(UTC).isoformat(timespec="milliseconds")[:-6] + "Z"


def read_instant(text: str) -> datetime:
    """The aware UTC instant of an RFC 3339 text. Raises ValueError."""
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError(f"{text!r} has no time zone")
    if instant.year not in YEARS:
        raise ValueError(f"the year {instant.year} is no year of a desk")
    return instant if instant.tzinfo is UTC else instant.astimezone(UTC)


def is_instant(text: str) -> bool:
    """Whether a text is an instant that can be read."""
    try:
        read_instant(text)
    except ValueError:
        return False
    return True


def is_shallow(value: Any) -> bool:
    """Whether a value has no more maps and lists inside each other than can be read and written again."""
    if value is None or value.__class__ in _AS_THEY_ARE:
        return True
    layer = [value]
    for _ in range(DEEPEST):
        deeper: list[Any] = []
        for part in layer:
            if part.__class__ is dict:
                deeper += part.values()
            elif part.__class__ is list:
                deeper += part
        layer = [part for part in deeper if part.__class__ is dict or part.__class__ is list]
        if not layer:
            return True
    return False


def read_number(kind: type, value: Any) -> Any:
    """A whole number, or one with a fraction, that can be counted with. Raises TypeError or ValueError."""
    number = _exactly((int, float) if kind is float else kind, value)
    if not -LARGEST <= number <= LARGEST:
        raise ValueError(f"{number!r:.20} is too large")
    return kind(number)


def read_text(value: Any) -> Any:
    """A text of a length that can be shown. Raises TypeError or ValueError."""
    if len(_exactly(str, value)) > LONGEST:
        raise ValueError(f"{len(value):,} characters are too many")
    return value


def to_document(noun: Any) -> Document:
    """The document of a noun: every field by its own name, then what `extra` holds."""
    document: Document = {}
    for name in _fields(noun.__class__):
        document[name] = _plain(getattr(noun, name))
    for name, value in getattr(noun, "extra", {}).items():
        document.setdefault(name, value)
    return document


def entries_of(document: Mapping[str, Any], field: str) -> list[Document]:
    """The entries of one of a document's maps; what is none is left out."""
    entries = document.get(field)
    return [entry for entry in entries.values() if isinstance(entry, dict)] if isinstance(entries, dict) else []


def from_document(kind: type[Noun], document: Mapping[str, Any]) -> Noun:
    """The noun of a document; a missing field takes its default. Raises DocumentError naming the field."""
    shape: type = kind  # mypy takes the type of a type variable for unhashable
    readers = _readers(shape)
    values: dict[str, Any] = {}
    extra: Document = {}
    for name, value in document.items():
        reader = readers.get(name)
        try:
            if reader is None:
                extra[name] = _shallow(value)
                continue
            values[name] = reader(value)
        except (TypeError, ValueError, AttributeError) as error:
            raise DocumentError(f"{kind.__name__}.{name}: {error}") from error
    if "extra" in readers:
        values["extra"] = extra or values.get("extra") or _NOTHING
    try:
        return kind(**values)
    except TypeError as error:
        raise DocumentError(f"{kind.__name__}: {error}") from error


@cache
def _fields(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind) if field.name != "extra")


def _plain(value: Any) -> Any:
    if value is None or value.__class__ in _AS_THEY_ARE:
        return value
    if isinstance(value, datetime):
        return instant_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if dataclasses.is_dataclass(value):
        return to_document(value)
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


@cache
def _readers(kind: type) -> dict[str, Reader]:
    hints = get_type_hints(kind)
    return {field.name: _reader(hints[field.name]) for field in dataclasses.fields(kind)}


def _reader(hint: Any) -> Reader:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        inner = _reader(next(a for a in arguments if a is not type(None)))
        return lambda value: None if value is None else inner(value)
    if origin is Literal:
        return lambda value: _one_of(arguments, value)
    if origin is tuple:
        inner = _reader(arguments[0])
        return lambda value: tuple(inner(item) for item in _exactly(list, value))
    if origin is not None and issubclass(origin, Mapping):
        inner = _reader(arguments[1])
        return lambda value: {str(key): inner(item) for key, item in _exactly(dict, value).items()} or _NOTHING
    return _scalar_reader(hint)


def _scalar_reader(hint: Any) -> Reader:
    if hint is Any:
        return _shallow
    if hint is datetime:
        return lambda value: read_instant(_exactly(str, value))
    if hint is date:
        return lambda value: date.fromisoformat(_exactly(str, value))
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return lambda value: from_document(hint, _exactly(dict, value))
    if hint in (int, float):
        return lambda value: read_number(hint, value)
    if hint is str:
        return read_text
    return lambda value: value if type(value) is hint else _exactly(hint, value)


def _shallow(value: Any) -> Any:
    if not is_shallow(value):
        raise ValueError("it lies too deep")
    return value


def _exactly(kind: Any, value: Any) -> Any:
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise TypeError(f"{value!r:.60} is not {getattr(kind, '__name__', kind)}")
    return value


def _one_of(choices: tuple[Any, ...], value: Any) -> Any:
    if value not in choices:
        raise ValueError(f"{value!r:.60} is none of {', '.join(map(str, choices))}")
    return choices[choices.index(value)]
