"""The places that may mean a person, told in the words of whoever works with the book, and what somebody says of them.

They are answered by all, none, or the numbers in front of them. The numbers begin with the mark of the list as it
stood: where a place came or went since, or its words changed, they fit no longer, and nobody's answer is taken for
another place.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from zlib import crc32

from deskapp import clock
from deskapp.desk.privacy.clues import Clues
from deskapp.desk.privacy.undecided import Decision, Item, Mention
from deskapp.desk.session import Session
from deskapp.errors import RefusedError
from deskapp.messages import noted, said
from deskapp.model.document import Document, read_instant

LEAST, MARKS = 1000, 9000
NEXT = noted("Write all, none, or the numbers in front of the places.")
KINDS = {
    "lessons": "Lesson",
    "faq": "FAQ entry",
    "handovers": "Hand-over sheet",
    "shifts": "Shift",
    "settings": "Settings",
    "playbook": "The shop's own words",
    "drafts": "Half-typed words",
    "tombstones": "What is left of a deleted entry",
}
WHEN = ("arrived_at", "made_at", "at", "handed_at", "began_at", "created_at", "updated_at")


def where(desk: Session, place: Mention) -> str:
    """A document in plain words: what it is, whose, and of which day, such as `Lesson of 3 May 2026`."""
    document = desk.book.get(place.table, place.id) or {}
    return f"{_what(place.table, document)}{_day(document)}"


def listed(desk: Session, items: Sequence[Item], numbers: Sequence[str | int] | None = None) -> list[str]:
    """One line for each thing to decide, with its number (see `numbers_of`)."""
    numbered = zip(numbers_of(items) if numbers is None else numbers, items, strict=True)
    return [f"{number}. {_line(desk, item)}" for number, item in numbered]


def _line(desk: Session, item: Item) -> str:
    if item.name:
        kinds = Counter(where(desk, place) for place in item.places)
        listed = "; ".join(f"{count} × {what}" if count > 1 else what for what, count in kinds.items())
        return f"“{item.name}”, a name at this desk: {listed}"
    [place] = item.places
    words = ", ".join(f"“{clue}”" for clue in item.clues)
    return f"{where(desk, place)}: “{place.said}” (for {words})"


def _what(table: str, document: Document) -> str:
    whose = str((document.get("customer") or {}).get("name", "") or document.get("called", "") or "")
    if table == "interactions":
        kind = {"walk-in": "Visit", "call": "Call", "message": "Message"}.get(str(document.get("kind")), "Visit")
        return f"{kind} of {whose or document.get('phone') or 'somebody without a name'}"
    if table == "promises":
        return f"Promise to {whose}" if whose else "Promise"
    if table == "customers":
        return f"Card of {document.get('name', '')}"
    return KINDS.get(table, f"Entry of “{table}”")


def _day(document: Document) -> str:
    text = next((str(document[name]) for name in WHEN if document.get(name)), "")
    try:
        day: date = clock.today(read_instant(text))
    except ValueError:
        return ""
    return f" of {day.day} {day:%B %Y}"


def numbers_of(items: Sequence[Item]) -> list[str]:
    """The number of each place in a list: four figures that stand for the list, then its place, in two or more."""
    mark, wide = _mark(items), _width(items)
    return [f"{mark}{place:0{wide}}" for place in range(1, len(items) + 1)]


def in_full(items: Sequence[Item], answer: str) -> str:
    """An answer with bare numbers (`1,3-5`), given with the list in sight, as one that only fits this list."""
    listed = numbers_of(items)

    def written_out(number: str) -> str:
        is_one = number.isdecimal() and 0 < int(number) <= len(listed)
        return listed[int(number) - 1] if is_one else number

    words = ("-".join(map(written_out, word.split("-"))) for word in answer.replace(",", " ").split())
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
    typed, count = answer.strip().casefold(), len(items)
    if typed in ("all", "none"):
        return set(range(1, count + 1)) if typed == "all" else set()
    chosen: set[int] = set()
    words = answer.replace(",", " ").split()
    if not words:
        raise RefusedError(said("You named no place. Nothing was erased."), said(NEXT))
    for word in words:
        first, is_range, last = word.partition("-")
        start, end = (_place(number, word, items) for number in (first, last if is_range else first))
        if start > end:
            raise _refused(word, count)
        chosen.update(range(start, end + 1))
    return chosen


def _place(number: str, word: str, items: Sequence[Item]) -> int:
    """The place in the list that a number means. Raises RefusedError."""
    if not (number.isascii() and number.isdecimal()):
        raise _refused(word, len(items))
    mark, place = number[: len(str(LEAST))], number[len(str(LEAST)) :]
    if len(place) > 1 and mark != str(_mark(items)):
        raise RefusedError(
            said(
                "“{number:.20}” is of an older list: the places that may mean them have changed. Nothing was erased.",
                number=number,
            ),
            said("Look at them again, and give the numbers that stand there now."),
        )
    if len(place) != _width(items) or not 0 < int(place) <= len(items):
        raise _refused(word, len(items))
    return int(place)


def _refused(word: str, count: int) -> RefusedError:
    sentence = (
        said("“{word:.20}” fits none of these places. Nothing was erased.", word=word)
        if count
        else said("Nothing is to decide.")
    )
    return RefusedError(sentence, said(NEXT))
