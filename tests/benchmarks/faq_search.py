"""What the FAQ costs while a reason is typed, and what grouping costs.

`.venv/bin/python -m tests.benchmarks.faq_search`

2,000 entries and 2,000 reasons; the first number that matters is p95 of a keystroke against a frame of 16 ms.
"""

import random
import statistics
import time

from deskapp.desk.answers.concerns import group
from deskapp.desk.answers.faq_search import FaqIndex
from deskapp.model.faq_entry import FaqEntry

SEED = 6
ENTRIES = 2000
WORDS = (
    "violin",
    "piano",
    "bow",
    "string",
    "tuning",
    "rental",
    "repair",
    "price",
    "delivery",
    "lesson",
    "case",
    "reed",
)
MORE = ("key", "pedal", "lamp", "stand", "broken", "new", "again", "school", "loud", "quiet", "lost", "late", "paper")
TYPED = ("violni strnig", "how about a pedal lamp", "tuning a piano for the school, the big one", "repiar of a cse")


def sentence(dice: random.Random, length: int) -> str:
    """Words in any order, one in eight of them with a number, so that most are rare."""
    chosen = [dice.choice(WORDS + MORE) for _ in range(length)]
    return " ".join(f"{word}{dice.randrange(500)}" if dice.random() < 0.125 else word for word in chosen)


def main() -> None:
    """Print the table."""
    dice = random.Random(SEED)
    entries = [FaqEntry(f"faq_{n}", sentence(dice, 6), sentence(dice, 20)) for n in range(ENTRIES)]
    start = time.perf_counter()
    index = FaqIndex(entries)
    filled = time.perf_counter() - start
    index.search("wrmup")
    took = []
    for text in TYPED:
        for end in range(1, len(text) + 1):
            start = time.perf_counter()
            index.likely(text[:end])
            took.append((time.perf_counter() - start) * 1000)
    took.sort()
    documents = [{"id": f"int_{n}", "reason": sentence(dice, 5), "outcome": ""} for n in range(ENTRIES)]
    start = time.perf_counter()
    groups = group(documents)
    grouped = time.perf_counter() - start
    print(f"{ENTRIES} entries, seed {SEED}")
    print(f"fill            {filled * 1000:8.1f} ms")
    middle, late = statistics.median(took), took[int(len(took) * 0.95)]
    print(f"keystroke  p50  {middle:8.2f} ms   p95 {late:.2f} ms   max {took[-1]:.2f} ms")
    print(f"group {ENTRIES}      {grouped * 1000:8.1f} ms, {len(groups)} groups")


if __name__ == "__main__":
    main()
