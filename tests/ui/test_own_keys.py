"""Keys of one's own: pressed once to be taken, shown wherever a key is named, and never in the way of typing."""

import pytest
from textual import events
from textual._xterm_parser import XTermParser

from deskapp.commands.keys import canonical, every_name
from deskapp.desk.session import Session
from deskapp.desk.settings import settings as desk_settings
from deskapp.errors import RefusedError
from deskapp.ui import keymap
from deskapp.ui.commands import BY_ID, COMMANDS, Command, on_screen
from deskapp.ui.screens.keys import KeysScreen
from tests.new_rows import declared_in
from tests.ui.hands import Hands, at_the_desk, screen_rows

Size = tuple[int, int]
MOST_NAMED = 5
PLACES = sorted({place for command in COMMANDS for place in command.where} - {"all"})


async def selected_on(hands: Hands, words: str) -> None:
    """The list of keys, with the first command of these words selected."""
    await hands.press("f2", "comma", "slash", *"lists every", "enter", "enter")
    await hands.press("slash", *words, "enter")
    assert isinstance(hands.app.screen, KeysScreen)


def begun(desk: Session) -> list[str]:
    return [str(one["kind"]) for one in desk.book.select("interactions")]


async def test_a_walk_in_on_a_key_of_ones_own(desk: Session, size: Size) -> None:
    async with at_the_desk(desk, size) as hands:
        await selected_on(hands, "walk-in")
        await hands.press("enter")
        hands.sees("Press the new key", "A walk-in begins now")
        await hands.press("semicolon")
        hands.sees("; is “walk-in” now.", "own, shipped w")
        await hands.press("f2", "w")
        assert begun(desk) == []
        hands.sees("; walk-in")
        await hands.press("semicolon")
        hands.sees("Who?", "Walk-in, no name yet")
        await hands.press(*"a;w", "enter")
        hands.sees("─ a;w ─")
        await hands.press("question_mark")
        assert ";" in hands.row_with("A walk-in begins now")
        await hands.press("escape", "ctrl+p", *"walk-in")
        assert " ; " in hands.row_with("A walk-in begins now").partition("now")[2]
    async with at_the_desk(desk, size) as hands:
        await hands.press("semicolon", "escape", "w")
        assert begun(desk) == ["walk-in", "walk-in"]


async def test_a_key_that_somebody_has_is_told_and_taken_only_by_a_swap(desk: Session, size: Size) -> None:
    async with at_the_desk(desk, size) as hands:
        await selected_on(hands, "walk-in")
        await hands.press("enter", "c")
        hands.sees("c is “call” at the desk already.", "swaps the two keys")
        await hands.press("escape")
        assert desk_settings.read(desk).keys == {}
        await hands.press("enter", "c", "enter")
        hands.sees("c is “walk-in” now.", "w is “call” now.")
        await hands.press("f2", "c", "escape", "w", "escape")
    assert sorted(begun(desk)) == ["call", "walk-in"]
    assert desk_settings.read(desk).keys == {"walk_in": "c", "call": "w"}


UNFIT = {
    "3": "Digits tick the steps.",
    "ctrl+i": "Terminals keep Ctrl+I for themselves.",
    "shift+f3": "Not every terminal sends Shift+F3.",
    "tab": "Tab means the same everywhere.",
    "super+x": "Not every terminal sends Super+X.",
    "f4": "F4 is “Promises” already.",
}


async def test_a_key_that_cannot_be_one_is_told_why_and_the_next_is_taken(desk: Session) -> None:
    async with at_the_desk(desk) as hands:
        await selected_on(hands, "walk-in")
        for key, told in UNFIT.items():
            await hands.press("enter", key)
            hands.sees(told, "Press the new key")
            await hands.press("semicolon")
            hands.sees("; is “walk-in” now.")
            await hands.press("z")
            hands.sees("w is “walk-in” now.")
            hands.does_not_see("; is “walk-in” now.")


