"""What each setting is called, under which heading it stands, and what may be typed there."""

from typing import get_args

from deskapp.desk.settings import typed
from deskapp.model.frozen import dataclass
from deskapp.model.interaction import GateKind
from deskapp.model.settings import KeyPreset, Settings

SWITCH = ("on", "off")


@dataclass(frozen=True, slots=True)
class SettingLabel:
    """One setting in words. `choices` are all that may be typed, where there are few."""

    name: str
    part: str
    label: str
    hint: str
    choices: tuple[str, ...] = ()
    unit: str = ""

    def told(self, held: Settings) -> str:
        """What is set now, as it can be typed again."""
        return typed.told(getattr(held, self.name))


_COUNTRY = "Two letters, such as DE, GB or US. Local phone numbers and dates such as 3/4 are read by it."
_HOURS = "As mon-fri 9:00-18:00, sat 9:00-13:00. A promise outside them is warned of. Empty: always open."
_HOLIDAYS = "Days as 2026-12-24, or 12-25 for every year, with commas between them."
_IDLE = "Minutes without a key after which the curtain falls by itself; 0: never."
_CLIPBOARD = "Seconds after which a copied text is taken off the clipboard; 0: it stays."
_TERMINAL = "A notification through the terminal, where it has one."
_GATE = "What happens at the end with points still open. hard: it takes a reason. soft: it only tells them."
_PRESET = "letters: a letter for each command. function keys: no command takes a letter."
ALL: tuple[SettingLabel, ...] = (
    SettingLabel("desk_name", "The desk", "Desk", "What this desk is called."),
    SettingLabel("staff", "The desk", "Staff", "Who is at the desk when it opens; s at the desk begins a shift."),
    SettingLabel("country", "The desk", "Country", _COUNTRY),
    SettingLabel("hours", "The desk", "Hours", _HOURS),
    SettingLabel("holidays", "The desk", "Holidays", _HOLIDAYS),
    SettingLabel("hold_minutes", "At work", "On hold", "Minutes on hold after which it is an alarm.", unit="min"),
    SettingLabel("gate", "At work", "Open points", _GATE, get_args(GateKind)),
    SettingLabel("clipboard_seconds", "At work", "Clipboard", _CLIPBOARD, unit="s"),
    SettingLabel("theme", "Looks and sounds", "Theme", "Takes effect at once.", typed.THEMES),
    SettingLabel(
        "alert_bell", "Looks and sounds", "Bell", "The terminal's bell at an alarm and a due promise.", SWITCH
    ),
    SettingLabel("alert_terminal", "Looks and sounds", "Notify", _TERMINAL, SWITCH),
    SettingLabel(
        "alert_desktop", "Looks and sounds", "Desktop", "A notification through the desktop (notify-send).", SWITCH
    ),
    SettingLabel("key_preset", "Keys", "Keys", _PRESET, get_args(KeyPreset)),
    SettingLabel("idle_minutes", "The curtain", "Idle", _IDLE, unit="min"),
)
