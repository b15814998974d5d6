"""What was learnt from a day, one line at a time; a good decision, or a bad one."""

from datetime import datetime
from typing import Literal

from deskapp.model.frozen import Kept, dataclass

Decision = Literal["good", "bad"]


@dataclass(frozen=True, slots=True)
class Lesson(Kept):
    """One line to learn from; `interaction` is the id of the one that taught it, if it was one."""

    id: str
    text: str
    decision: Decision
    at: datetime
    by: str = ""
    interaction: str = ""
