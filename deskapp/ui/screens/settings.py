"""The settings of this desk, each changed in place (`,`)."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.binding import BindingType

from deskapp import clock
from deskapp.desk.settings import settings as desk_settings
from deskapp.desk.settings.typed import ALL, TypedSetting
from deskapp.errors import DeskError
from deskapp.store.copies import rotation
from deskapp.store.copies.backup import backup
from deskapp.text.folding import holds
from deskapp.ui.commands import bindings, on_screen
from deskapp.ui.context import Context
from deskapp.ui.questions import settings as settings_asks
from deskapp.ui.render.card import labelled
from deskapp.ui.render.keys import key_of
from deskapp.ui.render.line import EMPTY, Line, Span, row, span, wrapped
from deskapp.ui.screens.list_screen import ListScreen
from deskapp.ui.symbols import symbols

LABEL = 16
PIN_HINT = "Lifts the curtain. It keeps curious eyes away; it does not encrypt the files of the book."
FOLDER_HINT = "The whole book lies here, as JSON. `deskapp --data FOLDER` opens another one."
KEYS_HINT = "Enter lists every command; there you press the new key for one."
BACKUP_HINT = "Enter copies the whole book into one file now, and reads it back. Each day has one of its own."


@dataclass(frozen=True)
class SettingRow:
    """One row: a setting, or something else (`pin`, `folder`, `backup`) of the same looks."""

    kind: str
    part: str
    label: str
    shown: str
    hint: str
    words: TypedSetting | None = None


class SettingsScreen(ListScreen):
    """One row for each setting under its heading; what it means beside it, or below where the terminal is narrow."""

    NAME, PLACE = "settings", "Settings"
    ASIDE = "What it means"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(on_screen("settings"))]
    DEFAULT_CSS = """
    SettingsScreen {
        #aside { display: block; height: 5; }
        #split { layout: vertical; }
    }
    .-wide SettingsScreen #aside, SettingsScreen.-wide #aside { height: 1fr; }
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._rows: tuple[SettingRow | str, ...] = ()
        self._is_copying = False

    def load(self) -> None:
        """Every setting as it is now, or those with the words of the filter; the selected one stays selected."""
        selected = self.selected
        found = [one for one in self._items() if holds(f"{one.label} {one.hint}", self.filter)]
        rows: list[SettingRow | str] = []
        for one in found:
            if not rows or one.part not in (rows[-1] if isinstance(rows[-1], str) else rows[-1].part):
                rows.append(one.part)
            rows.append(one)
        self._rows = tuple(rows)
        self.table.border_title = " Settings "
        same = (
            number
            for number, one in enumerate(rows)
            if selected and isinstance(one, SettingRow) and one.label == selected.label
        )
        self.table.fill(len(rows), next(same, 1 if selected is None else None))

    def _items(self) -> list[SettingRow]:
        held, folder = self.context.settings, self.context.desk.book.path
        items = [
            SettingRow("value", one.part, one.label, f"{one.told(held)} {one.unit}".strip(), one.hint, one)
            for one in ALL
        ]
        items.append(SettingRow("pin", "The curtain", "PIN", "set" if held.pin else "none", PIN_HINT))
        own = f"{len(held.keys)} of your own" if held.keys else "as shipped"
        at = next(number for number, item in enumerate(items) if item.part == "Keys")
        items.insert(at + 1, SettingRow("keys", "Keys", "Each key", own, KEYS_HINT))
        items.append(SettingRow("folder", "The book", "Data folder", str(folder), FOLDER_HINT))
        items.append(SettingRow("backup", "The book", "Back up now", self._last_backup(folder), BACKUP_HINT))
        return items

    def _last_backup(self, folder: Path) -> str:
        if self._is_copying:
            return "copying"
        last = rotation.last_taken(folder / "backups")
        return f"last one of {last:%Y-%m-%d}" if last else "none yet"

    @property
    def selected(self) -> SettingRow | None:
        """The selected row."""
        at = self.table.cursor
        one = self._rows[at] if 0 <= at < len(self._rows) else None
        return one if isinstance(one, SettingRow) else None

    def label_at(self, index: int) -> str:
        """The label of a setting; a heading has none."""
        one = self._rows[index]
        return one.label if isinstance(one, SettingRow) else ""

    def line_at(self, index: int, width: int, selected: bool) -> Line:
        """A heading, or a setting with its value."""
        one = self._rows[index]
        if isinstance(one, str):
            return row([span(f" {one}", "title")], width=width)
        left = [
            Span(symbols().selected if selected else " ", "accent"),
            span(f"  {one.label:<{LABEL}}", "strong" if selected else ""),
        ]
        return row(
            [*left, span(one.shown or symbols().none, "accent" if one.shown else "dim")],
            width=width,
            role="selected" * selected,
        )

    def aside(self, width: int) -> list[Line]:
        """What the selected setting means."""
        one = self.selected
        if one is None:
            return [row([span(" Enter changes what is lit.", "dim")], width=width)]
        lines = wrapped([Span(" ")], one.hint, width=width, role="dim", most=4)
        if one.kind == "folder":
            lines += labelled("Folder", one.shown, width, most=4)
        if self.is_narrow:
            return lines
        faults = desk_settings.faults(self.context.desk)
        lines += [EMPTY, *wrapped([Span(" ")], faults, width=width, role="alarm", most=6)] if faults else []
        how = f" Enter changes it, {key_of('undo')} takes that back."
        return [*lines, *([EMPTY, row([span(how, "dim")], width=width)] if one.words else [])]

    @property
    def is_narrow(self) -> bool:
        """Whether the hint stands below the list, in few rows."""
        return self.has_class("-narrow")

    def do_open(self) -> None:
        """`Enter`: change the selected setting, or do what the row says."""
        one, context = self.selected, self.context
        if one is None:
            return
        if one.words:
            self.ask(settings_asks.value(context.desk, one.words, context.settings))
        elif one.kind == "pin":
            self.ask(settings_asks.curtain_pin(context.desk, context.settings))
        elif one.kind == "keys":
            from deskapp.ui.screens.keys import KeysScreen

            self.app.push_screen(KeysScreen(context))
        elif one.kind == "folder":
            self.say(one.shown)
        elif not self._is_copying:
            self._is_copying = True
            self.refresh_panes()
            self._back_up()

    @work(thread=True)
    def _back_up(self) -> None:
        book = self.context.desk.book
        target = book.path / "backups" / f"deskapp-{clock.now():%Y-%m-%dT%H%M%SZ}.zip"
        try:
            backup(book, target)
        except DeskError as error:
            self.app.call_later(self._copied, str(error), bad=True)
        else:
            self.app.call_later(self._copied, f"Copied and read back: {target}", bad=False)

    def _copied(self, sentence: str, *, bad: bool) -> None:
        self._is_copying = False
        if self.is_mounted:
            self.say(sentence, bad=bad)
            self.refresh_panes()
