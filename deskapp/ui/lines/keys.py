"""Keys named in lines: always those in use, and always to be clicked."""

from deskapp.ui.commands import BY_ID
from deskapp.ui.lines.line import Span, span


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
