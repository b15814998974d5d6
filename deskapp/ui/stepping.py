"""What takes back at the desk: undo and redo, and what a letter began that was no command."""

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from deskapp.desk.session import Session
from deskapp.errors import DeskError
from deskapp.ui.context import Context
from deskapp.ui.drawing import Drawing
from deskapp.ui.screens.base_screen import BaseScreen

if TYPE_CHECKING:
    from deskapp.store.undo import Undone


class Stepping(Drawing):
    """An app that takes back what the person at the keyboard did last, with what it touched selected."""

    desk: Session
    context: Context

    def do_undo(self) -> None:
        """A step back."""
        from deskapp.desk.undo import undoing

        self._step(undoing.undo, "undone")

    def do_redo(self) -> None:
        """A step forth."""
        from deskapp.desk.undo import undoing

        self._step(undoing.redo, "redone")

    def _step(self, step: "Callable[[Session], Undone]", word: str) -> None:
        """Go it, select what it touched, and say what it was and whose."""
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

    def before_command(self) -> Callable[[], None]:
        """Remember how things stand: the newest action on the list of undo, what is selected, and the screens.

        What comes back restores that, without a trace on the list of undo: a letter was the first of a scan or a paste.
        """
        self.desk.book.end_of_act()
        newest, selected, screens = self.desk.book.newest_action, self.context.selected, len(self.opened)

        def restore() -> None:
            with self.drawn_once():
                while len(self.opened) > screens:
                    self.pop_screen()
                if isinstance(self.front, BaseScreen) and self.front.is_asking:
                    self.front.entry.close()
                with suppress(DeskError):  # what cannot be taken back is told by undo, where somebody asks for it
                    self.desk.book.go_back_to(newest, by=self.desk.staff, at=self.desk.now())
                self.context.select(selected)
            if isinstance(self.front, BaseScreen):
                self.front.leave_jump()
                self.front.refresh_panes()

        return restore
