"""An import: the dry run as a list, the columns of a table to be chosen, then one change that one undo takes back."""

from collections.abc import Callable, Collection, Sequence
from functools import partial
from pathlib import Path

from deskapp import slots
from deskapp.exchange import csv_in, importer
from deskapp.exchange.batch import Batch, ImportPlan
from deskapp.exchange.csv_in import Seen, words_for
from deskapp.exchange.reading import bytes_of, read_file
from deskapp.model.frozen import dataclass
from deskapp.ui.context import Context
from deskapp.ui.render.card import labelled
from deskapp.ui.render.line import EMPTY, Cells, Line, Span, pad, row, sentence, span, wrap
from deskapp.ui.screens.list_screen import ListScreen
from deskapp.ui.symbols import symbols
from deskapp.ui.type_ahead import is_in_front
from deskapp.ui.widgets.line_pane import LinePane

TABLES = (".csv", ".tsv", ".txt")
BACKING_UP = "Backing the book up"
TINTS = {
    "allergy?": "alarm",
    "refused": "alarm",
    "changed": "soon",
    "new": "good",
    "call": "good",
    "record": "good",
    "duplicate": "dim",
}
BAR = 24


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One record: what becomes of it, whose it is, its line in the file, and why or what."""

    what: str
    who: str
    line: int
    why: tuple[str, ...] = ()


class ImportsScreen(ListScreen[PlanRow | Seen]):
    """Shows what a file would bring. Reading, the dry run and the backup go on in a thread; the screen stays awake."""

    NAME, PLACE = "imports", "Import"
    ASIDE = "Record"

    def __init__(self, context: Context, path: Path) -> None:
        super().__init__(context)
        self._path = path
        self._chosen: dict[str, str] = {}
        self._columns: list[Seen] | None = None
        self._plan: ImportPlan | None = None
        self._refusal = ""
        self._doing: tuple[str, int, int] | None = None
        self._is_done = False

    def on_mount(self) -> None:
        """Read the file."""
        self._begin()

    def load(self) -> None:
        """The columns while they are being chosen, else the rows of the dry run."""
        rows: Sequence[PlanRow | Seen] = plan_rows(self._plan) if self._plan else []
        title = f": {'done: ' if self._is_done else ''}{self._plan.words}" if self._plan else ""
        if self._columns is not None:
            rows, title = self._columns, ": what are these columns?"
        self.fill(rows, f"{self._path.name}{title}")

    def cells(self, shown: PlanRow | Seen, width: int, selected: bool) -> Cells:
        """A record of the dry run; or a column with its header, what it was taken for, and what stands in it."""
        role = "strong" if selected else ""
        if isinstance(shown, PlanRow):
            name = span(pad(shown.who, max(12, width // 3)), role)
            left = [span(f"{shown.what:<10}", TINTS[shown.what]), name, span(f"  {'; '.join(shown.why)}", "dim")]
            return left, [span(f"line {shown.line} ", "dim")] if shown.line else []
        column = shown.column
        target = self._chosen.get(column.header, column.target)
        is_sure = target != column.target or column.confidence >= 0.6
        header = span(pad(column.header or "no header", max(12, width // 4)), role)
        taken = span(f" {pad(words_for(target), max(16, width // 3))}", "good" if is_sure else "soon")
        return [header, taken, span(f" {', '.join(shown.samples)}", "dim")], []

    def beside_lines(self, width: int) -> list[Line]:
        """How far it is, what went wrong, or all of the selected record."""
        if not (self._is_listed and self.table.count):
            return []
        if self._doing:
            return progress_line(*self._doing, width)
        if self._refusal:
            tint = "soon" if self._columns is not None else "alarm"
            return [sentence(part, tint, width=width) for part in wrap(self._refusal, width - 2)]
        shown = self.selected
        return record_lines(shown if isinstance(shown, PlanRow) else None, self._plan, width) if self._plan else []

    def hidden(self) -> Collection[str]:
        """What does not work at this step."""
        hidden = {"columns"} if self._path.suffix.lower() not in TABLES else set()
        if self._plan is None or self._is_done or self._plan.is_empty or self._columns is not None:
            hidden |= {"apply"}
        return hidden

    def _begin(self) -> None:
        self._columns, self._plan, self._refusal = None, None, ""
        self._doing = ("Reading", 0, 0)
        self._show()
        read = partial(read_file, self._path, dict(self._chosen))
        self.work_beside(read, self._compare, self._refused, exclusive=True)

    def _compare(self, batch: Batch) -> None:
        desk, known = self.context.desk, importer.known_for(batch, self.context.desk)
        told = self._progress("Comparing with the cards")
        self.work_beside(partial(importer.planned, batch, desk, known, told), self._planned, exclusive=True)

    def _progress(self, words: str) -> Callable[[int, int], None]:
        return lambda done, every: self.later(self._proceed, words, done, every)

    def _proceed(self, words: str, done: int, every: int) -> None:
        self._doing = (words, done, every)
        if is_in_front(self):
            self._show_aside()

    def _planned(self, plan: ImportPlan) -> None:
        self._plan, self._doing = plan, None
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

    def do_apply(self) -> None:
        """`Enter`: back the book up in a thread, then take it in as one change; with columns shown, choose one."""
        if self._columns is not None:
            self.do_open()
        elif self._plan is None or self._plan.is_empty or self._is_done or self._doing:
            self.say("There is nothing to take in. Esc goes back.", bad=True)
        else:
            self._doing = (BACKING_UP, 0, 0)
            self._show()
            backed_up = partial(importer.back_up, self.context.desk, self._progress(BACKING_UP))
            self.work_beside(backed_up, self._take, self._refused)

    def _take(self, saved: Path) -> None:
        self._doing = None
        plan = self._plan
        done = self.attempt(importer.take, self.context.desk, plan) if plan else None
        if done:
            self._plan, self._is_done = done, True
            back = f"{slots.key('undo')} takes it back; the book until now is in backups/{saved.name}."
            self.say(f"Imported: {done.words}. {back}")
        self._show()

    def do_columns(self) -> None:
        """`o`: say what the columns of a table are; `o` again looks what comes of it."""
        if self._doing or self._is_done:
            return
        if self._columns is not None:
            self._begin()
            return
        self._columns = self.attempt(lambda: csv_in.look_into(bytes_of(self._path)))
        self._show()
        if self._columns is not None:
            self.say(f"Enter changes the selected column; {slots.key('columns')} looks what comes of it.")

    def open_row(self, shown: PlanRow | Seen) -> None:
        """What the selected column is."""
        if not isinstance(shown, Seen):
            return
        from deskapp.ui.questions import files

        header = shown.column.header

        def chosen(target: str) -> None:
            self._chosen[header] = target

        self.ask(files.column(shown, chosen))

    def do_back(self) -> None:
        """`Escape`: what is still being read is left alone."""
        self.workers.cancel_node(self)
        super().do_back()

    def on_unmount(self) -> None:
        """Whichever way it was left: who asked for the import learns that its backup was not done in time."""
        if self._doing and self._doing[0] == BACKING_UP and self.app.is_running:
            sentence = "Nothing was imported: you left before the book was backed up."
            self.tell(f"{sentence} {slots.press('import')} to choose the file again.", bad=True)


def plan_rows(plan: ImportPlan) -> list[PlanRow]:
    """What needs a look first: what may be an allergy, refused, then changed, new, calls, other records, duplicates."""
    rows = [PlanRow("allergy?", doubt.name, doubt.line, (doubt.words,)) for doubt in plan.doubts]
    rows += [PlanRow("refused", row.excerpt, row.line, (row.reason,)) for row in plan.refused]
    for card in plan.changed:
        elsewhere = [told for change in card.changes for told in change.held_elsewhere]
        changes = [_change(change.field, *change.words) for change in card.changes]
        rows.append(PlanRow("changed", card.name, card.line, (*elsewhere, *changes)))
    for new in plan.new:
        beside = (f"like {new.beside}, but not surely the same",) if new.beside else ()
        rows.append(PlanRow("new", new.customer.name, new.line, beside))
    for call in plan.calls:
        whose = call.customer.name if call.customer else call.draft.name
        rows.append(PlanRow("call", whose or call.draft.number, call.draft.line, (call.draft.number,) if whose else ()))
    for table, documents in plan.documents.items():
        names = (str(document.get("reason") or document.get("what") or document["id"]) for document in documents)
        rows += [PlanRow("record", name, 0, (table,)) for name in names]
    return rows + [PlanRow("duplicate", twin.name, twin.line) for twin in plan.duplicates]


def _change(field: str, old: str, new: str) -> str:
    was = f"{old} {symbols().arrow} " if old else ""
    return f"{field.replace('_', ' ')}: {was}{new}"


def record_lines(record: PlanRow | None, plan: ImportPlan, width: int) -> list[Line]:
    """All of one record, and the words about the whole file."""
    lines: list[Line] = []
    if record:
        lines += labelled(record.what.capitalize(), record.who, width, role="strong")
        lines += labelled("Line", str(record.line), width) if record.line else []
        for why in record.why:
            lines += labelled("", why, width, most=6)
        lines.append(EMPTY)
    for note in plan.notes:
        lines += [sentence(part, "dim", width=width) for part in wrap(note, width - 2)]
    return lines


def progress_line(words: str, done: int, every: int, width: int) -> list[Line]:
    """A bar, where it is known how much there is to do."""
    lines = [row([span(f" {words} {symbols().ellipsis}", "strong")], width=width)]
    if every:
        full = BAR * min(done, every) // every
        bar = [Span(" "), Span(symbols().full * full, "good"), Span(symbols().empty * (BAR - full), "dim")]
        lines.append(row([*bar, span(f" {done:,} of {every:,}", "dim")], width=width))
    return lines
