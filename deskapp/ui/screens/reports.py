"""Reports: a day, a week, a month or a year looked back on, counted in a thread when it is looked at (practice G2)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from time import sleep
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget
from textual.worker import get_current_worker

from deskapp import clock, slots
from deskapp.desk.reports import lessons, reports
from deskapp.desk.reports.tally import StoppedError
from deskapp.errors import DeskError
from deskapp.exchange import report_out
from deskapp.model.report import SPANS, Lesson, Period, Report, Span, before, following
from deskapp.ui import questions
from deskapp.ui.changes import EVERYTHING, Changed
from deskapp.ui.commands import Command, bindings, on_screen
from deskapp.ui.context import Context
from deskapp.ui.copying import copy
from deskapp.ui.questions import report as report_asks
from deskapp.ui.render.line import Line, row, span
from deskapp.ui.render.report import report_lines, spans_line
from deskapp.ui.screens.base_screen import BaseScreen
from deskapp.ui.widgets.entry import EntryPanel, NextStep
from deskapp.ui.widgets.line_pane import LinePane, Lines

Wanted = tuple[Period, str, int]
KEYS_FIRST = 0.0003  # seconds for the screen's own thread, which else waits 5 ms for its turn at each step


class ReportsScreen(BaseScreen):
    """One report at a time. What was counted stays until what is wanted now has been counted."""

    NAME, PLACE = "reports", "Reports"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(on_screen("reports")),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("home", "first", show=False),
        Binding("end", "last", show=False),
    ]
    DEFAULT_CSS = """
    ReportsScreen {
        #looked-back { height: 1fr; }
        #report { height: 1fr; }
    }
    .-wide ReportsScreen #looked-back, ReportsScreen.-wide #looked-back { padding: 0 1; }
    """

    @dataclass
    class Counted(Message):
        """A report is counted, or could not be (then `error` says why)."""

        wanted: Wanted
        report: Report | None = None
        error: str = ""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._period = reports.period("week", clock.today(context.desk.now()))
        self._report: Report | None = None
        self._known: Wanted | None = None
        self._counting: Wanted | None = None

    def panes(self) -> list[Widget]:
        """The stretch and the spans, the panel for typing, the report."""
        head = Lines(lambda width: [spans_line(self._period, width)], id="spans")
        return [
            Vertical(
                head,
                EntryPanel(prepare=self.prepare, id="entry"),
                LinePane(self._lines, id="report", classes="pane"),
                id="looked-back",
            )
        ]

    @property
    def pane(self) -> LinePane:
        """Where the report stands."""
        return self.query_one("#report", LinePane)

    @property
    def report(self) -> Report | None:
        """The report of the stretch that is looked at, once it is counted."""
        return self._report if self._report and self._report.period == self._period else None

    def draw(self, changed: Changed) -> None:
        """Draw what is counted, and count what is not; a count that is under way is not begun again by each change."""
        if not self.query("#report"):
            return
        wanted = self._wanted
        if wanted != self._known and (self._counting is None or self._counting[:2] != wanted[:2]):
            self._counting = wanted
            self._count(wanted)
        told = self.report
        count = f"{told.people.total:,} {'interaction' if told.people.total == 1 else 'interactions'}" if told else ""
        self.pane.entitle(count or "Counting")
        self.query_one("#spans", Lines).redraw()
        self.pane.redraw()
        super().draw(EVERYTHING)

    @property
    def _wanted(self) -> Wanted:
        desk = self.context.desk
        return self._period, desk.staff, desk.book.serial

    @work(thread=True, exclusive=True, group="report")
    def _count(self, wanted: Wanted) -> None:
        worker = get_current_worker()
        looked_at, staff, _ = wanted

        def goes_on() -> bool:
            sleep(KEYS_FIRST)
            return not worker.is_cancelled

        try:
            made = reports.make(self.context.desk, looked_at, habits_of=staff, goes_on=goes_on)
        except StoppedError:
            return
        except DeskError as error:
            self.post_message(self.Counted(wanted, error=str(error)))
        else:
            self.post_message(self.Counted(wanted, made))

    @on(Counted)
    def _counted(self, event: Counted) -> None:
        event.stop()
        if event.wanted != self._counting:
            return
        self._counting, self._known = None, event.wanted
        self._report = event.report or self._report
        if event.error:
            self.say(event.error, bad=True)
        self.refresh_panes()

    def _lines(self, width: int) -> list[Line]:
        told = self.report
        return report_lines(told, width) if told else [row([span(" Counting …", "dim")], width=width)]

    def offered(self) -> list[Command]:
        """Going from one to another first, then what is done with it."""
        first = [
            "report_before",
            "report_after",
            "report_span",
            "lesson_new",
            "report_copy",
            "report_write",
            "report_at",
        ]
        commands = {command.id: command for command in super().offered()}
        if not (self.report and self.report.lessons):
            del commands["lesson_change"], commands["lesson_remove"]
        return [commands.pop(name) for name in first] + list(commands.values())

    def look_at(self, span_: Span, day: date) -> str:
        """Look back on the stretch that a day lies in."""
        found = self.attempt(reports.period, span_, day)
        if found and found != self._period:
            self._period = found
            self.pane.scroll_home(animate=False)
            self.refresh_panes()
        return ""

    def do_report_before(self) -> None:
        """`Left`."""
        self.look_at(self._period.span, before(self._period).first)

    def do_report_after(self) -> None:
        """`Right`; nothing has happened yet in what is to come."""
        if self._period.after > self._today:
            self.say("What comes after that has not happened yet.")
            return
        self.look_at(self._period.span, following(self._period).first)

    def do_report_span(self) -> None:
        """`t`: the next span, around the last day of this one that has come."""
        at = SPANS.index(self._period.span)
        self.look_at(SPANS[(at + 1) % len(SPANS)], min(self._period.last, max(self._period.first, self._today)))

    def do_report_now(self) -> None:
        """`g`."""
        self.look_at(self._period.span, self._today)

    def do_report_at(self) -> None:
        """`/`."""
        self.ask(report_asks.at(self.context.desk, lambda day: self.look_at(self._period.span, day)))

    @property
    def _today(self) -> date:
        return clock.today(self.context.desk.now())

    def do_lesson_new(self) -> None:
        """`n`."""
        self.ask(questions.lessons.new(self.context.desk))

    def do_lesson_change(self) -> None:
        """`i`."""
        self._with_lesson(lambda one: questions.lessons.change(self.context.desk, one))

    def do_lesson_remove(self) -> None:
        """`z`."""
        self._with_lesson(self._remove)

    def _remove(self, one: Lesson) -> str:
        lessons.remove(self.context.desk, one)
        return f"Taken out: {one.text}. {slots.key('undo')} brings it back."

    def _with_lesson(self, act: Callable[[Lesson], NextStep]) -> None:
        found = lessons.between(self.context.desk, *reports.bounds(self._period))
        if found:
            self.ask(questions.lessons.which(found, act))
        else:
            self.say(f"No lesson is written down here. {slots.press('lesson_new')} to write one.", bad=True)

    def do_report_copy(self) -> None:
        """`y`."""
        if told := self._ready():
            copy(self, report_out.text(told))

    def do_report_write(self) -> None:
        """`x`."""
        if told := self._ready():
            self.ask(report_asks.write(told, self.context.desk.book.path))

    def _ready(self) -> Report | None:
        if self.report is None:
            self.say("It is still being counted.")
        return self.report

    def pick(self, kind: str, value: str) -> None:
        """A click: a span, or what every screen has."""
        if kind == "span":
            self.look_at(next(one for one in SPANS if one == value), min(self._period.last, self._today))
        else:
            super().pick(kind, value)

    def do_up(self) -> None:
        """One line up."""
        self.pane.scroll_relative(y=-1, animate=False)

    def do_down(self) -> None:
        """One line down."""
        self.pane.scroll_relative(y=1, animate=False)

    def action_page(self, by: int) -> None:
        """A page on."""
        self.pane.scroll_relative(y=by * max(1, self.pane.size.height - 1), animate=False)

    def action_first(self) -> None:
        """The top."""
        self.pane.scroll_home(animate=False)

    def action_last(self) -> None:
        """The end."""
        self.pane.scroll_end(animate=False)

    def do_back(self) -> None:
        """`Escape`."""
        self.app.pop_screen()