async def test_one_key_goes_back_to_the_shipped_one_and_undo_brings_the_own_one_back(desk: Session, size: Size) -> None:
    desk_settings.write(desk, keys={"walk_in": "f12"})
    async with at_the_desk(desk, size) as hands:
        await selected_on(hands, "walk-in")
        await hands.press("z")
        hands.sees("w is “walk-in” now.")
        assert desk_settings.read(desk).keys == {}
        await hands.press("u", "f2", "w")
        assert begun(desk) == []
        await hands.press("f12")
    assert begun(desk) == ["walk-in"]


async def test_function_keys_work_while_something_is_typed_and_lose_nothing(desk: Session, size: Size) -> None:
    desk_settings.write(desk, key_preset="function keys")
    async with at_the_desk(desk, size) as hands:
        await hands.press("shift+f1", *"Beth", "enter", "f19", *"wants a bow", "shift+f2")
        hands.sees("Who?", "Call, no name yet")
        await hands.press("escape", "w", "c", "n")
    first = next(one for one in desk.book.select("interactions") if one["kind"] == "walk-in")
    assert first["drafts"] == {"note": "wants a bow"}
    assert sorted(begun(desk)) == ["call", "walk-in"]


@pytest.mark.parametrize("place", PLACES)
def test_in_the_preset_no_command_takes_a_letter_and_no_key_does_two_things(place: str) -> None:
    keys = keymap.preset("function keys")
    owners: dict[str, list[str]] = {}
    for command in on_screen(place):
        for key in filter(None, keys.get(command.id, command.keys).split(",")):
            assert not keymap.is_letter(key), f"{command.id} takes the letter {key}. {key_to_declare(command)}"
            is_fit = not keymap.unfit(command, key) or keymap.is_fixed(command) or key == command.first_key
            assert is_fit, f"{command.id}: {keymap.unfit(command, key)} {key_to_declare(command)}"
            owners.setdefault(key, []).append(command.id)
    twice = {key: ids for key, ids in owners.items() if len(ids) > 1}
    assert not twice, f"{twice} in {place}. {key_to_declare(BY_ID[next(iter(twice.values()))[-1]])}"


def test_a_command_has_a_function_key_while_one_is_free_on_all_its_screens() -> None:
    """Where all are taken, as at the desk, a new one does without: `test_without_function_key` tells how."""
    bare = [one for one in COMMANDS if keymap.is_letter(one.first_key) and not one.fn and free_keys(one)]
    assert not bare, " ".join(map(key_to_declare, bare))


def free_keys(command: Command) -> list[str]:
    """The function keys that no other command has on any screen of a command."""
    screens = PLACES if "all" in command.where else command.where
    others = {other for place in screens for other in on_screen(place)} - {command}
    taken = {key for other in others for key in (other.fn, *other.keys.split(","))}
    return [key for key in keymap.FUNCTION_KEYS if key not in taken]


def key_to_declare(command: Command) -> str:
    """Which key a command may have where letters are not wanted, and where that is written."""
    free = ", ".join(free_keys(command)[:MOST_NAMED])
    instead = "give it none: whoever wants it finds it by its words (“A new key” in .github/CONTRIBUTING.md)"
    way = f"declare fn= with a free key ({free}, …)" if free else instead
    return f"For {command.id} in {declared_in(command)}: {way}."


def sent_by_xterm(key: str) -> str:
    """The bytes of a function key, or of a letter with Ctrl, as xterm and most terminals after it send them."""
    *held, name = key.split("+")
    if held == ["ctrl"] and len(name) == 1:
        return chr(ord(name) - ord("a") + 1)
    number = int(name[1:])
    modifier = 1 + ("shift" in held) + 4 * ("ctrl" in held)
    if number <= 4:
        return f"\x1b[1;{modifier}{'PQRS'[number - 1]}" if held else f"\x1bO{'PQRS'[number - 1]}"
    code = (15, 17, 18, 19, 20, 21, 23, 24)[number - 5]
    return f"\x1b[{code};{modifier}~" if held else f"\x1b[{code}~"


@pytest.mark.parametrize("key", sorted({command.fn for command in COMMANDS if command.fn} | set(keymap.FUNCTION_KEYS)))
def test_a_key_of_the_preset_arrives_as_terminals_send_it(key: str) -> None:
    parser = XTermParser()
    arrived = [one.key for one in (*parser.feed(sent_by_xterm(key)), *parser.feed("")) if isinstance(one, events.Key)]
    assert [canonical(one) for one in arrived] == [key]


