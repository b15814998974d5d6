"""Where something stands in the book, in the words of whoever works with it: `Lesson of 3 May 2026`."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from deskapp import clock
from deskapp.desk.privacy import deciding
from deskapp.desk.privacy.undecided import Item, Mention
from deskapp.desk.session import Session
from deskapp.model.document import Document, read_instant

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


def of(desk: Session, place: Mention) -> str:
    """A document in plain words: what it is, whose, and of which day."""
    document = desk.book.get(place.table, place.id) or {}
    return f"{_what(place.table, document)}{_day(document)}"


def listed(desk: Session, items: Sequence[Item], numbers: Sequence[str | int] | None = None) -> list[str]:
    """One line for each thing to decide, with its number (see `deciding.numbers`)."""
    numbered = zip(deciding.numbers(items) if numbers is None else numbers, items, strict=True)
    return [f"{number}. {_line(desk, item)}" for number, item in numbered]


def _line(desk: Session, item: Item) -> str:
    if item.name:
        where = "; ".join(f"{count} × {what}" if count > 1 else what for what, count in _kinds(desk, item).items())
        return f"“{item.name}”, a name at this desk: {where}"
    [place] = item.places
    words = ", ".join(f"“{clue}”" for clue in item.clues)
    return f"{of(desk, place)}: “{place.said}” (for {words})"


def _kinds(desk: Session, item: Item) -> Counter[str]:
    """Under a name at the desk: each kind of entry and its day, and how often."""
    return Counter(of(desk, place) for place in item.places)


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
