"""Whether a document has the shape of its noun, told without making the noun: a fifth of the cost of reading it.

A document that has it can be read (see `document`); of one that has not, the field is named.
"""

import dataclasses
import types
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache, partial
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from deskapp.model.document import LONGEST, Document, is_shallow, read_instant, read_number

Test = Callable[[Any], bool]
NAMELESS = "a field that this version does not know"
THE_WHOLE = "the whole of it"
OF_EACH: Mapping[str, type] = {"schema": int, "rev": int, "updated_by": str, "desk": str}
"""What the store writes into every document, and of what kind each is."""


def fault_in(kind: type, document: Document) -> str:
    """The name of the first field that is not as its noun wants it; "" where all are."""
    tests, needed = _tests(kind)
    for name, value in document.items():
        test = tests.get(name)
        if test is None:
            if (value.__class__ is dict or value.__class__ is list) and not is_shallow(value):
                return NAMELESS
        elif not test(value):
            return name
    return next((name for name in needed if name not in document), "")


@cache
def _tests(kind: type) -> tuple[dict[str, Test], tuple[str, ...]]:
    """The test of each field by its name, and the fields that have to be there."""
    hints = get_type_hints(kind)
    fields = dataclasses.fields(kind)
    nothing = dataclasses.MISSING
    needed = tuple(field.name for field in fields if field.default is nothing and field.default_factory is nothing)
    tests = {field.name: _test(hints[field.name]) for field in fields}
    for name, of in OF_EACH.items():
        tests.setdefault(name, _scalar(of))
    tests.setdefault("updated_at", _scalar(datetime))
    tests.setdefault("stamps", lambda value: value.__class__ is dict and {*map(type, value.values())} <= {str})
    return tests, needed


def _test(hint: Any) -> Test:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        inner = _test(next(a for a in arguments if a is not type(None)))
        return lambda value: value is None or inner(value)
    if origin is Literal:
        choices = frozenset(arguments)
        return lambda value: value.__class__ is str and value in choices
    if origin is tuple:
        each = _test(arguments[0])
        return lambda value: value.__class__ is list and all(map(each, value))
    if origin is not None and issubclass(origin, Mapping):
        each = _test(arguments[1])
        return lambda value: value.__class__ is dict and (not value or all(map(each, value.values())))
    return _scalar(hint)


def _scalar(hint: Any) -> Test:
    if hint is Any:
        return is_shallow
    if hint is datetime:
        return _reads(read_instant)
    if hint is date:
        return _reads(date.fromisoformat)
    if hint in (int, float):
        return _reads(partial(read_number, hint))
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return lambda value: value.__class__ is dict and not fault_in(hint, value)
    if hint is str:
        return lambda value: value.__class__ is str and len(value) <= LONGEST
    return lambda value: value.__class__ is hint


def _reads(reader: Callable[[Any], object]) -> Test:
    def test(value: Any) -> bool:
        try:
            reader(value)
        except (TypeError, ValueError):
            return False
        return True

    return test