@pytest.mark.parametrize(("other", "key"), [("f13", "shift+f1"), ("f24", "shift+f12"), ("ctrl+f14", "ctrl+shift+f2")])
def test_a_key_has_the_names_of_all_terminals(other: str, key: str) -> None:
    assert canonical(other) == canonical(key) == key and other in every_name([key])
    assert keymap.read("letters", {"walk_in": other})[0] == {"walk_in": key}


async def test_the_preset_is_chosen_in_the_settings_and_seen_at_once(desk: Session, size: Size) -> None:
    async with at_the_desk(desk, size) as hands:
        await hands.press("comma", "slash", *"no command takes a letter", "enter", "enter", *"func", "enter")
        hands.sees("Keys: function keys")
        await hands.press("f2")
        hands.sees("Shift+F1 walk-in", "Shift+F2 call")
        await hands.press("shift+f5")
        hands.sees("Press Shift+F1 for a walk-in")
        await hands.press("f1")
        hands.sees("Shift+F1")


async def test_keys_that_cannot_be_used_are_told_once_and_the_shipped_ones_work(desk: Session, size: Size) -> None:
    with desk.book.change("by hand", by="", at=desk.now()) as change:
        change.put("settings", {"id": "set_desk", "keys": {"walk_in": "c", "of_tomorrow": "x"}})
    async with at_the_desk(desk, size) as hands:
        hands.sees("Your own keys are not used: c is “call” at the desk already.")
        await hands.press("w", "escape", "c")
    assert sorted(begun(desk)) == ["call", "walk-in"]
    with desk.book.change("by hand", by="", at=desk.now()) as change:
        change.put("settings", {"id": "set_desk", "keys": ["w"], "key_preset": "none"})
    async with at_the_desk(desk, size) as hands:
        hands.sees("What is set for keys, key preset cannot be read")


async def test_the_mouse_changes_a_key_but_for_the_press(desk: Session) -> None:
    async with at_the_desk(desk, (120, 36)) as hands:
        await selected_on(hands, "walk-in")
        await hands.click("w              walk-in")
        await hands.press("c")
        await hands.click("swaps the two keys")
        hands.sees("c is “walk-in” now.")
        await hands.click("c              walk-in")
        await hands.click("leaves it as it is")
        assert "own, shipped w" in "\n".join(screen_rows(hands.app))


def test_what_is_shipped_and_what_a_key_is_called() -> None:
    assert keymap.read("letters", {}) == ({}, "")
    assert keymap.read("letters", {"help": "f11"}) == ({"help": "f11,f1"}, "")
    assert keymap.read("letters", {"tick": "x"})[1].startswith("Your own keys are not used: The key of “tick”")
    assert keymap.with_key("letters", {"call": "x"}, BY_ID["call"], "c") == {}


def test_the_command_line_writes_them_too(desk: Session) -> None:
    from deskapp.desk.settings import typed

    held = typed.put(desk, "keys", "walk_in=shift+f1, end=ctrl+e")
    assert held.keys == {"walk_in": "shift+f1", "end": "ctrl+e"}
    assert typed.told(held.keys) == "walk_in=shift+f1, end=ctrl+e"
    with pytest.raises(RefusedError):
        typed.put(desk, "keys", "walk_in shift")
    assert typed.put(desk, "keys", "").keys == {}


async def test_a_command_that_was_found_is_selected_at_once_and_so_is_one_after_escape(
    desk: Session, size: Size
) -> None:
    async with at_the_desk(desk, size) as hands:
        await selected_on(hands, "walk")
        assert any("▌" in one and "walk-in" in one for one in screen_rows(hands.app))
        await hands.press("escape")
        hands.sees("▌")
        await hands.press("enter")
        hands.sees("Press the new key")


async def test_the_box_for_a_new_key_grows_until_every_way_out_stands_in_it(desk: Session, size: Size) -> None:
    async with at_the_desk(desk, size) as hands:
        await selected_on(hands, "walk-in")
        await hands.press("enter", "c")
        hands.sees("swaps the two keys", "takes the shipped key, w", "leaves it as it is")
