"""Commands found by what people call them: their label, their own words, their help, in this order."""

from collections.abc import Sequence

from deskapp.commands.declared import Command
from deskapp.text.folding import sought

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
    found = [(weight, command) for (had, weight), command in weighed if had == most]
    return [command for _, command in sorted(found, key=lambda one: -one[0])]


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
