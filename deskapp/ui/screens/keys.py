"""Which key runs which command, each changed by pressing the new one."""

from itertools import groupby

from textual import events
from textual.app import ComposeResult

from deskapp.commands.keys import canonical, shown
from deskapp.desk.settings import settings as desk_settings
from deskapp.model.settings import KeyPreset
from deskapp.text.folding import holds
from deskapp.ui import keymap
from deskapp.ui.commands import BY_ID, COMMANDS, Command
from deskapp.ui.render.keys import key_of
from deskapp.ui.render.line import EMPTY, Cells, Line, Span, row, span, wrapped
from deskapp.ui.screens.list_screen import ListScreen, under_headings
from deskapp.ui.sheets.keyed import KeyedDialog
from deskapp.ui.symbols import symbols
from deskapp.ui.widgets.line_pane import LinePane

KEY, LABEL = 15, 16
PARTS = {"desk": "At the desk", "all": "Everywhere"}


class KeysScreen(ListScreen[Command]):
    """One row for each command under the screen where it works."""

    NAME, PLACE = "keys", "Keys"

    def load(self) -> None:
        """Every command whose key can be changed, or those with the words of the filter."""
        matches = [each for each in COMMANDS if not keymap.is_fixed(each) and holds(_words(each), self.filter)]
        rows = under_headings((part, list(group)) for part, group in groupby(sorted(matches, key=_order), _part))
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
        return left, [span(f"own, shipped {shown(command.first_key)} ", "good")] if is_own else []

    def aside(self, command: Command, width: int) -> list[Line]:
        """What the selected command does, and how its key is changed."""
        ways = {"Enter": "takes the key that you press next.", key_of("key_shipped"): "goes back to the shipped key."}
        shipped = row([span(" Shipped   ", "dim"), span(shown(command.first_key), "key")], width=width)
        lines = [*wrapped([Span(" ")], f"{command.help}.", width=width), EMPTY, shipped, EMPTY]
        return lines + [row([span(f" {key} ", "key"), span(words, "dim")], width=width) for key, words in ways.items()]

    def open_row(self, command: Command) -> None:
        """The next key that is pressed becomes the selected command's."""
        held = self.context.settings
        self.push(NewKey(command, held.key_preset, held.keys), self._keep)

    def do_key_shipped(self) -> None:
        """`z`: the selected command has the key again that it came with."""
        command, held = self.selected, self.context.settings
        own = keymap.with_key(held.key_preset, held.keys, command, "") if command else {}
        if command and command.id not in held.keys:
            has = f"its shipped key, {command.shown_key}" if command.shown_key else "no key among the function keys"
            self.say(f"“{command.label}” has {has}.")
        elif command and keymap.read(held.key_preset, own)[1]:
            self.say(f"Not yet: {keymap.why(held.key_preset, own)}", bad=True)
        elif command:
            self._keep(own)

    def _keep(self, own: dict[str, str] | None) -> None:
        if own is None:
            return
        before, desk = self.context.settings.keys, self.context.desk
        self.attempt(desk_settings.record, desk, "setting: keys", {"keys": own}, undoable=True)
        touched = [name for name in BY_ID if before.get(name) != self.context.settings.keys.get(name)]
        self.say(" ".join(_told(BY_ID[name]) for name in touched) or "As it was.")


def _told(command: Command) -> str:
    key, label = command.shown_key, command.label
    return f"{key} is “{label}” now." if key else f"“{label}” has no key now."


def _words(command: Command) -> str:
    return f"{command.shown_key} {command.label} {command.help} {command.words} {_part(command)}"


def _part(command: Command) -> str:
    return PARTS.get(command.where[0], command.where[0].capitalize())


def _order(command: Command) -> tuple[int, str]:
    place = command.where[0]
    return list(PARTS).index(place) if place in PARTS else len(PARTS), _part(command)


class NewKey(KeyedDialog[dict[str, str] | None]):
    """Gives the desk's own keys as they are to be, or None where nothing changes."""

    DEFAULT_CSS = """
    NewKey {
        align: center middle;
        background: $background 60%;
        #new-key { width: 64; max-width: 100%; height: auto; min-height: 10; max-height: 100%;
                   border: round $rule; padding: 1 1; border-title-color: $accent; background: $background; }
    }
    """

    def __init__(self, command: Command, preset: KeyPreset, own: keymap.Keys) -> None:
        super().__init__()
        self._command, self._preset, self._own = command, preset, own
        self._told, self._swap = "", dict[str, str]()

    def compose(self) -> ComposeResult:
        """One box over the list."""
        pane = LinePane(self._lines, id="new-key")
        pane.border_title = "Press the new key"
        yield pane

    def _lines(self, width: int) -> list[Line]:
        command = self._command
        head = [span(f"{command.shown_key}  ", "key"), span(f"{command.label}: ", "strong")]
        lines = [*wrapped(head, command.help, width=width), EMPTY]
        if self._told:
            lines += [*wrapped([Span(f"{symbols().alarm} ", "alarm")], self._told, width=width, role="alarm"), EMPTY]
        ways = [("enter", "swaps the two keys")] if self._swap else []
        ways += [("backspace", f"takes the shipped key, {shown(command.first_key)}"), ("escape", "leaves it as it is")]
        for key, words in ways:
            target = f"press:{key}"
            lines.append(row([span(f"{shown(key):<11}", "key", target), span(words, "dim", target)], width=width))
        return lines

    def on_key(self, event: events.Key) -> None:
        """Whatever is pressed is the new key, but for the three that are named."""
        event.stop()
        event.prevent_default()
        if event.key == "escape":
            self.dismiss(None)
        elif event.key == "enter" and self._swap:
            self.dismiss(self._swap)
        else:
            self._try("" if event.key == "backspace" else canonical(event.key))

    def _try(self, key: str) -> None:
        """Take a key that is free and fits; else tell why not, and wait for another."""
        command, self._swap = self._command, {}
        own = keymap.with_key(self._preset, self._own, command, key)
        self._told = keymap.why(self._preset, own)
        if not self._told:
            self.dismiss(own)
            return
        other = keymap.holder(keymap.read(self._preset, self._own)[0], command, key)
        if other and command.keys_now and not keymap.unfit(command, key) and not keymap.is_fixed(other):
            swapped = keymap.with_key(self._preset, own, other, command.keys_now[0])
            self._swap = {} if keymap.why(self._preset, swapped) else swapped
        self.redraw()
