"""Seconds that nobody sets, alike in every process of this machine; without `datetime`, which takes 2 ms to load."""

import time as machine


def running() -> float:
    """Seconds on a clock that nobody sets; where the system tells it (Linux), they pass while the machine sleeps."""
    boot = getattr(machine, "CLOCK_BOOTTIME", None)
    return machine.monotonic() if boot is None else machine.clock_gettime(boot)
