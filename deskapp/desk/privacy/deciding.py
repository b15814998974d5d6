"""What somebody says of the places that may mean a person: all, none, or the numbers in front of them.

The numbers begin with the mark of the list as it stood: where a place came or went since, or its words changed, they
fit no longer, and nobody's answer is taken for another place.
"""

from collections.abc import Sequence
from zlib import crc32

from deskapp.desk.privacy.clues import Clues
from deskapp.desk.privacy.undecided import Decision, Item
from deskapp.errors import RefusedError

LEAST, MARKS = 1000, 9000
NEXT = "Write all, none, or the numbers in front of the places."


def numbers(items: Sequence[Item]) -> list[str]:
    """The number of each place in a list: four figures that stand for the list, then its place, in two or more."""
    mark, wide = _mark(items), _width(items)
    return [f"{mark}{place:0{wide}}" for place in range(1, len(items) + 1)]


def in_full(items: Sequence[Item], answer: str) -> str:
    """An answer with bare numbers (`1,3-5`), given with the list in sight, as one that only fits this list."""
    listed = numbers(items)

    def one(number: str) -> str:
        is_one = number.isdecimal() and 0 < int(number) <= len(listed)
        return listed[int(number) - 1] if is_one else number

    words = ("-".join(map(one, word.split("-"))) for word in answer.replace(",", " ").split())
    return ",".join(words) or answer


def decide(clues: Clues, items: list[Item], answer: str) -> Decision:
    """What is taken out by an answer, and what stays: `all`, `none`, or numbers; "": nothing is decided.

    Raises RefusedError for an answer that fits no place, or that fitted another list.
    """
    decision = Decision(clues, items)
    if not answer:
        return decision
    chosen = _chosen(answer, items)
    for number, item in enumerate(items, 1):
        if item.name:
            (decision.taken_names if number in chosen else decision.kept_names).update(item.clues)
        else:
            (decision.taken if number in chosen else decision.kept).add((item.places[0].table, item.places[0].id))
    return decision


def _mark(items: Sequence[Item]) -> int:
    told = [(item.name, item.clues, [(place.table, place.id, place.said) for place in item.places]) for item in items]
    return LEAST + crc32(repr(told).encode("utf-8", "surrogatepass")) % MARKS


def _width(items: Sequence[Item]) -> int:
    return max(2, len(str(len(items))))


def _chosen(answer: str, items: Sequence[Item]) -> set[int]:
    said, count = answer.strip().casefold(), len(items)
    if said in ("all", "none"):
        return set(range(1, count + 1)) if said == "all" else set()
    chosen: set[int] = set()
    words = answer.replace(",", " ").split()
    if not words:
        raise RefusedError("You named no place. Nothing was erased.", NEXT)
    for word in words:
        first, is_range, last = word.partition("-")
        start, end = _place(first, word, items), _place(last if is_range else first, word, items)
        if start > end:
            raise _refused(word, count)
        chosen |= set(range(start, end + 1))
    return chosen


def _place(number: str, word: str, items: Sequence[Item]) -> int:
    """The place in the list that a number means. Raises RefusedError."""
    if not (number.isascii() and number.isdecimal()):
        raise _refused(word, len(items))
    mark, place = number[: len(str(LEAST))], number[len(str(LEAST)) :]
    if len(place) > 1 and mark != str(_mark(items)):
        raise RefusedError(
            f"“{number:.20}” is of an older list: the places that may mean them have changed. Nothing was erased.",
            "Look at them again, and give the numbers that stand there now.",
        )
    if len(place) != _width(items) or not 0 < int(place) <= len(items):
        raise _refused(word, len(items))
    return int(place)


def _refused(word: str, count: int) -> RefusedError:
    return RefusedError(
        f"“{word:.20}” fits none of these places. Nothing was erased." if count else "Nothing is to decide.",
        NEXT,
    )
