"""Commands found by what people call them, and where they belong.

What acts on a row of a list is not run at once: the row that happens to be selected there is nobody's choice.
"""

from collections.abc import Sequence

from deskapp.commands.declared import Command
from deskapp.text.folding import sought
from deskapp.ui.commands import BY_ID, COMMANDS, on_screen
from deskapp.ui.render.keys import OPENED_BY

SMALL = frozenset(
    ("a", "an", "and", "are", "do", "for", "i", "in", "is", "it", "me", "my", "no", "of", "on", "that", "the", "their",
     "them", "they", "this", "to", "we", "with", "you")
)  # fmt: skip
WHOLE, BEGUN, SOMEWHERE = 4, 3, 1
PHRASE, LONG = 12, 5


def find(commands: Sequence[Command], typed: str) -> list[Command]:
    """The commands that have the typed words, the likeliest first; all of them where nothing is typed.

    Where no command has all of the words, those that have most of them are found.
    """
    words = sought(typed).replace("-", " ").split()
    telling = [word for word in words if word not in SMALL] or words
    if not telling:
        return list(commands)
    weighed = [(_weigh(command, telling, " ".join(words)), command) for command in commands]
    most = max((had for (had, _), _ in weighed), default=0)
    if most == 0:
        return []
    fitting = [(weight, command) for (had, weight), command in weighed if had == most]
    return [command for _, command in sorted(fitting, key=lambda fit: -fit[0])]


def _weigh(command: Command, telling: Sequence[str], phrase: str) -> tuple[int, int]:
    """How many of the words a command has, and how much they speak for it."""
    texts = [(3, _plain(command.label)), (2, _plain(command.words)), (1, _plain(command.help))]
    had = weight = 0
    for word in telling:
        best = max(worth * _fit(word, text) for worth, text in texts)
        had += best > 0
        weight += best
    weight += sum(PHRASE * worth for worth, text in texts if f" {phrase} " in text)
    weight += PHRASE if texts[0][1].strip() == phrase else 0
    return had, weight


def _plain(text: str) -> str:
    return f" {sought(text).translate(_MARKS)} "


def _fit(word: str, text: str) -> int:
    if f" {word} " in text:
        return WHOLE
    if f" {word}" in text:
        return BEGUN
    return SOMEWHERE if word in text and len(word) > LONG else 0


_MARKS = str.maketrans(dict.fromkeys("-,.;:?!/()", " "))


ROWS = {"customers": "a card", "promises": "a promise", "replies": "an entry", "playbook": "an entry", "keys": "a row"}
"""What is chosen first on a screen with a list."""
FREE = (
    *("new_card", "import", "export", "twins", "faq_new", "group"),
    *("playbook_new", "playbook_part", "playbook_write", "playbook_read"),
)
"""The commands of those screens that act on no row."""
MOVES = ("palette", "up", "down", "tick", "open", "back")


def others(place: str) -> list[Command]:
    """The commands that work on other screens than this one."""
    here = set(on_screen(place))
    return [command for command in COMMANDS if command not in here and command.id not in MOVES]


def where(command: Command) -> str:
    """The screen of a command, as it is called: `Promises`."""
    name = command.where[0]
    return BY_ID[name].label if name in BY_ID and name != "import" else name.replace("_", " ").capitalize()


def reached(command: Command) -> str:
    """The screen that is gone to for a command: its own, or the one that its own is opened from."""
    screen = command.where[0]
    while screen in OPENED_BY:
        opener = BY_ID[OPENED_BY[screen]]
        screen = opener.id if "all" in opener.where else opener.where[0]
    return screen


def needs_a_row(command: Command) -> bool:
    """Whether somebody has to choose what it acts on first."""
    screen = command.where[0]
    return screen in OPENED_BY or (screen in ROWS and command.id not in FREE)


def ordered(commands: Sequence[Command], place: str) -> list[Command]:
    """Commands in the order in which they fit, those of this screen first."""
    here = set(on_screen(place))
    return sorted(commands, key=lambda command: command not in here)
