"""The hand-over: what the next person at this desk has to know, and that they have read it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from deskapp import clock, slots
from deskapp.desk.cards import allergies
from deskapp.desk.documents import as_it_stands, every, put, with_entry
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.settings import settings as desk_settings
from deskapp.desk.shifts import people
from deskapp.desk.visits import checklists, missed, wording
from deskapp.desk.visits.day import Day
from deskapp.desk.visits.day import look as look_at_day
from deskapp.errors import RefusedError, line_of
from deskapp.messages import said
from deskapp.model import kettle
from deskapp.model.document import from_document
from deskapp.model.frozen import dataclass
from deskapp.model.handover import Handover, Section, Sheet
from deskapp.model.interaction import CustomerRef, Interaction, Note
from deskapp.model.promise import Promise
from deskapp.store import Query
from deskapp.text import durations, escaping, safe, when
from deskapp.text.folding import same

TABLE = "handovers"


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A sheet that was handed over, and the promises that went along."""

    sheet: Handover
    went: tuple[Promise, ...]

    @property
    def touched(self) -> frozenset[tuple[str, str]]:
        """The sheet, by its table and id."""
        return frozenset({(TABLE, self.sheet.id)})

    @property
    def along(self) -> str:
        """Which promises their new owner keeps, as a sentence; "" for none."""
        return (
            said(
                " {to} keeps {many} now: {listed}.", to=self.sheet.to, many=_many(self.went), listed=_listed(self.went)
            )
            if self.went
            else ""
        )


def draft(desk: Session) -> Handover | None:
    """The one that is being written for the next person."""
    return next(every(desk, Handover, Query().fragment({"handed_at": None})), None)


def unread(desk: Session) -> Handover | None:
    """The newest one that was handed over and that nobody confirmed having read."""
    return next(all_unread(desk), None)


def all_unread(desk: Session) -> Iterator[Handover]:
    """Those that were handed over and that nobody confirmed having read, the newest first."""
    return (sheet for sheet in every(desk, Handover, Query().fragment({"read_at": None})) if sheet.is_unread)


def note(desk: Session, text: str) -> Handover:
    """Leave one line for the next person."""
    line = line_of(text, said("Write what the next person has to know."))
    begun = draft(desk) or Handover(desk.new_id(TABLE), desk.staff)
    noted = with_entry(desk, begun, "notes", Note(desk.now(), line, desk.staff))
    return _put(desk, noted, f"note to the next: '{line:.40}'")


def receiver(desk: Session, typed: str, *, what: str = "A hand-over") -> str:
    """The name of who takes over. Raises RefusedError for nobody, for a department, and for the giver."""
    line_of(typed, said("Give the name of who takes over."), said("{what} goes to a person.", what=what))
    person = people.taker(desk, typed, what=what)
    if same(person, desk.staff):
        raise RefusedError(said("That's you."), said("Give the name of who takes over."))
    return person


def hand_over(desk: Session, to: str, *, give: Sequence[Promise] = ()) -> Handover:
    """Hand the sheet over as it stands now, from who is at the desk to a named person.

    That person keeps the promises in `give` from now on, as far as they are open and the giver's still; it is one
    change. Refused like `receiver`, and where nobody has said who is at the desk.
    """
    begun, giver = draft(desk) or Handover(desk.new_id(TABLE), desk.staff), people.at_the_desk(desk)
    person = receiver(desk, to, what="A promise" if give else "A hand-over")
    handed = replace(begun, by=giver, to=person, handed_at=desk.now(), sheet=markdown(sheet(desk)))
    words = f"hand over to {person}{f' with {len(give)} promises' if give else ''}"
    with desk.book.change(words, by=desk.staff, at=desk.now()) as change:
        newest = filter(None, (as_it_stands(change, Promise, promise.id) for promise in give))
        put(change, handed, *(promises.handed(desk, promise, person) for promise in own_promises(desk, newest)))
    return handed


