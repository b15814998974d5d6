"""Undo is mine: it takes back the last act of whoever asks, done by the way by which they ask.

At the desk that is what its keys did; a command also takes back what the same person's commands did. What a phone did
is nobody's to take back. Why a step cannot be taken is told in words of whom it concerns: who, what of theirs, and who
changed it.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from deskapp.desk.documents import mine
from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.errors import RefusedError
from deskapp.messages import said
from deskapp.model.card_fields import CARD_FIELDS, those
from deskapp.model.document import Document

if TYPE_CHECKING:
    from deskapp.store.undo import InTheWay, Undone


def undo(desk: Session) -> "Undone":
    """Take my last act back.

    Raises RefusedError where there is none, or where it would undo what somebody did since; then it is stepped over.
    """
    return _step(desk, desk.book.undo)


def redo(desk: Session) -> "Undone":
    """Do again what I undid last. Raises RefusedError like `undo`."""
    return _step(desk, desk.book.redo)


def _step(desk: Session, step: "Callable[..., Undone]") -> "Undone":
    from deskapp.desk.visits.missed import HungUp
    from deskapp.store.undo import CannotStepError

    at_the_desk = settings.read(desk).staff
    try:
        done = step(by=desk.staff, at=desk.now(), whose=mine(desk), follows=HungUp())
    except CannotStepError as error:
        why = since(error.in_the_way)
        raise RefusedError(
            said("“{words}” cannot be {verb}: {why}.", words=error.words, verb=error.verb, why=why), error.next_step
        ) from error
    staff = settings.read(desk).staff
    if staff != at_the_desk:
        desk.staff = staff
    settings.follow_country(desk)
    return done


def _parts(told: str) -> dict[str, str]:
    """What is called how, by field: `reason, checklist: runs ticks`."""
    entries = (entry.partition(": ") for entry in told.split(", "))
    return {field: word for word, _, fields in entries for field in (fields or word).split()}


PARTS = {
    "interactions": _parts(
        "name: customer called, checklist: runs ticks, temperature: temperature readings, transfer: referrals owner, "
        "ringing back: followed_up_at followed_up_by, call: rings missed_at elsewhere_at, reason, "
        "number: phone, channel, requests, notes, hold: holds, replies: copied, resolution steps: resolution, "
        "warning: boundary, crisis sheet: crisis, outcome: outcome overruled reopened"
    ),
    "customers": {field.name: field.spoken_of for field in CARD_FIELDS if field.spoken_of},
    "promises": _parts(
        "time: due due_typed moves rhythm_at rhythm_hour, end: kept_at broken_at, owner: owner handed, wording: what, "
        "channel, pause: pauses, rhythm: repeat, name: customer"
    ),
    "handovers": _parts("notes"),
    "faq": _parts("question, topics"),
}
"""What is called how, of a document of each table; what is not listed is told of the whole."""
WHOLE = {"interactions": "visit", "customers": "card", "promises": "promise"}
MANY = ("requests", "replies", "resolution steps", "topics", *(field.spoken_of for field in those(several=True)))


def since(way: "InTheWay") -> str:
    """What was changed since, whose it is and by whom: `Beth Ocampo's reason was changed by Robin since`."""
    part = PARTS.get(way.table, {}).get(way.field, "")
    name = _name(way.was) if way.table in ("interactions", "customers") else ""
    if way.is_gone:
        return f"{_the_whole(way, name)} was taken out of the book{_by(way)} since"
    if name:
        subject = f"{name}'s {part or WHOLE[way.table]}"
    else:
        subject = f"the {part} of {_the_whole(way, name)}" if part else _the_whole(way, name)
    return f"{subject} {'were' if part in MANY else 'was'} changed{_by(way)} since"


def _the_whole(way: "InTheWay", name: str) -> str:
    """The visit, card, promise or whatever it is, by its name."""
    was, table = way.was, way.table
    if name:
        return f"the {WHOLE[table]} of {name}"
    if table == "promises":
        to = _name(was)
        return f"the promise “{_short(was.get('what'))}”{f' to {to}' if to else ''}"
    if table == "settings":
        return _the_setting(way.field)
    if table == "shifts":
        return f"the shift of {_short(was.get('staff')) or 'somebody'}"
    named = {"faq": ("answer to", "question"), "lessons": ("lesson", "text"), "playbook": ("entry", "entry")}
    word, field = named.get(table, ("", ""))
    if word:
        return f"the {word} “{_short(was.get(field))}”" if was.get(field) else f"the {word.removesuffix(' to')}"
    return {"interactions": f"the {was.get('kind', 'visit')} without a name", "handovers": "the hand-over"}.get(
        table, "it"
    )


def _the_setting(field: str) -> str:
    """A setting by its label; all of them where no field is named."""
    from deskapp.desk.settings.typed import ALL

    label = next((setting.label for setting in ALL if setting.name == field), field.replace("_", " "))
    return f"the setting “{label}”" if label else "the settings"


def _name(was: Document) -> str:
    customer: Any = was.get("customer")
    named = customer.get("name") if isinstance(customer, dict) else ""
    return _short(named or was.get("name") or was.get("called") or was.get("phone"))


def _short(text: object) -> str:
    return f"{' '.join(str(text or '').split()):.40}"


def _by(way: "InTheWay") -> str:
    """Who did it, and by which way."""
    from deskapp.store.undo import COMMAND, RING

    if way.via == RING or (way.field and _was_the_phone(way.was, way.field)):
        return " by the phone"
    by = f" by {way.by}" if way.by else ""
    return f"{by}{',' if by else ''} with a command," if way.via == COMMAND else by


def _was_the_phone(was: Document, field: str) -> bool:
    """Whether a field of a visit is as the phone left it: it rang, was answered, hung up, or answered elsewhere."""
    rings: Any = was.get("rings") or {}
    answered = [ring.get("answered_at") for ring in rings.values() if ring.get("answered_at")]
    told = {"rings", "missed_at"} if rings else set()
    told |= {"greeted_at", "state"} if was.get("greeted_at") in answered else set()
    told |= {"state", "ended_at", "outcome"} if rings and was.get("missed_at") else set()
    return field in told
