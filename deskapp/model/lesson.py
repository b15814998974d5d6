"""A lesson: a good or bad decision looked back on (practice G2)."""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import Any, Literal

from deskapp.model.frozen import dataclass

Decision = Literal["good", "bad"]


@dataclass(frozen=True, slots=True)
class Lesson:
    """One line to learn from; `interaction` is the id of the one that taught it, if it was one."""

    id: str
    text: str
    decision: Decision
    at: datetime
    by: str = ""
    interaction: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)
