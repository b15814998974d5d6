"""The keys that a desk chose for itself, followed while the program runs."""

from collections.abc import Iterable

from deskapp.commands.keys import IN_USE
from deskapp.model.settings import Settings
from deskapp.ui.screens.base_screen import BaseScreen

SHIPPED: tuple[object, object] = ("letters", {})


class OwnKeys:
    """Takes the keys of the settings, and tells what is wrong with them. The shipped ones cost nothing."""

    def __init__(self) -> None:
        self.fault = ""
        self._of = SHIPPED
        IN_USE.clear()

    def drop(self) -> None:
        """The program is over; whoever comes next begins with the shipped keys."""
        IN_USE.clear()

    def follow(self, settings: Settings, screens: Iterable[object] = ()) -> bool:
        """Whether the keys are others than before; then these screens have them from now on."""
        wanted = (settings.key_preset, settings.keys)
        if wanted == self._of:
            return False
        from deskapp.ui import keymap

        self._of = wanted
        keys, self.fault = keymap.read(settings.key_preset, settings.keys)
        keymap.use(keys)
        for screen in screens:
            if isinstance(screen, BaseScreen):
                screen.use_keys()
        return True
