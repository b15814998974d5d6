"""Every screen, dialog and question that somebody may stand before, by the keys that lead there from the desk.

A screen of the program's own that no row leads to fails `test_curtain_everywhere`.
"""

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from textual.screen import Screen

import deskapp.ui
from deskapp.desk.cards import customers
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.visits import log

HALF = "quilted zi"
"""Words that are half typed."""
PERSONAL = ("Beth", "Ocampo", "a price", "peanut", "quilted", "Joe Park", "Liz", "Olafs")
CARDS = "BEGIN:VCARD\nVERSION:3.0\nFN:Joe Park\nTEL:+12025550123\nEND:VCARD\n"


@dataclass(frozen=True)
class Place:
    """The class of the screen on top, the keys that lead there, and what stands there."""

    screen: str
    keys: tuple[str, ...]
    sees: str


LIST_OF_KEYS = ("comma", "slash", *"lists every", "enter", "enter")
PREVIEW = ("y", "enter", *"17:00", "enter")
PLACES = {
    "the desk": Place("DeskScreen", (), "Beth Ocampo"),
    "the desk, another visit selected": Place("DeskScreen", ("down",), "Beth Ocampo"),
    "a note, half typed": Place("DeskScreen", ("n", *HALF), HALF),
    "the second of two fields": Place("DeskScreen", ("p", *HALF, "tab", *"17"), HALF),
    "a walk-in with cards to choose": Place("DeskScreen", ("w", *"Ocam", "down"), "Ocampo"),
    "a step that the disk keeps": Place("DeskScreen", ("1", "e", *HALF), HALF),
    "the desk, letters to jump by": Place("DeskScreen", ("apostrophe",), "Press a letter"),
    "a field, letters to jump by": Place("DeskScreen", ("n", *HALF, "ctrl+o"), "Press a letter"),
    "customers": Place("CustomersScreen", ("f3", "down"), "Ocampo"),
    "customers, looked for": Place("CustomersScreen", ("f3", "slash", *"Oca"), "Ocampo"),
    "the path of an import": Place("CustomersScreen", ("f3", "i", *HALF), "File"),
    "a card": Place("CardScreen", ("f3", "enter", "down", "down"), "Ocampo"),
    "the question of an erasure": Place("CustomersScreen", ("f3", "z"), "Ocampo"),
    "a card, a preference half typed": Place("CardScreen", ("f3", "enter", "d", *HALF), HALF),
    "pairs of cards": Place("DuplicatesScreen", ("f3", "t"), "Ocampo"),
    "two cards side by side": Place("MergeScreen", ("f3", "t", "enter", "down"), "Ocampo"),
    "the preview of an import": Place("ImportsScreen", ("f3", "i", *"people", "enter"), "Joe Park"),
    "promises": Place("PromisesScreen", ("f4", "down"), "a price"),
    "promises, letters to jump by": Place("PromisesScreen", ("f4", "apostrophe"), "Press a letter"),
    "the log": Place("LogScreen", ("f5", "down"), "Ocampo"),
    "replies": Place("RepliesScreen", ("f6", "down"), "Replies"),
    "reports": Place("ReportsScreen", ("f7",), "Promises"),
    "the playbook": Place("PlaybookScreen", ("f8", "down"), "Greeting"),
    "the crisis sheet": Place("CrisisScreen", ("x", "down"), "Olafs"),
    "settings": Place("SettingsScreen", ("comma", "down", "down"), "Desk"),
    "a PIN, half typed": Place("SettingsScreen", ("comma", "slash", *"PIN", "enter", "enter", *"83"), "PIN"),
    "the list of keys": Place("KeysScreen", LIST_OF_KEYS, "walk-in"),
    "the press of a new key": Place("NewKey", (*LIST_OF_KEYS, "enter"), "Press the new key"),
    "a key that another command has": Place("NewKey", (*LIST_OF_KEYS, "enter", "c"), "swaps the two keys"),
    "the palette": Place("Palette", ("ctrl+p",), "All commands"),
    "the palette, over a half-typed note": Place("Palette", ("n", *HALF, "ctrl+p", *"mer"), "All commands"),
    "help": Place("Help", ("f1", "down"), "Help"),
    "help, narrowed": Place("Help", ("f1", *"walk"), "Help: walk"),
    "the hand-over sheet": Place("HandoverSheet", ("H",), "Ocampo"),
    "a note to the next, half typed": Place("HandoverSheet", ("H", "n", *HALF), HALF),
    "the hand-over sheet, earlier": Place("HandoverSheet", ("H", "down"), "Ocampo"),
    "who is still here": Place("StillHere", ("ctrl+q",), "Before you go"),
    "the outcome of all, half typed": Place("StillHere", ("ctrl+q", "e", *HALF), HALF),
    "the promises of today": Place("Leave", ("ctrl+q", "l"), "a price"),
    "why promises stay open, half typed": Place("Leave", ("ctrl+q", "l", "l", *HALF), HALF),
    "a reply before it is copied": Place("ReplyPreview", PREVIEW, "copy"),
    "a reply in one's own words": Place("TextSheet", (*PREVIEW, "i", *HALF, "left", "shift+left"), "quilted"),
    "the hand-over as text": Place("ReplyPreview", ("H", "y"), "Ocampo"),
}
"""The keys are pressed as by fingers; what is held in a thread has come before anybody looks."""


def fill(desk: Session, folder: Path) -> None:
    """Somebody is here with a card, a note and a promise; another waits; two cards may be one person's."""
    beth = customers.make(desk, "Beth Ocampo", phone="+44 20 7946 0958")
    customers.make(desk, "Liz Ocampo", phone="+44 20 7946 0958")
    visit = log.identify(desk, log.begin(desk, "walk-in"), beth)
    log.note(desk, visit, "peanut allergy")
    log.identify_new(desk, log.begin(desk, "call"), "Beth Olafs")
    promises.make(desk, "a price", desk.now() + timedelta(hours=1), interaction=visit)
    (folder / "people.vcf").write_text(CARDS)


def own_screens() -> Iterator[type[Screen[object]]]:
    """The program's own screens and dialogs that can be opened: those of which no other is made."""
    for module in pkgutil.walk_packages(deskapp.ui.__path__, "deskapp.ui."):
        importlib.import_module(module.name)
    classes: list[type[Screen[object]]] = [Screen]
    for one in classes:
        classes += one.__subclasses__()
        if one.__module__.startswith("deskapp.") and not one.__subclasses__():
            yield one
