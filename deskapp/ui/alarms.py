"""What must not be overlooked, once a second: the alarm row, and promises that turn amber or red, told by bell too."""

from contextlib import suppress
from typing import Any

from textual.app import App

from deskapp.desk.promises import alerts, notify
from deskapp.errors import DeskError
from deskapp.model.settings import Settings
from deskapp.ui import copying
from deskapp.ui.alarm_row import AlarmRow
from deskapp.ui.context import Context
from deskapp.ui.frame.base_screen import BaseScreen


class Alerting:
    """What the app asks once a second."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._alerts = alerts.read(context.desk)
        self._row = context.alarm_row = AlarmRow(context.called)

    def watch_over(self, app: App[Any], screen: BaseScreen, *, seconds: int) -> None:
        """Tell what must not be overlooked, once, after so many seconds; the bell only where the settings have it."""
        fresh = self._row.look(self._context.shown_day, self._context.desk.now())
        if seconds:
            self._row.was_in_sight()
        screen.show_alarm()
        if self._context.settings.alert_bell and any(alarm.rings for alarm in fresh):
            app.bell()

    def look(self, app: App[Any]) -> None:
        """Tell what is new; behind the curtain nothing personal."""
        desk, day, now = self._context.desk, self._context.shown_day, self._context.desk.now()
        before = len(self._alerts.told)
        news = self._alerts.look(day.promises_by_due(), now)
        if len(self._alerts.told) != before and not desk.book.read_only:
            with suppress(DeskError):  # a disk that fails must not silence an alert; it is kept with the next one
                alerts.keep(desk, self._alerts)
        if not news:
            return
        self._row.tell(news, day, now)
        sentence, bare = alerts.sentence(news, now), alerts.several(news, now)
        if isinstance(app.screen, BaseScreen):
            app.screen.show_alarm()
        else:
            sentence = bare = notify.HIDDEN
        announce(app, sentence, bare, self._context.settings)


def announce(app: App[Any], sentence: str, bare: str, settings: Settings) -> None:
    """Ring and notify as the settings say; the desktop is told `bare` facts, without anybody's words."""
    if settings.alert_bell:
        app.bell()
    write = copying.writer(app)
    sequence = notify.osc(sentence) if settings.alert_terminal else ""
    if write and sequence:
        write(sequence)
    if settings.alert_desktop:
        notify.by_desktop(bare)
