"""Every text can be read: WCAG AA (4.5:1) for all pairs of the themes, and for what is really painted."""

from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from textual.color import Color
from textual.geometry import Region
from textual.theme import Theme

from deskapp.desk.cards import customers
from deskapp.desk.privacy import pin
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.desk.visits import log, requests, temperature
from deskapp.store import open_book
from deskapp.ui.app import DeskApp
from deskapp.ui.dialogs.help import Palette as CommandPalette
from deskapp.ui.theme import BACKGROUNDS, COLOURS, THEMES, Styles
from deskapp.ui.widgets.entry import EntryPanel
from tests.builders import StandingClock, time_zone
from tests.ui.hands import Hands, at_the_desk

ENOUGH = 4.5
BY_NAME = {theme.name: theme for theme in THEMES}
GROUNDS = ("background", "surface", "panel", *sorted(BACKGROUNDS.values()))
TEXTS = ("foreground", *sorted({*COLOURS.values()} - {"rule"}))
OVER = (("input-cursor-foreground", "input-cursor-background"), ("strong", "input-selection-background"))
DRAWN = set("─│╭╮╰╯▌█░▁▂▃▄▅▆▇▔▕▏▍▎▉▊▋▐▖▗▘▝ \u2800")


@cache
def luminance(colour: Color) -> float:
    """The relative luminance of WCAG 2.1, from 0 (black) to 1 (white)."""
    parts = [part / 255 for part in (colour.r, colour.g, colour.b)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@cache
def contrast(one: Color, other: Color) -> float:
    """The ratio of WCAG 2.1, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def colour(theme: Theme, name: str) -> Color:
    value = getattr(theme, name, None) or theme.variables[name]
    return Color.parse(value)


def test_the_ratio_is_that_of_the_standard() -> None:
    assert contrast(Color.parse("#ffffff"), Color.parse("#000000")) == pytest.approx(21)
    assert contrast(Color.parse("#777777"), Color.parse("#ffffff")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_text_colour_can_be_read_on_every_ground(theme: Theme) -> None:
    pairs = [(text, ground) for text in TEXTS for ground in GROUNDS] + list(OVER)
    ratios = {pair: contrast(colour(theme, pair[0]), colour(theme, pair[1])) for pair in pairs}
    assert not {pair: round(ratio, 2) for pair, ratio in ratios.items() if ratio < ENOUGH}


def test_every_role_has_a_colour_in_every_theme() -> None:
    for theme in THEMES:
        palette = Styles(theme.to_color_system().generate() | theme.variables)
        assert all(palette.style(role).color for role in COLOURS)
        assert all(palette.style(role).bgcolor for role in BACKGROUNDS)


def in_front(hands: Hands) -> Region:
    """The whole screen; where the palette lies over it, the palette, since what is dimmed behind it cannot be used."""
    screen = hands.app.screen
    return screen.query_one(EntryPanel).region if isinstance(screen, CommandPalette) else screen.region


def faint(hands: Hands) -> set[tuple[str, str, str, float]]:
    """What is painted and can hardly be read: the text, its colours, the ratio."""
    found = set()
    region = in_front(hands)
    for strip in hands.app.screen._compositor.render_strips()[region.y : region.bottom]:
        for segment in strip.crop(region.x, region.right):
            style = segment.style
            if style is None or not set(segment.text) - DRAWN or style.color is None or style.bgcolor is None:
                continue
            ink, ground = (Color.from_rich_color(one) for one in (style.color, style.bgcolor))
            if style.reverse:
                ink, ground = ground, ink
            ratio = contrast(ink, ground)
            if ratio < ENOUGH or style.dim:
                found.add((segment.text.strip(), ink.hex, ground.hex, round(ratio, 2)))
    return found


def a_busy_desk(desk: Session) -> None:
    one = log.identify_new(desk, log.begin(desk, "walk-in"), "Beth Ocampo")
    card = customers.of(desk, one.customer.id if one.customer else "")
    assert card
    requests.add(desk, log.note(desk, one, "red light"), "a cable")
    temperature.put(desk, log.get(desk, one.id), 75)
    promises.make(desk, "a price", desk.now() - timedelta(minutes=5), customer=card)
    promises.make(desk, "ring back", desk.now() + timedelta(minutes=5), customer=card)
    log.begin(desk, "call", at=desk.now() - timedelta(minutes=9))


WAYS: tuple[tuple[str, ...], ...] = (
    ("f2",),
    ("f2", "w"),
    ("f2", "w", "B"),
    ("escape", "f2", "p", *"a price", "tab", *"nonsense"),
    ("escape", "f2", "y"),
    ("escape", "f2", "f"),
    ("escape", "f1"),
    ("escape", "ctrl+p"),
    ("escape", "f2", "H"),
    ("escape", "f2", "x"),
    ("escape", "escape", "f3"),
    ("f4",),
    ("f5",),
    ("f6",),
    ("f7",),
    ("f8",),
    ("comma",),
    ("enter",),
    ("escape", "f2", "ctrl+q"),
    ("escape", "f9"),
)


@pytest.mark.parametrize("theme", list(BY_NAME))
async def test_what_is_painted_can_be_read_on_every_screen(desk: Session, theme: str, size: tuple[int, int]) -> None:
    a_busy_desk(desk)
    settings.write(desk, theme=theme)
    async with at_the_desk(desk, size) as hands:
        for way in WAYS:
            await hands.press(*way)
            assert not faint(hands), f"after {way}"


@pytest.mark.parametrize("theme", list(BY_NAME))
async def test_the_first_start_and_a_set_pin_can_be_read(folder: Path, theme: str, size: tuple[int, int]) -> None:
    with time_zone("UTC"), open_book(folder) as book:
        desk = Session(book, "", now=StandingClock())
        async with at_the_desk(desk, size) as hands:
            hands.app.theme = theme
            await hands.settle()
            assert not faint(hands)
        pin.put(desk, "8315", "8315")
        settings.write(desk, theme=theme)
        async with at_the_desk(desk, size) as hands:
            assert not faint(hands)
            await hands.press(*"83", "enter")
            await hands.settle(0.2)
            assert not faint(hands)


@pytest.mark.parametrize("ground", ["selected", "background"])
async def test_a_faint_text_on_a_selected_row_or_beside_it_would_be_found(
    desk: Session, ground: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_busy_desk(desk)
    dark = BY_NAME["dark"]
    shade = colour(dark, "dim").hex
    variables = dark.variables | ({"lit": shade} if ground == "lit" else {"dim": "#3a404a"})
    async with at_the_desk(desk) as hands:
        assert not faint(hands)
        other = replace(dark, name="faint", background="#16191e", variables=variables)
        monkeypatch.setattr(DeskApp, "wanted_theme", lambda self: other)
        hands.app.register_theme(other)
        hands.app.theme = "faint"
        await hands.settle()
        assert faint(hands)
