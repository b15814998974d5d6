"""Undo is mine: random acts of two people, a phone and a command line, beside a model of what undo takes back.

The long form plays 1,000 histories: `.venv/bin/python -m tests.benchmarks.undo_life`.
"""

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.ui.undo_life import UndoLife


def histories(life: type[UndoLife], many: int, acts: int, *, derandomize: bool = False) -> None:
    """Play so many histories of at most so many acts. Raises AssertionError, with the acts, where one differs."""
    played = settings(
        max_examples=many,
        stateful_step_count=acts,
        deadline=None,
        database=None,
        derandomize=derandomize,
        phases=(Phase.generate,),
        suppress_health_check=tuple(HealthCheck),
    )
    run_state_machine_as_test(life, settings=played)


def test_undo_takes_back_what_the_model_says() -> None:
    histories(UndoLife, 6, 25, derandomize=True)
    assert UndoLife.tally["u done"] and UndoLife.tally["undo done"]
