"""An attack on erasing: `python -m tests.benchmarks.erase_attack FOLDER [SEED] [PEOPLE] [DOCUMENTS] [ERASED]`."""

import random
import sys
import time
from pathlib import Path

from tests import attack
from tests.builders import a_desk
from tests.cli.conftest import call
from tests.lives import today


def main(folder: Path, seed: int, people: int, documents: int, erased: int) -> int:
    """Erase some of many invented people, one after the other; how many left a byte that was not listed."""
    some, failed = random.Random(seed), 0
    with a_desk(folder, today()) as desk:
        victims = attack.people(some, people)
        attack.scatter(desk, some, victims, documents)
        for victim in some.sample(victims, erased):
            assert victim.card
            start = time.process_time()
            answer = call("erase", victim.card.id, "--yes", "--also", "all", desk=desk)
            took = time.process_time() - start
            left = [one for one in attack.left_of(victim, attack.read_all(folder)) if one[1] not in answer.err]
            failed += bool(left) or answer.status != 0
            told = answer.err if answer.status else answer.out.splitlines()[-1]
            print(f"{victim.name:<28}{took:6.2f} s  status {answer.status}  {left} {told}")
    print(f"{failed} of {erased} left something that was not listed")
    return failed


if __name__ == "__main__":
    numbers = [int(one) for one in sys.argv[2:]]
    sys.exit(bool(main(Path(sys.argv[1]), *(numbers + [1, 200, 1200, 40][len(numbers) :]))))
