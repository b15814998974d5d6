"""Time from a keystroke to the cards found, over many cards: `python tests/benchmarks/find_people.py [CARDS]`."""

import random
import re
import statistics
import sys
from time import perf_counter
from typing import Any

from deskapp.desk.find.finder import Finder

SYLLABLES = re.findall(r"..", "kalomirateboshicapodesacruberwisomagaelizahanapelitoro")
NOTE_WORDS = re.findall(
    r"\w+", "likes tea near the window, prefers calls before noon, has two dogs, allergic to peanuts, asks for Ana"
)
TYPED = (
    *("beth ocampo", "margaret wilson", "0917 555 01 23", "+63-917-5550123", "elizbeth", "wilosn santos", "4411"),
    *("santa cruz ltd", "example.org", "peanuts dogs", "zzyzx", "maria.delcruz@example.org", "a b c"),
)


def card(number: int, dice: random.Random) -> dict[str, Any]:
    """An invented card with two names, a company, a phone, an e-mail and a note."""
    first, last, firm = ("".join(dice.choices(SYLLABLES, k=dice.randint(2, 3))).title() for _ in range(3))
    digits = f"{dice.randrange(10**9):09d}"
    return {
        "id": f"cus_{number:08d}",
        "name": f"{first} {last}",
        "company": f"{firm} Ltd" if number % 3 == 0 else "",
        "phones": {"a": {"typed": f"0{digits[:3]} {digits[3:6]} {digits[6:]}", "number": f"+63{digits}"}},
        "emails": {"a": {"address": f"{first}.{last}@example.org".lower()}},
        "notes": " ".join(dice.choices(NOTE_WORDS, k=12)) if number % 2 else "",
        "updated_at": f"2026-{dice.randint(1, 12):02d}-{dice.randint(1, 28):02d}T{dice.randint(0, 23):02d}:00:00.000Z",
    }


def main() -> None:
    """Print the times of filling and of each keystroke."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    dice = random.Random(7)
    cards = [card(number, dice) for number in range(count)]
    finder, slices, begun = Finder(), [], perf_counter()
    for _ in finder.fill_in_slices(cards):
        slices.append(perf_counter() - begun)
        begun = perf_counter()
    longest = sorted(slices)[-3:]
    print(f"{count} cards: filled in {sum(slices) * 1000:.0f} ms, {len(slices)} slices, longest", *map(_ms, longest))
    begun = perf_counter()
    finder._vocabulary.forgive("warm")
    print(f"warm: {(perf_counter() - begun) * 1000:.0f} ms, {len(finder._vocabulary)} words forgiven")
    times: list[tuple[float, str]] = []
    for _ in range(7):
        for typed in TYPED:
            finder.follow(cards[dice.randrange(count)], "")
            for length in range(1, len(typed) + 1):
                begun = perf_counter()
                finder.search(typed[:length])
                times.append((perf_counter() - begun, typed[:length]))
    every = sorted(took for took, _ in times)
    p50, p95 = statistics.median(every), every[int(len(every) * 0.95)]
    print(f"{len(every)} keystrokes: p50 {_ms(p50)}, p95 {_ms(p95)}, max {_ms(every[-1])}")
    slowest = sorted(
        {typed: took for took, typed in sorted(times)[: -len(times) // 20]}.items(), key=lambda one: -one[1]
    )
    print("slowest within p95: " + ", ".join(f"{typed!r} {_ms(took)}" for typed, took in slowest[:8]))


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


if __name__ == "__main__":
    main()
