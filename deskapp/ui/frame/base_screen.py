"""The frame of every screen: top line, body, what was just said, and the keys that work now."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any, ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widget import Widget

from deskapp.commands.keys import IN_USE
from deskapp.commands.places import IN_A_FIELD
from deskapp.ui import changes
from deskapp.ui.changes import Changed
from deskapp.ui.commands import bindings, on_screen
from deskapp.ui.context import Context
from deskapp.ui.frame.asking import Asking
from deskapp.ui.frame.handler import Handler
from deskapp.ui.frame.jumping import Jumping
from deskapp.ui.render.line import Line
from deskapp.ui.render.top import top_line
from deskapp.ui.widgets.bottom_lines import KeyBar
from deskapp.ui.widgets.line_pane import Lines, Picked

OPENS_A_FIELD = frozenset(
    ("walk_in", "call", "message", "who", "note", "request", "answer", "promise", "reason", "hand_over", "end", "taste")
)
"""Commands after which people type words at once, without waiting to see whether there is a field."""
OF_TOP = frozenset((changes.VISITS, changes.PROMISES, changes.SETTINGS, changes.SHIFTS, changes.SELECTION))
OF_KEYS = frozenset(
    (changes.SELECTION, changes.VISIT, changes.CHECKLIST, changes.QUESTION, changes.SETTINGS, changes.SHIFTS)
)
"""What the top line and the row of keys depend on."""
PAGING = (
    Binding("pagedown", "page(1)", show=False),
    Binding("pageup", "page(-1)", show=False),
    Binding("home", "first", show=False),
    Binding("end", "last", show=False),
)
"""The keys that scroll what stands on a screen."""
OneHandler = TypeVar("OneHandler", bound=Handler)


class BaseScreen(Asking, Jumping):
    """A screen with the desk's frame. Its commands are those declared for its `NAME`.

    One of its `HANDLERS` runs a command, or its own `do_<id>`.
    """

    HANDLERS: ClassVar[tuple[type[Handler], ...]] = ()
    PLACE: ClassVar[str] = ""
    AUTO_FOCUS = ""
    BLANK = True
    DEFAULT_CSS = """
    BaseScreen {
        layers: base message;
        background: $background;
        #top { height: 1; background: $panel; }
    }
    """

    def __init_subclass__(cls, **inherits: bool) -> None:
        """Bind the keys of the commands that are declared for it."""
        if cls.__dict__.get("NAME"):
            cls.BINDINGS = [*bindings(on_screen(cls.NAME)), *cls.__dict__.get("BINDINGS", ())]
        super().__init_subclass__(**inherits)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._handlers: dict[type[Handler], Any] = {kind: kind(self) for kind in self.HANDLERS}
        self._top, self._keys = Lines(self._top_lines, id="top"), KeyBar(id="keys")
        if IN_USE:
            self.use_keys()

    def compose(self) -> ComposeResult:
        """Top line, the screen's own panes, the keys."""
        yield self._top
        yield from self.panes()
        if self.context.is_settled:
            from deskapp.ui.widgets.bottom_lines import MessageLine

            self._message = MessageLine()
            yield self._message
        yield self._keys

    def on_mount(self) -> None:
        """Everything is there: say what had to wait for it."""
        self._is_built = True
        self._say_what_waited()

    def use_keys(self) -> None:
        """Take the keys that are in use now."""
        from deskapp.ui.keymap import rebind

        rebind(self, self.NAME)

    def panes(self) -> Sequence[Widget]:
        """The panes between the top line and the keys."""
        return ()

    def on_screen_resume(self) -> None:
        """Draw, at first and after another screen was on top; letters to jump by stay when the curtain goes."""
        if not self.is_jumping:
            self.refresh_panes()
        if self.is_built:
            self._say_what_waited()

    def draw(self, changed: Changed) -> None:
        """Draw what depends on what has changed; only the rows that differ are repainted."""
        if self.is_jumping:
            self.leave_jump()
            self.app.expect_a_letter()  # type: ignore[attr-defined]
        if not OF_TOP.isdisjoint(changed):
            self._top.redraw()
        if not OF_KEYS.isdisjoint(changed):
            self.offer_keys()
        self.show_alarm()

    def leave_jump(self) -> None:
        """Take the letters away, and the sentence about them."""
        if self.is_jumping:
            self.message_line().make_room()
        super().leave_jump()

    def tick(self) -> None:
        """A second has passed."""
        self._top.redraw()
        if "questions" in self.context.__dict__:
            sentence, is_bad = self.context.questions.store_again()
            if sentence:
                self.say(sentence, bad=is_bad)

    def handler(self, kind: type[OneHandler]) -> OneHandler:
        """Its handler of a noun."""
        handler: OneHandler = self._handlers[kind]
        return handler

    def action_do(self, name: str) -> None:
        """Run the command with that id: the screen's own, else the program's."""
        self.go_on()
        with self.context.desk.book.one_act():
            owner = next((kind for kind in self.HANDLERS if name in kind.ACTIONS), None)
            if owner:
                owner.ACTIONS[name](self.handler(owner))
            else:
                usual = self.act if self.acts_on(name) else self.app.run_command  # type: ignore[attr-defined]
                getattr(self, f"do_{name}", partial(usual, name))()
        if name in OPENS_A_FIELD and self.app.screen is self and not (self.is_asking or self.is_opening):
            self.app.expect_words()  # type: ignore[attr-defined]

    @on(Picked)
    def _picked(self, event: Picked) -> None:
        event.stop()
        kind, _, value = event.target.partition(":")
        self.pick(kind, value)

    def select_touched(self, touched: Iterable[tuple[str, str]]) -> None:
        """Select what an undo or redo brought back; a list does."""

    def pick(self, kind: str, value: str) -> None:
        """A click picked something: what a handler knows; keys and screens are the same for every screen."""
        owner = next((owner for owner in self.HANDLERS if kind in owner.CLICKS), None)
        if owner:
            owner.CLICKS[kind](self.handler(owner), value)
        elif kind == "key" and self.is_asking and value in (command.keys for command in IN_A_FIELD):
            self.app.call_later(self.app.simulate_key, value)
        elif kind == "key":
            command = next((command for command in on_screen(self.NAME) if value in command.keys.split(",")), None)
            if command and command.id != "tick":
                self.action_do(command.id)
        elif kind == "screen":
            self.action_do(value)
        elif kind == "alarm":
            self.leave_question()
            self.app.do_attend(clicked=True)  # type: ignore[attr-defined]

    def _top_lines(self, width: int) -> list[Line]:
        context = self.context
        now = context.desk.now()
        counts = context.day.counts(now)
        place = self.PLACE or ("looking on" if context.desk.book.read_only else "")
        return [top_line(context.settings.desk_name, context.desk.staff, counts, now, width, place=place)]
