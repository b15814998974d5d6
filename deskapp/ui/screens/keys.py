"""Which key runs which command, each changed by pressing the new one."""

from itertools import groupby

from deskapp.commands.keys import shown as key_name
from deskapp.desk.settings import settings as desk_settings
from deskapp.text.folding import holds
from deskapp.ui import keymap
from deskapp.ui.commands import BY_ID, COMMANDS, Command
from deskapp.ui.render.keys import key_of
from deskapp.ui.render.line import EMPTY, Cells, Line, Span, row, span, wrapped
from deskapp.ui.screens.list_screen import ListScreen, under_headings
from deskapp.ui.symbols import symbols

KEY, LABEL = 15, 16
PARTS = {"desk": "At the desk", "all": "Everywhere"}


class KeysScreen(ListScreen[Command]):
    """One row for each command under the screen where it works."""

    NAME, PLACE = "keys", "Keys"

    def load(self) -> None:
        """Every command whose key can be changed, or those with the words of the filter."""
        found = [each for each in COMMANDS if not keymap.is_fixed(each) and holds(_words(each), self.filter)]
        rows = under_headings((part, list(group)) for part, group in groupby(sorted(found, key=_order), _part))
        own = len(self.context.settings.keys)
        self.fill(rows, f"Keys {symbols().dot} {own} of your own" if own else "Keys")

    def cells(self, command: Command, width: int, selected: bool) -> Cells:
        """A command with its key; the shipped one beside a key of the desk's own."""
        left = [
            span(f"  {command.shown_key:<{KEY}}", "key"),
            span(f"{command.label:<{LABEL}}", "strong" if selected else ""),
            span(command.help, "dim"),
        ]
        is_own = command.id in self.context.settings.keys
        return left, [span(f"own, shipped {key_name(command.first_key)} ", "good")] if is_own else []

    def aside(self, command: Command, width: int) -> list[Line]:
        """What the selected command does, and how its key is changed."""
        ways = (
            ("Enter", "takes the key that you press next."),
            (key_of("key_shipped"), "goes back to the shipped key."),
        )
        shipped = row([span(" Shipped   ", "dim"), span(key_name(command.first_key), "key")], width=width)
        lines = [*wrapped([Span(" ")], f"{command.help}.", width=width), EMPTY, shipped, EMPTY]
        return lines + [row([span(f" {key} ", "key"), span(words, "dim")], width=width) for key, words in ways]

    def open_row(self, command: Command) -> None:
        """The next key that is pressed becomes the selected command's."""
        from deskapp.ui.dialogs.new_key import NewKey

        held = self.context.settings
        self.push(NewKey(command, held.key_preset, held.keys), self._keep)

    def do_key_shipped(self) -> None:
        """`z`: the selected command has the key again that it came with."""
        command, held = self.selected, self.context.settings
        if command is None:
            return
        if command.id not in held.keys:
            self.say(f"“{command.label}” has its shipped key, {command.shown_key}.")
            return
        own = keymap.with_key(held.key_preset, held.keys, command, "")
        fault = keymap.read(held.key_preset, own)[1]
        if fault:
            self.say(f"Not yet: {keymap.why(held.key_preset, own)}", bad=True)
        else:
            self._keep(own)

    def _keep(self, own: dict[str, str] | None) -> None:
        if own is None:
            return
        before, desk = self.context.settings.keys, self.context.desk
        self.attempt(desk_settings.record, desk, "setting: keys", {"keys": own}, undoable=True)
        touched = [name for name in BY_ID if before.get(name) != self.context.settings.keys.get(name)]
        told = [f"{key_of(name)} is “{BY_ID[name].label}” now." for name in touched]
        self.say(" ".join(told) or "As it was.")


def _words(command: Command) -> str:
    return f"{command.shown_key} {command.label} {command.help} {command.words} {_part(command)}"


def _part(command: Command) -> str:
    return PARTS.get(command.where[0], command.where[0].capitalize())


def _order(command: Command) -> tuple[int, str]:
    place = command.where[0]
    return list(PARTS).index(place) if place in PARTS else len(PARTS), _part(command)
