"""What the crisis sheet says by lines names what is typed there, never a command line with options and names."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from deskapp.cli.run import run
from deskapp.plain import run as listen

Spoken = Callable[..., str]
ON_THE_SHEET = (
    *("w Gus", "x need tea", "x seen tea", "x first Ana", "x second Kim", "x fact it leaks", "x checked leaks"),
    *("x ours Mo", "x yes Mo||", "x option a lorry|soon", "x plan fetch it|Bo|in 1h"),
)


@pytest.fixture
def spoken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Spoken:
    """A sitting of Robin's: lines, with what is answered to them behind `|`; gives all that was said."""
    for name in ("DESKAPP_DATA", "DESKAPP_STAFF", "DESKAPP_DEBUG"):
        monkeypatch.delenv(name, raising=False)

    def sit(*lines: str) -> str:
        typed = io.StringIO("".join(f"{line}\n" for asked in lines for line in asked.split("|")))
        words, out = ["--data", str(tmp_path / "book"), "--staff", "Robin"], io.StringIO()
        assert run([*words, "settings", "country", "US"], out=io.StringIO(), err=io.StringIO()) == 0
        assert run([*words, "plain"], out=out, err=io.StringIO(), plain=lambda call: listen(call, typed)) == 0
        return out.getvalue()

    return sit


def test_the_next_step_of_the_sheet_is_a_line_that_can_be_typed(spoken: Spoken) -> None:
    told = spoken(*ON_THE_SHEET, "x", "x brief ours", "x")
    before, _, after = told.partition("x brief ours\n")
    assert "Next: Brief those who may be told: x brief ours." in before and "For Mo only." in after
    assert "Next: The plan stands." in after


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("x remove first", "Nobody is named as first. `x first NAME` names somebody."),
        ("x brief nobody", "“nobody” is no side. `x brief ours`, or brief theirs."),
        ("x plan fetch the key|Bo|", "A plan has a name and a time."),
        ("x share background|nobody", "“nobody” is none of desk, ours, both."),
        ("x yes Mo|nothing|", "“nothing” is none of outline, facts, everything."),
    ],
)
def test_what_is_refused_is_told_in_the_words_of_lines(spoken: Spoken, line: str, said: str) -> None:
    told = spoken("w Gus", "x ours Mo|", line)
    assert f"{said}\n" in told
    assert "deskapp" not in told and "--" not in told and "WHO" not in told
