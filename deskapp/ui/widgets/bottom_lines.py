"""The lines at the bottom: the keys that work now, and above them what was just done, or why not."""

from collections.abc import Callable, Sequence

from textual.timer import Timer

from deskapp.ui.commands import BY_ID, Command
from deskapp.ui.render.keys import key_of
from deskapp.ui.render.line import Line, Span, span, width_of, wrap
from deskapp.ui.symbols import symbols
from deskapp.ui.widgets.line_pane import Lines

AIR = Span(" ")


class KeyBar(Lines):
    """Shows as many commands as fit, the most useful first; a click on one runs it."""

    DEFAULT_CSS = "KeyBar { height: 1; background: $panel; }"
    _commands: Sequence[Command] = ()
    _help_key = ""
    _keys: Sequence[str] = ()

    def offer(self, commands: Sequence[Command], help_key: str = "") -> None:
        """Show these commands; `help_key` is the help's where its first one would be typed."""
        keys = [help_key or key_of("help")] + [command.shown_key for command in commands]
        if (commands, keys) != (self._commands, self._keys) or not self.lines:
            self._commands, self._keys, self._help_key = commands, keys, help_key
            self.show(lambda width: [self.line(width)])

    def line(self, width: int, lead: Sequence[Span] = (AIR,)) -> Line:
        """The row of keys, after what leads it."""
        return key_line(self._commands, width, self._help_key or key_of("help"), lead)


def key_line(commands: Sequence[Command], width: int, help_key: str, lead: Sequence[Span] = (AIR,)) -> Line:
    """Keys and labels in one row; "more" opens the palette where some do not fit, and the help stands at the end."""
    last = [span(f"{help_key} ", "key", "key:question_mark"), span("help ", "dim", "key:question_mark")]
    more = span(f"{symbols().ellipsis} more  ", "dim", f"key:{BY_ID['palette'].first_key}")
    pieces = [_piece(command) for command in commands]
    spans = list(lead)
    used, room = width_of(spans), width - width_of(last) - 1
    for number, piece in enumerate(pieces):
        kept = width_of([more]) if number < len(pieces) - 1 else 0
        used += width_of(piece)
        if used + kept > room:
            spans.append(more)
            break
        spans += piece
    gap = width - width_of(spans) - width_of(last)
    return Line((*spans, Span(" " * max(0, gap)), *last))


def _piece(command: Command) -> list[Span]:
    target = f"key:{command.first_key}"
    return [span(f"{command.shown_key} ".lstrip(), "key", target), span(f"{command.label}  ", "dim", target)]


SECONDS, SECONDS_FOR_BAD_NEWS = 4.0, 10.0
MOST_ROWS = 5
ALARM = "alarm:"
KEYS_AT_LEAST = 18
Beside = Callable[[int, Sequence[Span]], Line]


class MessageLine(Lines):
    """Good news stands in the row of the keys, which go on beside it, so that nothing moves.

    Bad news, and what is too long for that row, has rows of its own above the keys: it hides neither a key nor a step.
    An alarm stands above whatever else is said; a click on it goes to the one it names. Below it stands what is wrong
    with the book, until it is read.
    """

    DEFAULT_CSS = """
    MessageLine { height: 1; background: $panel; display: none; overflow-y: hidden; }
    MessageLine.-over-the-keys { layer: message; dock: bottom; }
    """
    _timer: Timer | None = None
    _sentence, _progress, _is_bad, _alarm, _subject, _notice = "", "", False, "", "", ""
    _beside: Beside | None = None

    def say(self, sentence: str, beside: Beside | None = None, *, bad: bool = False) -> None:
        """Show a sentence, good news `beside` the keys; bad news stays longer, with the alarm's sign."""
        self._sentence, self._is_bad, self._beside = sentence, bad, beside
        if self._timer:
            self._timer.stop()
        self._timer = self.set_timer(SECONDS_FOR_BAD_NEWS if bad else SECONDS, self.make_room)
        self._draw()

    def tell_progress(self, sentence: str, beside: Beside | None = None) -> None:
        """Show how far work is that goes on beside the screen; whatever else is told goes before it."""
        if self._sentence in ("", self._progress):
            self._progress = sentence
            self.say(sentence, beside)

    def show_alarm(self, sentence: str, subject: str) -> None:
        """Show an alarm about a visit or promise in place of the one before, or none where it is empty."""
        if (sentence, subject) != (self._alarm, self._subject):
            self._alarm, self._subject = sentence, subject
            self._draw()

    def show_notice(self, sentence: str) -> None:
        """Show what is wrong with the book in place of the one before, or none where it is empty."""
        if sentence != self._notice:
            self._notice = sentence
            self._draw()

    def make_room(self) -> None:
        """Take the sentence away; an alarm stays."""
        self._sentence = ""
        self._draw()

    def go_on(self) -> None:
        """Something else is done now: good news of what was before is no answer to it."""
        if self._sentence and not self._is_bad:
            self.make_room()

    def _draw(self) -> None:
        target = f"{ALARM}{self._subject}" if self._alarm else ""
        lines = [*self._rows(self._alarm, target, bad=True), *self._rows(self._notice, bad=True)]
        lines += self._rows(self._sentence, bad=self._is_bad)
        self.display = bool(lines)
        if not lines:
            return
        first, beside = lines[0].spans, self._beside
        is_good = not self._is_bad and not self._alarm and not self._notice and len(lines) == 1
        is_short = beside is not None and is_good and width_of(first) + KEYS_AT_LEAST <= self.app.size.width
        self.set_class(is_short, "-over-the-keys")
        self.styles.height = len(lines)
        self.show(lambda width: [beside(width, (*first, Span("  ")))] if beside and is_short else lines)

    def _rows(self, sentence: str, target: str = "", *, bad: bool) -> list[Line]:
        if not sentence:
            return []
        sign = Span(f" {symbols().alarm} ", "alarm", target) if bad else Span(f" {symbols().done} ", "good")
        first, *rest = wrap(sentence, max(20, self.app.size.width - 4), most=MOST_ROWS) or [""]
        role = "alarm" if bad else ""
        others = (Line((Span("   ", "", target), span(text, role, target))) for text in rest)
        return [Line((sign, span(first, role, target))), *others]
