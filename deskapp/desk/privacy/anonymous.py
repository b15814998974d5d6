"""What stays of a visit or a promise when nobody may be named any more: its kind and its clocks, for counting."""

from typing import Any

from deskapp.model.document import ERASED, Document

VISIT = ("kind", "state", "arrived_at", "greeted_at", "ended_at", "closed_at", "missed_at", "temperature", "staff")
PROMISE = ("due", "made_at", "acknowledged_at", "kept_at", "broken_at")
CLOCKS: dict[str, tuple[str, ...]] = {
    "readings": ("at", "celsius"),
    "holds": ("since", "until"),
    "reopened": ("at", "ended_at"),
    "runs": ("started_at",),
    "ticks": ("at", "by"),
    "rings": ("at", "answered_at", "hung_up_at"),
}


def visit(document: Document) -> Document:
    """An ended interaction without anything that was said, written or known of the person."""
    kept: Document = {"id": document["id"], **_chosen(document, VISIT)}
    for name, fields in CLOCKS.items():
        entries = document.get(name)
        if isinstance(entries, dict):
            kept[name] = {key: _chosen(one, fields) for key, one in entries.items() if isinstance(one, dict)}
    return {**kept, "erased": True}


def promise(document: Document) -> Document:
    """A settled promise without what it was, to whom, and about which visit."""
    return {"id": document["id"], "what": ERASED, **_chosen(document, PROMISE), "erased": True}


def _chosen(values: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: values[name] for name in names if values.get(name) is not None}
