"""Every command by its words: type a few letters, Enter runs the selected one."""

from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen

from deskapp.ui import lookup
from deskapp.ui.commands import Command, on_screen
from deskapp.ui.type_ahead import is_in_front
from deskapp.ui.widgets.entry import Choice, EntryPanel, Question, Suggestions
from deskapp.ui.widgets.question import FINDS


class Palette(ModalScreen[str]):
    """The palette: the commands of this screen, then those of the others; gives the id of the chosen one."""

    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    Palette {
        align: center top;
        background: $background 60%;
        EntryPanel { margin: 1 0 0 0; }
        #found { max-height: 14; }
    }
    """

    def __init__(self, place: str) -> None:
        super().__init__()
        self._place = place
        here = [command for command in on_screen(place) if command.id not in ("palette", "up", "down", "tick")]
        self._commands = [*here, *lookup.others(place)]

    def compose(self) -> ComposeResult:
        """An entry panel over the screen."""
        panel = EntryPanel(classes="dialog")
        panel.border_title = "All commands"
        panel.border_subtitle = "Enter runs it, Esc closes"
        yield panel

    def on_mount(self) -> None:
        """Ask at once."""
        chosen: list[str] = []

        def submit(values: dict[str, str], value: str) -> str:
            chosen.append(value)
            return ""

        self._chosen = chosen
        fields = [("command", "Command", "")]
        question = Question(
            title="Command", fields=fields, on_change=self._react, submit=submit, rows=13, passing=FINDS
        )
        self.query_one(EntryPanel).ask(question)

    def _react(self, values: dict[str, str]) -> Suggestions:
        found = lookup.ordered(lookup.find(self._commands, values["command"]), self._place)
        choices = [Choice(command.id, command.help, self._hint(command)) for command in found]
        return Suggestions(choices, 0 if choices else -1, "" if choices else "No command has these words.")

    def _hint(self, command: Command) -> str:
        """Its key; of a command of another screen, which screen that is."""
        return command.shown_key if command in on_screen(self._place) else lookup.where(command)

    def on_click(self, event: events.Click) -> None:
        """A click beside it closes it."""
        if event.widget is self:
            self.dismiss("")

    def on_entry_panel_done(self, event: EntryPanel.Done) -> None:
        """Chosen, or left; where another screen has taken its place already, that one stays."""
        event.stop()
        if is_in_front(self):
            self.dismiss(self._chosen[-1] if self._chosen else "")
