"""A command's new key, taken by pressing it; one that another command has is told, and taken only by a swap."""

from textual import events, on
from textual.app import ComposeResult
from textual.screen import ModalScreen

from deskapp.commands.declared import Command
from deskapp.commands.keys import canonical, shown
from deskapp.model.settings import KeyPreset
from deskapp.ui import keymap
from deskapp.ui.render.line import EMPTY, Line, Span, row, span, wrapped
from deskapp.ui.symbols import symbols
from deskapp.ui.widgets.line_pane import LinePane, Picked


class NewKey(ModalScreen[dict[str, str] | None]):
    """Gives the desk's own keys as they are to be, or None where nothing changes."""

    AUTO_FOCUS = ""
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
        self._told = ""
        self._key, self._swap = "", dict[str, str]()

    def compose(self) -> ComposeResult:
        """One box over the list."""
        pane = LinePane(self._lines, id="new-key")
        pane.border_title = "Press the new key"
        yield pane

    def _lines(self, width: int) -> list[Line]:
        one = self._command
        lines = wrapped([span(f"{one.shown_key}  ", "key"), span(f"{one.label}: ", "strong")], one.help, width=width)
        lines.append(EMPTY)
        if self._told:
            lines += [*wrapped([Span(f"{symbols().alarm} ", "alarm")], self._told, width=width, role="alarm"), EMPTY]
        if self._swap:
            lines.append(_way("Enter", "swaps the two keys", "swap", width))
        lines.append(_way("Backspace", f"takes the shipped key, {shown(one.first_key)}", "shipped", width))
        lines.append(_way("Esc", "leaves it as it is", "leave", width))
        return lines

    def on_key(self, event: events.Key) -> None:
        """Whatever is pressed is the new key, but for the three that are named."""
        event.stop()
        event.prevent_default()
        named = {"escape": "leave", "backspace": "shipped"} | ({"enter": "swap"} if self._swap else {})
        self._do(named[event.key]) if event.key in named else self._try(canonical(event.key))

    @on(Picked)
    def _picked(self, event: Picked) -> None:
        event.stop()
        self._do(event.target)

    def _do(self, what: str) -> None:
        if what == "leave":
            self.dismiss(None)
        elif what == "swap":
            self.dismiss(self._swap)
        elif what == "shipped":
            self._try("")

    def _try(self, key: str) -> None:
        """Take a key that is free and fits; else tell why not, and wait for another."""
        one = self._command
        own = keymap.with_key(self._preset, self._own, one, key)
        self._swap = {}
        self._told = keymap.why(self._preset, own)
        if not self._told:
            self.dismiss(own)
            return
        held = keymap.read(self._preset, self._own)[0]
        other = keymap.holder(held, one, key)
        if other and not keymap.unfit(one, key) and not keymap.is_fixed(other):
            before = one.keys_now[0]
            swapped = keymap.with_key(self._preset, own, other, before)
            self._swap = {} if keymap.why(self._preset, swapped) else swapped
        self.query_one("#new-key", LinePane).redraw()


def _way(key: str, words: str, target: str, width: int) -> Line:
    return row([span(f"{key:<11}", "key", target), span(words, "dim", target)], width=width)
