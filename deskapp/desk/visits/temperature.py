"""The kettle of an interaction, set by hand."""

import re
from dataclasses import replace

from deskapp.desk.session import Session
from deskapp.desk.visits.checklists import RESOLUTION, STEAM
from deskapp.desk.visits.service import serve
from deskapp.errors import UsageError
from deskapp.model import kettle
from deskapp.model.interaction import Interaction, Reading, Run

_DEGREES = re.compile(r"([+-]?)(\d{1,3})")

USUAL = 40


def change(desk: Session, interaction: Interaction, degrees: int) -> Interaction:
    """Turn the kettle up or down by some °C, from where it is or from 40 °C."""
    return put(desk, interaction, (interaction.temperature or USUAL) + degrees)


def say(desk: Session, interaction: Interaction, degrees: str) -> Interaction:
    """Set the kettle to a number of °C, or turn it by one with a sign. Raises UsageError for anything else."""
    typed = _DEGREES.fullmatch(degrees.strip())
    if not typed:
        raise UsageError(
            f"{degrees!r:.20} is no temperature.", f"Write {kettle.COLDEST} to {kettle.HOTTEST}, or +5 or -5."
        )
    celsius = int(typed[1] + typed[2])
    return change(desk, interaction, celsius) if typed[1] else put(desk, interaction, celsius)


def put(desk: Session, interaction: Interaction, celsius: int) -> Interaction:
    """Set the kettle in °C (kept between 30 and 100). Reaching 60 starts letting off steam, and the resolution."""
    now, key = desk.now(), desk.new_key(interaction.readings)
    reading = Reading(now, kettle.clamp(celsius))
    if reading.celsius == interaction.temperature:
        return interaction

    def alter(it: Interaction) -> Interaction:
        runs = dict(it.runs)
        if kettle.is_steaming(reading.celsius):
            for name in (RESOLUTION, STEAM):
                runs.setdefault(name, Run(now))
        return replace(it, temperature=reading.celsius, readings={**it.readings, key: reading}, runs=runs)

    whose = f" for {interaction.name}" if interaction.name else ""
    return serve(desk, interaction, f"{reading.celsius} °C{whose}", alter, must_be_open=True)
