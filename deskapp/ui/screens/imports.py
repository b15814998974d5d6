"""An import: the dry run as a list, the columns of a table to be chosen, then one change that one undo takes back."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from textual import work
from textual.binding import BindingType
from textual.worker import get_current_worker

from deskapp import slots
from deskapp.errors import DeskError
from deskapp.exchange import csv_in, importer
from deskapp.exchange.batch import Batch, ImportPlan
from deskapp.exchange.reading import read_file
from deskapp.ui.commands import Command, bindings, on_screen
from deskapp.ui.context import Context
from deskapp.ui.render.imports import PlanRow, column_line, plan_line, plan_rows, progress_line, row_lines
from deskapp.ui.render.line import Line, row, span, wrap
from deskapp.ui.screens.list_screen import ListScreen
from deskapp.ui.type_ahead import is_in_front
from deskapp.ui.widgets.line_pane import LinePane

TABLES = (".csv", ".tsv", ".txt")


class ImportScreen(ListScreen):
    """Shows what a file would bring. Reading, the dry run and the backup go on in a thread; the screen stays awake."""

    NAME, PLACE = "imports", "Import"
    ASIDE = "Record"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(on_screen("imports"))]

    def __init__(self, context: Context, path: Path) -> None:
        super().__init__(context)
        self._path = path
        self._chosen: dict[str, str] = {}
        self._columns: list[csv_in.Seen] | None = None
        self._plan: ImportPlan | None = None
        self._rows: list[PlanRow] = []
        self._refusal = ""
        self._doing: tuple[str, int, int] | None = None
        self._is_done = False

    def on_mount(self) -> None:
        """Read the file."""
        self._begin()

    def load(self) -> None:
        """The columns while they are being chosen, else the rows of the dry run."""
        count = len(self._columns) if self._columns is not None else len(self._rows)
        self.table.entitle(self._title())
        self.table.fill(count)

    def _title(self) -> str:
        if self._columns is not None:
            return f"{self._path.name}: what are these columns?"
        if self._plan is None:
            return self._path.name
        return f"{self._path.name}: {'done: ' if self._is_done else ''}{self._plan.words}"

    def line_at(self, index: int, width: int, selected: bool) -> Line:
        """A column, or a record of the dry run."""
        if self._columns is not None:
            seen = self._columns[index]
            return column_line(seen, self._chosen.get(seen.column.header, seen.column.target), width, selected)
        return plan_line(self._rows[index], width, selected)

    def aside(self, width: int) -> list[Line]:
        """How far it is, what went wrong, or all of the selected record."""
        if self._doing:
            return progress_line(*self._doing, width)
        if self._refusal:
            tint = "soon" if self._columns is not None else "alarm"
            return [row([span(f" {part}", tint)], width=width) for part in wrap(self._refusal, width - 2)]
        if self._plan is None:
            return []
        at = self.table.cursor
        return row_lines(self._rows[at] if 0 <= at < len(self._rows) else None, self._plan, width)

    def offered(self) -> list[Command]:
        """Only what works at this step."""
        hidden = {"columns"} if self._path.suffix.lower() not in TABLES else set()
        if self._plan is None or self._is_done or self._plan.is_empty or self._columns is not None:
            hidden |= {"apply"}
        return [one for one in super().offered() if one.id not in hidden]

    # Reading, in a thread

    def _begin(self) -> None:
        self._columns, self._plan, self._rows, self._refusal = None, None, [], ""
        self._doing = ("Reading", 0, 0)
        self._show()
        self._read(dict(self._chosen))

    @work(thread=True, exclusive=True)
    def _read(self, chosen: Mapping[str, str]) -> None:
        try:
            batch = read_file(self._path, chosen)
        except DeskError as error:
            self.app.call_later(self._refused, str(error))
            return
        if not get_current_worker().is_cancelled:
            self.app.call_later(self._hold_against_the_book, batch)

    def _hold_against_the_book(self, batch: Batch) -> None:
        self._go_through(batch, importer.known_for(batch, self.context.desk))

    @work(thread=True, exclusive=True)
    def _go_through(self, batch: Batch, known: importer.Known) -> None:
        plan = importer.planned(batch, self.context.desk, known, self._progress("Comparing with the cards"))
        if not get_current_worker().is_cancelled:
            self.app.call_later(self._planned, plan)

    def _progress(self, words: str) -> Any:
        def told(done: int, every: int) -> None:
            self.app.call_later(self._proceed, words, done, every)

        return told

    def _proceed(self, words: str, done: int, every: int) -> None:
        self._doing = (words, done, every)
        if is_in_front(self):
            self._show_aside()

    def _planned(self, plan: ImportPlan) -> None:
        self._plan, self._rows, self._doing = plan, plan_rows(plan), None
        self._show()
        if is_in_front(self):
            end = "Enter takes it in." if not plan.is_empty else "There is nothing to take in."
            self.say(" ".join([*plan.notes[:1], end]))

    def _refused(self, sentence: str) -> None:
        self._refusal, self._doing = sentence, None
        self._show()
        if is_in_front(self):
            self.say(sentence, bad=True)
        if "column" in sentence:
            self.do_columns()

    def _show(self) -> None:
        if self.is_mounted and is_in_front(self):
            self.refresh_panes()
            self._show_aside()

    def _show_aside(self) -> None:
        """Where there is no room beside the list, what goes on is said at the bottom."""
        aside = self.query_one("#aside", LinePane)
        aside.redraw()
        if self._doing and not aside.display:
            words, done, every = self._doing
            self.say(f"{words} … {f'{done:,} of {every:,}' if every else ''}")

    # What the keys do

    def do_apply(self) -> None:
        """`Enter`: back the book up in a thread, then take it in as one change; with columns shown, choose one."""
        if self._columns is not None:
            self._choose_column()
        elif self._plan is None or self._plan.is_empty or self._is_done or self._doing:
            self.say("There is nothing to take in. Esc goes back.", bad=True)
        else:
            self._doing = ("Backing the book up", 0, 0)
            self._show()
            self._back_up()

    @work(thread=True, exclusive=True)
    def _back_up(self) -> None:
        try:
            saved = importer.back_up(self.context.desk, self._progress("Backing the book up"))
        except DeskError as error:
            self.app.call_later(self._refused, str(error))
            return
        self.app.call_later(self._take, saved)

    def _take(self, saved: Path) -> None:
        self._doing = None
        plan = self._plan
        done = self.attempt(importer.take, self.context.desk, plan) if plan else None
        if done:
            self._plan, self._is_done = done, True
            back = f"{slots.key('undo')} takes it back; the book until now is in backups/{saved.name}."
            self.say(f"Taken in: {done.words}. {back}")
        self._show()

    def do_open(self) -> None:
        """A second click on a row: what the selected column is."""
        if self._columns is not None:
            self._choose_column()

    def do_columns(self) -> None:
        """`o`: say what the columns of a table are; `o` again looks what comes of it."""
        if self._doing or self._is_done:
            return
        if self._columns is not None:
            self._begin()
            return
        self._columns = self.attempt(csv_in.look_into, self._path)
        self._show()
        if self._columns is not None:
            self.say(f"Enter changes the lit column; {slots.key('columns')} looks what comes of it.")

    def _choose_column(self) -> None:
        columns = self._columns or []
        at = self.table.cursor
        if not 0 <= at < len(columns):
            return
        from deskapp.ui.questions import columns as column_asks

        header = columns[at].column.header

        def chosen(target: str) -> None:
            self._chosen[header] = target

        self.ask(column_asks.what_is(columns[at], chosen))

    def do_back(self) -> None:
        """`Escape`: what is still being read is left alone."""
        self.workers.cancel_node(self)
        super().do_back()
