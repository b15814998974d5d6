"""The curtain in tests: whether it is drawn, what stands behind it, how it comes and how it goes."""

from dataclasses import replace
from typing import Any

from textual.widgets import Input, TextArea

from deskapp import clock
from deskapp.desk.privacy import pin
from deskapp.ui.dialogs.curtain import Curtain
from tests.ui.hands import Hands, worked_out

PIN = (*"8315", "enter")


def curtains(hands: Hands) -> int:
    """How many are drawn, one over the other."""
    return sum(isinstance(one, Curtain) for one in hands.app._screen_stack)


def is_drawn(hands: Hands) -> bool:
    """Whether it is what is seen."""
    return isinstance(hands.app.screen, Curtain)


def stands(hands: Hands) -> dict[str, Any]:
    """All that somebody at the desk would miss if it were other afterwards."""
    screens = [one for one in hands.app._screen_stack if not isinstance(one, Curtain)]
    fields: dict[str, Any] = {}
    for number, screen in enumerate(screens):
        for widget in screen.walk_children():
            name = f"{number} {widget!r}"
            fields[name] = (widget.display, getattr(widget, "scroll_offset", None), getattr(widget, "cursor", None))
            if isinstance(widget, Input):
                fields[name] += (widget.value, widget.cursor_position, widget.selection)
            elif isinstance(widget, TextArea):
                fields[name] += (widget.text, widget.selection)
        fields[f"{number} focus"] = screen.focused
        fields[f"{number} selected"] = dict(screen.selections)
        fields[f"{number} letters"] = list(getattr(screen, "_spots", ()))
    return {"screens": screens, **fields}


async def come(hands: Hands, keys: tuple[str, ...]) -> None:
    """Go there by keys, at the speed of fingers."""
    for key in keys:
        await hands.press(key)
    await worked_out(hands.pilot)
    hands.app.keep_typed()
    await hands.settle()


async def idle(hands: Hands, minutes: float = 10.1) -> None:
    """No key comes for so long."""
    hands.app.touched_at = clock.running() - minutes * 60
    hands.app._tick()
    await hands.settle()


def with_pin(hands: Hands) -> None:
    """There is a PIN from now on; a change of the book would take letters to jump by away."""
    context = hands.app.context
    context.settings = replace(context.settings, pin=pin.hashed("8315", b"salt"))


async def lift(hands: Hands, *keys: str) -> None:
    """Open it by keys: any, or the PIN, which is tried in a thread."""
    await hands.press(*keys)
    for _ in range(400):
        if not is_drawn(hands):
            break
        await hands.settle(0.01)
    await hands.settle()
