"""Commands of other screens, run from the palette: first to the screen where they belong, then there.

What acts on a row of a list is not run at once: the row that happens to be selected there is nobody's choice.
"""

from collections.abc import Sequence

from deskapp import slots
from deskapp.commands.declared import Command
from deskapp.ui.commands import BY_ID, COMMANDS, on_screen
from deskapp.ui.render.keys import OPENED_BY
from deskapp.ui.screens.base_screen import BaseScreen
from deskapp.ui.type_ahead import Part

ROWS = {"customers": "a card", "promises": "a promise", "replies": "an entry", "playbook": "an entry", "keys": "a row"}
"""What is chosen first on a screen with a list."""
FREE = (
    *("new_card", "import", "export", "twins", "faq_new", "group"),
    *("playbook_new", "playbook_part", "playbook_write", "playbook_read"),
)
"""The commands of those screens that act on no row."""
MOVES = ("palette", "up", "down", "tick", "open", "back")


def others(place: str) -> list[Command]:
    """The commands that work on other screens than this one."""
    here = set(on_screen(place))
    return [command for command in COMMANDS if command not in here and command.id not in MOVES]


def where(command: Command) -> str:
    """The screen of a command, as it is called: `Promises`."""
    name = command.where[0]
    return BY_ID[name].label if name in BY_ID and name != "import" else name.replace("_", " ").capitalize()


def reached(command: Command) -> str:
    """The screen that is gone to for a command: its own, or the one that its own is opened from."""
    screen = command.where[0]
    while screen in OPENED_BY:
        opener = BY_ID[OPENED_BY[screen]]
        screen = opener.id if "all" in opener.where else opener.where[0]
    return screen


def needs_a_row(command: Command) -> bool:
    """Whether somebody has to choose what it acts on first."""
    screen = command.where[0]
    return screen in OPENED_BY or (screen in ROWS and command.id not in FREE)


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
        getattr(self, f"do_{reached(command)}")()
        self.call_after_refresh(self._run_there, command)

    def _run_there(self, command: Command) -> None:
        screen = self.front
        if not isinstance(screen, BaseScreen) or reached(command) != screen.NAME:
            return
        if not needs_a_row(command):
            screen.action_do(command.id)
            return
        chosen = ROWS.get(screen.NAME, "a visit")
        screen.say(f"Choose {chosen}, then {slots.key(command.id)}: {command.label}.")


def ordered(found: Sequence[Command], place: str) -> list[Command]:
    """Commands in the order in which they fit, those of this screen first."""
    here = set(on_screen(place))
    return sorted(found, key=lambda command: command not in here)
