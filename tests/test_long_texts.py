"""No pattern of the program works much longer than its text is long, whatever the text."""

import ast
import json
import re
import subprocess
import sys

import pytest

from tests.long_texts import ROOT, WAYS, direct, sources, texts

MADE_OF_NAMES = {"deskapp/desk/reports/reports.py", "deskapp/store/erase/identifiers.py"}
"""Files that make patterns out of names while they run: the letters as they are, and nothing that repeats."""
MADE_LATER = {"deskapp/text/rewriting.py"}
"""Where patterns are compiled when they are first needed; `patterns()` takes them from its rules."""
RUN = "import json, re, sys; from tests.long_texts import too_long; taken = json.load(sys.stdin); "
RUN += "print(json.dumps(too_long({one: (re.compile(one), frozenset(['finditer'])) for one in taken})))"


def told(*words: str, given: str = "") -> list[str]:
    """What a child process finds, so that no search can hold up the tests."""
    done = subprocess.run([sys.executable, *words], input=given, capture_output=True, text=True, timeout=580, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    found: list[str] = json.loads(done.stdout)
    return found


def test_every_pattern_is_done_with_a_long_text_as_soon_as_with_many_short_ones() -> None:
    assert told("-m", "tests.long_texts") == []


@pytest.mark.parametrize(
    "pattern",
    [
        r"\s*$",
        r"(a+)+b",
        r"\s*[^@\s]+@[^@\s]+\.[^@\s]+\s*$",
        r"\bsips?:\s*(?=\d|\S+@)",
        r"a\([^)]*\)",
        r"^(.+?)\s+@\s+(.+)$",
    ],
)
def test_a_pattern_that_works_too_long_would_be_found(pattern: str) -> None:
    assert len(told("-c", RUN, given=json.dumps([pattern]))) == 1


def test_patterns_of_a_bounded_length_and_possessive_ones_are_left_alone() -> None:
    plain = [r"(?<!\s)\s*+x", r"[a-z]{1,20}-\d\d", r"(?<!\s)\s*+$", r"[,;\n]+"]
    assert told("-c", RUN, given=json.dumps(plain)) == []


def test_no_pattern_is_forgotten() -> None:
    found = told("-c", "import json; from tests.long_texts import patterns; print(json.dumps(sorted(patterns())))")
    assert len(found) > 200 and len({one.partition(":")[0] for one in found}) > 50
    assert any(one.startswith("deskapp/text/typed_day.py: '(?<=") for one in found), "rules are patterns too"
    assert any(True for _ in texts(re.compile("a+b")))
    made = {
        path
        for path, node in sources()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for one in ast.walk(node)
        if isinstance(one, ast.Call) and ast.unparse(one.func) == "re.compile"
    }
    made |= {path for path, node in direct() if not isinstance(node.args[0], ast.Constant)}
    assert made == MADE_OF_NAMES | MADE_LATER
    names = {
        alias.name
        for _, node in sources()
        if isinstance(node, ast.ImportFrom) and node.module == "re"
        for alias in node.names
    }
    assert names.isdisjoint({"compile", *WAYS}), "patterns are sought as `re.…`"
