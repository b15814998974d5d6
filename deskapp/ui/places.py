"""The screens of the program, and the way from one to another."""

from collections.abc import Callable

from deskapp.ui.context import Context
from deskapp.ui.in_order import Part
from deskapp.ui.screens.framed import Framed


class Places(Part):
    """An app whose desk lies below whatever other screen is looked at."""

    context: Context

    def show(self, make: Callable[[Context], Framed]) -> None:
        """Put a screen on the desk, in place of whatever else stands there."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.push_screen(make(self.context))

    def do_desk(self) -> None:
        """`F2`."""
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def do_customers(self) -> None:
        """`F3`."""
        from deskapp.ui.screens.customers import CustomersScreen

        self.show(CustomersScreen)

    def do_promises(self) -> None:
        """`F4`."""
        from deskapp.ui.screens.promises import PromisesScreen

        self.show(PromisesScreen)

    def do_playbook(self) -> None:
        """`F8`."""
        from deskapp.ui.screens.playbook import PlaybookScreen

        self.show(PlaybookScreen)

    def do_log(self) -> None:
        """`F5`."""
        from deskapp.ui.screens.log import LogScreen

        self.show(LogScreen)

    def do_replies(self) -> None:
        """`F6`."""
        from deskapp.ui.screens.replies import RepliesScreen

        self.show(RepliesScreen)

    def do_reports(self) -> None:
        """`F7`."""
        from deskapp.ui.screens.reports import ReportsScreen

        self.show(ReportsScreen)

    def do_find(self) -> None:
        """`/` at the desk: the log, ready to be searched."""
        from deskapp.ui.screens.log import LogScreen

        self.show(LogScreen)
        self.call_after_refresh(lambda: getattr(self.screen, "do_find", lambda: None)())

    def do_help(self) -> None:
        """`F1`."""
        from deskapp.ui.dialogs.help import Help

        if isinstance(self.screen, Framed):
            screen = self.screen
            self.push_screen(
                Help(screen.NAME), lambda name: screen.action_do(name) if name and name != "tick" else None
            )

    def do_palette(self) -> None:
        """`Ctrl+P`."""
        from deskapp.ui.dialogs.palette import Palette

        if isinstance(self.screen, Framed):
            screen = self.screen
            self.push_screen(Palette(screen.NAME), lambda name: screen.action_do(name) if name else None)

    def do_jump(self) -> None:
        """`'`: a letter on whatever can be clicked."""
        if isinstance(self.screen, Framed) and self.screen.jump():
            self.screen.say("Press a letter to go there, Esc to stay.")

    def do_settings(self) -> None:
        """`,`."""
        from deskapp.ui.screens.settings import SettingsScreen

        self.show(SettingsScreen)
