"""Finds texts of ours that go past the catalogue of messages. `python -m tests.not_yet_said` writes the table anew."""

import ast
import builtins
import json
import re
from collections.abc import Iterator
from pathlib import Path

from tests.messages import CALLS, FIELDS, PACKAGE, PLACES, ROOT, called

TABLE = Path(__file__).with_name("not_yet_said.json")
TELL = frozenset({"line_of", "say", "done", "ask", "agrees", "ask_when", "tell"})
"""What tells a person something, besides the errors of ours."""
NOT_FOR_PEOPLE = frozenset({"compile", "sub", "match", "search", "fullmatch", "DocumentError", "JSONDecodeError"})
WORDS = re.compile(r"[A-Za-z]{2,}")
SENTENCE = re.compile(r"\s*[“\"'`(]?([A-Z]|\x00).*[a-z].* .*[.?!]\s*", re.DOTALL)


def _plain(text: ast.expr) -> str:
    """A text with a sign in place of what fills it."""
    if isinstance(text, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "\0" for part in text.values)  # type: ignore[misc]
    return text.value if isinstance(text, ast.Constant) and isinstance(text.value, str) else ""


def _said(tree: ast.Module, *, declares: bool) -> set[int]:
    """What is passed over: messages, docstrings, patterns, and what a declaration says."""
    passed: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            passed.add(id(node.value))
        elif isinstance(node, ast.Call):
            name = called(node)
            if name in CALLS or name in NOT_FOR_PEOPLE or _of_python(name):
                passed |= {id(word) for word in node.args}
            elif declares and name in PLACES:
                words = [*node.args, *(word.value for word in node.keywords if word.arg in FIELDS)]
                passed |= {id(word) for word in words if isinstance(word, ast.Constant)}
        elif isinstance(node, ast.JoinedStr):
            passed |= {id(part) for part in node.values}
    return passed


def _of_python(name: str) -> bool:
    kind = getattr(builtins, name, None)
    return isinstance(kind, type) and issubclass(kind, Exception)


def _told(tree: ast.Module) -> set[int]:
    """What is handed to an error of ours or to what tells, also where it is one of two or joined to another."""
    told: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = called(node)
            if name in TELL or (name.endswith("Error") and not _of_python(name) and name not in NOT_FOR_PEOPLE):
                waiting = [*node.args, *(word.value for word in node.keywords)]
                while waiting:
                    word = waiting.pop()
                    told.add(id(word))
                    if isinstance(word, ast.IfExp):
                        waiting += [word.body, word.orelse]
                    elif isinstance(word, ast.BinOp):
                        waiting += [word.left, word.right]
    return told


def unsaid(path: Path) -> Iterator[tuple[int, str]]:
    """Each text of a file that people read and no catalogue holds: its line and its words."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    passed, told = _said(tree, declares=path.is_relative_to(PACKAGE / "commands")), _told(tree)
    for node in ast.walk(tree):
        if id(node) not in passed and isinstance(node, ast.JoinedStr | ast.Constant):
            text = _plain(node)
            if SENTENCE.fullmatch(text) or (id(node) in told and " " in text.strip() and WORDS.search(text)):
                yield node.lineno, text.replace("\0", "…")


def counts() -> dict[str, int]:
    """How many such texts each file has; none without."""
    found = {path.relative_to(ROOT).as_posix(): len(list(unsaid(path))) for path in sorted(PACKAGE.rglob("*.py"))}
    return {name: count for name, count in found.items() if count}


if __name__ == "__main__":
    TABLE.write_text(json.dumps(counts(), indent=1) + "\n", encoding="utf-8")
