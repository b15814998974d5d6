"""The command that writes a part of the book for others to read."""

from collections.abc import Callable
from pathlib import Path

from deskapp.cli.call import Call
from deskapp.desk import faq, promises
from deskapp.desk import settings as desk_settings
from deskapp.errors import RefusedError, UsageError

MOST_SETTLED = 500
Writer = Callable[[Call], str]


def export(call: Call) -> None:
    """Write it to the file that is named, else to the output."""
    what, asked = call.text("what"), call.text("format")
    formats = WAYS[what]
    writer = formats.get(asked or next(iter(formats)))
    if writer is None:
        raise UsageError(f"The {what} cannot be written as {asked!r:.20}.", f"Choose {' or '.join(formats)}.")
    text, named = writer(call), call.text("output")
    if not named:
        call.out.write(text)
        return
    file = Path(named).expanduser()
    try:
        file.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise RefusedError(f"{file} cannot be written: {error.strerror}.", "Give another name.") from error
    call.say(f"Written to {file}.")


def _leaflet_md(call: Call) -> str:
    from deskapp.exchange import faq_leaflet

    return faq_leaflet.markdown(faq.everything(call.desk), _title(call))


def _leaflet_html(call: Call) -> str:
    from deskapp.exchange import faq_leaflet

    return faq_leaflet.page(faq.everything(call.desk), _title(call))


def _calendar(call: Call) -> str:
    """The open promises, and those that were settled lately as cancelled, so that they leave the calendar."""
    from deskapp.exchange.calendar_out import promises_ics

    chosen = [*promises.all_open(call.desk), *promises.settled(call.desk, most=MOST_SETTLED)]
    return promises_ics(chosen, call.now, desk_settings.read(call.desk).desk_name)


def _title(call: Call) -> str:
    return f"{desk_settings.read(call.desk).desk_name}: questions and answers"


WAYS: dict[str, dict[str, Writer]] = {
    "faq": {"md": _leaflet_md, "html": _leaflet_html},
    "promises": {"ics": _calendar},
}
