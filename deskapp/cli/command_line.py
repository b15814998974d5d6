"""A command line taken apart. It loads nothing: what a phone starts at each ring comes through here (see
`desk_request`).
"""

import os

from deskapp.errors import UsageError

TYPE_CHECKING = False  # the type checker's own name for what only it looks at; `typing` takes 3 ms to load
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

WITHOUT_COMMAND = "open"
USUAL_WIDTH = 200
HELP, VERSION = frozenset({"--help", "-h"}), frozenset({"--version", "-V"})


class CommandLine:
    """The command, its own words, and the options that stood before it."""

    __slots__ = ("command", "data", "help", "staff", "version", "words")

    def __init__(self, command: str, words: tuple[str, ...], data: str, staff: str, flags: frozenset[str]) -> None:
        self.command, self.words, self.data, self.staff = command, words, data, staff
        self.help, self.version = bool(flags & HELP), bool(flags & VERSION)


def take_apart(argv: "Sequence[str]") -> CommandLine:
    """The command and its words. Raises UsageError for an option before the command that isn't a global one."""
    given = {"--data": "", "--staff": ""}
    flags: set[str] = set()
    rest = list(argv)
    while rest and rest[0].startswith("-"):
        flag, equals, value = rest.pop(0).partition("=")
        if flag in HELP | VERSION and not equals:
            flags.add(flag)
        elif flag in given:
            if not equals and not rest:
                raise UsageError(f"{flag} needs a value.", "`deskapp --help` shows how it goes.")
            given[flag] = value if equals else rest.pop(0)
        else:
            raise UsageError(f"There is no option {flag!r:.40}.", "`deskapp --help` lists them.")
    command, words = (rest[0], tuple(rest[1:])) if rest else (WITHOUT_COMMAND, ())
    flags.update(words[: words.index("--")] if "--" in words else words)
    if not rest and flags & HELP:
        command = ""
    return CommandLine(command, words, given["--data"], given["--staff"], frozenset(flags))


def staff_of(named: str) -> str:
    """Who is at the desk, by the command line or by the environment."""
    return writable(named or os.environ.get("DESKAPP_STAFF", "")).strip()


def writable(text: str) -> str:
    """A text of the command line as UTF-8 can hold it: bytes that the locale could not read become `�`."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def width_of(out: "TextIO") -> int:
    """The terminal's width in cells; a file or a pipe takes wide lines."""
    try:
        return os.get_terminal_size(out.fileno()).columns or USUAL_WIDTH
    except (OSError, ValueError):
        return USUAL_WIDTH
