"""The PIN of the curtain: kept as a salted hash, slower to guess with each wrong try, and a way out when forgotten.

It keeps curious eyes away from an unattended screen. It does not encrypt the book: who may read its files needs none.
"""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from deskapp.desk.handover import handover
from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.errors import DeskError, RefusedError
from deskapp.messages import said
from deskapp.model.settings import Settings
from deskapp.store import pin_tries

SHORTEST, LONGEST = 4, 64
FREE_TRIES, FIRST_WAIT, LONGEST_WAIT = 3, 5, 300
_COST, _BLOCK, _LANES = 2**14, 8, 1
_FORGET = "deskapp settings --forget-pin"
FORGOTTEN = f"Forgotten? At this computer: {_FORGET}"


class WrongPinError(RefusedError):
    """What was typed is not the PIN, or came too soon after wrong ones; `held` are the settings after that try."""

    def __init__(self, sentence: str, next_step: str, held: Settings) -> None:
        super().__init__(sentence, next_step)
        self.held = held


def put(desk: Session, typed: str, again: str, *, present: str = "") -> Settings:
    """Set the PIN, typed twice; where one is set, who changes it knows that `present` one. Raises RefusedError."""
    _prove_present(desk, present)
    if typed != again:
        raise RefusedError(said("The two are not the same."), said("Type the new PIN once more."))
    if not SHORTEST <= len(typed) <= LONGEST:
        raise RefusedError(
            said("A PIN has {shortest} to {longest} characters.", shortest=SHORTEST, longest=LONGEST),
            said("Type another one."),
        )
    kept = hashed(typed, desk.entropy(16))
    return _record(desk, "set the PIN", stays=True, pin=kept, pin_wrong=0, pin_tried_at=None)


def take_off(desk: Session, *, present: str = "") -> Settings:
    """From now on any key lifts the curtain; who takes a PIN off knows it. Raises RefusedError."""
    _prove_present(desk, present)
    return _record(desk, "take the PIN off", stays=True, pin="", pin_wrong=0, pin_tried_at=None)


def prove(desk: Session, held: Settings, typed: str) -> Settings:
    """The settings after the right PIN was typed. Raises WrongPinError."""
    left = wait(counted(desk, held), desk.now())
    if left:
        seconds = max(1, round(left.total_seconds()))
        raise WrongPinError(said("Wrong before. The next try in {seconds} s.", seconds=seconds), "", held)
    after = tried(desk, held, fitted=(fitted := fits(held.pin, typed)))
    if not fitted:
        raise WrongPinError(said("That isn't the PIN."), said("Type it again."), after)
    return after


def _prove_present(desk: Session, present: str) -> None:
    held = settings.read(desk)
    if held.pin:
        prove(desk, held, present)


def forget(desk: Session) -> None:
    """Take a forgotten PIN off, and leave a line about it for the next person. Raises RefusedError."""
    if not settings.read(desk).pin:
        raise RefusedError(said("No PIN is set."), said("Any key lifts the curtain."))
    with desk.book.one_act():
        _record(desk, "take the PIN off", stays=True, pin="", pin_wrong=0, pin_tried_at=None)
        handover.note(desk, f"The curtain's PIN was taken off with `{_FORGET}`, for {desk.staff or 'somebody'}.")


def hashed(typed: str, salt: bytes) -> str:
    """What is kept of a PIN: the salt and the scrypt of both, in hexadecimal.

    OpenSSL, which knows it, takes some 4 MB and is loaded where a PIN is set or tried, not where it is spoken of.
    """
    import hashlib

    key = hashlib.scrypt(typed.encode("utf-8", "replace"), salt=salt, n=_COST, r=_BLOCK, p=_LANES)
    return f"scrypt${salt.hex()}${key.hex()}"


def fits(kept: str, typed: str) -> bool:
    """Whether it is the PIN; takes some 50 ms by intent. What is kept in no known shape fits nothing."""
    import hmac

    try:
        name, salt, _ = kept.split("$")
        return name == "scrypt" and hmac.compare_digest(kept, hashed(typed, bytes.fromhex(salt)))
    except ValueError:
        return False


def wait(held: Settings, now: datetime) -> timedelta:
    """How long the next try has to wait: nothing after the first wrong ones, then twice as long each time."""
    more = held.pin_wrong - FREE_TRIES
    if more < 0 or held.pin_tried_at is None:
        return timedelta()
    whole = timedelta(seconds=min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(more, 10)))
    return max(timedelta(), min(whole, held.pin_tried_at + whole - now))


def counted(desk: Session, held: Settings) -> Settings:
    """The settings with the wrong tries that were made where the book could not be written; the last try tells."""
    aside = pin_tries.read(desk.book.path, held.pin) if held.pin else None
    if aside is None or (held.pin_tried_at and (aside.at, aside.wrong) <= (held.pin_tried_at, held.pin_wrong)):
        return held
    return replace(held, pin_wrong=aside.wrong, pin_tried_at=aside.at)


def tried(desk: Session, held: Settings, *, fitted: bool) -> Settings:
    """The settings after a try; wrong tries outlast a restart, in the book or beside it."""
    before = counted(desk, held)
    wrong, at = (0, None) if fitted else (before.pin_wrong + 1, desk.now())
    if fitted and not held.pin_wrong:
        pin_tries.forget(desk.book.path)
        return held
    try:
        after = _record(desk, "a try at the PIN", pin_wrong=wrong, pin_tried_at=at)
    except DeskError:
        with suppress(OSError):  # where nothing at all can be written, they are counted until this desk is closed
            pin_tries.keep(desk.book.path, held.pin, pin_tries.Tries(wrong, desk.now()))
        return replace(held, pin_wrong=wrong, pin_tried_at=at)
    if fitted:
        pin_tries.forget(desk.book.path)
    return after


def _record(desk: Session, words: str, *, stays: bool = False, **changes: Any) -> Settings:
    return settings.record(desk, words, changes, stays=stays)
