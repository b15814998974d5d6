"""A visit's document read without making a noun of it, where many are counted; odd fields count as missing."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from deskapp.model.document import Document, entries_of
from deskapp.model.visit_clocks import VisitClocks, is_ours, was_afterwards


def clocks_of(visit: Document, arrived: datetime) -> VisitClocks:
    """The clocks of a visit, from its document."""
    kind, greeted, ended = str(visit.get("kind")), moment(visit.get("greeted_at")), moment(visit.get("ended_at"))
    is_imported, afterwards = bool(visit.get("imported_by")), visit.get("afterwards")
    rang = is_imported or bool(entries(visit, "rings"))
    return VisitClocks(
        kind=kind,
        state=str(visit.get("state")),
        arrived=arrived,
        greeted=greeted,
        ended=ended,
        is_ours=is_ours(str(visit.get("direction") or ""), kind, arrived, greeted, rang=rang),
        is_afterwards=was_afterwards(
            afterwards if isinstance(afterwards, bool) else None, is_begun_here=rang or bool(entries(visit, "runs"))
        ),
        is_imported=is_imported,
        is_elsewhere=bool(visit.get("missed_at") or visit.get("elsewhere_at")),
        is_closed_later=visit.get("closed_at") is not None,
        holds=tuple(_stretches(visit, "holds", "since", "until", ended)),
        closed=tuple(_stretches(visit, "reopened", "ended_at", "at")),
    )


def moment(text: object) -> datetime | None:
    """An instant of a document, or None where it is none."""
    if not isinstance(text, str):
        return None
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return None
    return read if read.tzinfo else None


def entries(document: Document, name: str) -> Mapping[str, Any]:
    """One of a document's maps, empty where it is none."""
    value = document.get(name)
    return value if isinstance(value, dict) else {}


def _stretches(
    visit: Document, name: str, start: str, end: str, until: datetime | None = None
) -> Iterator[tuple[datetime, datetime]]:
    """The stretches among some entries; one without an end lasts `until` then, or does not count."""
    for entry in entries_of(visit, name):
        began, ended = moment(entry.get(start)), moment(entry.get(end)) or until
        if began and ended:
            yield began, ended


def was_ours(visit: Document) -> bool:
    """Whether it was us who called or wrote."""
    if direction := visit.get("direction"):
        return bool(direction == "out")
    arrived = moment(visit.get("arrived_at"))
    return arrived is not None and clocks_of(visit, arrived).is_ours
