"""Phone numbers read once more when the desk's country changes: what a card keeps of them follows the country."""

from collections.abc import Iterator
from typing import Any

from deskapp.desk import phones
from deskapp.desk.session import Desk
from deskapp.model.document import Document


def cards(desk: Desk, old: str, new: str) -> Iterator[Document]:
    """The cards whose numbers read otherwise in the new country, as they are to be stored.

    Only a form that came from the old country, or none, is read again: a number typed with its `+`, and a form that a
    file brought along, stay.
    """
    for document in desk.book.select("customers", b'"typed":', archived=True):
        if sum([_read_again(entry, old, new) for entry in _numbers(document)]):
            yield document


def _numbers(value: Any) -> Iterator[dict[str, Any]]:
    """Every phone number in a document, those that a merged card brought too."""
    if isinstance(value, dict):
        if isinstance(value.get("typed"), str) and isinstance(value.get("number", ""), str):
            yield value
        for inner in value.values():
            yield from _numbers(inner)


def _read_again(entry: dict[str, Any], old: str, new: str) -> bool:
    typed, number = entry["typed"], entry.get("number", "")
    if typed.startswith("+") or (number and number != phones.normalise(typed, old)):
        return False
    entry["number"] = phones.normalise(typed, new)
    return bool(entry["number"] != number)
