"""Promises that wait on the customer: their clock stands still, and their time is given back afterwards."""

from dataclasses import replace
from datetime import timedelta

from deskapp.desk import repeats
from deskapp.desk.documents import edit
from deskapp.desk.promises import closed_pauses
from deskapp.desk.session import Desk
from deskapp.errors import RefusedError
from deskapp.model.promise import Pause, Promise


def pause(desk: Desk, promise: Promise, why: str = "") -> Promise:
    """It waits on the customer from now on."""
    if not promise.is_open:
        raise RefusedError("That promise is settled.")
    if promise.paused_since:
        raise RefusedError("That promise waits on the customer already.", "The same key lets its clock run on.")
    one, key = Pause(desk.now(), None, " ".join(why.split())), desk.new_key(promise.pauses)
    words = f"'{promise.what:.40}' waits on the customer"
    return edit(desk, promise, words, lambda it: replace(it, pauses={**it.pauses, key: one}))


def resume(desk: Desk, promise: Promise) -> Promise:
    """They answered: the clock runs on, and the due time moves by as long as it stood still."""
    if promise.paused_since is None:
        raise RefusedError("That promise does not wait on the customer.")
    now = desk.now()

    def alter(it: Promise) -> Promise:
        stood = now - (it.paused_since or now)
        return replace(it, due=it.due + max(stood, timedelta(0)), pauses=closed_pauses(it, now))

    return edit(desk, promise, f"'{promise.what:.40}' runs on", alter)


def repeat(desk: Desk, promise: Promise, typed: str) -> Promise:
    """Let it come again in a rhythm, or no more."""
    if not promise.is_open:
        raise RefusedError("That promise is settled.")
    rhythm = repeats.read(typed, promise.due)
    words = f"'{promise.what:.40}' {repeats.told(rhythm) or 'only once'}"
    hour = f"{repeats.hour_of(promise.due):%H:%M}"
    return edit(desk, promise, words, lambda it: replace(it, repeat=rhythm, rhythm_at=it.due, rhythm_hour=hour))
