"""The clipboard ladder, with each rung failing in its turn."""

import base64
import time

import pyperclip
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.desk.answers import clipboard

XTERM = {"TERM": "xterm-256color"}


def broken(text: str) -> None:
    raise OSError("no display")


def test_the_system_clipboard_comes_first() -> None:
    taken: list[str] = []
    sent: list[str] = []
    way = clipboard.copy("Dear Beth", system=taken.append, terminal=sent.append, env=XTERM)
    assert (way.name, taken, sent) == ("system", ["Dear Beth"], [])
    assert way.sentence == "Copied."


def test_where_the_system_fails_the_terminal_is_asked_and_it_is_said() -> None:
    sent: list[str] = []
    way = clipboard.copy("Déar Beth", system=broken, terminal=sent.append, env=XTERM)
    assert way.name == "terminal" and way.failed == ("no display",)
    assert base64.b64decode(sent[0].removeprefix("\x1b]52;c;").removesuffix("\x07")).decode() == "Déar Beth"
    assert "y, then s" in way.sentence


def test_where_the_terminal_fails_too_the_text_is_selected_by_hand() -> None:
    way = clipboard.copy("Dear Beth", system=broken, terminal=broken, env=XTERM)
    assert way.name == "panel" and way.failed[0] == "no display" and len(way.failed) == 2
    assert "Select the text" in way.sentence


@pytest.mark.parametrize("env", [{"TERM": "xterm", "VTE_VERSION": "7600"}, {"TERM": "linux"}, {"TERM": "dumb"}, {}])
def test_a_terminal_that_would_drop_it_in_silence_is_not_asked(env: dict[str, str]) -> None:
    sent: list[str] = []
    assert clipboard.copy("Dear Beth", system=broken, terminal=sent.append, env=env).name == "panel"
    assert sent == []


def test_without_a_terminal_only_the_panel_is_left() -> None:
    assert clipboard.copy("Dear Beth", system=broken, terminal=None, env=XTERM).name == "panel"


def test_behind_ssh_the_far_clipboard_is_left_alone() -> None:
    taken: list[str] = []
    sent: list[str] = []
    env = {**XTERM, "SSH_CONNECTION": "10.0.0.1 5 10.0.0.2 22"}
    way = clipboard.copy("Dear Beth", system=taken.append, terminal=sent.append, env=env)
    assert way.name == "terminal" and taken == [] and len(sent) == 1


def test_a_text_too_long_for_a_terminal_goes_to_the_panel() -> None:
    sent: list[str] = []
    assert clipboard.copy("x" * 80_000, system=broken, terminal=sent.append, env=XTERM).name == "panel"
    assert sent == []


def test_a_rung_that_hangs_counts_as_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clipboard, "PATIENCE", 0.02)
    way = clipboard.copy("Dear Beth", system=lambda text: time.sleep(0.2), terminal=None, env=XTERM)
    assert way.name == "panel" and "does not answer" in way.failed[0]


def test_pyperclip_without_a_mechanism_is_a_rung_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(text: str) -> None:
        raise pyperclip.PyperclipException("no copy mechanism\nread the manual")

    monkeypatch.setattr(pyperclip, "copy", refuse)
    way = clipboard.copy("Dear Beth", terminal=None, env=XTERM)
    assert way.name == "panel" and way.failed[0] == "no copy mechanism read the manual"


def test_a_system_clipboard_that_swallows_the_text_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pyperclip, "copy", lambda text: None)
    monkeypatch.setattr(pyperclip, "paste", lambda: "something else")
    assert clipboard.copy("Dear Beth", terminal=None, env=XTERM).name == "panel"


@given(st.text())
def test_no_control_character_reaches_a_clipboard(text: str) -> None:
    taken: list[str] = []
    clipboard.copy(text, system=taken.append, terminal=None, env=XTERM)
    assert all(one.isprintable() or one == "\n" or ord(one) > 0x9F for one in taken[0])


@given(st.text(max_size=200))
def test_what_the_terminal_is_sent_is_one_sequence_and_nothing_more(text: str) -> None:
    sent: list[str] = []
    clipboard.copy(text, system=broken, terminal=sent.append, env=XTERM)
    assert sent[0].startswith("\x1b]52;c;") and sent[0].endswith("\x07")
    assert not set(sent[0][7:-1]) - set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=")


def test_clearing_leaves_what_somebody_copied_since(monkeypatch: pytest.MonkeyPatch) -> None:
    held = ["their own"]
    monkeypatch.setattr(pyperclip, "paste", lambda: held[0])
    monkeypatch.setattr(pyperclip, "copy", lambda text: held.__setitem__(0, text))
    assert clipboard.clear("Dear Beth", terminal=None, env=XTERM) is False and held == ["their own"]
    held[0] = "Dear Beth"
    assert clipboard.clear("Dear Beth", terminal=None, env=XTERM) is True and held == [""]


def test_the_terminals_clipboard_is_cleared_by_its_own_sequence() -> None:
    sent: list[str] = []
    env = {**XTERM, "SSH_CONNECTION": "a"}
    assert clipboard.clear("Dear Beth", terminal=sent.append, env=env) is True
    assert sent == ["\x1b]52;c;!\x07"]


def test_a_clipboard_that_would_show_the_text_on_a_command_line_is_a_rung_that_fails(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    copied: list[str] = []

    def copy_klipper(text: str) -> None:
        copied.append(text)

    monkeypatch.setattr(pyperclip, "determine_clipboard", lambda: (copy_klipper, lambda: copied[-1]))
    for name in ("copy", "paste"):
        monkeypatch.setattr(pyperclip, name, getattr(pyperclip, f"lazy_load_stub_{name}"))
    assert copy_klipper.__name__ in {one.__name__ for one in pyperclip.init_klipper_clipboard()}
    way = clipboard.copy("Beth is allergic to nuts", terminal=None, env={})
    assert (way.name, copied) == ("panel", []) and "list of programs" in way.failed[0]
