"""What a command beside a desk in trouble says is what the book holds: a few runs of `tests.benchmarks.asked_truth`."""

import pytest

from tests.benchmarks.asked_truth import ROOT, one_run


@pytest.mark.parametrize(
    ("seed", "trouble", "by_file"),
    [
        (1, "stopped", False),
        (2, "vanished", False),
        (3, "full disk", False),
        (4, "vanished", True),
        (5, "asker killed", True),
    ],
)
def test_each_exit_status_tells_the_truth_about_the_book(seed: int, trouble: str, by_file: bool) -> None:
    _, _, statuses, faults = one_run((seed, 20.0, str(ROOT), trouble, by_file))
    assert (faults, len(statuses) > 2) == ([], True)
