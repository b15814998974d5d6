"""Alarms as lines: what has to be seen to now, and how to speak of whom it is about."""

from deskapp.desk.promises import alerts
from deskapp.desk.session import Session
from deskapp.desk.visits import namesakes, ring
from deskapp.desk.visits.day import Day
from deskapp.desk.visits.watch import Alarm, Watch, known_as
from deskapp.messages import said
from deskapp.model.interaction import Interaction


class Alarms:
    """What was told already, so that each alarm is told once."""

    def __init__(self) -> None:
        self._watch, self._alerts = Watch(), alerts.Alerts()

    def begin(self, desk: Session, day: Day) -> None:
        """What is due at the start is no news."""
        self._alerts.look(day.promises_by_due(), desk.now())

    def look(self, desk: Session, day: Day, selected: str) -> list[str]:
        """The sentences of what is news now; `selected` is the id of the visit that is spoken of."""
        now, shown = desk.now(), namesakes.told_apart(desk, day)
        alarms = self._watch.look(shown, now, lambda visit: _called(desk, visit))
        sentences = [f"{alarm.fact}{_way_to(alarm, day, selected)}" for alarm in alarms]
        if news := self._alerts.look(shown.promises_by_due(), now):
            sentences.append(alerts.sentence(news, now))
        return sentences


def _way_to(alarm: Alarm, day: Day, selected: str) -> str:
    """How to speak of the one that an alarm names."""
    if alarm.command == "ring_back":
        return said(" B rings back.")
    is_theirs = alarm.subject == selected or len(day.open) < 2
    if alarm.command == "greet" and alarm.is_at_once and is_theirs:
        return " g: you answer it."
    return "" if is_theirs else " attend: speak of them."


def _called(desk: Session, visit: Interaction) -> str:
    return ring.caller_words(desk, visit) if ring.possible(desk, visit) else known_as(visit)
