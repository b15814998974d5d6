"""What must not be overlooked: somebody waits unseen, a hold grows long, a person is passed around (A2, A3).

Each event is told once; a hold that goes on is told again after each further stretch, without a bell.
"""

from dataclasses import dataclass, field
from datetime import datetime

from deskapp.desk.day import Day
from deskapp.model.frozen import dataclass as noun
from deskapp.model.interaction import REFERRALS_ALARM, WAITS_TOO_LONG, Interaction


@noun(frozen=True, slots=True)
class Alarm:
    """One thing to tell; `rings` where it is the first time for its event."""

    key: str
    interaction: str
    sentence: str
    rings: bool = True


@dataclass(eq=False, repr=False)
class Watch:
    """Remembers what was told. What ended, was greeted or came back from hold is forgotten."""

    told: set[str] = field(default_factory=set)

    def look(self, day: Day, now: datetime) -> list[Alarm]:
        """What is new since the last look."""
        standing = [alarm for one in day.open_first() for alarm in alarms(one, day, now)]
        fresh = [alarm for alarm in standing if alarm.key not in self.told]
        self.told = {alarm.key for alarm in standing}
        return fresh


def alarms(interaction: Interaction, day: Day, now: datetime) -> list[Alarm]:
    """Everything that stands on one open interaction."""
    who = interaction.name or f"The {interaction.kind} without a name"
    found: list[Alarm] = []
    if interaction.waits_too_long(now):
        minutes = int(WAITS_TOO_LONG.total_seconds() // 60)
        words = f"{who} has been waiting for more than {minutes} minutes. Look up and greet: g."
        found.append(Alarm(f"{interaction.id}.waits", interaction.id, words))
    times = int(interaction.held(now) // day.hold_limit)
    if times:
        since = interaction.in_state_since()
        minutes = int(interaction.held(now).total_seconds() // 60)
        words = f"{who} has been on hold for {minutes} minutes. Go back with news, or say how long: o."
        found.append(Alarm(f"{interaction.id}.held.{since:%H%M%S}.{times}", interaction.id, words, times == 1))
    if len(interaction.referrals) >= REFERRALS_ALARM and not interaction.owner:
        count = len(interaction.referrals)
        words = f"{who} was passed on {count} times. Agree who owns it: h."
        found.append(Alarm(f"{interaction.id}.passed.{count}", interaction.id, words))
    return found
