"""Keys named in lines: always those in use, and always to be clicked."""

from collections.abc import Sequence

from deskapp.ui.commands import BY_ID
from deskapp.ui.declared import shown
from deskapp.ui.lines.line import Line, Span, row, span


def key_of(command: str) -> str:
    """The key in use of a command, as a person reads it."""
    return BY_ID[command].shown_key


def pressed(command: str) -> Span:
    """The key in use of a command; a click on it runs the command."""
    return span(f"  {key_of(command)} ", "key", f"key:{BY_ID[command].first_key}")


def offer(command: str, after: str = "") -> list[Span]:
    """A command's key and label; a click on either runs it."""
    one = BY_ID[command]
    target = f"key:{one.first_key}"
    return [span(f"{one.shown_key} ", "key", target), span(f"{one.label}{after}", "", target)]


def key_row(ways: Sequence[tuple[str, str]], width: int) -> Line:
    """The keys of a dialog, by Textual's names, and what each does there; a click on either is the key."""
    spans: list[Span] = []
    for key, words in ways:
        target = f"press:{key}"
        spans += [span(f" {shown(key)} ", "key", target), span(f"{words} ", "dim", target)]
    return row(spans, width=width)
