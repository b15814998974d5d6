"""How things stood before a letter ran as a command, to be restored where it was the first of a scan or a paste."""

from contextlib import suppress
from typing import TYPE_CHECKING

from deskapp.errors import DeskError
from deskapp.ui.screens.base_screen import BaseScreen

if TYPE_CHECKING:
    from deskapp.ui.app import DeskApp


class BeforeCommand:
    """The newest action on the list of undo, what was selected, and the screens: all that one letter may change."""

    def __init__(self, app: "DeskApp") -> None:
        from deskapp.store import undo

        self._app = app
        self._selected = app.context.selected
        self._screens = len(app.opened)
        app.desk.book.end_of_act()
        self._newest = undo.standing(app.desk.book)

    def restore(self) -> None:
        """Take back what was done since, without a trace on the list of undo."""
        from deskapp.store import undo

        app = self._app
        with app.drawn_once():
            while len(app.opened) > self._screens:
                app.pop_screen()
            if isinstance(app.front, BaseScreen) and app.front.is_asking:
                app.front.entry.close()
            with suppress(DeskError):  # what cannot be taken back is told by undo, where somebody asks for it
                undo.go_back_to(app.desk.book, self._newest, by=app.desk.staff, at=app.desk.now())
            app.context.select(self._selected)
        if isinstance(app.front, BaseScreen):
            app.front.leave_jump()
            app.front.refresh_panes()
