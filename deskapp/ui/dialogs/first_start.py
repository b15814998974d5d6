"""The first start: two questions, then the desk."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Center, Middle, Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from deskapp.ui.lines.line import EMPTY, Line, row, span
from deskapp.ui.widgets.line_pane import Lines
from deskapp.ui.widgets.typed_input import TypedInput


class FirstStart(ModalScreen[tuple[str, str]]):
    """Asks for the name of the desk and of the person at it; both may stay empty."""

    AUTO_FOCUS = "#desk-name"
    DEFAULT_CSS = """
    FirstStart {
        background: $background;
        #ask { width: 60; height: auto; border: round $rule; padding: 1 3; background: $background; }
        Lines { height: 1; }
        #hello { height: 4; }
        #how { height: 3; }
        TypedInput { margin: 0 0 1 0; }
    }
    """

    def compose(self) -> ComposeResult:
        """A greeting, two fields, and how to go on."""
        with Middle(), Center(), Vertical(id="ask"):
            yield Lines(_hello, id="hello")
            yield Lines(lambda width: [row([span("What is this desk called?", "dim")], width=width)])
            yield TypedInput(id="desk-name", placeholder="Front desk")
            yield Lines(lambda width: [row([span("And you?", "dim")], width=width)])
            yield TypedInput(id="staff", placeholder="Your first name")
            yield Lines(_how, id="how")

    @on(Input.Submitted, "#desk-name")
    def _desk_named(self) -> None:
        self.query_one("#staff", TypedInput).focus()

    @on(Input.Submitted, "#staff")
    def _started(self) -> None:
        desk_name, staff = (self.query_one(name, TypedInput).value for name in ("#desk-name", "#staff"))
        self.dismiss((" ".join(desk_name.split()), " ".join(staff.split())))

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
        row([span("Enter ", "key"), span("goes on and starts.", "dim")], width=width),
        row([span("To look at an invented day first, run ", "dim"), span("deskapp demo", "accent")], width=width),
    ]
