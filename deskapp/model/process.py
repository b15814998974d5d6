"""Processes: how the house does a thing, told to the customer as it goes along (practice C1)."""

from deskapp.model.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Process:
    """One process. `topics` are words of a reason that call for it; `decides` is who may go beyond it."""

    id: str
    title: str
    steps: tuple[str, ...]
    tell: str = ""
    topics: tuple[str, ...] = ()
    decides: str = ""
    practice: str = ""
