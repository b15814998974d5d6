"""Help for where one stands: every command that works here, with its key."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from deskapp.ui.commands import on_screen
from deskapp.ui.lines.line import EMPTY, Line, row, span, wrapped
from deskapp.ui.widgets.line_pane import LinePane


class Help(ModalScreen[None]):
    """One page of keys; any of Escape, F1, ? or Enter closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,question_mark,enter,q", "close", show=False),
        Binding("down,pagedown,space", "page(1)", show=False),
        Binding("up,pageup", "page(-1)", show=False),
    ]
    DEFAULT_CSS = """
    Help {
        background: $background;
        align: center middle;
        #help {
            width: 76; max-width: 100%; height: 100%; padding: 0 1;
            border: round $rule; border-title-color: $accent; border-subtitle-color: $dim;
        }
    }
    """

    def __init__(self, place: str) -> None:
        super().__init__()
        self._place = place

    def compose(self) -> ComposeResult:
        """The page."""
        pane = LinePane(self._lines, id="help")
        pane.border_title = "Help"
        pane.border_subtitle = "Esc closes"
        yield pane

    def _lines(self, width: int) -> list[Line]:
        lines = [row([span("Here", "title")], width=width)]
        commands = on_screen(self._place)
        room = max(9, *(len(command.shown_key) for command in commands))
        for number, command in enumerate(commands):
            if "all" in command.where and "all" not in commands[number - 1].where:
                lines += [EMPTY, row([span("Everywhere", "title")], width=width)]
            lines += wrapped([span(f"  {command.shown_key:<{room}}", "key")], command.help, width=width)
        lines += [EMPTY, row([span("While you type", "title")], width=width)]
        for key, words in (("Esc", "Leave the field; what you typed is kept"), ("Tab", "The next field")):
            lines.append(row([span(f"  {key:<{room}}", "key"), span(words)], width=width))
        return lines

    def action_close(self) -> None:
        """Back to where it was asked from."""
        self.dismiss(None)

    def action_page(self, by: int) -> None:
        """Scroll a page."""
        pane = self.query_one("#help", LinePane)
        pane.scroll_relative(y=by * (pane.size.height - 1), animate=False)
