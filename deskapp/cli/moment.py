"""A time among a command's arguments: read by the desk's habits, and what decided about it is said."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from deskapp.cli.call import Call
from deskapp.desk.times import habits
from deskapp.desk.times.closed_hours import ClosedThenError
from deskapp.errors import RefusedError


def moment(call: Call, name: str, *, past: bool = False) -> datetime:
    """The instant that an argument means, to come or, with `past`, gone by. Raises RefusedError with an example."""
    reading = habits.read(call.desk, call.text(name), past=past)
    if reading.why:
        call.say(reading.why)
    return reading.at


@contextmanager
def though_closed() -> Iterator[None]:
    """Name the option by which a promise is due while the desk is closed."""
    try:
        yield
    except ClosedThenError as error:
        raise RefusedError(error.sentence, f"{error.way} Add --closed if it's meant all the same.".strip()) from error
