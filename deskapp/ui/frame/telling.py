"""A screen that tells things: what was just done or why not, the alarm row, and what is wrong with the book."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual.app import App
from textual.screen import Screen
from textual.worker import get_current_worker

from deskapp.commands.keys import shown
from deskapp.errors import DeskError
from deskapp.messages import counted, said
from deskapp.ui.commands import on_screen
from deskapp.ui.render.keys import filled, key_of
from deskapp.ui.widgets.bottom_lines import KeyBar

if TYPE_CHECKING:
    from deskapp.desk.answers.clipboard import Way
    from deskapp.desk.visits.watch import Alarm
    from deskapp.ui.context import Context
    from deskapp.ui.widgets.bottom_lines import MessageLine

Made = TypeVar("Made")


class Telling(Screen[None]):
    """The part of a framed screen that has a message line above its row of keys."""

    NAME: ClassVar[str] = ""
    context: "Context"
    _keys: KeyBar
    _unsaid: list[tuple[str, bool]]
    _message: "MessageLine | None" = None
    _is_built = False

    def __init__(self) -> None:
        super().__init__()
        self._unsaid = []

    def selected_id(self) -> str:
        """The id of the visit, card or promise that is selected here: a question asked now belongs to it."""
        return ""

    @property
    def is_asking(self) -> bool:
        """Whether a question stands in the entry panel."""
        return False

    @property
    def is_built(self) -> bool:
        """Whether all panes of the screen are there: they come and go one after the other, clocks tick in between."""
        return self._is_built and self.app.is_running and self.is_attached and bool(self.children)

    def _say_what_waited(self) -> None:
        """Bad news each, and what was said last: what comes of a thing takes the place of how far it was."""
        if not self._unsaid or self._is_behind:
            return
        waited, self._unsaid = self._unsaid, []
        sentences = dict.fromkeys(sentence for sentence, bad in waited if bad or sentence == waited[-1][0])
        self.say(" ".join(sentences), bad=any(bad for _, bad in waited))

    @property
    def _is_opened(self) -> bool:
        """Whether it is among the screens that are open: one that was left is still attached for a moment."""
        return self.is_attached and self in self.app.screen_stack

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
            sentence = said(
                "{notice} Press {key} when you've read it.",
                notice=filled(str(unread[0]), self.NAME, is_typing=self.is_asking),
                key=self._first_key + key_of("read_notice"),
            )
        if len(unread) > 1:
            more = counted(len(unread) - 1, "Then there's {count} more.", "Then there are {count} more.")
            sentence = f"{sentence} {more}"
        self.message_line().show_notice(sentence)

    @property
    def _first_key(self) -> str:
        return said("{key}, then ", key=shown("escape")) if self.is_asking else ""

    def _alarm_sentence(self, alarm: "Alarm") -> str:
        """The fact, then the key for the next step: there, where that key works, or the way to it."""
        works_here = any(command.id == alarm.command for command in on_screen(self.NAME))
        if alarm.subject != self.selected_id() or not works_here:
            key = self._first_key + key_of("attend")
            return said("{fact} Press {key} to go there.", fact=alarm.fact, key=key)
        key = self._first_key + key_of(alarm.command)
        return said("{fact} Press {key} {purpose}.", fact=alarm.fact, key=key, purpose=alarm.purpose)

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

    def tell(self, sentence: str, *, bad: bool = False) -> None:
        """Tell what came of work beside the screen, on whatever screen is there by now, or behind a dialog on it."""
        teller: Any = self.app.teller or (self if self._is_opened else None)  # type: ignore[attr-defined]
        if teller:
            teller.say(sentence, bad=bad)
            teller.refresh_panes()

    def in_thread(self, work: Callable[[], object], *, outlives: bool = False) -> None:
        """Do long work beside the screen, which ends with the screen unless it `outlives` it."""
        (self.app if outlives else self).run_worker(work, thread=True)

    def work_beside(
        self,
        work: Callable[[], Made],
        then: Callable[[Made], object],
        refused: Callable[[str], object] | None = None,
        *,
        exclusive: bool = False,
        outlives: bool = False,
    ) -> None:
        """Do long work in a thread; `then` takes what it makes, `refused` the sentence of its DeskError, else told.

        Nothing comes of it where the screen is gone by then, unless it `outlives` that, or where it is `exclusive` and
        other work was begun since.
        """
        app, refuse = self.app, refused or partial(self.say, bad=True)

        def finish(act: Callable[[Any], object], given: Any) -> None:
            if outlives or self._is_opened:
                act(given)

        def worked() -> None:
            worker = get_current_worker()
            try:
                made = work()
            except DeskError as error:
                app.call_later(finish, refuse, str(error))
            else:
                if not (exclusive and worker.is_cancelled):
                    app.call_later(finish, then, made)

        self.run_worker(worked, thread=True, exclusive=exclusive, group="beside")

    def later(self, act: Callable[..., object], *arguments: object) -> None:
        """Do something in the screen's own thread."""
        self.app.call_later(act, *arguments)

    def select_visit(self, identifier: str) -> None:
        """Select a visit, at the desk."""
        self.app.open_interaction(identifier)  # type: ignore[attr-defined]

    def drawn_once(self) -> AbstractContextManager[None]:
        """What changes inside is drawn once, at the end."""
        together: AbstractContextManager[None] = self.app.drawn_once()  # type: ignore[attr-defined]
        return together

    def push(self, screen: Screen[Any], then: Callable[[Any], object] | None = None) -> None:
        """Put a screen or a dialog on top; `then` takes what it gives."""
        self.app.push_screen(screen, then)  # type: ignore[arg-type]

    def go_to(self, place: str, *shows: str | Path) -> None:
        """Put a screen on top by the name of its place, which shows what these ids are of, or that file."""
        module = import_module(f"deskapp.ui.screens.{place}")
        screen = getattr(module, f"{place.capitalize()}Screen")
        self.push(screen(self.context, *shows))

    def copy(self, text: str) -> None:
        """Copy a text by whatever clipboard answers; where none does, it is shown to be selected by hand."""
        from deskapp.desk.answers import clipboard
        from deskapp.ui import copying

        app, terminal = self.app, copying.writer(self.app)
        self.in_thread(lambda: app.call_later(self._tell_copied, app, text, clipboard.copy(text, terminal=terminal)))

    def _tell_copied(self, app: App[Any], text: str, way: "Way") -> None:
        """Say how it went, on whatever screen is there by now; only the screen it was copied from shows words of it."""
        is_on_top = app.front is self  # type: ignore[attr-defined]
        if way.name != "panel":
            from deskapp.ui import copying

            copying.forget_later(app, text, self.context.settings.clipboard_seconds)
            app.say(f"{way.sentence} {' '.join(text.split()):.60}" if is_on_top else way.sentence)  # type: ignore[attr-defined]
        elif is_on_top:
            from deskapp.ui.sheets.text import TextSheet

            app.push_screen(TextSheet(said("Select it by hand: hold Shift and drag"), text))
        else:
            app.say(said("The text couldn't be copied. Copy it again to select it by hand."), bad=True)  # type: ignore[attr-defined]
