"""The frame of every screen: top line, body, what was just said, and the keys that work now."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widget import Widget

from deskapp.commands.keys import IN_USE, shown
from deskapp.errors import DeskError
from deskapp.store.lock import FREE
from deskapp.ui.commands import BY_ID, Command, on_screen
from deskapp.ui.context import Context
from deskapp.ui.lines.keys import filled, key_of
from deskapp.ui.lines.line import Line
from deskapp.ui.lines.top import top_line
from deskapp.ui.screens.asking import Asking
from deskapp.ui.screens.jumping import Jumping
from deskapp.ui.widgets.key_bar import KeyBar
from deskapp.ui.widgets.line_pane import Lines, Picked

if TYPE_CHECKING:
    from deskapp.desk.watch import Alarm
    from deskapp.ui.widgets.message_line import MessageLine


IN_A_FIELD = (
    Command("take", "Take what is typed, or the lit row", keys="enter", label="go on"),
    Command("make_new", "Make a new card of what is typed, whatever is lit", keys="ctrl+n", label="new card"),
    Command(
        "leave_field",
        "Leave the field: new words are kept, a stored value is put back",
        keys="escape",
        label="leave it",
    ),
    Command("other_field", "The other field", keys="tab", label="other field"),
    Command("empty", "Take out what stands in the field", keys="ctrl+u", label="empty it"),
)
OPENS_A_FIELD = frozenset(
    ("walk_in", "call", "message", "who", "note", "request", "answer", "promise", "reason", "hand_over", "end", "taste")
)
"""Commands after which people type words at once, without waiting to see whether there is a field."""
WHILE_TYPING = ("desk", "customers", "promises", "log", "replies", "palette")


class Framed(Asking, Jumping, Screen[None]):
    """A screen with the desk's frame. Its commands are those declared for its `NAME`; `do_<id>` runs one."""

    NAME: ClassVar[str] = ""
    PLACE: ClassVar[str] = ""
    AUTO_FOCUS = ""
    BLANK = True
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
        self._is_built = False
        self._unsaid: list[tuple[str, bool]] = []
        if IN_USE:
            self.use_keys()

    def compose(self) -> ComposeResult:
        """Top line, the screen's own panes, the keys."""
        yield Lines(self._top_lines, id="top")
        yield from self.panes()
        if self.context.is_settled:
            from deskapp.ui.widgets.message_line import MessageLine

            yield MessageLine()
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Everything is there: say what had to wait for it."""
        self._is_built = True
        self._say_what_waited()

    def _say_what_waited(self) -> None:
        """Bad news each, and what was said last: what comes of a thing takes the place of how far it was."""
        if not self._unsaid or self._is_behind:
            return
        waited, self._unsaid = self._unsaid, []
        sentences = dict.fromkeys(sentence for sentence, bad in waited if bad or sentence == waited[-1][0])
        self.say(" ".join(sentences), bad=any(bad for _, bad in waited))

    @property
    def _is_behind(self) -> bool:
        """Whether the curtain is down: what is told now would have gone before anybody saw it."""
        behind: bool = self.app.is_curtained  # type: ignore[attr-defined]
        return behind

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
        if self.is_jumping:
            self.leave_jump()
            self.app.expect_a_letter()  # type: ignore[attr-defined]
        self.query_one("#top", Lines).redraw()
        self.offer_keys()
        self.show_alarm()

    def offer_keys(self) -> None:
        """What works now: the commands, or while words are typed the keys that are not letters then."""
        bar = self.query_one("#keys", KeyBar)
        if not self.is_asking:
            bar.offer(self.offered())
            return
        idle = {"other_field": not self.entry.has_two_fields, "empty": not self.entry.holds_words}
        idle["make_new"] = not self.entry.makes_new
        fields = [one for one in IN_A_FIELD if not idle.get(one.id)]
        others = [one for one in on_screen(self.NAME) if len(one.keys_now[0]) > 1 and one.id in WHILE_TYPING]
        bar.offer([*fields, *others], shown("f1"))

    def leave_jump(self) -> None:
        """Take the letters away, and the sentence about them."""
        if self.is_jumping:
            self.message_line().make_room()
        super().leave_jump()

    def tick(self) -> None:
        """A second has passed."""
        for top in self.query("#top").results(Lines):
            top.redraw()
        if "questions" in self.context.__dict__:
            sentence, is_bad = self.context.questions.store_again()
            if sentence:
                self.say(sentence, bad=is_bad)

    def offered(self) -> list[Command]:
        """The commands that work now, the most useful first."""
        hidden = {"up", "down", "help", "write_here", "read_notice"}
        found = [command for command in on_screen(self.NAME) if command.id not in hidden]
        return [*self.to_write_here(), *sorted(found, key=lambda command: command.id == "redo")]

    def to_write_here(self) -> list[Command]:
        """The command that makes a desk which looks on one that writes, as soon as it can."""
        book = self.context.desk.book
        return [BY_ID["write_here"]] if book.read_only and book.standing == FREE else []

    def say(self, sentence: str, *, bad: bool = False) -> None:
        """Tell what was done, or why not; as soon as the screen is built, and the curtain does not hide it.

        A key that it names is the one in use.
        """
        sentence = filled(sentence, self.NAME, is_typing=self.is_asking)
        if self.is_built and not self._is_behind:
            self.message_line().say(sentence, self.query_one("#keys", KeyBar).line, bad=bad)
        elif self.is_attached:
            replaces = not bad and self._unsaid and not self._unsaid[-1][1]
            self._unsaid[-1 if replaces else len(self._unsaid) :] = [(sentence, bad)]

    def say_first(self, sentence: str) -> None:
        """Bad news that is told before whatever waits to be told, once the screen is on top again."""
        self._unsaid.insert(0, (sentence, True))

    def tell_progress(self, sentence: str) -> None:
        """Tell how far work beside the screen is, where nothing else is being told."""
        self.message_line().tell_progress(sentence, self.query_one("#keys", KeyBar).line)

    @property
    def is_built(self) -> bool:
        """Whether all panes of the screen are there: they come and go one after the other, clocks tick in between."""
        return self._is_built and self.app.is_running and self.is_attached and bool(self.children)

    def message_line(self) -> "MessageLine":
        """The line that tells things, made when it is first asked for: the first frame has nothing to tell."""
        from deskapp.ui.widgets.message_line import MessageLine

        for line in self.query(MessageLine).results(MessageLine):
            return line
        line = MessageLine()
        self.mount(line, before="#keys")
        return line

    def go_on(self) -> None:
        """Another thing is done now: what was told of the one before goes."""
        for line in self.query("MessageLine").results():
            line.go_on()  # type: ignore[attr-defined]

    def show_alarm(self) -> None:
        """Show the fact of the alarm row as it is now, with the key that helps; none where nothing is to be told."""
        row = self.context.alarm_row
        if row is None or not self.is_built:
            return
        row.follow(self.context.shown_day, self.context.desk.now())
        alarm = row.shown
        if alarm is not None or self.query("MessageLine"):
            self.message_line().show_alarm(self._alarm_sentence(alarm) if alarm else "", alarm.subject if alarm else "")
        self._show_notice()

    def _show_notice(self) -> None:
        """Show the oldest fact about the book that nobody has read, with the key that says it is read."""
        unread = self.context.desk.book.notices.unread
        if not unread and not self.query("MessageLine"):
            return
        sentence = ""
        if unread:
            first = f"{shown('escape')}, then " if self.is_asking else ""
            more = f" {len(unread) - 1} more after it." if len(unread) > 1 else ""
            sentence = filled(str(unread[0]), self.NAME, is_typing=self.is_asking)
            sentence += f" Press {first}{key_of('read_notice')} when you have read it.{more}"
        self.message_line().show_notice(sentence)

    def _alarm_sentence(self, alarm: "Alarm") -> str:
        """The fact, then the key for the next step: there, where that key works, or the way to it."""
        first = f"{shown('escape')}, then " if self.is_asking else ""
        works_here = any(command.id == alarm.command for command in on_screen(self.NAME))
        if alarm.subject != self.selected() or not works_here:
            return f"{alarm.fact} Press {first}{key_of('attend')} to go there."
        return f"{alarm.fact} Press {first}{key_of(alarm.command)} {alarm.purpose}."

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
        self.go_on()
        handler = getattr(self, f"do_{name}", None)
        with self.context.desk.book.one_act():
            if handler:
                handler()
            else:
                self.app.run_command(name)  # type: ignore[attr-defined]
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
        """A click picked something; keys and screens are the same for every screen."""
        if kind == "key" and self.is_asking and value in (one.keys for one in IN_A_FIELD):
            self.app.call_later(self.app.simulate_key, value)
        elif kind == "key":
            command = next((one for one in on_screen(self.NAME) if value in one.keys.split(",")), None)
            if command and command.id != "tick":
                self.action_do(command.id)
        elif kind == "screen":
            self.action_do(value)
        elif kind == "alarm":
            self.leave_question()
            self.app.attend(clicked=True)  # type: ignore[attr-defined]

    def _top_lines(self, width: int) -> list[Line]:
        context = self.context
        now = context.desk.now()
        counts = context.day.counts(now)
        place = self.PLACE or ("looking on" if context.desk.book.read_only else "")
        return [top_line(context.settings.desk_name, context.desk.staff, counts, now, width, place=place)]


if TYPE_CHECKING:
    Part = Framed
else:
    Part = object
"""What a class builds on that is a part of some screens: no screen of its own, which costs 0.3 ms each."""
