"""The kettle of an interaction, set by hand."""

from dataclasses import replace

from deskapp.desk.checklists import RESOLUTION, STEAM
from deskapp.desk.service import serve
from deskapp.desk.session import Desk
from deskapp.model import kettle
from deskapp.model.interaction import Interaction, Reading, Run

USUAL = 40


def change(desk: Desk, interaction: Interaction, degrees: int) -> Interaction:
    """Turn the kettle up or down by some °C, from where it is or from 40 °C."""
    return put(desk, interaction, (interaction.temperature or USUAL) + degrees)


def put(desk: Desk, interaction: Interaction, celsius: int) -> Interaction:
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