def give(desk: Session, to: str, *, with_promises: bool = False) -> HandedOver:
    """Hand the sheet over as it stands now, `with_promises` also what its giver keeps. Refused like `receiver`."""
    went = own_promises(desk, promises.all_open(desk)) if with_promises else []
    return HandedOver(hand_over(desk, to, give=went), tuple(went))


def check_receiver(desk: Session, to: str, given: Mapping[str, Any]) -> None:
    """Refuse who cannot take over, before more is asked."""
    receiver(desk, to)


def own_told(desk: Session, given: Mapping[str, Any]) -> str:
    """What whoever is at the desk has to keep, a line each; "" for nothing."""
    return "\n".join(
        said("Yours and open: {to_whom}.", to_whom=to_whom(mine))
        for mine in own_promises(desk, promises.all_open(desk))
    )


def to_whom(promise: Promise) -> str:
    """What was promised, and to whom, without a comma: `strings to Anna Berger`."""
    return f"{promise.what}{f' to {promise.customer.name}' if promise.customer else ''}"


def staying(desk: Session, handed: HandedOver) -> str:
    """Which promises stay with the giver of a sheet, and how they go along; "" where none stay."""
    mine = own_promises(desk, promises.all_open(desk))
    if not mine:
        return ""
    verb = "stays" if len(mine) == 1 else "stay"
    way = said(
        "`{deskapp}handover-give NAME --promises` gives them to the person who takes over.", deskapp=slots.DESKAPP
    )
    return f"{_many(mine)} {verb} with {desk.staff}: {_listed(mine)}. {way}"


def _many(open_promises: Sequence[Promise]) -> str:
    return f"{len(open_promises)} open promise{'s' if len(open_promises) > 1 else ''}"


def _listed(open_promises: Sequence[Promise]) -> str:
    return "; ".join(promise.what for promise in open_promises)


def own_promises(desk: Session, among: Iterable[Promise]) -> list[Promise]:
    """Of some promises those that whoever is at the desk has to keep, the one due first at the top."""
    mine = [promise for promise in among if promise.is_open and same(promise.owner, desk.staff)]
    return sorted(mine, key=lambda promise: (promise.due, promise.id))


def confirm(desk: Session, given: Handover, *, in_place_of: str = "") -> Handover:
    """The person at the desk has read it: the one whom it is for, or another who takes over `in_place_of` that one.

    Raises RefusedError for its giver, for anybody else who did not say so, and where it was read before.
    """
    reader, document = people.at_the_desk(desk), desk.book.get(TABLE, given.id)
    newest = from_document(Handover, document) if document else given
    if newest.read_at:
        raise RefusedError(said("{read_by} has confirmed that already.", read_by=newest.read_by))
    if same(newest.by, reader):
        next_step = f"{newest.to or 'Whoever takes over'} reads it and confirms that."
        raise RefusedError(said("You left this hand-over yourself."), next_step)
    is_for_another = bool(newest.to) and not same(newest.to, reader)
    if (is_for_another or in_place_of) and not same(in_place_of, newest.to):
        for_whom = newest.to or "whoever comes next"
        next_step = (
            said(
                "Say that you take over in place of {for_whom}: {handover}.",
                for_whom=for_whom,
                handover=slots.key("handover"),
            )
            if newest.to
            else ""
        )
        raise RefusedError(said("This hand-over is for {for_whom}.", for_whom=for_whom), next_step)
    read = replace(newest, read_by=reader, read_at=desk.now(), in_place_of=newest.to if is_for_another else "")
    return _put(desk, read, "hand-over read")


def _put(desk: Session, sheet: Handover, words: str) -> Handover:
    with desk.book.change(words, by=desk.staff, at=desk.now()) as change:
        put(change, sheet)
    return sheet


