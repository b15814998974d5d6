"""Promises that turn amber or red are told on the screen and, where the settings say so, by bell and notification."""

from contextlib import suppress
from typing import Any

from textual.app import App

from deskapp.desk.promises import alerts, notify
from deskapp.errors import DeskError
from deskapp.model.settings import Settings
from deskapp.ui import terminal
from deskapp.ui.context import Context
from deskapp.ui.screens.base_screen import BaseScreen


class Alerting:
    """What the app asks once a second."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._alerts = alerts.read(context.desk)

    def watch_over(self, app: App[Any], screen: BaseScreen, *, seconds: int) -> None:
        """Tell what must not be overlooked, once, after so many seconds; the bell only where the settings have it."""
        row, context = self._context.alarm_row, self._context
        if row is None:
            return
        fresh = row.look(context.shown_day, context.desk.now())
        if seconds:
            row.was_in_sight()
        screen.show_alarm()
        if context.settings.alert_bell and any(alarm.rings for alarm in fresh):
            app.bell()

    def look(self, app: App[Any]) -> None:
        """Tell what is new; behind the curtain nothing personal."""
        desk = self._context.desk
        before = len(self._alerts.told)
        news = self._alerts.look(self._context.shown_day.promises_by_due(), desk.now())
        if len(self._alerts.told) != before and not desk.book.read_only:
            with suppress(DeskError):  # a disk that fails must not silence an alert; it is kept with the next one
                alerts.keep(desk, self._alerts)
        if not news:
            return
        sentence = alerts.sentence(news, desk.now())
        if self._context.alarm_row is not None:
            self._context.alarm_row.tell(news, self._context.shown_day, desk.now())
        is_open = isinstance(app.screen, BaseScreen)
        if isinstance(app.screen, BaseScreen):
            app.screen.show_alarm()
        bare = alerts.several(news, desk.now())
        announce(app, *((sentence, bare) if is_open else (notify.HIDDEN, notify.HIDDEN)), self._context.settings)


def announce(app: App[Any], sentence: str, bare: str, settings: Settings) -> None:
    """Ring and notify as the settings say; the desktop is told `bare` facts, without anybody's words."""
    if settings.alert_bell:
        app.bell()
    write = terminal.writer(app)
    sequence = notify.osc(sentence) if settings.alert_terminal else ""
    if write and sequence:
        write(sequence)
    if settings.alert_desktop:
        notify.by_desktop(bare)
