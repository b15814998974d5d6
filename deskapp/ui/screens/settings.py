"""The settings of this desk, each changed in place (`,`)."""

from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path

from deskapp import clock
from deskapp.desk.settings import settings as desk_settings
from deskapp.desk.settings.typed import ALL, TypedSetting
from deskapp.store.copies import rotation
from deskapp.store.copies.backup import backup
from deskapp.text.folding import holds
from deskapp.ui.questions import settings as settings_asks
from deskapp.ui.render.card import labelled
from deskapp.ui.render.keys import key_of
from deskapp.ui.render.line import EMPTY, Cells, Line, Span, sentence, span, wrapped
from deskapp.ui.screens.list_screen import ListScreen, under_headings
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


class SettingsScreen(ListScreen[SettingRow]):
    """One row for each setting under its heading; what it means beside it, or below where the terminal is narrow."""

    NAME, PLACE = "settings", "Settings"
    ASIDE = "What it means"
    DEFAULT_CSS = """
    SettingsScreen {
        #aside { display: block; height: 5; }
        #split { layout: vertical; }
    }
    .-wide SettingsScreen #aside, SettingsScreen.-wide #aside { height: 1fr; }
    """
    _is_copying = False

    def load(self) -> None:
        """Every setting as it is now, or those with the words of the filter."""
        matches = [setting for setting in self._items() if holds(f"{setting.label} {setting.hint}", self.filter)]
        parts = groupby(matches, lambda setting: setting.part)
        self.fill(under_headings((part, list(settings)) for part, settings in parts), "Settings")

    def _items(self) -> list[SettingRow]:
        held, folder = self.context.settings, self.context.desk.book.path
        items = []
        for setting in ALL:
            shown = f"{setting.told(held)} {setting.unit}".strip()
            items.append(SettingRow("value", setting.part, setting.label, shown, setting.hint, setting))
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

    def cells(self, setting: SettingRow, width: int, selected: bool) -> Cells:
        """A setting with its value."""
        value = span(setting.shown or symbols().none, "accent" if setting.shown else "dim")
        return [span(f"  {setting.label:<{LABEL}}", "strong" if selected else ""), value], []

    def aside(self, setting: SettingRow, width: int) -> list[Line]:
        """What the selected setting means."""
        lines = wrapped([Span(" ")], setting.hint, width=width, role="dim", most=4)
        if setting.kind == "folder":
            lines += labelled("Folder", setting.shown, width, most=4)
        if self.has_class("-narrow"):
            return lines
        faults = desk_settings.faults(self.context.desk)
        lines += [EMPTY, *wrapped([Span(" ")], faults, width=width, role="alarm", most=6)] if faults else []
        how = f"Enter changes it, {key_of('undo')} takes that back."
        return [*lines, *([EMPTY, sentence(how, "dim", width=width)] if setting.words else [])]

    def open_row(self, setting: SettingRow) -> None:
        """Change the selected setting, or do what the row says."""
        desk, held = self.context.desk, self.context.settings
        if setting.words:
            self.ask(settings_asks.value(desk, setting.words, held))
        elif setting.kind == "pin":
            self.ask(settings_asks.curtain_pin(desk, held))
        elif setting.kind == "keys":
            self.go_to("keys")
        elif setting.kind == "folder":
            self.say(setting.shown)
        elif not self._is_copying:
            self._is_copying = True
            self.refresh_panes()
            self.work_beside(self._back_up, self._copied, partial(self._copied, bad=True), outlives=True)

    def _back_up(self) -> str:
        book = self.context.desk.book
        target = book.path / "backups" / f"deskapp-{clock.now():%Y-%m-%dT%H%M%SZ}.zip"
        backup(book, target)
        return f"Copied and read back: {target}"

    def _copied(self, sentence: str, *, bad: bool = False) -> None:
        self._is_copying = False
        self.tell(sentence, bad=bad)
