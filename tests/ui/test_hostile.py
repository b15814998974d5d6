"""Text from people is data: on every screen, in every dialog and question it is shown, and nothing obeys it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from deskapp.desk.cards import customers
from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.ui.commands import Command, on_screen
from deskapp.ui.frame.base_screen import BaseScreen
from tests.builders import StandingClock, a_desk
from tests.ui.hands import SIZES, Hands, at_the_desk
from tests.ui.hostile import TELLING, TEXTS, WORST, a_hostile_book, painted_harm
from tests.ui.terminal import stray_controls, the_program

Size = tuple[int, int]
HARMFUL = (b"\x1b]52", b"\x1b]0;", b"\x1b[31m", b"\x1b[2J\x1b[Hgone", b"\xc2\x9b", b"\xc2\x9d", b"\x07b")


@pytest.fixture
def hostile(desk: Session) -> Session:
    opened = a_hostile_book(desk)
    assert log.get(desk, opened[0].id).name == WORST
    return desk


def harmless(hands: Hands) -> None:
    """Nothing on the screen obeys, and the program still stands."""
    assert hands.app.is_running and not hands.left
    harm = list(painted_harm(hands.app))
    assert not harm, "\n".join(harm[:5])


async def tried(hands: Hands, ways: tuple[str, ...], commands: Sequence[Command]) -> None:
    """Each command from a screen, and a look at what came; `ways` are the keys that lead to the screen."""
    await hands.press(*ways)
    harmless(hands)
    for command in commands:
        if command.id not in ("leave", "tick", "up", "down"):
            await hands.press(command.first_key)
            harmless(hands)
            await hands.press("escape", "escape", "f2", *ways)
    await hands.press("ctrl+q")
    hands.sees("Before you go")
    harmless(hands)


@pytest.mark.usefixtures("copied")
async def test_every_command_of_the_desk_shows_hostile_text_as_text(hostile: Session, size: Size) -> None:
    first = size == (120, 36)
    async with at_the_desk(hostile, size) as hands:
        await tried(hands, (), on_screen("desk")[first::2])


WAYS = {"customers": ("f3",), "customer": ("f3", "enter"), "promises": ("f4",), "log": ("f5",), "replies": ("f6",),
        "reports": ("f7",), "crisis": ("x",)}  # fmt: skip


@pytest.mark.usefixtures("copied")
@pytest.mark.parametrize("place", WAYS)
async def test_every_command_of_a_screen_shows_hostile_text_as_text(
    hostile: Session, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with at_the_desk(hostile, SIZES[list(WAYS).index(place) % 2]) as hands:
        await hands.press(*WAYS[place])
        assert isinstance(hands.app.screen, BaseScreen) and place == hands.app.screen.NAME
        await hands.press("escape", "escape", "f2")
        await tried(hands, WAYS[place], [one for one in on_screen(place) if place in one.where])


async def test_each_text_is_shown_literally_on_the_card_and_in_the_lists(desk: Session, now: StandingClock) -> None:
    visits = {}
    for name, text in TEXTS.items():
        card = customers.make(desk, text)
        visits[name] = log.set_reason(desk, log.identify(desk, log.begin(desk, "call"), card), text)
        now.on(minutes=1)
    async with at_the_desk(desk, (120, 36)) as hands:
        for name, text in TEXTS.items():
            hands.app.open_interaction(visits[name].id)
            await hands.settle()
            harmless(hands)
            if text.isprintable() and len(text) < 30:
                hands.sees(f"Address as {text}", f"About {text}")
        for key in ("f3", "f5"):
            await hands.press(key, *["down"] * len(TEXTS))
            harmless(hands)
            await hands.press("home")
            harmless(hands)
    assert desk.book.count("customers") == len(TEXTS)


async def test_telling_texts_can_be_pasted_as_a_name_and_a_note(desk: Session) -> None:
    async with at_the_desk(desk) as hands:
        for number, name in enumerate(TELLING, start=1):
            text = TEXTS[name]
            await hands.press("w")
            await hands.paste(text)
            harmless(hands)
            await hands.press("up", *["up"] * 5, "enter", "n")
            await hands.paste(text)
            harmless(hands)
            await hands.press("enter")
            harmless(hands)
            assert (desk.book.count("interactions"), desk.book.count("customers")) == (number, number)
    assert all(len(visit["notes"]) == 1 for visit in desk.book.select("interactions"))


@pytest.fixture
def hostile_folder(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "hostile"
    with a_desk(folder, StandingClock()) as desk:
        a_hostile_book(desk)
    yield folder


def test_nothing_of_it_reaches_the_terminal_as_a_command(hostile_folder: Path, size: Size) -> None:
    with the_program(hostile_folder, size, "--staff", "Robin") as terminal:
        terminal.until("here")
        asks = ["space", "n", "a", "A", "i", "p", "k", "v", "h", "e", "d", "y", "f", "F", "r", "b", "l", "H", "s", "x"]
        asks = asks if size == (80, 24) else asks[::3]
        for keys in (*([" " if key == "space" else key] for key in asks), ["f3"], ["f3", "enter"], ["f4"], ["f5"],
                     ["f5", "/"], ["f6"], ["f7"], ["f9"], ["ctrl+q"]):  # fmt: skip
            terminal.press("f2", *keys)
            terminal.rest(0.04)
            terminal.press("escape")
            terminal.rest(0.03)
        assert stray_controls(terminal.written) == []
        assert [one for one in HARMFUL if one in terminal.written] == []
        assert b"Traceback" not in terminal.written and "fault of its own" not in terminal.text


@pytest.mark.parametrize("sent", [b"\x1b]52;c;aGk=\x07", b"\x07", b"\xc2\x9b31m", b"a\x08", b"\x1b]0;x\x1b\\", b"\x7f"])
def test_the_look_at_the_bytes_would_find_it(sent: bytes) -> None:
    assert stray_controls(b"\x1b[?25l\x1b[1;31H" + sent + b"\x1b]22;default\x07")
    assert stray_controls(b"\x1b[?25l\x1b[38;2;1;2;3mtext\x1b[0m\x1b]22;default\x07") == []
