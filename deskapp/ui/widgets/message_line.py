"""What was just done, or why not: one sentence above the keys, gone after a few seconds."""

from textual.timer import Timer

from deskapp.ui.lines.line import Line, Span, span, wrap
from deskapp.ui.symbols import symbols
from deskapp.ui.widgets.line_pane import Lines

SECONDS, SECONDS_FOR_BAD_NEWS = 4.0, 10.0


class MessageLine(Lines):
    """Stands over the keys while it has something to say, so that no pane loses a row."""

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

    def say(self, sentence: str, *, bad: bool = False) -> None:
        """Show a sentence; bad news stays longer and carries the alarm's symbol."""
        sign = Span(f" {symbols().alarm} ", "alarm") if bad else Span(f" {symbols().done} ", "good")
        rows = wrap(sentence, max(20, self.app.size.width - 4), most=5)
        first = Line((sign, span(rows[0] if rows else "", "alarm" if bad else "")))
        rest = [Line((Span("   "), span(text, "alarm" if bad else ""))) for text in rows[1:]]
        self.styles.height = max(1, len(rows))
        self.display = True
        self.show(lambda width: [first, *rest])
        if self._timer:
            self._timer.stop()
        self._timer = self.set_timer(SECONDS_FOR_BAD_NEWS if bad else SECONDS, self.hush)

    def hush(self) -> None:
        """Take the sentence away."""
        self.display = False
