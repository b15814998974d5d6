"""Every command: help for where one stands, with its keys, and the palette, found by its words."""

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen

from deskapp.ui import lookup
from deskapp.ui.commands import BY_ID, Command, on_screen
from deskapp.ui.render.line import EMPTY, Line, clean, row, sentence, span, wrapped
from deskapp.ui.type_ahead import is_in_front
from deskapp.ui.widgets.entry import Choice, EntryPanel, Question, Suggestions
from deskapp.ui.widgets.line_pane import LinePane, Picked
from deskapp.ui.widgets.question import FINDS


class Help(ModalScreen[str]):
    """The keys of a screen; any of Escape, F1, ? or Enter closes it, letters find."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,enter", "dismiss('')", show=False),
        Binding("down,pagedown", "page(1)", show=False),
        Binding("up,pageup", "page(-1)", show=False),
    ]
    DEFAULT_CSS = """
    Help {
        background: $background;
        align: center middle;
        #help { height: 100%; }
    }
    """

    def __init__(self, place: str) -> None:
        super().__init__()
        self._place = place
        self._typed = ""

    def compose(self) -> ComposeResult:
        """The page."""
        pane = LinePane(self._lines, id="help", classes="dialog")
        pane.border_title = "Help"
        pane.border_subtitle = "Type to find"
        yield pane

    def on_key(self, event: events.Key) -> None:
        """Letters narrow the page, Backspace takes one back."""
        if event.key in BY_ID["help"].keys_now:
            event.stop()
            self.dismiss("")
            return
        typed = self._typed[:-1] if event.key == "backspace" else self._typed
        if event.is_printable and event.character:
            typed += event.character
        if typed != self._typed:
            event.stop()
            event.prevent_default()
            self._typed = typed.lstrip()
            pane = self.query_one("#help", LinePane)
            pane.border_title = Content(f"Help: {clean(self._typed)}" if self._typed else "Help")
            pane.scroll_to(y=0, animate=False, force=True, immediate=True)
            pane.redraw()

    def _lines(self, width: int) -> list[Line]:
        commands = on_screen(self._place)
        room = max(9, *(len(command.shown_key) for command in commands))
        if self._typed:
            matches = lookup.find(commands, self._typed)
            none = [sentence("Nothing here has these words. Backspace takes a letter back.", "dim", width=width)]
            return [line for command in matches for line in _told(command, room, width)] or none
        close = [span("Esc", "key", "close"), span(" closes ", "dim", "close")]
        lines = [row([span("Here", "title")], close, width=width)]
        for number, command in enumerate(commands):
            if "all" in command.where and "all" not in commands[number - 1].where:
                lines += [EMPTY, row([span("Everywhere", "title")], width=width)]
            lines += _told(command, room, width)
        lines += [EMPTY, row([span("While you type", "title")], width=width)]
        for key, words in (
            ("Esc", "Leave the field: new words are kept, a stored value is put back"),
            ("Tab", "The next field"),
        ):
            lines.append(row([span(f"  {key:<{room}}", "key"), span(words)], width=width))
        return lines

    @on(Picked)
    def _picked(self, event: Picked) -> None:
        event.stop()
        self.dismiss(event.target if event.target != "close" else "")

    def action_page(self, by: int) -> None:
        """Scroll a page."""
        self.query_one("#help", LinePane).page(by)


def _told(command: Command, room: int, width: int) -> list[Line]:
    """A command with its key; a click on it runs it."""
    return wrapped([span(f"  {command.shown_key:<{room}}", "key", command.id)], command.help, width=width)


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
        self._place, self._chosen = place, ""
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
        self.query_one(EntryPanel).ask(
            Question(
                title="Command",
                fields=[("command", "Command", "")],
                on_change=self._react,
                submit=self._choose,
                rows=13,
                passing=FINDS,
            )
        )

    def _choose(self, values: dict[str, str], chosen: str) -> str:
        self._chosen = chosen
        return ""

    def _react(self, values: dict[str, str]) -> Suggestions:
        matches = lookup.ordered(lookup.find(self._commands, values["command"]), self._place)
        here = on_screen(self._place)
        hints = (command.shown_key if command in here else lookup.where(command) for command in matches)
        choices = [Choice(command.id, command.help, hint) for command, hint in zip(matches, hints, strict=True)]
        return Suggestions(choices, 0 if choices else -1, "" if choices else "No command has these words.")

    def on_click(self, event: events.Click) -> None:
        """A click beside it closes it."""
        if event.widget is self:
            self.dismiss("")

    def on_entry_panel_done(self, event: EntryPanel.Done) -> None:
        """Chosen, or left; where another screen has taken its place already, that one stays."""
        event.stop()
        if is_in_front(self):
            self.dismiss(self._chosen)
