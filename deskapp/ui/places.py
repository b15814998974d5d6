"""The screens of the program, the way from one to another, and steps back and forth."""

from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING

from deskapp import slots
from deskapp.desk.session import Session
from deskapp.desk.visits.watch import next_needed
from deskapp.errors import DeskError
from deskapp.ui import lookup
from deskapp.ui.commands import BY_ID, Command, on_screen
from deskapp.ui.context import Context
from deskapp.ui.drawing import Drawing
from deskapp.ui.frame.base_screen import BaseScreen
from deskapp.ui.type_ahead import Part

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
        from deskapp.store import undo

        self.desk.book.end_of_act()
        newest, selected, screens = undo.standing(self.desk.book), self.context.selected, len(self.opened)

        def restore() -> None:
            with self.drawn_once():
                while len(self.opened) > screens:
                    self.pop_screen()
                if isinstance(self.front, BaseScreen) and self.front.is_asking:
                    self.front.entry.close()
                with suppress(DeskError):  # what cannot be taken back is told by undo, where somebody asks for it
                    undo.go_back_to(self.desk.book, newest, by=self.desk.staff, at=self.desk.now())
                self.context.select(selected)
            if isinstance(self.front, BaseScreen):
                self.front.leave_jump()
                self.front.refresh_panes()

        return restore


def _opens(place: str) -> Callable[["Places"], None]:
    """The command that puts the screen of a place on the desk; its module is loaded then."""

    def do(app: "Places") -> None:
        app.show(getattr(import_module(f"deskapp.ui.screens.{place}"), f"{place.capitalize()}Screen"))

    return do


class Elsewhere(Part):
    """An app that goes to the screen of a command and runs it there."""

    def run_anywhere(self, name: str) -> None:
        """Run a command on the screen on top, or where it belongs."""
        command, screen = BY_ID[name], self.front
        if not isinstance(screen, BaseScreen):
            return
        if command in on_screen(screen.NAME):
            screen.action_do(name)
            return
        getattr(self, f"do_{lookup.reached(command)}")()
        self.call_after_refresh(self._run_there, command)

    def _run_there(self, command: Command) -> None:
        screen = self.front
        if not isinstance(screen, BaseScreen) or lookup.reached(command) != screen.NAME:
            return
        if not lookup.needs_a_row(command):
            screen.action_do(command.id)
            return
        chosen = lookup.ROWS.get(screen.NAME, "a visit")
        screen.say(f"Choose {chosen}, then {slots.key(command.id)}: {command.label}.")


class Places(Elsewhere):
    """An app whose desk lies below whatever other screen is looked at."""

    context: Context
    _was_told = False
    do_customers, do_promises, do_log = _opens("customers"), _opens("promises"), _opens("log")
    do_playbook, do_replies = _opens("playbook"), _opens("replies")
    do_reports, do_settings = _opens("reports"), _opens("settings")

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
            for field in (screen, *screen.query("EntryPanel").results()):
                flush = getattr(field, "flush", None)
                refused |= flush is not None and flush() is not None
        questions = self.context.questions
        questions.store_again()
        return not (refused or questions.waiting)

    def holds_back_words(self) -> bool:
        """Whether words would be lost if the program were left now; that is told once, and then left to the person."""
        if self.keep_typed() or self.context.desk.book.read_only or self._was_told:
            return False
        self._was_told = True
        if isinstance(self.screen, BaseScreen):
            way = f"{slots.key('leave')} again leaves without it."
            self.screen.say(f"What you typed is not stored yet. {way}", bad=True)
        return True

    def exit(self, result: int | None = None, return_code: int = 0, message: object = None) -> None:
        """Leave, whatever asked for it: by then every word that stands in a field is on the disk."""
        self.keep_typed()
        super().exit(result, return_code, message)  # type: ignore[arg-type]

    def show(self, make: Callable[[Context], BaseScreen]) -> None:
        """Put a screen on the desk, in place of whatever else stands there."""
        self.do_desk()
        self.push_screen(make(self.context))

    def do_desk(self) -> None:
        """Take whatever stands on the desk away."""
        self.leave_questions()
        while len(self.opened) > 1:
            self.pop_screen()

    def do_attend(self, *, clicked: bool = False) -> None:
        """Go to the one that the alarm row names, else to who needs attention most; a click goes to nobody else."""
        row, now = self.context.alarm_row, self.context.desk.now()
        alarm, at_the_desk = row.shown if row else None, len(self.opened) == 1
        is_there = bool(alarm and at_the_desk and alarm.subject == self.context.selected)
        if clicked and (is_there or alarm is None):
            return
        if row and alarm:
            row.went_there()
        if alarm and alarm.subject in self.context.day.promises:
            self._open_promise(alarm.subject)
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

    def _open_promise(self, identifier: str) -> None:
        from deskapp.ui.screens.promises import PromisesScreen

        self.show(lambda context: PromisesScreen(context, identifier))

    def open_interaction(self, identifier: str) -> None:
        """Select a visit at the desk."""
        self.do_desk()
        self.context.select(identifier)
        if isinstance(self.screen, BaseScreen):
            self.screen.refresh_panes()

    def do_find(self) -> None:
        """At the desk: the log, ready to be searched."""
        self.do_log()
        self.call_after_refresh(lambda: getattr(self.front, "do_find", lambda: None)())

    def do_help(self) -> None:
        """What works on this screen; what is chosen there is done."""
        from deskapp.ui.dialogs.help import Help

        if isinstance(screen := self.screen, BaseScreen):
            ways = {None, "", "tick"}
            self.push_screen(Help(screen.NAME), lambda name: None if name in ways else screen.action_do(name))

    def do_palette(self) -> None:
        """Any command, found by its words."""
        from deskapp.ui.dialogs.help import Palette

        if isinstance(self.screen, BaseScreen):
            self.push_screen(Palette(self.screen.NAME), lambda name: self.run_anywhere(name) if name else None)

    def do_jump(self) -> None:
        """A letter on whatever can be clicked."""
        if not isinstance(self.screen, BaseScreen):
            return
        if self.screen.is_asking:
            self.screen.entry.flush()  # what is stored later would draw the screen again, and take the letters away
        if self.screen.jump():
            self.screen.say("Press a letter to go there, Esc to stay.")
