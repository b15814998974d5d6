"""How many faults do the tests notice? A sample of made-up ones, one at a time: `python -m tests.mutation_score`.

A fault is a comparison turned over, a condition denied, `and` for `or`, a number one more, a truth for its opposite, a
sum for a difference, a call left out, or nothing returned. Sentences are left alone: other tests hold them. Each is put
into a copy of the code, and the tests that run its function are run up to the first that fails, cheapest first: those
of the verbs and of the lines, and where it lives through these, those of the screen.
"""

import argparse
import ast
import copy
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from queue import SimpleQueue
from typing import NamedTuple

from tests.mutations import HUNG, ROOT, Copy

ROOMS = ("deskapp/desk", "deskapp/commands")
TESTS = ("tests/desk", "tests/cli", "tests/plain", "tests/exchange", "tests/words", "tests/test_commands.py",
         "tests/test_card_fields.py", "tests/test_command_lines.py")  # fmt: skip
OF_SCREEN = ("tests/ui",)
MOST_SECONDS = 30.0
"""Tests of one fault, as they took without one."""
TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
OPPOSITE: dict[type[ast.operator], type[ast.operator]] = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv}

Reached = dict[str, list[tuple[float, str]]]
Place = tuple[ast.AST, tuple[ast.AST, str, int], tuple[int, ...]]


class Fault(NamedTuple):
    """One fault: the how-manieth of its file it is, and the first lines of the functions around it, innermost first."""

    file: str
    number: int
    line: int
    kind: str
    functions: tuple[int, ...]


