"""Looking back by lines: the report of today, this week, this month or this year, with figures in the place of bars."""

from typing import TYPE_CHECKING

from deskapp import clock
from deskapp.desk.reports import reports
from deskapp.exchange.report_out import text
from deskapp.model.period import SPANS
from deskapp.plain import files

if TYPE_CHECKING:
    from deskapp.plain.session import PlainSession


def report(session: "PlainSession", rest: str) -> None:
    """Of the span that is named, else of today; the habits are one's own. More words go to the command."""
    if len(rest.split()) > 1:
        files.command(session, f"report {rest}", "report")
        return
    span = next((one for one in SPANS if one == (rest.strip().casefold() or "day")), None)
    if span is None:
        session.say("Say report, and then day, week, month or year.")
        return
    desk = session.desk
    made = reports.make(desk, reports.period(span, clock.today(desk.now())), habits_of=desk.staff)
    for line in text(made, block="").splitlines():
        if line:
            session.say(" ".join(line.split()))
