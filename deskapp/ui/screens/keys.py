"""Which key runs which command, each changed by pressing the new one."""

from typing import ClassVar

from textual.binding import BindingType

from deskapp.commands.keys import shown
from deskapp.desk.settings import settings as desk_settings
from deskapp.text.folding import holds
from deskapp.ui import keymap
from deskapp.ui.commands import BY_ID, COMMANDS, Command, bindings, on_screen
from deskapp.ui.context import Context
from deskapp.ui.render.keys import key_of
from deskapp.ui.render.line import EMPTY, Line, Span, row, span, wrapped
from deskapp.ui.screens.list_screen import ListScreen
from deskapp.ui.symbols import symbols

KEY, LABEL = 15, 16
PARTS = {"desk": "At the desk", "all": "Everywhere"}


class KeysScreen(ListScreen):
    """One row for each command under the screen where it works."""

    NAME, PLACE = "keys", "Keys"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(on_screen("keys"))]

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._rows: tuple[Command | str, ...] = ()

    def load(self) -> None:
        """Every command whose key can be changed, or those with the words of the filter."""
        rows: list[Command | str] = []
        part = ""
        for one in sorted(_changeable(), key=_order):
            if holds(f"{one.shown_key} {one.label} {one.help} {one.words} {_part(one)}", self.filter):
                if _part(one) != part:
                    rows.append(part := _part(one))
                rows.append(one)
        first = not self._rows
        self._rows = tuple(rows)
        own = len(self.context.settings.keys)
        self.table.entitle(f"Keys {symbols().dot} {own} of your own" if own else "Keys")
        self.table.fill(len(rows), 1 if first else None)

    @property
    def selected(self) -> Command | None:
        """The selected command."""
        at = self.table.cursor
        one = self._rows[at] if 0 <= at < len(self._rows) else None
        return one if isinstance(one, Command) else None

    def label_at(self, index: int) -> str:
        """The label of a command; a heading has none."""
        one = self._rows[index]
        return one.label if isinstance(one, Command) else ""

    def line_at(self, index: int, width: int, selected: bool) -> Line:
        """A heading, or a command with its key; the shipped one beside a key of the desk's own."""
        one = self._rows[index]
        if isinstance(one, str):
            return row([span(f" {one}", "title")], width=width)
        left = [
            Span(symbols().selected if selected else " ", "accent"),
            span(f"  {one.shown_key:<{KEY}}", "key"),
            span(f"{one.label:<{LABEL}}", "strong" if selected else ""),
            span(one.help, "dim"),
        ]
        right = [span(f"own, shipped {shown(one.first_key)} ", "good")] if one.id in self.context.settings.keys else []
        return row(left, right, width=width, role="selected" * selected)

    def aside(self, width: int) -> list[Line]:
        """What the selected command does, and how its key is changed."""
        one = self.selected
        if one is None:
            return [row([span(" Down to a command, then Enter.", "dim")], width=width)]
        ways = (
            ("Enter", "takes the key that you press next."),
            (key_of("key_shipped"), "goes back to the shipped key."),
        )
        lines = wrapped([Span(" ")], f"{one.help}.", width=width)
        lines += [EMPTY, row([span(" Shipped   ", "dim"), span(shown(one.first_key), "key")], width=width), EMPTY]
        return lines + [row([span(f" {key} ", "key"), span(words, "dim")], width=width) for key, words in ways]

    def do_open(self) -> None:
        """`Enter`: the next key that is pressed becomes the selected command's."""
        from deskapp.ui.dialogs.new_key import NewKey

        one, held = self.selected, self.context.settings
        if one:
            self.app.push_screen(NewKey(one, held.key_preset, held.keys), self._keep)

    def do_key_shipped(self) -> None:
        """`z`: the selected command has the key again that it came with."""
        one, held = self.selected, self.context.settings
        if one is None:
            return
        if one.id not in held.keys:
            self.say(f"“{one.label}” has its shipped key, {one.shown_key}.")
            return
        own = keymap.with_key(held.key_preset, held.keys, one, "")
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


def _changeable() -> list[Command]:
    return [one for one in COMMANDS if not keymap.is_fixed(one)]


def _part(one: Command) -> str:
    return PARTS.get(one.where[0], one.where[0].capitalize())


def _order(one: Command) -> tuple[int, str]:
    return list(PARTS).index(one.where[0]) if one.where[0] in PARTS else len(PARTS), _part(one)
