"""The desk's own settings, one document in the book."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Settings:
    """What the first start asks for, and what may be changed later. `country` is ISO 3166, two letters."""

    id: str = "set_desk"
    desk_name: str = "Front desk"
    staff: str = ""
    country: str = "US"
    theme: str = "dark"
    extra: Mapping[str, Any] = field(default_factory=dict)
