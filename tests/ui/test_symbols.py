"""Terminals that draw no more than ASCII: every sign has a plain one, and no screen shows another."""

import pytest
from rich.cells import cell_len

from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.ui.render.line import clean
from deskapp.ui.symbols import Symbols, draws_unicode, in_plain_signs, symbols
from tests.ui.hands import at_the_desk
from tests.ui.test_contrast import WAYS, a_busy_desk


@pytest.fixture
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "vt100")
    symbols.cache_clear()
    clean.cache_clear()


@pytest.mark.parametrize("name", sorted(vars(Symbols())))
def test_every_sign_has_a_plain_one_of_its_width(name: str) -> None:
    drawn, plain = getattr(Symbols(), name), getattr(Symbols(plain=True), name)
    assert plain and plain.isascii() and plain.isprintable()
    assert cell_len(plain) == cell_len(drawn) or name == "degree"


@pytest.mark.parametrize(
    ("surroundings", "unicode"),
    [
        ({"TERM": "xterm-256color", "LANG": "en_GB.UTF-8"}, True),
        ({"TERM": "xterm-256color", "LANG": "C.UTF-8"}, True),
        ({"TERM": "xterm-256color"}, True),
        ({"TERM": "linux", "LANG": "en_GB.UTF-8"}, False),
        ({"TERM": "vt220", "LANG": "en_GB.UTF-8"}, False),
        ({"TERM": "xterm-256color", "LANG": "C"}, False),
        ({"TERM": "xterm-256color", "LANG": "C", "LC_CTYPE": "C.UTF-8"}, False),
        ({"TERM": "xterm-256color", "LANG": "C", "LC_CTYPE": "en_GB.UTF-8"}, True),
        ({"TERM": "xterm-256color", "LANG": "en_GB.UTF-8", "LC_ALL": "POSIX"}, False),
        ({"TERM": "xterm-256color", "LANG": "en_GB.UTF-8", "DESKAPP_ASCII": "1"}, False),
    ],
)
def test_the_terminal_and_the_locale_say_what_can_be_drawn(
    monkeypatch: pytest.MonkeyPatch, surroundings: dict[str, str], unicode: bool
) -> None:
    for name in ("TERM", "LANG", "LC_ALL", "LC_CTYPE", "DESKAPP_ASCII"):
        monkeypatch.delenv(name, raising=False)
    for name, value in surroundings.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("locale.getpreferredencoding", lambda do_setlocale=True: "UTF-8")
    assert draws_unicode() is unicode


def test_typographic_signs_in_a_text_become_plain_ones_and_letters_stay(plain_terminal: None) -> None:
    assert in_plain_signs("“Zoë’s” – 30 °C … 2 ×") == '"Zoë\'s" - 30 C ... 2 x'


async def test_no_screen_shows_more_than_ascii_where_it_cannot_be_drawn(
    plain_terminal: None, desk: Session, size: tuple[int, int]
) -> None:
    a_busy_desk(desk)
    settings.write(desk, desk_name="Harbour Lane")
    async with at_the_desk(desk, size) as hands:
        for way in WAYS:
            await hands.press(*way)
            odd = {sign for sign in hands.screen if not sign.isascii()}
            assert not odd, f"{odd} after {way} on\n{hands.screen}"
