"""`deskapp promises --watch`: a wall screen or a second terminal that follows the desk's promises by itself."""

import os
import time
from datetime import datetime

from deskapp.cli import table
from deskapp.cli.call import Call
from deskapp.commands.meant import short
from deskapp.desk.promises import alerts, notify, promises
from deskapp.desk.promises.groups import MARKS, row, state_words
from deskapp.desk.settings import settings as desk_settings
from deskapp.messages import counted
from deskapp.model.promise import Promise, PromiseState

PAUSE = 1.0
CLEAR = "\x1b[H\x1b[2J\x1b[3J"
TINTS: dict[PromiseState, str] = {"due_soon": "\x1b[33m", "overdue": "\x1b[1;31m"}
PLAIN = "\x1b[0m"
HEADER = ("due", "state", "to", "promised by", "what")


def watch(call: Call) -> None:
    """Follow the book until it is interrupted: a terminal shows the list anew, anything else gets a line an event.

    What stood there at the start is not told; from then on each event is, as the settings say.
    """
    held, shown = alerts.Alerts(), ""
    held.look(promises.all_open(call.desk), call.now)
    while True:
        still_open, now = promises.all_open(call.desk), call.now
        news = held.look(still_open, now)
        if call.out.isatty():
            shown = _show(call, still_open, now, shown)
        if news:
            _tell(call, news, now)
        call.out.flush()
        time.sleep(PAUSE)
        call.desk.book.refresh()


def _show(call: Call, still_open: list[Promise], now: datetime, shown: str) -> str:
    """Draw the list where it differs from what is shown, and give what is shown now."""
    rows = [_row(promise, now) for promise in still_open]
    if (state := repr(rows)) == shown:
        return state
    call.out.write(CLEAR)
    name = desk_settings.read(call.desk).desk_name
    call.line(counted(len(rows), "{desk}, {count} promise open", "{desk}, {count} promises open", desk=name))
    call.line()
    lines = table.rows(HEADER, rows, call.width) if rows else ()
    for line, tint in zip(lines, ["", *(_tint(promise, now) for promise in still_open)], strict=False):
        call.out.write(f"{tint}{line}{PLAIN}\n" if tint else f"{line}\n")
    return state


def _tint(promise: Promise, now: datetime) -> str:
    """The colour beside the mark and the word; none where the person wants none (`NO_COLOR`)."""
    return "" if os.environ.get("NO_COLOR") else TINTS.get(promise.state(now), "")


def _row(promise: Promise, now: datetime) -> tuple[str, ...]:
    mark, state = MARKS.get(promise.state(now), "  "), state_words(promise, now)
    due, _, name, owner, what = row(promise, now)
    return (mark + due, state, name, owner, f"{what} ({short(promise.id)})")


def _tell(call: Call, news: list[alerts.Alert], now: datetime) -> None:
    sentence, settings = alerts.sentence(news, now), desk_settings.read(call.desk)
    if not call.out.isatty():
        call.line(sentence)
    else:
        bell, osc = "\a" * settings.alert_bell, notify.osc(sentence) * settings.alert_terminal
        call.out.write(bell + osc)
    if settings.alert_desktop:
        notify.by_desktop(alerts.several(news, now))
