"""The settings of this desk, kept in its book."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from deskapp.desk.session import Session
from deskapp.messages import said
from deskapp.model.document import Document, DocumentError, from_document, to_document
from deskapp.model.settings import NUMBERS_ID, Settings

TABLE, ID = "settings", "set_desk"
_ACTS = ("new", "switch", "up", "down", "restore", "part", "copy", "write", "read")
RENAMED = {"faq_mend": "faq_edit", "new_due_owner": "promise_assign"}
RENAMED |= {f"words_{act}": f"playbook_{act}" for act in _ACTS}
"""The ids that commands had before: keys that a desk chose for them go on to work."""


def exist(desk: Session) -> bool:
    """Whether the first start's questions were answered in this book."""
    return desk.book.locate(TABLE, ID) is not None


def read(desk: Session) -> Settings:
    """The settings; the usual value where none was set, or where what is set cannot be understood."""
    document = desk.book.get(TABLE, ID)
    if document is None:
        return Settings()
    try:
        held = from_document(Settings, document)
    except DocumentError:
        held = from_document(Settings, as_understood(document))
    keys = by_present_ids(held.keys)
    return held if keys is held.keys else replace(held, keys=keys)


def by_present_ids(keys: Mapping[str, str]) -> Mapping[str, str]:
    """A desk's own keys by the present ids of commands; a key chosen under the present id goes before an older one."""
    if RENAMED.keys().isdisjoint(keys):
        return keys
    older = {RENAMED[identifier]: key for identifier, key in keys.items() if identifier in RENAMED}
    return older | {identifier: key for identifier, key in keys.items() if identifier not in RENAMED}


def as_understood(document: Document) -> Document:
    """The settings' document without what is not understood of it."""
    broken = _broken(document)
    return {name: value for name, value in document.items() if name not in broken}


def without_country(desk: Session) -> str:
    """What an unknown country means and where it is set, in one sentence; "" where it is known."""
    told = said("The country isn't set: local phone numbers stay as you type them. Set it under Settings.")
    return "" if read(desk).country else told


def hold_limit(desk: Session) -> timedelta:
    """How long somebody may be on hold before it is an alarm."""
    return timedelta(minutes=max(1, read(desk).hold_minutes))


def faults(desk: Session) -> str:
    """What of the settings cannot be understood, in one sentence; "" where all is well."""
    names = ", ".join(name.replace("_", " ") for name in _broken(desk.book.get(TABLE, ID) or {}))
    told = said(
        "What is set for {names} cannot be read, and the usual value is used. Set it again under Settings.", names=names
    )
    return told if names else ""


def _broken(document: Document) -> list[str]:
    return [name for name, value in document.items() if not _is_readable(name, value)]


def _is_readable(name: str, value: Any) -> bool:
    try:
        from_document(Settings, {name: value})
    except DocumentError:
        return False
    return True


def write(desk: Session, **changes: Any) -> Settings:
    """Change some settings and keep the rest; not among what undo takes back."""
    return record(desk, "settings", changes, undoable=False)


def record(
    desk: Session, words: str, changes: Mapping[str, Any], *, undoable: bool = False, stays: bool = False
) -> Settings:
    """Change some settings under words of its own; with another country the cards' numbers are read again.

    What `stays` is an act of somebody's that undo does not take back, and says so.

    A running desk does that between its paints; where none runs it is done when this returns.
    """
    held = read(desk)
    settings = replace(held, **changes)
    if settings.country != held.country:
        from deskapp.desk.settings import numbers_again

        numbers_again.begin(desk, held.country)
    if undoable and not exist(desk):
        write(desk)
    document = desk.book.get(TABLE, ID) or {}
    not_understood = {name: document[name] for name in _broken(document) if name not in changes}
    with desk.book.change(words, by=desk.staff, at=desk.now(), undoable=undoable) as change:
        change.put(TABLE, {**to_document(settings), **not_understood})
        change.stays = stays
        change.also = (held.staff, settings.staff) if settings.staff != held.staff else ()
    follow_country(desk)
    return settings


def numbers_are_due(desk: Session) -> bool:
    """Whether phone numbers are to be read again, because they were read in another country than the desk's."""
    mark = desk.book.get(TABLE, NUMBERS_ID)
    return mark is not None and mark.get("read_in") != read(desk).country


def follow_country(desk: Session) -> None:
    """Read the numbers again where that is due and no screen runs that will do it."""
    while desk.at_hand is None and numbers_are_due(desk):
        from deskapp.desk.settings.numbers_again import NumbersPass

        NumbersPass(desk, read(desk).country).finish()


def told_due(desk: Session) -> str:
    """That numbers are still to be read, in one sentence; "" where none are."""
    if not numbers_are_due(desk):
        return ""
    from deskapp.text import countries

    country = read(desk).country
    where = f"as numbers of {countries.name(country)}" if country else "without a country"
    return said("Not all phone numbers are read {where} yet; that goes on while the desk is open.", where=where)
