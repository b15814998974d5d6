"""A time among a command's arguments: read by the desk's habits, and what decided about it is said."""

from datetime import datetime

from deskapp.cli.call import Call
from deskapp.desk import when


def moment(call: Call, name: str, *, past: bool = False) -> datetime:
    """The instant that an argument means, to come or, with `past`, gone by. Raises RefusedError with an example."""
    reading = when.of(call.desk, call.text(name), past=past)
    if reading.why:
        call.say(reading.why)
    return reading.at
