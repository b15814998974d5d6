"""Every regular expression of the program against long texts made of its own signs; run as a program of its own.

Each search is broken off by this process's own processor time, so that a busy machine changes nothing: where the work
grows with the text, four times the text is four times the work; where it grows with the text's square, sixteen times.
"""

import ast
import importlib
import json
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from itertools import combinations
from pathlib import Path
from re import _parser as parser  # type: ignore[attr-defined]
from types import FrameType
from typing import Any

from deskapp.text.rewriting import Rewriting

ROOT = Path(__file__).parents[1]
SIZE, TIMES, ENDLESS = 24_000, 4, 100
"""Signs of a long text, how many times a short one goes into it, and from how many repeats on a part is endless."""
LEAST, MOST = 0.1, 2.0
"""Seconds that are nothing in a long text, and too many in a short one."""
WAYS = {"match": "match", "fullmatch": "fullmatch"} | dict.fromkeys(
    ("search", "finditer", "findall", "sub", "subn", "split"), "finditer"
)
MOST_SIGNS, FORMS = 9, 4
ENDS = ("\x01", " @\n")
KNOWN = {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "a", "CATEGORY_NOT_DIGIT": "b"}
Patterns = dict[str, tuple[re.Pattern[Any], frozenset[str]]]


class TooLongError(Exception):
    """A search that was broken off."""


@cache
def sources() -> list[tuple[str, ast.AST]]:
    """Every piece of the package's source, with its file."""
    trees = {str(path.relative_to(ROOT)): path.read_text("utf-8") for path in sorted((ROOT / "deskapp").rglob("*.py"))}
    return [(path, node) for path, text in trees.items() for node in ast.walk(ast.parse(text))]


def ways() -> dict[tuple[str, str], frozenset[str]]:
    """How each name is used as a pattern: in its own file where it is private, else anywhere in the package."""
    found: dict[tuple[str, str], set[str]] = {}
    for path, node in sources():
        if isinstance(node, ast.Attribute) and node.attr in WAYS:
            name = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            found.setdefault((path if name.startswith("_") else "", name), set()).add(WAYS[node.attr])
    return {key: frozenset(used) for key, used in found.items()}


def patterns() -> Patterns:
    """Each pattern that the package makes as it is loaded, or uses by its text, with the ways in which it is used."""
    made: list[tuple[str, re.Pattern[Any]]] = []
    real = re.compile

    def noted(pattern: Any, flags: int = 0) -> re.Pattern[Any]:
        compiled = real(pattern, flags)
        caller = Path(sys._getframe(1).f_code.co_filename)
        if caller.is_relative_to(ROOT / "deskapp"):
            made.append((str(caller.relative_to(ROOT)), compiled))
        return compiled

    re.compile = noted
    try:
        modules = [importlib.import_module(name) for name in _modules()]
    finally:
        re.compile = real
    names: dict[tuple[str, re.Pattern[Any]], str] = {}
    rewritten: list[tuple[str, re.Pattern[Any]]] = []
    for module in modules:
        path = str(Path(str(module.__file__)).relative_to(ROOT))
        names |= {(path, value): name for name, value in vars(module).items() if isinstance(value, re.Pattern)}
        rewritings = (value for value in vars(module).values() if isinstance(value, Rewriting))
        rewritten += ((path, real(pattern)) for rewriting in rewritings for pattern, _ in rewriting.rules)
    used, every = ways(), frozenset(WAYS.values())
    found: Patterns = {}
    for path, pattern in made:
        name = names.get((path, pattern), "")
        found[f"{path}: {pattern.pattern!r}"] = pattern, used.get((path if name[:1] == "_" else "", name), every)
    for path, pattern in rewritten:
        found[f"{path}: {pattern.pattern!r}"] = pattern, frozenset({WAYS["sub"]})
    for path, node in direct():
        match node:
            case ast.Call(ast.Attribute(_, way), [ast.Constant(str() as text), *_]):
                found[f"{path}: {text!r}"] = real(text), frozenset({WAYS[way]})
    return found


def direct() -> Iterator[tuple[str, ast.Call]]:
    """Each use of a pattern by its text, such as `re.sub("…", …)`."""
    for path, node in sources():
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr not in WAYS:
            continue
        if isinstance(node.func.value, ast.Name) and node.func.value.id == "re":
            yield path, node


def _modules() -> list[str]:
    import deskapp

    found = (one.name for one in pkgutil.walk_packages(deskapp.__path__, "deskapp."))
    return [name for name in found if name != "deskapp.__main__"]


