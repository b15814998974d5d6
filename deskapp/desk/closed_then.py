"""A promise due at a time at which the desk is closed: refused, unless somebody says that it is meant all the same."""

from datetime import datetime

from deskapp.desk import settings
from deskapp.desk.session import Desk
from deskapp.errors import RefusedError
from deskapp.text import hours, when


class ClosedThenError(RefusedError):
    """The desk is closed then; `opens` is when it opens next, None where it does not for more than a year.

    `way` says when that is, in words; "" for None.
    """

    def __init__(self, why: str, opens: datetime | None, way: str) -> None:
        super().__init__(f"{why}.", f"{way} Choose another time, or say that it's meant all the same.".strip())
        self.opens, self.way = opens, way


def refuse(desk: Desk, due: datetime, *, meant: bool = False) -> None:
    """Refuse a time at which the desk is closed, unless it is `meant`. Raises ClosedThenError."""
    known = hours.of(settings.read(desk))
    if meant or not (why := known.closed(due)):
        return
    opens = known.next_opening(due)
    raise ClosedThenError(why, opens, f"The desk opens {when.describe(opens, desk.now())}." if opens else "")
