"""Reports: a day, a week, a month or a year looked back on, counted in a thread when it is looked at (practice G2)."""

from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import date
from functools import partial, partialmethod
from time import sleep
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import Vertical
from textual.widget import Widget
from textual.worker import get_current_worker

from deskapp import clock, slots
from deskapp.desk.reports import lessons, reports
from deskapp.desk.reports.tally import StoppedError
from deskapp.exchange import report_out
from deskapp.messages import counted
from deskapp.model.lesson import Lesson
from deskapp.model.report import SPANS, Period, Report, Span, before, following
from deskapp.ui.changes import EVERYTHING, Changed
from deskapp.ui.context import Context
from deskapp.ui.frame.base_screen import PAGING, BaseScreen
from deskapp.ui.questions import files
from deskapp.ui.questions import reports as report_asks
from deskapp.ui.render.line import Line, sentence
from deskapp.ui.render.report import report_lines, spans_line
from deskapp.ui.widgets.entry import EntryPanel, NextStep
from deskapp.ui.widgets.line_pane import LinePane, Lines

Wanted = tuple[Period, str, int]
KEYS_FIRST = 0.0003  # seconds for the screen's own thread, which else waits 5 ms for its turn at each step


class ReportsScreen(BaseScreen):
    """One report at a time. What was counted stays until what is wanted now has been counted."""

    NAME, PLACE = "reports", "Reports"
    BINDINGS: ClassVar[list[BindingType]] = [*PAGING]
    FIRST = (
        "report_before", "report_after", "report_span", "lesson_new", "report_copy", "report_write", "report_at",
    )  # fmt: skip
    DEFAULT_CSS = """
    ReportsScreen {
        #looked-back { height: 1fr; }
        #report { height: 1fr; }
    }
    .-wide ReportsScreen #looked-back, ReportsScreen.-wide #looked-back { padding: 0 1; }
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._period = reports.period("week", clock.today(context.desk.now()))
        self._report: Report | None = None
        self._known: Wanted | None = None
        self._counting: Wanted | None = None

    def panes(self) -> list[Widget]:
        """The stretch and the spans, the panel for typing, the report."""
        head = Lines(lambda width: [spans_line(self._period, width)], id="spans")
        pane = LinePane(self._lines, id="report", classes="pane")
        return [Vertical(head, EntryPanel(prepare=self.prepare, id="entry"), pane, id="looked-back")]

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
        count = counted(told.people.total, "{count} visit", "{count:,} visits") if told else ""
        self.pane.entitle(count or "Counting")
        self.query_one("#spans", Lines).redraw()
        self.pane.redraw()
        super().draw(EVERYTHING)

    @property
    def _wanted(self) -> Wanted:
        desk = self.context.desk
        return self._period, desk.staff, desk.book.serial

    def _count(self, wanted: Wanted) -> None:
        looked_at, staff, _ = wanted

        def made() -> Report | None:
            worker = get_current_worker()

            def goes_on() -> bool:
                sleep(KEYS_FIRST)
                return not worker.is_cancelled

            with suppress(StoppedError):
                return reports.make(self.context.desk, looked_at, habits_of=staff, goes_on=goes_on)
            return None

        arrived = partial(self._counted, wanted)
        self.work_beside(made, arrived, partial(arrived, None), exclusive=True)

    def _counted(self, wanted: Wanted, report: Report | None, why_not: str = "") -> None:
        if wanted != self._counting:
            return
        self._counting, self._known = None, wanted
        self._report = report or self._report
        if why_not:
            self.say(why_not, bad=True)
        self.refresh_panes()

    def _lines(self, width: int) -> list[Line]:
        told = self.report
        return report_lines(told, width) if told else [sentence("Counting …", "dim", width=width)]

    def hidden(self) -> Collection[str]:
        """What is done with lessons, where there are none."""
        return () if self.report and self.report.lessons else ("lesson_change", "lesson_remove")

    def look_at(self, span_: Span, day: date) -> str:
        """Look back on the stretch that a day lies in."""
        period = self.attempt(reports.period, span_, day)
        if period and period != self._period:
            self._period = period
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
        else:
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
        self.ask(report_asks.new_lesson(self.context.desk))

    def do_lesson_change(self) -> None:
        """`i`."""
        self._with_lesson(lambda lesson: report_asks.change_lesson(self.context.desk, lesson))

    def do_lesson_remove(self) -> None:
        """`z`."""

        def remove(lesson: Lesson) -> str:
            lessons.remove(self.context.desk, lesson)
            return f"Taken out: {lesson.text}. {slots.key('undo')} brings it back."

        self._with_lesson(remove)

    def _with_lesson(self, act: Callable[[Lesson], NextStep]) -> None:
        written = lessons.between(self.context.desk, *reports.bounds(self._period))
        if written:
            self.ask(report_asks.which_lesson(written, act))
        else:
            self.say(f"No lesson is written down here. {slots.press('lesson_new')} to write one.", bad=True)

    def do_report_copy(self) -> None:
        """`y`."""
        self._with_report(lambda told: self.copy(report_out.text(told)))

    def do_report_write(self) -> None:
        """`x`."""
        self._with_report(lambda told: self.ask(files.report(told, self.context.desk.book.path)))

    def _with_report(self, act: Callable[[Report], None]) -> None:
        act(self.report) if self.report else self.say("It is still being counted.")

    def pick(self, kind: str, value: str) -> None:
        """A click: a span, or what every screen has."""
        if kind == "span":
            self.look_at(next(name for name in SPANS if name == value), min(self._period.last, self._today))
        else:
            super().pick(kind, value)

    def _scroll(self, by: int) -> None:
        self.pane.scroll_relative(y=by, animate=False)

    do_up, do_down = partialmethod(_scroll, -1), partialmethod(_scroll, 1)

    def action_page(self, by: int) -> None:
        """A page on."""
        self.pane.page(by)

    def action_first(self) -> None:
        """The top."""
        self.pane.scroll_home(animate=False)

    def action_last(self) -> None:
        """The end."""
        self.pane.scroll_end(animate=False)

    def do_back(self) -> None:
        """`Escape`."""
        self.app.pop_screen()
