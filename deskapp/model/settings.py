"""The desk's own settings, one document in the book."""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import Literal

from deskapp.model.frozen import Kept, dataclass
from deskapp.model.interaction import GateKind

KeyPreset = Literal["letters", "function keys"]
NUMBERS_ID = "set_numbers"
"""The document beside the settings that keeps in which country the phone numbers of all cards were read."""


@dataclass(frozen=True, slots=True)
class Settings(Kept):
    """What the first start asks for, and what may be changed later. `country` is ISO 3166, two letters, and
    empty where nobody has said: local phone numbers then stay as typed, and a date with two readings is refused.

    `hours` are typed as `mon-fri 9:00-18:00, sat 9:00-13:00` (empty: always open), `holidays` are ISO days or
    `MM-DD` for every year. `clipboard_seconds` is how long a copied text stays there (0: as long as it likes).
    After `idle_minutes` without a key the curtain falls (0: never by itself); `pin` is the salted hash of what lifts it
    (empty: any key does), with the wrong tries since it was last lifted. `keys` are the desk's own by the
    command's id, over those of `key_preset`. `hints_gone` are the hints of the first days that never come back.
    """

    id: str = "set_desk"
    desk_name: str = "Front desk"
    staff: str = ""
    country: str = ""
    theme: str = "dark"
    gate: GateKind = "hard"
    hold_minutes: int = 3
    hours: str = ""
    holidays: tuple[str, ...] = ()
    clipboard_seconds: int = 0
    alert_bell: bool = False
    alert_terminal: bool = False
    alert_desktop: bool = False
    idle_minutes: int = 10
    pin: str = ""
    pin_wrong: int = 0
    pin_tried_at: datetime | None = None
    key_preset: KeyPreset = "letters"
    keys: Mapping[str, str] = field(default_factory=dict)
    hints_gone: tuple[str, ...] = ()