def sheet(desk: Session, day: Day | None = None, *, signed: bool = True) -> Sheet:
    """The sheet as it stands now, `signed` by who is at the desk.

    Notes first, then who is here, whom to ring back, promises, hot customers, and checklists that are not finished.
    """
    day = day or look_at_day(desk)
    now, written = desk.now(), draft(desk)
    here, ended = day.open_first(), day.ended_newest()
    hot = [visit for visit in (*here, *ended) if _peak(visit) >= kettle.LET_OFF_STEAM]
    sections = (
        Section("For you to know", tuple(line.text for line in written.notes.values()) if written else ()),
        Section("Still here", tuple(_here(visit, desk) for visit in here)),
        Section("To ring back", tuple(missed.sentence(visit, now) for visit in ended if visit.is_to_ring_back)),
        Section("Promises", tuple(_promise(promise, desk) for promise in day.promises_by_due())),
        Section("Handle with care", tuple(_hot(visit, desk) for visit in hot)),
        Section("Checklists not finished", tuple(line for visit in here for line in _unfinished(visit))),
    )
    by = f", from {desk.staff}" if desk.staff and signed else ""
    return Sheet(_title(desk, now) + by, tuple(section for section in sections if section.lines))


def _title(desk: Session, now: datetime) -> str:
    wall = clock.local(now)
    return f"{desk_settings.read(desk).desk_name}, {wall:%A} {wall.day} {wall:%B %Y}, {wall:%H:%M}"


def text(of: Sheet) -> str:
    """The sheet as plain text."""
    parts = [of.title] if of.sections else [of.title, "", said("Nothing is open.")]
    for section in of.sections:
        parts += ["", section.title, *(f"  - {safe.line(line)}" for line in section.lines)]
    return "\n".join(parts) + "\n"


def markdown(of: Sheet) -> str:
    """The sheet as Markdown; words of people cannot be taken for markup."""
    parts = [f"# {escaping.markdown(of.title)}", *([] if of.sections else ["", said("Nothing is open.")])]
    for section in of.sections:
        parts += ["", f"## {section.title}", "", *(f"- {escaping.markdown(line)}" for line in section.lines)]
    return "\n".join(parts) + "\n"


def _allergy(person: CustomerRef | None, desk: Session) -> str:
    """The allergies of whoever a line names, right behind the name."""
    known = allergies.of_person(desk, person)
    return f" (ALLERGY: {known})" if known else ""


def _here(visit: Interaction, desk: Session) -> str:
    state = wording.state(visit)
    name = f"{visit.known_as or 'no name'}{_allergy(visit.customer, desk)}"
    lasts = durations.told(desk.now() - visit.in_state_since(), seconds=False)
    words = f"{name}, {visit.kind}, {state} for {lasts}{f': {visit.reason}' if visit.reason else ''}"
    if visit.open_requests:
        words += f" (asked for: {'; '.join(request.text for request in visit.open_requests.values())})"
    return words


def _promise(promise: Promise, desk: Session) -> str:
    now = desk.now()
    to = f" to {promise.customer.name}" if promise.customer else ""
    state = {"overdue": "OVERDUE ", "due_soon": "soon "}.get(promise.state(now), "")
    words = f"{state}{when.describe(promise.due, now)}{to}{_allergy(promise.customer, desk)}: {promise.what}"
    words += " (waiting for them)" * bool(promise.paused_since)
    words += " (moved, they do not know yet)" * bool(promises.untold(desk, promise))
    return f"{words}, {promise.owner} keeps it" if promise.owner else words


def _peak(visit: Interaction) -> int:
    return max([reading.celsius for reading in visit.readings.values()] + [visit.temperature or 0])


def _hot(visit: Interaction, desk: Session) -> str:
    last = f", {visit.temperature} °C now" if visit.is_open else f", left at {visit.temperature} °C"
    about = f": {visit.reason}" if visit.reason else ""
    outcome = f" ({visit.outcome})" if visit.outcome else ""
    name = f"{visit.known_as or 'no name'}{_allergy(visit.customer, desk)}"
    return f"{name}, {_peak(visit)} °C at most{last}{about}{outcome}"


def _unfinished(visit: Interaction) -> Iterator[str]:
    for checklist in checklists.running(visit):
        done, total = checklists.done(visit, checklist), len(checklist.steps)
        if done < total:
            step = checklists.next_step(visit, checklist)
            name, coming = visit.known_as or "no name", step.prompt if step else ""
            yield f"{name}: {checklist.title} {done}/{total}, next: {coming}"
