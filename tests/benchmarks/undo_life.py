"""The long form of tests/ui/test_undo_life.py: a thousand histories of a desk beside the model of what undo takes back.

.venv/bin/python -m tests.benchmarks.undo_life [--histories 1000] [--acts 25] [--seed 1]
"""

import argparse
import sys
import time
import traceback

from hypothesis import seed

from tests.ui.test_undo_life import histories
from tests.ui.undo_life import UndoLife

TOGETHER = 10


def main() -> int:
    """Play them in small lots, each with a seed of its own; the exit status says whether any differed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--histories", type=int, default=1000)
    parser.add_argument("--acts", type=int, default=25)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    differ, begun, lot = 0, time.monotonic(), asked.seed * 1_000_000
    while UndoLife.tally["histories"] < asked.histories:
        lot += 1
        left = asked.histories - UndoLife.tally["histories"]
        try:
            histories(seed(lot)(UndoLife), min(TOGETHER, left), asked.acts)
        except AssertionError:
            differ += 1
            print(f"lot {lot} differs: {traceback.format_exc()}", flush=True)
        print(f"{time.monotonic() - begun:6.0f} s  {differ} differ  {dict(UndoLife.tally)}", flush=True)
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
