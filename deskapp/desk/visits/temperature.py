"""The kettle of an interaction, set by hand."""

import re

from deskapp.desk.documents import with_entry
from deskapp.desk.session import Session
from deskapp.desk.visits.checklists import RESOLUTION, STEAM, started
from deskapp.desk.visits.service import serve
from deskapp.desk.visits.wording import for_whom
from deskapp.errors import UsageError
from deskapp.messages import said
from deskapp.model import kettle
from deskapp.model.interaction import Interaction, Reading

_DEGREES = re.compile(r"([+-]?)(\d{1,3})")

USUAL = 40


def change(desk: Session, interaction: Interaction, degrees: int) -> Interaction:
    """Turn the kettle up or down by some °C, from where it is or from 40 °C."""
    return put(desk, interaction, (interaction.temperature or USUAL) + degrees)


def say(desk: Session, interaction: Interaction, degrees: str) -> Interaction:
    """Set the kettle to a number of °C, or turn it by one with a sign. Raises UsageError for anything else."""
    typed = _DEGREES.fullmatch(degrees.strip())
    if not typed:
        way = said("Write {coldest} to {hottest}, or +5 or -5.", coldest=kettle.COLDEST, hottest=kettle.HOTTEST)
        raise UsageError(said("{degrees!r:.20} is no temperature.", degrees=degrees), way)
    celsius = int(typed[1] + typed[2])
    return change(desk, interaction, celsius) if typed[1] else put(desk, interaction, celsius)


def put(desk: Session, interaction: Interaction, celsius: int) -> Interaction:
    """Set the kettle in °C (kept between 30 and 100). Reaching 60 starts letting off steam, and the resolution."""
    now, celsius = desk.now(), kettle.clamp(celsius)
    if celsius == interaction.temperature:
        return interaction

    def alter(visit: Interaction) -> Interaction:
        if kettle.is_steaming(celsius):
            visit = started(visit, now, RESOLUTION, STEAM)
        return with_entry(desk, visit, "readings", Reading(now, celsius), temperature=celsius)

    return serve(desk, interaction, f"{celsius} °C{for_whom(interaction)}", alter, must_be_open=True)
