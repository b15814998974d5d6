"""The bottom line: the keys that work now."""

from collections.abc import Sequence

from deskapp.ui.commands import BY_ID, Command
from deskapp.ui.render.keys import key_of
from deskapp.ui.render.line import Line, Span, span, width_of
from deskapp.ui.symbols import symbols
from deskapp.ui.widgets.line_pane import Lines

AIR = Span(" ")


class KeyBar(Lines):
    """Shows as many commands as fit, the most useful first; a click on one runs it."""

    DEFAULT_CSS = """
    KeyBar {
        height: 1;
        background: $panel;
    }
    """
    _commands: Sequence[Command] = ()
    _help_key = ""
    _keys: Sequence[str] = ()

    def offer(self, commands: Sequence[Command], help_key: str = "") -> None:
        """Show these commands; `help_key` is the help's where its first one would be typed."""
        keys = [help_key or key_of("help")] + [command.keys_now[0] for command in commands]
        if (commands, keys) != (self._commands, self._keys) or not self.lines:
            self._commands, self._keys, self._help_key = commands, keys, help_key
            self.show(lambda width: [self.line(width)])

    def line(self, width: int, lead: Sequence[Span] = (AIR,)) -> Line:
        """The row of keys, after what leads it."""
        return key_line(self._commands, width, self._help_key or key_of("help"), lead)


def key_line(commands: Sequence[Command], width: int, help_key: str, lead: Sequence[Span] = (AIR,)) -> Line:
    """Keys and labels in one row; "more" opens the palette where some do not fit, and the help stands at the end."""
    last = [span(f"{help_key} ", "key", "key:question_mark"), span("help ", "dim", "key:question_mark")]
    more = span(f"{symbols().ellipsis} more  ", "dim", f"key:{BY_ID['palette'].first_key}")
    pieces = [_piece(command) for command in commands]
    spans = list(lead)
    used, room = width_of(spans), width - width_of(last) - 1
    for number, piece in enumerate(pieces):
        kept = width_of([more]) if number < len(pieces) - 1 else 0
        used += width_of(piece)
        if used + kept > room:
            spans.append(more)
            break
        spans += piece
    gap = width - width_of(spans) - width_of(last)
    return Line((*spans, Span(" " * max(0, gap)), *last))


def _piece(command: Command) -> list[Span]:
    target = f"key:{command.first_key}"
    return [span(f"{command.shown_key} ", "key", target), span(f"{command.label}  ", "dim", target)]
