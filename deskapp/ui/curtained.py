"""When the curtain falls, and what it keeps from acting."""

from typing import TYPE_CHECKING

from textual import events

from deskapp import clock
from deskapp.ui.context import Context
from deskapp.ui.in_order import Part
from deskapp.ui.screens.framed import Framed

if TYPE_CHECKING:
    from deskapp.ui.dialogs.curtain import Curtain


class Curtained(Part):
    """An app with a curtain: at `F9`, after idle minutes, and at the start of a desk that has a PIN."""

    context: Context

    def __init__(self) -> None:
        super().__init__()
        self.touched_at = clock.running()
        self._curtain: Curtain | None = None

    async def on_event(self, event: events.Event) -> None:
        """Remember when somebody last touched a key or the mouse."""
        if isinstance(event, events.Key | events.Paste | events.MouseEvent):
            self.touched_at = clock.running()
        await super().on_event(event)

    @property
    def is_curtained(self) -> bool:
        """Whether the curtain is down."""
        return self._curtain is not None

    def do_curtain(self) -> None:
        """`F9`."""
        if self.is_curtained:
            return
        from deskapp.ui.dialogs.curtain import Curtain

        self._curtain = Curtain(self.context)
        self.push_screen(self._curtain, self._lifted)

    def _lifted(self, sentence: str | None) -> None:
        self._curtain = None
        if sentence and isinstance(self.screen, Framed):
            self.screen.say(sentence, bad=True)

    def draw_if_idle(self) -> None:
        """Let it fall where nobody touched anything for as long as the settings say."""
        minutes = self.context.settings.idle_minutes
        if minutes > 0 and not self.is_curtained and clock.running() - self.touched_at >= minutes * 60:
            self.do_curtain()

    def knock(self) -> bool:
        """Whether the curtain is down; then it tells why nobody leaves from here."""
        if self._curtain:
            self._curtain.knock()
        return self._curtain is not None
