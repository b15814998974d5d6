"""The table of faults fits the code: `python -m tests.mutations` puts them in one at a time, and the tests notice."""

import ast
from collections import Counter
from pathlib import Path

from tests.mutants import Mutation, every

ROOT = Path(__file__).parents[1]
FAULTS = every()
NAMES = [f"{Path(fault.file).stem}: {fault.name}" for fault in FAULTS]


def test_there_are_many_and_each_has_its_own_name() -> None:
    assert len(FAULTS) >= 110
    assert [name for name, count in Counter(NAMES).items() if count > 1] == []


def test_each_stands_in_the_code_once_and_changes_it() -> None:
    texts = {fault.file: (ROOT / fault.file).read_text("utf-8") for fault in FAULTS}
    found = {name: texts[fault.file].count(fault.old) for name, fault in zip(NAMES, FAULTS, strict=True)}
    assert {name: count for name, count in found.items() if count != 1} == {}
    trees = {file: ast.dump(ast.parse(text)) for file, text in texts.items()}
    same = [fault.name for fault in FAULTS if ast.dump(ast.parse(_with(texts, fault))) == trees[fault.file]]
    assert same == []


def _with(texts: dict[str, str], fault: Mutation) -> str:
    return texts[fault.file].replace(fault.old, fault.new)


def test_each_names_tests_that_there_are() -> None:
    assert [test for fault in FAULTS for test in fault.tests if not (ROOT / test).is_file()] == []
    assert all(fault.tests for fault in FAULTS)
