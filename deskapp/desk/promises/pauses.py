"""Promises that wait on the customer: their clock stands still, and their time is given back afterwards."""

from dataclasses import replace
from datetime import timedelta

from deskapp.desk.documents import edit
from deskapp.desk.promises import repeats
from deskapp.desk.promises.promises import closed_pauses
from deskapp.desk.session import Session
from deskapp.errors import RefusedError
from deskapp.model.promise import Pause, Promise


def pause(desk: Session, promise: Promise, why: str = "") -> Promise:
    """It waits on the customer from now on."""
    waits = Pause(desk.now(), None, " ".join(why.split()))

    def alter(newest: Promise) -> Promise:
        _refuse_settled(newest)
        if newest.paused_since:
            raise RefusedError("That promise waits on the customer already.", "The same key lets its clock run on.")
        return replace(newest, pauses={**newest.pauses, desk.new_key(newest.pauses): waits})

    return edit(desk, promise, f"'{promise.what:.40}' waits on the customer", alter)


def resume(desk: Session, promise: Promise) -> Promise:
    """They answered: the clock runs on, and the due time moves by as long as it stood still."""
    now = desk.now()

    def alter(it: Promise) -> Promise:
        if it.paused_since is None:
            raise RefusedError("That promise does not wait on the customer.")
        stood = now - (it.paused_since or now)
        return replace(it, due=it.due + max(stood, timedelta(0)), pauses=closed_pauses(it, now))

    return edit(desk, promise, f"'{promise.what:.40}' runs on", alter)


def repeat(desk: Session, promise: Promise, typed: str) -> Promise:
    """Let it come again in a rhythm, or no more."""
    rhythm = repeats.read(typed, promise.due)
    words = f"'{promise.what:.40}' {repeats.told(rhythm) or 'only once'}"
    hour = f"{repeats.hour_of(promise.due):%H:%M}"

    def alter(newest: Promise) -> Promise:
        _refuse_settled(newest)
        return replace(newest, repeat=rhythm, rhythm_at=newest.due, rhythm_hour=hour)

    return edit(desk, promise, words, alter)


def _refuse_settled(promise: Promise) -> None:
    if not promise.is_open:
        raise RefusedError("That promise is settled.")
