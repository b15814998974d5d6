"""What was begun by lines in plain mode and is not done yet: each answer is kept before the next thing is asked."""

from collections.abc import Sequence

from deskapp.desk.drafts import drafts
from deskapp.desk.session import Session
from deskapp.model.frozen import dataclass

SCREEN, FIELD = "plain", "lines"


@dataclass(frozen=True, slots=True)
class UnfinishedLines:
    """The line that began it, then each question with its answer; `owner` is the id of the visit spoken of, or ""."""

    owner: str
    lines: tuple[str, ...]

    @property
    def told(self) -> str:
        """The lines in one."""
        return "; ".join(self.lines)


def keep(desk: Session, owner: str, lines: Sequence[str]) -> None:
    """Keep the lines so far; what was begun by the same line about the same visit makes room for them."""
    drafts.keep(desk, _place(owner, lines), FIELD, "\n".join(lines))


def forget(desk: Session, owner: str, lines: Sequence[str]) -> None:
    """It is done, or nobody wants to go on with it."""
    drafts.forget(desk, _place(owner, lines))


def everything(desk: Session) -> list[UnfinishedLines]:
    """All that is not done, what was typed last first."""
    begun = sorted(drafts.on_screen(desk, SCREEN), key=lambda entry: entry.get("at", ""), reverse=True)
    return [UnfinishedLines(entry.get("owner", ""), tuple(entry.get("text", "").split("\n"))) for entry in begun]


def _place(owner: str, lines: Sequence[str]) -> drafts.DraftPlace:
    return drafts.DraftPlace(SCREEN, lines[0], owner)