def faulty(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Each way to spoil a node, as the node that stands there then."""
    match node:
        case ast.Compare(ops=[first, *rest]) if type(first) in TURNED:
            yield "comparison", ast.Compare(node.left, [TURNED[type(first)](), *rest], node.comparators)
        case ast.BoolOp(op=op):
            yield "and for or", ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), node.values)
        case ast.UnaryOp(op=ast.Not()):
            yield "not left out", node.operand
        case ast.Constant(value=bool() as value):
            yield "truth", ast.Constant(not value)
        case ast.Constant(value=int() as number):
            yield "number", ast.Constant(number + 1)
        case ast.BinOp(op=op) if type(op) in OPPOSITE and not _is_text(node):
            yield "sum", ast.BinOp(node.left, OPPOSITE[type(op)](), node.right)
        case ast.If(test=test):
            denied = copy.copy(node)
            denied.test = ast.UnaryOp(ast.Not(), test)
            yield "condition", denied
        case ast.IfExp():
            yield "choice", ast.IfExp(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse)
        case ast.Expr(value=ast.Call()):
            yield "call left out", ast.Pass()
        case ast.Return(value=value) if value is not None and not isinstance(value, ast.Constant):
            yield "nothing returned", ast.Return(ast.Constant(None))


def _is_text(node: ast.BinOp) -> bool:
    return any(isinstance(part, ast.JoinedStr | ast.List | ast.Tuple) for part in (node.left, node.right)) or any(
        isinstance(part, ast.Constant) and isinstance(part.value, str) for part in (node.left, node.right)
    )


def places(tree: ast.Module) -> Iterator[Place]:
    """Each node inside a function, where it hangs (parent, field, place in a list or -1), and the functions around."""

    def below(node: ast.AST, functions: tuple[int, ...]) -> Iterator[Place]:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            functions = (min([node.lineno, *(it.lineno for it in node.decorator_list)]), *functions)
        elif isinstance(node, ast.Lambda):
            functions = (node.lineno, *functions)
        for field, value in ast.iter_fields(node):
            if field in ("annotation", "returns", "decorator_list", "type_params"):
                continue
            for at, child in enumerate(value) if isinstance(value, list) else [(-1, value)]:
                if isinstance(child, ast.AST):
                    if functions and field != "args":
                        yield child, (node, field, at), functions
                    yield from below(child, functions)

    yield from below(tree, ())


def faults(path: Path) -> Iterator[Fault]:
    """Every fault of a file."""
    number = 0
    for node, _, functions in places(ast.parse(path.read_text("utf-8"))):
        for kind, _ in faulty(node):
            yield Fault(path.relative_to(ROOT).as_posix(), number, getattr(node, "lineno", 0), kind, functions)
            number += 1


def spoilt(fault: Fault) -> str:
    """The text of its file with the fault in it."""
    tree = ast.parse((ROOT / fault.file).read_text("utf-8"))
    every = ((place, new) for node, place, _ in places(tree) for _, new in faulty(node))
    (parent, field, at), new = next(islice(every, fault.number, None))
    _hang(parent, field, at, new)
    return ast.unparse(ast.fix_missing_locations(tree))


def _hang(parent: ast.AST, field: str, at: int, node: ast.AST) -> None:
    if at < 0:
        setattr(parent, field, node)
    else:
        getattr(parent, field)[at] = node


def reach(folder: Path, tests: Sequence[str]) -> Reached:
    """For each function (`desk/visits/log.py:12`) the tests that run it with the seconds they took, cheapest first.

    A folder that holds notes of an earlier run is read as it is.
    """
    if not folder.is_dir():
        folder.mkdir(parents=True)
        environment = {**os.environ, "REACH": str(folder), "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "pytest", "-q", "-n2", "-p", "tests.reach", "-p", "no:cacheprovider", *tests]
        subprocess.run(command, cwd=ROOT, env=environment, check=False, stdout=subprocess.DEVNULL)  # some may be slow
    seconds: dict[str, float] = {}
    running: dict[str, set[str]] = {}
    for path in folder.glob("*.json"):
        for test, (took, *functions) in json.loads(path.read_bytes()).items():
            seconds[test] = seconds.get(test, 0.0) + took
            for function in functions:
                running.setdefault(function, set()).add(test)
    return {function: sorted((seconds[test], test) for test in tests) for function, tests in running.items()}


def chosen(fault: Fault, reached: Reached) -> list[str]:
    """The tests of a fault: those that run its function, as many as fit into the time.

    Of a function that runs only while its file is loaded, those that run any other of the file.
    """
    name = fault.file.removeprefix("deskapp/")
    tests: list[str] = []
    left = MOST_SECONDS
    places = next(([place] for line in fault.functions if (place := f"{name}:{line}") in reached), None)
    of_file = (place for place in reached if place.startswith(f"{name}:"))
    for took, test in sorted({pair for place in places or of_file for pair in reached[place]}):
        left -= took
        if left < 0 and tests:
            break
        tests.append(test)
    return tests


def survivors(sample: Sequence[Fault], reached: Reached, copies: Sequence[Copy]) -> list[Fault]:
    """The faults that no test notices, each tried in a copy of its own; how far it got is told on the way."""
    free: SimpleQueue[Copy] = SimpleQueue()
    for place in copies:
        free.put(place)

    def lives(fault: Fault) -> bool:
        tests, place = chosen(fault, reached), free.get()
        before = (ROOT / fault.file).read_text("utf-8")
        try:
            place.write(fault.file, spoilt(fault))
            result = place.test(tests, 4 * MOST_SECONDS) if tests else None
        finally:
            place.write(fault.file, before)
            free.put(place)
        return result is None or not (result.word == HUNG or result.what.startswith(("FAILED ", "ERROR tests")))

    lived = []
    with ThreadPoolExecutor(len(copies)) as work:
        for number, (fault, is_alive) in enumerate(zip(sample, work.map(lives, sample), strict=True), 1):
            lived += [fault] * is_alive
            if number % 20 == 0:
                print(f"{len(lived)} of {number} lived", flush=True)
    return lived


def main() -> int:
    """Spoil the sample one by one and say how much was noticed."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation_score", description=__doc__)
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--seed", type=int, default=13)
    parser.add_argument("--jobs", type=int, choices=(1, 2), default=2)
    parser.add_argument("--notes", type=Path, help="a folder that keeps which tests run which functions")
    parser.add_argument("rooms", nargs="*", default=ROOMS)
    asked = parser.parse_args()
    every = [fault for room in asked.rooms for path in sorted((ROOT / room).rglob("*.py")) for fault in faults(path)]
    sample = random.Random(asked.seed).sample(every, min(asked.sample, len(every)))
    with tempfile.TemporaryDirectory(prefix="mutation-score-") as folder:
        copies = [Copy(Path(tempfile.mkdtemp(dir=folder))) for _ in range(asked.jobs)]
        notes = asked.notes or Path(folder, "notes")
        lived = survivors(sample, reach(notes / "lines", TESTS), copies)
        if lived:
            print(f"{len(lived)} of {len(sample)} lived through the tests of verbs and lines", flush=True)
            lived = survivors(lived, reach(notes / "screen", OF_SCREEN), copies)
    for fault in lived:
        print(f"lived: {fault.file}:{fault.line} {fault.kind}")
    caught = len(sample) - len(lived)
    print(f"{caught} of {len(sample)} noticed ({100 * caught / len(sample):.0f} %), of {len(every)} in {asked.rooms}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
