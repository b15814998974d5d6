"""Hand-overs that were given: which one is whose to sign, and all of them to look back on, each with its receipt."""

import re
from collections.abc import Iterator
from datetime import date, datetime

from deskapp import clock, slots
from deskapp.desk.documents import every
from deskapp.desk.handover.handover import all_unread, confirm, draft, unread
from deskapp.desk.session import Session
from deskapp.errors import NotFoundError
from deskapp.messages import said
from deskapp.model.handover import Handover
from deskapp.text import day_words, when
from deskapp.text.folding import same


def past(desk: Session) -> Iterator[Handover]:
    """Every sheet that was handed over, the newest first; read from the book as they are asked for."""
    return (sheet for sheet in every(desk, Handover) if not sheet.is_draft)


def of_day(desk: Session, day: date) -> list[Handover]:
    """The sheets that were handed over on a day of the desk, in the order of time."""
    return [sheet for sheet in past(desk) if sheet.handed_at and clock.today(sheet.handed_at) == day][::-1]


def awaiting(desk: Session) -> Handover | None:
    """The sheet that whoever is at the desk has to read: the newest one for them that nobody has read."""
    return next((sheet for sheet in _unread(desk) if not sheet.to or same(sheet.to, desk.staff)), None)


def of_another(desk: Session, to: str = "") -> Handover | None:
    """The newest sheet that nobody has read and that is for another, for `to` where that is named."""
    others = (sheet for sheet in _unread(desk) if sheet.to and not same(sheet.to, desk.staff))
    return next((sheet for sheet in others if not to or same(sheet.to, to)), None)


def sign(desk: Session, *, in_place_of: str = "") -> Handover:
    """Whoever is at the desk has read what was left for them, or for another `in_place_of` whom they take over.

    Raises NotFoundError where nothing was left, and is refused like `handover.confirm`.
    """
    others = of_another(desk, in_place_of)
    left = others if in_place_of else awaiting(desk) or others or unread(desk)
    if left:
        return confirm(desk, left, in_place_of=in_place_of)
    if in_place_of:
        way = said("`{deskapp}handover --past` shows for whom.", deskapp=slots.DESKAPP)
        raise NotFoundError(said("Nothing was left for {in_place_of:.40}.", in_place_of=in_place_of), way)
    raise NotFoundError(
        said("Nothing was left to read."), said("`{deskapp}handover` shows how things stand.", deskapp=slots.DESKAPP)
    )


def _unread(desk: Session) -> Iterator[Handover]:
    """What nobody has read yet, without what whoever is at the desk gave."""
    return (sheet for sheet in all_unread(desk) if not (sheet.by and same(sheet.by, desk.staff)))


def left_words(sheet: Handover) -> str:
    """Who left it for whom: `Robin left a hand-over for Kim`."""
    return f"{sheet.by or 'The one before'} left a hand-over for {sheet.to or 'the next'}"


def given_words(sheet: Handover) -> str:
    """What is said once it is handed over."""
    return said("Handed over. {to} signs it once it's read.", to=sheet.to)


def notes_left(desk: Session) -> str:
    """That notes of somebody else stand for whoever is at the desk, though nobody handed over; "" where none do."""
    written = draft(desk)
    others = [note for note in written.notes.values() if not same(note.by, desk.staff)] if written else []
    if not others:
        return ""
    many = "a note" if len(others) == 1 else f"{len(others)} notes"
    return f"{others[-1].by or 'The one before'} left {many} for whoever comes next"


def kept_words(desk: Session) -> str:
    """What is said of the notes to the next where a shift ends without a hand-over; "" where there are none."""
    written = draft(desk)
    return said("Your notes stay for whoever comes next.") if written and written.notes else ""


def receipt(sheet: Handover, now: datetime) -> str:
    """From whom to whom and when, then who has read it and when."""
    handed = f"{sheet.by or 'The one before'} to {sheet.to or 'whoever came next'}"
    handed += f", {_at(sheet.handed_at, now)}" if sheet.handed_at else ""
    if sheet.read_at is None:
        return said("{handed}. Nobody has read it yet.", handed=handed)
    instead = f" in place of {sheet.in_place_of}" if sheet.in_place_of else ""
    return said(
        "{handed}. {read_by} has read it{instead}, {at}.",
        handed=handed,
        read_by=sheet.read_by,
        instead=instead,
        at=_at(sheet.read_at, now),
    )


def signed_words(sheet: Handover) -> str:
    """What is said once it is signed."""
    instead = f", in place of {sheet.in_place_of}" if sheet.in_place_of else ""
    return f"{sheet.read_by} has read what {sheet.by or 'the one before'} left{instead}."


def text(sheet: Handover) -> str:
    """The sheet as it was handed over, as plain text like that of `handover.text`."""
    lines: list[str] = []
    is_below_heading = False
    for line in sheet.sheet.rstrip("\n").split("\n"):
        mark, _, words = line.partition(" ")
        if line or not is_below_heading:
            plain = _unescaped(words if mark in ("#", "##", "-") else line)
            lines.append(f"  - {plain}" if mark == "-" else plain)
        is_below_heading = mark == "##"
    return "\n".join(lines) + "\n"


def _unescaped(text: str) -> str:
    """Words as they were before they were made safe for Markdown."""
    return re.sub(r"\\(.?)", r"\1", text, flags=re.DOTALL)


def _at(moment: datetime, now: datetime) -> str:
    hour, day, today = when.wall(moment), clock.today(moment), clock.today(now)
    return f"today {hour}" if day == today else f"{day_words.short(day, today)}, {hour}"
