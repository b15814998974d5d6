"""What is said beside a card that was found, where its name does not show why."""

from collections.abc import Callable, Sequence

from deskapp.desk.find.rows import Row
from deskapp.text.folding import folded
from deskapp.text.phones import dialled

Hint = Callable[[Row], str]


def none(_row: Row) -> str:
    """Nothing: the name shows it."""
    return ""


def nearly(_row: Row) -> str:
    """A typing error was forgiven."""
    return "nearly"


def of_phone(number: str) -> Hint:
    """The end of the phone number that holds these digits."""

    def hint(row: Row) -> str:
        numbers = row.numbers.strip(b"\x01 \n").decode().split()
        whose = next((one for one in numbers if dialled(number) in one), "")
        return f"phone …{whose[-4:]}"

    return hint


def of_card(sought: Sequence[str]) -> Hint:
    """The company or e-mail with the words that are not in the name."""

    def hint(row: Row) -> str:
        by = [word for word in sought if word not in folded(row.name)]
        if not by:
            return ""
        company = folded(row.company)
        if row.company and all(word in company for word in by):
            return row.company
        return next((one for one in row.emails if all(word in folded(one) for word in by)), row.company)

    return hint


def of_notes(sought: Sequence[str]) -> Hint:
    """The notes around the words."""

    def hint(row: Row) -> str:
        notes = row.notes.strip(b"\x01\n").decode()
        place = max(notes.find(f" {word}") for word in sought)
        start = notes.rfind(" ", 0, max(0, place - 12)) + 1
        return f"note: {'…' if start > 1 else ''}{notes[start : place + 30].strip()}…"

    return hint
