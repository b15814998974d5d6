"""What was just done, or why not: one sentence above the keys, gone after a few seconds."""

from textual.timer import Timer

from deskapp.ui.lines.line import Line, Span, span, wrap
from deskapp.ui.symbols import symbols
from deskapp.ui.widgets.line_pane import Lines

SECONDS, SECONDS_FOR_BAD_NEWS = 4.0, 10.0
MOST_ROWS, MOST_ALERT_ROWS = 5, 3


class MessageLine(Lines):
    """Stands over the keys while it has something to say, so that no pane loses a row.

    An alert is told once only, so it stands above whatever else is said until it was in sight for its time.
    """

    DEFAULT_CSS = """
    MessageLine {
        layer: message;
        dock: bottom;
        height: 1;
        background: $panel;
        display: none;
        overflow-y: hidden;
    }
    """
    _timer: Timer | None = None
    _alert_timer: Timer | None = None
    _sentence, _is_bad, _alert = "", False, ""

    def say(self, sentence: str, *, bad: bool = False) -> None:
        """Show a sentence; bad news stays longer and carries the alarm's symbol."""
        self._sentence, self._is_bad = sentence, bad
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

    def hush(self) -> None:
        """Take everything away."""
        self._sentence = self._alert = ""
        self._draw()

    def _draw(self) -> None:
        lines = [*self._rows(self._alert, MOST_ALERT_ROWS, bad=True), *self._rows(self._sentence, bad=self._is_bad)]
        self.display = bool(lines)
        if lines:
            self.styles.height = len(lines)
            self.show(lambda width: lines)

    def _rows(self, sentence: str, most: int = MOST_ROWS, *, bad: bool) -> list[Line]:
        if not sentence:
            return []
        sign = Span(f" {symbols().alarm} ", "alarm") if bad else Span(f" {symbols().done} ", "good")
        first, *rest = wrap(sentence, max(20, self.app.size.width - 4), most=most) or [""]
        role = "alarm" if bad else ""
        return [Line((sign, span(first, role))), *(Line((Span("   "), span(text, role))) for text in rest)]
