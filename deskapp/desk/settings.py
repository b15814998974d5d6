"""The settings of this desk, kept in its book."""

from dataclasses import replace
from typing import Any

from deskapp.desk.session import Desk
from deskapp.model.document import from_document, to_document
from deskapp.model.settings import Settings


def exist(desk: Desk) -> bool:
    """Whether the first start's questions were answered in this book."""
    return desk.book.get("settings", "set_desk") is not None


def read(desk: Desk) -> Settings:
    """The settings, or the usual ones."""
    document = desk.book.get("settings", "set_desk")
    return from_document(Settings, document) if document else Settings()


def write(desk: Desk, **changes: Any) -> Settings:
    """Change some settings and keep the rest."""
    settings = replace(read(desk), **changes)
    with desk.book.change("settings", by=desk.staff, at=desk.now(), undoable=False) as change:
        change.put("settings", to_document(settings))
    return settings
