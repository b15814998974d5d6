"""The table of faults fits the code: `python -m tests.mutations` puts them in one at a time, and the tests notice."""

import ast
from collections import Counter
from pathlib import Path

from tests.mutants import Mutation, every

ROOT = Path(__file__).parents[1]
FAULTS = every()
NAMES = [f"{Path(fault.files[0]).stem}: {fault.name}" for fault in FAULTS]


def test_there_are_many_and_each_has_its_own_name() -> None:
    assert len(FAULTS) >= 110
    assert [name for name, count in Counter(NAMES).items() if count > 1] == []


def test_each_stands_in_the_code_once_and_changes_it() -> None:
    assert {name: fault.places(ROOT) for name, fault in zip(NAMES, FAULTS, strict=True) if _is_elsewhere(fault)} == {}
    assert [fault.name for fault in FAULTS if not _differs(fault)] == []


def _is_elsewhere(fault: Mutation) -> bool:
    return len(fault.places(ROOT)) != 1


def _differs(fault: Mutation) -> bool:
    text = (ROOT / fault.places(ROOT)[0]).read_text("utf-8")
    return ast.dump(ast.parse(text.replace(fault.old, fault.new))) != ast.dump(ast.parse(text))


def test_each_names_tests_that_there_are() -> None:
    assert [test for fault in FAULTS for test in fault.tests if not (ROOT / test).is_file()] == []
    assert all(fault.tests for fault in FAULTS)
