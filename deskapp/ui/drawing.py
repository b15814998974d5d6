"""How the screen on top is drawn: in the theme of the settings, and once for all that changed together."""

from collections.abc import Iterator
from contextlib import contextmanager

from textual.app import App
from textual.await_complete import AwaitComplete
from textual.theme import Theme

from deskapp import clock
from deskapp.ui.changes import EVERYTHING, NOTHING, Changed
from deskapp.ui.collector import IdleCollector
from deskapp.ui.context import Context
from deskapp.ui.frame.base_screen import BaseScreen
from deskapp.ui.quirks.patches import alter_textual, let_lines_go_of
from deskapp.ui.screens.desk import DeskScreen
from deskapp.ui.symbols import frames
from deskapp.ui.theme import THEMES, Styles
from deskapp.ui.type_ahead import Part


class Drawing(Part):
    """An app that draws the screen on top again."""

    context: Context

    def __init__(self) -> None:
        super().__init__()
        self._palette: tuple[str, Styles] = ("", Styles({}))
        self._draws_later, self._stale = False, NOTHING
        self._tidy = IdleCollector()
        self._found_waits = False

    def pop_screen(self) -> AwaitComplete:
        """Close the screen on top; what it held is taken out with the next second."""
        closed, closing = self.screen, super().pop_screen()
        let_lines_go_of(closed)
        self._tidy.screen_closed(clock.running())
        return closing

    @property
    def palette(self) -> Styles:
        """The styles of the theme that is on."""
        if self._palette[0] != self.theme:
            self._palette = (self.theme, Styles(self.get_css_variables()))
        return self._palette[1]

    def get_css_variables(self) -> dict[str, str]:
        """The colours of the theme, and how edges are drawn on this terminal."""
        return super().get_css_variables() | frames()

    def begin_with_theme(self) -> None:
        """Put the first theme in place before anything is styled; Textual 8.2 parses all styles twice for a change.

        A light one takes Textual's own way, which also turns the colours that a terminal names.
        """
        alter_textual()
        for theme in THEMES:
            self.register_theme(theme)
        wanted = self.wanted_theme()
        if wanted.dark:
            self.set_reactive(App.theme, wanted.name)
            self.stylesheet.set_variables(self.get_css_variables())
        else:
            self.theme = wanted.name

    def wanted_theme(self) -> Theme:
        """The theme of the settings."""
        wanted = self.context.settings.theme
        return next((theme for theme in THEMES if theme.name == wanted), THEMES[0])

    def refresh_screens(self, changed: Changed = EVERYTHING) -> None:
        """Draw what has changed on the screen in front; one that is still on its way draws itself.

        What touched only tables that no screen shows draws nothing, and takes no letter away that is about to be
        pressed.
        """
        if self._draws_later:
            self._stale |= changed
        elif changed and self.screen_stack and isinstance(self.front, BaseScreen) and self.front.is_built:
            self.front.draw(changed)

    def draw_found(self) -> None:
        """Other people may be found now: show them in the lists, and at the desk for what is being typed.

        Letters to jump by stay, each for the row it stands on: what is found is shown in the second after they go.
        """
        self._found_waits = isinstance(self.front, BaseScreen) and self.front.is_jumping
        if self._found_waits:
            return
        if not isinstance(self.front, DeskScreen):
            self.refresh_screens()
        elif self.front.is_asking:
            self.front.entry.look_again()

    @contextmanager
    def drawn_once(self) -> Iterator[None]:
        """What changes inside is drawn once, at the end."""
        self._draws_later = True
        try:
            yield
        finally:
            self._draws_later, stale, self._stale = False, self._stale, NOTHING
            self.refresh_screens(stale)
