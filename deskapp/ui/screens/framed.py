"""The frame of every screen: top line, body, what was just said, and the keys that work now."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from deskapp.errors import DeskError
from deskapp.ui.commands import BY_ID, LATER, Command, on_screen
from deskapp.ui.context import Context
from deskapp.ui.lines.line import Line, clean
from deskapp.ui.lines.top import top_line
from deskapp.ui.widgets.entry import Ask, EntryPanel
from deskapp.ui.widgets.key_bar import KeyBar
from deskapp.ui.widgets.line_pane import Lines, Picked
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
        self._titles: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """Top line, the screen's own panes, the keys."""
        yield Lines(self._top_lines, id="top")
        yield from self.panes()
        yield MessageLine()
        yield KeyBar(id="keys")

    def panes(self) -> Sequence[Widget]:
        """The panes between the top line and the keys."""
        return ()

    def on_screen_resume(self) -> None:
        """Draw, at first and after another screen was on top."""
        self.refresh_panes()

    def refresh_panes(self) -> None:
        """Draw everything again; only the rows that differ are repainted."""
        self.query_one("#top", Lines).redraw()
        self.query_one("#keys", KeyBar).offer(self.offered())

    def entitle(self, pane: Widget, title: str) -> None:
        """Give a pane its title, as data; the same one again costs no repaint."""
        if self._titles.get(pane.id or "") != title:
            self._titles[pane.id or ""] = title
            pane.border_title = Content(f" {clean(title)} ")

    def tick(self) -> None:
        """A second has passed."""
        self.query_one("#top", Lines).redraw()

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

    @on(Picked)
    def _picked(self, event: Picked) -> None:
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
        place = self.PLACE or ("looking on" if context.desk.book.read_only else "")
        return [top_line(context.settings.desk_name, context.desk.staff, counts, now, width, place=place)]
