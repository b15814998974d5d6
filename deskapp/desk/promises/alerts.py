"""Alerts of promises: once when it turns amber, once when it is due, and never again for the same due time.

What was told is kept in the book, so that neither a restart nor a sleep of the machine tells it twice or loses it. What
came due while nobody looked is told once, in one sentence; what is older than a long weekend is no news.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from deskapp.desk.session import Session, own_document
from deskapp.desk.visits.watch import short
from deskapp.messages import counted, said
from deskapp.model.document import instant_text
from deskapp.model.promise import Promise
from deskapp.text import durations, when

TABLE = "alerts"
NO_NEWS = timedelta(days=4)
KEPT = timedelta(days=7)
Kind = Literal["soon", "due"]


@dataclass(frozen=True, slots=True)
class Alert:
    """One event of one promise."""

    promise: Promise
    kind: Kind
    at: datetime

    @property
    def key(self) -> str:
        """The same for the same event: a promise that is moved has new ones."""
        return f"{instant_text(self.promise.due)} {self.kind} {self.promise.id}"


@dataclass
class Alerts:
    """Knows what was told, by key."""

    told: set[str] = field(default_factory=set)

    def look(self, promises: Iterable[Promise], now: datetime) -> list[Alert]:
        """What has happened and was not told yet, the earliest first; from now on it counts as told.

        A promise that is due needs no word any more that it will be due soon.
        """
        standing = [event for promise in promises for event in events(promise, now)]
        fresh = [event for event in standing if event.key not in self.told]
        self.told.update(event.key for event in fresh)
        due = {event.promise.id for event in fresh if event.kind == "due"}
        news = [event for event in fresh if event.kind == "due" or event.promise.id not in due]
        return sorted((event for event in news if now - event.at < NO_NEWS), key=lambda event: event.at)


def events(promise: Promise, now: datetime) -> list[Alert]:
    """What has happened to an open promise by now; one that waits on the customer stands still.

    What is promised for the next few minutes is amber from the start, which nobody has to be told.
    """
    if not promise.is_open:
        return []
    shown, last = promise.clock(now), promise.last_move()
    is_short = promise.soon_at <= (last.at if last else promise.made_at)
    soon = [Alert(promise, "soon", promise.soon_at)] if shown >= promise.soon_at and not is_short else []
    return [*soon, Alert(promise, "due", promise.due)] if shown >= promise.due else soon


def read(desk: Session) -> Alerts:
    """What this desk has told before."""
    return Alerts(set((desk.book.get(TABLE, _identifier(desk)) or {}).get("told", ())))


def keep(desk: Session, alerts: Alerts) -> None:
    """Keep what was told; what lies a week back is forgotten."""
    oldest = instant_text(desk.now() - KEPT)
    alerts.told = {key for key in alerts.told if key >= oldest}
    with desk.book.change("alerts", by=desk.staff, at=desk.now(), undoable=False) as change:
        change.put(TABLE, {"id": _identifier(desk), "told": sorted(alerts.told)})


def sentence(news: list[Alert], now: datetime) -> str:
    """The news in one sentence, or two where there are several."""
    if len(news) == 1:
        return fact(news[0], now)
    due = [event for event in news if event.kind == "due"]
    return f"{several(news, now)} {fact(due[0], now)}" if due else several(news, now)


def several(news: list[Alert], now: datetime) -> str:
    """How many promises, and nothing of what they are."""
    due = sum(event.kind == "due" for event in news)
    if not due:
        first = when.describe(news[0].promise.due, now)
        return (
            said("{number} promises are due soon, the first {first}.", number=len(news), first=first)
            if len(news) > 1
            else said("Due soon: {first}.", first=first)
        )
    if due == len(news):
        return counted(due, "A promise is due.", "{count} promises are due.")
    more = len(news) - due
    return counted(due, "A promise is due, {more} more soon.", "{count} promises are due, {more} more soon.", more=more)


def fact(event: Alert, now: datetime) -> str:
    """What has happened to one promise: what it is, to whom, and when it is or was due."""
    promise = event.promise
    what = f"{short(promise.what)} to {short(promise.customer.name)}" if promise.customer else short(promise.what)
    if event.kind == "soon":
        return said("Due soon: {what}, {due}.", what=what, due=when.describe(promise.due, now))
    late = now - promise.due
    since = f"{durations.told(late)} ago" if late >= timedelta(minutes=1) else "now"
    return said("Due {since}: {what}.", since=since, what=what)


def _identifier(desk: Session) -> str:
    return own_document(desk, TABLE, "alr")
