"""What the crisis sheet says by lines names what is typed there, never a command line with options and names."""

from pathlib import Path

import pytest

from tests.cli.conftest import call
from tests.plain.conftest import Spoken, sit

ON_THE_SHEET = (
    *("w Gus", "x need tea", "x seen tea", "x first Ana", "x second Kim", "x fact it leaks", "x checked leaks"),
    *("x ours Mo", "x yes Mo||", "x option a lorry|soon", "x plan fetch it|Bo|in 1h"),
)


@pytest.fixture
def spoken(folder: Path) -> Spoken:
    """Sittings of Robin's: lines, with what is answered to them behind `|`; gives all that was said."""

    def with_answers(*lines: str) -> str:
        assert call("--data", str(folder), "--staff", "Robin", "settings", "country", "US").status == 0
        return sit(folder, *(line for asked in lines for line in asked.split("|")))

    return with_answers


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
