"""The screens of the program, and the way from one to another."""

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from deskapp import slots
from deskapp.desk.visits.watch import next_needed
from deskapp.errors import DeskError
from deskapp.ui.context import Context
from deskapp.ui.lookup import Elsewhere
from deskapp.ui.screens.base_screen import BaseScreen


@runtime_checkable
class KeepsTyped(Protocol):
    """What has a field whose words are stored while they are typed."""

    def flush(self) -> DeskError | None:
        """Store what is not on the disk yet; why that could not be done, None where all of it is."""


class Places(Elsewhere):
    """An app whose desk lies below whatever other screen is looked at."""

    context: Context
    _was_told = False

    def leave_questions(self) -> None:
        """Another screen is looked at: no field stays open behind it, and its words are kept."""
        for screen in self.screen_stack:
            for panel in screen.query("EntryPanel").results():
                panel.leave(puts_back=False)  # type: ignore[attr-defined]

    def keep_typed(self) -> bool:
        """Store what stands in any field of any screen, as the program may end now; whether all of it is on the disk.

        What a question had to leave behind because no disk took it is tried once more.
        """
        refused = False
        for screen in self.screen_stack:
            for one in (screen, *screen.query("EntryPanel").results()):
                if isinstance(one, KeepsTyped) and one.flush() is not None:
                    refused = True
        questions = self.context.questions
        questions.store_again()
        return not (refused or questions.waiting)

    def holds_back_words(self) -> bool:
        """Whether words would be lost if the program were left now; that is told once, and then left to the person."""
        if self.keep_typed() or self.context.desk.book.read_only or self._was_told:
            return False
        self._was_told = True
        if isinstance(self.screen, BaseScreen):
            self.screen.say(
                f"What you typed is not stored yet. {slots.key('leave')} again leaves without it.", bad=True
            )
        return True

    def exit(self, result: int | None = None, return_code: int = 0, message: object = None) -> None:
        """Leave, whatever asked for it: by then every word that stands in a field is on the disk."""
        self.keep_typed()
        super().exit(result, return_code, message)  # type: ignore[arg-type]

    def show(self, make: Callable[[Context], BaseScreen]) -> None:
        """Put a screen on the desk, in place of whatever else stands there."""
        self.leave_questions()
        while len(self.opened) > 1:
            self.pop_screen()
        self.push_screen(make(self.context))

    def do_desk(self) -> None:
        """`F2`."""
        self.leave_questions()
        while len(self.opened) > 1:
            self.pop_screen()

    def do_customers(self) -> None:
        """`F3`."""
        from deskapp.ui.screens.customers import CustomersScreen

        self.show(CustomersScreen)

    def do_promises(self) -> None:
        """`F4`."""
        from deskapp.ui.screens.promises import PromisesScreen

        self.show(PromisesScreen)

    def do_attend(self) -> None:
        """`Tab`: to the one that the alarm row names, else to who needs attention most."""
        self.attend()

    def attend(self, *, clicked: bool = False) -> None:
        """Go to the one that the alarm row names, else to who needs attention most; a click goes to nobody else."""
        row, now = self.context.alarm_row, self.context.desk.now()
        alarm, at_the_desk = row.shown if row else None, len(self.opened) == 1
        is_there = bool(alarm and at_the_desk and alarm.subject == self.context.selected)
        if clicked and (is_there or alarm is None):
            return
        if row and alarm:
            row.went_there()
        if alarm and alarm.subject in self.context.day.promises:
            self.open_promise(alarm.subject)
            return
        if alarm and alarm.subject not in self.context.day.open and alarm.subject not in self.context.day.ended:
            self.do_promises()
            return
        others = next_needed(self.context.day, now, self.context.selected if at_the_desk else "")
        visit = alarm.subject if alarm and not is_there else others
        if visit:
            self.open_interaction(visit)
        elif isinstance(self.screen, BaseScreen):
            self.screen.say("Nobody else is here." if self.context.day.open else "Nobody is here.")

    def open_promise(self, identifier: str) -> None:
        """Show the promises, with one of them selected."""
        from deskapp.ui.screens.promises import PromisesScreen

        self.show(lambda context: PromisesScreen(context, identifier))

    def open_interaction(self, identifier: str) -> None:
        """Select a visit at the desk."""
        self.do_desk()
        self.context.select(identifier)
        if isinstance(self.screen, BaseScreen):
            self.screen.refresh_panes()

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
        self.call_after_refresh(lambda: getattr(self.front, "do_find", lambda: None)())

    def do_help(self) -> None:
        """`F1`."""
        from deskapp.ui.dialogs.help import Help

        if isinstance(self.screen, BaseScreen):
            screen = self.screen
            self.push_screen(
                Help(screen.NAME), lambda name: screen.action_do(name) if name and name != "tick" else None
            )

    def do_palette(self) -> None:
        """`Ctrl+P`."""
        from deskapp.ui.dialogs.help import Palette

        if isinstance(self.screen, BaseScreen):
            self.push_screen(Palette(self.screen.NAME), lambda name: self.run_anywhere(name) if name else None)

    def do_jump(self) -> None:
        """`'`: a letter on whatever can be clicked."""
        if not isinstance(self.screen, BaseScreen):
            return
        if self.screen.is_asking:
            self.screen.entry.flush()  # what is stored later would draw the screen again, and take the letters away
        if self.screen.jump():
            self.screen.say("Press a letter to go there, Esc to stay.")

    def do_settings(self) -> None:
        """`,`."""
        from deskapp.ui.screens.settings import SettingsScreen

        self.show(SettingsScreen)
