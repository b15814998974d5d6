"""A screen with one long list, a panel for typing above it, and what the selected row holds beside it."""

from collections.abc import Iterable, Sequence
from functools import partialmethod
from sys import maxsize
from typing import ClassVar, Generic, Literal, TypeVar

from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widget import Widget

from deskapp import slots
from deskapp.text.folding import folded
from deskapp.ui.changes import EVERYTHING, Changed
from deskapp.ui.frame.base_screen import PAGING, BaseScreen
from deskapp.ui.render.keys import key_of, offer
from deskapp.ui.render.line import Cells, Line, Span, clean, listed, row, sentence, wrapped
from deskapp.ui.widgets.entry import EntryPanel, Question, Suggestions
from deskapp.ui.widgets.line_pane import LinePane, Pinned
from deskapp.ui.widgets.question import FINDS, NextStep
from deskapp.ui.widgets.virtual_list import VirtualList

LOOKED_AROUND, LOOKED_THROUGH = 500, 2000
SEARCHED = ("customers", "promises", "replies", "log")
"""Lists in which a scanned text may be looked for."""
Row = TypeVar("Row")


def under_headings(parts: Iterable[tuple[str, Sequence[Row]]]) -> list[Row | str]:
    """The rows of parts, each part that has any under its heading."""
    headed: list[Row | str] = []
    for heading, rows in parts:
        headed += [heading, *rows] if rows else []
    return headed


