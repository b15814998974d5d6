"""Checklists: templates of steps, each with its prompt, why, and words to say and not to say."""

from deskapp.model.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `why` is one line; `say` and `avoid` are words for the customer's ears."""

    id: str
    prompt: str
    why: str = ""
    say: str = ""
    avoid: str = ""
    practice: str = ""
    mandatory: bool = False
    greets: bool = False


@dataclass(frozen=True, slots=True)
class Checklist:
    """A template. `title` is shown with done/total, as in `Greeting 2/6`; it fits a reason that has one of `topics`."""

    id: str
    title: str
    steps: tuple[Step, ...]
    starts_with: str = ""
    practice: str = ""
    topics: tuple[str, ...] = ()

    def tick_key(self, step: Step) -> str:
        """The key of a step's tick inside an interaction."""
        return f"{self.id}-{step.id}"
