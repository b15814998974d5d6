"""`deskapp promises --watch`: a wall screen or a second terminal that follows the desk's promises by itself."""

import os
import time
from datetime import datetime

from deskapp.cli import table
from deskapp.cli.call import Call
from deskapp.cli.lists import promise_row
from deskapp.commands.meant import short
from deskapp.desk.promises import alerts, notify, promises
from deskapp.desk.promises.groups import MARKS, state_words
from deskapp.desk.settings import settings as desk_settings
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
        found, now = promises.all_open(call.desk), call.now
        news = held.look(found, now)
        if call.out.isatty():
            shown = _show(call, found, now, shown)
        if news:
            _tell(call, news, now)
        call.out.flush()
        time.sleep(PAUSE)
        call.desk.book.refresh()


def _show(call: Call, found: list[Promise], now: datetime, shown: str) -> str:
    """Draw the list where it differs from what is shown, and give what is shown now."""
    rows = [_row(one, now) for one in found]
    if (state := repr(rows)) != shown:
        call.out.write(CLEAR)
        many = "1 promise" if len(found) == 1 else f"{len(found)} promises"
        call.line(f"{desk_settings.read(call.desk).desk_name}, {many} open")
        call.line()
        lines = list(table.rows(HEADER, rows, call.width)) if rows else []
        for line, tint in zip(lines, ["", *(_tint(one, now) for one in found)], strict=False):
            call.out.write(f"{tint}{line}{PLAIN}\n" if tint else f"{line}\n")
    return state


def _tint(one: Promise, now: datetime) -> str:
    """The colour beside the mark and the word; none where the person wants none (`NO_COLOR`)."""
    return "" if os.environ.get("NO_COLOR") else TINTS.get(one.state(now), "")


def _row(promise: Promise, now: datetime) -> tuple[str, ...]:
    mark, state = MARKS.get(promise.state(now), "  "), state_words(promise, now)
    due, _, name, owner, what = promise_row(promise, now)
    return (mark + due, state, name, owner, f"{what} ({short(promise.id)})")


def _tell(call: Call, news: list[alerts.Alert], now: datetime) -> None:
    sentence = alerts.sentence(news, now)
    settings = desk_settings.read(call.desk)
    if not call.out.isatty():
        call.line(sentence)
    else:
        if settings.alert_bell:
            call.out.write("\a")
        if settings.alert_terminal:
            call.out.write(notify.osc(sentence))
    if settings.alert_desktop:
        notify.by_desktop(alerts.several(news, now))
