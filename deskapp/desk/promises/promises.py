"""Promises: made, acknowledged, moved with the customer told, kept, or given up (practice D)."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import islice

from deskapp import slots
from deskapp.desk.documents import edit, fetch, gone
from deskapp.desk.promises import repeats
from deskapp.desk.session import Session
from deskapp.desk.shifts import people
from deskapp.desk.times import closed_hours
from deskapp.desk.visits.log import with_draft
from deskapp.desk.visits.service import greeted
from deskapp.errors import RefusedError
from deskapp.model.customer import Customer
from deskapp.model.document import from_document, read_instant, to_document
from deskapp.model.interaction import CustomerRef, Interaction
from deskapp.model.promise import HandedOn, Move, Pause, Promise
from deskapp.store import Query, where


def get(desk: Session, identifier: str) -> Promise:
    """The promise with that id. Raises NotFoundError."""
    return fetch(desk, Promise, identifier)


def all_open(desk: Session) -> list[Promise]:
    """Every promise that is neither kept nor given up, the one due first at the top."""
    found = desk.book.select("promises", Query().fragment({"kept_at": None, "broken_at": None}))
    return sorted((from_document(Promise, document) for document in found), key=lambda promise: promise.due)


def make(
    desk: Session,
    what: str,
    due: datetime,
    *,
    due_typed: str = "",
    customer: Customer | CustomerRef | None = None,
    interaction: Interaction | None = None,
    channel: str = "",
    owner: str = "",
    though_closed: bool = False,
) -> Promise:
    """Promise something by a time; from an interaction it is also a promise to that interaction's customer.

    Raises ClosedThenError for a time at which the desk is closed, unless it is meant.
    """
    line = " ".join(what.split())
    if not line:
        raise RefusedError("Nothing was promised.", "Write what you promise.")
    closed_hours.refuse(desk, due, meant=though_closed)
    whom = customer or (interaction.customer if interaction else None)
    promise = Promise(
        id=desk.new_id("promises"),
        what=line,
        due=due,
        made_at=desk.now(),
        due_typed=due_typed,
        customer=CustomerRef(whom.id, whom.name) if whom else None,
        interaction=interaction.id if interaction else "",
        channel=channel,
        owner=owner or desk.staff,
    )
    with desk.book.change(f"promise '{line:.40}'", by=desk.staff, at=desk.now()) as change:
        change.put("promises", to_document(promise))
        held = change.get("interactions", promise.interaction) if promise.interaction else None
        if held:
            it = from_document(Interaction, held)
            cleared = {name: text for name, text in with_draft(it, "promise").items() if name != "due"}
            change.put("interactions", to_document(greeted(replace(it, drafts=cleared), promise.made_at)))
    return promise


def untold(desk: Session, promise: Promise) -> str:
    """That somebody is to be told of a new time; "" where they know it."""
    last = promise.last_move()
    return f"Tell {promise.them} soon." if last and not last.told else ""


def named(promise: Promise) -> str:
    """What was promised, and to whom: `strings, to Anna Berger`."""
    return f"{promise.what}, to {promise.customer.name}" if promise.customer else promise.what


def keep(desk: Session, promise: Promise) -> Promise:
    """The promise is kept; one that repeats is made anew for its next time, as part of the same change."""
    now = desk.now()
    return _settle(desk, promise, "keep", lambda it: replace(it, kept_at=now, pauses=closed_pauses(it, now)))


def give_up(desk: Session, promise: Promise) -> Promise:
    """The promise will not be kept, and stays on record as broken; one that repeats comes again all the same."""
    now = desk.now()
    return _settle(desk, promise, "give up", lambda it: replace(it, broken_at=now, pauses=closed_pauses(it, now)))


def _settle(desk: Session, promise: Promise, verb: str, settle: Callable[[Promise], Promise]) -> Promise:
    now = desk.now()
    with desk.book.change(f"{verb} '{promise.what:.40}'", by=desk.staff, at=now) as change:
        document = change.get("promises", promise.id)
        if document is None:
            raise gone(desk, "promise", promise.id)
        newest = from_document(Promise, document)
        _refuse_closed(newest)
        settled = settle(newest)
        change.put("promises", to_document(settled))
        if newest.repeat:
            coming = repeats.following(desk, newest, now)
            if change.get("promises", coming.id) is None:
                change.put("promises", to_document(coming))
    return settled


def closed_pauses(promise: Promise, now: datetime) -> dict[str, Pause]:
    """Its pauses with the open one ended."""
    return {key: one if one.until else replace(one, until=now) for key, one in promise.pauses.items()}


def move(
    desk: Session, promise: Promise, due: datetime, *, told: bool, due_typed: str = "", though_closed: bool = False
) -> Promise:
    """Give it a new due time, and keep on record whether the customer was told (practice D4).

    Raises ClosedThenError for a time at which the desk is closed, unless it is meant.
    """
    now = desk.now()
    closed_hours.refuse(desk, due, meant=though_closed)

    def alter(newest: Promise) -> Promise:
        _refuse_closed(newest)
        moves = {**newest.moves, desk.new_key(newest.moves): Move(now, newest.due, due, told, desk.staff)}
        return replace(newest, due=due, due_typed=due_typed, moves=moves, pauses=closed_pauses(newest, now))

    return edit(desk, promise, f"move '{promise.what:.40}'", alter)


def hand_to(desk: Session, promise: Promise, owner: str) -> Promise:
    """Give it to a named person to keep."""
    person = people.taker(desk, owner, what="A promise")

    def alter(newest: Promise) -> Promise:
        _refuse_closed(newest)
        return handed(desk, newest, person)

    return edit(desk, promise, f"hand '{promise.what:.40}' to {person}", alter)


def handed(desk: Session, promise: Promise, person: str) -> Promise:
    """A promise as it is once a person has taken it over, for a change that does more than that."""
    fact = HandedOn(desk.now(), person, desk.staff)
    return replace(promise, owner=person, handed={**promise.handed, desk.new_key(promise.handed): fact})


def reword(desk: Session, promise: Promise, what: str) -> Promise:
    """Change its words."""
    line = " ".join(what.split())
    if not line:
        raise RefusedError("A promise needs words.", "Write what you promise, or give it up.")
    words = f"words of '{promise.what:.40}'"
    return edit(desk, promise, words, lambda it: replace(it, what=line), coalesce=f"{promise.id}.what")


def _refuse_closed(promise: Promise) -> None:
    if promise.kept_at:
        raise RefusedError("That promise was kept already.")
    if promise.broken_at:
        raise RefusedError("That promise was given up.", f"{slots.press('undo')} to take that back.")


def settled(desk: Session, *, most: int) -> list[Promise]:
    """The newest promises that were kept or given up, the last one first."""
    found: list[Promise] = []
    for document in desk.book.select("promises"):
        if document.get("kept_at") or document.get("broken_at"):
            found.append(from_document(Promise, document))
        if len(found) == most:
            break
    return sorted(found, key=lambda one: one.kept_at or one.broken_at or one.due, reverse=True)


def taken_back(desk: Session, *, most: int) -> Iterator[tuple[str, int, datetime]]:
    """The id, the last revision and the time of each promise that was taken out of the book, the newest first."""
    for document in islice(desk.book.select("tombstones", where("table") == "promises"), most):
        yield document["id"], int(document.get("rev", 1)), read_instant(document["deleted_at"])
