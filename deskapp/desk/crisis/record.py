"""What a crisis sheet has on record: who said yes or no, when, who noted it, and which briefs were given (F4, F5)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from deskapp import clock, slots
from deskapp.desk.session import Session
from deskapp.desk.shifts import people
from deskapp.errors import NotFoundError, RefusedError
from deskapp.messages import said
from deskapp.model.crisis import Approval, BriefGiven, CrisisSheet, Side, Stakeholder
from deskapp.text import day_words, when
from deskapp.text.folding import holds, same

SIDES: dict[Side, str] = {"ours": "our side", "theirs": "their side"}
REACH = {"desk": "this desk only", "ours": "our side", "both": "both sides"}
AMOUNTS = {"outline": "the background", "facts": "background and facts", "everything": "everything that is shared"}


def noted(desk: Session, before: Any, entry: Any) -> Any:
    """An entry with when it was answered and who noted that, where the answer is another one than before.

    Raises RefusedError where nobody is at the desk to note it.
    """
    if isinstance(entry, Stakeholder):
        was = before if isinstance(before, Stakeholder) else Stakeholder(entry.name, entry.side)
        if entry.told == was.told and (entry.told != "yes" or _allowed(entry) == _allowed(was)):
            return replace(entry, said_at=was.said_at, noted_by=was.noted_by)
        at_, by = (None, "") if entry.told == "not_asked" else (desk.now(), people.at_the_desk(desk))
        return replace(entry, said_at=at_, noted_by=by)
    if isinstance(entry, Approval):
        old = before if isinstance(before, Approval) else Approval(entry.what, entry.who, entry.at)
        if entry.answer == old.answer:
            return replace(entry, answered_at=old.answered_at, noted_by=old.noted_by)
        at_, by = (None, "") if entry.answer == "asked" else (desk.now(), people.at_the_desk(desk))
        return replace(entry, answered_at=at_, noted_by=by)
    return entry


def _allowed(person: Stakeholder) -> tuple[object, ...]:
    """How far a yes of the customer's goes: it is their say again where any of it changes."""
    return person.how_much, person.not_before, person.teller


def refuse_untold(sheet: CrisisSheet, side: Side, readers: Sequence[str], now: datetime) -> None:
    """Raises RefusedError where nobody on a side may be told now, or one of the readers may not."""
    allowed = [person.name for person in sheet.readers(side, now)]
    left = next((name for name in readers if name not in allowed), "")
    if left or not readers:
        who = left or f"Nobody on {SIDES[side]}"
        next_step = said("Ask the customer who may be told, and note their yes.")
        raise RefusedError(f"{who} may {'not ' if left else ''}be told yet.", next_step)


def consent(person: Stakeholder, now: datetime) -> str:
    """What the customer allows them to be told, and since when that is on record: one sentence without a full stop."""
    if person.told == "not_asked":
        return "the customer was not asked yet"
    start = f" from {at(person.not_before, now)}" if person.not_before and person.not_before > now else ""
    allowed = f"may be told {AMOUNTS[person.how_much]}{start}{f' by {person.teller}' if person.teller else ''}"
    return f"{'must not be told' if person.told == 'no' else allowed}{_noted(person.said_at, person.noted_by, now)}"


def answer(approval: Approval, now: datetime) -> str:
    """What came of an approval, and when that was noted by whom."""
    return f"{approval.answer}{_noted(approval.answered_at, approval.noted_by, now)}"


def given(brief: BriefGiven, now: datetime) -> str:
    """One brief that left: for whom, when, by whom."""
    by = f", by {brief.by}" if brief.by else ""
    return f"for {', '.join(brief.readers) or 'nobody named'}, {at(brief.at, now)}{by}"


def _noted(when: datetime | None, by: str, now: datetime) -> str:
    """`, noted 10:00 by Robin`; nothing for what was written down before that was kept."""
    return f", noted {at(when, now)}{f' by {by}' if by else ''}" if when else ""


def at(moment: datetime, now: datetime) -> str:
    """A time that has to be read on its own: `10:00` today, else with its day."""
    hour, day, today = when.wall(moment), clock.today(moment), clock.today(now)
    return hour if day == today else f"{day_words.short(day, today)}, {hour}"


def texts(sheet: CrisisSheet, group: str) -> Iterator[tuple[str, str]]:
    """The key of each entry of a group, and its words."""
    for key, entry in getattr(sheet, group).items():
        yield key, next(getattr(entry, name) for name in ("what", "text", "name") if hasattr(entry, name))


def find(sheet: CrisisSheet, group: str, typed: str) -> str:
    """The key of the entry of a group that is meant by some of its words. Raises NotFoundError, or RefusedError."""
    every = list(texts(sheet, group))
    exact = [key for key, text in every if same(text, typed)]
    matches = exact or [key for key, text in every if holds(text, typed)]
    if not typed.strip() or not matches:
        raise NotFoundError(
            said("Nothing like “{typed:.40}” is on the sheet.", typed=typed.strip()),
            said("{crisis} shows it.", crisis=slots.key("crisis")),
        )
    if len(matches) > 1:
        words = " or ".join(f"“{text:.40}”" for key, text in every if key in matches)
        raise RefusedError(
            said("“{typed:.40}” may be {words}.", typed=typed.strip(), words=words), said("Write more of it.")
        )
    return matches[0]
