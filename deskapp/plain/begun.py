"""What a line began and is not done yet: its answers are kept one by one, and given again when it is gone on with."""

from collections.abc import Callable, Sequence


class Begun:
    """The line that is being done and what was answered since; `store` keeps lines or lets go of them, and gives why
    it could not, "" where it did.

    Nothing is kept of a line that asks for nothing more, nor of what a command has stored.
    """

    def __init__(self, store: Callable[..., str]) -> None:
        self._store = store
        self._owner = ""
        self._lines: list[str] = []
        self._kept: list[str] = []
        self._given: list[str] = []
        self._next: list[str] = []

    def begin(self, owner: str, line: str) -> None:
        """A line is done now, about a visit ("" about none)."""
        self._owner, self._lines, again = owner, [line], self._next
        self._kept, self._given, self._next = again, again[1:], []

    def goes_on(self, owner: str, line: str) -> None:
        """What comes next is what another line would begin, where no line is being done any more."""
        if not self._lines:
            self.begin(owner, line)

    def answered(self, question: str, line: str) -> None:
        """Something was asked and answered."""
        if self._lines:
            self._lines.append(f"{question}{line}")

    def keep(self) -> str:
        """Keep what was typed so far on the disk, before more is asked; why that could not be done, else ""."""
        has_words = len(self._lines) > 1 or any(" " in line for line in self._lines)
        if not has_words or self._lines == self._kept:
            return ""
        refusal = self._store(about=self._owner, line=self._lines)
        if not refusal:
            self._kept = list(self._lines)
        return refusal

    def done(self) -> None:
        """It is stored, or was given up: nothing of it is kept any more."""
        kept, self._kept, self._lines, self._given = self._kept, [], [], []
        if kept:
            self._store(about=self._owner, line=kept, forget=True)

    def go_on(self, lines: Sequence[str]) -> str:
        """Go on with what was kept: the line to do next; what it asks is answered as it was before."""
        self._next = list(lines)
        return lines[0]

    def given(self, question: str) -> str:
        """What was answered to that question before; "" where it is to be asked: from then on all are."""
        line = self._given.pop(0) if self._given else ""
        answer = line.removeprefix(question) if line.startswith(question) else ""
        if not answer:
            self._given = []
            return ""
        self._lines.append(line)
        return answer
