"""A screen that tells things: what was just done or why not, the alarm row, and what is wrong with the book."""

from typing import TYPE_CHECKING, ClassVar

from textual.screen import Screen

from deskapp.commands.keys import shown
from deskapp.ui.commands import on_screen
from deskapp.ui.render.keys import filled, key_of
from deskapp.ui.widgets.bottom_lines import KeyBar

if TYPE_CHECKING:
    from deskapp.desk.visits.watch import Alarm
    from deskapp.ui.context import Context
    from deskapp.ui.widgets.bottom_lines import MessageLine

    OfScreen = Screen[None]
else:
    OfScreen = object


class Telling(OfScreen):
    """The part of a framed screen that has a message line above its row of keys."""

    NAME: ClassVar[str] = ""
    context: "Context"
    _keys: KeyBar
    _unsaid: list[tuple[str, bool]]
    _message: "MessageLine | None" = None

    def __init__(self) -> None:
        super().__init__()
        self._unsaid = []

    if TYPE_CHECKING:

        def selected_id(self) -> str:
            """The id of what is selected."""

        @property
        def is_asking(self) -> bool:
            """Whether a question stands in the entry panel."""

        @property
        def is_built(self) -> bool:
            """Whether all panes of the screen are there."""

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

    def say(self, sentence: str, *, bad: bool = False) -> None:
        """Tell what was done, or why not; as soon as the screen is built, and the curtain does not hide it.

        A key that it names is the one in use.
        """
        sentence = filled(sentence, self.NAME, is_typing=self.is_asking)
        if self.is_built and not self._is_behind:
            self.message_line().say(sentence, self._keys.line, bad=bad)
        elif self.is_attached:
            replaces = not bad and self._unsaid and not self._unsaid[-1][1]
            self._unsaid[-1 if replaces else len(self._unsaid) :] = [(sentence, bad)]

    def say_first(self, sentence: str) -> None:
        """Bad news that is told before whatever waits to be told, once the screen is on top again."""
        self._unsaid.insert(0, (sentence, True))

    def tell_progress(self, sentence: str) -> None:
        """Tell how far work beside the screen is, where nothing else is being told."""
        self.message_line().tell_progress(sentence, self._keys.line)

    def message_line(self) -> "MessageLine":
        """The line that tells things, made when it is first asked for: the first frame has nothing to tell."""
        from deskapp.ui.widgets.bottom_lines import MessageLine

        if self._message is None or not self._message.is_attached:
            self._message = MessageLine()
            self.mount(self._message, before=self._keys)
        return self._message

    def go_on(self) -> None:
        """Another thing is done now: what was told of the one before goes."""
        if self._message:
            self._message.go_on()

    def show_alarm(self) -> None:
        """Show the fact of the alarm row as it is now, with the key that helps; none where nothing is to be told."""
        row = self.context.alarm_row
        if row is None or not self.is_built:
            return
        row.follow(self.context.shown_day, self.context.desk.now())
        alarm = row.shown
        if alarm is not None or self._message:
            self.message_line().show_alarm(self._alarm_sentence(alarm) if alarm else "", alarm.subject if alarm else "")
        self._show_notice()

    def _show_notice(self) -> None:
        """Show the oldest fact about the book that nobody has read, with the key that says it is read."""
        unread = self.context.desk.book.notices.unread
        if not unread and not self._message:
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
        if alarm.subject != self.selected_id() or not works_here:
            return f"{alarm.fact} Press {first}{key_of('attend')} to go there."
        return f"{alarm.fact} Press {first}{key_of(alarm.command)} {alarm.purpose}."
