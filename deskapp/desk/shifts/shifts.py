"""Shifts: who is at this desk, from when to when."""

from dataclasses import replace

from deskapp import slots
from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.errors import NotFoundError, RefusedError, line_of
from deskapp.messages import said
from deskapp.model.document import from_document, to_document
from deskapp.model.handover import Shift
from deskapp.store import Query

TABLE = "shifts"
NAMES = 8


def running(desk: Session) -> Shift | None:
    """The shift that nobody has ended, the newest where there are several."""
    document = next(desk.book.select(TABLE, Query().fragment({"ended_at": None})), None)
    return from_document(Shift, document) if document else None


def of_now(desk: Session) -> Shift:
    """The shift that runs. Raises NotFoundError where none does."""
    if shift := running(desk):
        return shift
    raise NotFoundError(said("No shift is running."), said("{shift} begins one.", shift=slots.key("shift")))


def begin(desk: Session, name: str) -> Shift:
    """Somebody takes the desk: the shift before ends, and what is done from now on is theirs.

    Who was at the desk shares the act, so that either may take it back.
    """
    person = line_of(name, said("Type your name."), said("A shift is somebody's."))
    now, before = desk.now(), running(desk)
    if before and before.staff == person:
        desk.staff = person
        return before
    shift = Shift(desk.new_id(TABLE), person, now)
    if not settings.exist(desk):
        settings.write(desk)
    with desk.book.change(f"shift of {person:.40}", by=person, at=now) as change:
        change.also = (desk.staff, before.staff) if before else (desk.staff,)
        if before:
            change.put(TABLE, to_document(replace(before, ended_at=now)))
        change.put(TABLE, to_document(shift))
        stands = settings.read(desk)
        change.put("settings", to_document(replace(stands, staff=person)))
        change.stood("settings", settings.ID, staff=stands.staff or desk.staff)
    desk.staff = person
    return shift


def end(desk: Session) -> Shift:
    """The running shift ends. Raises RefusedError where none runs."""
    shift = running(desk)
    if shift is None:
        raise RefusedError(
            said("No shift is running."), said("Begin one with your name: {shift}.", shift=slots.key("shift"))
        )
    ended = replace(shift, ended_at=desk.now())
    with desk.book.change(f"end of the shift of {shift.staff:.40}", by=desk.staff, at=desk.now()) as change:
        change.put(TABLE, to_document(ended))
    return ended


def names(desk: Session) -> list[str]:
    """Who was at this desk lately, the last one first."""
    staff: dict[str, None] = {}
    for document in desk.book.select(TABLE):
        staff |= dict.fromkeys(filter(None, [str(document.get("staff") or "")]))
        if len(staff) == NAMES:
            break
    return list(staff)
