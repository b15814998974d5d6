"""Every command by its words: type a few letters, Enter runs the lit one."""

from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen

from deskapp.ui import lookup
from deskapp.ui.commands import on_screen
from deskapp.ui.widgets.entry import Ask, Choice, EntryPanel, Offer


class Palette(ModalScreen[str]):
    """The palette; gives the id of the chosen command."""

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
        self._commands = [one for one in on_screen(place) if one.id not in ("palette", "up", "down", "tick")]

    def compose(self) -> ComposeResult:
        """An entry panel over the screen."""
        panel = EntryPanel(classes="dialog")
        panel.border_title = "All commands"
        panel.border_subtitle = "Enter runs it, Esc closes"
        yield panel

    def on_mount(self) -> None:
        """Ask at once."""
        chosen: list[str] = []

        def done(values: dict[str, str], value: str) -> str:
            chosen.append(value)
            return ""

        self._chosen = chosen
        question = Ask(title="Command", fields=[("command", "Command", "")], react=self._react, done=done, rows=13)
        self.query_one(EntryPanel).ask(question)

    def _react(self, values: dict[str, str]) -> Offer:
        found = lookup.find(self._commands, values["command"])
        choices = [Choice(one.id, one.help, one.shown_key) for one in found]
        return Offer(choices, 0 if choices else -1, "" if choices else "No command has these words.")

    def on_click(self, event: events.Click) -> None:
        """A click beside it closes it."""
        if event.widget is self:
            self.dismiss("")

    def on_entry_panel_done(self, event: EntryPanel.Done) -> None:
        """Chosen, or left."""
        event.stop()
        self.dismiss(self._chosen[-1] if self._chosen else "")