def parts(parsed: Any) -> Iterator[tuple[str, Any]]:
    """Every part of a parsed pattern, the whole before what is in it."""
    for op, value in parsed:
        kind = str(op)
        yield kind, value
        inner = {"SUBPATTERN": 3, "ASSERT": 1, "ASSERT_NOT": 1}.get(kind, 2 if kind.endswith("_REPEAT") else None)
        if inner is not None:
            yield from parts(value[inner])
        elif kind == "ATOMIC_GROUP":
            yield from parts(value)
        elif kind == "BRANCH":
            for one in value[1]:
                yield from parts(one)


def sign(kind: str, value: Any) -> str:
    """One sign that a part of a pattern takes."""
    if kind in ("LITERAL", "RANGE"):
        return chr(value if kind == "LITERAL" else value[0])
    if kind == "IN":
        if str(value[0][0]) != "NEGATE":
            return sign(str(value[0][0]), value[0][1])
        shut = {sign(str(one), what) for one, what in value[1:]}
        return next(letter for letter in "a1 -é(" if letter not in shut)
    return KNOWN.get(str(value), "-") if kind == "CATEGORY" else "a" if kind in ("ANY", "NOT_LITERAL") else ""


def sample(parsed: Any, more: int = 0, other: int = 0) -> str:
    """A short text that a pattern takes, as far as that is easily told.

    There are so many `more` of what may come often, and of several forms it is the `other` one.
    """
    out = ""
    for op, value in parsed:
        kind = str(op)
        if kind.endswith("_REPEAT"):
            out += sample(value[2], more, other) * min(value[1], max(value[0], more))
        elif kind in ("SUBPATTERN", "ATOMIC_GROUP"):
            out += sample(value[3] if kind == "SUBPATTERN" else value, more, other)
        else:
            forms = value[1] if kind == "BRANCH" else []
            out += sample(forms[min(other, len(forms) - 1)], more, other) if forms else sign(kind, value)
    return out


def texts(pattern: re.Pattern[Any], size: int = SIZE) -> Iterator[Any]:
    """Long texts of a pattern's own signs, by one and by two, and of what it takes, each with an end that it doesn't.

    None for a pattern without an endless part, whose work cannot grow.
    """
    parsed = parser.parse(pattern.pattern, pattern.flags)
    every = list(parts(parsed))
    repeats = [value[2] for kind, value in every if kind.endswith("_REPEAT") and value[1] > ENDLESS]
    if not repeats:
        return
    inner = [piece for repeat in repeats for piece in parts(repeat)]
    signs = [sign(kind, value) for kind, value in (*inner, *every)]
    signs += [sign(str(one), what) for kind, value in inner if kind == "IN" for one, what in value]
    signs = list(dict.fromkeys(one for one in signs if one))[:MOST_SIGNS]
    whole = sample(parsed)
    words = [sample(piece, more, other) for piece in (parsed, *repeats) for more in (0, 1, 3) for other in range(FORMS)]
    for pump in dict.fromkeys([*signs, *map("".join, combinations(signs, 2)), *filter(None, words)]):
        for begin in dict.fromkeys(("", whole[:1], whole[:-1])):
            for end in ENDS:
                text = begin + pump * (size // len(pump)) + end
                if isinstance(pattern.pattern, str):
                    yield text
                    continue
                with suppress(UnicodeEncodeError):
                    yield text.encode("latin-1")


def seconds(pattern: re.Pattern[Any], way: str, text: Any, limit: float) -> float:
    """How long this process works for a search. Raises TooLongError where it is longer than the limit."""
    began = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, limit)
    try:
        if way == "finditer":
            for _ in pattern.finditer(text):
                pass
        else:
            getattr(pattern, way)(text)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - began


def is_too_long(pattern: re.Pattern[Any], way: str, short: Any, text: Any) -> bool:
    """Whether a search works far longer in a long text than the long one is longer than the short one."""
    with suppress(TooLongError):
        seconds(pattern, way, text, LEAST)
        return False
    try:
        seconds(pattern, way, text, max(LEAST, 2 * TIMES * seconds(pattern, way, short, MOST)))
    except TooLongError:
        return True
    return False


def too_long(found: Patterns) -> list[str]:
    """The patterns whose work grows faster than the text, each with a text that shows it."""
    signal.signal(signal.SIGVTALRM, _stop)
    slow = []
    for place, (pattern, used) in found.items():
        pairs = zip(texts(pattern, SIZE // TIMES), texts(pattern), strict=True)
        tries = ((way, *pair) for pair in pairs for way in sorted(used))
        shown = next(((way, text) for way, short, text in tries if is_too_long(pattern, way, short, text)), None)
        if shown:
            slow.append(f"{place} by {shown[0]} in {shown[1][:12]!r} … {shown[1][-4:]!r}")
    return slow


def _stop(number: int, frame: FrameType | None) -> None:
    raise TooLongError


if __name__ == "__main__":
    print(json.dumps(too_long(patterns())))
