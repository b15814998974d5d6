"""Each practice for the upset customer, and for the crisis, is played by a test that names it."""

import re
from pathlib import Path

ROOMS = [Path(__file__).parent / name for name in ("desk", "ui")]
PRACTICES = (
    [f"b{number}" for number in range(1, 8)]
    + [f"c{number}" for number in range(1, 8)]
    + ["e1", "e2"]
    + [f"f{number}" for number in range(1, 9)]
)
_NAMED = re.compile(r"def test_((?:[a-g]\d_(?:to_)?)+)")
_RANGE = re.compile(r"([a-g])(\d)_to_[a-g](\d)_")


def named(room: Path) -> set[str]:
    """The practices in the names of a room's tests; `b1_to_b6` names all six."""
    found: set[str] = set()
    for file in room.glob("test_*.py"):
        for practices in _NAMED.findall(file.read_text(encoding="utf-8")):
            found.update(re.findall(r"[a-g]\d", practices))
            for letter, first, last in _RANGE.findall(practices):
                found.update(f"{letter}{number}" for number in range(int(first), int(last) + 1))
    return found


def test_each_practice_is_named_by_a_test_of_the_verbs_or_the_screens() -> None:
    tried = set().union(*(named(room) for room in ROOMS))
    assert [one for one in PRACTICES if one not in tried] == []
