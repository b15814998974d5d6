"""Keys named in lines: always those in use, and always to be clicked."""

from collections.abc import Sequence

from deskapp import slots
from deskapp.commands.keys import shown
from deskapp.ui.commands import BY_ID
from deskapp.ui.render.line import Line, Span, row, span

IN_FIELDS = ("Space", "Enter", "Tab", "Esc", "Up", "Down", "Left", "Right")
"""Keys that do something else in a field than on the screen."""
SAME_KEY = {"resume": "hold"}
OPENED_BY = {
    "crisis": "crisis",
    "customer": "customers",
    "imports": "import",
    "merge": "merge",
    "twins": "twins",
    "keys": "settings",
}


def key_of(command: str) -> str:
    """The key in use of a command, as a person reads it; "" for none."""
    return BY_ID[command].shown_key


def way_to(command: str, place: str, *, is_typing: bool = False) -> str:
    """The keys that run a command from a screen: `u`, or `F2, then o` where it is a command of another screen.

    While words are typed, keys that are letters or move about in the field come after `Esc`. A command without a key
    is found by its label, in the palette.
    """
    declaration = BY_ID[SAME_KEY.get(command, command)]
    if not declaration.shown_key:
        return f"{key_of('palette')}, then {declaration.label}"
    keys = [declaration.shown_key]
    if place not in declaration.where and "all" not in declaration.where:
        screen = declaration.where[0]
        keys = [*way_to(OPENED_BY.get(screen, screen), place).split(", then "), *keys]
    if is_typing and (len(keys[0]) == 1 or keys[0] in IN_FIELDS):
        keys.insert(0, shown("escape"))
    return ", then ".join(keys)


def filled(sentence: str, place: str, *, is_typing: bool = False) -> str:
    """A sentence whose slots name the keys that are in use on a screen."""

    def named(command: str) -> str:
        return way_to(command, place, is_typing=is_typing)

    return slots.fill(sentence, named, "Press")


def pressed(command: str) -> Span:
    """The key in use of a command; a click on it runs the command."""
    return span(f"  {key_of(command)} ", "key", f"key:{BY_ID[command].first_key}")


def offer(command: str, after: str = "") -> list[Span]:
    """A command's key and label; a click on either runs it."""
    declaration = BY_ID[command]
    target = f"key:{declaration.first_key}"
    return [span(f"{declaration.shown_key} ", "key", target), span(f"{declaration.label}{after}", "", target)]


def key_row(ways: Sequence[tuple[str, str]], width: int, *, said: str = "") -> Line:
    """The keys of a dialog, by Textual's names, and what each does there; a click on either is the key.

    What was just `said` stands before them.
    """
    spans = [span(f" {said} ", "good")] if said else []
    for key, words in ways:
        target = f"press:{key}"
        spans += [span(f" {shown(key)} ", "key", target), span(f"{words} ", "dim", target)]
    return row(spans, width=width)
