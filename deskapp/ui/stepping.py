"""Undo and redo at the desk: a step back or forth, what it touched selected, and said with whose it was."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from deskapp.desk.session import Session
from deskapp.ui.context import Context
from deskapp.ui.drawing import Drawing
from deskapp.ui.screens.base_screen import BaseScreen

if TYPE_CHECKING:
    from deskapp.store.undo import Undone


class Stepping(Drawing):
    """An app that takes back what the person at the keyboard did last."""

    desk: Session
    context: Context

    def do_undo(self) -> None:
        """`u`."""
        from deskapp.desk.undo import undoing

        self._step_back(undoing.undo, "undone")

    def do_redo(self) -> None:
        """`U`."""
        from deskapp.desk.undo import undoing

        self._step_back(undoing.redo, "redone")

    def _step_back(self, step: "Callable[[Session], Undone]", word: str) -> None:
        if not isinstance(self.screen, BaseScreen):
            return
        before = set(self.context.day.open)
        with self.drawn_once():
            result = self.screen.attempt(step, self.desk)
            back = [visit for visit in self.context.day.open if visit not in before]
            if result and len(back) == 1:
                self.context.select(back[0])
        if result:
            self.screen.select_touched(result.touched)
            visits = [visit for table, visit in sorted(result.touched) if table == "interactions"]
            others = [self.context.name_of(visit) for visit in visits if visit != self.context.selected]
            whose = f" ({', '.join(filter(None, others))})" if any(others) else ""
            self.screen.say(f"{word}: {result.words}{whose}")
