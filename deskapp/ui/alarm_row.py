"""The alarm row: which of the facts that must not be overlooked is shown now, and which wait behind it."""

from collections.abc import Sequence
from datetime import datetime

from deskapp.desk.promises import alerts
from deskapp.desk.promises.alerts import Alert
from deskapp.desk.visits.day import Day
from deskapp.desk.visits.watch import Alarm, Called, Watch, alarms, known_as

SECONDS_IN_SIGHT = 10
SEVERAL = 3
PROMISES = "promises"


class AlarmRow:
    """Facts that were not told yet wait in a line, those who wait longest first; one of them is shown at a time.

    A phone that rings waits behind none. `called` says how a visit is called.
    """

    def __init__(self, called: Called = known_as) -> None:
        self._called = called
        self._watch = Watch()
        self._line: list[str] = []
        self._news: list[Alert] = []
        self._standing: dict[str, Alarm] = {}
        self._seconds = 0

    @property
    def shown(self) -> Alarm | None:
        """The fact that stands in the row now."""
        return self._standing.get(self._line[0]) if self._line else None

    def look(self, day: Day, now: datetime) -> list[Alarm]:
        """Take the newest state; what is new since the last look comes back, for the bell."""
        fresh = self._watch.look(day, now, self._called)
        self._line += [alarm.key for alarm in fresh]
        self.follow(day, now)
        for alarm in fresh:
            if alarm.is_at_once:
                self._put_first(alarm.key)
        return fresh

    def follow(self, day: Day, now: datetime) -> None:
        """What has no cause any more goes; the others are put in the order of need, the shown one stays on top."""
        self._standing = {alarm.key: alarm for alarm in (*alarms(day, now, self._called), *self._of_promises(day, now))}
        shown = self._line[0] if self._line else ""
        waiting = [key for key in self._standing if key in self._line[1:] and key != shown]
        if shown in self._standing:
            self._line = [shown, *waiting]
        else:
            self._line, self._seconds = waiting, 0

    def _put_first(self, key: str) -> None:
        """One fact takes the row from the one that stands there, which waits again."""
        if self.shown and self.shown.key != key:
            self._line, self._seconds = [key, *(other for other in self._line if other != key)], 0

    def tell(self, news: Sequence[Alert], day: Day, now: datetime) -> None:
        """Promises turned amber or red."""
        self._news += news
        self._line += [alarm.key for alarm in self._of_promises(day, now) if alarm.key not in self._line]
        self.follow(day, now)

    def was_in_sight(self) -> None:
        """The row was in sight for one more second; after its time the next fact takes its place."""
        if self._line:
            self._seconds += 1
            if self._seconds >= SECONDS_IN_SIGHT:
                self.went_there()

    def went_there(self) -> None:
        """The shown fact has been seen to, or seen long enough."""
        gone, self._line, self._seconds = self._line[:1], self._line[1:], 0
        if gone:
            self._news = [event for event in self._news if gone != [PROMISES] and event.key != gone[0]]

    def _of_promises(self, day: Day, now: datetime) -> list[Alarm]:
        """The news of promises that still hold: each by itself, or several in one sentence."""
        self._news = [event for event in self._news if _holds(event, day, now)]
        if len(self._news) >= SEVERAL:
            fact, first = alerts.several(self._news, now), self._news[0]
            return [Alarm(PROMISES, PROMISES, fact, "promises", "to see them", first.at)]
        return [
            Alarm(event.key, event.promise.id, alerts.fact(event, now), "keep", "when it is kept", event.at)
            for event in self._news
        ]


def _holds(event: Alert, day: Day, now: datetime) -> bool:
    promise = day.promises.get(event.promise.id)
    return promise is not None and any(known.key == event.key for known in alerts.events(promise, now))