class ListScreen(BaseScreen, Generic[Row]):
    """The list is filtered by `/` while it is typed; `Escape` clears the filter, then goes back.

    `_rows` are its rows; a text among them is a heading, which the cursor passes over.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*PAGING]
    DEFAULT_CSS = """
    ListScreen {
        #split { height: 1fr; }
        #listed { height: 1fr; }
        #aside { display: none; }
        #entry { border-top: $edge $rule; border-title-color: $accent; border-title-style: bold; }
    }
    .-wide ListScreen, ListScreen.-wide {
        #split { layout: grid; grid-size: 2 1; grid-columns: 3fr 2fr; grid-gutter: 0 2; padding: 0 1; }
        #aside { display: block; }
    }
    """
    ASIDE: ClassVar[str] = "In full"
    PINNED: ClassVar[Literal["", "list", "aside"]] = ""
    """Above what `pinned` stays in sight."""
    empty: tuple[str, ...] = ("Nothing is here.", "back")
    """What a list with nothing in it says, then the commands that help there."""
    filter = ""
    _rows: Sequence[Row | str] = ()
    _asked_at = 0

    def panes(self) -> list[Widget]:
        """The panel, the list, and the pane beside it."""
        rows = VirtualList(self.line_at, self.nothing, id="list", classes="pane body", is_shut=self.is_heading)
        aside = LinePane(self.beside_lines, id="aside", classes="pane")
        aside.border_title = f" {self.ASIDE} "
        entry = EntryPanel(prepare=self.prepare, id="entry")
        pinned = [Pinned(self.pinned, id="pinned")] if self.PINNED else []
        left = Vertical(entry, *(pinned if self.PINNED == "list" else []), rows, id="listed")
        return [Container(left, Vertical(*pinned, aside, id="beside") if self.PINNED == "aside" else aside, id="split")]

    @property
    def is_built(self) -> bool:
        """Whether the list is there too, which stands deeper than the panes and goes before them."""
        return super().is_built and self._is_listed

    @property
    def table(self) -> VirtualList:
        """The list."""
        return self.query_one("#list", VirtualList)

    def row_at(self, index: int) -> Row | None:
        """What stands on a row; None for a heading, and where there is no row."""
        shown = self._rows[index] if 0 <= index < len(self._rows) else None
        return None if isinstance(shown, str) else shown

    @property
    def selected(self) -> Row | None:
        """The selected row."""
        return self.row_at(self.table.cursor)

    def line_at(self, index: int, width: int, selected: bool) -> Line:
        """One row of the list, or a heading."""
        shown = self._rows[index]
        if isinstance(shown, str):
            return sentence(shown, "title", width=width)
        left, right = self.cells(shown, width, selected)
        return listed(left, right, width=width, selected=selected)

    def cells(self, shown: Row, width: int, selected: bool) -> Cells:
        """What a row says."""
        raise RuntimeError(f"{type(self).__name__} draws no rows")

    def aside(self, shown: Row, width: int) -> list[Line]:
        """What the selected row holds."""
        return []

    def pinned(self, width: int) -> list[Line]:
        """What stays in sight above the list, or above what stands beside it."""
        return []

    def nothing(self, width: int) -> list[Line]:
        """An empty list: why, and what to press."""
        if self.filter:
            return wrapped([Span(" ")], "Nothing has these words. Esc shows all.", width=width, role="dim")
        words, *commands = self.empty
        lines = wrapped([Span(" ")], slots.fill(words, key_of, "Press"), width=width, role="dim")
        return lines + [row([Span(" "), *offer(name)], width=width) for name in commands]

    def beside_lines(self, width: int) -> list[Line]:
        """What stands beside the list: nothing where it has no rows."""
        shown = self.selected if self._is_listed and self.table.count else None
        return [] if shown is None else self.aside(shown, width)

    @property
    def _is_listed(self) -> bool:
        return bool(self.query("#list"))

    def fill(self, rows: Sequence[Row | str], title: str, at: int | None = None) -> None:
        """Show rows under a title; the cursor stays on its place, or goes to one."""
        self._rows = rows
        self.table.entitle(title)
        self.table.fill(len(rows), at)

    def load(self) -> None:
        """Find the rows for the filter, and fill the list."""

    def draw(self, changed: Changed) -> None:
        """Load and draw again; a screen that was left meanwhile has nothing to draw on."""
        if not self._is_listed:
            return
        was = self.selected_id()
        self.load()
        if self.selected_id() != was and was and not was.startswith(f"{self.NAME} "):
            self.select(was)
        self._go(self.table.cursor, 1)
        self.redraw_beside()
        self._entitle_question()
        super().draw(EVERYTHING)

    def on_virtual_list_moved(self, event: VirtualList.Moved) -> None:
        """Another row is selected: a question about the one before is left, its words kept with it."""
        event.stop()
        question = self.entry.question if self.is_asking else None
        if question and question.subject and event.index != self._asked_at:
            self.leave_question()
        self.redraw_beside()

    def redraw_beside(self) -> None:
        """Draw what belongs to the selected row."""
        self.query_one("#aside", LinePane).redraw()
        for pinned in self.query(Pinned).results(Pinned):
            pinned.redraw()

    def id_at(self, index: int) -> str:
        """What a row stands for, by an id that stays the same when rows come and go; else the place of the row."""
        return str(getattr(self._rows[index], "id", f"{self.NAME} {index}"))

    def selected_id(self) -> str:
        """The id of the selected row; "" while the list is still being built."""
        if not self._is_listed:
            return ""
        at = self.table.cursor
        return self.id_at(at) if 0 <= at < self.table.count else ""

    def select(self, identifier: str) -> bool:
        """Select the row with an id, where there is one: the nearest rows are looked at first."""
        at, count = self.table.cursor, self.table.count
        near = sorted(range(max(0, at - LOOKED_AROUND), min(count, at + LOOKED_AROUND)), key=lambda i: abs(i - at))
        place = next((index for index in near if self.id_at(index) == identifier), None)
        if place is not None:
            self.table.fill(count, place)
        return place is not None

    def select_touched(self, touched: Iterable[tuple[str, str]]) -> None:
        """Select what an undo or redo brought back or changed, where it stands in this list and is not selected."""
        ids = {identifier for _, identifier in touched}
        if self.selected_id() not in ids:
            rows = range(min(self.table.count, LOOKED_THROUGH))
            self._go(next((index for index in rows if self.id_at(index) in ids), self.table.cursor), 1)

    def ask(self, question: Question) -> None:
        """Ask about the selected row, or about none."""
        self._asked_at = self.table.cursor
        super().ask(question)

    def on_entry_panel_asked(self, event: EntryPanel.Asked) -> None:
        """The panel says what is asked, and whose it is."""
        self._entitle_question()

    def _entitle_question(self) -> None:
        """A card that was merged, or somebody who got another name, is called so in the question too."""
        if self.is_asking:
            self.entry.border_title = Content(f" {clean(self.question_title())} ")

    def on_virtual_list_opened(self, event: VirtualList.Opened) -> None:
        """A row was clicked a second time."""
        event.stop()
        self.action_do("open")

    def do_open(self) -> None:
        """`Enter`."""
        if (shown := self.selected) is not None:
            self.open_row(shown)

    def open_row(self, shown: Row) -> None:
        """Do what Enter does with a row."""

    def do_find(self) -> None:
        """`/`: filter while typing; Enter keeps the filter."""
        find = self.filter or (self.context.take_to_find() if self.NAME in SEARCHED else "")
        self.ask(
            Question(
                title="Find",
                fields=[("find", "Find", find)],
                on_change=self.narrowed,
                submit=self.kept,
                left=lambda: self.narrow(""),
                subject="",
                passing=FINDS,
            )
        )

    def narrowed(self, values: dict[str, str]) -> Suggestions:
        """Show what has the words that are typed."""
        self.narrow(values["find"])
        count = self.table.count - sum(isinstance(shown, str) for shown in self._rows)
        return Suggestions(hint=f"{count} found. Enter keeps them, Esc shows all.")

    def kept(self, values: dict[str, str], chosen: str) -> NextStep:
        """Keep what has the words that were typed."""
        self.narrow(values["find"])
        return None

    def narrow(self, text: str) -> None:
        """Show only what has these words, and select the row whose label has them best, else the first."""
        if text != self.filter:
            self.filter = text
            self.load()
            self.table.fill(self.table.count, 0)
            self._go(self._best(), 1)
            self.redraw_beside()

    def _best(self) -> int:
        """The first row that is called as was typed, or begins so, or has the words in its label; else the top."""
        sought = folded(self.filter).strip()
        words = sought.split()

        def rank(index: int) -> int:
            label = folded(getattr(self._rows[index], "label", ""))
            tests = (label == sought, label.startswith(sought), sought in label, all(word in label for word in words))
            return next((place for place, fits in enumerate(tests) if fits), len(tests))

        rows = range(len(self._rows)) if words else range(0)
        return min(rows, key=rank, default=0)

    def is_heading(self, index: int) -> bool:
        """Whether a row is only a heading, a text alone, which the cursor passes over."""
        return index < len(self._rows) and isinstance(self._rows[index], str)

    def _go(self, index: int, by: int) -> None:
        """Select a row; from a heading on to the next row that is none, where there is one."""
        index = max(0, min(self.table.count - 1, index))
        while 0 <= index < self.table.count and self.is_heading(index):
            index += by
        if 0 <= index < self.table.count:
            self.table.go(index)

    def _step(self, by: int) -> None:
        self._go(self.table.cursor + by, by)

    do_up, do_down = partialmethod(_step, -1), partialmethod(_step, 1)

    def action_page(self, by: int) -> None:
        """A page on."""
        self.table.page(by)
        self._go(self.table.cursor, 1)

    action_first, action_last = partialmethod(_go, 0, 1), partialmethod(_go, maxsize, -1)

    def do_back(self) -> None:
        """`Escape`: all rows again, then back to the desk."""
        self.narrow("") if self.filter else self.app.pop_screen()
