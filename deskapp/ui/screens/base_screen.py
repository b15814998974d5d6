"""The frame of every screen: top line, body, what was just said, and the keys that work now."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widget import Widget

from deskapp.commands.keys import IN_USE, shown
from deskapp.commands.places import IN_A_FIELD
from deskapp.errors import DeskError
from deskapp.store.engine.lock import FREE
from deskapp.ui import changes
from deskapp.ui.changes import Changed
from deskapp.ui.commands import BY_ID, Command, on_screen
from deskapp.ui.context import Context
from deskapp.ui.handlers.handler import Handler
from deskapp.ui.render.line import Line
from deskapp.ui.render.top import top_line
from deskapp.ui.screens.asking import Asking
from deskapp.ui.screens.jumping import Jumping
from deskapp.ui.screens.telling import Telling
from deskapp.ui.type_ahead import is_in_front
from deskapp.ui.widgets.bottom_lines import KeyBar
from deskapp.ui.widgets.line_pane import Lines, Picked

if TYPE_CHECKING:
    from deskapp.model.customer import Customer

OPENS_A_FIELD = frozenset(
    ("walk_in", "call", "message", "who", "note", "request", "answer", "promise", "reason", "hand_over", "end", "taste")
)
"""Commands after which people type words at once, without waiting to see whether there is a field."""
WHILE_TYPING = ("desk", "customers", "promises", "log", "replies", "palette")
OF_TOP = frozenset((changes.VISITS, changes.PROMISES, changes.SETTINGS, changes.SHIFTS, changes.SELECTION))
OF_KEYS = frozenset(
    (changes.SELECTION, changes.VISIT, changes.CHECKLIST, changes.QUESTION, changes.SETTINGS, changes.SHIFTS)
)
"""What the top line and the row of keys depend on."""
OneHandler = TypeVar("OneHandler", bound=Handler)


class BaseScreen(Asking, Telling, Jumping, Screen[None]):
    """A screen with the desk's frame. Its commands are those declared for its `NAME`.

    One of its `HANDLERS` runs a command, or its own `do_<id>`.
    """

    NAME: ClassVar[str] = ""
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

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._is_built = False
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

    @property
    def frame(self) -> list[Widget]:
        """What stands around the panes."""
        return [self._top, self._keys, *([self._message] if self._message else [])]

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

    def refresh_panes(self) -> None:
        """Draw everything again; only the rows that differ are repainted."""
        self.draw(changes.EVERYTHING)

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

    def offer_keys(self) -> None:
        """What works now: the commands, or while words are typed the keys that are not letters then."""
        if not self.is_asking:
            self._keys.offer(self.offered())
            return
        idle = {"other_field": not self.entry.has_two_fields, "empty": not self.entry.holds_words}
        idle["make_new"] = not self.entry.makes_new
        fields = [command for command in IN_A_FIELD if not idle.get(command.id)]
        screens = on_screen(self.NAME)
        others = [command for command in screens if len(command.keys_now[0]) > 1 and command.id in WHILE_TYPING]
        self._keys.offer([*fields, *others], shown("f1"))

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

    def offered(self) -> list[Command]:
        """The commands that work now, the most useful first."""
        hidden = {"up", "down", "help", "write_here", "read_notice", "redo"}
        first = [command for command in on_screen(self.NAME) if command.id not in hidden]
        return [*self.to_write_here(), *first, BY_ID["redo"]]

    def to_write_here(self) -> list[Command]:
        """The command that makes a desk which looks on one that writes, as soon as it can."""
        book = self.context.desk.book
        return [BY_ID["write_here"]] if book.read_only and book.standing == FREE else []

    @property
    def is_built(self) -> bool:
        """Whether all panes of the screen are there: they come and go one after the other, clocks tick in between."""
        return self._is_built and self.app.is_running and self.is_attached and bool(self.children)

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

    def handler(self, kind: type[OneHandler]) -> OneHandler:
        """Its handler of a noun."""
        handler: OneHandler = self._handlers[kind]
        return handler

    @classmethod
    def handles(cls, name: str) -> bool:
        """Whether it runs the command with that id itself."""
        return cls.handles_by_code(name) or cls.acts_on(name)

    @classmethod
    def handles_by_code(cls, name: str) -> bool:
        """Whether it has a method of its own for the command with that id."""
        return hasattr(cls, f"do_{name}") or any(name in kind.ACTIONS for kind in cls.HANDLERS)

    def action_do(self, name: str) -> None:
        """Run the command with that id: the screen's own, else the program's."""
        self.go_on()
        with self.context.desk.book.one_act():
            for kind, handler in self._handlers.items():
                if name in kind.ACTIONS:
                    kind.ACTIONS[name](handler)
                    break
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
        elif kind == "key" and self.is_asking and value in (one.keys for one in IN_A_FIELD):
            self.app.call_later(self.app.simulate_key, value)
        elif kind == "key":
            command = next((one for one in on_screen(self.NAME) if value in one.keys.split(",")), None)
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

    # What it lends its handlers

    @property
    def is_roomy(self) -> bool:
        """Whether a question has many rows."""
        return False

    @property
    def may_ask(self) -> bool:
        """Whether nobody is in the way of a question that comes after work beside the screen."""
        return self.is_built and is_in_front(self) and not self.is_asking

    def on_card(self) -> "Customer | None":
        """The selected card."""
        return None

    def select_visit(self, identifier: str) -> None:
        """Select a visit, at the desk."""
        self.app.open_interaction(identifier)  # type: ignore[attr-defined]

    def tell(self, sentence: str, *, bad: bool = False) -> None:
        """Tell what came of work beside the screen, on whatever screen is there by now."""
        teller = self.app.teller  # type: ignore[attr-defined]
        if teller:
            teller.say(sentence, bad=bad)
            teller.refresh_panes()

    def drawn_once(self) -> AbstractContextManager[None]:
        """What changes inside is drawn once, at the end."""
        together: AbstractContextManager[None] = self.app.drawn_once()  # type: ignore[attr-defined]
        return together

    def push(self, screen: Screen[Any], then: Callable[[Any], object] | None = None) -> None:
        """Put a screen or a dialog on top; `then` takes what it gives."""
        self.app.push_screen(screen, then)  # type: ignore[arg-type]

    def go_to(self, place: str, *ids: str) -> None:
        """Put a screen on top by the name of its place, which shows what these ids are of."""
        module = import_module(f"deskapp.ui.screens.{place}")
        screen = getattr(module, f"{place.capitalize()}Screen")
        self.app.push_screen(screen(self.context, *ids))

    def copy(self, text: str) -> None:
        """Copy a text by whatever clipboard answers."""
        from deskapp.ui.copying import copy

        copy(self, text)

    def in_thread(self, work: Callable[[], object], *, outlives: bool = False) -> None:
        """Do long work beside the screen, which ends with the screen unless it `outlives` it."""
        (self.app if outlives else self).run_worker(work, thread=True)

    def later(self, act: Callable[..., object], *arguments: object) -> None:
        """Do something in the screen's own thread."""
        self.app.call_later(act, *arguments)
