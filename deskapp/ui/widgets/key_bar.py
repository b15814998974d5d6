"""The bottom line: the keys that work now."""

from collections.abc import Sequence

from deskapp.ui.commands import Command
from deskapp.ui.lines.keys import key_of
from deskapp.ui.lines.line import Line, Span, span, width_of
from deskapp.ui.widgets.line_pane import Lines


class KeyBar(Lines):
    """Shows as many commands as fit, the most useful first; a click on one runs it."""

    DEFAULT_CSS = """
    KeyBar {
        height: 1;
        background: $panel;
    }
    """

    def offer(self, commands: Sequence[Command]) -> None:
        """Show these commands."""
        self.show(lambda width: [key_line(commands, width)])


def key_line(commands: Sequence[Command], width: int) -> Line:
    """Keys and labels in one row; what does not fit is left to the help, whose key always stands at the end."""
    last = [span(f"{key_of('help')} ", "key", "key:question_mark"), span("help ", "dim", "key:question_mark")]
    spans: list[Span] = [Span(" ")]
    used, most = 1, width - width_of(last) - 1
    for command in commands:
        target = f"key:{command.first_key}"
        piece = [span(f"{command.shown_key} ", "key", target), span(f"{command.label}  ", "dim", target)]
        used += width_of(piece)
        if used > most:
            break
        spans += piece
    gap = width - width_of(spans) - width_of(last)
    return Line((*spans, Span(" " * max(0, gap)), *last))
