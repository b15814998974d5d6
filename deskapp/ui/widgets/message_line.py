"""What was just done, or why not: one sentence above the keys, gone after a few seconds."""

from collections.abc import Callable, Sequence

from textual.timer import Timer

from deskapp.ui.lines.line import Line, Span, span, width_of, wrap
from deskapp.ui.symbols import symbols
from deskapp.ui.widgets.line_pane import Lines

SECONDS, SECONDS_FOR_BAD_NEWS = 4.0, 10.0
MOST_ROWS, MOST_ALERT_ROWS, TALL = 5, 3, 30
KEYS_AT_LEAST = 18
Beside = Callable[[int, Sequence[Span]], Line]


class MessageLine(Lines):
    """Good news stands in the row of the keys, which go on beside it, so that nothing moves.

    Bad news, and what is too long for that row, has rows of its own above the keys: it hides neither a key nor a step.
    An alert is told once only, so it stands above whatever else is said until it was in sight for its time.
    """

    DEFAULT_CSS = """
    MessageLine {
        height: 1;
        background: $panel;
        display: none;
        overflow-y: hidden;
    }
    MessageLine.-over-the-keys { layer: message; dock: bottom; }
    """
    _timer: Timer | None = None
    _alert_timer: Timer | None = None
    _sentence, _is_bad, _alert = "", False, ""
    _beside: Beside | None = None

    def say(self, sentence: str, beside: Beside | None = None, *, bad: bool = False) -> None:
        """Show a sentence, good news `beside` the keys; bad news stays longer, with the alarm's sign."""
        self._sentence, self._is_bad, self._beside = sentence, bad, beside
        if self._timer:
            self._timer.stop()
        self._timer = self.set_timer(SECONDS_FOR_BAD_NEWS if bad else SECONDS, self.make_room)
        self._draw()

    def alert(self, sentence: str) -> None:
        """Show an alert; a second one joins the first."""
        self._alert = f"{self._alert} {sentence}".strip()
        if self._alert_timer:
            self._alert_timer.stop()
        self._alert_timer = self.set_timer(SECONDS_FOR_BAD_NEWS, self._alert_was_seen)
        self._draw()

    def _alert_was_seen(self) -> None:
        """Its time is over; behind the curtain or a dialog nobody saw it, and its time begins anew."""
        if self.app.screen is not self.screen:
            self._alert_timer = self.set_timer(SECONDS_FOR_BAD_NEWS, self._alert_was_seen)
            return
        self._alert = ""
        self._draw()

    def make_room(self) -> None:
        """Take the sentence away; an alert stays for its time."""
        self._sentence = ""
        self._draw()

    def go_on(self) -> None:
        """Something else is done now: good news of what was before is no answer to it."""
        if self._sentence and not self._is_bad:
            self.make_room()

    def hush(self) -> None:
        """Take everything away."""
        self._sentence = self._alert = ""
        self._draw()

    def _draw(self) -> None:
        most = MOST_ALERT_ROWS if self.app.size.height >= TALL else MOST_ALERT_ROWS - 1
        lines = [*self._rows(self._alert, most, bad=True), *self._rows(self._sentence, bad=self._is_bad)]
        self.display = bool(lines)
        if not lines:
            return
        first, beside = lines[0].spans, self._beside
        is_good = not self._is_bad and not self._alert and len(lines) == 1
        is_short = beside is not None and is_good and width_of(first) + KEYS_AT_LEAST <= self.app.size.width
        self.set_class(is_short, "-over-the-keys")
        self.styles.height = len(lines)
        self.show(lambda width: [beside(width, (*first, Span("  ")))] if beside and is_short else lines)

    def _rows(self, sentence: str, most: int = MOST_ROWS, *, bad: bool) -> list[Line]:
        if not sentence:
            return []
        sign = Span(f" {symbols().alarm} ", "alarm") if bad else Span(f" {symbols().done} ", "good")
        first, *rest = wrap(sentence, max(20, self.app.size.width - 4), most=most) or [""]
        role = "alarm" if bad else ""
        return [Line((sign, span(first, role))), *(Line((Span("   "), span(text, role))) for text in rest)]
