import re

import pytest

from deskapp.text.rewriting import Rewriting


def test_each_rule_goes_over_what_the_one_before_left() -> None:
    assert Rewriting(("a", "b"), ("b+", "c"), (r"(c)(d)", r"\2\1"))("aabd") == "dc"


def test_without_rules_a_text_stays() -> None:
    assert Rewriting()("as it is") == "as it is"


def test_patterns_are_compiled_at_the_first_text_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    real = re.compile
    monkeypatch.setattr(re, "compile", lambda pattern, flags=0: compiled.append(pattern) or real(pattern, flags))
    rewriting = Rewriting(("x", "y"), ("y", "z"))
    assert compiled == []
    assert [rewriting("x"), rewriting("y")] == ["z", "z"]
    assert compiled == ["x", "y"]
