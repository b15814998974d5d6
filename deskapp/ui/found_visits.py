"""The visits that a search has found so far, newest first: their ids, and how many of them began since an instant."""

from bisect import bisect_left
from collections.abc import Mapping
from typing import Any


class FoundVisits:
    """Ids with the instants at which the visits began, as the book writes them."""

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._whens: list[str] = []

    def __len__(self) -> int:
        return len(self._ids)

    def append(self, document: Mapping[str, Any]) -> None:
        """Take one more, older than all before it."""
        self._ids.append(str(document["id"]))
        self._whens.append(str(document["arrived_at"]))

    def id_at(self, index: int) -> str:
        """The id at a place; "" where there is none."""
        return self._ids[index] if index < len(self._ids) else ""

    def since(self, instant: str) -> int:
        """How many began at an instant (as text) or later."""
        return bisect_left(self._whens, True, key=lambda when: when < instant)
