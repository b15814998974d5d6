"""What a command beside a desk in trouble says is what the book holds: a few runs of `tests.benchmarks.asked_truth`."""

import pytest

from tests.benchmarks.asked_truth import ROOT, one_run


@pytest.mark.parametrize(("seed", "trouble"), [(1, "stopped"), (2, "vanished"), (3, "full disk")])
def test_each_exit_status_tells_the_truth_about_the_book(seed: int, trouble: str) -> None:
    _, _, statuses, faults = one_run((seed, 20.0, str(ROOT), trouble))
    assert (faults, len(statuses) > 2) == ([], True)
