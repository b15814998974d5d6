"""A promise due at a time at which the desk is closed: refused, unless somebody says that it is meant all the same."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.errors import DecideError
from deskapp.messages import said
from deskapp.text import hours, when


class ClosedThenError(DecideError):
    """The desk is closed then; `opens` is when it opens next, None where it does not for more than a year.

    `opening` says when that is in words that can be typed, too.
    """

    wants = "though_closed"

    def __init__(self, why: str, opens: datetime | None, opening: str = "") -> None:
        way = said("The desk opens {opening}.", opening=opening) if opens else ""
        next_step = said("{way} Choose another time, or say that it's meant all the same.", way=way).strip()
        instead = [(f"When the desk opens: {opening}", {"due": opens})] if opens else []
        super().__init__(f"{why}.", next_step, way, instead)
        self.opens = opens


def check(desk: Session, due: datetime, given: Mapping[str, Any]) -> None:
    """Refuse a time at which the desk is closed where a command was not given that it is meant."""
    refuse(desk, due, meant=bool(given.get("though_closed")))


def refuse(desk: Session, due: datetime, *, meant: bool = False) -> None:
    """Refuse a time at which the desk is closed, unless it is `meant`. Raises ClosedThenError."""
    known = hours.of(settings.read(desk))
    if meant or not (why := known.closed(due)):
        return
    opens = known.next_opening(due)
    raise ClosedThenError(why, opens, when.describe(opens, desk.now()) if opens else "")
