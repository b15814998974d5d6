"""The frame of every screen: top line, body, what was just said, and the keys that work now."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widget import Widget

from deskapp.errors import DeskError
from deskapp.ui.commands import BY_ID, LATER, Command, on_screen
from deskapp.ui.context import Context
from deskapp.ui.lines.line import Line
from deskapp.ui.lines.top import top_line
from deskapp.ui.widgets.entry import Ask, EntryPanel
from deskapp.ui.widgets.key_bar import KeyBar
from deskapp.ui.widgets.line_pane import LinePane
from deskapp.ui.widgets.message_line import MessageLine


class Framed(Screen[None]):
    """A screen with the desk's frame. Its commands are those declared for its `NAME`; `do_<id>` runs one."""

    NAME: ClassVar[str] = ""
    PLACE: ClassVar[str] = ""
    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    Framed {
        layers: base message;
        background: $background;
        #top { height: 1; background: $panel; }
    }
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context

    def compose(self) -> ComposeResult:
        """Top line, the screen's own panes, the keys."""
        yield LinePane(self._top_lines, id="top")
        yield from self.panes()
        yield MessageLine()
        yield KeyBar(id="keys")

    def panes(self) -> Sequence[Widget]:
        """The panes between the top line and the keys."""
        return ()

    def on_mount(self) -> None:
        """Draw for the first time."""
        self.refresh_panes()

    def on_screen_resume(self) -> None:
        """Draw what has changed while another screen was on top."""
        self.refresh_panes()

    def refresh_panes(self) -> None:
        """Draw everything again; only the rows that differ are repainted."""
        self.query_one("#top", LinePane).redraw()
        self.query_one("#keys", KeyBar).offer(self.offered())

    def tick(self) -> None:
        """A second has passed."""
        self.query_one("#top", LinePane).redraw()

    def offered(self) -> list[Command]:
        """The commands that work now, the most useful first."""
        hidden = {"up", "down", "help", *LATER}
        return [command for command in on_screen(self.NAME) if command.id not in hidden]

    def say(self, sentence: str, *, bad: bool = False) -> None:
        """Tell what was done, or why not."""
        self.query_one(MessageLine).say(sentence, bad=bad)

    @property
    def entry(self) -> EntryPanel:
        """The panel in which words are typed."""
        return self.query_one(EntryPanel)

    def ask(self, question: Ask) -> None:
        """Open the entry panel with a question."""
        self.query_one(MessageLine).hush()
        self.entry.ask(question)

    def attempt(self, verb: Callable[..., Any], *arguments: Any, said: str = "", **options: Any) -> Any:
        """Run a verb; a refusal is told in its own sentence. Gives the verb's result, or None."""
        try:
            result = verb(*arguments, **options)
        except DeskError as error:
            self.say(str(error), bad=True)
            return None
        if said:
            self.say(said)
        return result

    def action_do(self, name: str) -> None:
        """Run the command with that id: the screen's own, else the program's."""
        if name in LATER:
            self.say(f"{BY_ID[name].label} comes with the next version.")
            return
        handler = getattr(self, f"do_{name}", None)
        if handler:
            handler()
        else:
            self.app.run_command(name)  # type: ignore[attr-defined]

    @on(EntryPanel.Done)
    def _entry_done(self, event: EntryPanel.Done) -> None:
        event.stop()
        if event.sentence:
            self.say(event.sentence)
        self.refresh_panes()

    @on(EntryPanel.Failed)
    def _entry_failed(self, event: EntryPanel.Failed) -> None:
        event.stop()
        self.say(str(event.error), bad=True)

    @on(LinePane.Picked)
    def _picked(self, event: LinePane.Picked) -> None:
        event.stop()
        kind, _, value = event.target.partition(":")
        self.pick(kind, value)

    def pick(self, kind: str, value: str) -> None:
        """A click picked something; keys and screens are the same for every screen."""
        if kind == "key":
            command = next((one for one in on_screen(self.NAME) if value in one.keys.split(",")), None)
            if command and command.id != "tick":
                self.action_do(command.id)
        elif kind == "screen":
            self.action_do(value)

    def _top_lines(self, width: int) -> list[Line]:
        context = self.context
        now = context.desk.now()
        counts = context.day.counts(now)
        return [top_line(context.settings.desk_name, context.desk.staff, counts, now, width, place=self.PLACE)]
