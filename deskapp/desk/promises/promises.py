"""Promises: made, paused, repeated, moved with the customer told, kept, or given up (practice D)."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from deskapp import slots
from deskapp.desk.documents import as_it_stands, edit, every, fetch, newest, put, with_entry
from deskapp.desk.promises import repeats
from deskapp.desk.session import Session
from deskapp.desk.shifts import people
from deskapp.desk.times import closed_hours
from deskapp.desk.visits import follows
from deskapp.desk.visits.service import greeted
from deskapp.errors import RefusedError, line_of
from deskapp.messages import said
from deskapp.model.customer import Customer
from deskapp.model.document import read_instant
from deskapp.model.interaction import CustomerRef, Interaction
from deskapp.model.promise import HandedOn, Move, Pause, Promise
from deskapp.store import where

if TYPE_CHECKING:
    from deskapp.store.change import Change


def get(desk: Session, identifier: str) -> Promise:
    """The promise with that id. Raises NotFoundError."""
    return fetch(desk, Promise, identifier)


def all_open(desk: Session) -> list[Promise]:
    """Every promise that is neither kept nor given up, the one due first at the top."""
    return sorted(follows.open_promises(desk), key=lambda promise: promise.due)


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
    words: str = "",
    alter: Callable[[Interaction, Promise], Interaction] | None = None,
) -> Promise:
    """Promise something by a time; from an interaction it is also a promise to that interaction's customer.

    Raises ClosedThenError for a time at which the desk is closed, unless it is meant. `words` say what is done where
    a promise is only a part of it, and `alter` what becomes of the interaction then.
    """
    line = line_of(what, said("Write what you promise."), said("Nothing was promised."))
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
    with desk.book.change(words or f"promise '{line:.40}'", by=desk.staff, at=desk.now()) as change:
        put(change, promise)
        if interaction and alter:
            put(change, greeted(alter(newest(desk, change, interaction), promise), promise.made_at))
        elif interaction and (visit := as_it_stands(change, Interaction, interaction.id)):
            cleared = {name: text for name, text in visit.drafts.items() if name not in ("promise", "due")}
            put(change, greeted(replace(visit, drafts=cleared), promise.made_at))
    return promise


def untold(desk: Session, promise: Promise) -> str:
    """That somebody is to be told of a new time; "" where they know it."""
    last = promise.last_move()
    return said("Tell {them} soon.", them=promise.them) if last and not last.told else ""


def named(promise: Promise) -> str:
    """What was promised, and to whom: `strings, to Anna Berger`."""
    return f"{promise.what}, to {promise.customer.name}" if promise.customer else promise.what


def keep(desk: Session, promise: Promise) -> Promise:
    """The promise is kept; one that repeats is made anew for its next time, as part of the same change."""
    return _settle(desk, promise, "keep", "kept_at")


def give_up(desk: Session, promise: Promise) -> Promise:
    """The promise will not be kept, and stays on record as broken; one that repeats comes again all the same."""
    return _settle(desk, promise, "give up", "broken_at")


def _settle(desk: Session, promise: Promise, verb: str, field: str) -> Promise:
    now = desk.now()

    def alter(before: Promise) -> Promise:
        _refuse_closed(before)
        changes: dict[str, Any] = {field: now}
        return replace(before, pauses=closed_pauses(before, now), **changes)

    def repeat(change: "Change", settled: Promise) -> None:
        coming = repeats.following(desk, settled, now) if settled.repeat else None
        if coming and as_it_stands(change, Promise, coming.id) is None:
            put(change, coming)

    return edit(desk, promise, f"{verb} '{promise.what:.40}'", alter, also=repeat)


def closed_pauses(promise: Promise, now: datetime) -> dict[str, Pause]:
    """Its pauses with the open one ended."""
    return {key: stretch if stretch.until else replace(stretch, until=now) for key, stretch in promise.pauses.items()}


def move(
    desk: Session, promise: Promise, due: datetime, *, told: bool, due_typed: str = "", though_closed: bool = False
) -> Promise:
    """Give it a new due time, and keep on record whether the customer was told (practice D4).

    Raises ClosedThenError for a time at which the desk is closed, unless it is meant.
    """
    now = desk.now()
    closed_hours.refuse(desk, due, meant=though_closed)

    def alter(before: Promise) -> Promise:
        _refuse_closed(before)
        moved = with_entry(desk, before, "moves", Move(now, before.due, due, told, desk.staff))
        return replace(moved, due=due, due_typed=due_typed, pauses=closed_pauses(before, now))

    return edit(desk, promise, f"move '{promise.what:.40}'", alter)


def hand_to(desk: Session, promise: Promise, owner: str) -> Promise:
    """Give it to a named person to keep."""
    person = people.taker(desk, owner, what="A promise")

    def alter(before: Promise) -> Promise:
        _refuse_closed(before)
        return handed(desk, before, person)

    return edit(desk, promise, f"hand '{promise.what:.40}' to {person}", alter)


def handed(desk: Session, promise: Promise, person: str) -> Promise:
    """A promise as it is once a person has taken it over, for a change that does more than that."""
    return with_entry(desk, promise, "handed", HandedOn(desk.now(), person, desk.staff), owner=person)


def reword(desk: Session, promise: Promise, what: str) -> Promise:
    """Change its words."""
    line = line_of(what, said("Write what you promise, or give it up."), said("A promise needs words."))
    words = f"words of '{promise.what:.40}'"
    return edit(desk, promise, words, lambda before: replace(before, what=line), coalesce=f"{promise.id}.what")


def pause(desk: Session, promise: Promise, why: str = "") -> Promise:
    """It waits on the customer from now on."""
    waits = Pause(desk.now(), None, " ".join(why.split()))

    def alter(before: Promise) -> Promise:
        _refuse_settled(before)
        if before.paused_since:
            raise RefusedError(
                said("That promise waits on the customer already."), said("The same key lets its clock run on.")
            )
        return with_entry(desk, before, "pauses", waits)

    return edit(desk, promise, f"'{promise.what:.40}' waits on the customer", alter)


def resume(desk: Session, promise: Promise) -> Promise:
    """They answered: the clock runs on, and the due time moves by as long as it stood still."""
    now = desk.now()

    def alter(before: Promise) -> Promise:
        if before.paused_since is None:
            raise RefusedError(said("That promise does not wait on the customer."))
        stood = max(now - before.paused_since, timedelta(0))
        return replace(before, due=before.due + stood, pauses=closed_pauses(before, now))

    return edit(desk, promise, f"'{promise.what:.40}' runs on", alter)


def repeat(desk: Session, promise: Promise, typed: str) -> Promise:
    """Let it come again in a rhythm, or no more."""
    rhythm = repeats.read(typed, promise.due)
    words = f"'{promise.what:.40}' {repeats.told(rhythm) or 'only once'}"
    hour = f"{repeats.hour_of(promise.due):%H:%M}"

    def alter(before: Promise) -> Promise:
        _refuse_settled(before)
        return replace(before, repeat=rhythm, rhythm_at=before.due, rhythm_hour=hour)

    return edit(desk, promise, words, alter)


def _refuse_settled(promise: Promise) -> None:
    if not promise.is_open:
        raise RefusedError(said("That promise is settled."))


def _refuse_closed(promise: Promise) -> None:
    if promise.kept_at:
        raise RefusedError(said("That promise was kept already."))
    if promise.broken_at:
        raise RefusedError(
            said("That promise was given up."), said("{undo} to take that back.", undo=slots.press("undo"))
        )


def settled(desk: Session, *, most: int) -> list[Promise]:
    """The newest promises that were kept or given up, the last one first."""
    newest = islice((promise for promise in every(desk, Promise) if not promise.is_open), most)
    return sorted(newest, key=lambda promise: promise.kept_at or promise.broken_at or promise.due, reverse=True)


def taken_back(desk: Session, *, most: int) -> Iterator[tuple[str, int, datetime]]:
    """The id, the last revision and the time of each promise that was taken out of the book, the newest first."""
    for document in islice(desk.book.select("tombstones", where("table") == "promises"), most):
        yield document["id"], int(document.get("rev", 1)), read_instant(document["deleted_at"])
