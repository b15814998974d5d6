"""What the seven steps of a resolution came to (practice C): one entry for each step that was filled in."""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import Any

from deskapp.model.frozen import dataclass

CHECKLIST = "resolution"
STEPS = ("listen", "thank", "apologise", "options", "agree", "act", "follow_up")
PROMISED = ("act", "follow_up")
ENOUGH_OPTIONS = 2


@dataclass(frozen=True, slots=True)
class Resolved:
    """One step filled in.

    `text` is their account, the words said, what they want, or the words of the agreement; `confirmed` is whether the
    customer said so (the account read back, the agreement), None where nobody asked yet; `promise` is an id.
    """

    at: datetime
    text: str = ""
    by: str = ""
    confirmed: bool | None = None
    options: tuple[str, ...] = ()
    promise: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)

    def is_filled(self, step: str) -> bool:
        """Whether it holds what its step asks for."""
        if step in PROMISED:
            return bool(self.promise)
        if step == "options":
            return bool(self.text.strip()) and len(self.offered) >= ENOUGH_OPTIONS
        if step in ("listen", "agree"):
            return bool(self.text.strip()) and self.confirmed is True
        return bool(self.text.strip())

    @property
    def offered(self) -> tuple[str, ...]:
        """The options that have words."""
        return tuple(one for one in self.options if one.strip())
