"""The first start: two questions, then the desk, or an invented day to look at."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Middle, Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from deskapp.ui.lines.line import EMPTY, Line, row, span
from deskapp.ui.widgets.line_pane import Lines, Picked
from deskapp.ui.widgets.typed_input import TypedInput


class FirstStart(ModalScreen[tuple[str, str] | None]):
    """Asks for the name of the desk and of the person at it; both may stay empty. Gives None for the invented day."""

    AUTO_FOCUS = "#desk-name"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "look_around", show=False),
        Binding("ctrl+q", "app.quit_at_once", show=False),
    ]
    DEFAULT_CSS = """
    FirstStart {
        background: $background;
        #ask { padding: 1 3; }
        Lines { height: 1; }
        #hello { height: 4; }
        #how { height: 3; }
        TypedInput { margin: 0 0 1 0; }
    }
    """

    def compose(self) -> ComposeResult:
        """A greeting, two fields, and how to go on."""
        with Middle(), Center(), Vertical(id="ask", classes="dialog"):
            yield Lines(_hello, id="hello")
            yield Lines(lambda width: [row([span("First: what is this desk or shop called?", "dim")], width=width)])
            yield TypedInput(id="desk-name", placeholder="Front desk")
            yield Lines(lambda width: [row([span("Then: your own first name", "dim")], width=width)])
            yield TypedInput(id="staff", placeholder="Your first name")
            yield Lines(_how, id="how")

    @on(Input.Submitted, "#desk-name")
    def _desk_named(self) -> None:
        self.query_one("#staff", TypedInput).focus()

    @on(Input.Submitted, "#staff")
    def _started(self) -> None:
        desk_name, staff = (self.query_one(name, TypedInput).value for name in ("#desk-name", "#staff"))
        self.dismiss((" ".join(desk_name.split()), " ".join(staff.split())))

    def action_look_around(self) -> None:
        """`F2`: an invented day first; nothing is stored of what stands here."""
        self.dismiss(None)

    def on_picked(self, event: Picked) -> None:
        """A click on one of the two ways on."""
        event.stop()
        self.app.call_later(self.app.simulate_key, event.target.removeprefix("press:"))

    def key_escape(self) -> None:
        """Start with the usual names."""
        self._started()


def _hello(width: int) -> list[Line]:
    return [
        row([span("Good to have you here.", "title")], width=width),
        EMPTY,
        row([span("Everything stays on this computer.", "dim")], width=width),
    ]


def _how(width: int) -> list[Line]:
    return [
        row([span("Enter ", "key", "press:enter"), span("goes on and starts.", "dim")], width=width),
        row([span("F2 ", "key", "press:f2"), span("looks at an invented day first.", "dim")], width=width),
    ]
